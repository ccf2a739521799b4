"""The terminal's process: keeps one spare ready, runs one request after the other, ends with its editor."""

from __future__ import annotations

import os
import platform
import sys
from collections import deque
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from . import PROTOCOL, system
from .contract import BadRequest, Fact, RunRequest, parse_request
from .lines import Connection, in_thread
from .running import Running
from .spares import Event, Events, Exited, FromEditor, Hangup, Said, Setup, Spare, Stopped
from .terminal import Terminal

START_PATIENCE = 120.0
"""Seconds a spare may take to import."""
USAGE = 64
UNREACHABLE = 69


def take_channel() -> tuple[str, str] | None:
    """Address and token of the editor's channel, which leave the environment before anything is started."""
    address = os.environ.pop("PAIR_DRILLS_CHANNEL", None)
    token = os.environ.pop("PAIR_DRILLS_TOKEN", None)
    return (address, token) if address and token else None


def main(preload: list[str]) -> int:
    """Runs the host until its editor is gone."""
    channel = take_channel()
    if channel is None:
        print("This program is started by Pair Drills, in a terminal of its own.", file=sys.stderr)
        return USAGE
    try:
        connection = Connection(channel[0])
    except OSError:
        print("The window that opened this terminal is gone: close the terminal.", file=sys.stderr)
        return UNREACHABLE
    hello = {"type": "hello", "protocol": PROTOCOL, "role": "host"}
    connection.send({**hello, "token": channel[1], "pid": os.getpid()})
    return Host(connection, Setup(channel[0], channel[1], preload)).loop()


