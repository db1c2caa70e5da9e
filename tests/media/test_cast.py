from __future__ import annotations

import asyncio
import io
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from appliance.api.errors import Code, Invalid, NotFound
from appliance.frames import PixelFormat
from appliance.media.engine import DriverChoice, FrameFormat
from tests.media.picture import shows
from tests.media.room import Room, config
from tests.media.sender import BLUE, GREEN, PATCHES, RED, Laptop, Slides, Tone, laptop, patches


async def cast(room: Room, sender: Laptop, cast_id: str = "a1", label: str = "") -> None:
    await sender.take(await room.engine.receive_cast(cast_id, await sender.offer(), label))


@pytest.mark.parametrize("form", ["bgrx", "i420"])
async def test_a_screen_arrives_with_its_colours(room: Room, form: FrameFormat) -> None:
    await room.engine.configure(config(frame_format=form))
    async with laptop(Slides(patches(642, 361))) as sender:
        await cast(room, sender, label="whose")
        frame = await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        assert frame.format is PixelFormat[form.upper()]
        status = await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
        assert (status.casts[0].label, status.casts[0].stream) == ("whose", "cast-a1")
        assert (status.casts[0].width, status.casts[0].height) == (frame.width, frame.height)
        assert not status.casts[0].has_sound


async def test_pictures_are_scaled_to_the_glass(room: Room) -> None:
    await room.engine.configure(config(max_width=400, max_height=400))
    async with laptop(Slides(patches(640, 360))) as sender:
        await cast(room, sender)
        frame = await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        assert (frame.width, frame.height) == (400, 224)
        await room.engine.configure(config(max_width=400, max_height=400, frame_format="i420"))
        await room.frame("cast-a1", lambda frame: frame.format is not PixelFormat.BGRX and shows(frame, PATCHES))


async def test_the_first_picture_comes_quickly(room: Room) -> None:
    async with laptop(Slides(patches(640, 360))) as sender:
        await cast(room, sender, "warm")
        await room.frame("cast-warm")
    async with laptop(Slides(patches(1280, 720))) as sender:
        offer = await sender.offer()
        begun_s = time.monotonic()
        await sender.take(await room.engine.receive_cast("a2", offer))
        await room.frame("cast-a2", lambda frame: shows(frame, PATCHES))
        assert time.monotonic() - begun_s < 1.5


async def test_a_source_without_sound_in_the_place_of_one_with_it_is_noticed(room: Room) -> None:
    async with laptop(Slides(patches(320, 180)), tone := Tone()) as sender:
        await cast(room, sender)
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
        await asyncio.sleep(3)
        assert room.status.casts[0].has_sound
        audio = next(one for one in sender.connection.getSenders() if one.kind == "audio")
        audio.replaceTrack(None)
        await room.until(lambda status: not status.casts[0].has_sound, 6)
        assert room.status.casts[0].phase == "live"
        audio.replaceTrack(tone)
        await room.until(lambda status: status.casts[0].has_sound, 4)


