"""When two values count as equal in a hidden test, and in words where they differ."""

from __future__ import annotations

import dataclasses
import math
import sys
from collections import deque
from collections.abc import Mapping, Set
from typing import Any

from .render import display, is_array, is_tensor

SHORT = 80
MAX_DEPTH = 60


def difference(
    got: object, want: object, *, rtol: float = 0.0, atol: float = 0.0, strict: bool = False
) -> str | None:
    """None when `got` equals `want`, else where they differ, e.g. `at [1]: got nan, expected 0.0`.

    Numbers are equal when `|got - want| <= atol + rtol * |want|`; NaN equals NaN; two integers only when they
    are the same. Arrays are compared by shape and values, also with (nested) lists; sequences, mappings, sets
    and dataclasses by content. `strict` also asks for the same type and dtype: has an argument been changed?
    """
    return _Compare(rtol, atol, strict).at(got, want, "", 0)


class _Compare:
    def __init__(self, rtol: float, atol: float, strict: bool) -> None:
        self.rtol = rtol
        self.atol = atol
        self.strict = strict

    def at(self, got: Any, want: Any, path: str, depth: int) -> str | None:
        if got is want:
            return None
        if self.strict and type(got) is not type(want):
            return _say(path, f"got {type(got).__name__}, expected {type(want).__name__}")
        if depth > MAX_DEPTH:
            return self._plain(got, want, path)
        if is_array(got) or is_array(want) or is_tensor(got) or is_tensor(want):
            return self._arrays(got, want, path, depth)
        if _is_number(got) and _is_number(want):
            return None if self._close(got, want) else _values(path, got, want)
        if _is_sequence(got) and _is_sequence(want):
            return self._sequences(got, want, path, depth)
        if isinstance(got, Mapping) and isinstance(want, Mapping):
            return self._mappings(got, want, path, depth)
        if isinstance(got, Set) and isinstance(want, Set):
            return None if set(got) == set(want) else _sets(path, set(got), set(want))
        if dataclasses.is_dataclass(got) and type(got) is type(want) and not isinstance(got, type):
            for field in dataclasses.fields(got):
                if field.compare:
                    deeper = f"{path}.{field.name}"
                    found = self.at(getattr(got, field.name), getattr(want, field.name), deeper, depth + 1)
                    if found is not None:
                        return found
            return None
        return self._plain(got, want, path)

    def _plain(self, got: Any, want: Any, path: str) -> str | None:
        if (_is_number(got) and _is_sequence(want)) or (_is_sequence(got) and _is_number(want)):
            return _values(path, got, want)
        try:
            same = bool(got == want)
        except Exception as error:  # a candidate's __eq__ may do anything
            return _say(path, f"comparing raised {type(error).__name__}: {error}")
        return None if same else _values(path, got, want)

    def _close(self, got: Any, want: Any) -> bool:
        if isinstance(got, int) and isinstance(want, int):
            return got == want
        if got == want or (got != got and want != want):
            return True
        try:
            gap, size = abs(got - want), abs(want)
        except (OverflowError, TypeError):
            return False
        return bool(math.isfinite(size) and gap <= self.atol + self.rtol * size)

    def _sequences(self, got: Any, want: Any, path: str, depth: int) -> str | None:
        if len(got) != len(want):
            return _say(path, f"got {_count(len(got))}, expected {len(want)}")
        for index, (one, other) in enumerate(zip(got, want, strict=True)):
            found = self.at(one, other, f"{path}[{index}]", depth + 1)
            if found is not None:
                return found
        return None

    def _mappings(self, got: Any, want: Any, path: str, depth: int) -> str | None:
        missing, extra = [k for k in want if k not in got], [k for k in got if k not in want]
        if missing:
            return _say(path, f"key {display(missing[0], SHORT)} is missing")
        if extra:
            return _say(path, f"key {display(extra[0], SHORT)} is not expected")
        for key in want:
            found = self.at(got[key], want[key], f"{path}[{display(key, SHORT)}]", depth + 1)
            if found is not None:
                return found
        return None

    def _arrays(self, got: Any, want: Any, path: str, depth: int) -> str | None:
        numpy: Any = sys.modules.get("numpy")
        if numpy is None:
            return self._plain(got, want, path)
        try:
            one, other = _as_array(numpy, got), _as_array(numpy, want)
        except (ValueError, TypeError):  # ragged lists have no shape
            return _values(path, got, want)
        if one.shape != other.shape:
            return _say(path, f"got shape {one.shape}, expected {other.shape}")
        if self.strict and one.dtype != other.dtype:
            return _say(path, f"got dtype {one.dtype}, expected {other.dtype}")
        if one.dtype.kind == "O" or other.dtype.kind == "O":
            return self.at(one.tolist(), other.tolist(), path, depth + 1)
        equal = self._equal_items(numpy, one, other)
        if bool(numpy.all(equal)):
            return None
        index = tuple(int(i) for i in numpy.argwhere(~numpy.atleast_1d(equal))[0]) if one.ndim else ()
        where = f"{path}[{', '.join(map(str, index))}]" if index else path
        return _values(where, one[index], other[index])

    def _equal_items(self, numpy: Any, got: Any, want: Any) -> Any:
        inexact = "fc"
        if got.dtype.kind not in "biufc" or want.dtype.kind not in "biufc":
            return numpy.asarray(got == want) & numpy.ones(got.shape, bool)
        if got.dtype.kind not in inexact and want.dtype.kind not in inexact:
            return got == want
        with numpy.errstate(all="ignore"):
            same = (got == want) | (numpy.isnan(got) & numpy.isnan(want))
            gap = numpy.abs(numpy.subtract(got, want, dtype=numpy.result_type(got, want, numpy.float64)))
            size = numpy.abs(want)
            return same | (numpy.isfinite(size) & (gap <= self.atol + self.rtol * size))


def _as_array(numpy: Any, value: Any) -> Any:
    if is_tensor(value):
        value = value.detach().cpu()
        return value.float().numpy() if str(value.dtype) == "torch.bfloat16" else value.numpy()
    if is_array(value) or _is_number(value) or isinstance(value, (list, tuple, range, str, bytes)):
        return numpy.asarray(value)
    raise TypeError("not an array")


def _is_number(value: object) -> bool:
    if isinstance(value, (int, float, complex)):
        return True
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, (numpy.number, numpy.bool_))


def _is_sequence(value: object) -> bool:
    return isinstance(value, (list, tuple, deque, range))


def _count(items: int) -> str:
    return f"{items} item" if items == 1 else f"{items} items"


def _say(path: str, words: str) -> str:
    return f"at {path}: {words}" if path else words


def _values(path: str, got: object, want: object) -> str:
    return _say(path, f"got {display(got, SHORT)}, expected {display(want, SHORT)}")


def _sets(path: str, got: set[Any], want: set[Any]) -> str:
    missing, extra = want - got, got - want
    words = [f"missing {display(missing, SHORT)}"] if missing else []
    return _say(path, "; ".join([*words, f"not expected {display(extra, SHORT)}"] if extra else words))
