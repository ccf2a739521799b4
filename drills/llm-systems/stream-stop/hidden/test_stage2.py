import solution


def outputs(stops, pieces, **options):
    """What each feed returns, and then finish."""
    stream = solution.StopStream(stops, **options)
    return [stream.feed(piece) for piece in pieces] + [stream.finish()]


def single_bytes(text):
    data = text.encode()
    return [data[i : i + 1] for i in range(len(data))]


def test_include_stop_in_one_piece(case):
    """include_stop shows the stop after the text in front of it"""
    stops, pieces = ["</a>"], ["link</a> text"]
    case.given(stops=stops, pieces=pieces, include_stop=True)
    got = outputs(stops, pieces, include_stop=True)
    case.check(got, ["link</a>", ""], what="each feed, then finish")


def test_include_stop_across_pieces(case):
    """include_stop shows the whole stop when it was cut"""
    stops, pieces = ["END"], ["a EN", "D", "c"]
    case.given(stops=stops, pieces=pieces, include_stop=True)
    got = outputs(stops, pieces, include_stop=True)
    case.check(got, ["a ", "END", "", ""], what="each feed, then finish")


def test_include_stop_after_a_false_start(case):
    """include_stop shows a released false start before the stop"""
    stops, pieces = ["aab"], ["aa", "ab"]
    case.given(stops=stops, pieces=pieces, include_stop=True)
    got = outputs(stops, pieces, include_stop=True)
    case.check(got, ["", "aaab", ""], what="each feed, then finish")


def test_include_stop_shows_the_longest(case):
    """include_stop shows the longest of the stops that end together"""
    stops, pieces = ["ND", "END"], ["xE", "ND"]
    case.given(stops=stops, pieces=pieces, include_stop=True)
    got = outputs(stops, pieces, include_stop=True)
    case.check(got, ["x", "END", ""], what="each feed, then finish")


def test_include_stop_without_a_stop(case):
    """include_stop changes nothing when no stop comes"""
    stops, pieces = ["END"], ["the EN"]
    case.given(stops=stops, pieces=pieces, include_stop=True)
    got = outputs(stops, pieces, include_stop=True)
    case.check(got, ["the ", "EN"], what="each feed, then finish")


def test_bytes_come_out_as_text(case):
    """bytes come out as text"""
    stops, pieces = ["END"], [b"go ", b"on END", b"!"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["go ", "on ", "", ""], what="each feed, then finish")


def test_characters_cut_into_bytes(case):
    """characters cut into single bytes come out whole"""
    text = "naïve: 日本 🙂 ok"
    stops, pieces = ["zzz"], single_bytes(text)
    case.given(stops=stops, pieces=pieces)
    case.check("".join(outputs(stops, pieces)), text, what="all that is shown")


def test_a_character_is_shown_with_its_last_byte(case):
    """a character is shown as soon as its last byte has come"""
    stops, pieces = ["zzz"], ["日".encode()[:2], "日".encode()[2:], b"!"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["", "日", "!", ""], what="each feed, then finish")


def test_stop_of_several_bytes(case):
    """a stop of several bytes per character is found in single bytes"""
    stops, pieces = ["日本"], single_bytes("a日本b")
    case.given(stops=stops, pieces=pieces)
    case.check("".join(outputs(stops, pieces)), "a", what="all that is shown")


def test_bad_bytes_are_replaced(case):
    """a byte that is not UTF-8 becomes U+FFFD"""
    stops, pieces = ["END"], [b"a\xffb"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["a\ufffdb", ""], what="each feed, then finish")


def test_stop_after_bad_bytes(case):
    """a stop after a bad byte is found"""
    stops, pieces = ["END"], [b"\xff EN", b"D"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["\ufffd ", "", ""], what="each feed, then finish")


def test_half_a_character_at_the_end(case):
    """half a character at the end of the stream becomes U+FFFD"""
    stops, pieces = ["x"], [b"ok ", "🙂".encode()[:2]]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["ok ", "", "\ufffd"], what="each feed, then finish")


def test_held_text_comes_before_half_a_character(case):
    """finish returns the held text before what half a character became"""
    stops, pieces = ["END"], [b"EN\xf0\x9f"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["", "EN\ufffd"], what="each feed, then finish")


def test_held_text_in_front_of_half_a_character_in_pieces(case):
    """half a character that comes after held text stays behind it"""
    stops, pieces = ["<|stop|>"], [b"hi <|", b"st", b"\xe6"]
    case.given(stops=stops, pieces=pieces)
    case.check(outputs(stops, pieces), ["hi ", "", "", "<|st\ufffd"], what="each feed, then finish")
