"""Values as text: as Python source that evaluates back, and as people like to read it.

Long values are cut and the cut is marked with `…`, so a text without that mark is complete.
"""

from __future__ import annotations

import dataclasses
import enum
import math
import sys
import types
from collections import deque
from itertools import islice
from typing import Any

CUT = "…"
SOURCE_LIMIT = 4000
"""Characters of a value kept as source."""
DISPLAY_LIMIT = 600
"""Characters of a value in the terminal."""
MAX_ITEMS = 200
"""Items of one container that are looked at."""
MAX_DEPTH = 12


def source(value: object, limit: int = SOURCE_LIMIT) -> str:
    """`value` as Python source, e.g. `np.array([1.0, 3.0])`; at most `limit` characters."""
    return _cut(_Writer(plain=False).text(value), limit)


def display(value: object, limit: int = DISPLAY_LIMIT) -> str:
    """`value` for the terminal, e.g. `[1.0, 3.0]`; at most `limit` characters."""
    return _cut(_Writer(plain=True).text(value), limit)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + CUT


def is_array(value: object) -> bool:
    """True for a numpy array (numpy is never imported for the question)."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, getattr(numpy, "ndarray", ()))


def is_tensor(value: object) -> bool:
    """True for a torch tensor (torch is never imported for the question)."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, getattr(torch, "Tensor", ()))


def _is_generic(value: object) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, getattr(numpy, "generic", ()))


