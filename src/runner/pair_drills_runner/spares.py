"""The host's side of a spare: starting it, hearing from it, handing it a request."""

from __future__ import annotations

import os
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Literal

from . import system
from .contract import Fact, RunRequest
from .lines import in_thread, read_pipe, write_pipe
from .stamp import stamp

PACKAGE = os.path.dirname(os.path.abspath(__file__))


@dataclass(frozen=True)
class Said:
    """A message of a spare; None: its end of the pipe is closed."""

    spare: Spare
    message: Fact | None


@dataclass(frozen=True)
class Stopped:
    """A spare's process was stopped (Ctrl-Z, or it read the terminal from the background)."""

    spare: Spare


@dataclass(frozen=True)
class Exited:
    """A spare's process is gone."""

    spare: Spare
    code: int | None
    signal: int | None


@dataclass(frozen=True)
class FromEditor:
    """A message of the editor; None: it has closed the connection."""

    message: Fact | None


@dataclass(frozen=True)
class Hangup:
    """The terminal is closing, or somebody asks the host to end."""


Event = Said | Stopped | Exited | FromEditor | Hangup
Events = SimpleQueue[Event]


@dataclass(frozen=True)
class Setup:
    """How a spare is started: its channel to the editor, if there is one, and what it imports."""

    channel: str | None
    token: str | None
    preload: list[str]


class Spare:
    """One process. What it says and how it ends arrives in `events`."""

    def __init__(self, setup: Setup, events: Events) -> None:
        self.state: Literal["starting", "ready", "used", "failed"] = "starting"
        self.facts: Fact = {}
        """What it said when it was ready or failed."""
        down_read, self._down = os.pipe()
        up_read, up_write = os.pipe()
        life_read, self._life = os.pipe()
        theirs = (down_read, up_write, life_read)
        self.pid = system.spawn([PACKAGE, "spare"], theirs)
        for fd in theirs:
            os.close(fd)
        write_pipe(
            self._down,
            {"type": "setup", "channel": setup.channel, "token": setup.token, "preload": setup.preload},
        )

        def listen() -> None:
            for message in read_pipe(up_read):
                events.put(Said(self, message))
            os.close(up_read)
            events.put(Said(self, None))

        in_thread(f"spare {self.pid}", listen)
        system.watch(
            self.pid,
            lambda _: events.put(Stopped(self)),
            lambda code, number: events.put(Exited(self, code, number)),
        )

    def heard(self, message: Fact) -> None:
        """Takes in what it said while it was starting."""
        if self.state == "starting" and message["type"] in ("ready", "failed"):
            self.state = message["type"]
            self.facts = message

    @property
    def stale(self) -> bool:
        """True when the environment has changed since it imported from it."""
        return bool(stamp(self.facts["path"]) != self.facts["stamp"])

    def use(self, request: RunRequest) -> None:
        """Hands it its one request."""
        self.state = "used"
        write_pipe(self._down, dict(request))

    def close(self) -> None:
        """Lets go of it, once its process is gone."""
        os.close(self._down)
        os.close(self._life)
