"""Hidden and perf runs: what they report, and what they keep to themselves."""

from __future__ import annotations

import pytest
from support.desk import Desk, kinds, only, outcomes

SOLUTION = """
import numpy as np
def total(xs):
    print("adding", len(xs))
    return np.sum(xs)
def pick(xs, i):
    return xs[i]
def order(xs):
    xs.sort()
    return xs
"""
STAGE = '''
import numpy as np
import pytest
import solution

SECRET_OF_THE_DRILL = 1

@pytest.fixture
def numbers():
    return np.array([1.0, np.nan])

def test_total(case):
    """adds the numbers

    More words that nobody needs."""
    case.given(xs=[1.0, 2.0])
    case.check(solution.total([1.0, 2.0]), 3.0)

def test_nan(case, numbers):
    """NaN counts as nothing"""
    case.given(xs=numbers, how="sum")
    case.check(solution.total(numbers), 1.0, what="sum")

@pytest.mark.parametrize("i", [0, 9], ids=["first", "far"])
def test_pick(case, i):
    """picks one"""
    case.given(xs=[5], i=i)
    case.check(solution.pick([5], i), 5)

def test_order(case):
    """leaves its input alone"""
    xs = [2, 1]
    case.given(xs=xs)
    case.check(solution.order(xs), [1, 2])
    case.unchanged()

def test_later_name(case):
    """a name of a later stage"""
    case.check(solution.later(1), 1)

@pytest.mark.perf
def test_growth(case):
    """grows in a straight line"""
    case.that(True, "linear")

@pytest.mark.structure
class TestShape:
    def test_plain_assert(self):
        assert solution.total([1]) == 2

def test_skipped():
    pytest.skip("not here")
'''