class _Writer:
    def __init__(self, *, plain: bool) -> None:
        self.plain = plain
        self.depth = 0

    def text(self, value: object) -> str:
        if self.depth >= MAX_DEPTH:
            return CUT
        self.depth += 1
        try:
            return self._text(value)
        except Exception as error:  # a candidate's __repr__ may do anything
            return f"<{type(value).__name__}, its repr raised {type(error).__name__}>"
        finally:
            self.depth -= 1

    def _text(self, value: Any) -> str:
        kind = type(value)
        if kind is float:
            return self._float(value)
        if value is None or kind in (bool, int, bytes):
            return _cut(repr(value), SOURCE_LIMIT)
        if kind is str:
            return repr(value) if len(value) <= SOURCE_LIMIT else repr(value[:SOURCE_LIMIT]) + CUT
        if kind is list or kind is tuple:
            items = self._items(value)
            if kind is list:
                return f"[{items}]"
            return f"({items},)" if len(value) == 1 else f"({items})"
        if kind is dict:
            return "{" + self._pairs(value) + "}"
        if kind in (set, frozenset):
            return self._set(value)
        if is_array(value):
            return self._array(value)
        if is_tensor(value):
            return self._tensor(value)
        if _is_generic(value):
            return self._generic(value)
        return self._other(value)

    def _float(self, value: float, prefix: str = "") -> str:
        if math.isfinite(value):
            return repr(value)
        if self.plain:
            return repr(value)
        if prefix:
            return f"{prefix}nan" if math.isnan(value) else f"{'-' if value < 0 else ''}{prefix}inf"
        return f'float("{value!r}")'

    def _items(self, values: Any) -> str:
        parts = [self.text(value) for value in islice(values, MAX_ITEMS)]
        return ", ".join([*parts, CUT] if len(values) > MAX_ITEMS else parts)

    def _pairs(self, values: Any) -> str:
        parts = [f"{self.text(k)}: {self.text(v)}" for k, v in islice(values.items(), MAX_ITEMS)]
        return ", ".join([*parts, CUT] if len(values) > MAX_ITEMS else parts)

    def _set(self, value: Any) -> str:
        try:
            ordered = sorted(value)
        except TypeError:
            ordered = sorted(value, key=repr)
        if not ordered:
            return f"{type(value).__name__}()"
        inside = "{" + self._items(ordered) + "}"
        return inside if type(value) is set else f"frozenset({inside})"

    def _array(self, array: Any) -> str:
        kind = array.dtype.kind
        if array.dtype.names is not None:
            return " ".join(repr(array).split())
        name = array.dtype.name
        default = name in ("float64", "int64", "bool", "complex128") or kind in "US"
        if self.plain:
            tail = "" if default else f" {name}"
            shape = f" shape {tuple(array.shape)}" if array.size == 0 else ""
            return f"{self._nested(array)}{shape}{tail}"
        dtype = "" if default else ", dtype=object" if kind == "O" else f', dtype="{name}"'
        if array.size == 0:
            explicit = "" if name == "float64" else f', dtype="{name}"'
            return f"np.zeros({tuple(array.shape)}{dtype or explicit})"
        return f"np.array({self._nested(array)}{dtype})"

    def _nested(self, array: Any) -> str:
        if array.ndim == 0:
            return self._number(array[()])
        parts = (
            [self._nested(array[i]) for i in range(min(len(array), MAX_ITEMS))]
            if array.ndim > 1
            else [self._number(item) for item in array[:MAX_ITEMS]]
        )
        return "[" + ", ".join([*parts, CUT] if len(array) > MAX_ITEMS else parts) + "]"

    def _number(self, item: Any) -> str:
        kind = getattr(getattr(item, "dtype", None), "kind", "O")
        if kind == "f":
            value = float(item)
            if not math.isfinite(value):
                return self._float(value, "np.")
            return repr(value) if item.dtype.itemsize == 8 else str(item)
        if kind in "iubU":
            return repr(item.item())
        if kind in "cS":
            return str(item.item()) if kind == "c" else repr(item.item())
        if kind in "Mm":
            return repr(str(item))
        return self.text(item)

    def _tensor(self, tensor: Any) -> str:
        name = str(tensor.dtype).removeprefix("torch.")
        values = tensor.detach().cpu()
        if name == "bfloat16":
            values = values.float()
        array = values.numpy()
        default = name in ("float32", "int64", "bool")
        if self.plain:
            tail = "" if default else f" {name}"
            shape = f" shape {tuple(array.shape)}" if array.size == 0 else ""
            return f"{self._nested(array)}{shape}{tail}"
        dtype = "" if default else f", dtype=torch.{name}"
        grad = ", requires_grad=True" if tensor.requires_grad and tensor.is_leaf else ""
        if array.size == 0:
            explicit = "" if name == "float32" else f", dtype=torch.{name}"
            return f"torch.zeros({tuple(array.shape)}{explicit}{grad})"
        return f"torch.tensor({self._nested(array).replace('np.', 'torch.')}{dtype}{grad})"

    def _generic(self, value: Any) -> str:
        if self.plain:
            default = value.dtype.name in ("float64", "int64", "bool") or value.dtype.kind in "US"
            return self._number(value) + ("" if default else f" {value.dtype.name}")
        if value.dtype.kind in "Mm":
            return f'np.{type(value).__name__}({self._number(value)}, "{_unit(value.dtype)}")'
        name = "bool" if value.dtype.kind == "b" else value.dtype.name
        name = {"U": "str_", "S": "bytes_"}.get(value.dtype.kind, name)
        return f"np.{name}({self._number(value)})"

    def _other(self, value: Any) -> str:
        kind = type(value)
        if isinstance(value, enum.Enum):
            return f"{kind.__name__}.{value.name}"
        if isinstance(value, type):
            numpy_type = kind is type and value.__module__ == "numpy" and not self.plain
            return f"np.{value.__name__}" if numpy_type else value.__name__
        if kind.__module__.startswith("numpy") and kind.__name__.endswith("DType"):
            return str(value) if self.plain else f'np.dtype("{value.name}")'
        if isinstance(value, types.ModuleType):
            return value.__name__
        if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
            return value.__name__
        if isinstance(value, types.GeneratorType):
            return "<generator>"
        if dataclasses.is_dataclass(value) and "__repr__" in kind.__dict__ and kind.__dataclass_params__.repr:
            shown = [(f.name, getattr(value, f.name)) for f in dataclasses.fields(value) if f.repr]
            return f"{kind.__name__}({', '.join(f'{name}={self.text(item)}' for name, item in shown)})"
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            named = zip(kind._fields, value, strict=True)
            return f"{kind.__name__}({', '.join(f'{name}={self.text(item)}' for name, item in named)})"
        if isinstance(value, deque):
            return (
                f"deque([{self._items(value)}]{'' if value.maxlen is None else f', maxlen={value.maxlen}'})"
            )
        text = repr(value)
        return text if self.plain or not text.startswith("<") else f"<{kind.__name__}>"


def _unit(dtype: Any) -> str:
    numpy = sys.modules["numpy"]
    return str(numpy.datetime_data(dtype)[0])
