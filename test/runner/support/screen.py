"""A program in a real pseudo-terminal of its own session."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import threading
import time
from collections.abc import Mapping, Sequence

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Screen:
    """Starts the program; everything it shows is kept."""

    def __init__(self, args: Sequence[str], env: Mapping[str, str], columns: int = 100) -> None:
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
        self._shown = bytearray()
        self.status: int | None = None
        name = os.ttyname(slave)
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        ]
        self.pid = os.posix_spawn(args[0], list(args), dict(env), file_actions=actions, setsid=True)
        self._slave = slave
        self._closed = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while not self._closed:
            if not select.select([self.master], [], [], 0.05)[0]:
                continue  # a blocked read would keep the terminal open after `hang_up`
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            self._shown += data

    @property
    def raw(self) -> str:
        """Everything shown, with escape sequences."""
        return self._shown.decode("utf-8", "replace").replace("\r\n", "\n")

    @property
    def text(self) -> str:
        """Everything shown."""
        return ESCAPES.sub("", self.raw)

    def clear(self) -> None:
        """Forgets what was shown so far."""
        self.settled()
        self._shown.clear()

    def settled(self) -> str:
        """The text when nothing more has been shown for a moment."""
        before = -1
        while before != len(self._shown):
            before = len(self._shown)
            time.sleep(0.02)
        return self.text

    def wait_for(self, words: str, patience: float = 20.0) -> None:
        """Waits until `words` are shown."""
        deadline = time.monotonic() + patience
        while words not in self.text:
            assert time.monotonic() < deadline, (
                f"not shown within {patience} s: {words!r}\n{self.text[-1500:]}"
            )
            time.sleep(0.01)

    def type(self, keys: str) -> None:
        """Types into the terminal."""
        os.write(self.master, keys.encode())

    @property
    def foreground(self) -> int:
        """The terminal's foreground process group."""
        return os.tcgetpgrp(self.master)

    @property
    def echoes(self) -> bool:
        """True when the terminal is in its usual mode."""
        flags = termios.tcgetattr(self._slave)[3]
        return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)

    def hang_up(self) -> None:
        """The terminal is closed."""
        self._closed = True
        self._reader.join()
        os.close(self._slave)
        os.close(self.master)
        self.master = self._slave = -1

    def ended(self, patience: float = 20.0) -> int:
        """Waits for the program's end; its wait status."""
        deadline = time.monotonic() + patience
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
                break
            assert time.monotonic() < deadline, (
                f"the program did not end within {patience} s\n{self.text[-1500:]}"
            )
            time.sleep(0.01)
        return self.status

    def close(self) -> None:
        """Ends the program if it is still there, and closes the terminal."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if not pid:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        if self.master >= 0:
            self.hang_up()
