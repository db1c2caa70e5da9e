"""parlor-sfu: serves the forwarder to the room over its socket, and reports what changes."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec
import structlog

from appliance import systemd
from appliance.api import wire
from appliance.api.contract import Verb, verbs_of
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.meeting.engine import Forwarded
from appliance.paths import Paths
from appliance.server.dispatch import Dispatcher
from appliance.server.unix import UnixServer
from appliance.sfu.configuration import Forwarder
from appliance.sfu.local import LocalForwarder

log = structlog.get_logger()

STATUS_INTERVAL_S = 0.1
HEARTBEAT_S = 0.5
"""Silence for longer than three of these is the forwarder's death."""
SEND_TIMEOUT_S = 1.0
NICENESS = -10
"""A forwarder that waits for the processor delays everybody at once."""
Send = Callable[[bytes], Awaitable[None]]


def forwarder_verbs() -> dict[str, Verb]:
    """The forwarder's method table; whoever the socket's mode lets in is the room."""
    roles = frozenset({Role.ADMIN})
    verbs = verbs_of("engine", Forwarder)
    return {name: msgspec.structs.replace(verb, roles=roles) for name, verb in verbs.items()}


class Worker:
    """Answers engine.* and notifies every connection of `engine.status`: when it changes, and as a sign of life."""

    def __init__(self) -> None:
        self._forwarder = LocalForwarder()
        self._dispatcher = Dispatcher(forwarder_verbs(), {"engine": self._forwarder})
        self._rooms: set[Send] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._forwarder.run())
            group.create_task(self._report())

    async def serve(self, caller: Caller, incoming: AsyncIterator[bytes], send: Send) -> None:
        """Serve one connection to its end; what it started goes on without it."""
        self._rooms.add(send)
        try:
            async for message in incoming:
                if (answer := await self._dispatcher.answer(message, caller)) is not None:
                    await send(answer)
        finally:
            self._rooms.discard(send)

    async def _report(self) -> None:
        reported: tuple[Forwarded, ...] | None = None
        told_s = 0.0
        clock = asyncio.get_running_loop().time
        while True:
            # lines fall silent without an event, so it is looked instead of waited
            status = self._forwarder.status()
            if status != reported or clock() - told_s >= HEARTBEAT_S:
                reported, told_s = status, clock()
                await self._tell(wire.notification("engine.status", {"conferences": status}))
            await asyncio.sleep(STATUS_INTERVAL_S if status else HEARTBEAT_S)

    async def _tell(self, message: bytes) -> None:
        for send in tuple(self._rooms):
            try:
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await send(message)
            except (ConnectionError, TimeoutError):
                # a room that does not read misses news; the next status is whole again
                self._rooms.discard(send)


def raise_priority() -> int:
    """Be served before what is less pressing, where that is permitted; gives the niceness that holds."""
    niceness = os.getpriority(os.PRIO_PROCESS, 0)
    if niceness > NICENESS:
        try:
            os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
        except PermissionError:
            return niceness
    return min(niceness, NICENESS)


async def run_sfu(paths: Paths) -> None:
    """Run the forwarder until SIGTERM or SIGINT. Raises OSError where the socket cannot be had."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    where: Path | socket.socket = systemd.listen_fds().get("sfu", paths.sfu_socket)
    worker = Worker()
    async with UnixServer(where, _room, worker.serve), asyncio.TaskGroup() as group:
        work = [group.create_task(worker.run()), group.create_task(systemd.keep_alive(lambda: True))]
        systemd.ready()
        log.info("sfu.started", niceness=raise_priority())
        await stop.wait()
        systemd.stopping()
        for task in work:
            task.cancel()
    log.info("sfu.stopped")


def _room(_uid: int, connection: str) -> Caller:
    return Caller(Role.ADMIN, connection)
