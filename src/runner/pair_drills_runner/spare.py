"""A spare: a process that has imported everything and waits; one request uses it up."""

from __future__ import annotations

import atexit
import os
import platform
import select
import signal
import sys
import traceback

from . import PROTOCOL
from .clock import Clock
from .contract import Emit, Fact, RunRequest, parse_request
from .lines import Connection, read_pipe, write_pipe
from .stamp import stamp
from .system import apply_limits, hold_lifeline, open_inherited

BROKEN = 70
"""Exit code of a spare that never became ready, or whose host is gone."""


def main(handles: list[int]) -> int:
    """Runs the spare; `handles`: its request pipe, its answer pipe and its life-line, given by the host."""
    down = open_inherited(handles[0], os.O_RDONLY)
    up = open_inherited(handles[1], os.O_WRONLY)
    hold_lifeline(open_inherited(handles[2], os.O_RDONLY))
    messages = read_pipe(down)
    setup = next(messages, None)
    if setup is None:
        return BROKEN
    quiet = _Quiet()
    try:
        before = stamp(sys.path)
        missing = _import(setup["preload"])
        connection = _connect(setup)
        import pytest
    except BaseException as error:  # whatever keeps it from being ready, the host must hear of it
        quiet.end()
        write_pipe(up, {"type": "failed", "detail": _explain(error)})
        return BROKEN
    quiet.end()
    version = pytest.__version__
    ready = {"type": "ready", "python": platform.python_version(), "pytest": version, "missing": missing}
    write_pipe(up, {**ready, "stamp": before, "path": sys.path})

    def to_host(fact: Fact) -> None:
        write_pipe(up, {"type": "fact", "fact": fact})

    emit = to_host if connection is None else connection.send
    try:
        message = next(messages, None) if _request_comes(down, connection) else None
        if message is None:
            return BROKEN
        status = _run(parse_request(message), emit, up)
    except KeyboardInterrupt:  # before or after pytest's session, which has its own way
        write_pipe(up, {"type": "interrupted"})
        status = BROKEN
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    write_pipe(up, {"type": "end"})
    return _leave(status)


def _import(names: list[str]) -> list[str]:
    from .preload import preload

    return preload(names)


def _connect(setup: Fact) -> Connection | None:
    """The spare's own connection to the editor; without a channel its facts go to the host."""
    if setup["channel"] is None:
        return None
    connection = Connection(setup["channel"])
    hello = {"type": "hello", "protocol": PROTOCOL, "role": "spare"}
    connection.send({**hello, "token": setup["token"], "pid": os.getpid()})
    return connection


def _request_comes(down: int, connection: Connection | None) -> bool:
    """Waits; False when the editor has closed the connection, for then the spare is of no use."""
    if connection is None or sys.platform == "win32":
        return True
    readable, _, _ = select.select([down, connection.socket.fileno()], [], [])
    return down in readable


def _run(request: RunRequest, emit: Emit, up: int) -> int:
    from .suite import run_suite
    from .waiting import notice_waiting

    clock = Clock(lambda waits: write_pipe(up, {"type": "waiting" if waits else "working"}))
    notice_waiting(clock)
    apply_limits(request["limits"])
    return run_suite(request, emit, clock=clock, on_interrupt=lambda: write_pipe(up, {"type": "interrupted"}))


def _leave(status: int) -> int:
    """Ends the process without taking its modules apart or waiting for threads that were left behind."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass  # the candidate has closed it
    os._exit(status)


def _explain(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name == "pytest":
        return f"pytest is not installed for {sys.executable}"
    return traceback.format_exception_only(type(error), error)[-1].strip()


class _Quiet:
    """What imports and the rehearsal print does not reach the terminal."""

    def __init__(self) -> None:
        sys.stdout.flush()
        self._saved = [(fd, os.dup(fd)) for fd in (1, 2)]
        self._file = open(os.devnull, "wb")
        for fd, _ in self._saved:
            os.dup2(self._file.fileno(), fd)

    def end(self) -> None:
        """Gives the terminal back."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        for fd, saved in self._saved:
            os.dup2(saved, fd)
            os.close(saved)
        self._file.close()
