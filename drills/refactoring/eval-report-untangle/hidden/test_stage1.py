import importlib
import json
from datetime import date, datetime, timezone

import pytest

import solution

DAY = date(2025, 3, 9)


@pytest.fixture(autouse=True)
def fresh_module():
    """The old code keeps state in its module, so each test has a new one."""
    importlib.reload(solution)


def row(model="a", **fields):
    return json.dumps({"model": model, **fields})


def body(case, lines):
    """The lines of the report after its first."""
    case.given(lines=lines, today=DAY)
    return solution.report(lines, today=DAY).splitlines()[1:]


def names(report_lines):
    return [line.split(":")[0] for line in report_lines[:-1]]


def test_golden_report(case):
    """the whole text is as before"""
    lines = [
        row("small", score=0.25, latency_ms=10),
        row("small", score=0.5, latency_ms=20.4),
        row("big", score=0.9, latency_ms=400),
        row("big", latency_ms=300),
        row("big", score=0.1, latency_ms=9000, status="error"),
        "{oops",
        row("silent", status="timeout"),
    ]
    case.given(lines=lines, today=DAY)
    want = (
        "Eval report 2025-03-09 (UTC)\n"
        "big: mean=0.900 p95=400ms n=3 errors=1 unscored=1\n"
        "small: mean=0.375 p95=20ms n=2 errors=0 unscored=0\n"
        "silent: mean=n/a p95=n/a n=1 errors=1 unscored=0\n"
        "bad lines: 1\n"
    )
    case.check(solution.report(lines, today=DAY), want)


def test_no_lines(case):
    """without lines there are no models"""
    case.check(body(case, []), ["bad lines: 0"])


def test_best_mean_first(case):
    """the best mean comes first"""
    lines = [row("low", score=0.1), row("high", score=0.9), row("middle", score=0.5)]
    case.check(names(body(case, lines)), ["high", "middle", "low"], what="models in order")


@pytest.mark.parametrize("order", ["zbm", "mzb"])
def test_ties_by_name(case, order):
    """models with the same mean come by name"""
    lines = [row(model, score=0.5) for model in order]
    case.check(names(body(case, lines)), ["b", "m", "z"], what="models in order")


@pytest.mark.parametrize("mean", [-0.5, -1e-9])
def test_no_mean_comes_last(case, mean):
    """a model without a mean comes last, also after negative means"""
    lines = [row("none"), row("negative", score=mean)]
    case.check(names(body(case, lines)), ["negative", "none"], what="models in order")


@pytest.mark.parametrize("others", [[], [1]], ids=["alone", "beside a 1"])
def test_zero_is_a_score(case, others):
    """0 is a score"""
    lines = [row(score=score) for score in [0, *others]]
    mean = sum(others) / len(lines)
    want = f"a: mean={mean:.3f} p95=n/a n={len(lines)} errors=0 unscored=0"
    case.check(body(case, lines)[0], want)


def test_zero_is_a_latency(case):
    """0 ms is a latency"""
    case.check(body(case, [row(latency_ms=0)])[0], "a: mean=n/a p95=0ms n=1 errors=0 unscored=1")


@pytest.mark.parametrize("n, p95", [(1, 1), (19, 19), (20, 19), (21, 20), (40, 38)])
def test_p95_is_the_nearest_rank(case, n, p95):
    """the p95 of the latencies 1 to n is the nearest rank"""
    case.given(latencies_ms=range(n, 0, -1), today=DAY)
    text = solution.report([row(latency_ms=ms) for ms in range(n, 0, -1)], today=DAY)
    case.check(text.splitlines()[1].split()[2], f"p95={p95}ms")


@pytest.mark.parametrize("latency, shown", [(2.5, "2ms"), (3.5, "4ms")])
def test_latencies_are_rounded_as_before(case, latency, shown):
    """latencies are rounded as before"""
    case.check(body(case, [row(latency_ms=latency)])[0].split()[2], f"p95={shown}")


@pytest.mark.parametrize("status", ["error", "OK", None])
def test_failed_calls(case, status):
    """a call with a status other than ok counts in n and errors, and nowhere else"""
    lines = [row(score=1, latency_ms=10), row(score=0, latency_ms=90, status=status)]
    case.check(body(case, lines)[0], "a: mean=1.000 p95=10ms n=2 errors=1 unscored=0")


def test_a_call_without_a_score(case):
    """a call without a score counts as unscored, and its latency counts"""
    lines = [row(score=1), row(score=None, latency_ms=30), row(latency_ms=40, status="ok")]
    case.check(body(case, lines)[0], "a: mean=1.000 p95=40ms n=3 errors=0 unscored=2")


