"""One request through `once`: no terminal, no editor, facts in a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.desk import DROPPED, PACKAGE

Fact = dict[str, Any]


@dataclass
class Done:
    """What came of it."""

    code: int
    out: str
    err: str
    facts: list[Fact]


def once(
    request: object, place: Path, facts: bool = True, stdout: int = subprocess.PIPE, **environment: str
) -> Done:
    """Runs `request` cold; `place` is for the request's and the facts' files."""
    asked, told = place / "request.json", place / "facts.jsonl"
    asked.write_text(request if isinstance(request, str) else json.dumps(request))
    told.unlink(missing_ok=True)
    args = [sys.executable, "-I", os.path.abspath(PACKAGE), "once", str(asked)]
    args += ["--facts", str(told)] if facts else []
    kept = {k: v for k, v in os.environ.items() if k not in DROPPED and not k.startswith("PAIR_DRILLS")}
    env = {**kept, "LANG": "C.UTF-8", **environment}
    done = subprocess.run(
        args,
        env=env,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=60,
        encoding="utf-8",
        errors="surrogateescape",
    )
    lines = told.read_text().splitlines() if told.exists() else []
    return Done(done.returncode, done.stdout, done.stderr, [json.loads(line) for line in lines])
