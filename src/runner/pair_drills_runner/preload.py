"""What a spare does before it waits: imports everything a run needs, but never the candidate's modules."""

from __future__ import annotations

import gc
import importlib
import os
import types
from collections.abc import Iterable

MORE = {"numpy": ("numpy.random", "numpy.testing")}
"""Parts that a package loads only when they are used, as most drills do."""


def preload(names: Iterable[str]) -> list[str]:
    """Imports pytest, our suite and `names`; returns those that are not there.

    The collector is off meanwhile, then everything is frozen: it saves a quarter to a half of a cold start.
    """
    gc.disable()
    missing: list[str] = []
    try:
        for name in names:
            for part in (name, *MORE.get(name, ())):
                try:
                    importlib.import_module(part)
                except Exception:  # the run's own import will tell the candidate
                    missing.append(part)
        _rehearse()
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
    return missing


def _rehearse() -> None:
    """One session with one test of our own, so that what pytest loads late is loaded."""
    import pytest

    from . import suite as suite  # what a run imports
    from .ini import EMPTY_INI

    class Rehearsal:
        @pytest.hookimpl(tryfirst=True)
        def pytest_collection(self, session: pytest.Session) -> bool:
            module = types.ModuleType("rehearsal")
            exec("def test_nothing():\n    pass", module.__dict__)
            node = pytest.Module.from_parent(session, path=session.path / "rehearsal")
            node.obj = module
            session.items = list(session.genitems(node))
            session.testscollected = len(session.items)
            return True

    here = os.path.dirname(EMPTY_INI)
    autoload = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        args = [
            "-c",
            EMPTY_INI,
            "--rootdir",
            here,
            "--confcutdir",
            here,
            "-p",
            "no:cacheprovider",
            "--noconftest",
        ]
        pytest.main(args, plugins=[Rehearsal()])
    finally:
        if autoload is None:
            del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        else:
            os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = autoload