class Host:
    """One event at a time; everything that waits does so in a thread and reports to the queue."""

    def __init__(self, connection: Connection, setup: Setup) -> None:
        self._connection = connection
        self._setup = setup
        self._events: Events = SimpleQueue()
        self._foreground = system.Foreground()
        self._spare: Spare | None = None
        self._started = 0.0
        self._running: Running | None = None
        self._requests: deque[RunRequest] = deque()
        self._waited = False
        """The first request has waited for a spare: a cold run."""
        self._leaving = False
        self._reports = 0

    def loop(self) -> int:
        """Handles events until the editor or the terminal is gone."""
        system.prepare_host(lambda: self._events.put(Hangup()))
        in_thread("editor", self._listen)
        os.chdir(os.path.dirname(os.path.abspath(__file__)))  # the attempt's folder may be moved or deleted
        self._greet()
        self._start_spare()
        while not self._leaving:
            try:
                event: Event | None = self._events.get(timeout=self._tick())
            except Empty:
                continue
            if event is not None:
                self._handle(event)
        return self._leave()

    def _listen(self) -> None:
        for message in self._connection.messages():
            self._events.put(FromEditor(message))
        self._events.put(FromEditor(None))

    def _greet(self) -> None:
        home = os.path.expanduser("~")
        place = sys.prefix.replace(home, "~", 1) if sys.prefix.startswith(home + os.sep) else sys.prefix
        self._say(f"Pair Drills runs your tests here · python {platform.python_version()} · {place}", "dim")

    def _say(self, text: str, colour: str | None = None) -> None:
        terminal = Terminal(sys.stdout)
        terminal.line(terminal.paint(text, colour) if colour else text)

    # Events

    def _handle(self, event: Event) -> None:
        if isinstance(event, FromEditor):
            self._from_editor(event.message)
        elif isinstance(event, Hangup):
            self._leaving = True
        elif self._running is not None and event.spare is self._running.spare:
            self._of_run(self._running, event)
        elif event.spare is self._spare:
            self._of_spare(self._spare, event)

    def _from_editor(self, message: Fact | None) -> None:
        if message is None:
            self._leaving = True
        elif message.get("type") == "welcome":
            if message.get("protocol") != PROTOCOL:
                self._say("This terminal and its window are of different versions: reload the window.")
                self._leaving = True
        elif message.get("type") == "run":
            try:
                self._requests.append(parse_request(message))
            except BadRequest as error:
                self._refuse(str(message.get("run")), str(error))
            self._next()
        elif message.get("type") == "stop":
            self._stop(str(message.get("run")))

    def _stop(self, run: str) -> None:
        if self._running is not None and self._running.request["run"] == run:
            self._running.stop()
        for request in [request for request in self._requests if request["run"] == run]:
            self._requests.remove(request)
            exit_fact = {"type": "run.exit", "run": run, "code": None, "signal": None, "interrupted": True}
            self._connection.send(exit_fact)

    def _of_run(self, running: Running, event: Any) -> None:
        if isinstance(event, Said):
            running.said(event.message)
        elif isinstance(event, Stopped):
            running.stopped()
        elif isinstance(event, Exited):
            running.exited(event)
        self._run_over()

    def _of_spare(self, spare: Spare, event: Any) -> None:
        if isinstance(event, Said) and event.message is not None:
            spare.heard(event.message)
            if spare.state == "ready":
                detail = ", ".join(spare.facts["missing"])
                self._report("ready", f"not installed: {detail}" if detail else None)
                self._next()
        elif isinstance(event, Stopped):
            system.resume(spare.pid)
        elif isinstance(event, Exited):
            self._spare_died(spare, event)

    def _spare_died(self, spare: Spare, event: Exited) -> None:
        """It is not started again before somebody asks for a run: it would only fail in a loop."""
        detail = spare.facts.get("detail")
        if not detail:
            how = f"exit code {event.code}" if event.signal is None else system.signal_name(event.signal)
            detail = f"Python ended while it was getting ready ({how})"
        self._report("failed", detail)
        spare.close()
        self._spare = None
        if self._requests:
            self._refuse(self._requests.popleft()["run"], detail)
            self._next()

    # Spares and runs

    def _report(self, state: str, detail: str | None = None) -> None:
        fact: Fact = {"type": "spare", "state": state}
        if self._spare is not None:
            fact["pid"] = self._spare.pid
            for key in ("python", "pytest"):
                if key in self._spare.facts:
                    fact[key] = self._spare.facts[key]
        if detail:
            fact["detail"] = detail
        self._connection.send(fact)

    def _start_spare(self) -> None:
        self._spare = Spare(self._setup, self._events)
        self._started = monotonic()
        self._report("starting")

    def _drop_spare(self) -> None:
        """Ends an idle spare; it is waited for, so that nothing of it is left."""
        spare = self._spare
        self._spare = None
        if spare is not None:
            system.kill(spare.pid)
            spare.close()

    def _next(self) -> None:
        """Runs the next request as soon as there is a spare for it."""
        if self._running is not None or not self._requests:
            return
        if self._spare is not None and self._spare.state == "ready" and self._spare.stale:
            self._report("stale", "the environment has changed")
            self._drop_spare()
        if self._spare is None:
            self._start_spare()
        if self._spare is not None and self._spare.state == "ready":
            spare, warm = self._spare, not self._waited
            self._spare, self._waited = None, False
            request = self._requests.popleft()
            if self._reports:
                self._say("")
            self._reports += 1
            self._running = Running(spare, request, self._connection.send, self._foreground, warm)
        else:
            self._waited = True

    def _run_over(self) -> None:
        if self._running is not None and self._running.done:
            self._running = None
            self._start_spare()
            self._next()

    def _refuse(self, run: str, why: str) -> None:
        """A run that could not be started is over too."""
        error = {"type": "RunnerError", "message": why}
        self._connection.send({"type": "run.problem", "run": run, "kind": "pytest", "error": error})
        self._connection.send({"type": "run.exit", "run": run, "code": None, "signal": None})
        self._waited = False
        self._say(f"The tests could not be started: {why}.")

    def _tick(self) -> float | None:
        if self._running is not None:
            wait = self._running.tick()
            self._run_over()
            return wait
        if self._spare is not None and self._spare.state == "starting":
            left = START_PATIENCE - (monotonic() - self._started)
            if left <= 0:
                self._spare.facts = {"detail": f"Python was not ready after {START_PATIENCE:g} s"}
                system.kill(self._spare.pid)
                return 1.0
            return left
        return None

    def _leave(self) -> int:
        """Ends the run and the spare, and whatever they have started."""
        if self._running is not None:
            self._running.abandon()
        self._drop_spare()
        system.sweep()
        self._foreground.take()
        return 0
