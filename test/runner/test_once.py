"""One cold run, and what an interpreter offers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.desk import PACKAGE, kinds, only, outcomes
from support.editor import Editor
from support.folder import Attempt
from support.once import once


def test_facts_in_a_file(attempt: Attempt, tmp_path: Path) -> None:
    attempt.write(test_a="def test_a(): pass\ndef test_b(): assert 0")
    done = once(attempt.request(), tmp_path)
    assert done.code == 0, "the exit code is no verdict"
    assert kinds(done.facts) == [
        *("host.begin", "run.begin", "run.collected", "run.test", "run.test", "run.end", "run.exit")
    ]
    assert only(done.facts, "host.begin")["warm"] is False
    assert only(done.facts, "run.exit")["code"] == 1
    assert "1 failed, 1 passed" in done.out


def test_facts_to_the_channel(attempt: Attempt, tmp_path: Path) -> None:
    editor = Editor()
    attempt.write(test_a="import os\ndef test_a(): assert 'secret-token' not in str(os.environ)")
    request = attempt.request()
    channel = {"PAIR_DRILLS_CHANNEL": editor.address, "PAIR_DRILLS_TOKEN": editor.token}
    once(request, tmp_path, facts=False, **channel)
    editor.exit(request["run"])
    facts = editor.of_run(request["run"])
    assert kinds(facts) == ["host.begin", "run.begin", "run.collected", "run.test", "run.end", "run.exit"]
    assert set(outcomes(facts).values()) == {"passed"}
    editor.close()


def test_limits_hold(attempt: Attempt, tmp_path: Path) -> None:
    attempt.write(test_a="import time\ndef test_a(): time.sleep(60)")
    done = once(attempt.request(limits={"wall_s": 0.3}), tmp_path)
    assert only(done.facts, "run.exit")["limit"] == "wall"


def test_large_facts(attempt: Attempt, tmp_path: Path) -> None:
    """More than a pipe holds, more than the run may write to a file."""
    attempt.write(test_a="import pytest\n@pytest.mark.parametrize('n', range(1500))\ndef test_a(n): pass")
    done = once(attempt.request(limits={"output_bytes": 20_000}), tmp_path)
    assert only(done.facts, "run.end")["passed"] == 1500
    assert len(outcomes(done.facts)) == 1500


def test_nowhere_to_tell(attempt: Attempt, tmp_path: Path) -> None:
    done = once(attempt.request(), tmp_path, facts=False)
    assert done.code == 64
    assert "--facts" in done.err


@pytest.mark.parametrize(
    ("request_text", "words"),
    [("{", "cannot be read"), ("[]", "must be an object"), ('{"type": "run"}', "`run` must be a text")],
)
def test_requests_that_are_none(tmp_path: Path, request_text: str, words: str) -> None:
    done = once(request_text, tmp_path)
    assert done.code == 64
    assert words in done.err
    assert done.facts == []


def test_python_without_pytest(attempt: Attempt, tmp_path: Path) -> None:
    """`-S` leaves out every installed package."""
    asked, told = tmp_path / "request.json", tmp_path / "facts.jsonl"
    asked.write_text(json.dumps(attempt.request()))
    site = tmp_path / "site"
    site.mkdir()
    (site / "pytest.py").write_text("raise ModuleNotFoundError(\"No module named 'pytest'\", name='pytest')")
    done = once(attempt.request(), tmp_path, PYTHONPATH=str(site))
    assert kinds(done.facts) == ["run.problem", "run.exit"]
    assert "pytest is not installed" in only(done.facts, "run.problem")["error"]["message"]
    assert not told.exists() or done.facts


def test_probe() -> None:
    args = [sys.executable, "-I", os.path.abspath(PACKAGE), "probe"]
    done = subprocess.run(args, capture_output=True, text=True, check=True, timeout=20)
    found = json.loads(done.stdout)
    assert found["executable"] == sys.executable
    assert found["version"] == ".".join(map(str, sys.version_info[:3]))
    assert found["pytest"] == pytest.__version__
    assert {"numpy", "ruff", "torch"} <= set(found)
