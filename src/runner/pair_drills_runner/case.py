"""The fixture `case`: how a hidden test states what it gives, what it wants and what it got."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from .compare import difference
from .render import display, source


class _Nothing:
    pass


NOTHING = _Nothing()
"""Stands for "no value given", where None is a value."""


class CaseFailure(AssertionError):
    """A case that did not hold. `cause` is the other exception, when the code raised a wrong one."""

    def __init__(self, message: str, cause: BaseException | None = None) -> None:
        super().__init__(message)
        self.cause = cause

    @property
    def cause_traceback(self) -> TracebackType | None:
        """Where the candidate's code raised the wrong exception."""
        return None if self.cause is None else self.cause.__traceback__


class Raised:
    """What `case.raises` gives to its `as` name; `value` is the exception once it has been raised."""

    value: BaseException | None = None


class Case:
    """One test's case. Everything is kept as text the moment it is stated, before the code can change it."""

    def __init__(self) -> None:
        self.inputs: dict[str, tuple[str, str]] = {}
        """Name → (Python source, text for the terminal)."""
        self.want: tuple[str, str] | None = None
        self.got: tuple[str, str] | None = None
        self.what = ""
        self.difference = ""
        self._originals: dict[str, tuple[Any, Any]] = {}

    def given(self, **inputs: Any) -> None:
        """Remembers the inputs, before the call: as Python source and as deep copies for `unchanged`."""
        for name, value in inputs.items():
            self.inputs[name] = (source(value), display(value))
            try:
                self._originals[name] = (value, copy.deepcopy(value))
            except Exception:  # generators, locks and the like have no copy
                self._originals[name] = (value, NOTHING)

    def check(self, got: Any, want: Any, *, rtol: float = 1e-9, atol: float = 0.0, what: str = "") -> None:
        """Fails unless `got` equals `want` (`compare.difference`); `what` names the thing compared."""
        found = difference(got, want, rtol=rtol, atol=atol)
        if found is not None:
            self._fail(what, (source(want), display(want)), (source(got), display(got)), found)

    def that(self, ok: Any, expected: str, got: Any = NOTHING) -> None:
        """Fails unless `ok`; `expected` is a phrase ("weights add up to 1"), `got` any value to show."""
        if not bool(ok):
            shown = None if got is NOTHING else (source(got), display(got))
            self._fail("", (expected, expected), shown, f"not so: {expected}")

    @contextmanager
    def raises(self, *exceptions: type[BaseException], expected: str = "") -> Iterator[Raised]:
        """Fails unless one of `exceptions` is raised inside; `expected` says it in words."""
        names = " or ".join(kind.__name__ for kind in exceptions)
        wish = f"{names}: {expected}" if expected else names
        raised = Raised()
        try:
            yield raised
        except exceptions as error:
            raised.value = error
            return
        except Exception as error:
            told = f"{type(error).__name__}: {error}".rstrip(": ")
            self._fail("", (wish, wish), (told, told), f"got {type(error).__name__}, expected {names}", error)
        self._fail("", (wish, wish), ("no error", "no error"), f"got no error, expected {names}")

    def unchanged(self, *names: str) -> None:
        """Fails if one of the given inputs (all of them by default) differs from its copy."""
        for name in names or tuple(self._originals):
            if name not in self._originals:
                raise LookupError(f"case.unchanged({name!r}): no input of that name was given")
            value, original = self._originals[name]
            if original is NOTHING:
                raise LookupError(
                    f"case.unchanged({name!r}): this input cannot be copied, so it cannot be compared"
                )
            found = difference(value, original, strict=True)
            if found is not None:
                now = (source(value), display(value))
                self._fail(f"{name} after the call", self.inputs[name], now, f"{name} was changed: {found}")

    def _fail(
        self,
        what: str,
        want: tuple[str, str],
        got: tuple[str, str] | None,
        found: str,
        cause: BaseException | None = None,
    ) -> None:
        self.what, self.want, self.got, self.difference = what, want, got, found
        raise CaseFailure(f"{what}: {found}" if what and what not in found else found, cause) from None
