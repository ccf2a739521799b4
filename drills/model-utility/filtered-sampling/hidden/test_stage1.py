import numpy as np

import solution


def four_tokens():
    """Fresh logits for every test, of the probabilities 0.1, 0.4, 0.2 and 0.3."""
    return np.log([0.1, 0.4, 0.2, 0.3])


def test_no_filter_is_softmax(case):
    """without any knob it is the softmax"""
    logits = four_tokens()
    case.given(logits=logits)
    case.check(solution.token_probs(logits), [0.1, 0.4, 0.2, 0.3])


def test_low_temperature_sharpens(case):
    """a temperature below 1 makes the distribution sharper"""
    logits = np.log([1.0, 3.0])
    case.given(logits=logits, temperature=0.5)
    case.check(solution.token_probs(logits, temperature=0.5), [0.1, 0.9])


def test_high_temperature_flattens(case):
    """a temperature above 1 makes the distribution flatter"""
    logits = np.log([1.0, 4.0])
    case.given(logits=logits, temperature=2.0)
    case.check(solution.token_probs(logits, temperature=2.0), [1 / 3, 2 / 3])


def test_temperature_zero_is_greedy(case):
    """temperature 0 puts all weight on the largest logit"""
    logits = four_tokens()
    case.given(logits=logits, temperature=0.0)
    case.check(solution.token_probs(logits, temperature=0.0), [0.0, 1.0, 0.0, 0.0])


def test_temperature_zero_takes_the_lowest_id(case):
    """temperature 0 takes the lowest id of several largest logits"""
    logits = np.array([1.0, 5.0, 5.0])
    case.given(logits=logits, temperature=0.0)
    case.check(solution.token_probs(logits, temperature=0.0), [0.0, 1.0, 0.0])


def test_temperature_zero_tells_close_logits_apart(case):
    """temperature 0 takes the largest logit, however small its lead"""
    logits = np.array([2.0, 2.0 + 1e-9, 0.0])
    case.given(logits=logits, temperature=0.0)
    case.check(solution.token_probs(logits, temperature=0.0), [0.0, 1.0, 0.0])


def test_top_k(case):
    """top-k keeps the k most probable tokens and rescales them"""
    logits = four_tokens()
    case.given(logits=logits, top_k=2)
    case.check(solution.token_probs(logits, top_k=2), [0.0, 4 / 7, 0.0, 3 / 7])


def test_top_k_above_the_vocabulary(case):
    """a top-k above the size of the vocabulary keeps everything"""
    logits = four_tokens()
    case.given(logits=logits, top_k=99)
    case.check(solution.token_probs(logits, top_k=99), [0.1, 0.4, 0.2, 0.3])


def test_top_k_among_equal_logits(case):
    """among equal logits top-k keeps exactly k, the lower ids first"""
    logits = np.zeros(5)
    case.given(logits=logits, top_k=2)
    case.check(solution.token_probs(logits, top_k=2), [0.5, 0.5, 0.0, 0.0, 0.0])


def test_top_k_cuts_between_equal_logits(case):
    """when the k-th token has an equal, only the lower id stays"""
    logits = np.log([0.25, 0.5, 0.25])
    case.given(logits=logits, top_k=2)
    case.check(solution.token_probs(logits, top_k=2), [1 / 3, 2 / 3, 0.0])


def test_top_p_keeps_the_crossing_token(case):
    """the token that crosses p stays"""
    logits = four_tokens()
    case.given(logits=logits, top_p=0.5)
    case.check(solution.token_probs(logits, top_p=0.5), [0.0, 4 / 7, 0.0, 3 / 7])


def test_top_p_of_three_tokens(case):
    """top-p keeps the shortest run of most probable tokens that reaches p"""
    logits = four_tokens()
    case.given(logits=logits, top_p=0.75)
    case.check(solution.token_probs(logits, top_p=0.75), [0.0, 4 / 9, 2 / 9, 3 / 9])


def test_tiny_top_p_keeps_one(case):
    """top-p keeps at least one token"""
    logits = four_tokens()
    case.given(logits=logits, top_p=1e-9)
    case.check(solution.token_probs(logits, top_p=1e-9), [0.0, 1.0, 0.0, 0.0])


def test_top_p_reached_exactly(case):
    """when the total is exactly p, no further token is kept"""
    logits = np.zeros(4)
    case.given(logits=logits, top_p=0.5)
    case.check(solution.token_probs(logits, top_p=0.5), [0.5, 0.5, 0.0, 0.0])


