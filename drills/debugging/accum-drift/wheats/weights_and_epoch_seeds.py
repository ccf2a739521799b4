"""A second correct solution: weighted micro-batches, a generator for each epoch, plain checkpoints."""
from __future__ import annotations

import json
import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Config:
    micro_batch: int = 8
    accum_steps: int = 1
    base_lr: float = 0.1
    warmup_steps: int = 4
    total_steps: int = 40
    max_grad_norm: float | None = None
    seed: int = 0


def lr_at(step, cfg):
    if step >= max(cfg.total_steps, cfg.warmup_steps + 1):
        return 0.0
    if cfg.warmup_steps and step < cfg.warmup_steps:
        return cfg.base_lr / cfg.warmup_steps * (step + 1)
    done = (step - cfg.warmup_steps) / max(1, cfg.total_steps - cfg.warmup_steps)
    return cfg.base_lr * math.cos(math.pi * done / 2) ** 2


class LinearModel:
    def __init__(self, n_features):
        self.params = np.zeros(n_features + 1)

    def loss_and_grad(self, X, y):
        error = X @ self.params[:-1] + self.params[-1] - y
        return float(np.mean(error**2)), np.append(2 * X.T @ error, 2 * error.sum()) / len(y)


class Trainer:
    def __init__(self, model, cfg):
        self.model, self.cfg = model, cfg
        self.step = self.epoch = self.skipped = 0
        self.history = []
        self._seed = cfg.seed

    def train_epoch(self, X, y):
        order = np.random.default_rng([self._seed, self.epoch]).permutation(len(y))
        micros = [order[i : i + self.cfg.micro_batch] for i in range(0, len(order), self.cfg.micro_batch)]
        for i in range(0, len(micros), self.cfg.accum_steps):
            self._step(X, y, micros[i : i + self.cfg.accum_steps])
        self.epoch += 1

    def _step(self, X, y, micros):
        rows = sum(map(len, micros))
        parts = [(len(m) / rows, *self.model.loss_and_grad(X[m], y[m])) for m in micros]
        loss = sum(weight * loss for weight, loss, _ in parts)
        grad = sum(weight * grad for weight, _, grad in parts)
        if not np.isfinite([loss, *grad]).all():
            self.skipped += 1
            return
        norm = math.hypot(*grad)
        lr = lr_at(self.step, self.cfg)
        scale = min(1.0, (self.cfg.max_grad_norm or math.inf) / norm) if norm else 1.0
        self.model.params = self.model.params - lr * scale * grad
        self.history.append({"step": self.step, "lr": lr, "loss": loss, "grad_norm": norm})
        self.step += 1

    def state_dict(self):
        return {
            "counters": (self.step, self.epoch, self.skipped, self._seed),
            "params": self.model.params.tolist(),
            "history": json.dumps(self.history),
        }

    def load_state_dict(self, state):
        params = np.array(state["params"])
        if len(params) != len(self.model.params):
            raise ValueError("checkpoint of another model")
        self.step, self.epoch, self.skipped, self._seed = state["counters"]
        self.model.params = params
        self.history = json.loads(state["history"])
