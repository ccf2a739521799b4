import numpy as np

from solution import segment_sum


def test_two_segments():
    values = np.array([1.0, 2.0, 4.0])
    segment_ids = np.array([0, 1, 0])
    np.testing.assert_allclose(segment_sum(values, segment_ids, 2), [5.0, 2.0])
