"""Whether the environment has changed since a spare imported from it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable

from . import __version__

_HERE = os.path.dirname(os.path.abspath(__file__))
_METADATA = (".dist-info", ".egg-info", ".pth", ".egg-link")


def stamp(search_path: Iterable[str]) -> str:
    """A text that changes with the interpreter, `pyvenv.cfg`, what is installed and this package itself.

    Of each folder on `search_path` the names count, and the times of what installers write (`.dist-info`): an
    upgrade inside a package's own folder leaves the folder above it untouched. `__pycache__` does not count.
    """
    facts: list[object] = [__version__]
    facts += [_times(os.path.realpath(sys.executable)), _times(os.path.join(sys.prefix, "pyvenv.cfg"))]
    for path in search_path:
        facts.append(path)
        if os.path.isdir(path):
            names = sorted(os.listdir(path))
            facts.append([name for name in names if name != "__pycache__"])
            facts += [_times(os.path.join(path, name)) for name in names if name.endswith(_METADATA)]
        else:
            facts.append(_times(path))
    facts += [
        _times(os.path.join(_HERE, name)) for name in sorted(os.listdir(_HERE)) if name != "__pycache__"
    ]
    return hashlib.sha1(repr(facts).encode(), usedforsecurity=False).hexdigest()


def _times(path: str) -> tuple[str, int, int] | None:
    try:
        info = os.stat(path)
    except OSError:
        return None
    return (path, info.st_mtime_ns, info.st_ino)
