"""What runs of the candidate's own tests report: every way in which tests and code can end."""

from __future__ import annotations

import os
import signal

import pytest
from support.desk import Desk, kinds, only, outcomes


def test_a_whole_run(desk: Desk) -> None:
    """Every outcome, with lines, counts and the facts in their order."""
    desk.attempt.write(
        solution="""
        def half(x):
            return x / 2
        def deep(x):
            return half(x)
        """,
        test_solution="""
        import pytest, solution
        def test_pass():
            assert solution.half(4) == 2
        def test_fail():
            assert solution.half(4) == 3
        def test_error_in_solution():
            solution.deep("x")
        @pytest.fixture
        def broken():
            raise OSError("no file")
        def test_fixture_error(broken):
            pass
        @pytest.fixture
        def late():
            yield
            raise KeyError("late")
        def test_teardown_error(late):
            pass
        def test_fails_then_teardown_fails(late):
            assert 0
        @pytest.mark.skip
        def test_skip():
            pass
        @pytest.mark.xfail
        def test_xfail():
            assert 0
        @pytest.mark.parametrize("n", [1, 2])
        def test_each(n):
            assert n
        """,
    )
    facts = desk.run()
    collected = only(facts, "run.collected")["tests"]
    assert [(t["id"], t["file"], t["line"]) for t in collected[:2]] == [
        ("test_solution.py::test_pass", "test_solution.py", 3),
        ("test_solution.py::test_fail", "test_solution.py", 5),
    ]
    found = {key.partition("::")[2]: value for key, value in outcomes(facts).items()}
    assert found == {
        "test_pass": "passed",
        "test_fail": "failed",
        "test_error_in_solution": "failed",
        "test_fixture_error": "error",
        "test_teardown_error": "error",
        "test_fails_then_teardown_fails": "failed",
        "test_skip": "skipped",
        "test_xfail": "skipped",
        "test_each[1]": "passed",
        "test_each[2]": "passed",
    }
    errors = {
        f["id"].partition("::")[2]: f["error"] for f in facts if f["type"] == "run.test" and "error" in f
    }
    message = errors["test_fail"].pop("message")
    assert message.startswith("assert 2.0 == 3\n +  where 2.0 = <function half at ")
    assert errors["test_fail"] == {"type": "AssertionError", "file": "test_solution.py", "line": 6}
    assert (errors["test_error_in_solution"]["file"], errors["test_error_in_solution"]["line"]) == (
        "solution.py",
        3,
    )
    assert errors["test_error_in_solution"]["type"] == "TypeError"
    assert errors["test_fixture_error"] == {
        "type": "OSError",
        "message": "no file",
        "file": "test_solution.py",
        "line": 11,
    }
    assert errors["test_teardown_error"]["type"] == "KeyError"
    assert errors["test_fails_then_teardown_fails"]["type"] == "AssertionError"
    assert set(errors) == {name for name, outcome in found.items() if outcome in ("failed", "error")}
    assert kinds(facts) == [
        "host.begin",
        "run.begin",
        "run.collected",
        *["run.test"] * 10,
        "run.end",
        "run.exit",
    ]
    end = only(facts, "run.end")
    counts = {key: end[key] for key in ("exit", "passed", "failed", "errors", "skipped", "total")}
    assert counts == {"exit": 1, "passed": 3, "failed": 3, "errors": 2, "skipped": 2, "total": 10}
    assert 0 < end["dur_ms"] < 20_000
    assert end["waited_ms"] == 0
    assert only(facts, "run.exit") == {
        "type": "run.exit",
        "run": end["run"],
        "code": 1,
        "signal": None,
    }
    assert "where 2.0 = <function half" in desk.report
    assert "10 items" in desk.report


def test_green_then_next_run_at_once(desk: Desk) -> None:
    """Two requests at once: one after the other, both whole."""
    desk.attempt.write(test_a="def test_a(): pass")
    one, two = desk.attempt.request(), desk.attempt.request()
    desk.editor.send(one)
    desk.editor.send(two)
    desk.editor.exit(two["run"])
    for request in (one, two):
        facts = desk.editor.of_run(request["run"])
        assert kinds(facts) == ["host.begin", "run.begin", "run.collected", "run.test", "run.end", "run.exit"]
        assert only(facts, "run.end")["exit"] == 0
    assert only(desk.editor.of_run(two["run"]), "host.begin")["warm"] is False


def test_files_and_selection(desk: Desk) -> None:
    desk.attempt.write(test_a="def test_a(): pass\ndef test_b(): pass", test_c="def test_c(): pass")
    assert list(outcomes(desk.run(files=["test_c.py"]))) == ["test_c.py::test_c"]
    picked = desk.run(files=["test_a.py", "test_c.py"], select=["test_a.py::test_b"])
    assert list(outcomes(picked)) == ["test_a.py::test_b"]


