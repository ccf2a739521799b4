"""An attempt's folder, and requests for runs in it."""

from __future__ import annotations

import itertools
import textwrap
from pathlib import Path
from typing import Any

LIMITS = {"wall_s": 30, "cpu_s": 30, "output_bytes": 4_000_000, "memory_bytes": None}
_runs = itertools.count(1)


class Attempt:
    """Files of the candidate in `folder`, hidden test files beside it."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "attempt"
        self.hidden = place / "drill"
        self.folder.mkdir()
        self.hidden.mkdir()

    def write(self, **files: str) -> Attempt:
        """Writes `<name>.py` for each keyword."""
        for name, text in files.items():
            (self.folder / f"{name}.py").write_text(textwrap.dedent(text))
        return self

    def stage(self, text: str, stage: str = "s1") -> Attempt:
        """Writes a stage's hidden tests."""
        (self.hidden / f"test_{stage}.py").write_text(textwrap.dedent(text))
        return self

    def request(self, suite: str = "own", **changes: Any) -> dict[str, Any]:
        """A request of `suite` for this folder; `limits` may be given in part."""
        stages = sorted(path.stem.removeprefix("test_") for path in self.hidden.glob("test_*.py"))
        hidden = [
            {"stage": s, "title": f"Part {s}", "file": str(self.hidden / f"test_{s}.py")} for s in stages
        ]
        return {
            "type": "run",
            "run": f"r{next(_runs)}",
            "suite": suite,
            "folder": str(self.folder),
            "title": "segment-pool · stage 1",
            "files": [],
            "select": [],
            "options": [],
            "hidden": [] if suite == "own" else hidden,
            **changes,
            "limits": {**LIMITS, **changes.get("limits", {})},
        }
