"""A child process that dies with its parent, takes its own children along, and inherits sockets as from systemd."""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress

from appliance.systemd import FIRST_SOCKET

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class Child:
    """A running process that leads a process group of its own.

    Where an environment is given it gets nothing else of ours; `output` is a descriptor that takes what it prints.
    """

    def __init__(
        self,
        command: Sequence[str],
        sockets: Mapping[str, socket.socket],
        environment: Mapping[str, str] | None = None,
        output: int | None = None,
    ) -> None:
        self.ended = asyncio.Event()
        self.status: int | None = None
        """Exit status, or minus the signal that ended it."""
        self.pid = _spawn(command, sockets, os.environ if environment is None else environment, output)
        self._handle = os.pidfd_open(self.pid)
        asyncio.get_running_loop().add_reader(self._handle, self._reap)

    def ask_to_end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal, if it runs."""
        if not self.ended.is_set():
            signal.pidfd_send_signal(self._handle, number)

    async def stop(self, patience_s: float) -> None:
        """Ask it to end, and end it when patience is over."""
        self.ask_to_end()
        try:
            async with asyncio.timeout(patience_s):
                await self.ended.wait()
        except TimeoutError:
            self.ask_to_end(signal.SIGKILL)  # it may have ended in the very moment in which patience did
            await self.ended.wait()

    def _reap(self) -> None:
        asyncio.get_running_loop().remove_reader(self._handle)
        # before waitpid, while the pid still names this group: whatever the process left behind goes with it
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self._handle)
        self.status = os.waitstatus_to_exitcode(status)
        self.ended.set()


def _spawn(
    command: Sequence[str], sockets: Mapping[str, socket.socket], environment: Mapping[str, str], output: int | None
) -> int:
    # fork and exec by hand: LISTEN_PID is the child's own pid, and its sockets have fixed numbers
    parent = os.getpid()
    environ = {key: value for key, value in environment.items() if key not in ("NOTIFY_SOCKET", "WATCHDOG_USEC")}
    if pid := os.fork():
        return pid
    try:
        os.setpgid(0, 0)
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == parent:
            if output is not None:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(output, 1)
                os.dup2(output, 2)
            high = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 64) for each in sockets.values()]
            for number, descriptor in enumerate(high, FIRST_SOCKET):
                os.dup2(descriptor, number)
            environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": str(len(sockets))}
            environ["LISTEN_FDNAMES"] = ":".join(sockets)
            os.execvpe(command[0], list(command), environ)  # noqa: S606  no shell is wanted
    finally:
        os._exit(127)
