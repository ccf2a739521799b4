import numpy as np

import solution


def loop_sums(values, segment_ids, num_segments):
    out = np.zeros((num_segments, *values.shape[1:]))
    for row, segment in zip(values, segment_ids):
        out[segment] += row
    return out


def dtype_name(array):
    return str(np.asarray(array).dtype)


def random_batch(*trailing):
    rng = np.random.default_rng(7)
    return rng.normal(size=(40, *trailing)), rng.integers(0, 6, 40)


def test_sum_of_repeated_ids(case):
    """rows with the same id add up, wherever they stand"""
    values, ids = np.array([1.0, 2.0, 4.0, 8.0, 16.0]), np.array([2, 0, 2, 0, 2])
    case.given(values=values, segment_ids=ids, num_segments=3)
    case.check(solution.segment_sum(values, ids, 3), [10.0, 0.0, 21.0])


def test_mean_of_repeated_ids(case):
    """rows with the same id are averaged, wherever they stand"""
    values, ids = np.array([1.0, 2.0, 4.0, 8.0, 16.0]), np.array([2, 0, 2, 0, 2])
    case.given(values=values, segment_ids=ids, num_segments=3)
    case.check(solution.segment_mean(values, ids, 3), [5.0, 0.0, 7.0])


def test_sum_of_numbers_agrees_with_a_loop(case):
    """sums of plain numbers agree with a loop over the rows"""
    values, ids = random_batch()
    case.given(values=values, segment_ids=ids, num_segments=6)
    case.check(solution.segment_sum(values, ids, 6), loop_sums(values, ids, 6), atol=1e-12)


def test_sum_of_vectors_agrees_with_a_loop(case):
    """sums of vectors agree with a loop over the rows"""
    values, ids = random_batch(3)
    case.given(values=values, segment_ids=ids, num_segments=6)
    case.check(solution.segment_sum(values, ids, 6), loop_sums(values, ids, 6), atol=1e-12)


def test_sum_of_matrices_agrees_with_a_loop(case):
    """sums of matrices agree with a loop over the rows"""
    values, ids = random_batch(2, 3)
    case.given(values=values, segment_ids=ids, num_segments=6)
    case.check(solution.segment_sum(values, ids, 6), loop_sums(values, ids, 6), atol=1e-12)


def test_mean_of_vectors_agrees_with_a_loop(case):
    """means of vectors agree with a loop over the rows"""
    values, ids = random_batch(3)
    counts = np.array([np.sum(ids == s) for s in range(6)])
    case.given(values=values, segment_ids=ids, num_segments=6)
    want = loop_sums(values, ids, 6) / counts[:, None]
    case.check(solution.segment_mean(values, ids, 6), want, atol=1e-12)


def test_mean_of_matrices_agrees_with_a_loop(case):
    """means of matrices agree with a loop over the rows"""
    values, ids = random_batch(2, 3)
    counts = np.array([np.sum(ids == s) for s in range(6)])
    case.given(values=values, segment_ids=ids, num_segments=6)
    want = loop_sums(values, ids, 6) / counts[:, None, None]
    case.check(solution.segment_mean(values, ids, 6), want, atol=1e-12)


