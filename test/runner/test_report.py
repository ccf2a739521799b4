"""The hidden report, as people read it, at two widths."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from pair_drills_runner.terminal import Terminal, clean
from support.desk import kinds, outcomes
from support.folder import Attempt
from support.once import once

GOLDEN = Path(__file__).parent / "golden"
SOLUTION = """
import numpy as np
def softmax(scores, ids, n):
    print("scores", scores)
    return helper(np.asarray(scores, float), n)
def helper(scores, n):
    if n > 5:
        raise ValueError("too many segments: " + "very " * 30 + "many")
    return scores
def refuse(x):
    return x
"""
STAGES = {
    "s1": '''
import numpy as np
import solution
def test_ones(case):
    """softmax sums to one in every segment"""
    case.check(1, 1)
def test_masked(case):
    """all-masked segment is zero, not NaN"""
    scores = [-np.inf, -np.inf, 1.0]
    case.given(scores=scores, segment_ids=[0, 0, 1], num_segments=2)
    case.check(solution.softmax(scores, [0, 0, 1], 2), np.array([0.0, 0.0, 1.0]))
''',
    "s2": '''
import numpy as np
import pytest
import solution
@pytest.mark.parametrize("n", [6])
def test_many(case, n):
    """a title that is much longer than sixty columns because its author could not stop writing it"""
    case.given(scores=list(range(40)), n=n)
    case.check(solution.softmax(list(range(40)), [], n), 1)
def test_long(case):
    """long values say where they differ"""
    want = np.arange(60.0)
    case.check(solution.helper(np.where(want == 55, 0, want), 1), want, what="all the sums")
def test_refuse(case):
    """refuses a negative id"""
    case.given(x=-1)
    with case.raises(ValueError, expected="ids start at 0"):
        solution.refuse(-1)
def test_that(case):
    """a property"""
    case.that(False, "weights add up to 1", got=0.5)
def test_skip():
    """skipped"""
    pytest.skip("x")
''',
}


def make(attempt: Attempt) -> Attempt:
    """The drill of the golden report."""
    for stage, text in STAGES.items():
        attempt.stage(text, stage)
    return attempt.write(solution=SOLUTION)


def neutral(text: str) -> str:
    """Without times and versions, whose length differs."""
    text = re.sub(r"(^| +)python 3.*", " <versions>", text, flags=re.MULTILINE)
    return "\n".join(re.sub(r" *[\d.]+ (ms|s)$", " <time>", line) for line in text.splitlines()) + "\n"


@pytest.mark.parametrize("width", [60, 100])
def test_golden(attempt: Attempt, tmp_path: Path, width: int) -> None:
    done = once(make(attempt).request("hidden"), tmp_path, COLUMNS=str(width))
    assert done.err == ""
    golden = GOLDEN / f"report-{width}.txt"
    found = neutral(done.out)
    if not golden.exists() or golden.read_text() != found:
        golden.with_suffix(".actual").write_text(found)
    assert found == golden.read_text()
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= width
    ticks = [line for line in lines if line.startswith(("  ✓", "  ✗", "  –"))]
    assert len(ticks) == 7
    assert {len(line) for line in ticks} == {width}, "figures are right-aligned"
    assert "\x1b" not in done.out


def test_narrow_and_wide_terminals(attempt: Attempt, tmp_path: Path) -> None:
    """Never narrower than 60, never wider than 100."""
    request = make(attempt).request("hidden")
    for width, most in (("20", 60), ("400", 100)):
        lines = once(request, tmp_path, COLUMNS=width).out.splitlines()
        assert max(map(len, lines)) == most


def test_a_stream_that_cannot_encode_the_signs(attempt: Attempt, tmp_path: Path) -> None:
    attempt.write(solution="def f(): print('naïve 数'); return '数'")
    attempt.stage(
        "import solution\ndef test_a(case):\n    'gives a word · or two'\n    case.check(solution.f(), 'x')"
    )
    done = once(attempt.request("hidden"), tmp_path, PYTHONIOENCODING="ascii", COLUMNS="80")
    assert done.out.isascii()
    assert "x gives a word - or two" in done.out
    assert "'\\u6570'" in done.out
    assert done.facts[-1]["type"] == "run.exit"
    assert done.facts[-2]["type"] == "run.end"


def test_nobody_reads_the_report(attempt: Attempt, tmp_path: Path) -> None:
    """As with `… | head -1`: the facts are whole."""
    make(attempt)
    reader, writer = os.pipe()
    os.close(reader)
    facts = once(attempt.request("hidden"), tmp_path, stdout=writer).facts
    os.close(writer)
    assert kinds(facts)[-2:] == ["run.end", "run.exit"]
    assert len(outcomes(facts)) == 7


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_no_color(attempt: Attempt, tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    attempt.write(solution="").stage("def test_a(case): pass")
    assert ("\x1b[" in once(attempt.request("hidden"), tmp_path, **environment).out) is coloured


def test_control_characters_of_the_candidate() -> None:
    assert clean("a\x1b[2Jb\rc\td\ne") == "a?[2Jb?c    d\ne"


def test_painting_needs_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert Terminal(io.StringIO()).paint("x", "red") == "x"
