"""The operating system's side of the runner: `posix.py` or `windows.py`."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from .windows import (
        INTERRUPTING,
        Foreground,
        apply_limits,
        cpu_seconds,
        hold_lifeline,
        interrupt,
        kill,
        kill_group,
        limit_of,
        open_inherited,
        prepare_host,
        resume,
        signal_name,
        spawn,
        sweep,
        watch,
    )
else:
    from .posix import (
        INTERRUPTING,
        Foreground,
        apply_limits,
        cpu_seconds,
        hold_lifeline,
        interrupt,
        kill,
        kill_group,
        limit_of,
        prepare_host,
        resume,
        signal_name,
        spawn,
        sweep,
        watch,
    )

    def open_inherited(handle: int, flags: int) -> int:
        """Descriptors keep their numbers here."""
        return handle


__all__ = [
    "INTERRUPTING",
    "Foreground",
    "apply_limits",
    "cpu_seconds",
    "hold_lifeline",
    "interrupt",
    "kill",
    "kill_group",
    "limit_of",
    "open_inherited",
    "prepare_host",
    "resume",
    "signal_name",
    "spawn",
    "sweep",
    "watch",
]
