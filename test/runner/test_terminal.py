"""Keys, debugger and settings of a real pseudo-terminal."""

from __future__ import annotations

import signal
import time

import pytest
from support.desk import Desk, only, outcomes

SLOW = "import time\ndef test_a(): pass\ndef test_slow():\n    print('sleeping')\n    time.sleep(60)\n"


def test_ctrl_c_in_a_run(desk: Desk) -> None:
    desk.attempt.write(test_a=SLOW)
    run = desk.begin(options=["-s"])
    desk.screen.wait_for("sleeping")
    desk.screen.type("\x03")
    end = desk.editor.exit(run)
    assert end["interrupted"] is True
    assert "limit" not in end
    assert "test_a.py:5: KeyboardInterrupt" in desk.report
    assert outcomes(desk.editor.of_run(run)) == {"test_a.py::test_a": "passed"}
    desk.back_to_normal()
    assert set(outcomes(desk.run(select=["test_a.py::test_a"])).values()) == {"passed"}


def test_ctrl_c_that_the_code_swallows(desk: Desk) -> None:
    """The first one is the code's; whoever wants an end uses Stop, or presses again."""
    desk.attempt.write(
        test_a="""
        import time
        def test_a():
            while True:
                try:
                    print("sleeping")
                    time.sleep(0.05)
                except KeyboardInterrupt:
                    print("not now")
        """
    )
    run = desk.begin(options=["-s"])
    desk.screen.wait_for("sleeping")
    desk.screen.type("\x03")
    desk.screen.wait_for("not now")
    desk.editor.send({"type": "stop", "run": run})
    end = desk.editor.exit(run)
    assert (end["interrupted"], end["signal"]) == (True, signal.SIGKILL)


def test_ctrl_backslash_in_a_run(desk: Desk) -> None:
    desk.attempt.write(test_a=SLOW)
    run = desk.begin(until="run.test")
    desk.screen.type("\x1c")
    end = desk.editor.exit(run)
    assert (end["interrupted"], end["signal"]) == (True, signal.SIGQUIT)


def test_keys_while_nothing_runs(desk: Desk) -> None:
    spare = desk.editor.ready(len(desk.editor.spare_facts("starting")))["pid"]
    desk.screen.type("junk\r\x03\x1a\x1c\x04more junk\r")
    desk.screen.settled()
    assert set(desk.processes()) == {desk.screen.pid, spare}
    desk.attempt.write(test_a="def test_a(): pass")
    assert outcomes(desk.run()) == {"test_a.py::test_a": "passed"}


def test_ctrl_z_in_a_run(desk: Desk) -> None:
    """There is no shell that could bring it back: it goes on, and says so."""
    desk.attempt.write(test_a="import time\ndef test_a(): pass\ndef test_b(): time.sleep(0.5)")
    run = desk.begin(until="run.test")
    desk.screen.type("\x1a")
    desk.editor.exit(run)
    assert set(outcomes(desk.editor.of_run(run)).values()) == {"passed"}
    assert "it goes on" in desk.report


def test_a_run_that_stops_itself(desk: Desk) -> None:
    desk.attempt.write(test_a="import os, signal\ndef test_a(): os.kill(os.getpid(), signal.SIGSTOP)")
    assert outcomes(desk.run()) == {"test_a.py::test_a": "passed"}


def test_stop(desk: Desk) -> None:
    desk.attempt.write(test_a=SLOW)
    run = desk.begin(until="run.test")
    waiting = desk.attempt.request()
    desk.editor.send(waiting)
    desk.editor.send({"type": "stop", "run": "another"})
    desk.editor.send({"type": "stop", "run": waiting["run"]})
    assert desk.editor.exit(waiting["run"])["interrupted"] is True
    desk.editor.send({"type": "stop", "run": run})
    end = desk.editor.exit(run)
    assert end["interrupted"] is True
    assert "KeyboardInterrupt" in desk.report


