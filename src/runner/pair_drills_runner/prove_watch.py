"""Notices files that tests open outside their place."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))
_SYSTEM = ("/dev/", "/proc/", "/usr/share/zoneinfo/", "/etc/localtime")
"""Devices, the process itself and time zones: what Python's own libraries read."""


class Watch:
    """Remembers each path that is opened outside the allowed folders, with the test that was running.

    An audit hook cannot be removed, so `end` makes it deaf. It sees this process only, no program that it
    starts.
    """

    def __init__(self, allowed: list[str]) -> None:
        own = {_HERE, sys.prefix, sys.base_prefix, sys.exec_prefix, site.getusersitepackages()}
        own |= {path for path in sysconfig.get_paths().values() if path}
        roots = {os.path.realpath(path) for path in (*allowed, *own)} | set(allowed) | own
        self._roots = tuple(os.path.join(root, "") for root in roots)
        self._listening = True
        self.opened: dict[str, str] = {}
        sys.addaudithook(self._hear)

    def end(self) -> None:
        """Stops listening."""
        self._listening = False

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if event != "open" or not self._listening or not isinstance(args[0], (str, bytes)):
            return
        path = os.path.abspath(os.fsdecode(args[0]))
        if path.startswith(self._roots) or path.startswith(_SYSTEM) or path in self.opened:
            return
        self._listening = False  # realpath may open nothing, but this must not recurse
        inside = os.path.join(os.path.realpath(path), "").startswith(self._roots)
        self._listening = True
        if not inside:
            self.opened[path] = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
