"""Stock aiortc watches the glass: what comes, when, and what is left when nobody does."""

# ruff: noqa: ASYNC110  what is waited for happens in other threads

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from aiortc.rtp import RTCP_RTPFB_NACK, RtcpRtpfbPacket

from appliance.frames import PixelFormat
from appliance.media import broadcast, spectator
from appliance.media.engine import DriverChoice
from tests.media.local import Here, engine_here
from tests.media.sender import Slides, Tone, laptop, patches
from tests.media.watcher import Shell, Watcher, watcher


async def attend(here: Here, one: Watcher, watch_id: str = "a1") -> None:
    await one.take(await here.engine.send_glass(watch_id, await one.offer()))


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("broadcast")}


async def gone(here: Here, timeout_s: float) -> None:
    async with asyncio.timeout(timeout_s):
        while here.engine.take_status().watchers:
            await asyncio.sleep(0.02)


async def test_colours_are_right_whatever_the_renderer_hands_over(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, watcher() as one:
        shell = Shell(tmp_path / "mirror")
        shell.show(200, 60, 30)
        await attend(here, one)
        await one.sees(200, 60, 30)
        shell.show(30, 60, 200, PixelFormat.RGBX)
        await one.sees(30, 60, 200)
        assert one.picture is not None
        assert one.picture.shape == (360, 640, 3)


async def test_a_glass_of_4k_is_sent_in_1080p(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, watcher("video") as one:
        Shell(tmp_path / "mirror", 3840, 2160).show(200, 60, 30)
        await attend(here, one)
        await one.sees(200, 60, 30)
        assert one.picture is not None
        assert one.picture.shape == (1080, 1920, 3)


async def test_who_comes_while_nothing_changes_sees_it_at_once(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, watcher("video") as one, watcher("video") as two:
        Shell(tmp_path / "mirror").show(200, 60, 30)
        await attend(here, one)
        await one.sees(200, 60, 30)
        await asyncio.sleep(broadcast.KEY_EVERY_S)
        await attend(here, two, "b2")
        # stock aiortc shows a picture with the next one, which comes within a second
        await two.sees(200, 60, 30, 3)


async def test_a_shell_that_starts_anew_is_followed_in_another_size(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, watcher("video") as one:
        Shell(tmp_path / "mirror").show(200, 60, 30)
        await attend(here, one)
        await one.sees(200, 60, 30)
        Shell(tmp_path / "mirror", 322, 201).show(30, 160, 60)
        await one.sees(30, 160, 60)
        assert one.picture is not None
        assert one.picture.shape == (200, 322, 3)


async def test_what_the_room_plays_is_heard_and_silence_else(tmp_path: Path) -> None:
    speaker = DriverChoice(driver="twin", options={})
    async with engine_here(tmp_path / "frames", speaker=speaker, muted=True) as here, watcher() as one:
        Shell(tmp_path / "mirror").show(200, 60, 30)
        await attend(here, one)
        await one.sees(200, 60, 30)
        assert np.abs(np.concatenate(one.sound)).max() < 10
        async with laptop(Slides(patches(320, 180)), Tone(1000)) as sender:
            await sender.take(await here.engine.receive_cast("c1", await sender.offer()))
            async with asyncio.timeout(10):
                while one.heard(1000) < 0.95:
                    await asyncio.sleep(0.1)


async def test_nothing_runs_before_the_first_and_after_the_last(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, watcher() as one, watcher() as two:
        Shell(tmp_path / "mirror").show(200, 60, 30)
        assert threads() == set()
        await attend(here, one)
        await attend(here, two, "b2")
        await one.sees(200, 60, 30)
        await two.sees(200, 60, 30)
        assert threads() == {"broadcast-pictures", "broadcast-sound"}
        await here.engine.close_watcher("a1")
        seen = two.pictures
        await asyncio.sleep(2.5)
        assert two.pictures - seen >= 2, "the other goes on"
        assert threads() != set()
        await here.engine.close_watcher("b2")
        assert threads() == set()
        assert here.engine.take_status().watchers == ()


async def test_who_falls_silent_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectator, "PROBE_EVERY_S", 0.2)
    async with engine_here(tmp_path / "frames") as here, watcher() as one:
        Shell(tmp_path / "mirror").show(200, 60, 30)
        await attend(here, one)
        await one.sees(200, 60, 30)
        # a laptop whose lid was shut: no goodbye, no answers
        ice = one.connection.getTransceivers()[0].receiver.transport.transport._connection
        for protocol in ice._protocols:
            protocol.transport.abort()
        await gone(here, 12)
        assert threads() == set()


async def test_who_never_connects_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectator, "CONNECT_TIMEOUT_S", 0.3)
    async with engine_here(tmp_path / "frames") as here, watcher() as one:
        await here.engine.send_glass("a1", await one.offer())
        await gone(here, 3)


async def test_key_frames_and_repeats_asked_for_without_end_stay_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[float] = []
    encode = broadcast.PictureEncoder.encode

    def count(self, picture, at_s: float, *, is_key: bool):
        if is_key:
            keys.append(at_s)
        return encode(self, picture, at_s, is_key=is_key)

    monkeypatch.setattr(broadcast.PictureEncoder, "encode", count)
    async with engine_here(tmp_path / "frames") as here, watcher("video") as one:
        Shell(tmp_path / "mirror").show(200, 60, 30)
        await attend(here, one)
        await one.sees(200, 60, 30)
        receiver: Any = one.connection.getTransceivers()[0].receiver
        begun_s = time.monotonic()
        (ssrc,) = receiver._RTCRtpReceiver__remote_streams
        lost = RtcpRtpfbPacket(fmt=RTCP_RTPFB_NACK, ssrc=1, media_ssrc=ssrc, lost=list(range(200)))
        while time.monotonic() - begun_s < 2:
            await receiver._send_rtcp_pli(ssrc)
            await receiver.transport._send_rtp(bytes(lost))
            await asyncio.sleep(0.01)
        assert 1 <= len([at_s for at_s in keys if at_s > begun_s]) <= 2 / broadcast.KEY_EVERY_S + 1
        seen = one.pictures
        await asyncio.sleep(2.5)
        assert one.pictures > seen
