import time
import tracemalloc
import warnings

import numpy as np
import pytest

import solution

INF = np.inf
ALMOST_ONE = float(np.nextafter(1.0, 0.0))


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


def peak_bytes(logits):
    """Largest memory that filtering these logits allocates."""
    tracemalloc.start()
    try:
        solution.token_probs(logits, top_k=50, top_p=0.9)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_huge_logits(case):
    """logits of 10,000 do not overflow"""
    logits = np.array([1e4, 1e4, 9e3])
    case.given(logits=logits)
    case.check(solution.token_probs(logits), [0.5, 0.5, 0.0], atol=1e-12)


def test_very_negative_logits(case):
    """a row of very negative logits still adds up to 1"""
    logits = np.array([-1e4, -1e4])
    case.given(logits=logits)
    case.check(solution.token_probs(logits), [0.5, 0.5])


def test_rows_on_different_scales(case):
    """rows on very different scales do not disturb each other"""
    logits = np.array([[9000.0, 9000.0], [0.0, 0.0], [-9000.0, -9000.0]])
    case.given(logits=logits)
    case.check(solution.token_probs(logits), np.full((3, 2), 0.5))


def test_masked_tokens_get_nothing(case):
    """a token with the logit -inf gets 0"""
    logits = np.array([0.0, -INF, 0.0, -INF])
    case.given(logits=logits, top_k=3)
    case.check(solution.token_probs(logits, top_k=3), [0.5, 0.0, 0.5, 0.0])


def test_masked_tokens_and_top_p(case):
    """masked tokens do not count for top-p"""
    logits = np.array([-INF, 0.0, 0.0, -INF])
    case.given(logits=logits, temperature=0.7, top_p=0.5)
    case.check(solution.token_probs(logits, temperature=0.7, top_p=0.5), [0.0, 1.0, 0.0, 0.0])


def test_no_warnings(case):
    """huge and masked logits cause no warning"""
    logits = np.array([[1e4, 1e4, -INF], [-1e4, -INF, -INF]])
    case.given(logits=logits, temperature=[0.5, 0.0], top_p=[0.9, None])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        got = solution.token_probs(logits, temperature=[0.5, 0.0], top_p=[0.9, None])
    case.check(got, [[0.5, 0.5, 0.0], [1.0, 0.0, 0.0]])


def test_a_row_with_nothing_left_is_refused(case):
    """a row of nothing but -inf is refused"""
    logits = np.array([-INF, -INF])
    case.given(logits=logits)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with case.raises(ValueError, expected="no token is left"):
            solution.token_probs(logits)


def test_a_batch_with_an_empty_row_is_refused(case):
    """a batch is refused when one of its rows is nothing but -inf"""
    logits = np.array([[0.0, 1.0], [-INF, -INF]])
    case.given(logits=logits, temperature=[1.0, 0.0])
    with case.raises(ValueError, expected="no token is left in row 1"):
        solution.token_probs(logits, temperature=[1.0, 0.0])


def test_half_precision_in_double_out(case):
    """float16 logits give float64 probabilities"""
    logits = np.array([1.0, 2.0, 3.0], dtype=np.float16)
    case.given(logits=logits)
    case.check(str(np.asarray(solution.token_probs(logits)).dtype), "float64", what="dtype")


def test_half_precision_adds_up(case):
    """5,000 float16 logits give probabilities that add up to 1"""
    logits = np.linspace(0.0, 3.0, 5000).astype(np.float16)
    case.given(logits=logits)
    case.check(float(np.sum(solution.token_probs(logits), dtype=np.float64)), 1.0, what="sum")


def test_half_precision_does_not_stall_top_p(case):
    """top-p counts thousands of small float16 tokens right"""
    logits = np.zeros(4096, dtype=np.float16)
    case.given(logits=logits, top_p=0.75)
    kept = int(np.count_nonzero(solution.token_probs(logits, top_p=0.75)))
    case.check(kept, 3072, what="tokens kept")


def test_pick_in_a_row_that_falls_short(case):
    """when u lies beyond the total of its row, the last token with any weight is drawn"""
    probs, u = np.array([[0.3, 0.3, 0.399, 0.0]]), np.array([0.9995])
    case.given(probs=probs, u=u)
    case.check(solution.pick(probs, u), [2])


def test_pick_at_the_very_end(case):
    """the largest u below 1 draws the last token with any weight"""
    probs, u = np.array([[0.1] * 10 + [0.0, 0.0]]), np.array([ALMOST_ONE])
    case.given(probs=probs, u=u)
    case.check(solution.pick(probs, u), [9])


@pytest.mark.perf
def test_time_does_not_depend_on_the_tokens_kept(case):
    """keeping 64 times as many of 10,000 tokens by top-p takes less than 8 times as long"""
    # Adding the prefix up again for every token costs up to 64 times as much, a good answer about the same.
    logits = np.random.default_rng(0).normal(size=10_000) * 0.01
    case.given(logits=logits, top_p=[0.014, 0.9])
    few = cpu_seconds(lambda: solution.token_probs(logits, top_p=0.014))
    many = cpu_seconds(lambda: solution.token_probs(logits, top_p=0.9))
    case.that(many / few < 8, "less than 8 times the CPU time", got=round(many / few, 1))


@pytest.mark.perf
def test_time_of_a_batch_does_not_depend_on_the_tokens_kept(case):
    """in a batch too, keeping 64 times as many tokens takes less than 8 times as long"""
    logits = np.random.default_rng(1).normal(size=(2, 10_000)) * 0.01
    case.given(logits=logits, top_p=[0.014, 0.9])
    few = cpu_seconds(lambda: solution.token_probs(logits, top_p=0.014))
    many = cpu_seconds(lambda: solution.token_probs(logits, top_p=0.9))
    case.that(many / few < 8, "less than 8 times the CPU time", got=round(many / few, 1))


@pytest.mark.perf
def test_memory_grows_with_the_vocabulary(case):
    """8 times the vocabulary takes less than 23 times the memory"""
    # A table of tokens by tokens grows 64 times, a good answer 8 times: half-way is 22.6.
    rng = np.random.default_rng(0)
    small, large = rng.normal(size=500), rng.normal(size=4_000)
    case.given(vocabulary=[500, 4_000], top_k=50, top_p=0.9)
    peak_bytes(small)
    ratio = peak_bytes(large) / peak_bytes(small)
    case.that(ratio < 23, "less than 23 times the memory", got=round(ratio, 1))


@pytest.mark.perf
def test_memory_of_a_batch_grows_with_the_vocabulary(case):
    """in a batch too, 8 times the vocabulary takes less than 23 times the memory"""
    rng = np.random.default_rng(1)
    small, large = rng.normal(size=(3, 400)), rng.normal(size=(3, 3_200))
    case.given(vocabulary=[400, 3_200], rows=3, top_k=50, top_p=0.9)
    peak_bytes(small)
    ratio = peak_bytes(large) / peak_bytes(small)
    case.that(ratio < 23, "less than 23 times the memory", got=round(ratio, 1))
