"""parlor-browser: shows pages of third parties for the room, over its socket; holds no secret, keeps nothing."""

from __future__ import annotations

import asyncio
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
from appliance.frames import PAGE
from appliance.meeting.web.engine import PageStatus, WebEngine
from appliance.meeting.web.host import Host
from appliance.meeting.web.join import House
from appliance.meeting.web.recipe import Recipes
from appliance.meeting.web.screen import Screen
from appliance.paths import Paths
from appliance.server.dispatch import Dispatcher
from appliance.server.unix import UnixServer

log = structlog.get_logger()

STATUS_INTERVAL_S = 0.05
SEND_TIMEOUT_S = 1.0
Send = Callable[[bytes], Awaitable[None]]


def web_verbs() -> dict[str, Verb]:
    """The worker's method table; whoever the socket's mode lets in is the room."""
    roles = frozenset({Role.ADMIN})
    return {name: msgspec.structs.replace(verb, roles=roles) for name, verb in verbs_of("web", WebEngine).items()}


class Worker:
    """Answers web.* and notifies the room of `web.status`. A page ends with the connection that opened it."""

    def __init__(self, house: House, recipes: Recipes) -> None:
        self._news = asyncio.Event()
        self._host = Host(house, recipes, self._news.set)
        self._dispatcher = Dispatcher(web_verbs(), {"web": self._host})
        self._rooms: set[Send] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._host.run())
            group.create_task(self._report())

    async def serve(self, caller: Caller, incoming: AsyncIterator[bytes], send: Send) -> None:
        """Serve one connection to its end; where no other is left nobody could leave the meeting, so it is left."""
        self._rooms.add(send)
        try:
            async for message in incoming:
                if (answer := await self._dispatcher.answer(message, caller)) is not None:
                    await send(answer)
        finally:
            self._rooms.discard(send)
            if not self._rooms:
                await self._host.close(self._host.status.call_id)

    async def _report(self) -> None:
        reported: PageStatus | None = None
        while True:
            await self._news.wait()
            self._news.clear()
            if self._host.status != reported:
                reported = self._host.status
                await self._tell(wire.notification("web.status", reported))
            await asyncio.sleep(STATUS_INTERVAL_S)

    async def _tell(self, message: bytes) -> None:
        for send in tuple(self._rooms):
            try:
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await send(message)
            except (ConnectionError, TimeoutError):
                self._rooms.discard(send)


async def run_browser(paths: Paths, program: str, recipes: Recipes, flags: tuple[str, ...] = ()) -> None:
    """Run the worker until SIGTERM or SIGINT. Raises OSError where the socket cannot be had."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    where: Path | socket.socket = systemd.listen_fds().get("browser", paths.browser_socket)
    worker = Worker(House(program, paths.profiles, Screen(paths.pages / PAGE), flags), recipes)
    async with UnixServer(where, _room, worker.serve), asyncio.TaskGroup() as group:
        work = [group.create_task(worker.run()), group.create_task(systemd.keep_alive(lambda: True))]
        systemd.ready()
        log.info("browser.started")
        await stop.wait()
        systemd.stopping()
        for task in work:
            task.cancel()
    log.info("browser.stopped")


def _room(_uid: int, connection: str) -> Caller:
    return Caller(Role.ADMIN, connection)
