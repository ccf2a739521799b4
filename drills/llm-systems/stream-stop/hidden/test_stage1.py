import random

import pytest

import solution


def outputs(stops, pieces):
    """What each feed returns, and then finish."""
    stream = solution.StopStream(stops)
    return [stream.feed(piece) for piece in pieces] + [stream.finish()]


def matched(stops, pieces):
    stream = solution.StopStream(stops)
    for piece in pieces:
        stream.feed(piece)
    stream.finish()
    return stream.matched


def whole_text(text, stops):
    """What may be shown of a text, and its stop: looks at every end of the text, one after the other."""
    for end in range(1, len(text) + 1):
        complete = [stop for stop in stops if text[:end].endswith(stop)]
        if complete:
            longest = max(complete, key=len)
            return text[: end - len(longest)], longest
    return text, None


def held(text, stops):
    """How many characters at the end of the text may still become a stop."""
    return max((n for stop in stops for n in range(len(stop)) if text.endswith(stop[:n])), default=0)


def random_case(rng, letters):
    text = "".join(rng.choice(letters) for _ in range(rng.randint(0, 14)))
    stops = ["".join(rng.choice("ab") for _ in range(rng.randint(1, 5))) for _ in range(rng.randint(0, 3))]
    return text, stops


def test_stop_in_one_piece(case):
    """the text in front of a stop is shown"""
    stops, pieces = ["END"], ["hello END bye"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["hello ", ""], what="each feed, then finish")


def test_stop_across_pieces(case):
    """a stop is found across pieces"""
    stops, pieces = ["END"], ["go E", "N", "D and more"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["go ", "", "", ""], what="each feed, then finish")


def test_matched_names_the_stop(case):
    """matched names the stop that ended the text"""
    stops, pieces = ["STOP", "END"], ["go E", "ND"]
    case.given(stops=stops, pieces=pieces)
    case.check(matched(stops, pieces), "END", what="matched")


def test_false_start_is_released_at_once(case):
    """a start that does not become a stop is shown with the next character"""
    stops, pieces = ["END"], ["EN", "T"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["", "ENT", ""], what="each feed, then finish")


def test_text_that_cannot_become_a_stop_is_not_held(case):
    """text that cannot become a stop is shown at once, however long the stop is"""
    stops, pieces = ["<|stop|>"], ["hello", " <|st"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["hello", " ", "<|st"], what="each feed, then finish")


def test_every_stop_is_held_back(case):
    """the start of any of the stops is held back"""
    stops, pieces = ["xyz", "END"], ["go E", "ND"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["go ", "", ""], what="each feed, then finish")


def test_false_start_that_contains_a_real_start(case):
    """aab is found in aaab"""
    stops, pieces = ["aab"], ["a", "a", "a", "b", "!"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["", "", "a", "", "", ""], what="each feed, then finish")


def test_start_inside_a_longer_false_start(case):
    """abac is found in ababac"""
    stops, pieces = ["abac"], ["ab", "ab", "ac"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["", "ab", "", ""], what="each feed, then finish")


def test_finish_gives_back_the_held_text(case):
    """finish returns the text that was held for a stop that never came"""
    stops, pieces = ["END"], ["the EN"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["the ", "EN"], what="each feed, then finish")


def test_second_finish_is_empty(case):
    """a second finish returns nothing"""
    stops, pieces = ["END"], ["the EN"]
    case.given(stops=stops, pieces=pieces)
    stream = solution.StopStream(stops)
    stream.feed(pieces[0])
    case.check([stream.finish(), stream.finish()], ["EN", ""], what="first and second finish")


def test_second_finish_after_a_false_start(case):
    """a second finish returns nothing, also when part of a false start was shown before"""
    stops, pieces = ["abac"], ["ab", "ab"]
    case.given(stops=stops, pieces=pieces)
    stream = solution.StopStream(stops)
    got = [stream.feed(pieces[0]), stream.feed(pieces[1]), stream.finish(), stream.finish()]
    case.check(got, ["", "ab", "ab", ""], what="two feeds, then two times finish")


def test_finish_without_held_text(case):
    """when nothing is held, finish returns nothing"""
    stops, pieces = ["END"], ["done."]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["done.", ""], what="each feed, then finish")


