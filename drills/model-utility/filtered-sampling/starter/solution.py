import numpy as np


def token_probs(
    logits: np.ndarray,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> np.ndarray:
    """The distribution to sample the next token from.

    logits: [V], floats. top_k: how many tokens to keep. top_p: how much probability to keep.
    Returns float64 [V], in the order of the logits. The logits are not changed.
    """
    raise NotImplementedError