def test_breakpoint(desk: Desk) -> None:
    """Answered in the terminal; thinking does not count."""
    desk.attempt.write(
        solution="def f(x):\n    y = x * 2\n    breakpoint()\n    return y\n",
        test_a="import solution\ndef test_a(): assert solution.f(21) == 42\ndef test_b(): pass",
    )
    run = desk.begin(until="run.collected", limits={"wall_s": 1.5})
    desk.screen.wait_for("(Pdb)")
    time.sleep(2.0)
    desk.screen.type("p 'y is', y\r")
    desk.screen.wait_for("('y is', 42)")
    desk.screen.type("c\r")
    desk.editor.exit(run)
    facts = desk.editor.of_run(run)
    assert set(outcomes(facts).values()) == {"passed"}
    end = only(facts, "run.end")
    assert end["waited_ms"] > 1_900
    assert end["dur_ms"] < 1_500
    assert all(f["ms"] < 1_500 for f in facts if f["type"] == "run.test")
    assert "limit" not in only(facts, "run.exit")


def test_leaving_the_debugger(desk: Desk) -> None:
    desk.attempt.write(test_a="def test_a(): breakpoint()")
    run = desk.begin(until="run.collected")
    desk.screen.wait_for("(Pdb)")
    desk.screen.type("q\r")
    assert desk.editor.exit(run)["interrupted"] is True


def test_post_mortem(desk: Desk) -> None:
    desk.attempt.write(test_a="def test_a():\n    x = 41\n    assert x == 42")
    run = desk.begin(until="run.collected", options=["--pdb"])
    desk.screen.wait_for("(Pdb)")
    desk.screen.type("p x + 100\r")
    desk.screen.wait_for("141")
    desk.screen.type("c\r")
    desk.editor.exit(run)
    assert outcomes(desk.editor.of_run(run)) == {"test_a.py::test_a": "failed"}


@pytest.mark.parametrize(
    "ask", ["input('name? ')", "(print('name? ', end='', flush=True), sys.stdin.readline())[1]"]
)
def test_input(desk: Desk, ask: str) -> None:
    """What was typed before the run is not an answer."""
    desk.attempt.write(test_a=f"import sys\ndef test_a():\n    assert {ask}.strip() == 'ada'\n")
    desk.screen.type("typed ahead\r")
    desk.screen.settled()
    run = desk.begin(until="run.collected", options=["-s"])
    desk.screen.wait_for("name? ")
    time.sleep(0.3)
    desk.screen.type("ada\r")
    desk.editor.exit(run)
    facts = desk.editor.of_run(run)
    assert outcomes(facts) == {"test_a.py::test_a": "passed"}
    assert only(facts, "run.end")["waited_ms"] > 250


def test_input_without_a_terminal_to_ask(desk: Desk) -> None:
    """As with `python -m pytest`: captured tests cannot ask."""
    desk.attempt.write(test_a="def test_a(): input()")
    facts = desk.run()
    assert outcomes(facts) == {"test_a.py::test_a": "failed"}


def test_settings_of_the_terminal_come_back(desk: Desk) -> None:
    desk.attempt.write(
        test_a="""
        import os, signal, tty
        def test_a():
            tty.setraw(os.open("/dev/tty", os.O_RDWR))
            os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    assert only(desk.run(), "run.exit")["signal"] == signal.SIGKILL
    desk.back_to_normal()


def test_the_run_has_the_foreground(desk: Desk) -> None:
    desk.attempt.write(
        test_a="""
        import os
        def test_a():
            tty = os.open("/dev/tty", os.O_RDWR)
            assert os.tcgetpgrp(tty) == os.getpgrp() == os.getpid()
        """
    )
    assert outcomes(desk.run()) == {"test_a.py::test_a": "passed"}


def test_colours(desk: Desk) -> None:
    desk.attempt.write(test_a="def test_a(): pass").stage("def test_a(case): case.that(1, 'x')")
    desk.run()
    desk.run("hidden")
    assert "\x1b[32m" in desk.screen.raw.partition("Pair Drills")[0]
    assert "\x1b[32m✓\x1b[0m" in desk.screen.raw


def test_fork_warns_of_no_thread_of_ours(desk: Desk) -> None:
    """Python 3.12 warns when a process with threads forks: ours has none."""
    desk.attempt.write(
        test_a="""
        import os, threading, warnings
        def test_a():
            assert threading.active_count() == 1
            assert len(os.listdir("/proc/self/task")) == 1
        """
    )
    assert outcomes(desk.run()) == {"test_a.py::test_a": "passed"}
