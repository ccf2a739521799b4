import math
from dataclasses import replace

import numpy as np
import pytest

import solution

# 43 = 32 + 8 + 3 and 21 = 8 + 8 + 5 end in a micro-batch that is shorter than its neighbours.
SIZES = [64, 70, 43, 21, 5]


def data(n):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, 3)) * np.array([1.0, 2.0, 0.5])
    return X, X @ np.array([1.0, -2.0, 0.5]) + 0.3 + rng.normal(size=n)


def trained(cfg, n, epochs=3):
    X, y = data(n)
    trainer = solution.Trainer(solution.LinearModel(3), cfg)
    for _ in range(epochs):
        trainer.train_epoch(X, y)
    return trainer


def column(trainer, name):
    return [row[name] for row in trainer.history]


def big_and_small(case, n, **settings):
    """A run with one batch of 32, and the same run with 4 micro-batches of 8."""
    case.given(rows=n, one_batch="32", micro_batches="4 of 8", epochs=3, **settings)
    big = solution.Config(micro_batch=32, accum_steps=1, **settings)
    return trained(big, n), trained(replace(big, micro_batch=8, accum_steps=4), n)


@pytest.mark.parametrize("clip", [None, 0.5], ids=["no clipping", "clipping"])
@pytest.mark.parametrize("n", SIZES)
def test_parameters_equal_the_big_batch(case, n, clip):
    """micro-batches end at the same parameters as the big batch"""
    big, small = big_and_small(case, n, max_grad_norm=clip)
    case.check(small.model.params, big.model.params, rtol=1e-9, what="params")


@pytest.mark.parametrize("field", ["step", "lr", "loss", "grad_norm"])
def test_history_equals_the_big_batch(case, field):
    """micro-batches write the same history as the big batch"""
    big, small = big_and_small(case, 43, max_grad_norm=0.5)
    case.check(column(small, field), column(big, field), rtol=1e-9, what=field)


def by_hand(case, **settings):
    """One optimizer step over all rows: a micro-batch of 2 and one of 1. The gradient is (-14, -6) / 3."""
    X, y = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 0.0, 2.0])
    cfg = solution.Config(micro_batch=2, accum_steps=2, base_lr=0.1, warmup_steps=0, **settings)
    case.given(X=X, y=y, cfg=cfg)
    trainer = solution.Trainer(solution.LinearModel(1), cfg)
    trainer.train_epoch(X, y)
    return trainer


def test_parameters_of_one_step_by_hand(case):
    """one step over three rows moves the parameters by lr times the mean gradient"""
    trainer = by_hand(case)
    case.check(trainer.model.params, [0.1 * 14 / 3, 0.1 * 6 / 3], rtol=1e-9, what="params")


def test_history_of_one_step_by_hand(case):
    """one step over three rows logs its rate, its mean loss and the norm of its mean gradient"""
    trainer = by_hand(case)
    want = {"step": 0, "lr": 0.1, "loss": 5 / 3, "grad_norm": math.hypot(14, 6) / 3}
    case.check(trainer.history, [want], rtol=1e-9, what="history")


@pytest.mark.parametrize("n, steps", [(64, 2), (70, 3), (33, 2), (3, 1)])
def test_a_short_group_makes_a_step(case, n, steps):
    """a short last group still makes a step"""
    case.given(rows=n, micro_batch=8, accum_steps=4, epochs=1)
    trainer = trained(solution.Config(micro_batch=8, accum_steps=4), n, epochs=1)
    case.check((trainer.step, len(trainer.history)), (steps, steps), what="step and length of history")


def test_each_epoch_uses_each_row_once(case):
    """an epoch uses each row once"""
    X, y = data(70)
    cfg = solution.Config(micro_batch=8, accum_steps=4, base_lr=0.0)
    case.given(rows=70, cfg=cfg)
    trainer = solution.Trainer(solution.LinearModel(3), cfg)
    trainer.train_epoch(X, y)
    case.check(len(trainer.history), 3, what="steps")
    total = sum(rows * loss for rows, loss in zip((32, 32, 6), column(trainer, "loss")))
    case.check(total, float(np.sum(y**2)), rtol=1e-9, what="sum of the squared errors")


def test_the_schedule_counts_optimizer_steps(case):
    """the schedule counts optimizer steps, also over several epochs"""
    cfg = solution.Config(micro_batch=8, accum_steps=4, warmup_steps=3, total_steps=9)
    case.given(rows=96, cfg=cfg, epochs=3)
    want = [solution.lr_at(step, cfg) for step in range(9)]
    case.check(column(trained(cfg, 96), "lr"), want, rtol=1e-9, what="lr")


def test_warm_up(case):
    """warm-up climbs from base_lr / warmup_steps to base_lr"""
    cfg = solution.Config(base_lr=0.2, warmup_steps=4, total_steps=12)
    case.given(steps=range(4), cfg=cfg)
    case.check([solution.lr_at(step, cfg) for step in range(4)], [0.05, 0.1, 0.15, 0.2], rtol=1e-9)


