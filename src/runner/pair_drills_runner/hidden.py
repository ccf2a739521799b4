"""The plugin for hidden and perf suites: collects the stages' test files, compiled from memory."""

from __future__ import annotations

import random
import sys
import types
from typing import Any

import pytest

from .case import Case
from .clock import Clock
from .contract import Emit, Fact, HiddenFile, RunRequest
from .facts import FactsPlugin
from .frames import Frame, error_fact

CASE: pytest.StashKey[Case] = pytest.StashKey()
MARKS = ("perf: growth and memory", "structure: how the code is built")


class HiddenModule(pytest.Module):
    """One stage's tests. Its code has a name that no source can be read from: `<stage s1>`."""

    entry: HiddenFile

    def _getobj(self) -> types.ModuleType:
        stage = self.entry["stage"]
        with open(self.entry["file"], encoding="utf-8") as file:
            code = compile(file.read(), f"<stage {stage}>", "exec", dont_inherit=True)
        module = types.ModuleType(f"pair_drills_hidden_{stage}")
        sys.modules[module.__name__] = module
        try:
            exec(code, module.__dict__)
        except SystemExit as error:  # pytest would take it for its own end
            raise self.CollectError("sys.exit() while importing") from error
        return module


class HiddenPlugin(FactsPlugin):
    """Collects, relays and remembers each test's case; `view` shows the report for people."""

    def __init__(self, request: RunRequest, emit: Emit, clock: Clock, view: View) -> None:
        super().__init__(request, emit, clock)
        self.request = request
        self.view = view
        self._items: dict[str, pytest.Item] = {}
        self._frames: dict[str, list[Frame]] = {}
        self._printed: dict[str, str] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Registers the marks that hidden tests use; our report takes the place of pytest's."""
        for mark in MARKS:
            config.addinivalue_line("markers", mark)
        config.pluginmanager.unregister(name="terminalreporter")

    @pytest.fixture
    def case(self, request: pytest.FixtureRequest) -> Case:
        """See `docs/runner.md`."""
        case = Case()
        request.node.stash[CASE] = case
        return case

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """Takes the place of pytest's own collection: nothing in the folder is looked at."""
        items: list[pytest.Item] = []
        for entry in self.request["hidden"]:
            stage = entry["stage"]  # as node id, so that a test's is `<stage>::<function>[<param>]`
            module = HiddenModule.from_parent(session, path=session.path / stage, name=stage, nodeid=stage)
            module.entry = entry
            items.extend(session.genitems(module))
            if self.problems:
                break  # the other stages import the same broken solution
        if self.request["suite"] == "perf":
            items = [item for item in items if item.get_closest_marker("perf")]
        if self.request["select"]:
            wanted = set(self.request["select"])
            items = [item for item in items if item.nodeid in wanted]
        if "seed" in self.request:
            random.Random(self.request["seed"]).shuffle(items)
        session.items = items
        session.testscollected = len(items)
        self._items = {item.nodeid: item for item in items}
        session.config.hook.pytest_collection_finish(session=session)
        return True

    def collected(self, item: pytest.Item) -> Fact:
        """Id, title and stage; a hidden test has no file."""
        return {"id": item.nodeid, **self.extra(item.nodeid)}

    def extra(self, nodeid: str) -> Fact:
        """Title, stage and whether it measures growth."""
        item = self._items[nodeid]
        fact: Fact = {"title": title_of(item), "stage": nodeid.partition("::")[0]}
        if item.get_closest_marker("perf"):
            fact["perf"] = True
        return fact

    def error(self, item: pytest.Item, error: BaseException) -> Fact:
        """Without a frame of the candidate's, the function that the test calls is named."""
        fact = error_fact(error, self.folder)
        frames = self.folder.shown(error)
        if not frames:
            frames = self.folder.calls(getattr(item, "function", None))[:1]
            if frames:
                fact["file"], fact["line"] = frames[0].file, frames[0].line
        self._frames.setdefault(item.nodeid, frames)
        return fact

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keeps what the candidate's code printed."""
        super().pytest_runtest_logreport(report)
        if report.failed:
            self._printed[report.nodeid] = report.capstdout + report.capstderr

    def finished(self, fact: Fact) -> None:
        """Adds the case of a failing test and shows the test."""
        nodeid = fact["id"]
        case = self._items[nodeid].stash.get(CASE, None)
        failing = fact["outcome"] in ("failed", "error")
        if failing and case is not None:
            if case.inputs:
                fact["given"] = [[name, text] for name, (text, _) in case.inputs.items()]
            if case.want is not None:
                fact["want"] = case.want[0]
            if case.got is not None:
                fact["got"] = case.got[0]
        frames, printed = self._frames.pop(nodeid, []), self._printed.pop(nodeid, "")
        self.view.test(fact, case if failing else None, frames, printed)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Shows where the code was."""
        super().pytest_keyboard_interrupt(excinfo)
        if self.interrupted:
            self.view.stopped(self.folder.shown(excinfo.value))

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Shown as a problem, not as pytest's own frames."""
        super().pytest_internalerror(excinfo)
        return True

    def problem(self, kind: str, error: BaseException | Fact) -> None:
        """Shows the problem too."""
        before = self.problems
        super().problem(kind, error)
        if self.problems > before:
            fact = error_fact(error, self.folder) if isinstance(error, BaseException) else error
            self.view.problem(
                kind, fact, self.folder.shown(error) if isinstance(error, BaseException) else []
            )


class View:
    """Shows a hidden run to people; this one shows nothing (graders and the drill compiler)."""

    def begin(self) -> None:
        """The run begins."""

    def test(self, fact: Fact, case: Case | None, frames: list[Frame], printed: str) -> None:
        """A test is over."""

    def problem(self, kind: str, error: Fact, frames: list[Frame]) -> None:
        """Tests could not be collected."""

    def stopped(self, frames: list[Frame]) -> None:
        """The run was interrupted; `frames` say where the candidate's code was."""

    def end(self, plugin: HiddenPlugin) -> None:
        """The run is over."""


def title_of(item: pytest.Item) -> str:
    """First line of the docstring; without one the function's name in words."""
    text: Any = getattr(getattr(item, "function", None), "__doc__", None)
    lines = str(text).strip().splitlines() if text else []
    name = getattr(item, "originalname", None) or item.name
    return lines[0].strip() if lines else str(name).removeprefix("test_").replace("_", " ")
