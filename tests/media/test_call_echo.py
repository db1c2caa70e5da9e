"""The whole way: what others say sounds in the virtual room, and hardly any of it comes back to them."""

# ruff: noqa: ASYNC110  what is waited for happens in another thread

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import av
import numpy as np
import pytest
from aiortc.mediastreams import AudioStreamTrack

from appliance.media.engine import DriverChoice
from appliance.media.sound.chain import MakeChain, Mono
from drivers import world
from drivers.conversation import Conversation
from drivers.microphone.voice import speak
from tests.media.forwarder import ear, mouth
from tests.media.local import engine_here
from tests.media.sender import Tone

TWINS = {kind: DriverChoice(driver="twin") for kind in ("microphone", "speaker")}
SETTLE_S, LISTEN_S = 3.0, 4.0


class Talk(Tone):
    """Somebody who hardly pauses."""

    def __init__(self) -> None:
        super().__init__()
        said = [speak(turn, 0) for turn in Conversation(3, 2, 20, 0.3).turns]
        self._said = np.clip(np.concatenate(said) * 2, -1, 1)

    async def recv(self) -> av.AudioFrame:
        frame = await super().recv()
        at = (frame.pts or 0) % (len(self._said) - 960)
        wave = (self._said[at : at + 960] * 32_767).astype(np.int16)
        talk = av.AudioFrame.from_ndarray(np.repeat(wave, 2)[None, :], format="s16", layout="stereo")
        talk.pts, talk.sample_rate, talk.time_base = frame.pts, frame.sample_rate, frame.time_base
        return talk


class Bare:
    """A chain that does nothing."""

    def process(self, captured: Mono, _played: Mono) -> Mono:
        return captured


async def heard_back_db(frames: Path, track: AudioStreamTrack, make_chain: MakeChain | None) -> float:
    async with (
        engine_here(frames, make_chain, listening=False, volume=100, **TWINS) as here,
        ear() as ours,
        mouth() as theirs,
    ):
        await here.engine.connect_call("c1", await ours.answer(await here.engine.open_call("c1")))
        await here.engine.set_call_sources("c1", True, False)
        await ours.until("microphone", lambda heard: heard.count > 10)
        theirs.add("ada1", "microphone", track)
        await theirs.send_to(here.engine, "c1")
        async with asyncio.timeout(10):
            while world.shared().loudspeaker is None:
                await asyncio.sleep(0.05)
        await asyncio.sleep(SETTLE_S)
        count, begun_s = ours.heard["microphone"].count, time.monotonic()
        await asyncio.sleep(LISTEN_S)
        assert ours.heard["microphone"].count - count > 40 * (time.monotonic() - begun_s)
        return float(10 * np.log10(np.mean(ours.heard["microphone"].last(LISTEN_S) ** 2) + 1e-12))


async def test_others_do_not_hear_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = world.World(people=0)
    monkeypatch.setattr(world, "shared", lambda: empty)
    without = await heard_back_db(tmp_path / "without", Talk(), Bare)
    assert without > -30, "the loudspeaker is heard"
    with_chain = await heard_back_db(tmp_path / "with", Talk(), None)
    assert without - with_chain >= 25
