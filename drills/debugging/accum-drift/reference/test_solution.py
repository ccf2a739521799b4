"""The tests that a strong candidate has at the end of the 55 minutes."""
import pickle
from dataclasses import replace

import numpy as np
import pytest

from solution import Config, LinearModel, Trainer, lr_at

BIG = Config(micro_batch=32, accum_steps=1)
SMALL = Config(micro_batch=8, accum_steps=4)


def data(n, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 3))
    return X, X @ np.array([1.0, -2.0, 0.5]) + rng.normal(size=n)


def run(cfg, n=43, epochs=3, trainer=None):
    trainer = trainer or Trainer(LinearModel(3), cfg)
    for _ in range(epochs):
        trainer.train_epoch(*data(n))
    return trainer


@pytest.mark.parametrize("clip", [None, 0.5])
@pytest.mark.parametrize("n", [64, 43, 33, 5])
def test_micro_batches_equal_the_big_batch(n, clip):
    big, small = (run(replace(cfg, max_grad_norm=clip), n) for cfg in (BIG, SMALL))
    np.testing.assert_allclose(small.model.params, big.model.params, rtol=1e-9)
    assert [row["lr"] for row in small.history] == pytest.approx([row["lr"] for row in big.history])
    assert [row["loss"] for row in small.history] == pytest.approx([row["loss"] for row in big.history])
    assert small.step == big.step == len(small.history)


def test_every_row_is_used():
    assert run(SMALL, n=33, epochs=1).step == 2


def test_one_step_by_hand():
    X, y = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 0.0, 2.0])
    trainer = Trainer(LinearModel(1), Config(micro_batch=2, accum_steps=2, warmup_steps=0, max_grad_norm=1.0))
    trainer.train_epoch(X, y)
    grad = np.array([-14.0, -6.0]) / 3
    norm = np.linalg.norm(grad)
    np.testing.assert_allclose(trainer.model.params, -0.1 * grad / norm)
    assert trainer.history[0]["grad_norm"] == pytest.approx(norm)


def test_a_short_gradient_is_not_clipped():
    free, loose = (run(replace(SMALL, max_grad_norm=clip)) for clip in (None, 1e6))
    np.testing.assert_allclose(loose.model.params, free.model.params)


def test_schedule():
    cfg = Config(base_lr=0.2, warmup_steps=2, total_steps=6)
    assert [lr_at(step, cfg) for step in range(7)] == pytest.approx(
        [0.1, 0.2, 0.2, 0.1 + 0.05 * 2**0.5, 0.1, 0.1 - 0.05 * 2**0.5, 0.0]
    )
    assert lr_at(10, cfg) == pytest.approx(0.0)


def test_a_run_depends_on_its_seed_only():
    alone = run(SMALL)
    trainer = Trainer(LinearModel(3), SMALL)
    np.random.seed(1)
    run(SMALL, trainer=trainer)
    np.testing.assert_array_equal(trainer.model.params, alone.model.params)


def test_epochs_have_different_orders():
    losses = [row["loss"] for row in run(Config(base_lr=0.0), n=64, epochs=2).history]
    assert losses[:8] != losses[8:]


@pytest.mark.parametrize("cut", [0, 2])
def test_resume_is_bit_equal(cut):
    whole = run(SMALL, epochs=4)
    state = pickle.dumps(run(SMALL, epochs=cut).state_dict())
    resumed = Trainer(LinearModel(3), replace(SMALL, seed=9))
    resumed.load_state_dict(pickle.loads(state))
    run(SMALL, epochs=4 - cut, trainer=resumed)
    np.testing.assert_array_equal(resumed.model.params, whole.model.params)
    assert resumed.history == whole.history


def test_a_checkpoint_is_a_snapshot():
    trainer = run(SMALL, epochs=1)
    state, params = trainer.state_dict(), trainer.model.params.copy()
    run(SMALL, trainer=trainer)
    fresh = Trainer(LinearModel(3), SMALL)
    fresh.load_state_dict(state)
    np.testing.assert_array_equal(fresh.model.params, params)


def test_a_wrong_checkpoint_is_refused_whole():
    other = Trainer(LinearModel(5), SMALL)
    with pytest.raises(ValueError):
        other.load_state_dict(run(SMALL).state_dict())
    assert other.step == 0


@pytest.mark.parametrize("poison", [np.nan, np.inf])
def test_a_broken_row_costs_one_step(poison):
    X, y = data(64)
    y[10] = poison
    trainer = Trainer(LinearModel(3), Config())
    with np.errstate(all="ignore"):
        trainer.train_epoch(X, y)
    assert (trainer.skipped, trainer.step) == (1, 7)
    assert np.isfinite(trainer.model.params).all()
