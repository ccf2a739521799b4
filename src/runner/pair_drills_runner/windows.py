"""Processes on Windows, by the simple path: no foreground, no limits. `posix.py` has the same names."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from .contract import Limits
from .lines import in_thread

assert sys.platform == "win32"

import msvcrt  # noqa: E402

INTERRUPTING: tuple[int, ...] = ()
_processes: dict[int, subprocess.Popen[bytes]] = {}


def prepare_host(hangup: Callable[[], None]) -> None:
    """Ctrl-C reaches every process of the console; the host does not die of it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGBREAK, lambda *_: hangup())


def spawn(args: Sequence[str], fds: Sequence[int]) -> int:
    """Starts Python with `args`; it inherits the console and `fds`, given as handles. Its id."""
    handles = [msvcrt.get_osfhandle(fd) for fd in fds]
    startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles})
    for handle in handles:
        os.set_handle_inheritable(handle, True)
    process = subprocess.Popen(
        [sys.executable, *args, *map(str, handles)], startupinfo=startup, close_fds=True
    )
    _processes[process.pid] = process
    return process.pid


def open_inherited(handle: int, flags: int) -> int:
    """The descriptor of an inherited handle."""
    return msvcrt.open_osfhandle(handle, flags)


def watch(pid: int, stopped: Callable[[int], None], exited: Callable[[int | None, int | None], None]) -> None:
    """Waits for a child in a thread: `exited(code, None)` once."""
    process = _processes.pop(pid)
    in_thread(f"wait for {pid}", lambda: exited(process.wait(), None))


def interrupt(pid: int) -> None:
    """There is no way to interrupt one process of a console."""
    kill(pid)


def resume(pid: int) -> None:
    """Processes are not stopped here."""


def kill(pid: int) -> None:
    """Ends a process and what it has started."""
    subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], capture_output=True, check=False)


def kill_group(pid: int) -> None:
    """`kill` has ended what the process had started; there is no group."""


def sweep(patience: float = 3.0) -> bool:
    """`kill` has ended the tree."""
    return True


def cpu_seconds(pid: int) -> float | None:
    """Not known."""
    return None


def signal_name(number: int) -> str:
    """Processes do not end by signals here."""
    return f"signal {number}"


def limit_of(number: int | None) -> str | None:
    """The kernel holds no limit."""
    return None


class Foreground:
    """A console's processes all read it."""

    def give(self, pid: int) -> None:
        """Discards what was typed so far."""
        while msvcrt.kbhit():
            msvcrt.getwch()

    def give_again(self, pid: int) -> None:
        """Nothing to do."""

    def take(self) -> None:
        """Nothing to do."""


def hold_lifeline(fd: int) -> None:
    """Ends this process as soon as the host is gone."""

    def wait() -> None:
        os.read(fd, 1)
        os._exit(1)

    in_thread("life-line", wait)


def apply_limits(limits: Limits) -> None:
    """The host watches the wall clock; nothing else is limited."""
