import pytest

from solution import StopStream


def play(text, stops, size, **options):
    stream = StopStream(stops, **options)
    shown = "".join(stream.feed(text[i : i + size]) for i in range(0, len(text), size))
    return shown + stream.finish(), stream.matched


@pytest.mark.parametrize("size", [1, 2, 3, 99])
@pytest.mark.parametrize(
    ("text", "stops", "want"),
    [
        ("go END x", ["END"], ("go ", "END")),
        ("aaab!", ["aab"], ("a", "aab")),
        ("abcd", ["abcd", "bc"], ("a", "bc")),
        ("one two", ["two", "one"], ("", "one")),
        ("xEND", ["ND", "END"], ("x", "END")),
        ("xEND", ["END", "ND"], ("x", "END")),
        ("the EN", ["END"], ("the EN", None)),
        ("plain", [], ("plain", None)),
    ],
)
def test_any_cut(text, stops, want, size):
    assert play(text, stops, size) == want


def test_holds_as_little_as_possible():
    stream = StopStream(["<|stop|>", "END"])
    assert stream.feed("hello") == "hello"
    assert stream.feed(" <|st") == " "
    assert stream.feed("x") == "<|stx"


def test_nothing_after_the_stop():
    stream = StopStream(["x"])
    assert [stream.feed("axb"), stream.feed("more"), stream.finish()] == ["a", "", ""]


def test_finish_twice():
    stream = StopStream(["xy"])
    stream.feed("x")
    assert [stream.finish(), stream.finish()] == ["x", ""]


def test_empty_stop():
    with pytest.raises(ValueError):
        StopStream(["ok", ""])


def test_include_stop():
    assert play("a END b", ["END"], 2, include_stop=True) == ("a END", "END")
    assert play("a END b", ["END"], 99, include_stop=True) == ("a END", "END")


def test_bytes_cut_anywhere():
    text = "日本 🙂"
    data = text.encode()
    stream = StopStream(["zz"])
    assert "".join(stream.feed(data[i : i + 1]) for i in range(len(data))) + stream.finish() == text


def test_bad_bytes():
    stream = StopStream(["END"])
    assert stream.feed(b"a\xff EN") == "a\ufffd "
    assert stream.feed(b"\xf0\x9f") + stream.finish() == "EN\ufffd"


def test_long_stop():
    stream = StopStream(["a" * 2000 + "b"])
    assert "".join(stream.feed("a") for _ in range(2003)) == "aaa"
    assert stream.feed("b") == ""
    assert stream.matched is not None
