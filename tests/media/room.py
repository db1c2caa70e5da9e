# ruff: noqa: ASYNC110  what is waited for happens in other processes and threads

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from appliance.api.errors import RoomError
from appliance.frames import Frame, MailboxReader
from appliance.media.client import RemoteEngine
from appliance.media.engine import DriverChoice, EngineConfig, EngineStatus
from tests.media.worker import Worker


class Room:
    """The client that a daemon would hold, of a worker process."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.paths = worker.paths
        self.statuses: list[EngineStatus] = []
        self.availability: list[bool] = []
        self.engine = self.client()

    def client(self) -> RemoteEngine:
        return RemoteEngine(self.paths.media_socket, self.statuses.append, self.availability.append)

    @property
    def status(self) -> EngineStatus:
        return self.statuses[-1] if self.statuses else EngineStatus()

    def phases(self, cast_id: str) -> list[str]:
        found = [cast.phase for status in self.statuses for cast in status.casts if cast.id == cast_id]
        return [phase for at, phase in enumerate(found) if at == 0 or found[at - 1] != phase]

    async def available(self, timeout_s: float = 10) -> None:
        async with asyncio.timeout(timeout_s):
            while not self.availability or not self.availability[-1]:
                await asyncio.sleep(0.01)

    async def tidy(self) -> None:
        """Leave the worker as if it were new."""
        await self.engine.set_preview(False)
        for device in self.status.devices:
            if device.virtual:
                with suppress(RoomError):
                    await self.engine.clear_fault(device.id)
        for cast in self.status.casts:
            with suppress(RoomError):
                await self.engine.close_cast(cast.id)
        await self.engine.configure(config())
        await self.until(lambda status: not status.casts and not status.test_tone)

    async def until(self, is_so: Callable[[EngineStatus], bool], timeout_s: float = 10) -> EngineStatus:
        async with asyncio.timeout(timeout_s):
            while not is_so(self.status):
                await asyncio.sleep(0.01)
        return self.status

    async def frame(
        self, stream: str, is_right: Callable[[Frame], bool] = lambda _: True, timeout_s: float = 10
    ) -> Frame:
        async with asyncio.timeout(timeout_s):
            while True:
                try:
                    reader = MailboxReader(self.paths.frames / stream)
                except FileNotFoundError:
                    await asyncio.sleep(0.01)
                    continue
                try:
                    while not reader.closed:
                        frame = reader.read()
                        if frame is not None and is_right(frame):
                            return frame
                        await asyncio.sleep(0.005)
                finally:
                    reader.close()


def config(**fields: Any) -> EngineConfig:
    values: dict[str, Any] = {
        "addresses": ("127.0.0.1",),
        "camera": DriverChoice(driver="none"),
        "microphone": DriverChoice(driver="none"),
        "speaker": DriverChoice(driver="none"),
        "frame_format": "bgrx",
    }
    return EngineConfig(**{**values, **fields})


@asynccontextmanager
async def joined(worker: Worker) -> AsyncIterator[Room]:
    room = Room(worker)
    client = asyncio.create_task(room.engine.run())
    try:
        await room.engine.configure(config())
        await room.available()
        yield room
        if worker.process.poll() is None:
            await room.tidy()
    finally:
        client.cancel()
        await asyncio.gather(client, return_exceptions=True)
