import csv
import importlib
import io
import json
from datetime import date

import pytest

import solution

DAY = date(2025, 3, 9)
HEADER = ["model", "task", "mean", "p95_ms", "n", "errors", "unscored"]


@pytest.fixture(autouse=True)
def fresh_module():
    """The old code keeps state in its module, so each test has a new one."""
    importlib.reload(solution)


def row(model="a", **fields):
    return json.dumps({"model": model, **fields})


def table(case, lines, **options):
    """The cells of the CSV, line by line."""
    case.given(lines=lines, **options)
    return cells(solution.render_csv(solution.summarise(lines, **options)))


def cells(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def labels(text):
    """The names of the groups in the mail."""
    return [line.split(": mean")[0] for line in text.splitlines()[1:-1]]


def test_csv_header(case):
    """the CSV begins with its header, also without lines"""
    case.check(table(case, []), [HEADER])


def test_csv_counts(case):
    """the CSV has one line for each model, with its counts"""
    lines = [row(score=1), row(), row(status="error"), row("b", score=0), "bad"]
    counts = [line[:2] + line[4:] for line in table(case, lines)]
    case.check(counts[1:], [["a", "all", "3", "1", "1"], ["b", "all", "1", "0", "0"]])


@pytest.mark.parametrize("scores", [[1, 0, 0], [0.1234567, 0.2]], ids=["a third", "many digits"])
def test_csv_mean_in_full(case, scores):
    """the CSV has the mean in full precision"""
    mean = table(case, [row(score=score) for score in scores])[1][2]
    case.check(float(mean), sum(scores) / len(scores), rtol=1e-12)


@pytest.mark.parametrize("latency", [10.25, 0.125])
def test_csv_p95_in_full(case, latency):
    """the CSV has the p95 in full precision, as a plain number"""
    case.check(float(table(case, [row(latency_ms=latency)])[1][3]), latency, rtol=1e-12)


def test_csv_cells_without_a_value(case):
    """a CSV cell without a value is empty"""
    case.check(table(case, [row(status="error")])[1:], [["a", "all", "", "", "1", "1", "0"]])


@pytest.mark.parametrize("name", ["a,b", 'say "hi"', "two\nlines", "ends in a quote\""])
def test_csv_awkward_names(case, name):
    """a model name with commas, quotes or line breaks stays in one cell"""
    case.check([line[0] for line in table(case, [row(name, score=1)])], ["model", name])


def test_csv_and_text_have_one_order(case):
    """the CSV has the order of the mail"""
    lines = [row("z", score=0.2), row("a"), row("k", score=0.9), row("b", score=0.2), row("m", score=-1)]
    case.given(lines=lines)
    summary = solution.summarise(lines)
    case.check(labels(solution.render_text(summary, DAY)), ["k", "b", "z", "m", "a"], what="mail")
    table = cells(solution.render_csv(summary))
    case.check([line[0] for line in table[1:]], ["k", "b", "z", "m", "a"], what="CSV")


def test_by_task_in_csv(case):
    """by_task makes one CSV line for each model and task"""
    lines = [row(task="qa", score=0.5), row(task="code", score=0.9), row(task="qa"), row("b", task="qa")]
    groups = [[model, task, n] for model, task, _, _, n, _, _ in table(case, lines, by_task=True)[1:]]
    case.check(groups, [["a", "code", "1"], ["a", "qa", "2"], ["b", "qa", "1"]], what="model, task and n")


def test_by_task_in_text(case):
    """by_task shows model/task in the text"""
    lines = [row(task="qa", score=1), row(task="qa", score=0), "bad"]
    lines += [row(task="code", score=0.75, latency_ms=7)]
    case.given(lines=lines, by_task=True)
    text = solution.render_text(solution.summarise(lines, by_task=True), DAY)
    want = [
        "a/code: mean=0.750 p95=7ms n=1 errors=0 unscored=0",
        "a/qa: mean=0.500 p95=n/a n=2 errors=0 unscored=0",
        "bad lines: 1",
    ]
    case.check(text.splitlines()[1:], want)


@pytest.mark.parametrize("fields", [{}, {"task": None}], ids=["absent", "null"])
def test_a_record_without_a_task(case, fields):
    """a record without a task belongs to the task all"""
    case.check(table(case, [row(score=1, **fields)], by_task=True)[1][:2], ["a", "all"])


@pytest.mark.parametrize(
    "one, other",
    [(["a/b", "c"], ["a", "b/c"]), (["x", "y/z"], ["x/y", "z"])],
    ids=["in the model first", "in the task first"],
)
def test_names_with_slashes(case, one, other):
    """names with slashes do not fall together: model a/b with task c is not model a with task b/c"""
    lines = [row(one[0], task=one[1], score=1), row(other[0], task=other[1], score=0)]
    case.check([line[:2] for line in table(case, lines, by_task=True)[1:]], [one, other])


@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
def test_ties_by_model_then_task(case, order):
    """groups with the same mean come by model, then by task"""
    lines = [row("a", task="z", score=1), row("a-b", task="c", score=1), row("a", task="y", score=1)][::order]
    groups = [line[:2] for line in table(case, lines, by_task=True)[1:]]
    case.check(groups, [["a", "y"], ["a", "z"], ["a-b", "c"]])


def test_the_mail_did_not_change(case):
    """the mail still has one line for each model"""
    lines = [row(task="qa", score=1), row(task="code", score=0)]
    case.given(lines=lines, today=DAY)
    want = "a: mean=0.500 p95=n/a n=2 errors=0 unscored=0"
    case.check(solution.report(lines, today=DAY).splitlines()[1:], [want, "bad lines: 0"])
