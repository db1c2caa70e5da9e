"""parlor-media: serves the engine to the room over its socket and reports what changes."""

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
from appliance.media.engine import EngineStatus, MediaEngine
from appliance.media.hold import Stuck
from appliance.media.local import LocalEngine
from appliance.paths import Paths
from appliance.server.dispatch import Dispatcher
from appliance.server.unix import UnixServer

log = structlog.get_logger()

STATUS_INTERVAL_S = 0.05
SEND_TIMEOUT_S = 1.0
Send = Callable[[bytes], Awaitable[None]]


def engine_verbs() -> dict[str, Verb]:
    """The engine's method table; whoever the socket's mode lets in is the room."""
    roles = frozenset({Role.ADMIN})
    verbs = verbs_of("engine", MediaEngine)
    return {name: msgspec.structs.replace(verb, roles=roles) for name, verb in verbs.items()}


class Worker:
    """Answers engine.* and notifies every connection of `engine.status`, at most twenty times a second."""

    def __init__(self, frames: Path, mirror: Path) -> None:
        self._news = asyncio.Event()
        self._engine = LocalEngine(frames, mirror, self._news.set, _give_up)
        self._dispatcher = Dispatcher(engine_verbs(), {"engine": self._engine})
        self._rooms: set[Send] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._engine.run())
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
        reported: EngineStatus | None = None
        while True:
            await self._news.wait()
            self._news.clear()
            status = self._engine.take_status()
            if status != reported:
                reported = status
                await self._tell(wire.notification("engine.status", status))
            await asyncio.sleep(STATUS_INTERVAL_S)

    async def _tell(self, message: bytes) -> None:
        for send in tuple(self._rooms):
            try:
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await send(message)
            except (ConnectionError, TimeoutError):
                # a room that does not read misses news, and gets the whole status when it configures again
                self._rooms.discard(send)


async def run_media(paths: Paths) -> None:
    """Run the worker until SIGTERM or SIGINT. Raises OSError where the socket cannot be had."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    where: Path | socket.socket = systemd.listen_fds().get("media", paths.media_socket)
    worker = Worker(paths.frames, paths.mirror)
    async with UnixServer(where, _room, worker.serve), asyncio.TaskGroup() as group:
        work = [group.create_task(worker.run()), group.create_task(systemd.keep_alive(lambda: True))]
        systemd.ready()
        log.info("media.started")
        await stop.wait()
        systemd.stopping()
        for task in work:
            task.cancel()
    log.info("media.stopped")


def _give_up(error: Stuck) -> None:
    """End at once with status 1: an orderly end would wait for the device that hangs. The supervisor starts anew."""
    log.critical("media.stuck", error=str(error))
    os._exit(1)


def _room(_uid: int, connection: str) -> Caller:
    return Caller(Role.ADMIN, connection)
