"""The report of a hidden run for people: titles, what was given, expected and got, the candidate's frames."""

from __future__ import annotations

import platform
import sys
import textwrap
from typing import TextIO

from .case import Case
from .contract import Fact, RunRequest
from .frames import Frame
from .hidden import HiddenPlugin, View
from .terminal import Terminal, clean

LABEL = 10
"""Columns of a label such as `expected`."""
INDENT = 6
FIGURE = 10
"""Columns kept for a test's time."""
MAX_LINES = 8
"""Lines that one value may take; half of it where the difference is told, too."""
INPUT_LINES = 3
"""Lines that one input may take."""
PRINTED_LINES = 20
FRAMES = 4
_SUITES = {"hidden": "hidden tests", "perf": "performance tests"}
_SIGNS = {"passed": ("✓", "green"), "failed": ("✗", "red"), "error": ("✗", "red"), "skipped": ("–", "yellow")}
_PROBLEMS = {
    "syntax": "Your code cannot be read by Python yet.",
    "import": "Your code cannot be imported yet.",
    "collect": "Your code stops while it is imported.",
    "pytest": "The tests stopped.",
}


class Report(View):
    """Writes the report while the run goes on."""

    def __init__(self, request: RunRequest, out: TextIO) -> None:
        self._request = request
        self._term = Terminal(out)
        self._stage: str | None = None

    def begin(self) -> None:
        """The headline: drill, stage and suite; on the right the versions, if there is room."""
        left = f"Pair Drills · {self._request['title']} · {_SUITES[self._request['suite']]}"
        right = _versions()
        gap = self._term.width - len(left) - len(right)
        bold = self._term.paint(left, "bold")
        if gap >= 2:
            self._term.line(bold + " " * gap + self._term.paint(right, "dim"))
        else:
            self._term.line(bold)
            self._term.line(self._term.paint(right, "dim"))
        self._term.line()

    def test(self, fact: Fact, case: Case | None, frames: list[Frame], printed: str) -> None:
        """One line a test; below a failing one what happened."""
        self._heading(fact["stage"])
        sign, colour = _SIGNS[fact["outcome"]]
        figure = _time(fact["ms"])
        room = self._term.width - 4
        title, *more = textwrap.wrap(clean(_title(fact)), room - FIGURE) or [""]
        figure = self._term.paint(figure.rjust(room - len(title)), "dim")
        self._term.line(f"  {self._term.paint(sign, colour)} {title}{figure}")
        for line in more:
            self._term.line(f"    {line}")
        if fact["outcome"] not in ("failed", "error"):
            return
        self._values(fact, case)
        self._frames(frames)
        self._print(printed)

    def _heading(self, stage: str) -> None:
        if len(self._request["hidden"]) > 1 and stage != self._stage:
            titles = {entry["stage"]: entry["title"] for entry in self._request["hidden"]}
            if self._stage is not None:
                self._term.line()
            self._term.line(f"  {self._term.paint(f'stage {stage[1:]} · {titles[stage]}', 'dim')}")
        self._stage = stage

    def _values(self, fact: Fact, case: Case | None) -> None:
        error = fact.get("error", {})
        if case is not None and case.inputs:
            self._given([f"{name} = {text}" for name, (_, text) in case.inputs.items()])
        if case is None or case.want is None:
            told = f"{error.get('type', 'Error')}: {error.get('message', '')}".rstrip(": ")
            self._row("got", "a check of this test does not hold" if told == "AssertionError" else told)
            return
        if case.what:
            self._row("checked", case.what)
        long = case.got is not None and max(len(case.want[1]), len(case.got[1])) > 2 * self._room
        lines = MAX_LINES // 2 if long else MAX_LINES
        self._row("expected", case.want[1], lines)
        if case.got is not None:
            self._row("got", case.got[1], lines)
        if long:
            self._row("differs", case.difference)

    def _given(self, inputs: list[str]) -> None:
        """Inputs side by side where they fit, else one a line."""
        together = "   ".join(inputs)
        if len(together) <= self._room:
            self._row("given", together)
            return
        for index, text in enumerate(inputs):
            self._row("given" if index == 0 else "", text, INPUT_LINES)

    @property
    def _room(self) -> int:
        return self._term.width - INDENT - LABEL

    def _row(self, label: str, text: str, most: int = MAX_LINES) -> None:
        lines: list[str] = []
        for part in clean(text).splitlines() or [""]:
            lines += textwrap.wrap(part, self._room, break_on_hyphens=False) or [""]
        if len(lines) > most:
            lines = [*lines[: most - 1], "…"]
        for index, line in enumerate(lines):
            head = label if index == 0 else ""
            self._term.line(" " * INDENT + self._term.paint(head.ljust(LABEL), "dim") + line)

    def _frames(self, frames: list[Frame]) -> None:
        for index, frame in enumerate(frames[-FRAMES:]):
            self._row("your code" if index == 0 else "", f"{frame.file}:{frame.line}  in {frame.function}")

    def _print(self, printed: str) -> None:
        lines = printed.rstrip().splitlines()
        shown = lines[-PRINTED_LINES:]
        if len(lines) > len(shown):
            shown = [f"… {len(lines) - len(shown)} lines before", *shown]
        for index, line in enumerate(shown):
            self._row("printed" if index == 0 else "", _shorten(line, self._room * 2))

    def stopped(self, frames: list[Frame]) -> None:
        """Where the code was when the run was ended."""
        self._term.line(f"  {self._term.paint('–', 'yellow')} stopped before the end")
        self._frames(frames)

    def problem(self, kind: str, error: Fact, frames: list[Frame]) -> None:
        """Why no test could be collected, and where."""
        words = _PROBLEMS[kind] if frames or "file" in error else "The tests could not be started."
        self._term.line(f"  {self._term.paint('✗', 'red')} {words}")
        self._row("error", f"{error['type']}: {error['message']}")
        if frames:
            self._frames(frames)
        elif "file" in error:
            self._row("your code", f"{error['file']}:{error.get('line', 1)}")

    def end(self, plugin: HiddenPlugin) -> None:
        """Counts and time."""
        self._term.line()
        if plugin.problems:
            self._term.line("  no test was run")
            return
        counts, words = plugin.counts, []
        for key, word, colour in (
            ("passed", "passed", "green"),
            ("failed", "failed", "red"),
            ("errors", "with errors", "red"),
            ("skipped", "skipped", "yellow"),
        ):
            if counts[key]:
                words.append(self._term.paint(f"{counts[key]} {word}", colour))
        words = words or ["no tests"]
        self._term.line("  " + " · ".join([*words, _time(plugin.clock.ran * 1000)]))


def _title(fact: Fact) -> str:
    parameter = str(fact["id"]).partition("[")[2].rstrip("]")
    return f"{fact['title']} [{parameter}]" if parameter else str(fact["title"])


def _shorten(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(1, room - 1)] + "…"


def _time(ms: float) -> str:
    if ms >= 10_000:
        return f"{ms / 1000:.1f} s"
    return f"{ms:.1f} ms" if ms < 10 else f"{ms:.0f} ms"


def _versions() -> str:
    words = [f"python {'.'.join(platform.python_version_tuple()[:2])}"]
    for name in ("numpy", "torch"):
        version = getattr(sys.modules.get(name), "__version__", None)
        if version:
            words.append(f"{name} {'.'.join(str(version).split('.')[:2])}")
    return " · ".join(words)
