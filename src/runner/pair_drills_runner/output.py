"""Endless output: what is printed is counted; below Python the kernel limits the size of captured output."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Generator
from typing import Any

import pytest

SHOWN = 20_000
"""Characters of one captured section that pytest's report shows."""


class OutputPlugin:
    """For own runs; hidden runs show only the last lines anyway."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, Any, None]:
        """Cuts captured sections that nobody would read."""
        outcome = yield
        if outcome.excinfo is None:
            report = outcome.get_result()
            report.sections = [(title, _cut(text)) for title, text in report.sections]

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self) -> Generator[None, Any, None]:
        """However output is captured, or not at all."""
        counted: list[tuple[str, io.TextIOWrapper, _Counting]] = []
        for name in ("stdout", "stderr"):
            real = getattr(sys, name)
            if isinstance(real, io.TextIOWrapper):
                counted.append((name, real, _Counting(real, self._limit)))
                setattr(sys, name, counted[-1][2])
        yield
        for name, real, counting in counted:
            if getattr(sys, name) is counting:  # else somebody has replaced it meanwhile
                setattr(sys, name, real)


class _Counting(io.TextIOWrapper):
    def __init__(self, real: io.TextIOWrapper, limit: int) -> None:
        super().__init__(
            real.buffer,
            real.encoding,
            real.errors,
            line_buffering=real.line_buffering,
            write_through=real.write_through,
        )
        self._real = real
        self._left = limit

    def write(self, text: str, /) -> int:
        self._left -= len(text)
        if self._left < 0:
            raise OSError(errno.EFBIG, "more output than the limit of a run")
        return self._real.write(text)

    def flush(self) -> None:
        self._real.flush()

    def close(self) -> None:
        """The buffer belongs to the real one."""


def _cut(text: str) -> str:
    if len(text) <= SHOWN:
        return text
    half = SHOWN // 2
    return f"{text[:half]}\n… {len(text) - 2 * half} characters are left out …\n{text[-half:]}"
