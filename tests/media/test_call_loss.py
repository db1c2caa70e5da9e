"""A call whose packets are lost on the way to the room: people are still seen and heard."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path

import numpy as np
import pytest
from aiortc.rtp import is_rtcp

from appliance.frames import MailboxReader
from appliance.media.engine import DriverChoice
from tests.media.forwarder import Mouth, mouth
from tests.media.local import engine_here
from tests.media.sender import RED, Slides, Tone, patches
from tests.media.test_call_receive import ADA, frame, pitch_share, played, until

MEASURED_S = 6.0


def lose(engine: Mouth, share: float) -> list[int]:
    """Drop packets of media on their way; gives the lengths of those that were."""
    ice = engine.connection.getSenders()[0].transport.transport
    send, chance, lost = ice._send, random.Random(11), []

    async def send_some(data: bytes) -> None:
        if 127 < data[0] < 192 and not is_rtcp(data) and chance.random() < share:
            lost.append(len(data))
        else:
            await send(data)

    ice._send = send_some
    return lost


class Moving(Slides):
    """Pictures that differ, so that each has its packets."""

    sent = 0

    async def recv(self):
        self.sent += 1
        picture = patches(640, 360, (RED,))
        picture[320:] = random.Random(time.monotonic_ns()).randbytes(3)[0]
        self.picture = picture
        return await super().recv()


@pytest.mark.parametrize(("share", "longest_s"), [(0.02, 1.2), (0.05, 2.0)])
async def test_pictures_go_on_and_sound_has_no_holes(tmp_path: Path, share: float, longest_s: float) -> None:
    speaker = DriverChoice(driver="twin")
    async with engine_here(tmp_path / "frames", speaker=speaker, volume=100) as here, mouth() as engine:
        engine.add(ADA, "microphone", Tone(700))
        moving = Moving(patches(640, 360, (RED,)), fps=25)
        engine.add(ADA, "camera", moving)
        await here.engine.open_call("c1")
        await engine.send_to(here.engine, "c1")
        stream = f"call-{ADA}-camera"
        await frame(tmp_path / "frames", stream, RED)
        await until(lambda: pitch_share(played(), 700) > 0.8)
        lost = lose(engine, share)
        reader = MailboxReader(tmp_path / "frames" / stream)
        begun_s = last_s = time.monotonic()
        first = seen = reader.sequence
        worst_s, sent = 0.0, -moving.sent
        while time.monotonic() - begun_s < MEASURED_S:
            await asyncio.sleep(0.005)
            if reader.sequence != seen:
                worst_s, last_s, seen = max(worst_s, time.monotonic() - last_s), time.monotonic(), reader.sequence
        reader.close()
        sent += moving.sent
        sound = played(MEASURED_S - 1)[:, 0]
        await here.engine.close_call("c1")
    assert len(lost) > 3
    assert worst_s < longest_s
    assert seen - first > 0.7 * sent
    # 10 ms that are silent within a steady tone are a hole
    loudness = np.abs(sound[: len(sound) // 480 * 480].reshape(-1, 480)).max(axis=1)
    assert np.mean(loudness < 0.05 * np.median(loudness)) < 0.02
