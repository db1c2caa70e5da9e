from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from typing import Any

from aiortc.rtp import is_rtcp

from appliance.frames import MailboxReader
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
