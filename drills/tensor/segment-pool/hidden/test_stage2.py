import numpy as np

import solution

INF = np.inf


def test_weights_in_input_order(case):
    """weights come back in the order of the rows"""
    scores, ids = np.log([1.0, 3.0, 2.0, 1.0]), np.array([1, 0, 1, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    case.check(solution.segment_softmax(scores, ids, 2), [1 / 3, 3 / 4, 2 / 3, 1 / 4])


def test_each_segment_adds_up_to_one(case):
    """the weights of every segment add up to 1"""
    rng = np.random.default_rng(1)
    scores, ids = rng.normal(size=50), rng.integers(0, 7, 50)
    case.given(scores=scores, segment_ids=ids, num_segments=9)
    weights = solution.segment_softmax(scores, ids, 9)
    sums = [float(np.sum(weights[ids == s])) for s in np.unique(ids)]
    case.check(sums, [1.0] * len(sums), what="sum of the weights of each segment")


def test_heads_are_separate(case):
    """every head is a softmax of its own"""
    scores, ids = np.log([[1.0, 4.0], [3.0, 1.0]]), np.array([0, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=1)
    case.check(solution.segment_softmax(scores, ids, 1), [[0.25, 0.8], [0.75, 0.2]])


def test_heads_in_two_axes(case):
    """scores may have two trailing axes"""
    scores, ids = np.log([[[1.0], [4.0]], [[3.0], [1.0]], [[5.0], [5.0]]]), np.array([1, 1, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    want = [[[0.25], [0.8]], [[0.75], [0.2]], [[1.0], [1.0]]]
    case.check(solution.segment_softmax(scores, ids, 2), want)


def test_large_scores_do_not_overflow(case):
    """scores of ten thousand do not overflow"""
    scores, ids = np.array([1e4, 1e4]), np.array([0, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=1)
    case.check(solution.segment_softmax(scores, ids, 1), [0.5, 0.5])


def test_low_scores_do_not_vanish(case):
    """a segment of very low scores still adds up to 1"""
    scores, ids = np.array([-5.0, -900.0, -900.0]), np.array([0, 1, 1])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    case.check(solution.segment_softmax(scores, ids, 2), [1.0, 0.5, 0.5])


def test_low_scores_in_one_head(case):
    """a head of very low scores still adds up to 1"""
    scores, ids = np.array([[3.0, -2000.0], [3.0, -2000.0]]), np.array([0, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=1)
    case.check(solution.segment_softmax(scores, ids, 1), [[0.5, 0.5], [0.5, 0.5]])


def test_segments_on_different_scales(case):
    """a segment around 2,000 does not wipe out one around 0"""
    scores, ids = np.array([2000.0, 0.0, 0.0]), np.array([0, 1, 1])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    case.check(solution.segment_softmax(scores, ids, 2), [1.0, 0.5, 0.5])


def test_masked_rows_get_no_weight(case):
    """a row with the score -inf gets the weight 0"""
    scores, ids = np.array([0.0, -INF, 0.0, 7.0]), np.array([0, 0, 0, 1])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    case.check(solution.segment_softmax(scores, ids, 2), [0.5, 0.0, 0.5, 1.0])


def test_fully_masked_segment(case):
    """a segment with nothing but -inf gets zeros, not NaN"""
    scores, ids = np.array([0.0, -INF, -INF, 0.0]), np.array([0, 1, 1, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    case.check(solution.segment_softmax(scores, ids, 2), [0.5, 0.0, 0.0, 0.5])


def test_fully_masked_head(case):
    """a head with nothing but -inf gets zeros, the other head does not notice"""
    scores, ids = np.array([[1.0, -INF], [1.0, -INF]]), np.array([0, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=1)
    case.check(solution.segment_softmax(scores, ids, 1), [[0.5, 0.0], [0.5, 0.0]])


def test_softmax_of_no_rows(case):
    """without any row there are no weights"""
    scores, ids = np.zeros((0, 2)), np.zeros(0, dtype=np.int64)
    case.given(scores=scores, segment_ids=ids, num_segments=3)
    case.check(np.shape(solution.segment_softmax(scores, ids, 3)), (0, 2), what="shape")


def test_softmax_keeps_float32(case):
    """weights of float32 scores are float32"""
    scores, ids = np.array([1.0, 2.0], dtype=np.float32), np.array([0, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=1)
    weights = solution.segment_softmax(scores, ids, 1)
    case.check(str(np.asarray(weights).dtype), "float32", what="dtype")


def test_softmax_of_integers(case):
    """weights of integer scores are fractions"""
    scores, ids = np.array([2, 2, 5]), np.array([0, 0, 1])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    case.check(solution.segment_softmax(scores, ids, 2), [0.5, 0.5, 1.0])


def test_softmax_refuses_a_negative_id(case):
    """the softmax refuses an id below 0"""
    scores, ids = np.array([1.0, 2.0]), np.array([0, -1])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    with case.raises(ValueError, expected="the id is out of range"):
        solution.segment_softmax(scores, ids, 2)


def test_softmax_refuses_an_id_equal_to_the_count(case):
    """the softmax refuses an id equal to the number of segments"""
    scores, ids = np.array([1.0, 2.0]), np.array([0, 2])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    with case.raises(ValueError, expected="the id is out of range"):
        solution.segment_softmax(scores, ids, 2)


def test_scores_are_left_alone(case):
    """the softmax does not change its arguments"""
    scores, ids = np.array([3.0, 1.0, -INF]), np.array([0, 0, 1])
    case.given(scores=scores, segment_ids=ids, num_segments=2)
    solution.segment_softmax(scores, ids, 2)
    case.unchanged()


def test_scores_with_heads_are_left_alone(case):
    """the softmax does not change scores with several heads"""
    scores, ids = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([0, 0])
    case.given(scores=scores, segment_ids=ids, num_segments=1)
    solution.segment_softmax(scores, ids, 1)
    case.unchanged()
