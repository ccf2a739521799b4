"""Everything together: an editor, a terminal with a host in it, an attempt's folder."""

from __future__ import annotations

import os
import signal
import sys
import time
import uuid
from types import TracebackType
from typing import Any

from support.editor import PATIENCE, Editor, Fact
from support.folder import Attempt
from support.screen import Screen

PACKAGE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "src", "runner", "pair_drills_runner")
DROPPED = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTEST_ADDOPTS", "PYTHONDONTWRITEBYTECODE")


class Desk:
    """`with Desk(attempt) as desk`: in the end every process that the host has started must be gone."""

    def __init__(self, attempt: Attempt, *, start: bool = True) -> None:
        self.attempt = attempt
        self.editor = Editor()
        self.screen: Screen = None  # type: ignore[assignment]
        self.mark = uuid.uuid4().hex
        self._start = start

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a terminal that the editor creates; `MARK` is how its processes are found."""
        kept = {key: value for key, value in os.environ.items() if key not in DROPPED}
        channel = {"PAIR_DRILLS_CHANNEL": self.editor.address, "PAIR_DRILLS_TOKEN": self.editor.token}
        return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", "MARK": self.mark, **channel, **more}

    def start(self, *, preload: str = "", columns: int = 100, **environment: str) -> None:
        """Starts the host."""
        args = [sys.executable, "-I", os.path.abspath(PACKAGE), "host", "--preload", preload]
        self.screen = Screen(args, self.environment(**environment), columns)

    def __enter__(self) -> Desk:
        if self._start:
            self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        try:
            self.editor.close()
            if kind is None and self.screen is not None and self.screen.status is None:
                self.screen.ended()
                self.nothing_left()
        finally:
            if self.screen is not None:
                self.screen.close()
            for pid in self.processes():
                os.kill(pid, signal.SIGKILL)

    def run(self, suite: str = "own", **changes: Any) -> list[Fact]:
        """One whole run: its facts."""
        request = self.attempt.request(suite, **changes)
        self.editor.send(request)
        self.editor.exit(request["run"])
        return self.editor.of_run(request["run"])

    def begin(self, suite: str = "own", *, until: str = "run.begin", **changes: Any) -> str:
        """Starts a run and waits for a fact; the run's id."""
        request = self.attempt.request(suite, **changes)
        run: str = request["run"]
        self.editor.send(request)
        self.editor.wait(
            lambda: [f for f in self.editor.of_run(run) if f["type"] == until], f"{until} of {run}"
        )
        return run

    def back_to_normal(self) -> None:
        """After a run the host has the terminal again, as it was, and the next spare gets ready."""
        assert self.screen.echoes
        assert self.screen.foreground == self.screen.pid

    def processes(self) -> list[int]:
        """Living processes that the host has started, and the host."""
        found = []
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open(f"/proc/{name}/environ", "rb") as environ, open(f"/proc/{name}/stat") as stat:
                        alive = stat.read().rpartition(")")[2].split()[0] not in "ZX"
                        if alive and f"MARK={self.mark}".encode() in environ.read().split(b"\0"):
                            found.append(int(name))
                except OSError:
                    continue
        return found

    def nothing_left(self, patience: float = PATIENCE) -> None:
        """Waits until no process of this terminal is left."""
        deadline = time.monotonic() + patience
        while self.processes():
            assert time.monotonic() < deadline, f"still there: {self.processes()}"
            time.sleep(0.02)


def kinds(facts: list[Fact]) -> list[str]:
    """The types of facts, in order."""
    return [fact["type"] for fact in facts]


def outcomes(facts: list[Fact]) -> dict[str, str]:
    """Test id → outcome."""
    return {fact["id"]: fact["outcome"] for fact in facts if fact["type"] == "run.test"}


def only(facts: list[Fact], kind: str) -> Fact:
    """The one fact of that type."""
    found = [fact for fact in facts if fact["type"] == kind]
    assert len(found) == 1, f"{len(found)} facts of type {kind}: {found}"
    return found[0]
