from solution import StopStream


def test_stop_inside_one_piece():
    stream = StopStream(["END"])
    assert stream.feed("hello END bye") == "hello "
    assert stream.matched == "END"