def test_no_tests(desk: Desk) -> None:
    desk.attempt.write(test_a="x = 1")
    facts = desk.run()
    assert only(facts, "run.collected")["tests"] == []
    end = only(facts, "run.end")
    assert (end["exit"], end["total"]) == (5, 0)


SYNTAX = {
    "solution": ("def f(:\n    pass\n", "x = 1\n", "solution.py", 1),
    "test": ("x = 1\n", "import solution\ndef test_a():\n    assert 1 ==\n", "test_a.py", 3),
    "indent": ("def f():\nreturn 1\n", "", "solution.py", 2),
}


@pytest.mark.parametrize("case", SYNTAX)
def test_syntax_error(desk: Desk, case: str) -> None:
    solution, test, file, line = SYNTAX[case]
    desk.attempt.write(solution=solution, test_a=test if "import" in test else f"import solution\n{test}")
    facts = desk.run()
    problem = only(facts, "run.problem")
    assert problem["kind"] == "syntax"
    assert (problem["error"]["file"], problem["error"]["line"]) == (file, line)
    assert only(facts, "run.end")["exit"] == 2
    assert only(facts, "run.exit") == {"type": "run.exit", "run": problem["run"], "code": 2, "signal": None}
    assert outcomes(facts) == {}


@pytest.mark.parametrize(
    ("solution", "kind", "error", "line"),
    [
        ("import no_such_module", "import", "ModuleNotFoundError", 1),
        ("\nfrom math import no_such_name", "import", "ImportError", 2),
        ("\n\nx = undefined", "collect", "NameError", 3),
        ("import sys\nsys.exit(0)", "collect", "SystemExit", 2),
    ],
)
def test_a_solution_that_cannot_be_imported(
    desk: Desk, solution: str, kind: str, error: str, line: int
) -> None:
    desk.attempt.write(solution=solution, test_a="import solution\ndef test_a(): pass")
    facts = desk.run()
    problem = only(facts, "run.problem")
    found = problem["error"]
    assert (problem["kind"], found["type"], found["file"], found["line"]) == (
        kind,
        error,
        "solution.py",
        line,
    )
    assert outcomes(facts) == {}
    assert only(facts, "run.end")["exit"] in (2, 3)


def test_what_tests_may_raise(desk: Desk) -> None:
    """None of it ends the session."""
    desk.attempt.write(
        test_a="""
        import sys
        class Own(BaseException):
            pass
        def test_exit():
            sys.exit(0)
        def test_base():
            raise Own("x")
        def test_recursion():
            def f(n):
                return f(n + 1)
            f(0)
        def test_generator_exit():
            raise GeneratorExit
        def test_str_that_raises():
            class Rude(Exception):
                def __str__(self):
                    raise ValueError
            raise Rude
        def test_after():
            pass
        """
    )
    facts = desk.run()
    assert list(outcomes(facts).values()) == ["failed"] * 5 + ["passed"]
    errors = [f["error"] for f in facts if "error" in f]
    assert [e["type"] for e in errors] == ["SystemExit", "Own", "RecursionError", "GeneratorExit", "Rude"]
    assert [e["line"] for e in errors] == [6, 8, 11, 14, 19]


def test_memory(desk: Desk) -> None:
    desk.attempt.write(
        test_a="""
        def test_huge():
            bytearray(80 * 1024**3)
        def test_after():
            pass
        """
    )
    facts = desk.run(limits={"memory_bytes": 4 * 1024**3})
    assert list(outcomes(facts).values()) == ["failed", "passed"]
    error = next(f["error"] for f in facts if "error" in f)
    assert (error["type"], error["line"]) == ("MemoryError", 3)


@pytest.mark.parametrize(
    ("how", "code", "number", "words"),
    [
        ("os._exit(0)", 0, None, "exit code 0"),
        ("os._exit(3)", 3, None, "exit code 3"),
        ("os.kill(os.getpid(), signal.SIGKILL)", None, signal.SIGKILL, "SIGKILL"),
        ("ctypes.string_at(0)", None, signal.SIGSEGV, "SIGSEGV"),
        ("os.abort()", None, signal.SIGABRT, "SIGABRT"),
    ],
)
def test_the_process_dies(desk: Desk, how: str, code: int | None, number: int | None, words: str) -> None:
    """What was reported before stays; there is no end, and nobody takes the exit code for a verdict."""
    desk.attempt.write(
        test_a=f"""
        import os, signal, ctypes
        def test_first(): pass
        def test_dies(): {how}
        def test_never(): pass
        """
    )
    facts = desk.run()
    assert outcomes(facts) == {"test_a.py::test_first": "passed"}
    assert "run.end" not in kinds(facts)
    assert len(only(facts, "run.collected")["tests"]) == 3
    end = only(facts, "run.exit")
    assert (end["code"], end["signal"]) == (code, number)
    assert "limit" not in end
    assert "interrupted" not in end
    assert words in desk.report.splitlines()[-1]