async def test_sound_arrives_at_the_loudspeaker(room: Room, tmp_path: Path) -> None:
    record = tmp_path / "heard.wav"
    speaker = DriverChoice(driver="twin", options={"record": str(record)})
    await room.engine.configure(config(speaker=speaker, volume=100))
    async with laptop(Slides(patches(320, 180)), Tone(1000)) as sender:
        await cast(room, sender)
        await room.until(lambda status: bool(status.casts) and status.casts[0].has_sound)
        await asyncio.sleep(3)
    samples = heard(record)[:, 0]
    steady = samples[-90_000:-18_000]
    spectrum = np.abs(np.fft.rfft(steady * np.hanning(len(steady))))
    pitch_hz = np.argmax(spectrum) * 48_000 / len(steady)
    assert pitch_hz == pytest.approx(1000, rel=0.02)
    assert np.sqrt(np.mean(steady**2)) == pytest.approx(16_000 / 32_768 / np.sqrt(2), rel=0.15)
    # 10 ms pieces that are silent in the middle of a tone are drop-outs
    pieces = np.abs(steady[: len(steady) // 480 * 480]).reshape(-1, 480).max(axis=1)
    assert np.mean(pieces < 0.05) < 0.05


def heard(record: Path) -> np.ndarray:
    with wave.open(io.BytesIO(record.read_bytes())) as file:
        assert (file.getframerate(), file.getnchannels()) == (48_000, 2)
        data = file.readframes(file.getnframes())
    return np.frombuffer(data, "<i2").reshape(-1, 2) / 32_768


async def test_a_sender_that_stops_is_closed_once(room: Room) -> None:
    async with laptop(Slides(patches(320, 180))) as sender:
        await cast(room, sender)
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
    await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "closed")
    assert not (room.paths.frames / "cast-a1").exists()
    assert room.phases("a1") == ["connecting", "live", "closed"]
    await room.engine.configure(config())
    assert room.status.casts == ()


async def test_an_unchanged_slide_stays_live_and_its_change_shows_at_once(room: Room) -> None:
    slides = Slides(patches(1280, 720), is_static=True)
    async with laptop(slides) as sender:
        await cast(room, sender)
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        await asyncio.sleep(2.5)
        assert room.phases("a1") == ["connecting", "live"]
        latencies = []
        for colour in (RED, GREEN, BLUE):
            slides.picture = patches(1280, 720, (colour,))
            await room.frame("cast-a1", lambda frame, colour=colour: shows(frame, (colour,)))
            latencies.append(time.monotonic() - slides.sent_at_s)
            await asyncio.sleep(0.3)
        assert max(latencies) < 0.3


async def test_a_second_offer_takes_the_place_of_the_first(room: Room) -> None:
    async with laptop(Slides(patches(320, 180))) as first, laptop(Slides(patches(320, 180, (BLUE,)))) as second:
        await cast(room, first)
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        await cast(room, second)
        await room.frame("cast-a1", lambda frame: shows(frame, (BLUE,)))
        await room.until(lambda status: status.casts[0].phase == "live")
        assert len(room.status.casts) == 1
        assert "closed" not in room.phases("a1")


async def test_the_room_closes_a_cast(room: Room) -> None:
    async with laptop(Slides(patches(320, 180))) as sender:
        await cast(room, sender)
        await room.frame("cast-a1")
        await room.engine.close_cast("a1")
        await room.until(lambda status: not status.casts)
        assert not (room.paths.frames / "cast-a1").exists()
        with pytest.raises(NotFound) as refused:
            await room.engine.close_cast("a1")
        assert refused.value.code == Code.CAST_UNKNOWN


async def test_an_offer_that_is_none_is_refused_and_leaves_nothing(room: Room) -> None:
    with pytest.raises(Invalid) as refused:
        await room.engine.receive_cast("a1", "hello")
    assert refused.value.code == Code.CAST_OFFER
    assert refused.value.data == {"reason": "no_sdp"}
    async with laptop(Slides(patches(320, 180))) as sender:
        await cast(room, sender, "a2")
        await room.frame("cast-a2")
        with pytest.raises(Invalid):
            await room.engine.receive_cast("a2", "v=0\r\nm=video\r\n")
        assert [(one.id, one.phase) for one in room.status.casts] == [("a2", "live")]
    assert list(room.paths.frames.glob("cast-a1")) == []


async def test_a_key_frame_of_more_than_512_packets_is_whole(room: Room) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2160, 3840, 3), np.uint8)
    noise[:, : 3840 // 8] = RED
    async with laptop(Slides(noise, is_static=True)) as sender:
        await cast(room, sender)
        await room.frame("cast-a1", lambda frame: shows(frame, (RED, *[None] * 7)), 20)
        report = await sender.connection.getSenders()[0].getStats()
        packets = next(one.packetsSent for one in report.values() if one.type == "outbound-rtp")
        assert packets > 512
