"""A call that goes on: nothing piles up in either direction."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import psutil
import pytest

from appliance.media.engine import DriverChoice
from tests.media.forwarder import ear, mouth
from tests.media.local import engine_here
from tests.media.sender import RED, Slides, Tone, patches
from tests.media.test_call_receive import frame

TWINS = {kind: DriverChoice(driver="twin") for kind in ("camera", "microphone", "speaker")}
DURATION_S = 15
MOST_MB = 60
"""Of growth: heaps settle within a minute, and the peers decode here too; pictures that pile up are 40 MB/s."""


@pytest.mark.timeout(120)
async def test_nothing_grows(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames", listening=False, **TWINS) as here, ear() as ours, mouth() as theirs:
        await here.engine.connect_call("c1", await ours.answer(await here.engine.open_call("c1")))
        await here.engine.set_call_sources("c1", True, True)
        for number in range(3):
            theirs.add(f"a{number}", "microphone", Tone(500 + 100 * number))
            theirs.add(f"a{number}", "camera", Slides(patches(320, 180, (RED,))))
        await theirs.send_to(here.engine, "c1")
        await frame(tmp_path / "frames", "call-a2-camera", RED)
        await ours.until("camera", lambda heard: heard.count > 10)
        await asyncio.sleep(3)
        line = here.engine._calls.find("c1")._sending
        process, threads = psutil.Process(), threading.active_count()
        before, depths, waiting = process.memory_info().rss, list[int](), list[int]()
        for _ in range(DURATION_S * 10):
            await asyncio.sleep(0.1)
            waiting.append(line.pacer.waiting)
            depths += [source.depth for source in here.engine._playout._sources]
            for heard in ours.heard.values():
                heard.sound.clear()
        # single moments are the machine's, which has other work
        assert sorted(waiting[-50:])[25] < 100
        assert max(depths[-150:]) <= 48_000 * 0.5
        assert threading.active_count() <= threads + 2
        grown_mb = (process.memory_info().rss - before) / (1 << 20)
        print(f"grown by {grown_mb:.1f} MB; pacer at most {max(waiting)}; sound at most {max(depths) / 48:.0f} ms")
        assert grown_mb < MOST_MB
