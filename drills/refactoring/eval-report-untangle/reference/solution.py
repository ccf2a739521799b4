"""Nightly eval report: parse_line -> summarise -> render_text or render_csv."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any

ALL_TASKS = "all"

Key = tuple[str, str]
"""Model and task of a group."""


class BadLine(ValueError):
    """A line that is not a usable record."""


@dataclass(frozen=True)
class Record:
    """One usable line."""

    model: str
    task: str
    score: float | None
    latency_ms: float | None
    ok: bool


@dataclass
class Group:
    """What is known of one model, or of one model and task. Failed calls count in `n` and `errors` only."""

    n: int = 0
    errors: int = 0
    unscored: int = 0
    scores: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)

    def add(self, record: Record) -> None:
        self.n += 1
        if not record.ok:
            self.errors += 1
            return
        if record.score is None:
            self.unscored += 1
        else:
            self.scores.append(record.score)
        if record.latency_ms is not None:
            self.latencies.append(record.latency_ms)

    @property
    def mean(self) -> float | None:
        return sum(self.scores) / len(self.scores) if self.scores else None

    @property
    def p95(self) -> float | None:
        """Nearest rank, in milliseconds; in whole numbers, so that 20 latencies give the 19th."""
        if not self.latencies:
            return None
        rank = (95 * len(self.latencies) + 99) // 100
        return sorted(self.latencies)[rank - 1]


@dataclass
class Summary:
    """The groups of one run, and how many of its lines were not usable."""

    by_task: bool = False
    groups: dict[Key, Group] = field(default_factory=dict)
    bad_lines: int = 0

    def ranked(self) -> list[tuple[Key, Group]]:
        """Best mean first, groups without a mean last; ties by model, then by task."""

        def order(item: tuple[Key, Group]) -> tuple[bool, float, Key]:
            key, group = item
            mean = group.mean
            return (mean is None, -(mean or 0.0), key)

        return sorted(self.groups.items(), key=order)


def _number(value: Any) -> float | None:
    """None stays None; text and booleans that float() takes are numbers, as they have always been."""
    return None if value is None else float(value)


def parse_line(line: str) -> Record | None:
    """The record of one line, None for a blank line; raises BadLine for a line that is not usable."""
    text = line.strip()
    if not text:
        return None
    try:
        data = json.loads(text)
        model = data["model"]
        task = data.get("task")
        return Record(
            model=model,
            task=ALL_TASKS if task is None else task,
            score=_number(data.get("score")),
            latency_ms=_number(data.get("latency_ms")),
            ok=data.get("status", "ok") == "ok",
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise BadLine(f"not a usable record: {error!r}") from error


def summarise(lines: Iterable[str], *, by_task: bool = False) -> Summary:
    """Groups the records by model, or by model and task; lines that are not usable are counted."""
    summary = Summary(by_task)
    for line in lines:
        try:
            record = parse_line(line)
        except BadLine:
            summary.bad_lines += 1
            continue
        if record is None:
            continue
        key = (record.model, record.task if by_task else ALL_TASKS)
        summary.groups.setdefault(key, Group()).add(record)
    return summary


def _or_na(template: str, value: float | None) -> str:
    return "n/a" if value is None else template % value


def render_text(summary: Summary, today: date) -> str:
    """The text of the mail, dated `today`."""
    parts = [f"Eval report {today:%Y-%m-%d} (UTC)\n"]
    for (model, task), group in summary.ranked():
        name = f"{model}/{task}" if summary.by_task else model
        mean, p95 = _or_na("%.3f", group.mean), _or_na("%.0fms", group.p95)
        counts = f"n={group.n} errors={group.errors} unscored={group.unscored}"
        parts.append(f"{name}: mean={mean} p95={p95} {counts}\n")
    parts.append(f"bad lines: {summary.bad_lines}\n")
    return "".join(parts)


def render_csv(summary: Summary) -> str:
    """A header and one line for each group, in full precision; a cell without a value is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["model", "task", "mean", "p95_ms", "n", "errors", "unscored"])
    for (model, task), group in summary.ranked():
        writer.writerow([model, task, group.mean, group.p95, group.n, group.errors, group.unscored])
    return out.getvalue()


def report(lines: Iterable[str], today: date | None = None) -> str:
    """The text that is mailed every morning; `today` is the current day in UTC unless it is given."""
    if today is None:
        today = datetime.now(timezone.utc).date()
    return render_text(summarise(lines), today)