def test_a_wall_limit_says_where_the_code_was(desk: Desk) -> None:
    desk.attempt.write(
        solution="import time\ndef f():\n    time.sleep(60)",
        test_a="import solution\ndef test_a(): pass\ndef test_slow(): solution.f()",
    )
    facts = desk.run(limits={"wall_s": 0.5})
    assert outcomes(facts) == {"test_a.py::test_a": "passed"}
    end = only(facts, "run.exit")
    assert end["limit"] == "wall"
    assert "interrupted" not in end
    assert "solution.py:3: KeyboardInterrupt" in desk.report
    assert "the tests ran longer than 0.5 s" in desk.report


def test_a_loop_that_cannot_be_interrupted(desk: Desk) -> None:
    desk.attempt.write(
        test_a="""
        import signal, time
        def test_a():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
                signal.signal(number, signal.SIG_IGN)
            while True:
                time.sleep(0.1)
        """
    )
    facts = desk.run(limits={"wall_s": 0.3})
    end = only(facts, "run.exit")
    assert (end["limit"], end["signal"]) == ("wall", signal.SIGKILL)


def test_a_cpu_limit(desk: Desk) -> None:
    desk.attempt.write(test_a="def test_a():\n    while True: pass")
    facts = desk.run(limits={"cpu_s": 0.5})
    assert only(facts, "run.exit")["limit"] == "cpu"
    assert "more than 0.5 s of processor time" in desk.report


def test_cpu_of_programs_that_a_test_starts_counts(desk: Desk) -> None:
    desk.attempt.write(
        test_a="""
        import subprocess, sys
        def test_a():
            subprocess.run([sys.executable, "-S", "-c", "while True: pass"])
        """
    )
    assert only(desk.run(limits={"cpu_s": 0.5}), "run.exit")["limit"] == "cpu"


@pytest.mark.parametrize("options", [[], ["-s"], ["--capture=sys"]])
def test_endless_output(desk: Desk, options: list[str]) -> None:
    """The test fails at the line that prints; the others run."""
    desk.attempt.write(
        solution="def f():\n    while True:\n        print('x' * 100)",
        test_a="import solution\ndef test_a(): solution.f()\ndef test_b(): print('b')",
    )
    facts = desk.run(options=options, limits={"output_bytes": 100_000, "wall_s": 10})
    assert outcomes(facts) == {"test_a.py::test_a": "failed", "test_a.py::test_b": "passed"}
    error = next(f["error"] for f in facts if "error" in f)
    assert (error["type"], error["file"], error["line"]) == ("OSError", "solution.py", 3)
    assert "loop that prints for ever" in error["message"]
    assert len(desk.report) < 110_000


def test_own_clock(desk: Desk) -> None:
    desk.attempt.write(
        test_a="""
        import time
        def test_a():
            time.time = time.perf_counter = time.monotonic = lambda: 1e9
        def test_b():
            pass
        """
    )
    facts = desk.run()
    assert all(f["ms"] < 5_000 for f in facts if f["type"] == "run.test")
    assert only(facts, "run.end")["dur_ms"] < 20_000


def test_forked_children_have_nothing_to_say(desk: Desk) -> None:
    """A child that comes back from the test runs the rest of the session, too."""
    desk.attempt.write(
        test_a="""
        import os
        def test_a():
            global child
            child = os.fork()
        def test_b():
            if child:
                os.waitpid(child, 0)
        """
    )
    facts = desk.run()
    assert list(outcomes(facts).values()) == ["passed", "passed"]
    assert kinds(facts).count("run.test") == 2
    assert kinds(facts).count("run.end") == 1


def test_no_process_outlives_the_run(desk: Desk) -> None:
    """Also one in a session of its own, one that ignores signals, and a daemon of a daemon."""
    desk.attempt.write(
        test_a="""
        import os, signal, subprocess, sys, time
        SLEEP = [sys.executable, "-S", "-c", "import time; time.sleep(600)"]
        def test_a():
            subprocess.Popen(SLEEP)
            subprocess.Popen(SLEEP, start_new_session=True)
        def test_b():
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    signal.signal(signal.SIGTERM, signal.SIG_IGN)
                    time.sleep(600)
                os._exit(0)
        """
    )
    facts = desk.run()
    assert set(outcomes(facts).values()) == {"passed"}
    living = set(desk.processes())
    assert len(living) <= 2, "host and next spare"


