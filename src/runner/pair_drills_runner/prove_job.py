"""What the drill compiler asks of its worker. `src/app/verify/job.ts` holds the other end."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass, field
from typing import Any

from .contract import RunRequest

Line = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """One run of a suite on one variant of a drill, or some texts to compile."""

    id: str
    request: RunRequest
    """Its `folder` is replaced by the private one."""
    files: dict[str, str]
    copies: dict[str, str]
    """Files to copy: path in the folder → absolute path of the original."""
    wall_s: float
    watch: list[str] | None = None
    """Folders that tests may open files in, besides the variant's own and Python's; None = nobody looks."""
    compile: dict[str, str] = field(default_factory=dict)


def parse_job(line: bytes) -> Job:
    """Reads a line of stdin; both ends are of the same version, so nothing is guessed."""
    return Job(**json.loads(line))


def compile_all(job: Job) -> dict[str, Line]:
    """Compiles texts by file name; what Python says of those that do not compile."""
    errors: dict[str, Line] = {}
    for name, text in job.compile.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            line = error.lineno if isinstance(error, SyntaxError) else None
            errors[name] = {"message": getattr(error, "msg", str(error)), "line": line}
    return errors
