"""The room's processed sound as devices of a private PipeWire, and its picture in a file."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from drivers.pulse import handover
from drivers.pulse.stream import Playing, Recording
from tests.drivers.sound_server import missing, running_sound_server
from tests.media.room import Room, config, joined
from tests.media.test_sound import RATE, heard, pulse, real
from tests.media.worker import Worker, running_worker

pytestmark = [pytest.mark.sound, pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")]


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    with running_sound_server(), running_worker(tmp_path_factory.mktemp("media")) as found:
        yield found


def buzz(seconds: float) -> np.ndarray:
    """A voice of 140 Hz that comes and goes, which noise suppression leaves alone."""
    times = np.arange(round(seconds * RATE)) / RATE
    tones = sum(np.sin(2 * np.pi * 140 * harmonic * times) / harmonic for harmonic in range(1, 25))
    return np.asarray(0.2 * tones * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * times)), np.float32)


@asynccontextmanager
async def talking() -> AsyncIterator[None]:
    """Somebody before the microphones."""
    async with pulse("pacat", "mic_feed") as mouth:
        assert mouth.stdin is not None
        mouth.stdin.write(np.repeat(buzz(60)[:, None], 2, axis=1).tobytes())
        yield


async def loudest(ear: asyncio.subprocess.Process, seconds: float = 0.5) -> float:
    return float(np.abs(await heard(ear, seconds)).max())


async def until_loud(ear: asyncio.subprocess.Process, within_s: float = 8.0) -> None:
    async with asyncio.timeout(within_s):
        while await loudest(ear, 0.2) < 0.02:
            pass


def clicks(into: str, out_of: str) -> list[float]:
    """How long each of some bursts takes from a sink to a source."""
    given: list[float] = []
    over = threading.Event()

    def play() -> None:
        with Playing(into, 2) as sink:
            for number in itertools.count():
                if over.is_set():
                    return
                is_burst = number % 60 in (30, 31)
                if number % 60 == 30:
                    given.append(time.monotonic())
                sink.write(np.full((480, 2), 0.5 if is_burst else 0.001, np.float32))

    player = threading.Thread(target=play)
    player.start()
    delays: list[float] = []
    try:
        with Recording(out_of, 2) as ear:
            quiet, until_s = 100, time.monotonic() + 8
            while time.monotonic() < until_s:
                is_heard = np.abs(ear.read(480)).max() > 0.1
                if is_heard and quiet > 20 and given:
                    delays.append(time.monotonic() - given[-1])
                quiet = 0 if is_heard else quiet + 1
    finally:
        over.set()
        player.join()
    return delays


def modules() -> str:
    return subprocess.run(["pactl", "list", "short", "modules"], capture_output=True, text=True, check=True).stdout


async def gone(within_s: float = 6.0) -> None:
    deadline = time.monotonic() + within_s
    while "parlor_" in modules():
        assert time.monotonic() < deadline, modules()
        await asyncio.sleep(0.05)


async def test_a_program_hears_the_room_while_it_may(room: Room) -> None:
    await room.engine.configure(config(microphone=real("mic_array")))
    lent = await room.engine.lend_devices("c1", ["microphone", "camera"])
    assert lent.microphone == "Parlor microphone"
    await room.until(lambda status: status.lent == "c1")
    assert await room.engine.lend_devices("c1", ["microphone", "camera"]) == lent
    async with talking(), pulse("parec", lent.source) as ear:
        await heard(ear, 1)
        assert await loudest(ear) == 0, "nothing is heard that nobody opened"
        await room.engine.open_lent("c1", microphone=True, camera=False)
        await until_loud(ear)
        sound = (await heard(ear, 2))[:, 0]
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
        assert np.argmax(spectrum) / 2 == pytest.approx(140, abs=8)
        assert room.status.speech
        for call_id, is_open in (("c1", False), ("other", True)):
            await room.engine.open_lent(call_id, microphone=is_open, camera=False)
            # one that has listened before still holds what was said before
            async with pulse("parec", lent.source) as fresh:
                await heard(fresh, 0.3)
                assert await loudest(fresh, 1) == 0
    await room.engine.take_back("c1")
    await room.until(lambda status: not status.lent)
    await gone()


async def test_devices_stay_until_their_user_lets_go(room: Room) -> None:
    lent = await room.engine.lend_devices("c2", ["microphone"])
    async with pulse("parec", lent.source) as ear:
        await heard(ear, 0.2)
        await room.engine.take_back("c2")
        await asyncio.sleep(0.7)
        assert lent.source in modules(), "its user would have been moved to the bare microphone"
    await gone()


async def test_what_the_page_plays_leaves_the_loudspeaker(room: Room) -> None:
    await room.engine.configure(config(microphone=real("mic_array"), speaker=real("room_speaker"), volume=100))
    lent = await room.engine.lend_devices("c3", ["microphone"])
    delays = await asyncio.to_thread(clicks, lent.speaker, "room_speaker.monitor")
    print(f"from the page's sink to the loudspeaker: {sorted(round(1000 * each) for each in delays)} ms")
    assert len(delays) >= 5
    assert statistics.median(delays) < 0.4
    await room.engine.take_back("c3")
    await gone()


async def test_a_new_worker_goes_on_with_the_devices_of_one_that_died(tmp_path: Path) -> None:
    with running_sound_server():
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
        first = Worker(tmp_path / "a")
        async with joined(first) as room:
            await room.engine.configure(config(microphone=real("mic_array")))
            lent = await room.engine.lend_devices("c4", ["microphone"])
            async with pulse("parec", lent.source) as ear:
                await heard(ear, 0.2)
                first.kill()
                with running_worker(tmp_path / "b") as second:
                    async with joined(second) as again, talking():
                        await again.engine.configure(config(microphone=real("mic_array")))
                        assert await again.engine.lend_devices("c4", ["microphone"]) == lent
                        await again.engine.open_lent("c4", microphone=True, camera=False)
                        await until_loud(ear)
                        ear.kill()
                        await again.engine.lend_devices("c5", ["microphone"])
                        assert lent.source not in modules(), "of another call nothing is left"
                # the last connection is gone, and the worker too
                await gone()


async def test_without_a_sound_server_nothing_is_lent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "alone").mkdir()
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    with running_worker(tmp_path / "alone") as alone:
        async with joined(alone) as room:
            lent = await room.engine.lend_devices("c6", ["microphone"])
            assert (lent.microphone, lent.source, lent.speaker) == ("", "", "")
            await room.engine.open_lent("c6", microphone=True, camera=True)
            await room.engine.take_back("c6")


def test_names_of_another_rooms_devices_are_left_alone(worker: Worker) -> None:
    mine = handover.provide("x")
    try:
        assert mine.label == "Parlor microphone"
        handover.sweep()
        assert mine.feed in modules()
        assert not handover.is_used(mine)
    finally:
        handover.withdraw(mine)
    assert mine.feed not in modules()
    handover.withdraw(mine)
