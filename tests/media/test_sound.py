"""The worker with the real sound drivers, on a private PipeWire with virtual devices."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest

from appliance.media.engine import DriverChoice
from tests.drivers.sound_server import missing, running_sound_server
from tests.media.room import Room, config, joined
from tests.media.sender import Slides, Tone, laptop, patches
from tests.media.worker import Worker, running_worker

pytestmark = [pytest.mark.sound, pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")]
RATE = 48_000
FORM = ("--raw", "--format=float32le", f"--rate={RATE}", "--channels=2")


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    with running_sound_server(), running_worker(tmp_path_factory.mktemp("media")) as found:
        yield found


@asynccontextmanager
async def pulse(program: str, device: str, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        program, *FORM, *options, f"--device={device}", stdin=pipe, stdout=pipe
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def real(device: str) -> DriverChoice:
    return DriverChoice(driver="sounddevice", device=device)


async def test_a_casts_tone_leaves_the_loudspeaker(room: Room, tmp_path: Path) -> None:
    await room.engine.configure(config(speaker=real("room_speaker"), volume=100))
    assert [(one.id, one.availability) for one in room.status.devices if one.selected] == [
        ("sounddevice:room_speaker", "available")
    ]
    async with laptop(Slides(patches(320, 180)), Tone(1000)) as sender, pulse("parec", "room_speaker.monitor") as ear:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
        async with asyncio.timeout(10):
            while not np.abs(await heard(ear, 0.1)).max() > 0.3:
                pass
        await heard(ear, 1)
        sound = await heard(ear, 2)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))[:, None], axis=0))
    assert np.argmax(spectrum, axis=0) / 2 == pytest.approx([1000, 1000], rel=0.01)
    assert np.sqrt(np.mean(sound**2, axis=0)) == pytest.approx(np.full(2, 16_000 / 32_768 / np.sqrt(2)), rel=0.15)
    pieces = np.abs(sound[:, 0]).reshape(-1, 480).max(axis=1)
    assert np.mean(pieces < 0.05) < 0.05, "drop-outs"
    assert [one.availability for one in room.status.devices if one.selected] == ["available"]


async def heard(ear: asyncio.subprocess.Process, seconds: float) -> np.ndarray:
    assert ear.stdout is not None
    data = await asyncio.wait_for(ear.stdout.readexactly(round(seconds * RATE) * 8), seconds + 5)
    return np.frombuffer(data, np.float32).reshape(-1, 2)


async def test_who_speaks_into_the_microphones_is_noticed(room: Room) -> None:
    await room.engine.configure(config(microphone=real("mic_array")))
    times = np.arange(10 * RATE) / RATE
    buzz = sum(np.sin(2 * np.pi * 140 * harmonic * times) / harmonic for harmonic in range(1, 25))
    voice = (0.2 * buzz * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * times))).astype(np.float32)
    async with pulse("pacat", "mic_feed") as mouth:
        assert mouth.stdin is not None
        await asyncio.sleep(0.5)
        assert not room.status.speech
        mouth.stdin.write(np.repeat(voice[:, None], 2, axis=1).tobytes())
        await room.until(lambda status: status.speech, 5)
    await room.until(lambda status: not status.speech, 4)


async def test_a_sound_server_that_dies_leaves_no_worker_that_hangs(tmp_path: Path) -> None:
    server = ExitStack()
    server.enter_context(running_sound_server())
    alone = Worker(tmp_path)
    try:
        async with joined(alone) as room, laptop(Slides(patches(320, 180)), Tone(1000)) as sender:
            await room.engine.configure(config(speaker=real("room_speaker"), volume=100))
            await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
            await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
            await asyncio.sleep(1.5)
            assert alone.process.poll() is None
            await asyncio.to_thread(server.close)
            await room.until(lambda status: status.devices[0].availability == "lost", 4)
            await asyncio.sleep(3)
            # PortAudio before 2025-06 hangs then, and only a new worker heals it
            if alone.process.poll() is None:
                assert psutil.Process(alone.process.pid).cpu_percent(1) < 50
            else:
                assert alone.process.returncode == 1
                assert "media.stuck" in alone.said
    finally:
        server.close()
        alone.kill()
        # PortAudio says the same thing a million times
        alone.log.unlink()
