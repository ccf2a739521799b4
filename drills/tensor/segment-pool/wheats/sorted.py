"""Sorts once and reduces the runs of equal ids; no scatter."""

import numpy as np


class BadSegments(ValueError):
    """The ids do not fit the rows."""


def _runs(values, segment_ids, num_segments):
    """Rows in the order of their segments, where each run starts, and the segment of each run."""
    values = np.asarray(values)
    ids = np.asarray(segment_ids).astype(np.int64)
    if ids.ndim != 1 or len(values) != len(ids):
        raise BadSegments("one id for each row, please")
    if np.any((ids < 0) | (ids >= num_segments)):
        raise BadSegments("an id is out of range")
    order = np.argsort(ids, kind="stable")
    ordered = ids[order]
    first = np.ones(len(ids), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(first)
    return values, ids, order, starts, ordered[starts]


def _reduce(ufunc, rows, starts):
    """One row for each run; also for no run at all, which reduceat refuses."""
    return ufunc.reduceat(rows, starts, axis=0) if len(starts) else rows[:0]


def _add(values, order, starts, segments, num_segments):
    wide = np.float64 if values.dtype.kind == "f" else np.int64
    out = np.zeros((num_segments, *values.shape[1:]), dtype=wide)
    out[segments] = _reduce(np.add, values[order].astype(wide), starts)
    return out


def segment_sum(values, segment_ids, num_segments):
    values, _, order, starts, segments = _runs(values, segment_ids, num_segments)
    out = _add(values, order, starts, segments, num_segments)
    return out.astype(values.dtype, copy=False) if values.dtype.kind == "f" else out


def segment_mean(values, segment_ids, num_segments, empty=0.0):
    values, ids, order, starts, segments = _runs(values, segment_ids, num_segments)
    total = _add(values, order, starts, segments, num_segments)
    sizes = np.diff(np.append(starts, len(ids)))
    out = np.full(total.shape, empty, dtype=np.float64)
    out[segments] = (total[segments].T * (1.0 / sizes)).T
    return out.astype(values.dtype if values.dtype.kind == "f" else np.float64)


def segment_softmax(scores, segment_ids, num_segments):
    scores, ids, order, starts, segments = _runs(scores, segment_ids, num_segments)
    work = scores.astype(np.float64)
    top = np.full((num_segments, *scores.shape[1:]), -np.inf)
    top[segments] = _reduce(np.maximum, work[order], starts)
    shift = np.where(top > -np.inf, top, 0.0)[ids]
    total = _add(np.exp(work - shift), order, starts, segments, num_segments)
    with np.errstate(divide="ignore"):
        log_total = np.log(total)
    weights = np.exp(work - shift - np.where(total > 0, log_total, 0.0)[ids])
    return weights.astype(scores.dtype if scores.dtype.kind == "f" else np.float64)
