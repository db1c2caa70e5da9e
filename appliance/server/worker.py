"""How the room reaches its workers: verbs over a socket of the worker's own, and word of what has changed."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import msgspec
import structlog

from appliance import systemd
from appliance.api import wire
from appliance.api.contract import Verb, verbs_of
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.server.dispatch import Dispatcher
from appliance.server.unix import UnixServer

log = structlog.get_logger()

SEND_TIMEOUT_S = 1.0
Send = Callable[[bytes], Awaitable[None]]
Serve = Callable[[Caller, AsyncIterator[bytes], Send], Awaitable[None]]


def worker_verbs(domain: str, api: type) -> dict[str, Verb]:
    """A worker's method table, of a Protocol; whoever the socket's mode lets in is the room."""
    roles = frozenset({Role.ADMIN})
    return {name: msgspec.structs.replace(verb, roles=roles) for name, verb in verbs_of(domain, api).items()}


class Rooms:
    """Connections of rooms to one worker, which answers `domain.verb` by the methods of `api`."""

    def __init__(self, domain: str, api: type, worker: object) -> None:
        self._domain = domain
        self._dispatcher = Dispatcher(worker_verbs(domain, api), {domain: worker})
        self._sends: set[Send] = set()

    @property
    def is_empty(self) -> bool:
        """Whether nobody is there."""
        return not self._sends

    async def serve(self, caller: Caller, incoming: AsyncIterator[bytes], send: Send) -> None:
        """Serve one connection to its end; what it started goes on without it."""
        self._sends.add(send)
        try:
            async for message in incoming:
                if (answer := await self._dispatcher.answer(message, caller)) is not None:
                    await send(answer)
        finally:
            self._sends.discard(send)

    async def tell(self, status: Any) -> None:
        """Notify all of `domain.status`; a room that does not read for a second misses this and what follows."""
        message = wire.notification(f"{self._domain}.status", status)
        for send in tuple(self._sends):
            try:
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await send(message)
            except (ConnectionError, TimeoutError):
                self._sends.discard(send)


async def run_worker(name: str, path: Path, serve: Serve, work: Coroutine[Any, Any, None], **facts: object) -> None:
    """Serve and work until SIGTERM or SIGINT, on the socket of this name that systemd gives, or else at a path.

    The facts are logged at the start. Raises OSError where the socket cannot be had.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = UnixServer(systemd.listen_fds().get(name, path), _room, serve)
    async with server, asyncio.TaskGroup() as group:
        tasks = [group.create_task(work), group.create_task(systemd.keep_alive(lambda: True))]
        systemd.ready()
        log.info(f"{name}.started", **facts)
        await stop.wait()
        systemd.stopping()
        for task in tasks:
            task.cancel()
    log.info(f"{name}.stopped")


def _room(_uid: int, connection: str) -> Caller:
    return Caller(Role.ADMIN, connection)
