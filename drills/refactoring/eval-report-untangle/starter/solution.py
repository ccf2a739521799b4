"""Nightly eval report."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

STATS = {}
BAD = [0]


class BadLine(ValueError):
    """A line that is not a usable record."""


@dataclass(frozen=True)
class Record:
    """One usable line."""

    model: str
    task: str
    """"all" when the line has no task."""
    score: float | None
    latency_ms: float | None
    ok: bool
    """False when the line has a status other than "ok"."""


def parse_line(line: str) -> Record | None:
    """The record of one line, None for a blank line; raises BadLine for a line that is not usable."""
    raise NotImplementedError


def summarise(lines: Iterable[str]) -> Any:
    """All that a report says about `lines`, except for the date. Lines that are not usable are counted."""
    raise NotImplementedError


def render_text(summary: Any, today: date) -> str:
    """The text of the mail for what `summarise` returned, dated `today`."""
    raise NotImplementedError


def report(lines, today=None):
    # today: only for the backfill job
    for l in lines:
        l = l.strip()
        if l == "":
            continue
        try:
            d = json.loads(l)
            m = d["model"]
            if d.get("score") is None:
                s = None
            else:
                s = float(d["score"])
            lat = d.get("latency_ms")
            if lat is not None:
                lat = float(lat)
            st = d.get("status", "ok")
        except Exception:
            BAD[0] = BAD[0] + 1
            continue
        if m not in STATS:
            STATS[m] = {"n": 0, "err": 0, "uns": 0, "scores": [], "lats": [], "p95": None}
        x = STATS[m]
        x["n"] += 1
        if st != "ok":
            x["err"] += 1
        else:
            if s is None:
                x["uns"] += 1
            else:
                x["scores"].append(s)
            if lat is not None:
                x["lats"].append(lat)
                # keep the running p95 fresh
                ls = sorted(x["lats"])
                k = (95 * len(ls) + 99) // 100 - 1
                x["p95"] = ls[k]
    rows = []
    for m in STATS:
        x = STATS[m]
        if len(x["scores"]) > 0:
            mean = sum(x["scores"]) / len(x["scores"])
        else:
            mean = None
        rows.append((m, mean, x))
    rows.sort(key=lambda r: (r[1] is None, -(r[1] or 0), r[0]))
    if today is None:
        t = datetime.now(timezone.utc).strftime("%Y-%m-%d")
    else:
        t = today.strftime("%Y-%m-%d")
    txt = "Eval report " + t + " (UTC)\n"
    for m, mean, x in rows:
        txt = txt + m + ": mean=" + ("n/a" if mean is None else "%.3f" % mean)
        txt = txt + " p95=" + ("n/a" if x["p95"] is None else "%.0fms" % x["p95"])
        txt = txt + " n=" + str(x["n"]) + " errors=" + str(x["err"]) + " unscored=" + str(x["uns"]) + "\n"
    txt = txt + "bad lines: " + str(BAD[0]) + "\n"
    return txt