def test_mean_when_features_equal_segments(case):
    """each row of means is divided by its own count, also when there are as many features as segments"""
    values, ids = np.array([[2.0, 4.0], [4.0, 8.0], [9.0, 7.0]]), np.array([0, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    case.check(solution.segment_mean(values, ids, 2), [[3.0, 6.0], [9.0, 7.0]])


def test_sum_of_empty_segments(case):
    """a segment without rows sums to zero, in the middle and at the end"""
    values, ids = np.array([[1.0, 3.0], [5.0, 7.0]]), np.array([0, 2])
    case.given(values=values, segment_ids=ids, num_segments=5)
    case.check(solution.segment_sum(values, ids, 5), [[1, 3], [0, 0], [5, 7], [0, 0], [0, 0]])


def test_mean_of_empty_segments(case):
    """the mean of a segment without rows is 0 by default"""
    values, ids = np.array([[1.0, 3.0], [5.0, 7.0]]), np.array([0, 2])
    case.given(values=values, segment_ids=ids, num_segments=5)
    case.check(solution.segment_mean(values, ids, 5), [[1, 3], [0, 0], [5, 7], [0, 0], [0, 0]])


def test_mean_fills_empty_segments(case):
    """the mean of a segment without rows is the given fill value"""
    values, ids = np.array([[1.0, 3.0], [5.0, 7.0]]), np.array([0, 2])
    case.given(values=values, segment_ids=ids, num_segments=4, empty=-1.0)
    want = [[1, 3], [-1, -1], [5, 7], [-1, -1]]
    case.check(solution.segment_mean(values, ids, 4, empty=-1.0), want)


def test_zero_sum_is_not_empty(case):
    """a segment whose rows cancel out is not empty"""
    values, ids = np.array([1.0, -1.0]), np.array([0, 0])
    case.given(values=values, segment_ids=ids, num_segments=2, empty=9.0)
    case.check(solution.segment_mean(values, ids, 2, empty=9.0), [0.0, 9.0])


def test_zero_feature_is_not_empty(case):
    """a single feature that averages to zero keeps its zero"""
    values, ids = np.array([[0.0, 2.0], [0.0, 4.0]]), np.array([0, 0])
    case.given(values=values, segment_ids=ids, num_segments=1, empty=9.0)
    case.check(solution.segment_mean(values, ids, 1, empty=9.0), [[0.0, 3.0]])


def test_sum_of_no_rows(case):
    """without any row every sum is zero and the shape is kept"""
    values, ids = np.zeros((0, 4)), np.zeros(0, dtype=np.int64)
    case.given(values=values, segment_ids=ids, num_segments=3)
    case.check(solution.segment_sum(values, ids, 3), np.zeros((3, 4)))


def test_mean_of_no_rows(case):
    """without any row every mean is the fill value and the shape is kept"""
    values, ids = np.zeros((0, 4)), np.zeros(0, dtype=np.int64)
    case.given(values=values, segment_ids=ids, num_segments=3, empty=2.0)
    case.check(solution.segment_mean(values, ids, 3, empty=2.0), np.full((3, 4), 2.0))


def test_sum_refuses_a_negative_id(case):
    """the sum refuses an id below 0"""
    values, ids = np.array([1.0, 2.0]), np.array([0, -1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    with case.raises(ValueError, expected="the id is out of range"):
        solution.segment_sum(values, ids, 2)


def test_mean_refuses_a_negative_id(case):
    """the mean refuses an id below 0"""
    values, ids = np.array([1.0, 2.0, 3.0]), np.array([-2, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    with case.raises(ValueError, expected="the id is out of range"):
        solution.segment_mean(values, ids, 2)


def test_sum_refuses_an_id_equal_to_the_count(case):
    """the sum refuses an id equal to the number of segments"""
    values, ids = np.array([1.0, 2.0]), np.array([0, 2])
    case.given(values=values, segment_ids=ids, num_segments=2)
    with case.raises(ValueError, expected="the id is out of range"):
        solution.segment_sum(values, ids, 2)


def test_mean_refuses_an_id_equal_to_the_count(case):
    """the mean refuses an id equal to the number of segments"""
    values, ids = np.array([1.0, 2.0]), np.array([0, 2])
    case.given(values=values, segment_ids=ids, num_segments=2)
    with case.raises(ValueError, expected="the id is out of range"):
        solution.segment_mean(values, ids, 2)


def test_too_many_ids(case):
    """more ids than rows are refused"""
    values, ids = np.array([1.0]), np.array([0, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    with case.raises(ValueError, expected="one id for each row"):
        solution.segment_sum(values, ids, 2)


def test_too_few_ids(case):
    """fewer ids than rows are refused"""
    values, ids = np.array([1.0, 2.0, 3.0]), np.array([1, 0])
    case.given(values=values, segment_ids=ids, num_segments=2)
    with case.raises(ValueError, expected="one id for each row"):
        solution.segment_mean(values, ids, 2)


def test_sum_keeps_float32(case):
    """the sum of float32 rows is float32"""
    values, ids = np.array([1.0, 2.0, 4.0], dtype=np.float32), np.array([0, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    case.check(dtype_name(solution.segment_sum(values, ids, 2)), "float32", what="dtype")


def test_mean_keeps_float32(case):
    """the mean of float32 rows is float32"""
    values, ids = np.array([1.0, 2.0, 4.0], dtype=np.float32), np.array([0, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    case.check(dtype_name(solution.segment_mean(values, ids, 2)), "float32", what="dtype")


def test_sum_of_integers_is_int64(case):
    """the sum of integers is int64"""
    values, ids = np.array([1, 2, 3], dtype=np.int32), np.array([0, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    case.check(dtype_name(solution.segment_sum(values, ids, 2)), "int64", what="dtype")


def test_mean_of_integers_has_a_fraction(case):
    """the mean of integers keeps its fraction"""
    values, ids = np.array([1, 2, 3]), np.array([0, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    case.check(solution.segment_mean(values, ids, 2), [1.5, 3.0])


def test_sum_of_small_integers_does_not_wrap(case):
    """the sum of int8 rows does not wrap at 127"""
    values, ids = np.array([100, 100, 100], dtype=np.int8), np.array([0, 0, 0])
    case.given(values=values, segment_ids=ids, num_segments=1)
    case.check(solution.segment_sum(values, ids, 1), [300])


def test_mean_of_small_integers_does_not_wrap(case):
    """the mean of uint8 rows does not wrap at 255"""
    values, ids = np.array([200, 200, 51], dtype=np.uint8), np.array([0, 0, 0])
    case.given(values=values, segment_ids=ids, num_segments=1)
    case.check(solution.segment_mean(values, ids, 1), [451 / 3])


def test_sum_leaves_its_inputs_alone(case):
    """the sum does not change its arguments"""
    values, ids = np.array([1.0, 2.0, 4.0]), np.array([1, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    solution.segment_sum(values, ids, 2)
    case.unchanged()


def test_mean_leaves_its_inputs_alone(case):
    """the mean does not change its arguments"""
    values, ids = np.array([1.0, 2.0, 4.0]), np.array([1, 0, 1])
    case.given(values=values, segment_ids=ids, num_segments=2)
    solution.segment_mean(values, ids, 2)
    case.unchanged()
