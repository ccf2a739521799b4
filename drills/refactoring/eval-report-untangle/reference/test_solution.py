"""The tests that a strong candidate has at the end of the 50 minutes: the old behaviour first."""
import csv
import importlib
import io
import json
from datetime import date

import pytest

import solution

DAY = date(2025, 3, 9)


@pytest.fixture(autouse=True)
def fresh():
    """The old module keeps state between calls."""
    importlib.reload(solution)


def row(model="a", **fields):
    return json.dumps({"model": model, **fields})


def body(*lines):
    return solution.report(lines, today=DAY).splitlines()[1:]


def test_golden():
    lines = [
        row("small", score=0.25, latency_ms=10), row("small", score=0.5, latency_ms=20),
        row("big", score=0.9, latency_ms=400), row("big", score=0.1, latency_ms=9000, status="error"),
        "", "{oops", row("silent"), row("worse", score=-1), row("also small", score=0.375),
    ]
    assert solution.report(lines, today=DAY) == (
        "Eval report 2025-03-09 (UTC)\n"
        "big: mean=0.900 p95=400ms n=2 errors=1 unscored=0\n"
        "also small: mean=0.375 p95=n/a n=1 errors=0 unscored=0\n"
        "small: mean=0.375 p95=20ms n=2 errors=0 unscored=0\n"
        "worse: mean=-1.000 p95=n/a n=1 errors=0 unscored=0\n"
        "silent: mean=n/a p95=n/a n=1 errors=0 unscored=1\n"
        "bad lines: 1\n"
    )


def test_zero_is_a_score():
    assert body(row(score=0))[0].startswith("a: mean=0.000 ")


def test_text_and_true_are_scores():
    assert body(row(score="0.5"), row(score=True))[0].startswith("a: mean=0.750 ")


@pytest.mark.parametrize("n, p95", [(19, 19), (20, 19), (21, 20)])
def test_p95(n, p95):
    assert f" p95={p95}ms " in body(*(row(latency_ms=i + 1) for i in range(n)))[0]


@pytest.mark.parametrize("line", ["nonsense", "[1]", "null", '{"score": 1}', row(score="high")])
def test_bad_lines(line):
    assert body(line) == ["bad lines: 1"]


def test_two_reports_do_not_add_up():
    lines = [row(score=1), "bad"]
    assert solution.report(lines, today=DAY) == solution.report(lines, today=DAY)


def test_the_pieces():
    record = solution.parse_line(row("m", task="qa", score=1))
    assert (record.model, record.task, record.score, record.ok) == ("m", "qa", 1, True)
    assert solution.parse_line("  ") is None
    with pytest.raises(solution.BadLine):
        solution.parse_line("[1]")
    lines = [row(score=1), "bad"]
    assert solution.render_text(solution.summarise(lines), DAY) == solution.report(lines, today=DAY)


def table(lines, **options):
    text = solution.render_csv(solution.summarise(lines, **options))
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv():
    cells = table([row('a,"b"', score=1), row('a,"b"', score=0), row('a,"b"', score=0), row("z")])
    assert cells[0] == ["model", "task", "mean", "p95_ms", "n", "errors", "unscored"]
    assert float(cells[1][2]) == pytest.approx(1 / 3, rel=1e-12)
    assert cells[1][:2] == ['a,"b"', "all"]
    assert cells[2] == ["z", "all", "", "", "1", "0", "1"]


def test_by_task():
    lines = [row(task="qa", score=1), row(task="code", score=2), row("a/b", task="c"), row("a", task="b/c")]
    cells = table(lines, by_task=True)
    assert [line[:2] for line in cells[1:]] == [["a", "code"], ["a", "qa"], ["a", "b/c"], ["a/b", "c"]]
    text = solution.render_text(solution.summarise(lines, by_task=True), DAY)
    assert "\na/code: mean=2.000" in text


def test_two_summaries_are_apart():
    one = solution.summarise([row(score=1)])
    solution.summarise([row("b")])
    assert "b:" not in solution.render_text(one, DAY)
