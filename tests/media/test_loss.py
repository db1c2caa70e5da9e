from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiortc.codecs import get_capabilities
from aiortc.rtp import is_rtcp

from appliance.frames import MailboxReader
from appliance.media.picture import PictureWriter
from tests.media.local import engine_here
from tests.media.picture import shows
from tests.media.room import Room
from tests.media.sender import BLUE, GREEN, PATCHES, RED, Laptop, Slides, laptop, patches


def lose(sender: Laptop, is_lost: Callable[[], bool]) -> None:
    """Drop packets of media between the laptop and its network."""
    ice = sender.connection.getSenders()[0].transport.transport
    send = ice._send

    async def send_some(data: bytes) -> None:
        is_media = data[0] > 127 and data[0] < 192 and not is_rtcp(data)
        if not (is_media and is_lost()):
            await send(data)

    ice._send = send_some


async def moving(slides: Slides, seconds: float) -> None:
    end_s = time.monotonic() + seconds
    chance = random.Random(3)
    while time.monotonic() < end_s:
        picture = patches(640, 360)
        picture[300:] = chance.randbytes(3)[0]
        slides.picture = picture
        await asyncio.sleep(0.03)


async def test_single_losses_are_repaired_without_a_new_key_frame(room: Room) -> None:
    slides, chance = Slides(patches(640, 360), fps=25), random.Random(5)
    async with laptop(slides) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        lose(sender, lambda: chance.random() < 0.05)
        reader = MailboxReader(room.paths.frames / "cast-a1")
        before, begun_s = reader.sequence, time.monotonic()
        await moving(slides, 4)
        rate = (reader.sequence - before) / (time.monotonic() - begun_s)
        reader.close()
        assert rate > 12
        for colour in (RED, GREEN, BLUE):
            slides.picture = patches(640, 360, (colour,))
            changed_s = time.monotonic()
            await room.frame("cast-a1", lambda frame, colour=colour: shows(frame, (colour,)))
            assert time.monotonic() - changed_s < 1


async def test_quality_is_told_when_it_changes_and_only_then(room: Room) -> None:
    slides, chance = Slides(patches(640, 360), fps=20), random.Random(5)
    async with laptop(slides) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        status = await room.until(lambda status: bool(status.casts) and status.casts[0].frame_rate > 1)
        cast = status.casts[0]
        assert (cast.codec, cast.loss_percent) == ("VP8", 0.0)
        assert 5 < cast.frame_rate < 25
        assert cast.bitrate_kbps > 0
        assert cast.delay_ms < 100
        told = len(room.statuses)
        await asyncio.sleep(5)
        assert len(room.statuses) - told <= 3
        lose(sender, lambda: chance.random() < 0.1)
        moved = asyncio.create_task(moving(slides, 6))
        status = await room.until(lambda status: status.casts[0].loss_percent > 3)
        assert status.casts[0].loss_percent < 25
        await moved
        await room.engine.close_cast("a1")


async def test_after_a_hole_in_the_air_the_picture_is_back_within_a_second(room: Room) -> None:
    slides, is_out = Slides(patches(640, 360), fps=25), False
    async with laptop(slides) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        lose(sender, lambda: is_out)
        is_out = True
        await moving(slides, 0.7)
        slides.picture = patches(640, 360, (BLUE,))
        is_out = False
        back_s = time.monotonic()
        await room.frame("cast-a1", lambda frame: shows(frame, (BLUE,)))
        assert time.monotonic() - back_s < 1
        assert room.phases("a1") == ["connecting", "live"]


async def test_silence_with_the_sender_there_is_no_interruption_but_one_without_is(room: Room) -> None:
    slides = Slides(patches(320, 180))
    async with laptop(slides) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
        lose(sender, lambda: True)
        await asyncio.sleep(2.5)
        assert room.phases("a1") == ["connecting", "live"]
        ice: Any = sender.connection.getSenders()[0].transport.transport._connection
        protocols: list[Any] = list(ice._protocols)
        answer = [protocol.send_stun for protocol in protocols]
        for protocol in protocols:
            protocol.send_stun = lambda *_: None
        await room.until(lambda status: status.casts[0].phase == "interrupted", 4)
        for protocol, send_stun in zip(protocols, answer, strict=True):
            protocol.send_stun = send_stun
        await room.until(lambda status: status.casts[0].phase == "live", 4)


def lose_one_for_good(sender: Laptop) -> asyncio.Event:
    """Drop one packet of pictures, and every try to send it again; the event tells when it is lost."""
    media = sender.connection.getSenders()[0]
    ice = media.transport.transport
    send, lost = ice._send, asyncio.Event()

    async def send_most(data: bytes) -> None:
        is_media = 127 < data[0] < 192 and not is_rtcp(data)
        source = int.from_bytes(data[8:12], "big") if is_media else 0
        if source == media._rtx_ssrc:
            return
        if source == media._ssrc and not lost.is_set():
            lost.set()
            return
        await send(data)

    ice._send = send_most
    return lost


@pytest.mark.parametrize("codec", ["VP8", "H264"])
async def test_a_packet_that_is_lost_twice_spoils_half_a_second_at_most(room: Room, codec: str) -> None:
    slides = Slides(patches(640, 360), fps=25)
    async with laptop(slides) as sender:
        prefer(sender, codec)
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        took = []
        for colour in (BLUE, RED, GREEN):
            await asyncio.wait_for(lose_one_for_good(sender).wait(), 1)
            slides.picture, lost_s = patches(640, 360, (colour,)), time.monotonic()
            await room.frame("cast-a1", lambda frame, colour=colour: shows(frame, (colour,)))
            took.append(time.monotonic() - lost_s)
        assert max(took) < 0.5
        assert room.phases("a1") == ["connecting", "live"]


def prefer(sender: Laptop, codec: str) -> None:
    transceiver = sender.connection.getTransceivers()[0]
    wanted = [one for one in get_capabilities("video").codecs if one.name in (codec, "rtx")]
    transceiver.setCodecPreferences(wanted)


async def test_after_a_stall_pictures_are_young_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody takes pictures for two seconds; then the age of each is what it was before."""
    gate, ages = threading.Event(), Ages()
    gate.set()

    def publish(writer: PictureWriter, frame: Any) -> None:
        gate.wait(10)
        ages.add(frame)

    monkeypatch.setattr(PictureWriter, "publish", publish)
    slides = Slides(patches(640, 360), fps=30)
    async with engine_here(tmp_path / "frames") as here, laptop(slides) as sender:
        await sender.take(await here.engine.receive_cast("a1", await sender.offer()))
        await here.until(lambda casts: bool(casts) and casts[0].phase == "live")
        await asyncio.sleep(1.5)
        gate.clear()
        await asyncio.sleep(2)
        gate.set()
        free_s = time.monotonic()
        await asyncio.sleep(1.5)
    # the first was in hand when all stood still
    after = [age_s for at_s, age_s in ages.taken if at_s > free_s][1:]
    assert len(after) > 20
    assert max(after) < 0.2


class Ages:
    """How much later than the quickest each picture is."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def add(self, frame: Any) -> None:
        self._taken.append((time.monotonic(), frame.pts / 90_000))

    @property
    def taken(self) -> list[tuple[float, float]]:
        quickest = min(at_s - sent_s for at_s, sent_s in self._taken)
        return [(at_s, at_s - sent_s - quickest) for at_s, sent_s in self._taken]
