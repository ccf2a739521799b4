import gc
import math
import time

import pytest

import solution

KEYS = ("user_id", "device_id")
# 16 times apart and not 8: on a busy machine, caches alone make a row of a large input twice as dear.
SMALL, LARGE = 500, 8_000
# Half-way on a log scale between growth in proportion (16 times) and quadratic growth (256 times).
BOUND = math.sqrt(16 * 256)


def chain(n):
    """Users i and i + 1 share device i: n rows that are one group."""
    rows = []
    for i in range(n // 2):
        rows.append({"user_id": f"u{i:07d}", "device_id": f"d{i:07d}"})
        rows.append({"user_id": f"u{i + 1:07d}", "device_id": f"d{i:07d}"})
    return rows


def cpu_seconds(rows):
    """Best of five CPU times of one call; short calls are repeated, and a hopeless one is not."""
    best, spent = math.inf, 0.0
    for _ in range(5):
        calls, took, start = 0, 0.0, time.process_time()
        while took < 0.02:
            solution.split_rows(rows, group_by=KEYS)
            calls += 1
            took = time.process_time() - start
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
@pytest.mark.parametrize("end", ["near", "far"])
def test_a_long_chain_grows_about_linearly(case, end):
    """16 times as long a chain takes about 16 times as long, from either end"""
    case.given(rows=[SMALL, LARGE], first_rows=f"the {end} end of the chain")
    step = 1 if end == "near" else -1
    ratio = cpu_seconds(chain(LARGE)[::step]) / cpu_seconds(chain(SMALL)[::step])
    case.that(ratio < BOUND, f"less than {BOUND:.0f} times the CPU time", got=f"{ratio:.0f} times")


@pytest.mark.parametrize("end", ["near", "far"])
def test_a_long_chain_is_one_group(case, end):
    """a chain of 5,000 rows is one group"""
    case.given(rows=5_000, first_rows=f"the {end} end of the chain")
    out = solution.split_rows(chain(5_000)[:: 1 if end == "near" else -1], group_by=KEYS)
    case.check(sorted(len(part) for part in out.values()), [0, 0, 0, 5_000], what="rows in each list")


def test_our_own_split_is_clean(case):
    """the audit finds nothing in our own split"""
    rows = [{"user_id": f"u{i}", "device_id": f"d{i // 3}"} for i in range(300)]
    case.given(rows=rows, fields=KEYS)
    splits = solution.split_rows(rows, group_by=KEYS)
    case.check(solution.leakage_report(splits, KEYS), {"user_id": [], "device_id": []})


@pytest.mark.parametrize("pair", [("train", "val"), ("train", "test"), ("val", "test")], ids="-".join)
def test_every_pair_of_splits_is_compared(case, pair):
    """an id in any two of train, val and test is a leak"""
    splits = {"train": [{"u": "x"}], "val": [{"u": "y"}], "test": [{"u": "z"}], "skipped": []}
    for name in pair:
        splits[name] = [*splits[name], {"u": "leak"}]
    case.given(splits=splits, fields=["u"])
    case.check(solution.leakage_report(splits, ["u"]), {"u": ["leak"]})


def test_each_field_is_reported_by_itself(case):
    """each field has its own leaks, as sorted text"""
    splits = {
        "train": [{"user_id": "b", "device_id": 9}, {"user_id": "a", "device_id": 5}],
        "val": [{"user_id": "a", "device_id": 9}, {"user_id": 10, "device_id": 2}],
        "test": [{"user_id": "b", "device_id": 3}, {"user_id": 10, "device_id": 4}],
        "skipped": [],
    }
    case.given(splits=splits, fields=KEYS)
    case.check(solution.leakage_report(splits, KEYS), {"user_id": ["10", "a", "b"], "device_id": ["9"]})


def test_an_id_within_one_split_is_no_leak(case):
    """an id that is often in one split is no leak"""
    splits = {"train": [{"u": 1}, {"u": 1}, {"u": "1"}], "val": [{"u": 2}], "test": [], "skipped": []}
    case.given(splits=splits, fields=["u"])
    case.check(solution.leakage_report(splits, ["u"]), {"u": []})


@pytest.mark.parametrize("other", ["7", " 7", "7 "], ids=["text", "space before", "space after"])
def test_the_audit_knows_the_spellings(case, other):
    """the audit takes 7 and " 7" for one id"""
    splits = {"train": [{"u": 7}], "val": [{"u": other}], "test": [], "skipped": []}
    case.given(splits=splits, fields=["u"])
    case.check(solution.leakage_report(splits, ["u"]), {"u": ["7"]})


@pytest.mark.parametrize("blank", [None, "", " "], ids=["None", "empty", "blank"])
def test_a_missing_id_is_no_leak(case, blank):
    """a missing id is no leak"""
    splits = {"train": [{"u": blank}, {"v": 1}], "val": [{"u": blank}], "test": [{"v": 2}], "skipped": []}
    case.given(splits=splits, fields=["u"])
    case.check(solution.leakage_report(splits, ["u"]), {"u": []})


@pytest.mark.parametrize("name", ["train", "val", "test"])
def test_skipped_rows_are_not_audited(case, name):
    """an id that is also in skipped is no leak"""
    splits = {"train": [], "val": [], "test": [], "skipped": [{"u": 1, "v": None}]}
    splits[name] = [{"u": 1, "v": None}]
    case.given(splits=splits, fields=["u", "v"])
    case.check(solution.leakage_report(splits, ["u", "v"]), {"u": [], "v": []})


def test_a_split_may_be_absent(case):
    """a split that is not there counts as empty"""
    splits = {"train": [{"u": 1}], "test": [{"u": 1}, {"u": 2}]}
    case.given(splits=splits, fields=["u"])
    case.check(solution.leakage_report(splits, ["u"]), {"u": ["1"]})
