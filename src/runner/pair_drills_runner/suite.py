"""Runs one request inside the current process: the same code for warm runs, cold runs and graders."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable

import pytest

from .clock import Clock
from .contract import Emit, RunRequest
from .facts import FactsPlugin
from .fresh import read_source_only
from .hidden import HiddenPlugin, View
from .ini import EMPTY_INI as EMPTY_INI
from .ini import own_config
from .output import OutputPlugin
from .report import Report

LEAN = (
    *("cacheprovider", "doctest", "faulthandler", "junitxml", "pastebin", "stepwise", "logging", "unittest"),
    *("unraisableexception", "threadexception", "recwarn", "setuponly", "setupplan", "legacypath"),
)
"""pytest's own plugins that hidden tests do without."""


def run_suite(
    request: RunRequest,
    emit: Emit,
    *,
    show: bool = True,
    clock: Clock | None = None,
    on_interrupt: Callable[[], None] | None = None,
) -> int:
    """Runs `request` in this process and returns pytest's exit status; for use in a process that then ends.

    Changes the working directory to the request's folder and puts that first on `sys.path`. Facts `run.begin`
    to `run.end` go to `emit`, the report to stdout (`show` False: hidden and perf suites print nothing).
    `clock` knows when the code waits for a person; `on_interrupt` is called when a person has ended the run.
    """
    clock = clock or Clock()
    emit(
        {
            "type": "run.begin",
            "run": request["run"],
            "pid": os.getpid(),
            "python": platform.python_version(),
            "pytest": pytest.__version__,
        }
    )
    try:
        _enter(request["folder"])
    except OSError as error:
        return _no_folder(request, emit, clock, error)
    if request["suite"] == "own":
        plugin, status = _own(request, emit, clock)
    else:
        plugin, status = _hidden(request, emit, clock, show)
    if status in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR) and not plugin.problems:
        plugin.problem("pytest", {"type": "PytestError", "message": f"pytest gave up with status {status}"})
    plugin.end(status)
    if plugin.interrupted and on_interrupt is not None:
        on_interrupt()
    return status


def _enter(folder: str) -> None:
    os.chdir(folder)
    sys.path.insert(0, os.getcwd())
    read_source_only(os.getcwd())
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)


def _no_folder(request: RunRequest, emit: Emit, clock: Clock, error: OSError) -> int:
    plugin = FactsPlugin(request, emit, clock)
    words = f"The attempt's folder cannot be opened: {error}"
    print(words)
    plugin.problem("pytest", {"type": type(error).__name__, "message": words})
    plugin.end(pytest.ExitCode.USAGE_ERROR)
    return int(pytest.ExitCode.USAGE_ERROR)


def _own(request: RunRequest, emit: Emit, clock: Clock) -> tuple[FactsPlugin, int]:
    folder = os.getcwd()
    args = ["--rootdir", folder, "--confcutdir", folder, *own_config(folder)]
    args += [*request["options"], *(request["select"] or request["files"])]
    plugin = FactsPlugin(request, emit, clock)
    sys.argv = [os.path.join(os.path.dirname(pytest.__file__), "__main__.py"), *args]
    return plugin, int(pytest.main(args, plugins=[plugin, OutputPlugin(request["limits"]["output_bytes"])]))


def _hidden(request: RunRequest, emit: Emit, clock: Clock, show: bool) -> tuple[FactsPlugin, int]:
    folder = os.getcwd()
    args = ["-c", EMPTY_INI, "--rootdir", folder, "--confcutdir", folder, "--noconftest", "--assert=plain"]
    for name in LEAN:
        args += ["-p", f"no:{name}"]
    view = Report(request, sys.stdout) if show else View()
    plugin = HiddenPlugin(request, emit, clock, view)
    view.begin()
    before = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        status = int(pytest.main(args, plugins=[plugin]))
    finally:
        if before is None:
            os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
        else:
            os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = before
    view.end(plugin)
    return plugin, status
