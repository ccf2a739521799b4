"""Notices when the candidate's code waits for a person: pdb, `input()`, stdin. Thinking is not timed."""

from __future__ import annotations

import builtins
import io
import sys
from typing import Any

from .clock import Clock


def notice_waiting(clock: Clock) -> None:
    """Measures `input()` and `sys.stdin` of this process with `clock`; line editing stays as it is."""
    ask = builtins.input

    def input(prompt: object = "", /) -> str:  # its name shows in tracebacks
        clock.wait_begins()
        try:
            return ask(prompt)
        finally:
            clock.wait_ends()

    builtins.input = input
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin = _MeasuredStdin(sys.stdin, clock)


class _MeasuredStdin(io.TextIOWrapper):
    """Shares the buffer of the real one, which stays `sys.__stdin__`."""

    def __init__(self, real: io.TextIOWrapper, clock: Clock) -> None:
        super().__init__(real.buffer, real.encoding, real.errors, line_buffering=real.line_buffering)
        self._clock = clock

    def read(self, size: int | None = -1, /) -> str:
        self._clock.wait_begins()
        try:
            return super().read(size)
        finally:
            self._clock.wait_ends()

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        self._clock.wait_begins()
        try:
            return super().readline(size)
        finally:
            self._clock.wait_ends()

    def __next__(self) -> Any:
        line = self.readline()
        if not line:
            raise StopIteration
        return line
