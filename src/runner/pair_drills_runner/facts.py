"""The plugin that relays what pytest says: each hook becomes one fact. Others decide what a fact means."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from .case import CaseFailure
from .clock import Clock
from .contract import Emit, Fact, RunRequest
from .frames import Folder, error_fact

_RANK = {"passed": 0, "skipped": 1, "failed": 2, "error": 3}
_COUNTED = {"passed": "passed", "failed": "failed", "error": "errors", "skipped": "skipped"}


class FactsPlugin:
    """Registered in the one pytest session of a run. `extra` adds a suite's own keys to a test's fact."""

    def __init__(self, request: RunRequest, emit: Emit, clock: Clock) -> None:
        self.run = request["run"]
        self.folder = Folder(request["folder"])
        self.emit = emit
        self.clock = clock
        self.counts = dict.fromkeys(_COUNTED.values(), 0)
        self.total = 0
        self.interrupted = False
        self.problems = 0
        self._told: set[tuple[str, ...]] = set()
        self._errors: dict[str, Fact] = {}
        self._outcomes: dict[str, str] = {}
        self._seconds: dict[str, float] = {}
        self._waited_before = 0.0

    # What could not be collected

    def problem(self, kind: str, error: BaseException | Fact) -> None:
        """Says, once, what kept tests from being collected."""
        fact = error_fact(error, self.folder) if isinstance(error, BaseException) else error
        key = (kind, *(str(fact.get(k)) for k in ("type", "message", "file", "line")))
        if key in self._told:
            return
        self._told.add(key)
        self.problems += 1
        self.emit({"type": "run.problem", "run": self.run, "kind": kind, "error": fact})

    def import_problem(self, error: BaseException) -> None:
        """Says what a test file, a conftest or the solution raised while it was imported."""
        if isinstance(error, SyntaxError):
            kind = "syntax"
        else:
            kind = "import" if isinstance(error, ImportError) else "collect"
        self.problem(kind, error)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_cmdline_parse(self) -> Generator[None, Any, None]:
        """Options and ini that pytest refuses, and a conftest that cannot be imported."""
        outcome = yield
        self._refused(outcome.excinfo)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_cmdline_main(self) -> Generator[None, Any, None]:
        """Arguments that pytest refuses later, such as a file that does not exist."""
        outcome = yield
        self._refused(outcome.excinfo)

    def _refused(self, excinfo: Any) -> None:
        error = None if excinfo is None else excinfo[1]
        if isinstance(error, pytest.UsageError):
            self.problem("pytest", {"type": "UsageError", "message": "\n".join(map(str, error.args))})
        elif error is not None and type(error).__name__ == "ConftestImportFailure":
            self.import_problem(error.__cause__ or error)

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[Any]
    ) -> None:
        """Errors while collecting: the first cause, which pytest wraps in its own exception."""
        if isinstance(node, pytest.Collector) and call.excinfo is not None:
            error = call.excinfo.value
            wrapped = isinstance(error, pytest.Collector.CollectError)
            if wrapped and error.__cause__ is None:
                self.problem("collect", {"type": "CollectError", "message": str(error).strip()})
            else:
                self.import_problem(error.__cause__ if wrapped and error.__cause__ is not None else error)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool | None:
        """What leaves pytest itself: `sys.exit()` while importing, or an error of a plugin."""
        theirs = isinstance(excinfo.value, SystemExit) and self.folder.frames(excinfo.value)
        self.problem("collect" if theirs else "pytest", excinfo.value)
        return None

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Ctrl-C, or the debugger was left with `q`; files that could not be collected come here, too."""
        if isinstance(excinfo.value, pytest.Session.Interrupted):
            return
        quit_debugger = "debugger" in str(excinfo.value).lower()
        self.interrupted = isinstance(excinfo.value, KeyboardInterrupt) or quit_debugger

    # Tests

    def collected(self, item: pytest.Item) -> Fact:
        """The `run.collected` entry of a test."""
        file, line, _ = item.location
        entry: Fact = {"id": item.nodeid, "file": file.replace("\\", "/")}
        if line is not None:
            entry["line"] = line + 1
        return entry

    def extra(self, nodeid: str) -> Fact:
        """Further keys of a `run.test` fact."""
        return {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """All tests that will run."""
        self.total = len(session.items)
        tests = [self.collected(item) for item in session.items]
        self.emit({"type": "run.collected", "run": self.run, "tests": tests})

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, Any, None]:
        """Keeps the error while its traceback is still there."""
        outcome = yield
        if call.excinfo is not None and outcome.excinfo is None and outcome.get_result().outcome == "failed":
            self._errors.setdefault(item.nodeid, self.error(item, call.excinfo.value))

    def error(self, item: pytest.Item, error: BaseException) -> Fact:
        """The error of a test; overridden for hidden tests."""
        return error_fact(error, self.folder)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Set-up, call and tear-down (and subtests) add up to one outcome: the worst."""
        outcome: str = report.outcome
        if outcome == "failed" and report.when != "call":
            outcome = "error"
        worst = self._outcomes.get(report.nodeid, "passed")
        if outcome == "error" and worst == "failed":
            outcome = "failed"
        if _RANK[outcome] >= _RANK[worst]:
            self._outcomes[report.nodeid] = outcome
        self._seconds[report.nodeid] = self._seconds.get(report.nodeid, 0.0) + report.duration
        if report.failed and report.nodeid not in self._errors:
            self._errors[report.nodeid] = _from_report(report)

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """One fact a test, when it is over."""
        outcome = self._outcomes.pop(nodeid, None)
        if outcome is None:
            return
        waited = self.clock.waited - self._waited_before
        self._waited_before = self.clock.waited
        ms = max(0.0, (self._seconds.pop(nodeid, 0.0) - waited) * 1000)
        self.counts[_COUNTED[outcome]] += 1
        fact: Fact = {"type": "run.test", "run": self.run, "id": nodeid, **self.extra(nodeid)}
        fact.update(outcome=outcome, ms=round(ms, 3))
        error = self._errors.pop(nodeid, None)
        if error is not None and outcome in ("failed", "error"):
            fact["error"] = error
        self.finished(fact)
        self.emit(fact)

    def finished(self, fact: Fact) -> None:
        """Called with each test's fact before it is sent."""

    # The session's end

    def end(self, status: int) -> None:
        """Says that the session is over, with pytest's exit status."""
        self.emit(
            {
                "type": "run.end",
                "run": self.run,
                "exit": status,
                **self.counts,
                "total": self.total,
                "dur_ms": round(self.clock.ran * 1000, 3),
                "waited_ms": round(self.clock.waited * 1000, 3),
            }
        )


def _from_report(report: pytest.TestReport) -> Fact:
    """The error of a report that another process made (pytest-xdist)."""
    crash = getattr(report.longrepr, "reprcrash", None)
    text = str(getattr(crash, "message", None) or report.longreprtext)
    kind, _, message = text.partition(": ")
    if not kind.isidentifier():
        kind, message = CaseFailure.__mro__[1].__name__, text
    return {"type": kind, "message": "\n".join(message.splitlines()[:2])}
