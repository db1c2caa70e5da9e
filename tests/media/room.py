# ruff: noqa: ASYNC110  what is waited for happens in other processes and threads

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from appliance.frames import Frame, MailboxReader
from appliance.media.client import RemoteEngine
from appliance.media.engine import DriverChoice, EngineConfig, EngineStatus
from appliance.paths import Paths

WORKER = """
import asyncio, sys
from pathlib import Path
from appliance import log
from appliance.media.worker import run_media
from appliance.paths import Paths
log.configure()
asyncio.run(run_media(Paths(Path(sys.argv[1]), Path(sys.argv[1]))))
"""


class Room:
    """A worker process, and the client that a daemon would hold."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.statuses: list[EngineStatus] = []
        self.availability: list[bool] = []
        self.log = paths.data / "worker.log"
        self.process: asyncio.subprocess.Process | None = None
        self.engine = self.client()

    def client(self) -> RemoteEngine:
        return RemoteEngine(self.paths.media_socket, self.statuses.append, self.availability.append)

    @property
    def status(self) -> EngineStatus:
        return self.statuses[-1] if self.statuses else EngineStatus()

    def phases(self, cast_id: str) -> list[str]:
        found = [cast.phase for status in self.statuses for cast in status.casts if cast.id == cast_id]
        return [phase for at, phase in enumerate(found) if at == 0 or found[at - 1] != phase]

    async def start(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", WORKER, str(self.paths.runtime), env=environment, stderr=log
            )

    async def stop(self) -> None:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        assert await asyncio.wait_for(self.process.wait(), 10) == 0
        said = self.log.read_text()
        assert "Traceback" not in said, said
        assert "never retrieved" not in said, said

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
async def running_room(directory: Path) -> AsyncIterator[Room]:
    paths = Paths(directory, directory)
    paths.prepare_runtime()
    room = Room(paths)
    await room.start()
    client = asyncio.create_task(room.engine.run())
    try:
        await room.engine.configure(config())
        async with asyncio.timeout(10):
            while not room.availability or not room.availability[-1]:
                await asyncio.sleep(0.01)
        yield room
    finally:
        client.cancel()
        await asyncio.gather(client, return_exceptions=True)
        await room.stop()
