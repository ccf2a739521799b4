"""A small trainer with gradient accumulation, warm-up and cosine schedule, and clipping."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Config:
    """Settings of a run. One optimizer step sees up to micro_batch * accum_steps rows."""

    micro_batch: int = 8
    accum_steps: int = 1
    base_lr: float = 0.1
    warmup_steps: int = 4
    total_steps: int = 40
    max_grad_norm: float | None = None
    seed: int = 0


def lr_at(step: int, cfg: Config) -> float:
    """Learning rate of optimizer step `step`, counted from 0.

    It climbs from base_lr / warmup_steps to base_lr in equal steps, follows half a cosine from base_lr down
    to 0 at total_steps, and stays 0 after that.
    """
    if step < cfg.warmup_steps:
        return cfg.base_lr * (step + 1) / cfg.warmup_steps
    span = max(1, cfg.total_steps - cfg.warmup_steps)
    progress = min(1.0, (step - cfg.warmup_steps) / span)
    return 0.5 * cfg.base_lr * (1.0 + math.cos(math.pi * progress))


class LinearModel:
    """y = X @ w + b with squared error. `params` is the flat vector [w, b], shape (n_features + 1,)."""

    def __init__(self, n_features: int) -> None:
        self.params: Array = np.zeros(n_features + 1)

    def loss_and_grad(self, X: Array, y: Array) -> tuple[float, Array]:
        """Mean loss over the rows of X, shape (n, n_features), and its gradient, shape (n_features + 1,)."""
        error = X @ self.params[:-1] + self.params[-1] - y
        grad = np.append(2 * X.T @ error, 2 * error.sum()) / len(y)
        return float(np.mean(error**2)), grad


class Trainer:
    """Trains `model` in place.

    `history` has one dict for each optimizer step: `step` (from 0), the `lr` it used, the mean `loss` over
    its rows before the update, and `grad_norm`, the norm of its gradient before clipping. `step` counts
    optimizer steps, `epoch` whole epochs.
    """

    def __init__(self, model: LinearModel, cfg: Config) -> None:
        self.model = model
        self.cfg = cfg
        self.step = 0
        self.epoch = 0
        self.history: list[dict[str, float]] = []
        np.random.seed(cfg.seed)

    def train_epoch(self, X: Array, y: Array) -> None:
        """One pass over the rows in a new random order; a short last group still makes a step.

        X has shape (n, n_features), y has shape (n,). Neither is changed.
        """
        cfg = self.cfg
        order = np.random.permutation(len(y))
        total = np.zeros_like(self.model.params)
        losses = []
        for start in range(0, len(order), cfg.micro_batch):
            micro = order[start : start + cfg.micro_batch]
            loss, grad = self.model.loss_and_grad(X[micro], y[micro])
            norm = float(np.linalg.norm(grad))
            if cfg.max_grad_norm is not None and norm > cfg.max_grad_norm:
                grad = grad * (cfg.max_grad_norm / norm)
            total += grad / cfg.accum_steps
            losses.append(loss)
            lr = lr_at(self.step, cfg)
            self.step += 1
            if len(losses) == cfg.accum_steps:
                self.model.params -= lr * total
                self.history.append(
                    {"step": len(self.history), "lr": lr, "loss": float(np.mean(losses)), "grad_norm": norm}
                )
                total = np.zeros_like(self.model.params)
                losses = []
        self.epoch += 1
