"""From logits to the next token: temperature, top-k, top-p and the draw."""

from collections.abc import Sequence

import numpy as np

Setting = float | None | Sequence[float | None] | np.ndarray


def _column(setting: Setting, rows: int, off: float) -> np.ndarray:
    """One value per row as [rows, 1]; None, alone or inside a list, becomes `off`."""
    if setting is None:
        setting = off
    elif isinstance(setting, (list, tuple)):
        setting = [off if value is None else value for value in setting]
    return np.broadcast_to(np.asarray(setting, dtype=np.float64), (rows,))[:, None]


def _settings(
    temperature: Setting, top_k: Setting, top_p: Setting, shape: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The three knobs as columns [B, 1]; ValueError if one is out of range."""
    rows, vocab = shape
    temp = _column(temperature, rows, 1.0)
    k = _column(top_k, rows, vocab)
    p = _column(top_p, rows, 1.0)
    if (temp < 0).any():
        raise ValueError("temperature must be 0 or more")
    if (k < 1).any():
        raise ValueError("top_k must be 1 or more")
    if (p <= 0).any() or (p > 1).any():
        raise ValueError("top_p must be above 0 and at most 1")
    return temp, k, p


def token_probs(
    logits: np.ndarray,
    temperature: Setting = 1.0,
    top_k: Setting = None,
    top_p: Setting = None,
) -> np.ndarray:
    """Logits [V] or [B, V] -> float64 probabilities after temperature, then top-k, then top-p."""
    wide = np.asarray(logits, dtype=np.float64)
    batch = np.atleast_2d(wide)
    temp, k, p = _settings(temperature, top_k, top_p, batch.shape)
    top = batch.max(axis=1, keepdims=True)
    if not np.isfinite(top).all():
        raise ValueError("every row needs a finite largest logit")

    greedy = temp == 0
    k = np.where(greedy, 1, k)
    scaled = (batch - top) / np.where(greedy, 1.0, temp)

    # In sorted order both filters keep a prefix; the stable sort puts the lower id first among equals.
    order = np.argsort(-scaled, axis=1, kind="stable")
    probs = np.exp(np.take_along_axis(scaled, order, axis=1))
    probs[np.arange(batch.shape[1]) >= k] = 0.0
    probs /= probs.sum(axis=1, keepdims=True)

    reached = np.cumsum(probs, axis=1)[:, :-1]  # what the tokens before each one add up to
    probs[:, 1:][(reached >= p) & (p < 1)] = 0.0
    probs /= probs.sum(axis=1, keepdims=True)

    out = np.empty_like(probs)
    np.put_along_axis(out, order, probs, axis=1)
    return out.reshape(wide.shape)


def pick(probs: np.ndarray, u: np.ndarray) -> np.ndarray:
    """Inverse CDF: probabilities [B, V] and uniforms [B] in [0, 1) -> token ids [B]."""
    probs = np.asarray(probs, dtype=np.float64)
    total = np.cumsum(probs, axis=1)
    # A row may add up to a little less than 1: then u can lie beyond its last token.
    last = probs.shape[1] - 1 - np.argmax(probs[:, ::-1] > 0, axis=1)
    ids: np.ndarray = np.minimum(np.count_nonzero(total <= np.asarray(u)[:, None], axis=1), last)
    return ids
