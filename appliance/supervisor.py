"""`parlor run`: a room's processes as children, restarted when they die, with their sockets held open meanwhile.

Does for a developer's PC what systemd does on the appliance: listening sockets are handed over as sd_listen_fds(3)
tells, so that a client connects at any time and is served when the process is back. No child outlives its supervisor.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from appliance.child import Child
from appliance.log import get_logger

STOP_S = 5.0
STEADY_S = 30.0
BACK_OFF_S = (0.0, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0)
REFUSED = 78
"""EX_CONFIG of sysexits.h: the process cannot work as configured, starting it again is pointless."""

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
                async with asyncio.timeout(STEADY_S):
                    await child.ended.wait()
            if not child.ended.is_set():
                if deaths:
                    log.info("process.recovered", process=program.name, deaths=deaths)
                deaths = 0
                await child.ended.wait()
        finally:
            await child.stop(STOP_S)
        if child.status == REFUSED:
            raise Refused(program.name)
        if not deaths:
            log.warning("process.died", process=program.name, status=child.status)
        await asyncio.sleep(BACK_OFF_S[min(deaths, len(BACK_OFF_S) - 1)])
        deaths += 1


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
