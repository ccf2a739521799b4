"""Everything together: an editor, a terminal with a host in it, an attempt's folder."""

from __future__ import annotations

import os
import signal
import sys
import time
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Any

from support.editor import PATIENCE, Editor, Fact
from support.folder import Attempt
from support.screen import Screen

PACKAGE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "src", "runner", "pair_drills_runner")
DROPPED = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTEST_ADDOPTS", "PYTHONDONTWRITEBYTECODE")


class Desk:
    """`with Desk() as desk`: in the end every process that the host has started must be gone."""

    attempt: Attempt
    screen: Screen

    def __init__(self) -> None:
        self.editor = Editor()
        self.mark = uuid.uuid4().hex
        self.started = False

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a terminal that the editor creates; `MARK` is how its processes are found."""
        kept = {key: value for key, value in os.environ.items() if key not in DROPPED}
        channel = {"PAIR_DRILLS_CHANNEL": self.editor.address, "PAIR_DRILLS_TOKEN": self.editor.token}
        return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", "MARK": self.mark, **channel, **more}

    def start(self, *, preload: str = "", columns: int = 100, **environment: str) -> None:
        """Starts the host."""
        args = [sys.executable, "-I", os.path.abspath(PACKAGE), "host", "--preload", preload]
        self.screen = Screen(args, self.environment(**environment), columns)
        self.started = True

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        try:
            self.editor.close()
            if kind is None and self.started:
                self.screen.ended()
                self.nothing_left()
        finally:
            if self.started:
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

    def stop_all(self) -> None:
        """Ends a run that a failed test has left behind."""
        runs = {fact["run"] for _, fact in self.editor.facts if fact["type"] == "host.begin"}
        for run in runs:
            if not any(fact["type"] == "run.exit" for fact in self.editor.of_run(run)):
                self.editor.send({"type": "stop", "run": run})
                self.editor.exit(run)

    def new_page(self) -> None:
        """Forgets what was shown so far."""
        self.screen.clear()

    @property
    def report(self) -> str:
        """What was shown since, once it is complete: the host's last fact may overtake the terminal."""
        return self.screen.settled()

    def back_to_normal(self) -> None:
        """After a run the host has the terminal again, as it was, and nothing of the run is left."""
        assert self.screen.echoes
        assert self.screen.foreground == self.screen.pid
        self.nothing_left(besides=self._host_and_spare)

    def _host_and_spare(self) -> set[int]:
        return {self.screen.pid, *(fact["pid"] for fact in self.editor.spare_facts("starting")[-1:])}

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

    def nothing_left(self, besides: Callable[[], set[int]] = set) -> None:
        """Waits until no process of this terminal is left."""
        deadline = time.monotonic() + PATIENCE
        while left := set(self.processes()) - besides():
            assert time.monotonic() < deadline, f"still there: {left}"
            time.sleep(0.05)


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
