import time
import tracemalloc

import pytest

import solution

SHORT, LONG = 20, 2_000


def cpu_seconds(call):
    """CPU time of one call: best of five, each over at least 20 ms."""
    best = float("inf")
    for _ in range(5):
        calls, used, start = 0, 0.0, time.process_time()
        while used < 0.02:
            call()
            calls += 1
            used = time.process_time() - start
        best = min(best, used / calls)
    return best


def cost_of_more_characters(unit, length):
    """CPU time for 200 more characters of a text that repeats `unit` and so goes on and on into a stop."""
    stream = solution.StopStream([unit * (length // len(unit)) + "!"])

    def more(characters=200):
        for i in range(characters):
            stream.feed(unit[i % len(unit)])

    more(length)
    return cpu_seconds(more)


def peak_bytes(piece, pieces):
    """Largest memory in use while a stream of this many pieces runs through."""
    stream = solution.StopStream(["END", "STOP"])
    tracemalloc.start()
    try:
        for _ in range(pieces):
            stream.feed(piece)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_near_miss_of_a_long_stop(case):
    """2,000 held characters are all shown when the last one does not fit"""
    stops, pieces = ["a" * LONG + "b"], ["a"] * LONG + ["c"]
    case.given(stops=stops, pieces=pieces)
    stream = solution.StopStream(stops)
    got = [stream.feed(piece) for piece in pieces]
    case.check(got, [""] * LONG + ["a" * LONG + "c"], what="each feed")


def test_long_stop_after_a_longer_run(case):
    """a long stop is found at the end of a run that is longer than the stop"""
    stops, pieces = ["a" * LONG + "b"], ["a"] * (LONG + 300) + ["b"]
    case.given(stops=stops, pieces=pieces)
    stream = solution.StopStream(stops)
    got = [stream.feed(piece) for piece in pieces]
    case.check(got, [""] * LONG + ["a"] * 300 + [""], what="each feed")


@pytest.mark.perf
def test_a_long_stop_costs_no_more(case):
    """with a stop 100 times as long a character takes less than 10 times as long"""
    # Going over the held text again costs up to 100 times as much, a good answer about the same.
    case.given(text="aaaa...", short_stop=SHORT, long_stop=LONG)
    ratio = cost_of_more_characters("a", LONG) / cost_of_more_characters("a", SHORT)
    case.that(ratio < 10, "less than 10 times the CPU time", got=round(ratio, 1))


@pytest.mark.perf
def test_a_long_stop_with_a_pattern_costs_no_more(case):
    """with a repeating stop 100 times as long a character takes less than 10 times as long"""
    case.given(text="ab..ab..", short_stop=SHORT, long_stop=LONG)
    ratio = cost_of_more_characters("ab..", LONG) / cost_of_more_characters("ab..", SHORT)
    case.that(ratio < 10, "less than 10 times the CPU time", got=round(ratio, 1))


@pytest.mark.perf
def test_memory_does_not_grow_with_the_stream(case):
    """a stream 16 times as long takes less than 4 times the memory"""
    # What keeps the text grows 16 times, a good answer not at all.
    case.given(short_stream=1_000, long_stream=16_000)
    peak_bytes("text EN ", 125)
    ratio = peak_bytes("text EN ", 2_000) / peak_bytes("text EN ", 125)
    case.that(ratio < 4, "less than 4 times the memory", got=round(ratio, 1))


@pytest.mark.perf
def test_memory_does_not_grow_with_a_stream_of_bytes(case):
    """a stream of bytes 16 times as long takes less than 4 times the memory"""
    case.given(short_stream=1_000, long_stream=16_000)
    peak_bytes(b"bytes E ", 125)
    ratio = peak_bytes(b"bytes E ", 2_000) / peak_bytes(b"bytes E ", 125)
    case.that(ratio < 4, "less than 4 times the memory", got=round(ratio, 1))
