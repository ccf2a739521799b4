"""A fork for each job: its facts come back through a pipe, and when it is over nothing of it is left."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from typing import IO, Literal

from .clock import now
from .prove_child import run_here
from .prove_job import Job


class Stopped(Exception):
    """Whoever asked for the job has gone."""


def run_forked(job: Job, place: str, out: IO[str]) -> None:
    """Runs a job in a child of its own process group, relays its lines, and says how it ended."""
    reader, writer = os.pipe()
    begin = now()
    pid = os.fork()
    if pid == 0:
        _child(job, place, reader, writer)
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)  # whoever of the two is first
    os.close(writer)
    ended = "gone"
    try:
        ended = _relay(reader, pid, begin + job.wall_s, out)
    finally:
        os.close(reader)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    if ended == "gone":
        raise Stopped
    timeout, killed = ended == "timeout", os.WIFSIGNALED(status)
    done = {
        "exit": None if killed else os.WEXITSTATUS(status),
        "signal": os.WTERMSIG(status) if killed and not timeout else None,
        "timeout": timeout,
        "ms": round((now() - begin) * 1000, 1),
    }
    out.write(json.dumps({"job": job.id, "done": done}) + "\n")


def _relay(reader: int, pid: int, deadline: float, out: IO[str]) -> Literal["over", "timeout", "gone"]:
    """Copies whole lines until the child is over, its time is up, or our stdin ends."""
    rest = b""
    over = False
    while True:
        left = deadline - now()
        ready, _, _ = select.select([reader, 0], [], [], 0.0 if over else min(0.2, max(0.0, left)))
        if 0 in ready:  # no job is sent before the last one is done, so this is the end
            return "gone"
        if reader in ready:
            chunk = os.read(reader, 65536)
            if not chunk:
                return "over"
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                out.write(line.decode("utf-8", "replace") + "\n")
        elif over:
            return "over"
        elif left <= 0:
            return "timeout"
        else:  # a process that it has left behind may hold the pipe open
            over = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _child(job: Job, place: str, reader: int, writer: int) -> None:
    """Never returns."""
    status = 70
    try:
        os.setpgid(0, 0)
        os.close(reader)
        stdin = os.open(os.devnull, os.O_RDONLY)
        os.dup2(stdin, 0)
        with os.fdopen(writer, "w", encoding="utf-8", buffering=1) as lines:
            run_here(job, place, lines)
        status = 0
    except BaseException as error:  # what a test raises to end the process must not reach our caller's loop
        if not isinstance(error, SystemExit):
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        os._exit(status)
