"""JSON objects, one a line, over a socket or a pipe."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

from .contract import Fact


def encode(message: Fact) -> bytes:
    """One line; NaN and infinity never occur in a fact."""
    return (
        json.dumps(message, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace") + b"\n"
    )


def decode(chunks: Iterator[bytes]) -> Iterator[Fact]:
    """The objects of a stream of bytes; lines that are none are skipped, for they are not ours."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            try:
                message: Any = json.loads(line)
            except ValueError:
                continue
            if isinstance(message, dict):
                yield message


def read_pipe(fd: int) -> Iterator[Fact]:
    """The objects that arrive over a pipe, until it is closed."""
    return decode(iter(lambda: os.read(fd, 65536), b""))


def write_pipe(fd: int, message: Fact) -> None:
    """Writes one object; a reader that is gone is not an error."""
    try:
        data = encode(message)
        while data:
            data = data[os.write(fd, data) :]
    except OSError:
        pass


class Connection:
    """A connection to the editor."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self.socket = socket.create_connection((host, int(port)), timeout=10)
        self.socket.settimeout(None)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lock = threading.Lock()
        self._owner = os.getpid()

    def send(self, message: Fact) -> None:
        """Sends one fact. A process that a test forks has nothing to say; a missing editor is no error."""
        if os.getpid() != self._owner:
            return
        with self._lock:
            try:
                self.socket.sendall(encode(message))
            except OSError:
                pass

    def messages(self) -> Iterator[Fact]:
        """What the editor sends, until it closes the connection."""
        return decode(iter(self._receive, b""))

    def _receive(self) -> bytes:
        try:
            return self.socket.recv(65536)
        except OSError:
            return b""


def in_thread(name: str, work: Callable[[], None]) -> None:
    """Starts a thread that ends with the process."""
    threading.Thread(target=work, name=name, daemon=True).start()
