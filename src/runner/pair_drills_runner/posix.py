"""Processes, terminal and limits on Linux and macOS. `windows.py` has the same names."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import termios
import time
from collections.abc import Callable, Sequence

from . import tree
from .contract import Limits
from .lines import in_thread

IGNORED_BY_HOST = (signal.SIGTTOU, signal.SIGINT, signal.SIGTSTP, signal.SIGQUIT)
INTERRUPTING = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)
"""Signals by which a person ends a run."""
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


# The host


def prepare_host(hangup: Callable[[], None]) -> None:
    """Keys that interrupt are for the run; a run's orphans become ours; `hangup` when the terminal closes."""
    for number in IGNORED_BY_HOST:
        signal.signal(number, signal.SIG_IGN)
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_: hangup())
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def spawn(args: Sequence[str], fds: Sequence[int]) -> int:
    """Starts Python with `args` in a process group of its own; it inherits the terminal and `fds`. Its id."""
    for fd in fds:
        os.set_inheritable(fd, True)
    try:
        return os.posix_spawn(
            sys.executable,
            [sys.executable, *args, *map(str, fds)],
            os.environ,
            setpgroup=0,
            setsigdef=IGNORED_BY_HOST,
        )
    finally:
        for fd in fds:
            os.set_inheritable(fd, False)


def watch(pid: int, stopped: Callable[[int], None], exited: Callable[[int | None, int | None], None]) -> None:
    """Waits for a child in a thread: `stopped(signal)` whenever that happens, `exited(code, signal)` once."""

    def wait() -> None:
        while True:
            try:
                _, status = os.waitpid(pid, os.WUNTRACED)
            except ChildProcessError:
                return exited(None, None)
            if os.WIFSTOPPED(status):
                stopped(os.WSTOPSIG(status))
            elif os.WIFSIGNALED(status):
                return exited(None, os.WTERMSIG(status))
            else:
                return exited(os.WEXITSTATUS(status), None)

    in_thread(f"wait for {pid}", wait)


def interrupt(pid: int) -> None:
    """What Ctrl-C does: Python says where it was."""
    _signal_group(pid, signal.SIGINT)
    _signal_group(pid, signal.SIGCONT)


def resume(pid: int) -> None:
    """Lets a stopped process and its group go on."""
    _signal_group(pid, signal.SIGCONT)


def kill_group(pid: int) -> None:
    """Ends what is left of a process's group."""
    _signal_group(pid, signal.SIGKILL)


def kill(pid: int) -> None:
    """Ends a process and its group at once."""
    kill_group(pid)
    try:
        os.kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def sweep(patience: float = 3.0) -> bool:
    """Ends every process that descends from this one, when no child is wanted. False when some live on."""
    deadline = time.monotonic() + patience
    while True:
        strays = tree.descendants(os.getpid())
        if not strays:
            return True
        for stray in strays:
            try:
                os.kill(stray, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
        for stray in strays:
            try:
                os.waitpid(stray, os.WNOHANG)
            except ChildProcessError:
                pass  # not our child yet: it becomes one when its parent is gone
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)


def cpu_seconds(pid: int) -> float | None:
    """CPU seconds of the process and its descendants, and of orphans that came to us; None where unknown."""
    return tree.cpu_seconds({pid, *tree.descendants(os.getpid())})


def signal_name(number: int) -> str:
    """Such as SIGSEGV."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def limit_of(number: int | None) -> str | None:
    """The limit that a signal stands for."""
    return "cpu" if number == signal.SIGXCPU else None


def _signal_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        pass


class Foreground:
    """Who reads the terminal: the host, or for a while a run."""

    def __init__(self) -> None:
        self._fd = 0 if os.isatty(0) else None
        self._settings: list[int | list[bytes | int]] | None = None
        self._group: int | None = None

    def give(self, pid: int) -> None:
        """Discards what was typed so far and makes the process's group the foreground."""
        if self._fd is None:
            return
        try:
            self._settings = termios.tcgetattr(self._fd)
            termios.tcflow(self._fd, termios.TCOON)
            termios.tcflush(self._fd, termios.TCIFLUSH)
            group = os.tcgetpgrp(self._fd)
            if group == os.getpgrp():
                os.tcsetpgrp(self._fd, pid)
                self._group = group
        except (OSError, termios.error):
            pass  # the terminal is closing

    def give_again(self, pid: int) -> None:
        """After a stop: the group may have lost the foreground."""
        if self._fd is not None and self._group is not None:
            try:
                os.tcsetpgrp(self._fd, pid)
            except OSError:
                pass

    def take(self) -> None:
        """Takes the foreground back and restores the terminal's settings."""
        if self._fd is None:
            return
        try:
            if self._group is not None:
                os.tcsetpgrp(self._fd, self._group)
            if self._settings is not None:
                termios.tcsetattr(self._fd, termios.TCSANOW, self._settings)
        except (OSError, termios.error):
            pass
        self._group = self._settings = None


# The spare


def hold_lifeline(fd: int) -> None:
    """Ends this process's group as soon as the host, which holds the other end of `fd`, is gone.

    On Linux the kernel does it (a signal at end of file), so that the candidate's process has no thread of
    ours: Python 3.12 warns about every fork of a process that has threads.
    """
    if sys.platform == "linux":
        import fcntl

        parent = os.getppid()
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        fcntl.fcntl(fd, fcntl.F_SETOWN, -os.getpgrp())
        fcntl.fcntl(fd, 10, signal.SIGKILL)  # F_SETSIG, which the module does not name
        fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
        if os.getppid() == parent:
            try:
                os.read(fd, 1)  # end of file: it was closed before we listened
            except BlockingIOError:
                return
        os.killpg(0, signal.SIGKILL)
    else:

        def wait() -> None:
            os.read(fd, 1)
            os.killpg(0, signal.SIGKILL)

        in_thread("life-line", wait)


def apply_limits(limits: Limits) -> None:
    """What the kernel can hold for this process and each one it starts; the host is first with CPU time."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, limits["output_bytes"])
    _limit(resource.RLIMIT_CPU, int(time.process_time() + limits["cpu_s"]) + 2)
    if limits["memory_bytes"] is not None and sys.platform == "linux":
        _limit(resource.RLIMIT_AS, limits["memory_bytes"])


def _limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, hard))