def test_the_token_is_not_in_the_environment(desk: Desk) -> None:
    desk.attempt.write(
        test_a="""
        import os
        def test_a():
            with open("/proc/self/environ", "rb") as file:
                text = file.read() + repr(dict(os.environ)).encode()
            with open("/proc/self/cmdline", "rb") as file:
                text += file.read()
            assert b"PAIR_DRILLS" not in text and b"secret-token" not in text
        def test_b():
            assert "COLUMNS" not in os.environ
        """
    )
    assert set(outcomes(desk.run()).values()) == {"passed"}


def test_pytest_is_told_nonsense(desk: Desk) -> None:
    desk.attempt.write(test_a="def test_a(): pass")
    facts = desk.run(options=["--no-such-option"])
    problem = only(facts, "run.problem")
    assert problem["kind"] == "pytest"
    assert "--no-such-option" in problem["error"]["message"]
    assert only(facts, "run.end")["exit"] == 4
    facts = desk.run(files=["test_missing.py"])
    assert "test_missing.py" in only(facts, "run.problem")["error"]["message"]


def test_a_conftest_that_cannot_be_imported(desk: Desk) -> None:
    desk.attempt.write(test_a="def test_a(): pass", conftest="\nimport no_such_module")
    problem = only(desk.run(), "run.problem")
    assert problem["kind"] == "import"
    assert (problem["error"]["file"], problem["error"]["line"]) == ("conftest.py", 2)


def test_conftest_and_ini_of_the_folder_count(desk: Desk) -> None:
    desk.attempt.write(
        conftest="import pytest\n@pytest.fixture\ndef seven(): return 7",
        check_a="def test_a(seven): assert seven == 7",
    )
    (desk.attempt.folder / "pytest.ini").write_text("[pytest]\npython_files = check_*.py\n")
    assert outcomes(desk.run()) == {"check_a.py::test_a": "passed"}


@pytest.mark.parametrize("project", [False, True])
def test_nothing_from_outside_the_folder_counts(desk: Desk, project: bool) -> None:
    desk.attempt.write(test_a="import os\ndef test_a(): assert 'OUTER' not in os.environ")
    if project:  # as in a real attempt: settings of the linter, none of pytest
        (desk.attempt.folder / "pyproject.toml").write_text("[tool.ruff]\nline-length = 99\n")
    above = desk.attempt.folder.parent
    (above / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    (above / "conftest.py").write_text("import os\nos.environ['OUTER'] = '1'\n")
    assert outcomes(desk.run()) == {"test_a.py::test_a": "passed"}


def test_an_edit_in_the_same_second(desk: Desk) -> None:
    """Bytecode of the same second and size is there, as an ordinary `python -m pytest` leaves it."""
    import subprocess
    import sys

    folder = desk.attempt.folder
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    desk.attempt.write(
        solution="def f(): return 1", test_a="import solution\ndef test_a(): assert solution.f() == 1"
    )
    then = 1_700_000_000
    for path in folder.glob("*.py"):
        os.utime(path, (then, then))
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q"], cwd=folder, env=env, check=True, capture_output=True
    )
    assert len(list((folder / "__pycache__").glob("*.pyc"))) == 2
    desk.attempt.write(
        solution="def f(): return 2", test_a="import solution\ndef test_a(): assert solution.f() == 2"
    )
    for path in folder.glob("*.py"):
        os.utime(path, (then, then))
    assert outcomes(desk.run()) == {"test_a.py::test_a": "passed"}
    (folder / "solution.py").write_text("def f(): return 3")
    os.utime(folder / "solution.py", (then, then))
    assert outcomes(desk.run()) == {"test_a.py::test_a": "failed"}


def test_no_bytecode_is_written(desk: Desk) -> None:
    desk.attempt.write(solution="", test_a="import solution\ndef test_a(): pass")
    desk.run()
    assert not (desk.attempt.folder / "__pycache__").exists()


def test_names_of_ours_are_free(desk: Desk) -> None:
    """A candidate may call a module as we call ours."""
    desk.attempt.write(
        **dict.fromkeys(("case", "report", "host", "suite", "lines", "command"), "mine = True"),
        test_a="import case, report, host, suite, lines, command\ndef test_a(): assert case.mine",
    )
    assert outcomes(desk.run()) == {"test_a.py::test_a": "passed"}


def test_a_package_in_the_folder(desk: Desk) -> None:
    """Modules of a package, a data file, and a program that imports them."""
    package = desk.attempt.folder / "tool"
    package.mkdir()
    (package / "__init__.py").write_text("from .core import f")
    (package / "core.py").write_text("def f(): return open('data.txt').read()")
    (desk.attempt.folder / "data.txt").write_text("hello")
    desk.attempt.write(
        test_a="""
        import subprocess, sys, tool
        def test_a():
            assert tool.f() == "hello"
        def test_b():
            done = subprocess.check_output([sys.executable, "-c", "import tool; print(tool.f())"])
            assert done.strip() == b"hello"
        """
    )
    assert set(outcomes(desk.run()).values()) == {"passed"}
