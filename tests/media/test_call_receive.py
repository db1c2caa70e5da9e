"""What a room in a call shows and plays of people, whom stock aiortc plays."""

# ruff: noqa: ASYNC110  what is waited for happens in other threads

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from appliance.api.conference import Track
from appliance.api.errors import Invalid, NotFound
from appliance.frames import Frame, MailboxReader
from appliance.media.engine import DriverChoice, EngineTrack
from drivers.world import shared
from tests.media.forwarder import mouth
from tests.media.local import Here, engine_here
from tests.media.picture import shows
from tests.media.sender import BLUE, GREEN, RED, Slides, Tone, patches

ADA, BOB = "ada1", "b0b2"


async def frame(frames: Path, stream: str, colour: tuple[int, int, int], timeout_s: float = 15) -> Frame:
    """The first picture of a stream that is all of a colour."""
    async with asyncio.timeout(timeout_s):
        while True:
            try:
                reader = MailboxReader(frames / stream)
            except FileNotFoundError:
                await asyncio.sleep(0.02)
                continue
            try:
                found = reader.read()
                if found is not None and shows(found, [colour], 24):
                    return found
            finally:
                reader.close()
            await asyncio.sleep(0.02)


def plain(colour: tuple[int, int, int], width: int = 320, height: int = 180) -> Slides:
    return Slides(patches(width, height, (colour,)))


def track(here: Here, stream: str) -> EngineTrack:
    return next(one for one in here.engine.take_status().calls[0].tracks if one.stream == stream)


async def until(is_so: Callable[[], bool], timeout_s: float = 15) -> None:
    async with asyncio.timeout(timeout_s):
        while not is_so():
            await asyncio.sleep(0.02)


def pitch_share(sound: np.ndarray, pitch_hz: float) -> float:
    power = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound)))) ** 2
    pitches = np.fft.rfftfreq(len(sound), 1 / 48_000)
    return float(power[np.abs(pitches - pitch_hz) < 0.03 * pitch_hz].sum() / max(power.sum(), 1e-9))


def played(seconds: float = 1) -> np.ndarray:
    """What sounds in the room."""
    loudspeaker = shared().loudspeaker
    return loudspeaker.played(seconds) if loudspeaker is not None else np.zeros((48, 2))  # type: ignore[attr-defined]


async def test_people_are_seen_and_heard_each_in_their_place(tmp_path: Path) -> None:
    speaker = DriverChoice(driver="twin")
    async with engine_here(tmp_path / "frames", speaker=speaker, volume=100) as here, mouth() as engine:
        engine.add(ADA, "microphone", Tone(700))
        engine.add(ADA, "camera", plain(RED))
        engine.add(BOB, "microphone", Tone(1100))
        engine.add(BOB, "camera", plain(GREEN))
        await here.engine.open_call("c1")
        await engine.send_to(here.engine, "c1")
        await frame(tmp_path / "frames", "call-ada1-camera", RED)
        await frame(tmp_path / "frames", "call-b0b2-camera", GREEN)
        await until(lambda: pitch_share(played(), 700) > 0.2 and pitch_share(played(), 1100) > 0.2)
        (call,) = here.engine.take_status().calls
        assert call.receiving == "live"
        assert {(one.person_id, one.source) for one in call.tracks} == {
            (person, source) for person in (ADA, BOB) for source in ("microphone", "camera")
        }
        assert (track(here, "call-ada1-camera").width, track(here, "call-ada1-camera").height) == (320, 180)
        await here.engine.close_call("c1")
        assert here.engine.take_status().calls == ()


async def test_a_later_offer_adds_somebody_and_a_section_may_change_hands(tmp_path: Path) -> None:
    frames = tmp_path / "frames"
    async with engine_here(frames) as here, mouth() as engine:
        slides = plain(RED)
        engine.add(ADA, "camera", slides)
        await here.engine.open_call("c1")
        await engine.send_to(here.engine, "c1")
        await frame(frames, "call-ada1-camera", RED)
        engine.add(BOB, "camera", plain(GREEN))
        await engine.send_to(here.engine, "c1")
        await frame(frames, "call-b0b2-camera", GREEN)
        # ada goes, and her section carries c3 from now on, without anything to negotiate
        slides.picture = patches(320, 180, (BLUE,))
        (mid, other) = (one.mid for one in engine.tracks())
        tracks = [
            Track(mid=mid, person_id="c3", source="camera"),
            Track(mid=other, person_id=BOB, source="camera"),
        ]
        assert await here.engine.receive_call("c1", "", tracks) == ""
        await frame(frames, "call-c3-camera", BLUE)
        assert not (frames / "call-ada1-camera").exists()
        await frame(frames, "call-b0b2-camera", GREEN)


