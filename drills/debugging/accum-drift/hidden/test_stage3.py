import numpy as np
import pytest

import solution


def config(**settings):
    return solution.Config(micro_batch=4, accum_steps=2, warmup_steps=2, total_steps=50, seed=2, **settings)


def data(n=64):
    rng = np.random.default_rng(4)
    X = rng.normal(size=(n, 3))
    return X, X @ np.array([1.0, -2.0, 0.5]) + rng.normal(size=n)


def poisoned(where, value):
    X, y = data()
    if where == "X":
        X[10, 1] = value
    else:
        y[10] = value
    return X, y


def run(X, y, cfg=None, epochs=1):
    trainer = solution.Trainer(solution.LinearModel(X.shape[1]), cfg or config())
    with np.errstate(all="ignore"):
        for _ in range(epochs):
            trainer.train_epoch(X, y)
    return trainer


where = pytest.mark.parametrize("where", ["X", "y"])


@where
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf], ids=["nan", "inf", "-inf"])
def test_a_broken_row_costs_one_step(case, where, value):
    """a broken row costs exactly one step of the epoch"""
    case.given(rows=64, broken_row=10, broken=where, value=value, cfg=config())
    trainer = run(*poisoned(where, value))
    case.check(trainer.skipped, 1, what="skipped")
    case.check(trainer.step, 7, what="step")


@where
def test_parameters_stay_finite(case, where):
    """a broken row leaves the parameters finite"""
    case.given(rows=64, broken_row=10, broken=where, value=np.inf, cfg=config())
    trainer = run(*poisoned(where, np.inf))
    case.that(np.isfinite(trainer.model.params).all(), "finite parameters", got=trainer.model.params)


@where
def test_a_skipped_step_does_not_move_the_schedule(case, where):
    """a skipped step does not move the schedule"""
    case.given(rows=64, broken_row=10, broken=where, value=np.nan, cfg=config())
    rates = [row["lr"] for row in run(*poisoned(where, np.nan)).history]
    case.check(rates, [solution.lr_at(step, config()) for step in range(7)], rtol=1e-9, what="lr")


@where
def test_a_skipped_step_leaves_no_history(case, where):
    """a skipped step leaves no row and no gap in the history"""
    case.given(rows=64, broken_row=10, broken=where, value=np.inf, cfg=config())
    history = run(*poisoned(where, np.inf)).history
    case.check([row["step"] for row in history], list(range(7)), what="step")


def test_an_epoch_of_broken_rows_changes_nothing(case):
    """an epoch of broken rows only changes no parameter"""
    X, y = data(24)
    y[:] = np.nan
    case.given(rows=24, broken="all of y", cfg=config())
    trainer = run(X, y)
    case.check(trainer.model.params, np.zeros(4), what="params")
    case.check((trainer.skipped, trainer.step), (3, 0), what="skipped and step")


def test_an_overflowing_loss_is_skipped(case):
    """a loss that overflows is skipped"""
    X, y = poisoned("y", 1e200)
    case.given(rows=64, broken_row=10, broken="y", value=1e200, cfg=config())
    trainer = run(X, y)
    case.check(trainer.skipped, 1, what="skipped")
    params = trainer.model.params
    case.that(np.abs(params).max() < 1e6, "parameters as small as before", got=params)


@pytest.mark.parametrize("clip", [None, 1.0], ids=["no clipping", "clipping"])
def test_an_overflowing_gradient_is_skipped(case, clip):
    """a gradient that overflows is skipped, also when the loss is finite"""
    X, y = np.array([[1e200], [1.0]]), np.array([1e110, 1.0])
    case.given(X=X, y=y, cfg=config(max_grad_norm=clip))
    trainer = run(X, y, config(max_grad_norm=clip))
    case.check(trainer.skipped, 1, what="skipped")
    case.check(trainer.model.params, [0.0, 0.0], what="params")


@pytest.mark.parametrize("epochs", [1, 3])
def test_skipped_steps_survive_a_restart(case, epochs):
    """the count of skipped steps survives a restart"""
    case.given(rows=64, broken_row=10, broken="y", value=np.nan, epochs=epochs)
    state = run(*poisoned("y", np.nan), epochs=epochs).state_dict()
    resumed = solution.Trainer(solution.LinearModel(3), config())
    resumed.load_state_dict(state)
    case.check(resumed.skipped, epochs, what="skipped")


def test_clean_rows_skip_nothing(case):
    """clean rows skip nothing"""
    case.given(rows=64, cfg=config())
    trainer = run(*data())
    case.check((trainer.skipped, trainer.step), (0, 8), what="skipped and step")


def test_a_new_trainer_has_skipped_nothing(case):
    """a new trainer has skipped nothing"""
    case.given(cfg=config())
    case.check(solution.Trainer(solution.LinearModel(3), config()).skipped, 0, what="skipped")
