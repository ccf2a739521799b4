import numpy as np
import pytest

from solution import segment_mean, segment_softmax, segment_sum


def test_repeated_ids_add_up():
    values, ids = np.array([1.0, 2.0, 4.0]), np.array([1, 0, 1])
    np.testing.assert_allclose(segment_sum(values, ids, 2), [2.0, 5.0])


def test_mean_with_as_many_features_as_segments():
    values = np.array([[2.0, 4.0], [4.0, 8.0], [9.0, 7.0]])
    np.testing.assert_allclose(segment_mean(values, np.array([0, 0, 1]), 2), [[3.0, 6.0], [9.0, 7.0]])


def test_empty_segments_take_the_fill_value():
    values, ids = np.array([3.0, 1.0, -1.0]), np.array([1, 3, 3])
    np.testing.assert_allclose(segment_sum(values, ids, 5), [0.0, 3.0, 0.0, 0.0, 0.0])
    np.testing.assert_allclose(segment_mean(values, ids, 5, empty=-7.0), [-7.0, 3.0, -7.0, 0.0, -7.0])


def test_no_rows():
    none = np.zeros(0, dtype=int)
    np.testing.assert_array_equal(segment_sum(np.zeros((0, 2)), none, 3), np.zeros((3, 2)))


@pytest.mark.parametrize("ids", [[0, -1], [0, 2], [0], [0, 1, 1]])
def test_bad_ids_are_refused(ids):
    with pytest.raises(ValueError):
        segment_sum(np.array([1.0, 2.0]), np.array(ids), 2)


def test_narrow_integers():
    small = np.array([100, 100, 101], dtype=np.int8)
    ids = np.zeros(3, dtype=int)
    assert segment_sum(small, ids, 1)[0] == 301
    np.testing.assert_allclose(segment_mean(small, ids, 1), [301 / 3])


def test_softmax_in_input_order():
    weights = segment_softmax(np.log([1.0, 3.0, 2.0, 1.0]), np.array([1, 0, 1, 0]), 2)
    np.testing.assert_allclose(weights, [1 / 3, 3 / 4, 2 / 3, 1 / 4])


def test_softmax_of_scores_far_apart():
    scores, ids = np.array([2000.0, 0.0, 0.0, -900.0]), np.array([0, 1, 1, 2])
    np.testing.assert_allclose(segment_softmax(scores, ids, 3), [1.0, 0.5, 0.5, 1.0])


def test_softmax_of_a_masked_segment():
    scores, ids = np.array([1.0, -np.inf, -np.inf]), np.array([0, 0, 1])
    np.testing.assert_array_equal(segment_softmax(scores, ids, 2), [1.0, 0.0, 0.0])


def test_long_float32_segment():
    values = np.full(200_000, 0.1, dtype=np.float32)
    total = segment_sum(values, np.zeros(len(values), dtype=int), 1)
    assert total.dtype == np.float32
    np.testing.assert_allclose(total, [20_000.0], rtol=1e-6)


def test_float16_mean_whose_sum_does_not_fit():
    values = np.full(4, 40_000.0, dtype=np.float16)
    np.testing.assert_allclose(segment_mean(values, np.zeros(4, dtype=int), 1), [40_000.0])
