"""An edit and a run in the same second must run the new code: the folder's bytecode is never used or written.

A `.pyc` is taken for current when its source has the same size and the same time in whole seconds.
"""

from __future__ import annotations

import importlib
import os
import sys
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from pathlib import Path
from types import CodeType
from typing import Any

from _pytest.assertion import rewrite


class SourceOnlyLoader(SourceFileLoader):
    """Compiles the source each time."""

    def get_code(self, fullname: str) -> CodeType:
        """The code of the file as it is now."""
        path = self.get_filename(fullname)
        code: CodeType = self.source_to_code(self.get_data(path), path)
        return code


def read_source_only(folder: str) -> None:
    """Makes this process import what lies in `folder` from source only, and write no bytecode anywhere."""
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # for programs that a test starts
    roots = tuple({os.path.join(p, "") for p in (os.path.abspath(folder), os.path.realpath(folder))})
    prefixes = {os.path.join(p, "") for p in (sys.prefix, sys.base_prefix)}
    environments = tuple(prefixes.difference(roots))

    def theirs(path: str) -> bool:
        full = os.path.join(os.path.abspath(path or os.getcwd()), "")
        return full.startswith(roots) and not full.startswith(environments) and "site-packages" not in full

    def finder(path: str) -> FileFinder:
        if not os.path.isdir(path or ".") or not theirs(path):
            raise ImportError("not in the attempt's folder", path=path)
        return FileFinder(
            path,
            (ExtensionFileLoader, EXTENSION_SUFFIXES),
            (SourceOnlyLoader, SOURCE_SUFFIXES),
            (SourcelessFileLoader, BYTECODE_SUFFIXES),
        )

    sys.path_hooks.insert(0, finder)
    for path in list(sys.path_importer_cache):
        if theirs(path):
            del sys.path_importer_cache[path]
    importlib.invalidate_caches()
    _forget_rewritten(theirs)


def _forget_rewritten(theirs: Any) -> None:
    """pytest keeps rewritten test files in `.pyc` files of its own and trusts them in the same way."""
    read = getattr(rewrite, "_read_pyc", None)
    if read is None:  # another pytest: slower for what is imported from now on, but right
        sys.pycache_prefix = os.path.join(os.path.realpath(os.curdir), ".no-bytecode")
        return

    def read_unless_theirs(source: Path, *rest: Any, **more: Any) -> Any:
        return None if theirs(str(source.parent)) else read(source, *rest, **more)

    rewrite._read_pyc = read_unless_theirs
