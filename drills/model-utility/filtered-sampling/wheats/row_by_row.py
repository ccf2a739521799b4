"""One row at a time: selects with a partial sort and a threshold, draws with searchsorted."""

import numpy as np


def _per_row(setting, rows, off):
    if setting is None or np.ndim(setting) == 0:
        setting = [setting] * rows
    return [off if value is None else value for value in setting]


def _survivors(row, k):
    """Ids of the k best logits, best first, the lower id first among equals."""
    ids = np.arange(len(row))
    if k < len(row):
        line = np.partition(row, len(row) - k)[len(row) - k]
        above = ids[row > line]
        ids = np.concatenate([above, ids[row == line][: k - len(above)]])
    return ids[np.lexsort((ids, -row[ids]))]


def _one(row, temperature, k, p):
    if not (temperature >= 0 and k >= 1 and 0 < p <= 1):
        raise ValueError(f"bad settings: temperature {temperature}, top_k {k}, top_p {p}")
    row = np.asarray(row, dtype=np.float64)
    if np.isneginf(row).all():
        raise ValueError("nothing left to sample")
    out = np.zeros(len(row))
    if temperature == 0:
        out[np.argmax(row)] = 1.0
        return out
    ids = _survivors(row, int(k))
    weights = np.exp((row[ids] - row[ids[0]]) / temperature)
    weights /= np.add.reduce(weights)
    if p < 1:
        count = int(np.searchsorted(np.cumsum(weights), p, side="left")) + 1
        ids, weights = ids[:count], weights[:count]
    out[ids] = weights / np.add.reduce(weights)
    return out


def token_probs(logits, temperature=1.0, top_k=None, top_p=None):
    logits = np.asarray(logits)
    if logits.ndim == 1:
        return _one(
            logits, temperature, len(logits) if top_k is None else top_k, 1.0 if top_p is None else top_p
        )
    rows, vocab = logits.shape
    settings = _per_row(temperature, rows, 1.0), _per_row(top_k, rows, vocab), _per_row(top_p, rows, 1.0)
    return np.array([_one(*row) for row in zip(logits, *settings)])


def pick(probs, u):
    out = []
    for row, x in zip(np.asarray(probs, dtype=np.float64), u):
        ids = np.flatnonzero(row)
        total = np.cumsum(row[ids])
        out.append(ids[min(int(np.searchsorted(total, x, side="right")), len(ids) - 1)])
    return np.array(out, dtype=np.int32)
