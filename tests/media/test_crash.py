# ruff: noqa: ASYNC110  what is waited for happens in other processes and threads

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.api.errors import Code, Unavailable
from appliance.media.engine import DriverChoice, EngineStatus
from tests.media.picture import shows
from tests.media.room import Room, config
from tests.media.sender import BLUE, PATCHES, Slides, laptop, patches
from tests.media.worker import Worker, running_worker

ROOT = Path(__file__).parents[2]

DAEMON = """
import asyncio, sys
from pathlib import Path
from appliance import log
from appliance.media.client import RemoteEngine
from tests.media.room import config

log.configure("error")

async def main():
    came = asyncio.Event()
    engine = RemoteEngine(Path(sys.argv[1]), lambda status: None, lambda is_there: is_there and came.set())
    running = asyncio.ensure_future(engine.run())
    await engine.configure(config())
    await came.wait()
    print(repr(await engine.receive_cast("k1", sys.stdin.read(), "mine")), flush=True)
    await running

asyncio.run(main())
"""

SENDER = """
import asyncio, sys
import aioice.ice
aioice.ice.get_host_addresses = lambda **_: ["127.0.0.1"]
from tests.media.sender import Laptop, Slides, patches

async def main():
    sender = Laptop(Slides(patches(320, 180)))
    print(repr(await sender.offer()), flush=True)
    await sender.take(eval(await asyncio.to_thread(sys.stdin.readline)))
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    """One for each test, as they kill it."""
    with running_worker(tmp_path) as found:
        yield found


async def python(code: str, *arguments: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, *arguments, stdin=pipe, stdout=pipe, env=environment, limit=1 << 20
    )


async def line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 15)).decode()


async def test_casts_go_on_when_the_room_is_killed_and_the_next_room_finds_them(room: Room) -> None:
    slides = Slides(patches(320, 180))
    async with laptop(slides) as sender:
        daemon = await python(DAEMON, str(room.paths.media_socket))
        assert daemon.stdin is not None
        daemon.stdin.write((await sender.offer()).encode())
        daemon.stdin.close()
        await sender.take(eval(await line(daemon)))  # noqa: S307  our own repr
        await room.frame("cast-k1", lambda frame: shows(frame, PATCHES))
        daemon.kill()
        await daemon.wait()
        slides.picture = patches(320, 180, (BLUE,))
        await room.frame("cast-k1", lambda frame: shows(frame, (BLUE,)))
        found: list[EngineStatus] = []
        successor = asyncio.create_task((heir := room.client()).run())
        heir._on_status = found.append
        await heir.configure(config())
        async with asyncio.timeout(3):
            while not found:
                await asyncio.sleep(0.01)
        successor.cancel()
        assert [(cast.id, cast.label, cast.phase) for cast in found[0].casts] == [("k1", "mine", "live")]


async def test_a_killed_sender_is_interrupted_and_may_come_back(room: Room) -> None:
    sender = await python(SENDER)
    try:
        offer = eval(await line(sender))  # noqa: S307
        answer = await room.engine.receive_cast("a1", offer)
        assert sender.stdin is not None
        sender.stdin.write(repr(answer).encode() + b"\n")
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        await room.until(lambda status: status.casts[0].phase == "live")
    finally:
        sender.kill()
        await sender.wait()
    killed_s = time.monotonic()
    await room.until(lambda status: status.casts[0].phase == "interrupted")
    assert time.monotonic() - killed_s < 3
    assert (room.paths.frames / "cast-a1").exists(), "the last picture stays"
    async with laptop(Slides(patches(320, 180, (BLUE,)))) as back:
        await back.take(await room.engine.receive_cast("a1", await back.offer()))
        await room.frame("cast-a1", lambda frame: shows(frame, (BLUE,)))
        await room.until(lambda status: status.casts[0].phase == "live")


async def test_a_killed_worker_is_away_and_takes_up_the_configuration_again(room: Room) -> None:
    await room.engine.configure(config(frame_format="i420"))
    async with laptop(Slides(patches(320, 180))) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.frame("cast-a1")
        room.worker.kill()
        async with asyncio.timeout(1):
            while room.availability[-1]:
                await asyncio.sleep(0.01)
    with pytest.raises(Unavailable) as away:
        await room.engine.set_preview(True)
    assert away.value.code == Code.MEDIA_AWAY
    room.worker.start()
    await room.available()
    assert room.status.casts == ()
    assert list(room.paths.frames.iterdir()) == [], "streams of the dead worker are gone"
    async with laptop(Slides(patches(320, 180))) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        frame = await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        assert frame.format.name.startswith("I420")
    assert room.availability[-3:] == [True, False, True]


async def test_the_worker_stops_when_told(room: Room) -> None:
    async with laptop(Slides(patches(320, 180))) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.frame("cast-a1")
        await asyncio.to_thread(room.worker.stop)
        assert list(room.paths.frames.iterdir()) == []


async def test_a_loudspeaker_that_hangs_ends_the_worker_and_the_next_one_serves(room: Room) -> None:
    await room.engine.configure(config(speaker=DriverChoice(driver="hanging")))
    await room.engine.play_test_tone()
    await room.until(lambda status: status.test_tone, 2)
    await room.engine.configure(config(speaker=DriverChoice(driver="twin")))
    assert await asyncio.to_thread(room.worker.process.wait, 5) == 1
    lines = [line for line in room.worker.said.splitlines() if "media.stuck" in line]
    assert len(lines) == 1
    assert "the loudspeaker hangs" in lines[0]
    room.worker.start()
    await room.available()
    await room.engine.play_test_tone()
    await room.until(lambda status: status.test_tone, 2)
