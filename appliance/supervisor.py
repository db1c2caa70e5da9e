"""`parlor run`: a room's processes as children, restarted when they die, with their sockets held open meanwhile.

Does for a developer's PC what systemd does on the appliance: listening sockets are handed over as sd_listen_fds(3)
tells, so that a client connects at any time and is served when the process is back. No child outlives its supervisor.
"""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import os
import signal
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from appliance.log import get_logger
from appliance.systemd import FIRST_SOCKET

STOP_S = 5.0
STEADY_S = 30.0
BACK_OFF_S = (0.0, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0)
REFUSED = 78
"""EX_CONFIG of sysexits.h: the process cannot work as configured, starting it again is pointless."""

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)
log = get_logger("supervisor")


class Refused(Exception):
    """A child said that its configuration is of no use; it has told why on standard error."""


class AlreadyRunning(Exception):
    """Another supervisor holds the same runtime directory."""


@dataclass(frozen=True)
class Program:
    """One process to keep alive, and the sockets to hand to it: name → path."""

    name: str
    command: Sequence[str]
    sockets: Mapping[str, Path] = field(default_factory=dict)


async def supervise(programs: Sequence[Program], runtime: Path) -> None:
    """Keep every program alive until cancelled, then stop them within STOP_S. Raises AlreadyRunning or Refused."""
    with ExitStack() as stack:
        stack.enter_context(_sole_owner(runtime))
        listening = [
            {name: stack.enter_context(_listen(path)) for name, path in program.sockets.items()} for program in programs
        ]
        try:
            async with asyncio.TaskGroup() as tasks:
                for program, sockets in zip(programs, listening, strict=True):
                    tasks.create_task(_keep_alive(program, sockets), name=program.name)
        except ExceptionGroup as group:
            if refused := group.subgroup(Refused):
                raise refused.exceptions[0] from None
            raise


async def _keep_alive(program: Program, sockets: Mapping[str, socket.socket]) -> None:
    deaths = 0
    while True:
        child = Child(program.command, sockets)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(child.ended.wait(), STEADY_S)
            if not child.ended.is_set():
                if deaths:
                    log.info("process.recovered", process=program.name, deaths=deaths)
                deaths = 0
                await child.ended.wait()
        finally:
            await child.stop()
        if child.status == REFUSED:
            raise Refused(program.name)
        if not deaths:
            log.warning("process.died", process=program.name, status=child.status)
        await asyncio.sleep(BACK_OFF_S[min(deaths, len(BACK_OFF_S) - 1)])
        deaths += 1


class Child:
    """A running process that leads a process group of its own."""

    def __init__(self, command: Sequence[str], sockets: Mapping[str, socket.socket]) -> None:
        self.ended = asyncio.Event()
        self.status: int | None = None
        """Exit status, or minus the signal that ended it."""
        self.pid = _spawn(command, sockets)
        self._handle = os.pidfd_open(self.pid)
        asyncio.get_running_loop().add_reader(self._handle, self._reap)

    async def stop(self) -> None:
        """Ask it to end, and end it after STOP_S."""
        if not self.ended.is_set():
            signal.pidfd_send_signal(self._handle, signal.SIGTERM)
        try:
            await asyncio.wait_for(self.ended.wait(), STOP_S)
        except TimeoutError:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
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


def _spawn(command: Sequence[str], sockets: Mapping[str, socket.socket]) -> int:
    # fork and exec by hand: LISTEN_PID is the child's own pid, and its sockets have fixed numbers
    parent = os.getpid()
    environ = {key: value for key, value in os.environ.items() if key not in ("NOTIFY_SOCKET", "WATCHDOG_USEC")}
    if pid := os.fork():
        return pid
    try:
        os.setpgid(0, 0)
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == parent:
            high = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 64) for each in sockets.values()]
            for number, descriptor in enumerate(high, FIRST_SOCKET):
                os.dup2(descriptor, number)
            environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": str(len(sockets))}
            environ["LISTEN_FDNAMES"] = ":".join(sockets)
            os.execvpe(command[0], list(command), environ)  # noqa: S606  no shell is wanted
    finally:
        os._exit(127)


@contextmanager
def _sole_owner(runtime: Path) -> Iterator[None]:
    descriptor = os.open(runtime, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"{runtime} is in use: this room runs already") from None
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _listen(path: Path) -> Iterator[socket.socket]:
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(path))
        path.chmod(0o600)
        listening.listen(128)
        try:
            yield listening
        finally:
            path.unlink(missing_ok=True)
