import pickle
from dataclasses import replace

import numpy as np
import pytest

import solution


def config(**settings):
    defaults = {"warmup_steps": 3, "total_steps": 20, "max_grad_norm": 2.0, "seed": 3}
    return solution.Config(micro_batch=8, accum_steps=2, **{**defaults, **settings})


def fresh(cfg=None, n_features=3):
    return solution.Trainer(solution.LinearModel(n_features), cfg or config())


def run(epochs, trainer=None, n_features=3):
    """`trainer`, or a new one, after so many epochs over the same 50 rows."""
    rng = np.random.default_rng(1)
    X = rng.normal(size=(50, n_features))
    y = X[:, 0] - 2 * X[:, 1] + rng.normal(size=50)
    trainer = trainer or fresh(n_features=n_features)
    for _ in range(epochs):
        trainer.train_epoch(X, y)
    return trainer


def restored(state, cfg=None):
    trainer = fresh(cfg)
    trainer.load_state_dict(state)
    return trainer


def end(trainer):
    """All that a run has to show."""
    return {
        "params": trainer.model.params.tolist(),
        "history": [dict(row) for row in trainer.history],
        "step": trainer.step,
        "epoch": trainer.epoch,
    }


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 5])
def test_resuming_is_bit_equal(case, cut):
    """stopping, pickling and resuming gives the same bits as never stopping"""
    case.given(cfg=config(), epochs_before=cut, epochs_after=5 - cut)
    state = pickle.loads(pickle.dumps(run(cut).state_dict()))
    case.check(end(run(5 - cut, restored(state))), end(run(5)), rtol=0.0)


@pytest.mark.parametrize("seed", [0, 1234])
def test_the_seed_of_the_new_trainer_does_not_matter(case, seed):
    """a resumed run goes on with the shuffling of the checkpoint, not of the new trainer's seed"""
    case.given(cfg=config(), epochs_before=2, new_seed=seed, epochs_after=2)
    resumed = restored(run(2).state_dict(), replace(config(), seed=seed))
    case.check(end(run(2, resumed)), end(run(4)), rtol=0.0)


def test_loading_forgets_what_the_new_trainer_did(case):
    """loading replaces all that the trainer did before"""
    case.given(cfg=config(), epochs_before=2, epochs_of_the_new_trainer=1, epochs_after=1)
    trainer = run(1)
    trainer.load_state_dict(run(2).state_dict())
    case.check(end(run(1, trainer)), end(run(3)), rtol=0.0)


@pytest.mark.parametrize("epochs", [1, 2])
def test_a_checkpoint_is_a_snapshot(case, epochs):
    """training on does not change a checkpoint that was taken before"""
    case.given(cfg=config(), checkpoint_after=1, epochs_after=epochs)
    trainer = run(1)
    state = trainer.state_dict()
    run(epochs, trainer)
    case.check(end(restored(state)), end(run(1)), rtol=0.0)


def test_one_checkpoint_can_be_loaded_twice(case):
    """training from a checkpoint does not change the checkpoint"""
    case.given(cfg=config(), checkpoint_after=1, epochs_after=2)
    state = run(1).state_dict()
    first = end(run(2, restored(state)))
    case.check(end(run(2, restored(state))), first, rtol=0.0)


def test_two_trainers_from_one_checkpoint_are_apart(case):
    """two trainers from one checkpoint do not share their state"""
    case.given(cfg=config(), checkpoint_after=1, epochs_of_the_other=2)
    state = run(1).state_dict()
    one, other = restored(state), restored(state)
    run(2, other)
    case.check(end(one), end(run(1)), rtol=0.0)


@pytest.mark.parametrize("n_features", [2, 5])
def test_a_checkpoint_of_another_model_is_refused(case, n_features):
    """a checkpoint of a model of another size raises ValueError"""
    case.given(n_features=n_features, n_features_of_the_checkpoint=3)
    state = run(1).state_dict()
    with case.raises(ValueError):
        fresh(n_features=n_features).load_state_dict(state)


@pytest.mark.parametrize("epochs", [0, 2])
def test_a_refused_checkpoint_changes_nothing(case, epochs):
    """a trainer that refuses a checkpoint goes on as if nothing had happened"""
    case.given(n_features=5, n_features_of_the_checkpoint=3, epochs_before=epochs, epochs_after=1)
    state = run(1).state_dict()
    trainer = run(epochs, n_features=5)
    with case.raises(ValueError):
        trainer.load_state_dict(state)
    case.check(end(run(1, trainer, n_features=5)), end(run(epochs + 1, n_features=5)), rtol=0.0)
