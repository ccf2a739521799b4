"""One request, cold, with the same code as in the terminal: for the CLI, CI, and where no spare is kept."""

from __future__ import annotations

import os
import sys
from queue import Empty, SimpleQueue

from . import PROTOCOL, system
from .contract import Emit, Fact, RunRequest
from .host import UNREACHABLE, USAGE, take_channel
from .lines import Connection, encode
from .running import Running
from .spares import Events, Exited, Hangup, Said, Setup, Spare, Stopped


def main(request: RunRequest, facts: str | None) -> int:
    """Runs `request`; its facts go to the channel if the environment names one, else to the file `facts`.

    The exit code only says whether the request was carried out: 0 also when tests fail.
    """
    channel = take_channel()
    if channel is None and facts is None:
        print("Say where the facts go: --facts <file>.", file=sys.stderr)
        return USAGE
    try:
        emit = _to_channel(*channel) if channel is not None else _to_file(str(facts))
    except OSError as error:
        print(f"The facts cannot be delivered: {error}", file=sys.stderr)
        return UNREACHABLE
    address, token = channel or (None, None)
    events: Events = SimpleQueue()
    system.prepare_host(lambda: events.put(Hangup()))
    return _run(Spare(Setup(address, token, []), events), request, emit, events)


def _to_channel(address: str, token: str) -> Emit:
    connection = Connection(address)
    hello = {"type": "hello", "protocol": PROTOCOL, "role": "host"}
    connection.send({**hello, "token": token, "pid": os.getpid()})
    return connection.send


def _to_file(path: str) -> Emit:
    file = open(path, "ab", buffering=0)

    def emit(fact: Fact) -> None:
        file.write(encode(fact))

    return emit


def _run(spare: Spare, request: RunRequest, emit: Emit, events: Events) -> int:
    running: Running | None = None
    while True:
        try:
            event = events.get(timeout=None if running is None else running.tick())
        except Empty:
            event = None
        if isinstance(event, Hangup):
            system.kill(spare.pid)
            system.sweep()
            return 1
        if running is not None:
            if isinstance(event, Said):
                running.said(event.message)
            elif isinstance(event, Stopped):
                running.stopped()
            elif isinstance(event, Exited):
                running.exited(event)
            if running.done:
                return 0
        elif isinstance(event, Said) and event.message is not None:
            spare.heard(event.message)
            if spare.state == "ready":
                running = Running(spare, request, emit, system.Foreground(), warm=False)
        elif isinstance(event, Stopped):
            system.resume(spare.pid)
        elif isinstance(event, Exited):
            return _not_started(spare, request, emit)


def _not_started(spare: Spare, request: RunRequest, emit: Emit) -> int:
    why = str(spare.facts.get("detail") or "Python ended while it was getting ready")
    error = {"type": "RunnerError", "message": why}
    emit({"type": "run.problem", "run": request["run"], "kind": "pytest", "error": error})
    emit({"type": "run.exit", "run": request["run"], "code": None, "signal": None})
    print(f"The tests could not be started: {why}.", file=sys.stderr)
    return 1