def test_first_complete_stop_wins(case):
    """the stop that is complete first wins, whatever the order of the list"""
    stops, pieces = ["two", "one"], ["so one two"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["so ", ""], what="each feed, then finish")


def test_stop_inside_a_longer_half_match(case):
    """a stop inside a longer stop that is only half there ends the text"""
    stops, pieces = ["abcd", "bc"], ["abcd"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["a", ""], what="each feed, then finish")


def test_stop_inside_a_longer_half_match_in_pieces(case):
    """a stop inside a half-matched longer one lets go of the text in front of it"""
    stops, pieces = ["abcd", "bc"], ["a", "b", "c", "d"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["", "", "a", "", ""], what="each feed, then finish")


def test_stops_that_end_together(case):
    """of stops that end together the longest is cut"""
    stops, pieces = ["ND", "END"], ["xE", "ND"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["x", "", ""], what="each feed, then finish")


def test_stops_that_end_together_in_the_other_order(case):
    """of stops that end together the longest is cut, in the other order too"""
    stops, pieces = ["END", "ND"], ["xEND"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["x", ""], what="each feed, then finish")


def test_matched_names_the_longest(case):
    """of stops that end together matched names the longest"""
    stops, pieces = ["D", "END", "ND"], ["xEND"]
    case.given(stops=stops, pieces=pieces)
    case.check(matched(stops, pieces), "END", what="matched")


def test_rest_of_the_piece_is_dropped(case):
    """the rest of the piece that holds the stop is dropped"""
    stops, pieces = ["x"], ["axbc"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["a", ""], what="each feed, then finish")


def test_pieces_after_the_stop_are_dropped(case):
    """pieces after the stop are dropped"""
    stops, pieces = ["x"], ["ax", "b", "cx", ""]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["a", "", "", "", ""], what="each feed, then finish")


def test_second_stop_does_not_count(case):
    """a second stop behind the first does not change matched"""
    stops, pieces = ["x", "y"], ["axby", "y"]
    case.given(stops=stops, pieces=pieces)
    case.check(matched(stops, pieces), "x", what="matched")


def test_no_stops(case):
    """without stops everything is shown at once"""
    stops, pieces = [], ["pl", "ain"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["pl", "ain", ""], what="each feed, then finish")


def test_empty_pieces(case):
    """empty pieces change nothing"""
    stops, pieces = ["END"], ["", "E", "", "ND", ""]
    case.given(stops=stops, pieces=pieces)
    case.check(matched(stops, pieces), "END", what="matched")


def test_empty_stop_is_refused(case):
    """an empty stop string is refused"""
    stops = [""]
    case.given(stops=stops)
    with case.raises(ValueError, expected="a stop string may not be empty"):
        solution.StopStream(stops)


def test_empty_stop_among_others_is_refused(case):
    """an empty stop string among others is refused"""
    stops = ["ok", ""]
    case.given(stops=stops)
    with case.raises(ValueError, expected="a stop string may not be empty"):
        solution.StopStream(stops)


@pytest.mark.parametrize("size", [1, 2, 3, 100], ids=["ones", "twos", "threes", "whole"])
def test_the_pieces_do_not_matter(case, size):
    """300 random texts come out the same, however they are cut"""
    rng = random.Random(5)
    for _ in range(300):
        text, stops = random_case(rng, "ab")
        pieces = [text[i : i + size] for i in range(0, len(text), size)]
        case.given(stops=stops, pieces=pieces)
        shown, stop = whole_text(text, stops)
        case.check("".join(outputs(stops, pieces)), shown, what="all that is shown")
        case.check(matched(stops, pieces), stop, what="matched")


def test_nothing_is_held_longer_than_needed(case):
    """after every character of 300 random texts only the start of a stop is held"""
    rng = random.Random(6)
    for _ in range(300):
        text, stops = random_case(rng, "abc")
        shown, _ = whole_text(text, stops)
        stream, so_far = solution.StopStream(stops), ""
        case.given(stops=stops, pieces=list(text))
        for end, ch in enumerate(text, 1):
            so_far += stream.feed(ch)
            if whole_text(text[:end], stops)[1] is not None:
                break
            want = text[: end - held(text[:end], stops)]
            case.check(so_far, want, what=f"shown after {end} characters")
        case.check(so_far + stream.finish(), shown, what="all that is shown")