def test_top_p_reached_exactly_by_the_first(case):
    """when the first token reaches p exactly, it stays alone"""
    logits = np.zeros(8)
    case.given(logits=logits, top_p=0.125)
    case.check(solution.token_probs(logits, top_p=0.125), [1.0, 0, 0, 0, 0, 0, 0, 0])


def test_top_p_one_keeps_a_tiny_tail(case):
    """top-p 1 keeps every token, however improbable"""
    logits = np.array([0.0, -60.0])
    case.given(logits=logits, top_p=1.0)
    got = solution.token_probs(logits, top_p=1.0)
    case.check(got[1], np.exp(-60.0), what="probability of the second token")


def test_no_top_p_keeps_a_tiny_tail(case):
    """without top-p every token stays, however improbable"""
    logits = np.array([-60.0, 0.0, -60.0])
    case.given(logits=logits)
    got = solution.token_probs(logits)
    case.check(got, [np.exp(-60.0), 1.0, np.exp(-60.0)])


def test_top_p_comes_after_top_k(case):
    """top-p is measured on what top-k has left"""
    logits = four_tokens()
    # After top_k=2 the best token has 4/7 = 0.571 and reaches 0.55 alone; on the full row it has 0.4.
    case.given(logits=logits, top_k=2, top_p=0.55)
    case.check(solution.token_probs(logits, top_k=2, top_p=0.55), [0.0, 1.0, 0.0, 0.0])


def test_top_p_after_top_k_of_three(case):
    """top-k rescales its tokens before top-p counts them"""
    logits = four_tokens()
    # 4/9 + 3/9 = 0.78 reaches 0.75; on the full row 0.4 + 0.3 = 0.7 does not.
    case.given(logits=logits, top_k=3, top_p=0.75)
    case.check(solution.token_probs(logits, top_k=3, top_p=0.75), [0.0, 4 / 7, 0.0, 3 / 7])


def test_top_p_comes_after_temperature(case):
    """top-p is measured on the distribution after temperature"""
    logits = four_tokens()
    # 0.4 ** 2 / (0.1 ** 2 + 0.4 ** 2 + 0.2 ** 2 + 0.3 ** 2) = 0.533
    case.given(logits=logits, temperature=0.5, top_p=0.52)
    case.check(solution.token_probs(logits, temperature=0.5, top_p=0.52), [0.0, 1.0, 0.0, 0.0])


def test_negative_temperature_is_refused(case):
    """a temperature below 0 is refused"""
    logits = four_tokens()
    case.given(logits=logits, temperature=-1.0)
    with case.raises(ValueError, expected="temperature must be 0 or more"):
        solution.token_probs(logits, temperature=-1.0)


def test_top_k_zero_is_refused(case):
    """a top-k of 0 is refused"""
    logits = four_tokens()
    case.given(logits=logits, top_k=0)
    with case.raises(ValueError, expected="top_k must be 1 or more"):
        solution.token_probs(logits, top_k=0)


def test_negative_top_k_is_refused(case):
    """a top-k below 0 is refused"""
    logits = four_tokens()
    case.given(logits=logits, top_k=-2)
    with case.raises(ValueError, expected="top_k must be 1 or more"):
        solution.token_probs(logits, top_k=-2)


def test_top_p_zero_is_refused(case):
    """a top-p of 0 is refused"""
    logits = four_tokens()
    case.given(logits=logits, top_p=0.0)
    with case.raises(ValueError, expected="top_p must be above 0"):
        solution.token_probs(logits, top_p=0.0)


def test_top_p_above_one_is_refused(case):
    """a top-p above 1 is refused"""
    logits = four_tokens()
    case.given(logits=logits, top_p=1.5)
    with case.raises(ValueError, expected="top_p must be at most 1"):
        solution.token_probs(logits, top_p=1.5)


def test_top_p_in_percent_is_refused(case):
    """a top-p in percent is refused"""
    logits = four_tokens()
    case.given(logits=logits, top_p=90)
    with case.raises(ValueError, expected="top_p must be at most 1"):
        solution.token_probs(logits, top_p=90)


def test_logits_are_left_alone(case):
    """the logits are not changed"""
    logits = four_tokens()
    case.given(logits=logits)
    solution.token_probs(logits)
    case.unchanged()


def test_logits_are_left_alone_by_the_filters(case):
    """the logits are not changed when all three knobs are used"""
    logits = four_tokens()
    case.given(logits=logits, temperature=0.3, top_k=2, top_p=0.5)
    solution.token_probs(logits, temperature=0.3, top_k=2, top_p=0.5)
    case.unchanged("logits")
