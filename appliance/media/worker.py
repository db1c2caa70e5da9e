"""parlor-media: serves the engine to the room over its socket and reports what changes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import structlog

from appliance.caller import Caller
from appliance.media.engine import EngineStatus, MediaEngine
from appliance.media.hold import Stuck
from appliance.media.local import LocalEngine
from appliance.paths import Paths
from appliance.server.worker import Rooms, Send, run_worker

log = structlog.get_logger()

STATUS_INTERVAL_S = 0.05


class Worker:
    """Answers engine.* and notifies every connection of `engine.status`, at most twenty times a second."""

    def __init__(self, frames: Path, mirror: Path) -> None:
        self._news = asyncio.Event()
        self._engine = LocalEngine(frames, mirror, self._news.set, _give_up)
        self._rooms = Rooms("engine", MediaEngine, self._engine)

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._engine.run())
            group.create_task(self._report())

    async def serve(self, caller: Caller, incoming: AsyncIterator[bytes], send: Send) -> None:
        """Serve one connection to its end; where no other is left, what was lent to a page is taken back."""
        try:
            await self._rooms.serve(caller, incoming, send)
        finally:
            if self._rooms.is_empty:
                await self._engine.end_loan()

    async def _report(self) -> None:
        reported: EngineStatus | None = None
        while True:
            await self._news.wait()
            self._news.clear()
            status = self._engine.take_status()
            if status != reported:
                reported = status
                await self._rooms.tell(status)
            await asyncio.sleep(STATUS_INTERVAL_S)


async def run_media(paths: Paths) -> None:
    """Run the worker until SIGTERM or SIGINT. Raises OSError where the socket cannot be had."""
    worker = Worker(paths.frames, paths.mirror)
    await run_worker("media", paths.media_socket, worker.serve, worker.run())


def _give_up(error: Stuck) -> None:
    """End at once with status 1: an orderly end would wait for the device that hangs. The supervisor starts anew."""
    log.critical("media.stuck", error=str(error))
    os._exit(1)
