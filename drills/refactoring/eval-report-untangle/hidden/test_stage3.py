import ast
import gc
import importlib
import json
import math
import time
import weakref
from collections import deque
from datetime import date
from pathlib import Path

import pytest

import solution

DAY = date(2025, 1, 1)
SMALL, LARGE = 1_000, 8_000
# Half-way on a log scale between growth in proportion (8 times) and quadratic growth (64 times).
BOUND = math.sqrt(8 * 64)
PLAIN = (dict, list, set, deque, tuple, str, int, float, type(None))
CLOCK = {"now", "utcnow", "today", "time"}


@pytest.fixture(autouse=True)
def fresh_module():
    """The old code keeps state in its module, so each test has a new one."""
    importlib.reload(solution)


def row(model="a", **fields):
    return json.dumps({"model": model, **fields})


def tree():
    return ast.parse(Path(solution.__file__).read_text(encoding="utf-8"))


def functions():
    return [node for node in ast.walk(tree()) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def length(function):
    """Lines from `def` to the end, without the docstring and without functions inside."""
    inner = {node for node in ast.walk(function) if isinstance(node, ast.FunctionDef)} - {function}
    spans = [(node.lineno, node.end_lineno) for node in inner]
    if ast.get_docstring(function) is not None:
        spans.append((function.body[0].lineno, function.body[0].end_lineno))
    left_out = {line for first, last in spans for line in range(first, last + 1)}
    return len(set(range(function.lineno, function.end_lineno + 1)) - left_out)


def module_values():
    """Values of the module and of its classes, as text that shows a change; no loggers and the like."""
    texts = {}
    for space in [solution, *(value for value in vars(solution).values() if isinstance(value, type))]:
        if space is not solution and space.__module__ != solution.__name__:
            continue
        for name, value in vars(space).items():
            own = type(value).__module__ == solution.__name__ and hasattr(value, "__dict__")
            if not name.startswith("__") and (own or isinstance(value, PLAIN)):
                texts[f"{space.__name__}.{name}"] = repr(vars(value)) if own else repr(value)
    return texts


@pytest.mark.structure
def test_no_long_function(case):
    """no function is longer than 30 lines"""
    case.given(file="solution.py")
    long = {function.name: length(function) for function in functions() if length(function) > 30}
    case.check(long, {}, what="functions and their lines")


@pytest.mark.structure
def test_no_state_at_module_level(case):
    """calling the functions changes nothing at module level"""
    lines = [row(score=1, latency_ms=2), "bad"]
    case.given(lines=lines)
    before = module_values()
    solution.report(lines, today=DAY)
    solution.render_csv(solution.summarise(lines, by_task=True))
    after = module_values()
    changed = {name: after[name] for name in after if after[name] != before.get(name)}
    case.check(changed, {}, what="values at module level that changed")


@pytest.mark.structure
def test_only_report_reads_the_clock(case):
    """only report reads the clock"""
    case.given(file="solution.py")
    readers = set()
    for function in functions():
        calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
        if CLOCK & {getattr(call, "attr", getattr(call, "id", "")) for call in calls}:
            readers.add(function.name)
    case.check(readers - {"report"}, set(), what="other functions that read the clock")


@pytest.mark.structure
def test_no_catch_all(case):
    """no except catches everything"""
    case.given(file="solution.py")
    caught = [
        (node.lineno, ast.unparse(node.type) if node.type else "")
        for node in ast.walk(tree())
        if isinstance(node, ast.ExceptHandler)
    ]
    everything = {"", "Exception", "BaseException"}
    broad = [(line, kind) for line, kind in caught if everything & names(kind)]
    case.check(broad, [], what="line and kind of the broad handlers")


def names(kind):
    """The names in what an `except` catches; the empty name for a bare one."""
    return {node.id for node in ast.walk(ast.parse(kind)) if isinstance(node, ast.Name)} or {kind}


@pytest.mark.structure
@pytest.mark.parametrize("other", ['{"model": "noise", "score": 9}', "bad"], ids=["record", "bad line"])
def test_a_report_inside_a_report(case, other):
    """a report made half-way through another does not disturb it"""
    lines = [row(score=0), row(score=1)]
    case.given(lines=lines, other_lines=[other], today=DAY)

    def feed():
        for line in lines:
            yield line
            solution.report([other], today=DAY)

    want = ["a: mean=0.500 p95=n/a n=2 errors=0 unscored=0", "bad lines: 0"]
    case.check(solution.report(feed(), today=DAY).splitlines()[1:], want)


@pytest.mark.structure
def test_two_summaries_are_apart(case):
    """a summary stays as it is when another one is made"""
    case.given(lines=[row(score=1), "bad"], other_lines=[row("b")], today=DAY)
    summary = solution.summarise([row(score=1), "bad"])
    solution.summarise([row("b")])
    want = ["a: mean=1.000 p95=n/a n=1 errors=0 unscored=0", "bad lines: 1"]
    case.check(solution.render_text(summary, DAY).splitlines()[1:], want)


def cpu_seconds(lines):
    """Best of five CPU times of one report in a new module; short ones are repeated, hopeless ones not."""
    best, spent = math.inf, 0.0
    for _ in range(5):
        calls, took = 0, 0.0
        while took < 0.02:
            importlib.reload(solution)
            start = time.process_time()
            solution.report(lines, today=DAY)
            took += time.process_time() - start
            calls += 1
        best, spent = min(best, took / calls), spent + took
        if spent > 3:
            break
    return best


@pytest.fixture
def quiet():
    """No garbage collector: its passes over all that is alive would make large inputs seem slow."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.perf
@pytest.mark.usefixtures("quiet")
def test_time_grows_about_linearly(case):
    """8 times as many lines take about 8 times as long"""
    case.given(numbers_of_lines=[SMALL, LARGE])
    lines = [row(score=i % 7, latency_ms=(i * 7919) % 10_007) for i in range(LARGE)]
    ratio = cpu_seconds(lines) / cpu_seconds(lines[:SMALL])
    case.that(ratio < BOUND, f"less than {BOUND:.0f} times the CPU time", got=f"{ratio:.0f} times")


class Line(str):
    """Text that can be watched: plain text has no weak references."""


@pytest.mark.perf
def test_lines_are_let_go(case):
    """summarise lets each line go before it reads the next ones"""
    case.given(number_of_lines=200)
    alive: weakref.WeakSet = weakref.WeakSet()
    most = 0

    def feed():
        nonlocal most
        for i in range(200):
            line = Line(row(score=i, latency_ms=i))
            alive.add(line)
            most = max(most, len(alive))
            yield line

    solution.summarise(feed())
    case.that(most <= 10, "no more than a few lines in memory at a time", got=most)
