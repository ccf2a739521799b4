"""Errors as the candidate should see them: only their own frames, paths relative to the attempt's folder."""

from __future__ import annotations

import errno
import inspect
import os
import sys
import traceback
import types
from dataclasses import dataclass

from .case import CaseFailure
from .contract import Fact

MESSAGE_LINES = 2
MESSAGE_CHARS = 300


@dataclass(frozen=True)
class Frame:
    """One frame of the candidate's code."""

    file: str
    """Relative to the attempt's folder, with forward slashes."""
    line: int
    function: str


class Folder:
    """The attempt's folder: what lies in it is the candidate's code, unless it is an environment."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._roots = tuple({os.path.join(p, "") for p in (os.path.abspath(path), os.path.realpath(path))})
        self._not_ours = tuple(os.path.join(p, "") for p in (sys.prefix, sys.base_prefix))

    def relative(self, path: str) -> str | None:
        """`path` inside the folder, or None when it is not the candidate's."""
        if path.startswith("<"):
            return None
        full = os.path.abspath(path)
        for root in self._roots:
            if full.startswith(root):
                inside = full[len(root) :]
                foreign = "site-packages" in inside.split(os.sep) or full.startswith(self._environments(root))
                return None if foreign else inside.replace(os.sep, "/")
        return None

    def _environments(self, root: str) -> tuple[str, ...]:
        return tuple(p for p in self._not_ours if p.startswith(root) and p != root)

    def frames(self, error: BaseException) -> list[Frame]:
        """The candidate's frames of `error`, outermost first; a wrong exception that a case met counts."""
        tb = error.cause_traceback if isinstance(error, CaseFailure) else error.__traceback__
        found: list[Frame] = []
        for frame, line in traceback.walk_tb(tb):
            file = self.relative(frame.f_code.co_filename)
            if file is not None:
                found.append(Frame(file, line, frame.f_code.co_name))
        return found

    def shown(self, error: BaseException) -> list[Frame]:
        """`frames` without the repetitions of a recursion."""
        found: list[Frame] = []
        for frame in self.frames(error):
            if frame not in found[-2:]:
                found.append(frame)
        return found

    def calls(self, test: object) -> list[Frame]:
        """Where the candidate's functions that `test` names are defined: a wrong value has no frame."""
        if not isinstance(test, types.FunctionType):
            return []
        names = test.__globals__
        modules = [m for m in names.values() if isinstance(m, types.ModuleType) and self._holds(m)]
        found: list[Frame] = []
        todo, seen = [test.__code__], set[types.CodeType]()
        while todo:
            code = todo.pop(0)
            if code in seen:
                continue
            seen.add(code)
            todo += [inner for inner in code.co_consts if isinstance(inner, types.CodeType)]
            for name in code.co_names:
                for value in (names.get(name), *(m.__dict__.get(name) for m in modules)):
                    function = _function(value, code.co_names)
                    if function is None:
                        continue
                    file = self.relative(function.__code__.co_filename)
                    if file is not None:
                        found.append(Frame(file, function.__code__.co_firstlineno, function.__name__))
                    elif function.__globals__ is names:  # a helper of the test
                        todo.append(function.__code__)
        return list(dict.fromkeys(found))

    def _holds(self, module: types.ModuleType) -> bool:
        return self.relative(getattr(module, "__file__", None) or "<none>") is not None


def _function(value: object, used: tuple[str, ...]) -> types.FunctionType | None:
    """The function itself; of a class the method that is `used`, else any."""
    if isinstance(value, type):
        methods = {k: v for k, v in vars(value).items() if isinstance(v, types.FunctionType)}
        picked = [methods[name] for name in (*used, "__init__", *methods) if name in methods]
        return picked[0] if picked else None
    value = inspect.unwrap(value) if callable(value) else value
    return value if isinstance(value, types.FunctionType) else None


def message_of(error: BaseException) -> str:
    """The error's message in one or two lines."""
    try:
        text = str(error)
    except Exception as worse:  # a candidate's __str__ may do anything
        text = f"(its message cannot be shown: {type(worse).__name__})"
    lines = [line.rstrip() for line in text.strip().splitlines() if line.strip()][:MESSAGE_LINES]
    return "\n".join(
        line if len(line) <= MESSAGE_CHARS else line[: MESSAGE_CHARS - 1] + "…" for line in lines
    )


def error_fact(error: BaseException, folder: Folder) -> Fact:
    """`factError` of the contract; file and line only when the candidate's own code is involved."""
    kind = "AssertionError" if isinstance(error, CaseFailure) else type(error).__name__
    fact: Fact = {"type": kind, "message": message_of(error)}
    if isinstance(error, SyntaxError) and error.filename:
        file = folder.relative(error.filename)
        if file is not None:
            fact["message"] = error.msg
            fact["file"] = file
            if error.lineno:
                fact["line"] = error.lineno
            return fact
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        fact["message"] = "more output than a run may write: is there a loop that prints for ever?"
    frames = folder.frames(error)
    if frames:
        fact["file"], fact["line"] = frames[-1].file, frames[-1].line
    return fact