def test_a_whole_run(desk: Desk) -> None:
    desk.attempt.write(solution=SOLUTION, conftest="raise RuntimeError('never read')").stage(STAGE)
    (desk.attempt.folder / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    facts = desk.run("hidden")
    assert [(t["id"], t["title"]) for t in only(facts, "run.collected")["tests"]][:4] == [
        ("s1::test_total", "adds the numbers"),
        ("s1::test_nan", "NaN counts as nothing"),
        ("s1::test_pick[first]", "picks one"),
        ("s1::test_pick[far]", "picks one"),
    ]
    tests = {f["id"]: f for f in facts if f["type"] == "run.test"}
    assert {key: f["outcome"] for key, f in tests.items()} == {
        "s1::test_total": "passed",
        "s1::test_nan": "failed",
        "s1::test_pick[first]": "passed",
        "s1::test_pick[far]": "failed",
        "s1::test_order": "failed",
        "s1::test_later_name": "failed",
        "s1::test_growth": "passed",
        "s1::TestShape::test_plain_assert": "failed",
        "s1::test_skipped": "skipped",
    }
    assert all(f["stage"] == "s1" for f in tests.values())
    assert [key for key, f in tests.items() if "perf" in f] == ["s1::test_growth"]
    assert "given" not in tests["s1::test_total"]
    nan = tests["s1::test_nan"]
    assert nan["given"] == [["xs", "np.array([1.0, np.nan])"], ["how", "'sum'"]]
    assert (nan["want"], nan["got"]) == ("1.0", "np.float64(np.nan)")
    assert nan["error"] == {
        "type": "AssertionError",
        "message": "sum: got nan, expected 1.0",
        "file": "solution.py",
        "line": 3,
    }
    assert "a check of this test does not hold" in desk.report
    far = tests["s1::test_pick[far]"]
    assert far["error"] == {
        "type": "IndexError",
        "message": "list index out of range",
        "file": "solution.py",
        "line": 7,
    }
    assert far["given"] == [["xs", "[5]"], ["i", "9"]]
    assert "want" not in far
    order = tests["s1::test_order"]
    assert (order["want"], order["got"]) == ("[2, 1]", "[1, 2]")
    assert tests["s1::test_later_name"]["error"]["message"] == "module 'solution' has no attribute 'later'"
    end = only(facts, "run.end")
    assert (end["exit"], end["passed"], end["failed"], end["skipped"], end["total"]) == (1, 3, 5, 1, 9)
    assert kinds(facts) == [
        "host.begin",
        "run.begin",
        "run.collected",
        *["run.test"] * 9,
        "run.end",
        "run.exit",
    ]
    for secret in (
        "SECRET",
        "case.check",
        "pair_drills_runner",
        "site-packages",
        "<stage",
        "never read",
        "assert solution",
    ):
        assert secret not in desk.report
    assert "adding 2" in desk.report.partition("✗ NaN counts")[2].partition("✗")[0]
    assert "adding" not in desk.report.partition("✗ NaN counts")[0]


def test_perf_only(desk: Desk) -> None:
    desk.attempt.write(solution=SOLUTION).stage(STAGE)
    facts = desk.run("perf")
    assert outcomes(facts) == {"s1::test_growth": "passed"}
    assert "performance tests" in desk.report


def test_stages_selection_and_order(desk: Desk) -> None:
    text = "import solution\n" + "\n".join(f"def test_{n}(): pass" for n in range(8))
    desk.attempt.write(solution="").stage(text).stage(text, "s2")
    every = list(outcomes(desk.run("hidden")))
    assert every == [f"s{s}::test_{n}" for s in (1, 2) for n in range(8)]
    assert list(outcomes(desk.run("hidden", select=["s2::test_3", "s1::test_1"]))) == [
        "s1::test_1",
        "s2::test_3",
    ]
    shuffled = list(outcomes(desk.run("hidden", seed=7)))
    assert sorted(shuffled) == every
    assert shuffled != every
    assert list(outcomes(desk.run("hidden", seed=7))) == shuffled


@pytest.mark.parametrize(
    ("solution", "kind", "error", "line"),
    [
        ("def f(:", "syntax", "SyntaxError", 1),
        ("\nimport no_such_module", "import", "ModuleNotFoundError", 2),
        ("\n\n1 / 0", "collect", "ZeroDivisionError", 3),
        ("raise SystemExit(3)", "collect", "SystemExit", 1),
    ],
)
def test_a_solution_that_cannot_be_imported(
    desk: Desk, solution: str, kind: str, error: str, line: int
) -> None:
    """One problem, however many stages and tests there are."""
    desk.attempt.write(solution=solution).stage(STAGE).stage(STAGE, "s2")
    facts = desk.run("hidden")
    problem = only(facts, "run.problem")
    found = problem["error"]
    assert (problem["kind"], found["type"], found["file"], found["line"]) == (
        kind,
        error,
        "solution.py",
        line,
    )
    assert outcomes(facts) == {}
    assert f"solution.py:{line}" in desk.report
    assert "no test was run" in desk.report
    assert "stopped" not in desk.report
    assert "Traceback" not in desk.report
    assert "interrupted" not in only(facts, "run.exit")


def test_there_is_no_solution(desk: Desk) -> None:
    desk.attempt.stage(STAGE)
    problem = only(desk.run("hidden"), "run.problem")
    assert problem["kind"] == "import"
    assert problem["error"]["message"] == "No module named 'solution'"


def test_a_broken_drill(desk: Desk) -> None:
    desk.attempt.write(solution="").stage("def test_a(:\n    pass")
    problem = only(desk.run("hidden"), "run.problem")
    assert "file" not in problem["error"]
    assert "The tests could not be started" in desk.report


def test_the_process_dies(desk: Desk) -> None:
    desk.attempt.write(solution="import os\ndef f(): os._exit(0)")
    desk.attempt.stage(
        "import solution\ndef test_a(case): pass\ndef test_b(case): solution.f()\ndef test_c(case): pass"
    )
    facts = desk.run("hidden")
    assert outcomes(facts) == {"s1::test_a": "passed"}
    assert "run.end" not in kinds(facts)
    assert "exit code 0" in desk.report


def test_a_wall_limit(desk: Desk) -> None:
    desk.attempt.write(solution="import time\ndef f():\n    time.sleep(60)")
    desk.attempt.stage("import solution\ndef test_a(case):\n    'is quick'\n    solution.f()")
    facts = desk.run("hidden", limits={"wall_s": 0.5})
    assert only(facts, "run.exit")["limit"] == "wall"
    assert "solution.py:3  in f" in desk.report
    assert "<stage" not in desk.report


def test_endless_recursion_and_output(desk: Desk) -> None:
    desk.attempt.write(solution="def f(): return f()\ndef g():\n    while True: print('x' * 99)")
    desk.attempt.stage("import solution\ndef test_a(case): solution.f()\ndef test_b(case): solution.g()")
    facts = desk.run("hidden", limits={"output_bytes": 50_000})
    assert [f["error"]["type"] for f in facts if "error" in f] == ["RecursionError", "OSError"]
    assert len(desk.report.splitlines()) < 60
    assert "lines before" in desk.report


def test_breakpoint_shows_no_hidden_test(desk: Desk) -> None:
    desk.attempt.write(solution="def f(x):\n    breakpoint()\n    return x\n")
    desk.attempt.stage(
        "import solution\ndef test_a(case):\n    'one'\n    SECRET = 5\n    case.check(solution.f(1), 1)"
    )
    run = desk.begin("hidden", until="run.collected")
    desk.screen.wait_for("(Pdb)")
    for keys, shown in (
        ("up\r", "<stage s1>"),
        ("list\r", "EOF"),
        ("down\r", "solution.py("),
        ("c\r", "1 passed"),
    ):
        desk.screen.type(keys)
        desk.screen.wait_for(shown)
    desk.editor.exit(run)
    assert outcomes(desk.editor.of_run(run)) == {"s1::test_a": "passed"}
    assert "case.check" not in desk.report
    assert "SECRET" not in desk.report


def test_hidden_tests_use_a_package_of_the_folder(desk: Desk) -> None:
    (desk.attempt.folder / "shop").mkdir()
    (desk.attempt.folder / "shop" / "__init__.py").write_text("")
    (desk.attempt.folder / "shop" / "cart.py").write_text("class Cart:\n    def total(self): return 3\n")
    desk.attempt.stage("from shop.cart import Cart\ndef test_a(case): case.check(Cart().total(), 4)")
    facts = desk.run("hidden")
    error = next(f["error"] for f in facts if "error" in f)
    assert (error["message"], error["file"], error["line"]) == ("got 3, expected 4", "shop/cart.py", 2)
