"""The host's life: its spare, its editor, its terminal, and what is left when one of them goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.desk import PACKAGE, Desk, kinds, only, outcomes
from support.folder import Attempt

BUSY = """
import os, subprocess, sys, time
def test_a():
    pass
def test_b():
    subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
    time.sleep(600)
"""


def in_a_run(desk: Desk) -> None:
    """Starts a host and a run that does not end."""
    desk.start()
    desk.attempt.write(test_a=BUSY)
    desk.editor.ready()
    desk.begin(until="run.test")


def idle(desk: Desk) -> None:
    """Starts a host and waits for its spare."""
    desk.start()
    desk.editor.ready()


@pytest.mark.parametrize("state", [idle, in_a_run])
def test_the_editor_goes(own_desk: Desk, state: object) -> None:
    state(own_desk)  # type: ignore[operator]
    own_desk.editor.close()
    assert own_desk.screen.ended() == 0
    own_desk.nothing_left()


@pytest.mark.parametrize("state", [idle, in_a_run])
def test_the_terminal_is_closed(own_desk: Desk, state: object) -> None:
    state(own_desk)  # type: ignore[operator]
    own_desk.screen.hang_up()
    own_desk.screen.ended()
    own_desk.nothing_left()


@pytest.mark.parametrize("state", [idle, in_a_run])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_host_is_killed(own_desk: Desk, state: object, number: int) -> None:
    """Its spare goes at once with the whole process group."""
    state(own_desk)  # type: ignore[operator]
    os.kill(own_desk.screen.pid, number)
    own_desk.screen.ended()
    own_desk.nothing_left()


def test_the_editor_goes_while_a_spare_starts(own_desk: Desk) -> None:
    own_desk.start()
    own_desk.editor.wait(lambda: own_desk.editor.spare_facts("starting"), "a spare is starting")
    own_desk.editor.close()
    assert own_desk.screen.ended() == 0
    own_desk.nothing_left()


def test_one_quiet_line(own_desk: Desk) -> None:
    own_desk.start(preload="json")
    own_desk.editor.ready()
    (line,) = own_desk.screen.settled().strip().splitlines()
    assert line.startswith("Pair Drills runs your tests here · python 3.")


def test_hellos(own_desk: Desk) -> None:
    own_desk.start()
    ready = own_desk.editor.ready()
    roles = {fact["role"]: fact for _, fact in own_desk.editor.facts if fact["type"] == "hello"}
    assert roles["host"]["pid"] == own_desk.screen.pid
    assert roles["spare"]["pid"] == ready["pid"]
    assert all(fact["protocol"] == 1 for fact in roles.values())
    assert ready["pytest"] == pytest.__version__
    assert ready["python"].startswith("3.")


def test_preload(own_desk: Desk) -> None:
    """What is there is imported ahead; what is not there is told, and keeps nothing from running."""
    own_desk.start(preload="numpy,no_such_package")
    assert own_desk.editor.ready()["detail"] == "not installed: no_such_package"
    own_desk.attempt.write(test_a="import sys\nthere = 'numpy' in sys.modules\ndef test_a(): assert there")
    facts = own_desk.run()
    assert outcomes(facts) == {"test_a.py::test_a": "passed"}
    assert only(facts, "host.begin")["warm"] is True


def test_a_request_before_the_spare_is_ready(own_desk: Desk) -> None:
    own_desk.start()
    own_desk.editor.wait(lambda: own_desk.editor.spare_facts("starting"), "a spare is starting")
    own_desk.attempt.write(test_a="def test_a(): pass")
    facts = own_desk.run()
    assert outcomes(facts) == {"test_a.py::test_a": "passed"}
    assert only(facts, "host.begin")["warm"] is False


def test_a_changed_environment(own_desk: Desk, tmp_path: Path) -> None:
    """A package that was installed since makes the spare stale: another one runs."""
    site = tmp_path / "site"
    site.mkdir()
    own_desk.start(PYTHONPATH=str(site))
    first = own_desk.editor.ready()
    own_desk.attempt.write(test_a="import newcomer\ndef test_a(): assert newcomer.x == 1")
    (site / "newcomer.py").write_text("x = 1")
    (site / "newcomer-1.0.dist-info").mkdir()
    facts = own_desk.run()
    assert outcomes(facts) == {"test_a.py::test_a": "passed"}
    assert only(facts, "host.begin")["warm"] is False
    assert own_desk.editor.spare_facts("stale")[0]["pid"] == first["pid"]
    assert only(facts, "run.begin")["pid"] != first["pid"]
    own_desk.editor.ready(3)
    assert only(own_desk.run(), "host.begin")["warm"] is True
    (site / "newcomer-1.0.dist-info").rename(site / "newcomer-1.1.dist-info")
    assert only(own_desk.run(), "host.begin")["warm"] is False


def test_a_spare_that_cannot_start(own_desk: Desk, tmp_path: Path) -> None:
    """It is not started again in a loop, only when somebody asks for a run; every run has its end."""
    site = tmp_path / "site"
    site.mkdir()
    broken = site / "pytest.py"
    broken.write_text("raise ImportError('pytest is broken here')")
    own_desk.start(PYTHONPATH=str(site))
    editor = own_desk.editor
    editor.wait(lambda: editor.spare_facts("failed"), "the spare has failed")
    assert editor.spare_facts("failed")[0]["detail"] == "ImportError: pytest is broken here"
    time.sleep(0.5)
    assert len(editor.spare_facts("starting")) == 1
    own_desk.attempt.write(test_a="def test_a(): pass")
    facts = own_desk.run()
    assert kinds(facts) == ["run.problem", "run.exit"]
    assert only(facts, "run.problem")["error"]["message"] == "ImportError: pytest is broken here"
    assert (only(facts, "run.exit")["code"], only(facts, "run.exit")["signal"]) == (None, None)
    assert "The tests could not be started" in own_desk.report
    assert len(editor.spare_facts("starting")) == 2
    broken.unlink()
    assert outcomes(own_desk.run()) == {"test_a.py::test_a": "passed"}


def test_a_spare_that_cannot_connect(own_desk: Desk) -> None:
    """The editor does not want it: it ends, and no other takes its place."""
    editor = own_desk.editor
    editor.refused = {"spare"}
    own_desk.start()
    editor.wait(lambda: editor.spare_facts("failed"), "the spare has failed")
    time.sleep(0.5)
    assert len(editor.spare_facts("starting")) == 1
    assert own_desk.processes() == [own_desk.screen.pid]


def test_an_idle_spare_that_is_killed(own_desk: Desk) -> None:
    idle(own_desk)
    os.kill(own_desk.editor.ready()["pid"], signal.SIGKILL)
    editor = own_desk.editor
    editor.wait(lambda: editor.spare_facts("failed"), "the spare is gone")
    own_desk.attempt.write(test_a="def test_a(): pass")
    assert outcomes(own_desk.run()) == {"test_a.py::test_a": "passed"}


def test_a_request_that_is_none(own_desk: Desk) -> None:
    idle(own_desk)
    own_desk.editor.send({"type": "run", "run": "bad", "suite": "own"})
    own_desk.editor.exit("bad")
    (problem, _) = own_desk.editor.of_run("bad")
    assert "not valid" in problem["error"]["message"]
    own_desk.attempt.write(test_a="def test_a(): pass")
    assert outcomes(own_desk.run()) == {"test_a.py::test_a": "passed"}


def test_a_folder_that_is_gone(own_desk: Desk) -> None:
    idle(own_desk)
    facts = own_desk.run(folder=str(own_desk.attempt.folder / "gone"))
    assert only(facts, "run.problem")["kind"] == "pytest"
    assert "gone" in only(facts, "run.problem")["error"]["message"]
    assert "run.exit" in kinds(facts)


def test_another_protocol(own_desk: Desk) -> None:
    own_desk.editor.protocol = 2
    own_desk.start()
    own_desk.screen.wait_for("different versions")
    own_desk.screen.ended()


def test_options_from_the_environment_do_not_count(own_desk: Desk) -> None:
    own_desk.start(PYTEST_ADDOPTS="--no-such-option", PYTEST_PLUGINS="no_such_plugin")
    own_desk.editor.ready()
    own_desk.attempt.write(solution="", test_a="def test_a(): pass").stage("def test_b(case): pass")
    assert outcomes(own_desk.run()) == {"test_a.py::test_a": "passed"}
    assert outcomes(own_desk.run("hidden")) == {"s1::test_b": "passed"}
    assert "\n\nPair Drills" in own_desk.report, "a blank line between two reports"


def start_without(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Starts the host where no window of ours has started it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PAIR_DRILLS")}
    args = [sys.executable, "-I", os.path.abspath(PACKAGE), "host"]
    return subprocess.run(args, env={**kept, **env}, capture_output=True, text=True, timeout=20)


def test_no_channel() -> None:
    done = start_without({})
    assert done.returncode == 64
    assert "started by Pair Drills" in done.stderr


def test_a_channel_that_is_gone() -> None:
    done = start_without({"PAIR_DRILLS_CHANNEL": "127.0.0.1:1", "PAIR_DRILLS_TOKEN": "x"})
    assert done.returncode == 69
    assert "is gone" in done.stderr


def test_without_a_terminal(own_desk: Desk, attempt: Attempt) -> None:
    """As a child of the CLI: pipes in place of a terminal."""
    args = [sys.executable, "-I", os.path.abspath(PACKAGE), "host"]
    env = own_desk.environment()
    with subprocess.Popen(args, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as host:
        own_desk.editor.ready()
        attempt.write(test_a="def test_a(): pass")
        assert outcomes(own_desk.run()) == {"test_a.py::test_a": "passed"}
        own_desk.editor.close()
        shown, _ = host.communicate(timeout=20)
        assert host.returncode == 0
    assert "1 passed" in shown
    assert "\x1b" not in shown
    own_desk.nothing_left()
