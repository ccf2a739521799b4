"""Types of what crosses the process boundary; `src/contract/run.ts` holds the same at the other end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypedDict, cast

Suite = Literal["own", "hidden", "perf"]
Fact = dict[str, Any]
Emit = Callable[[Fact], None]


class Limits(TypedDict):
    """What one run may use; `memory_bytes` None = unlimited."""

    wall_s: float
    cpu_s: float
    output_bytes: int
    memory_bytes: int | None


class HiddenFile(TypedDict):
    """A stage's test file, absolute."""

    stage: str
    title: str
    file: str


class _Always(TypedDict):
    type: Literal["run"]
    run: str
    suite: Suite
    folder: str
    title: str
    files: list[str]
    select: list[str]
    options: list[str]
    hidden: list[HiddenFile]
    limits: Limits


class RunRequest(_Always, total=False):
    """One run, as the editor asks for it."""

    seed: int
    """Hidden and perf runs: shuffles the tests."""


class BadRequest(ValueError):
    """A request that is not what `src/contract/run.ts` says."""


def _need(ok: bool, what: str) -> None:
    if not ok:
        raise BadRequest(
            f"The run request is not valid: {what}. Editor and runner may be of different versions."
        )


def _texts(data: dict[str, Any], key: str) -> None:
    value = data.get(key)
    _need(
        isinstance(value, list) and all(isinstance(v, str) for v in value), f"`{key}` must be a list of texts"
    )


def parse_request(data: object) -> RunRequest:
    """Checks a decoded request; raises `BadRequest` with the first thing that is wrong."""
    _need(isinstance(data, dict), "it must be an object")
    request = cast("dict[str, Any]", data)
    _need(request.get("type") == "run", "`type` must be `run`")
    for key in ("run", "folder", "title"):
        _need(isinstance(request.get(key), str), f"`{key}` must be a text")
    _need(request.get("suite") in ("own", "hidden", "perf"), "`suite` must be own, hidden or perf")
    for key in ("files", "select", "options"):
        _texts(request, key)
    hidden = request.get("hidden")
    _need(isinstance(hidden, list), "`hidden` must be a list")
    for item in cast("list[object]", hidden):
        _need(isinstance(item, dict), "each of `hidden` must be an object")
        entry = cast("dict[str, Any]", item)
        for key in ("stage", "title", "file"):
            _need(isinstance(entry.get(key), str), f"`hidden[].{key}` must be a text")
    limits = request.get("limits")
    _need(isinstance(limits, dict), "`limits` must be an object")
    given = cast("dict[str, Any]", limits)
    for key in ("wall_s", "cpu_s", "output_bytes", "memory_bytes"):
        value = given.get(key)
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
        _need(
            number or (key == "memory_bytes" and value is None), f"`limits.{key}` must be a positive number"
        )
    _need(isinstance(request.get("seed", 0), int), "`seed` must be a whole number")
    return cast("RunRequest", request)
