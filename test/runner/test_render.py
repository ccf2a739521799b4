"""Values as Python source that evaluates back, and as people read them."""

from __future__ import annotations

import collections
import dataclasses
import enum
import math
from typing import Any

import numpy as np
import pytest
from pair_drills_runner.compare import difference
from pair_drills_runner.render import CUT, display, source


@dataclasses.dataclass
class Point:
    x: float
    tags: list[str]


class Colour(enum.Enum):
    RED = 1


Pair = collections.namedtuple("Pair", "left right")
NAMES: dict[str, Any] = {"np": np, "Point": Point, "Colour": Colour, "Pair": Pair, **vars(collections)}

VALUES = [
    None,
    True,
    -3,
    10**30,
    0.1,
    float("inf"),
    float("-inf"),
    1e-300,
    2 + 3j,
    'it\'s "quoted"\n',
    b"\x00x",
    [],
    (),
    (1,),
    [1, [2.5, (3, "x")]],
    {"a": [1], 2: None},
    set(),
    {3, 1, 2},
    frozenset({1}),
    range(3, 9, 2),
    slice(1, None),
    Point(1.5, ["a"]),
    Colour.RED,
    Pair(1, [2]),
    collections.deque([1, 2], maxlen=3),
    collections.Counter("aab"),
    np.float64(1.5),
    np.float32(0.1),
    np.int8(3),
    np.bool_(True),
    np.str_("x"),
    np.array(3.0),
    np.array([1.0, -np.inf]),
    np.array([[1, 2], [3, 4]]),
    np.array([0.1, 0.2], dtype=np.float32),
    np.array([1, 2], dtype=np.uint8),
    np.array([True, False]),
    np.array(["a", "bc"]),
    np.array([1 + 2j]),
    np.zeros((0, 4)),
    np.zeros((2, 0), dtype=np.int32),
    np.array([1, "x", None], dtype=object),
    np.dtype("float32"),
    np.float32,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:30])
def test_source_evaluates_back(value: object) -> None:
    again = eval(source(value), dict(NAMES))
    assert difference(again, value, strict=True) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (float("nan"), 'float("nan")'),
        (np.float64("nan"), "np.float64(np.nan)"),
        (np.array([np.nan, np.inf]), "np.array([np.nan, np.inf])"),
        ([float("nan")], '[float("nan")]'),
    ],
)
def test_source_of_nan(value: object, text: str) -> None:
    assert source(value) == text
    assert difference(eval(text, dict(NAMES)), value, strict=True) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1.0, np.nan]), "[1.0, nan]"),
        (np.array([1, 2], dtype=np.int8), "[1, 2] int8"),
        (np.array([0.1], dtype=np.float32), "[0.1] float32"),
        (np.zeros((0, 4)), "[] shape (0, 4)"),
        (np.float64(2.0), "2.0"),
        (np.float32(2.0), "2.0 float32"),
        (np.dtype("float32"), "float32"),
        (math.inf, "inf"),
        (ValueError("x"), "ValueError('x')"),
        (len, "len"),
        (int, "int"),
        ((i for i in ()), "<generator>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_display(value: object, text: str) -> None:
    assert display(value) == text


@pytest.mark.parametrize(
    "value", [list(range(10_000)), np.arange(10_000), "x" * 10_000, {i: i for i in range(5000)}]
)
def test_long_values_are_cut_and_marked(value: object) -> None:
    for text, most in ((source(value), 4000), (display(value), 600)):
        assert len(text) <= most
        assert CUT in text
    assert CUT not in source([1] * 100)


def test_a_huge_array_is_not_read_to_its_end() -> None:
    """Ten million items would take seconds."""
    huge = np.broadcast_to(np.float64(1.0), (10_000_000,))
    assert source(huge).startswith("np.array([1.0, 1.0")


def test_a_value_that_contains_itself() -> None:
    loop: list[Any] = [1]
    loop.append(loop)
    assert CUT in source(loop)


def test_a_repr_that_raises() -> None:
    class Rude:
        def __repr__(self) -> str:
            raise ValueError("no")

    assert "Rude" in source(Rude())
    assert "ValueError" in display([Rude()])
