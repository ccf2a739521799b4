"""A small trainer with gradient accumulation, warm-up and cosine schedule, and clipping."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

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
    optimizer steps, `epoch` whole epochs, and `skipped` the steps that were left out because their loss or
    gradient was not finite.
    """

    def __init__(self, model: LinearModel, cfg: Config) -> None:
        self.model = model
        self.cfg = cfg
        self.step = 0
        self.epoch = 0
        self.skipped = 0
        self.history: list[dict[str, float]] = []
        self._rng = np.random.default_rng(cfg.seed)

    def train_epoch(self, X: Array, y: Array) -> None:
        """One pass over the rows in a new random order; a short last group still makes a step.

        X has shape (n, n_features), y has shape (n,). Neither is changed.
        """
        order = self._rng.permutation(len(y))
        group = self.cfg.micro_batch * self.cfg.accum_steps
        for start in range(0, len(order), group):
            rows = order[start : start + group]
            self._optimizer_step(X[rows], y[rows])
        self.epoch += 1

    def _accumulate(self, X: Array, y: Array) -> tuple[float, Array]:
        """Mean loss over all rows and its gradient, one micro-batch at a time."""
        loss_sum = 0.0
        grad_sum = np.zeros_like(self.model.params)
        for start in range(0, len(y), self.cfg.micro_batch):
            micro = slice(start, start + self.cfg.micro_batch)
            loss, grad = self.model.loss_and_grad(X[micro], y[micro])
            # Back from means to sums: the last micro-batch may be short.
            loss_sum += loss * len(y[micro])
            grad_sum += grad * len(y[micro])
        return loss_sum / len(y), grad_sum / len(y)

    def _optimizer_step(self, X: Array, y: Array) -> None:
        loss, grad = self._accumulate(X, y)
        if not (math.isfinite(loss) and np.isfinite(grad).all()):
            self.skipped += 1
            return
        norm = float(np.linalg.norm(grad))
        if self.cfg.max_grad_norm is not None and norm > self.cfg.max_grad_norm:
            grad *= self.cfg.max_grad_norm / norm
        lr = lr_at(self.step, self.cfg)
        self.model.params -= lr * grad
        self.history.append({"step": self.step, "lr": lr, "loss": loss, "grad_norm": norm})
        self.step += 1

    def state_dict(self) -> dict[str, Any]:
        """All that the next epoch reads, as a copy that later training cannot change."""
        return {
            "params": self.model.params.copy(),
            "step": self.step,
            "epoch": self.epoch,
            "skipped": self.skipped,
            "history": [dict(row) for row in self.history],
            "rng": self._rng.bit_generator.state,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a checkpoint; ValueError, and no change, when it is of a model of another size."""
        if state["params"].shape != self.model.params.shape:
            raise ValueError(f"checkpoint has {state['params'].shape}, model has {self.model.params.shape}")
        self.model.params = state["params"].copy()
        self.step = state["step"]
        self.epoch = state["epoch"]
        self.skipped = state["skipped"]
        self.history = [dict(row) for row in state["history"]]
        self._rng.bit_generator.state = state["rng"]