async def test_another_line_takes_over_without_a_black_tile(tmp_path: Path) -> None:
    frames = tmp_path / "frames"
    async with engine_here(frames) as here, mouth() as first, mouth() as second:
        first.add(ADA, "camera", plain(RED))
        await here.engine.open_call("c1")
        await first.send_to(here.engine, "c1")
        await frame(frames, "call-ada1-camera", RED)
        reader = MailboxReader(frames / "call-ada1-camera")
        await first.close()
        await until(lambda: here.engine.take_status().calls[0].receiving in ("interrupted", "closed"))
        second.add(ADA, "camera", plain(GREEN))
        await second.send_to(here.engine, "c1", is_new=True)
        async with asyncio.timeout(15):
            while True:
                found = reader.read()
                assert not reader.closed, "the tile went away"
                assert found is None or shows(found, [RED], 24) or shows(found, [GREEN], 24)
                if found is not None and shows(found, [GREEN], 24):
                    break
                await asyncio.sleep(0.01)
        reader.close()
        await until(lambda: here.engine.take_status().calls[0].receiving == "live")
        assert [one.person_id for one in here.engine.take_status().calls[0].tracks] == [ADA]


async def test_a_picture_that_is_not_shown_is_not_decoded(tmp_path: Path) -> None:
    frames, stream = tmp_path / "frames", "call-ada1-camera"
    async with engine_here(frames) as here, mouth() as engine:
        engine.add(ADA, "camera", plain(RED))
        await here.engine.open_call("c1")
        await engine.send_to(here.engine, "c1")
        found = await frame(frames, stream, RED)
        assert (found.width, found.height) == (320, 180)
        await here.engine.set_call_tiles("c1", {stream: (160, 160)})
        await until(lambda: _size(frames / stream) == (160, 90))
        assert any(thread.name == "decode-vp8" for thread in threading.enumerate())
        await here.engine.set_call_tiles("c1", {stream: (0, 0)})
        assert not any(thread.name == "decode-vp8" for thread in threading.enumerate())
        await asyncio.sleep(1.5)
        assert not track(here, stream).is_frozen, "it comes, though nobody looks"
        before = _sequence(frames / stream)
        await here.engine.set_call_tiles("c1", {stream: (320, 320)})
        await until(lambda: _sequence(frames / stream) > before)
        await frame(frames, stream, RED)


def _size(path: Path) -> tuple[int, int]:
    reader = MailboxReader(path)
    found = reader.read()
    reader.close()
    return (found.width, found.height) if found else (0, 0)


def _sequence(path: Path) -> int:
    reader = MailboxReader(path)
    found = reader.read()
    reader.close()
    return found.sequence if found else 0


async def test_a_camera_that_stands_still_is_frozen_after_a_second(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, mouth() as engine:
        slides = Slides(patches(320, 180, (RED,)))
        engine.add(ADA, "camera", slides)
        await here.engine.open_call("c1")
        await engine.send_to(here.engine, "c1")
        await frame(tmp_path / "frames", "call-ada1-camera", RED)
        assert not track(here, "call-ada1-camera").is_frozen
        slides._is_static = True
        begun_s = time.monotonic()
        await until(lambda: track(here, "call-ada1-camera").is_frozen, 5)
        assert 0.8 < time.monotonic() - begun_s < 3
        slides._is_static = False
        await until(lambda: not track(here, "call-ada1-camera").is_frozen, 5)


@pytest.mark.parametrize(
    ("offer", "reason"),
    [
        ("hello", "no_sdp"),
        ("v=0\r\n", "sections"),
        ("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\n", "ice"),
        ("v=0\r\n" + "a=x\r\n" * 9000, "too_long"),
        ("v=0\r\n" + "m=audio 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\n", "sections"),
    ],
)
async def test_offers_that_are_none_are_refused_by_name(tmp_path: Path, offer: str, reason: str) -> None:
    async with engine_here(tmp_path / "frames") as here:
        await here.engine.open_call("c1")
        with pytest.raises(Invalid) as refused:
            await here.engine.receive_call("c1", offer, [])
        assert refused.value.data["reason"] == reason
        with pytest.raises(NotFound):
            await here.engine.receive_call("c2", offer, [])
        assert here.engine.take_status().calls[0].receiving is None
