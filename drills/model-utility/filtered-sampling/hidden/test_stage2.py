import numpy as np

import solution


def four_tokens():
    """Fresh logits for every test, of the probabilities 0.1, 0.4, 0.2 and 0.3."""
    return np.log([0.1, 0.4, 0.2, 0.3])


def plain_row(logits, temperature, top_k, top_p):
    """The same rules, one token at a time."""
    if temperature == 0:
        temperature, top_k = 1.0, 1
    left = sorted(range(len(logits)), key=lambda i: (-logits[i], i))[:top_k]
    for limit in (1.0, 1.0 if top_p is None else top_p):
        weights = [np.exp((logits[i] - logits[left[0]]) / temperature) for i in left]
        probs = [w / sum(weights) for w in weights]
        keep = next((n for n in range(1, len(left)) if sum(probs[:n]) >= limit), len(left))
        if limit < 1:
            left = left[:keep]
    out = np.zeros(len(logits))
    weights = [np.exp((logits[i] - logits[left[0]]) / temperature) for i in left]
    out[left] = np.array(weights) / sum(weights)
    return out


def test_every_row_has_its_own_settings(case):
    """every row of a batch follows its own settings"""
    logits = np.random.default_rng(3).normal(size=(6, 11)) * 3
    temperature = [1.0, 0.0, 0.5, 2.0, 1.0, 0.7]
    top_k, top_p = [None, 3, 1, 4, None, 11], [0.9, None, 0.5, 0.3, None, 0.95]
    case.given(logits=logits, temperature=temperature, top_k=top_k, top_p=top_p)
    got = solution.token_probs(logits, temperature=temperature, top_k=top_k, top_p=top_p)
    case.check(got, [plain_row(*row) for row in zip(logits, temperature, top_k, top_p)], atol=1e-12)


def test_settings_in_arrays(case):
    """settings may come as arrays"""
    logits, top_k, top_p = np.stack([four_tokens(), four_tokens()]), np.array([3, 2]), np.array([1.0, 0.5])
    case.given(logits=logits, top_k=top_k, top_p=top_p)
    got = solution.token_probs(logits, top_k=top_k, top_p=top_p)
    case.check(got, [[0.0, 4 / 9, 2 / 9, 3 / 9], [0.0, 1.0, 0.0, 0.0]])


def test_one_setting_for_all_rows(case):
    """a single value holds for all rows"""
    logits = np.stack([four_tokens(), four_tokens()[::-1]])
    case.given(logits=logits, top_k=1)
    case.check(solution.token_probs(logits, top_k=1), [[0, 1, 0, 0], [0, 0, 1, 0]])


def test_one_temperature_for_all_rows(case):
    """a single temperature holds for all rows"""
    logits = np.log([[1.0, 3.0], [3.0, 1.0], [1.0, 1.0]])
    case.given(logits=logits, temperature=0.5)
    case.check(solution.token_probs(logits, temperature=0.5), [[0.1, 0.9], [0.9, 0.1], [0.5, 0.5]])


def test_temperature_per_row(case):
    """with as many rows as tokens, every row still has its own temperature"""
    logits = np.log([[1.0, 3.0], [1.0, 3.0]])
    case.given(logits=logits, temperature=[0.5, 1.0])
    case.check(solution.token_probs(logits, temperature=[0.5, 1.0]), [[0.1, 0.9], [0.25, 0.75]])


def test_none_in_a_list_of_temperatures(case):
    """a None in a list of temperatures leaves that row as it is"""
    logits = np.log([[1.0, 3.0], [1.0, 3.0], [1.0, 3.0]])
    case.given(logits=logits, temperature=[0.5, None, 0.0])
    got = solution.token_probs(logits, temperature=[0.5, None, 0.0])
    case.check(got, [[0.1, 0.9], [0.25, 0.75], [0.0, 1.0]])


def test_a_batch_of_one_stays_a_batch(case):
    """a batch of one row comes back as a batch"""
    logits = four_tokens()[None, :]
    case.given(logits=logits)
    case.check(solution.token_probs(logits), [[0.1, 0.4, 0.2, 0.3]])