def test_cosine(case):
    """after warm-up the rate falls from base_lr to 0 along half a cosine"""
    cfg = solution.Config(base_lr=0.2, warmup_steps=4, total_steps=12)
    case.given(steps=[4, 6, 8, 10, 12], cfg=cfg)
    want = [0.2, 0.1 + 0.05 * math.sqrt(2), 0.1, 0.1 - 0.05 * math.sqrt(2), 0.0]
    case.check([solution.lr_at(step, cfg) for step in (4, 6, 8, 10, 12)], want, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("step", [13, 20, 28])
def test_past_the_end(case, step):
    """past total_steps the rate stays 0"""
    cfg = solution.Config(base_lr=0.2, warmup_steps=4, total_steps=12)
    case.given(step=step, cfg=cfg)
    case.check(solution.lr_at(step, cfg), 0.0, atol=1e-12)


def test_no_warm_up(case):
    """without warm-up the first rate is base_lr"""
    cfg = solution.Config(base_lr=0.2, warmup_steps=0, total_steps=12)
    case.given(step=0, cfg=cfg)
    case.check(solution.lr_at(0, cfg), 0.2, rtol=1e-9)


def test_clipping_bounds_the_update(case):
    """clipping shortens the update of a step to lr times max_grad_norm"""
    cfg = solution.Config(micro_batch=8, accum_steps=4, max_grad_norm=0.01, warmup_steps=0)
    case.given(rows=32, cfg=cfg, epochs=1)
    trainer = trained(cfg, 32, epochs=1)
    length = float(np.linalg.norm(trainer.model.params))
    case.check(length, 0.01 * cfg.base_lr, rtol=1e-9, what="length of the update")


@pytest.mark.parametrize("clip", [100.0, 1e6])
def test_a_short_gradient_is_not_clipped(case, clip):
    """a gradient below max_grad_norm is left alone"""
    cfg = solution.Config(micro_batch=8, accum_steps=4)
    case.given(rows=70, cfg=replace(cfg, max_grad_norm=clip), epochs=3)
    got = trained(replace(cfg, max_grad_norm=clip), 70).model.params
    case.check(got, trained(cfg, 70).model.params, rtol=1e-9, what="params")


@pytest.mark.parametrize("clip", [0.5, 2.0])
def test_the_history_has_the_norm_before_clipping(case, clip):
    """the logged gradient norm is the one before clipping"""
    trainer = by_hand(case, max_grad_norm=clip)
    case.check(column(trainer, "grad_norm"), [math.hypot(14, 6) / 3], rtol=1e-9, what="grad_norm")


@pytest.mark.parametrize("seed", [7, 8])
def test_a_run_depends_on_its_seed_only(case, seed):
    """the same seed gives the same run, whatever else draws random numbers"""
    cfg = solution.Config(seed=seed)
    case.given(rows=70, cfg=cfg, between="another trainer is made, and np.random.rand is called")
    X, y = data(70)
    want = trained(cfg, 70).model.params
    trainer = solution.Trainer(solution.LinearModel(3), cfg)
    solution.Trainer(solution.LinearModel(3), replace(cfg, seed=99))
    for _ in range(3):
        np.random.rand(10)
        trainer.train_epoch(X, y)
    case.check(trainer.model.params, want, rtol=1e-9, what="params")


def test_another_seed_is_another_run(case):
    """another seed gives another order of the rows"""
    case.given(rows=70, seeds=[7, 99])
    one, two = (trained(solution.Config(seed=seed), 70, epochs=1) for seed in (7, 99))
    case.that(column(one, "loss") != column(two, "loss"), "other losses", got="the same loss in every step")


def test_the_global_generator_is_left_alone(case):
    """making and training a trainer leaves numpy's global generator alone"""
    case.given(rows=32, cfg=solution.Config())
    np.random.seed(5)
    want = np.random.rand(3)
    np.random.seed(5)
    trained(solution.Config(), 32, epochs=1)
    case.check(np.random.rand(3), want, what="np.random.rand(3) afterwards")


@pytest.mark.parametrize("seed", [0, 1])
def test_each_epoch_has_a_new_order(case, seed):
    """each epoch has a new order"""
    cfg = solution.Config(micro_batch=8, base_lr=0.0, seed=seed)
    case.given(rows=64, cfg=cfg, epochs=2)
    losses = column(trained(cfg, 64, epochs=2), "loss")
    case.that(losses[:8] != losses[8:], "other losses in the second epoch", got="the same losses")


def test_inputs_are_not_changed(case):
    """training does not change X and y"""
    X, y = data(40)
    case.given(X=X, y=y)
    trainer = solution.Trainer(solution.LinearModel(3), solution.Config(micro_batch=8, accum_steps=2))
    trainer.train_epoch(X, y)
    case.unchanged("X", "y")
