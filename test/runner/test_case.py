"""The fixture `case`, without a session around it."""

from __future__ import annotations

import numpy as np
import pytest
from pair_drills_runner.case import Case, CaseFailure


def test_a_case_that_holds_says_nothing() -> None:
    case = Case()
    case.given(xs=[1.0, 2.0], n=3)
    case.check([1.0, 2.0], (1.0, 2.0))
    case.that(True, "all is well")
    case.unchanged()
    assert case.want is None
    assert case.got is None


def test_check_keeps_both_values() -> None:
    case = Case()
    with pytest.raises(CaseFailure, match=r"^sum: at \[1\]: got nan, expected 0\.0$"):
        case.check(np.array([1.0, np.nan]), [1.0, 0.0], what="sum")
    assert case.want == ("[1.0, 0.0]", "[1.0, 0.0]")
    assert case.got == ("np.array([1.0, np.nan])", "[1.0, nan]")
    assert case.what == "sum"


def test_inputs_are_kept_as_they_were_before_the_call() -> None:
    case = Case()
    xs = np.array([3.0, 1.0])
    case.given(xs=xs, options={"a": [1]})
    xs.sort()
    assert case.inputs["xs"][0] == "np.array([3.0, 1.0])"
    with pytest.raises(CaseFailure, match="xs was changed: at \\[0\\]"):
        case.unchanged("xs")
    assert case.want == ("np.array([3.0, 1.0])", "[3.0, 1.0]")
    assert case.got == ("np.array([1.0, 3.0])", "[1.0, 3.0]")
    case.unchanged("options")


@pytest.mark.parametrize(
    "change", [lambda d: d["a"].append(1), lambda d: d.pop("a"), lambda d: d.update(a=(1,))]
)
def test_deep_changes_are_noticed(change: object) -> None:
    case = Case()
    value = {"a": [1]}
    case.given(value=value)
    change(value)  # type: ignore[operator]
    with pytest.raises(CaseFailure, match="value was changed"):
        case.unchanged()


def test_dtype_changes_are_noticed() -> None:
    case = Case()
    holder = [np.array([1, 2])]
    case.given(holder=holder)
    holder[0] = holder[0].astype(float)
    with pytest.raises(CaseFailure, match="dtype"):
        case.unchanged()


def test_unchanged_tells_an_author_what_is_wrong() -> None:
    case = Case()
    case.given(stream=(i for i in [1]))
    with pytest.raises(LookupError, match="no input of that name"):
        case.unchanged("scores")
    with pytest.raises(LookupError, match="cannot be copied"):
        case.unchanged()


def test_that() -> None:
    case = Case()
    with pytest.raises(CaseFailure, match="weights add up to 1"):
        case.that(np.bool_(False), "weights add up to 1", got=[0.5, 0.6])
    assert case.want == ("weights add up to 1", "weights add up to 1")
    assert case.got == ("[0.5, 0.6]", "[0.5, 0.6]")


def test_that_shows_none_when_it_was_got() -> None:
    case = Case()
    with pytest.raises(CaseFailure):
        case.that(False, "it is there", got=None)
    assert case.got == ("None", "None")


def test_raises() -> None:
    case = Case()
    with case.raises(ValueError, KeyError) as raised:
        raise KeyError("x")
    assert isinstance(raised.value, KeyError)


def test_raises_nothing() -> None:
    case = Case()
    with (
        pytest.raises(CaseFailure, match="got no error, expected ValueError"),
        case.raises(ValueError, expected="no"),
    ):
        pass
    assert case.want == ("ValueError: no", "ValueError: no")
    assert case.got == ("no error", "no error")


def test_raises_another() -> None:
    case = Case()
    with (
        pytest.raises(CaseFailure, match="got IndexError, expected ValueError") as failed,
        case.raises(ValueError),
    ):
        [][0]
    assert isinstance(failed.value.cause, IndexError)
    assert case.got is not None
    assert case.got[0] == "IndexError: list index out of range"


def test_an_interrupt_is_not_a_wrong_exception() -> None:
    with pytest.raises(KeyboardInterrupt), Case().raises(ValueError):
        raise KeyboardInterrupt
