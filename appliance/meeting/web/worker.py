"""parlor-browser: shows pages of third parties for the room, over its socket; holds no secret, keeps nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from appliance.caller import Caller
from appliance.frames import PAGE
from appliance.meeting.web.engine import PageStatus, WebEngine
from appliance.meeting.web.host import Host
from appliance.meeting.web.join import House
from appliance.meeting.web.recipe import Recipes
from appliance.meeting.web.screen import Screen
from appliance.paths import Paths
from appliance.server.worker import Rooms, Send, run_worker

STATUS_INTERVAL_S = 0.05


class Worker:
    """Answers web.* and notifies the room of `web.status`. A page ends with the connection that opened it."""

    def __init__(self, house: House, recipes: Recipes) -> None:
        self._news = asyncio.Event()
        self._host = Host(house, recipes, self._news.set)
        self._rooms = Rooms("web", WebEngine, self._host)

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._host.run())
            group.create_task(self._report())

    async def serve(self, caller: Caller, incoming: AsyncIterator[bytes], send: Send) -> None:
        """Serve one connection to its end; where no other is left nobody could leave the meeting, so it is left."""
        try:
            await self._rooms.serve(caller, incoming, send)
        finally:
            if self._rooms.is_empty:
                await self._host.close(self._host.status.call_id)

    async def _report(self) -> None:
        reported: PageStatus | None = None
        while True:
            await self._news.wait()
            self._news.clear()
            if self._host.status != reported:
                reported = self._host.status
                await self._rooms.tell(reported)
            await asyncio.sleep(STATUS_INTERVAL_S)


async def run_browser(paths: Paths, program: str, recipes: Recipes, flags: tuple[str, ...] = ()) -> None:
    """Run the worker until SIGTERM or SIGINT. Raises OSError where the socket cannot be had."""
    worker = Worker(House(program, paths.profiles, Screen(paths.pages / PAGE), flags), recipes)
    await run_worker("browser", paths.browser_socket, worker.serve, worker.run())
