"""The runner's own clock: a candidate may patch `time` without touching our figures."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter as now

__all__ = ["Clock", "now"]


class Clock:
    """Measures one run and how much of it the code spent waiting for a person (pdb, `input()`)."""

    def __init__(self, on_wait: Callable[[bool], None] | None = None) -> None:
        self._on_wait = on_wait
        self._begin = now()
        self._waiting_since: float | None = None
        self._waited = 0.0

    def wait_begins(self) -> None:
        """The code asks the person at the terminal for a line."""
        if self._waiting_since is None:
            self._waiting_since = now()
            if self._on_wait is not None:
                self._on_wait(True)

    def wait_ends(self) -> None:
        """The person has answered."""
        if self._waiting_since is not None:
            self._waited += now() - self._waiting_since
            self._waiting_since = None
            if self._on_wait is not None:
                self._on_wait(False)

    @property
    def waited(self) -> float:
        """Seconds spent waiting so far."""
        return self._waited

    @property
    def ran(self) -> float:
        """Seconds of the run so far, without the waiting."""
        return max(0.0, now() - self._begin - self._waited)