UNUSABLE = {
    "no json": "nonsense",
    "list": "[1]",
    "number": "3",
    "null": "null",
    "no model": '{"score": 1}',
    "score in words": '{"model": "a", "score": "high"}',
    "latency in words": '{"model": "a", "latency_ms": "slow"}',
    "list of scores": '{"model": "a", "score": [1]}',
    "huge score": '{"model": "a", "score": 1' + 400 * "0" + "}",
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_unusable_lines_are_counted(case, kind):
    """a line that is not usable is counted and leaves nothing else behind"""
    case.check(body(case, [UNUSABLE[kind], row("b")])[1:], ["bad lines: 1"], what="all after the line of b")


@pytest.mark.parametrize("blank", ["", "   ", "\n"], ids=["empty", "spaces", "newline"])
def test_blank_lines_do_not_count(case, blank):
    """blank lines do not count"""
    case.check(body(case, [blank, row(score=1), blank])[-1], "bad lines: 0")


@pytest.mark.parametrize("score, mean", [("0.5", "0.500"), (" 1 ", "1.000"), (True, "1.000")])
def test_loose_scores(case, score, mean):
    """scores as text or true are numbers, as before"""
    case.check(body(case, [row(score=score)])[0].split()[1], f"mean={mean}")


def test_lines_may_come_from_a_generator(case):
    """lines may come from a generator"""
    lines = [row(score=1) + "\n", "bad\n", row("b") + "\n"]
    case.given(lines=lines, today=DAY)
    got = solution.report((line for line in lines), today=DAY).splitlines()
    case.check(names(got[1:]) + got[-1:], ["a", "b", "bad lines: 1"])


def test_today_is_utc(case):
    """the default date is today in UTC"""
    case.given(lines=[])
    before = datetime.now(timezone.utc).date()
    text = solution.report([])
    after = datetime.now(timezone.utc).date()
    case.that(text.split()[2] in {str(before), str(after)}, f"the date {after}", got=text)


@pytest.mark.structure
def test_parse_line(case):
    """parse_line returns all fields of a record"""
    line = row("small", task="qa", score=1, latency_ms=2, status="ok") + "\n"
    case.given(line=line)
    got = solution.parse_line(line)
    case.check((got.model, got.task, got.score, got.latency_ms, got.ok), ("small", "qa", 1.0, 2.0, True))


@pytest.mark.structure
def test_parse_line_fills_in_what_is_absent(case):
    """parse_line fills in task, score, latency and status"""
    line = row("small")
    case.given(line=line)
    got = solution.parse_line(line)
    case.check((got.model, got.task, got.score, got.latency_ms, got.ok), ("small", "all", None, None, True))


@pytest.mark.structure
@pytest.mark.parametrize("status, ok", [("ok", True), ("error", False), (None, False)])
def test_parse_line_reads_the_status(case, status, ok):
    """parse_line says whether the call was ok"""
    line = row(status=status)
    case.given(line=line)
    case.check(solution.parse_line(line).ok, ok)


@pytest.mark.structure
@pytest.mark.parametrize("line", ["", " \n"], ids=["empty", "blank"])
def test_parse_line_of_a_blank_line(case, line):
    """parse_line returns None for a blank line"""
    case.given(line=line)
    case.check(solution.parse_line(line), None)


@pytest.mark.structure
@pytest.mark.parametrize("kind", ["no json", "list", "no model", "score in words", "huge score"])
def test_parse_line_refuses(case, kind):
    """parse_line raises BadLine for a line that is not usable"""
    case.given(line=UNUSABLE[kind])
    with case.raises(solution.BadLine):
        solution.parse_line(UNUSABLE[kind])


@pytest.mark.structure
def test_the_pieces_make_the_report(case):
    """render_text of summarise is the report"""
    lines = [row(score=0.5), "bad", row("b", score=0.7, latency_ms=3)]
    case.given(lines=lines, today=DAY)
    case.check(solution.render_text(solution.summarise(lines), DAY), solution.report(lines, today=DAY))


@pytest.mark.structure
@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2025, 1, 2)])
def test_the_renderer_is_told_the_date(case, day):
    """render_text has the date that it is given"""
    case.given(lines=[], today=day)
    case.check(solution.render_text(solution.summarise([]), day).splitlines()[0], f"Eval report {day} (UTC)")


@pytest.mark.structure
def test_rendering_twice(case):
    """render_text of the same summary is the same twice"""
    lines = [row(score=0.5, latency_ms=4), "bad"]
    case.given(lines=lines, today=DAY)
    summary = solution.summarise(lines)
    first = solution.render_text(summary, DAY)
    case.check(solution.render_text(summary, DAY), first)


@pytest.mark.structure
def test_models_of_two_calls_do_not_add_up(case):
    """a second call does not know the models of the first"""
    case.given(lines=[row("b", score=1)], lines_of_an_earlier_call=[row("a", score=1)], today=DAY)
    solution.report([row("a", score=1)], today=DAY)
    case.check(names(solution.report([row("b", score=1)], today=DAY).splitlines()[1:]), ["b"])


@pytest.mark.structure
def test_bad_lines_of_two_calls_do_not_add_up(case):
    """a second call does not know the bad lines of the first"""
    case.given(lines=["bad"], lines_of_an_earlier_call=["bad", "worse"], today=DAY)
    solution.report(["bad", "worse"], today=DAY)
    case.check(solution.report(["bad"], today=DAY).splitlines()[-1], "bad lines: 1")
