"""The client against a worker of the test's own making: a fake engine behind the real server and dispatcher."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from appliance.api import wire
from appliance.api.errors import Code, Invalid, NotFound, Unavailable
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.frames import MailboxReader
from appliance.media.client import RemoteEngine
from appliance.media.engine import EngineConfig, EngineDevice, EngineStatus, MediaEngine
from appliance.media.fake import FakeEngine
from appliance.server.dispatch import Dispatcher
from appliance.server.unix import UnixServer
from appliance.server.worker import worker_verbs

CAMERA = EngineDevice(id="c", kind="camera", name="C", driver="twin", virtual=True, selected=True)


class Worker:
    def __init__(self, directory: Path) -> None:
        self.path = directory / "media.sock"
        self._news: set[asyncio.Queue[EngineStatus]] = set()
        self.engine = FakeEngine(directory, self._report)
        self._dispatcher = Dispatcher(worker_verbs("engine", MediaEngine), {"engine": self.engine})

    def _report(self, status: EngineStatus) -> None:
        for queue in self._news:
            queue.put_nowait(status)

    async def _serve(self, caller: Caller, incoming: AsyncIterator[bytes], send: Any) -> None:
        queue: asyncio.Queue[EngineStatus] = asyncio.Queue()
        self._news.add(queue)

        async def tell() -> None:
            while True:
                await send(wire.notification("engine.status", await queue.get()))

        async with asyncio.TaskGroup() as group:
            telling = group.create_task(tell())
            async for message in incoming:
                await send(await self._dispatcher.answer(message, caller))
            telling.cancel()
        self._news.discard(queue)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        async with UnixServer(self.path, lambda _, name: Caller(Role.ADMIN, name), self._serve):
            yield
        self.engine.close()


class Room:
    def __init__(self, path: Path) -> None:
        self.statuses: list[EngineStatus] = []
        self.availability: list[bool] = []
        self.engine = RemoteEngine(path, self.statuses.append, self.availability.append)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(3):
        while not is_so():  # noqa: ASYNC110  what is waited for has no event of its own
            await asyncio.sleep(0.005)


@pytest.fixture
def worker(tmp_path: Path) -> Worker:
    return Worker(tmp_path)


@pytest.fixture
async def room(worker: Worker) -> AsyncIterator[Room]:
    made = Room(worker.path)
    running = asyncio.create_task(made.engine.run())
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_verbs_reach_the_worker_and_its_errors_come_back(worker: Worker, room: Room, tmp_path: Path) -> None:
    async with worker.serving():
        await room.engine.configure(EngineConfig(volume=7))
        await until(lambda: room.availability == [True])
        assert worker.engine.config.volume == 7
        worker.engine.set_devices(CAMERA)
        await until(lambda: room.statuses[-1].devices == (CAMERA,))
        assert (await room.engine.receive_cast("a", "v=0\r\n", "label")).startswith("v=0")
        assert MailboxReader(tmp_path / "cast-a").read() is not None
        await until(lambda: [cast.label for cast in room.statuses[-1].casts] == ["label"])
        await room.engine.close_cast("a")
        with pytest.raises(NotFound) as unknown:
            await room.engine.close_cast("a")
        assert unknown.value.code == Code.CAST_UNKNOWN
        with pytest.raises(Invalid) as bad:
            await room.engine.receive_cast("a", "hello")
        assert (bad.value.code, bad.value.data) == (Code.CAST_OFFER, {"reason": "no_sdp"})
        await room.engine.receive_rtp("r", 5000, 5002, "label")
        with pytest.raises(Invalid) as same:
            await room.engine.receive_rtp("r", 5000, 5000)
        assert (same.value.code, same.value.data) == (Code.CAST_BAD_PORT, {"port": 5000})
        await room.engine.receive_capture("h", "c", "label")
        with pytest.raises(NotFound) as no_camera:
            await room.engine.receive_capture("h", "none")
        assert no_camera.value.code == Code.DEVICE_UNKNOWN
        await until(lambda: [(cast.id, cast.codec) for cast in room.statuses[-1].casts] == [("r", "H264"), ("h", "")])
        await room.engine.set_tiles({"r": (640, 360), "h": (0, 0)})
        assert worker.engine.tiles == {"r": (640, 360), "h": (0, 0)}
        await room.engine.set_cast_muted("r", True)
        assert worker.engine.muted == {"r"}
        await room.engine.set_cast_muted("r", False)
        assert worker.engine.muted == set()
        await room.engine.play_test_tone()
        await until(lambda: True in [status.test_tone for status in room.statuses])
        await room.engine.set_preview(True)
        await until(lambda: room.statuses[-1].preview == "camera")
        await room.engine.inject_fault("c", "unplugged")
        await until(lambda: room.statuses[-1].devices[0].availability == "lost")
        await room.engine.clear_fault("c")
        await until(lambda: room.statuses[-1].devices[0].availability == "available")


async def test_away_is_said_once_and_back_once_with_the_newest_configuration(worker: Worker, room: Room) -> None:
    await room.engine.configure(EngineConfig(volume=1))
    await until(lambda: room.availability == [False])
    with pytest.raises(Unavailable) as away:
        await room.engine.play_test_tone()
    assert away.value.code == Code.MEDIA_AWAY
    await room.engine.configure(EngineConfig(volume=2))
    await asyncio.sleep(0.5)
    async with worker.serving():
        await until(lambda: room.availability == [False, True])
        assert worker.engine.config.volume == 2
        await room.engine.configure(EngineConfig(volume=3))
        assert worker.engine.config.volume == 3
    await until(lambda: room.availability == [False, True, False])
    worker.engine.config = EngineConfig()
    async with worker.serving():
        await until(lambda: room.availability == [False, True, False, True])
        assert worker.engine.config.volume == 3


async def test_a_dropped_cast_is_closed_and_then_gone(worker: Worker, room: Room, tmp_path: Path) -> None:
    async with worker.serving():
        await room.engine.configure(EngineConfig())
        await until(lambda: room.availability == [True])
        await room.engine.receive_cast("a", "v=0")
        worker.engine.drop("a", "interrupted")
        worker.engine.drop("a")

        def phases() -> list[str]:
            return [cast.phase for status in room.statuses for cast in status.casts]

        await until(lambda: phases() == ["live", "interrupted", "closed"])
        await until(lambda: room.statuses[-1].casts == ())
        assert not (tmp_path / "cast-a").exists()


async def test_a_worker_that_comes_back_is_told_of_tiles_and_mutes(worker: Worker, room: Room) -> None:
    await room.engine.configure(EngineConfig())
    await until(lambda: room.availability == [False])
    await room.engine.set_tiles({"a": (640, 360)})
    await room.engine.set_cast_muted("a", True)
    await room.engine.set_cast_muted("b", True)
    await room.engine.set_cast_muted("b", False)
    async with worker.serving():
        await until(lambda: room.availability == [False, True])
        assert worker.engine.tiles == {"a": (640, 360)}
        assert worker.engine.muted == {"a"}
        await room.engine.receive_cast("a", "v=0")
        await room.engine.close_cast("a")
    await until(lambda: not room.availability[-1])
    worker.engine.muted.clear()
    async with worker.serving():
        await until(lambda: room.availability[-1])
        assert worker.engine.muted == set(), "a cast that is over is forgotten"
