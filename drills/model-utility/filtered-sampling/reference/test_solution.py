import numpy as np
import pytest

from solution import pick, token_probs

LOGITS = np.log([0.1, 0.4, 0.2, 0.3])


def test_temperature():
    np.testing.assert_allclose(token_probs(np.log([1.0, 3.0]), temperature=0.5), [0.1, 0.9])


def test_temperature_zero_with_ties():
    np.testing.assert_array_equal(token_probs(np.array([1.0, 5.0, 5.0]), temperature=0.0), [0, 1, 0])


def test_top_k_and_ties():
    np.testing.assert_allclose(token_probs(LOGITS, top_k=2), [0, 4 / 7, 0, 3 / 7])
    np.testing.assert_allclose(token_probs(np.zeros(4), top_k=2), [0.5, 0.5, 0, 0])


def test_top_p_keeps_the_crossing_token():
    np.testing.assert_allclose(token_probs(LOGITS, top_p=0.5), [0, 4 / 7, 0, 3 / 7])


def test_top_p_at_exact_equality():
    np.testing.assert_allclose(token_probs(np.zeros(4), top_p=0.5), [0.5, 0.5, 0, 0])


def test_top_p_of_one_keeps_the_tail():
    assert token_probs(np.array([0.0, -50.0]), top_p=1.0)[1] > 0


def test_top_p_comes_last():
    np.testing.assert_allclose(token_probs(LOGITS, top_k=2, top_p=0.55), [0, 1, 0, 0])
    np.testing.assert_allclose(token_probs(LOGITS, temperature=0.5, top_p=0.52), [0, 1, 0, 0])


@pytest.mark.parametrize("bad", [{"temperature": -1.0}, {"top_k": 0}, {"top_p": 0.0}, {"top_p": 1.1}])
def test_bad_settings(bad):
    with pytest.raises(ValueError):
        token_probs(LOGITS, **bad)


def test_rows_have_their_own_settings():
    batch = np.stack([LOGITS, LOGITS, LOGITS])
    got = token_probs(batch, temperature=[1.0, 0.5, 0.0], top_k=[2, None, 3], top_p=None)
    np.testing.assert_allclose(got, [[0, 4 / 7, 0, 3 / 7], [1 / 30, 16 / 30, 4 / 30, 9 / 30], [0, 1, 0, 0]])


def test_pick_skips_tokens_without_weight():
    probs = np.tile([0.0, 0.5, 0.0, 0.5, 0.0], (3, 1))
    np.testing.assert_array_equal(pick(probs, np.array([0.0, 0.5, 0.999])), [1, 3, 3])


def test_pick_beyond_the_total():
    assert pick(np.array([[0.3, 0.3, 0.399, 0.0]]), np.array([0.9999]))[0] == 2


def test_huge_and_masked_logits():
    np.testing.assert_allclose(token_probs(np.array([1e4, 1e4, -np.inf])), [0.5, 0.5, 0])


def test_nothing_left():
    with pytest.raises(ValueError):
        token_probs(np.array([-np.inf, -np.inf]))


def test_half_precision():
    got = token_probs(np.zeros(4096, dtype=np.float16), top_p=0.75)
    assert np.count_nonzero(got) == 3072
