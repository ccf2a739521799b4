"""A second correct solution: named tuples and plain dicts, numbers worked out while reading, DictWriter."""
from __future__ import annotations

import csv
import io
import json
import math
from collections import namedtuple
from datetime import datetime, timezone
from statistics import fmean

COLUMNS = ("model", "task", "mean", "p95_ms", "n", "errors", "unscored")

Record = namedtuple("Record", "model task score latency_ms ok")


class BadLine(ValueError):
    pass


def parse_line(line):
    if line.isspace() or line == "":
        return None
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("no JSON") from error
    if not isinstance(data, dict) or "model" not in data:
        raise BadLine("no object with a model")
    numbers = [data.get("score"), data.get("latency_ms")]
    try:
        score, latency = (None if number is None else float(number) for number in numbers)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise BadLine("no number") from error
    task = data["task"] if data.get("task") is not None else "all"
    return Record(data["model"], task, score, latency, "status" not in data or data["status"] == "ok")


def _row(name, records):
    good = [record for record in records if record.ok]
    scores = [record.score for record in good if record.score is not None]
    latencies = sorted(record.latency_ms for record in good if record.latency_ms is not None)
    return {
        "model": name[0],
        "task": name[1],
        "mean": fmean(scores) if scores else None,
        "p95_ms": latencies[math.ceil(len(latencies) * 19 / 20) - 1] if latencies else None,
        "n": len(records),
        "errors": len(records) - len(good),
        "unscored": len(good) - len(scores),
    }


def summarise(lines, by_task=False):
    groups, bad = {}, 0
    for line in lines:
        try:
            record = parse_line(line)
        except BadLine:
            bad += 1
        else:
            if record is not None:
                name = (record.model, record.task) if by_task else (record.model, "all")
                groups.setdefault(name, []).append(record)
    rows = [_row(name, records) for name, records in groups.items()]
    rows.sort(key=lambda row: (row["model"], row["task"]))
    rows.sort(key=lambda row: math.inf if row["mean"] is None else -row["mean"])
    return {"rows": rows, "bad": bad, "by_task": by_task}


def render_text(summary, today):
    text = ["Eval report {:%Y-%m-%d} (UTC)".format(today)]
    for row in summary["rows"]:
        name = row["model"] + ("/" + row["task"] if summary["by_task"] else "")
        mean = "n/a" if row["mean"] is None else format(row["mean"], ".3f")
        p95 = "n/a" if row["p95_ms"] is None else format(row["p95_ms"], ".0f") + "ms"
        counts = "n={n} errors={errors} unscored={unscored}".format(**row)
        text.append(f"{name}: mean={mean} p95={p95} {counts}")
    return "\n".join([*text, f"bad lines: {summary['bad']}", ""])


def render_csv(summary):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_MINIMAL)
    writer.writeheader()
    writer.writerows(summary["rows"])
    return out.getvalue()


def report(lines, today=None):
    return render_text(summarise(lines), today or datetime.now(timezone.utc))
