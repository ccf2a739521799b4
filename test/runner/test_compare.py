"""When two values count as equal."""

from __future__ import annotations

import collections
import dataclasses
from typing import Any

import numpy as np
import pytest
from pair_drills_runner.compare import difference


@dataclasses.dataclass
class Batch:
    rows: list[float]
    note: str = dataclasses.field(default="", compare=False)


NAN = float("nan")
EQUAL: list[tuple[Any, Any]] = [
    (1, 1),
    (1, 1.0),
    (True, 1),
    (NAN, NAN),
    (np.float64("nan"), NAN),
    (float("inf"), np.inf),
    (1.0 + 1e-12, 1.0),
    ([1, 2], (1, 2)),
    ([1, [NAN]], [1, [NAN]]),
    (range(3), [0, 1, 2]),
    (collections.deque([1]), [1]),
    ({"a": 1.0}, {"a": 1.0 + 1e-12}),
    (collections.OrderedDict(a=1), {"a": 1}),
    ({1, 2}, frozenset({1, 2})),
    (np.array([1.0, NAN]), [1.0, NAN]),
    ([1, 2], np.array([1, 2])),
    (np.array([1, 2], dtype=np.int8), np.array([1.0, 2.0])),
    (np.zeros((0, 4)), np.zeros((0, 4))),
    (np.array(3.0), 3.0),
    (np.array(["a"]), ["a"]),
    (np.array([1, None], dtype=object), [1, None]),
    ({"w": np.array([1.0])}, {"w": [1.0]}),
    ([np.array([1.0]), 2], [[1.0], 2]),
    (Batch([1.0], "x"), Batch([1.0], "y")),
    ("abc", "abc"),
    (None, None),
    (np.dtype("float32"), np.float32),
]
DIFFERENT: list[tuple[Any, Any, str]] = [
    (1, 2, "got 1, expected 2"),
    (2**53 + 1, 2**53, "expected 9007199254740992"),
    (np.array([2**53 + 1]), np.array([2**53]), "at [0]"),
    (np.inf, -np.inf, "got inf, expected -inf"),
    (np.inf, 1e308, "got inf"),
    (1e308, np.inf, "expected inf"),
    (0.0, NAN, "expected nan"),
    ("1", 1, "got '1', expected 1"),
    (None, 0, "got None"),
    ([1, 2], [1, 3], "at [1]: got 2, expected 3"),
    ([1], [1, 2], "got 1 item, expected 2"),
    ({"a": {"b": [0]}}, {"a": {"b": [1]}}, "at ['a']['b'][0]: got 0, expected 1"),
    ({}, {"a": 1}, "key 'a' is missing"),
    ({"a": 1}, {}, "key 'a' is not expected"),
    ({1}, {2}, "missing {2}; not expected {1}"),
    (np.array([1.0, 2.0]), [1.0, 3.0], "at [1]: got 2.0, expected 3.0"),
    (np.zeros((2, 3)), np.zeros((3, 2)), "got shape (2, 3), expected (3, 2)"),
    (np.zeros(3), 0.0, "got shape (3,), expected ()"),
    (np.float64(1), [1.0], "expected [1.0]"),
    (np.array([[1.0], [2.0]]), [[1.0], [2.5]], "at [1, 0]: got 2.0, expected 2.5"),
    (np.array([1.0]), [[1.0], [2.0, 3.0]], "got [1.0]"),
    (Batch([1.0]), Batch([2.0]), "at .rows[0]"),
    (Batch([1.0]), {"rows": [1.0]}, "got Batch"),
    ((i for i in [1]), [1], "got <generator>"),
]


@pytest.mark.parametrize(("got", "want"), EQUAL, ids=repr)
def test_equal(got: object, want: object) -> None:
    assert difference(got, want, rtol=1e-9) is None


@pytest.mark.parametrize(("got", "want", "words"), DIFFERENT, ids=repr)
def test_different(got: object, want: object, words: str) -> None:
    found = difference(got, want, rtol=1e-9)
    assert found is not None
    assert words in found


def test_tolerance() -> None:
    assert difference(1.001, 1.0, rtol=1e-2) is None
    assert difference(1.1, 1.0, rtol=1e-2) is not None
    assert difference(1e-7, 0.0, rtol=1e-2) is not None
    assert difference(1e-7, 0.0, atol=1e-6) is None
    assert difference(np.array([1e-7, 1.001]), [0.0, 1.0], rtol=1e-2, atol=1e-6) is None
    assert difference(np.float32(0.1), 0.1, rtol=1e-6) is None
    assert difference(np.array([255], np.uint8), np.array([0.0]), atol=1.0) is not None


def test_strict_asks_for_type_and_dtype() -> None:
    assert difference([1], (1,), strict=True) is not None
    assert difference(np.array([1]), np.array([1.0]), strict=True) is not None
    assert difference([1, NAN], [1, NAN], strict=True) is None


def test_an_eq_that_raises_is_a_difference() -> None:
    class Rude:
        def __eq__(self, other: object) -> bool:
            raise RuntimeError("no")

    assert "RuntimeError" in str(difference(Rude(), 1))


def test_values_that_contain_themselves() -> None:
    one: list[Any] = [1]
    one.append(one)
    other: list[Any] = [1]
    other.append(other)
    assert difference(one, other) is not None