def test_a_batch_of_one_with_lists(case):
    """a batch of one row with its settings in lists comes back as a batch"""
    logits = four_tokens()[None, :]
    case.given(logits=logits, temperature=[None], top_k=[2], top_p=[None])
    got = solution.token_probs(logits, temperature=[None], top_k=[2], top_p=[None])
    case.check(got, [[0.0, 4 / 7, 0.0, 3 / 7]])


def test_one_negative_temperature_is_refused(case):
    """one negative temperature in a list is refused"""
    logits = np.stack([four_tokens(), four_tokens()])
    case.given(logits=logits, temperature=[1.0, -0.5])
    with case.raises(ValueError, expected="temperature must be 0 or more"):
        solution.token_probs(logits, temperature=[1.0, -0.5])


def test_one_top_p_of_zero_is_refused(case):
    """one top-p of 0 in a list is refused"""
    logits = np.stack([four_tokens(), four_tokens()])
    case.given(logits=logits, top_p=[0.5, 0.0])
    with case.raises(ValueError, expected="top_p must be above 0"):
        solution.token_probs(logits, top_p=[0.5, 0.0])


def test_pick_follows_the_running_total(case):
    """u selects the token in whose share of the running total it falls"""
    probs, u = np.tile([0.25, 0.5, 0.25], (5, 1)), np.array([0.0, 0.24, 0.26, 0.74, 0.76])
    case.given(probs=probs, u=u)
    case.check(solution.pick(probs, u), [0, 0, 1, 1, 2])


def test_pick_on_the_border(case):
    """on the border between two tokens u selects the later one"""
    probs, u = np.tile([0.25, 0.5, 0.25], (2, 1)), np.array([0.25, 0.75])
    case.given(probs=probs, u=u)
    case.check(solution.pick(probs, u), [1, 2])


def test_pick_at_zero(case):
    """u = 0 skips tokens of probability 0"""
    probs, u = np.array([[0.0, 0.0, 1.0], [0.0, 0.5, 0.5]]), np.array([0.0, 0.0])
    case.given(probs=probs, u=u)
    case.check(solution.pick(probs, u), [2, 1])


def test_pick_never_takes_a_token_of_no_weight(case):
    """tokens of probability 0 are never drawn, wherever they stand"""
    probs, u = np.tile([0.0, 0.5, 0.0, 0.5, 0.0], (3, 1)), np.array([0.25, 0.5, 0.999])
    case.given(probs=probs, u=u)
    case.check(solution.pick(probs, u), [1, 3, 3])


def test_pick_uses_the_u_of_its_row(case):
    """every row uses its own u"""
    probs, u = np.array([[0.9, 0.1], [0.1, 0.9]]), np.array([0.95, 0.05])
    case.given(probs=probs, u=u)
    case.check(solution.pick(probs, u), [1, 0])


def test_draws_follow_the_probabilities(case):
    """20,000 draws come close to the probabilities"""
    probs = np.tile([0.0, 4 / 9, 2 / 9, 3 / 9], (20_000, 1))
    u = np.random.default_rng(0).random(20_000)
    case.given(probs=probs, u=u)
    share = np.bincount(solution.pick(probs, u), minlength=4) / 20_000
    case.check(share, [0.0, 4 / 9, 2 / 9, 3 / 9], atol=0.02, what="share of each token")


def test_a_second_draw_is_the_same(case):
    """the same arguments draw the same tokens again"""
    probs, u = np.array([[0.4, 0.3, 0.3], [0.2, 0.3, 0.5]]), np.array([0.95, 0.6])
    case.given(probs=probs, u=u)
    first, second = solution.pick(probs, u), solution.pick(probs, u)
    case.check([list(first), list(second)], [[2, 2], [2, 2]], what="first and second draw")


def test_pick_leaves_its_arguments_alone(case):
    """pick does not change its arguments"""
    probs, u = np.array([[0.5, 0.5], [0.2, 0.8]]), np.array([0.1, 0.9])
    case.given(probs=probs, u=u)
    solution.pick(probs, u)
    case.unchanged()
