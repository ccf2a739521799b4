import numpy as np


def segment_sum(values: np.ndarray, segment_ids: np.ndarray, num_segments: int) -> np.ndarray:
    """Add up the rows of each segment.

    values: [N, ...], numbers with any number of trailing axes, also none.
    segment_ids: [N], integers; row i belongs to segment segment_ids[i].
    Returns [num_segments, ...]. The arguments are not changed.
    """
    raise NotImplementedError


def segment_mean(
    values: np.ndarray, segment_ids: np.ndarray, num_segments: int, empty: float = 0.0
) -> np.ndarray:
    """Average the rows of each segment; shapes as in segment_sum. The arguments are not changed."""
    raise NotImplementedError
