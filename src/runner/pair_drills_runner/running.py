"""One run under the host's supervision: foreground, limits, end, and the last fact."""

from __future__ import annotations

import sys
from time import monotonic

from . import system
from .contract import Emit, Fact, RunRequest
from .spares import Exited, Spare
from .terminal import Terminal

GRACE = 2.0
"""Seconds a run has to end by itself after it was interrupted."""
LEAVING = 2.0
"""Seconds a process has to end after its session is over."""
LAST_WORDS = 0.5
"""Seconds to wait for what a process said just before it ended."""
CPU_EVERY = 0.25
MAX_STOPS = 20


class Running:
    """Hands a request to a ready spare and sees it through."""

    def __init__(
        self, spare: Spare, request: RunRequest, emit: Emit, foreground: system.Foreground, warm: bool
    ) -> None:
        self.spare = spare
        self.request = request
        self.done = False
        self._emit = emit
        self._foreground = foreground
        self._limits = request["limits"]
        self._limit: str | None = None
        self._interrupted = False
        self._ended = False
        self._silent = False
        self._exit: Exited | None = None
        self._stops = 0
        self._kill_at: float | None = None
        self._finish_at: float | None = None
        self._left = self._limits["wall_s"]
        self._since: float | None = monotonic()
        self._cpu_at = monotonic() + CPU_EVERY
        self._cpu_before = system.cpu_seconds(spare.pid) or 0.0
        emit({"type": "host.begin", "run": request["run"], "warm": warm})
        foreground.give(spare.pid)
        spare.use(request)

    def said(self, message: Fact | None) -> None:
        """Takes in a message of the run's process."""
        if message is None:
            self._silent = True
            if self._exit is not None:
                self._finish()
        elif message["type"] == "waiting":
            self._pause()
        elif message["type"] == "working":
            self._since = monotonic()
        elif message["type"] == "fact":
            self._emit(message["fact"])
        elif message["type"] == "interrupted":
            self._interrupted = True
        elif message["type"] == "end":
            self._ended = True
            self._pause()
            self._kill_at = monotonic() + LEAVING

    def _pause(self) -> None:
        if self._since is not None:
            self._left -= monotonic() - self._since
            self._since = None

    def stopped(self) -> None:
        """Ctrl-Z: there is no shell here that could bring the run back, so it goes on."""
        self._stops += 1
        if self._stops > MAX_STOPS:
            system.kill(self.spare.pid)
            return
        if self._stops == 1:
            _tell("A run cannot be put aside: it goes on. Ctrl-C ends it.")
        self._foreground.give_again(self.spare.pid)
        system.resume(self.spare.pid)

    def stop(self) -> None:
        """A person ends the run."""
        self._interrupted = True
        self._end_soon()

    def abandon(self) -> None:
        """The editor or the terminal is gone."""
        self._interrupted = True
        system.kill(self.spare.pid)

    def _end_soon(self) -> None:
        if self._exit is None and self._kill_at is None:
            system.interrupt(self.spare.pid)
            self._kill_at = monotonic() + GRACE

    def tick(self) -> float:
        """Holds the limits; seconds until it wants to be called again."""
        time = monotonic()
        if self._exit is not None:
            if self._finish_at is not None and time >= self._finish_at:
                self._finish()
            return 0.05
        if self._kill_at is not None:
            if time >= self._kill_at:
                system.kill(self.spare.pid)
                self._kill_at = time + GRACE
            return max(0.01, self._kill_at - time)
        if self._since is None:
            return CPU_EVERY
        left = self._left - (time - self._since)
        if left <= 0:
            self._over("wall")
            return 0.05
        if time >= self._cpu_at:
            self._cpu_at = time + CPU_EVERY
            used = system.cpu_seconds(self.spare.pid)
            if used is not None and used - self._cpu_before > self._limits["cpu_s"]:
                self._over("cpu")
        return min(left, CPU_EVERY)

    def _over(self, limit: str) -> None:
        self._limit = limit
        self._end_soon()

    def exited(self, event: Exited) -> None:
        """The process is gone: so is, at once, everything that it has started."""
        self._exit = event
        system.kill_group(self.spare.pid)
        if not system.sweep():
            _tell("Some processes that the run started could not be ended.")
        self._finish_at = monotonic() + LAST_WORDS
        if self._silent:
            self._finish()

    def _finish(self) -> None:
        if self.done or self._exit is None:
            return
        self.done = True
        self._foreground.take()
        end = self._exit
        if self._limit is None and not self._ended:
            self._limit = system.limit_of(end.signal)
            self._interrupted = self._interrupted or end.signal in system.INTERRUPTING
        fact: Fact = {"type": "run.exit", "run": self.request["run"], "code": end.code, "signal": end.signal}
        if self._limit is not None:
            fact["limit"] = self._limit
        elif self._interrupted:
            fact["interrupted"] = True
        self._explain(end)
        self._emit(fact)
        self.spare.close()

    def _explain(self, end: Exited) -> None:
        """Why the report ends in the middle."""
        if self._limit == "wall":
            _tell(f"Stopped: the tests ran longer than {self._limits['wall_s']:g} s.")
        elif self._limit == "cpu":
            _tell(f"Stopped: the tests used more than {self._limits['cpu_s']:g} s of processor time.")
        elif self._ended:
            return
        elif self._interrupted:
            _tell("Stopped.")
        elif end.signal is not None:
            _tell(f"The process ended before the tests were over: {system.signal_name(end.signal)}.")
        else:
            _tell(f"The process ended before the tests were over, with exit code {end.code}.")


def _tell(text: str) -> None:
    terminal = Terminal(sys.stdout)
    terminal.line()
    terminal.line(terminal.paint(text, "yellow"))
