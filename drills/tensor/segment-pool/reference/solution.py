"""Pool flat node rows into one row per segment."""

import numpy as np


def _checked(values: np.ndarray, segment_ids: np.ndarray, num_segments: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows [N, ...] and one usable id [N] for each of them; ValueError if there is none."""
    values, ids = np.asarray(values), np.asarray(segment_ids)
    if values.ndim == 0 or ids.shape != values.shape[:1]:
        raise ValueError(f"need one segment id per row, got {ids.shape} ids for {values.shape} values")
    if ids.size == 0:
        return values, ids.astype(np.intp)
    if not np.issubdtype(ids.dtype, np.integer):
        raise ValueError(f"segment ids must be integers, got {ids.dtype}")
    if ids.min() < 0 or ids.max() >= num_segments:
        raise ValueError(f"segment ids must be from 0 to {num_segments - 1}")
    return values, ids


def _total(values: np.ndarray, ids: np.ndarray, num_segments: int) -> np.ndarray:
    """Sums [num_segments, ...] in a wide type, so that nothing wraps or drifts; the caller narrows."""
    wide = np.float64 if np.issubdtype(values.dtype, np.floating) else np.int64
    out = np.zeros((num_segments, *values.shape[1:]), dtype=wide)
    np.add.at(out, ids, values)
    return out


def _narrowed(wide: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """A wide result in the type of its input; what came from integers stays int64 or float64."""
    return wide.astype(dtype) if np.issubdtype(dtype, np.floating) else wide


def segment_sum(values: np.ndarray, segment_ids: np.ndarray, num_segments: int) -> np.ndarray:
    """Add up the rows of each segment: [N, ...] -> [num_segments, ...]; 0 for an empty one."""
    values, ids = _checked(values, segment_ids, num_segments)
    return _narrowed(_total(values, ids, num_segments), values.dtype)


def segment_mean(
    values: np.ndarray, segment_ids: np.ndarray, num_segments: int, empty: float = 0.0
) -> np.ndarray:
    """Average the rows of each segment: [N, ...] -> [num_segments, ...]; `empty` for an empty one."""
    values, ids = _checked(values, segment_ids, num_segments)
    counts = np.bincount(ids, minlength=num_segments)
    per_row = np.maximum(counts, 1).reshape(num_segments, *(1,) * (values.ndim - 1))
    out = _total(values, ids, num_segments) / per_row
    out[counts == 0] = empty
    return _narrowed(out, values.dtype)


def segment_softmax(scores: np.ndarray, segment_ids: np.ndarray, num_segments: int) -> np.ndarray:
    """Weights [N, ...] that add up to 1 inside each segment, or are all 0 where every score is -inf."""
    scores, ids = _checked(scores, segment_ids, num_segments)
    work = scores.astype(np.float64)
    top = np.full((num_segments, *scores.shape[1:]), -np.inf)
    np.maximum.at(top, ids, work)
    top[np.isneginf(top)] = 0.0  # -inf minus -inf would be NaN
    work = np.exp(work - top[ids])
    total = _total(work, ids, num_segments)
    total[total == 0.0] = 1.0
    return _narrowed(work / total[ids], scores.dtype)
