import time

import numpy as np
import pytest

import solution

ROWS = 40_000
FEW, MANY = 64, 4_096
# A pass per segment costs MANY / FEW = 64 times as much, a good answer about the same: half-way is 8.
BOUND = 8.0


def cpu_seconds(call):
    """CPU time of one call: best of five, each over at least 20 ms."""
    best = float("inf")
    for _ in range(5):
        calls, used, start = 0, 0.0, time.process_time()
        while used < 0.02:
            call()
            calls += 1
            used = time.process_time() - start
        best = min(best, used / calls)
    return best


def growth(function):
    """CPU time for MANY segments over CPU time for FEW, on the same rows."""
    rng = np.random.default_rng(0)
    values = rng.normal(size=ROWS)
    few, many = rng.integers(0, FEW, ROWS), rng.integers(0, MANY, ROWS)
    return cpu_seconds(lambda: function(values, many, MANY)) / cpu_seconds(lambda: function(values, few, FEW))


def test_float32_sum_is_exact_enough(case):
    """the sum of 400,000 float32 rows is right to one part in a million"""
    values, ids = np.full(400_000, 0.1, dtype=np.float32), np.zeros(400_000, dtype=np.int64)
    case.given(values=values, segment_ids=ids, num_segments=1)
    case.check(solution.segment_sum(values, ids, 1), [40_000.0], rtol=1e-6)


def test_float32_mean_is_exact_enough(case):
    """the mean of 400,000 float32 rows is right to one part in a million"""
    values, ids = np.full(400_000, 0.1, dtype=np.float32), np.zeros(400_000, dtype=np.int64)
    case.given(values=values, segment_ids=ids, num_segments=1)
    case.check(solution.segment_mean(values, ids, 1), [0.1], rtol=1e-6)


def test_float32_sum_keeps_small_rows(case):
    """a huge first row does not swallow the small rows after it"""
    values = np.ones((100_001, 2), dtype=np.float32)
    values[0] = 2.0**24
    ids = np.ones(len(values), dtype=np.int64)
    case.given(values=values, segment_ids=ids, num_segments=2)
    want = 2.0**24 + 100_000
    case.check(solution.segment_sum(values, ids, 2), [[0.0, 0.0], [want, want]], rtol=1e-5)


def test_float16_mean_of_a_sum_that_does_not_fit(case):
    """the mean of float16 rows is right although their sum does not fit into float16"""
    values, ids = np.full(100_000, 3.0, dtype=np.float16), np.zeros(100_000, dtype=np.int64)
    case.given(values=values, segment_ids=ids, num_segments=1)
    case.check(solution.segment_mean(values, ids, 1), [3.0], rtol=1e-3)


def test_float16_mean_of_large_rows(case):
    """two float16 rows of 60,000 have the mean 60,000"""
    values, ids = np.full((2, 2), 60_000.0, dtype=np.float16), np.array([1, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    case.check(solution.segment_mean(values, ids, 2), [[0.0, 0.0], [60_000.0, 60_000.0]], rtol=1e-3)


def test_float16_mean_stays_float16(case):
    """the mean of float16 rows is float16"""
    values, ids = np.array([1.0, 2.0], dtype=np.float16), np.array([0, 0])
    case.given(values=values, segment_ids=ids, num_segments=1)
    case.check(str(np.asarray(solution.segment_mean(values, ids, 1)).dtype), "float16", what="dtype")


@pytest.mark.perf
def test_sum_does_not_slow_down_with_segments(case):
    """64 times as many segments do not make the sum 8 times slower"""
    case.given(rows=ROWS, few_segments=FEW, many_segments=MANY)
    ratio = growth(solution.segment_sum)
    case.that(ratio < BOUND, "less than 8 times the CPU time", got=round(ratio, 1))


@pytest.mark.perf
def test_mean_does_not_slow_down_with_segments(case):
    """64 times as many segments do not make the mean 8 times slower"""
    case.given(rows=ROWS, few_segments=FEW, many_segments=MANY)
    ratio = growth(solution.segment_mean)
    case.that(ratio < BOUND, "less than 8 times the CPU time", got=round(ratio, 1))


@pytest.mark.perf
def test_softmax_does_not_slow_down_with_segments(case):
    """64 times as many segments do not make the softmax 8 times slower"""
    case.given(rows=ROWS, few_segments=FEW, many_segments=MANY)
    ratio = growth(solution.segment_softmax)
    case.that(ratio < BOUND, "less than 8 times the CPU time", got=round(ratio, 1))
