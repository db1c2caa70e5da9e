"""What a room sends into a call, as stock aiortc sees and hears it."""

# ruff: noqa: ASYNC110  what is waited for happens in other threads

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from aiortc.rtp import RTCP_PSFB_PLI, RTCP_RTPFB_NACK, RtcpPsfbPacket, RtcpRtpfbPacket, RtpPacket

from appliance.api.errors import Invalid, NotFound
from appliance.frames import MailboxWriter, PixelFormat
from appliance.media.engine import DriverChoice
from tests.media.forwarder import Ear, ear
from tests.media.local import Here, engine_here
from tests.media.sender import Slides, Tone, laptop, patches

TWINS = {kind: DriverChoice(driver="twin") for kind in ("camera", "microphone", "speaker")}


async def join(here: Here, one: Ear, only: str = "") -> None:
    await here.engine.connect_call("c1", await one.answer(await here.engine.open_call("c1"), only))


def threads() -> set[str]:
    names = ("voice", "camera", "feed-vp8", "feed-h264", "feed-sound", "board", "speech")
    return {thread.name for thread in threading.enumerate() if thread.name in names}


def fill(mailbox: MailboxWriter, red: int, green: int, blue: int, width: int = 640, height: int = 360) -> None:
    pixels = np.full((height, width, 4), (blue, green, red, 255), np.uint8)
    mailbox.publish(width, height, width * 4, PixelFormat.BGRX, pixels)


def near(middle: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(middle - colour).max() <= 12)


async def test_the_camera_comes_in_two_sizes_and_the_voice_with_its_level(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames", listening=False, **TWINS) as here, ear() as one:
        assert threads() == set()
        offered = await here.engine.open_call("c1", "label")
        assert sorted(offered.sources.values()) == ["camera", "camera_low", "microphone", "screen", "screen_sound"]
        assert "ssrc-audio-level" in offered.offer
        await here.engine.set_call_sources("c1", True, True)
        levels: list[tuple[bool, int]] = []
        answer = await one.answer(offered)
        _watch_levels(one, levels)
        await here.engine.connect_call("c1", answer)
        high = await one.until("camera", lambda heard: heard.count > 20)
        low = await one.until("camera_low", lambda heard: heard.count > 10)
        assert high.picture.shape == (720, 1280, 3)
        assert low.picture.shape == (180, 320, 3)
        assert 40 < high.picture.mean() < 200
        shrunk = high.picture.reshape(180, 4, 320, 4, 3).mean((1, 3))
        assert np.abs(shrunk - low.picture).mean() < 12, "both show the same room"
        voice = await one.until("microphone", lambda heard: heard.count > 100)
        assert one.heard["screen"].count == one.heard["screen_sound"].count == 0
        assert len(voice.sound[0]) == 960
        assert len(levels) > 50
        assert all(0 <= level <= 127 for _, level in levels)
        (call,) = here.engine.take_status().calls
        assert (call.sending, call.receiving, call.label) == ("live", None, "label")


def _watch_levels(one: Ear, levels: list[tuple[bool, int]]) -> None:
    transport = one.connection.getTransceivers()[0].receiver.transport
    route = transport._rtp_router.route_rtp

    def note(packet: RtpPacket) -> Any:
        if packet.extensions.audio_level is not None:
            levels.append(packet.extensions.audio_level)
        return route(packet)

    transport._rtp_router.route_rtp = note


async def test_what_is_off_is_closed_and_nothing_of_it_is_sent(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames", listening=False, **TWINS) as here, ear() as one:
        await join(here, one)
        await asyncio.sleep(0.5)
        assert threads() == set(), "nothing is captured that nobody is sent"
        await here.engine.set_call_sources("c1", True, False)
        await one.until("microphone", lambda heard: heard.count > 20)
        assert threads() == {"voice"}
        await here.engine.set_call_sources("c1", False, True)
        assert "voice" not in threads()
        await one.until("camera", lambda heard: heard.count > 5)
        heard = one.heard["microphone"].count
        await asyncio.sleep(0.5)
        assert one.heard["microphone"].count - heard <= 3
        await here.engine.set_call_sources("c1", False, False)
        assert threads() == set()
        seen = one.heard["camera"].count
        # the line lives though nothing is sent
        await asyncio.sleep(2)
        assert one.heard["camera"].count - seen <= 3
        assert here.engine.take_status().calls[0].sending == "live"
        await here.engine.set_call_sources("c1", True, True)
        await one.until("camera", lambda heard: heard.count > seen + 10)
        await here.engine.close_call("c1")
        assert threads() == set()


async def test_a_preview_and_a_call_share_the_camera(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames", listening=False, **TWINS) as here, ear() as one:
        await here.engine.set_preview(True)
        await join(here, one)
        await here.engine.set_call_sources("c1", False, True)
        await one.until("camera", lambda heard: heard.count > 5)
        assert len([thread for thread in threading.enumerate() if thread.name == "camera"]) == 1
        await here.engine.set_call_sources("c1", False, False)
        assert threads() == {"camera"}
        await here.engine.set_preview(False)
        assert threads() == set()


async def test_who_takes_no_vp8_gets_h264(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames", **TWINS) as here, ear() as one:
        await join(here, one, only="H264")
        await here.engine.set_call_sources("c1", False, True)
        high = await one.until("camera", lambda heard: heard.count > 10)
        assert high.picture.shape == (720, 1280, 3)
        assert "feed-h264" in threads()
        assert "feed-vp8" not in threads()


async def test_the_board_is_shared_and_its_shell_may_start_anew(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, ear() as one:
        mirror = tmp_path / "mirror"
        mirror.mkdir(exist_ok=True)
        fill(MailboxWriter(mirror / "board"), 200, 60, 30)
        await join(here, one)
        await here.engine.set_call_sources("c1", False, False, "board")
        await one.until("screen", lambda heard: heard.picture is not None and near(heard.middle(), (200, 60, 30)))
        fill(MailboxWriter(mirror / "board"), 30, 160, 60, 322, 202)
        seen = await one.until("screen", lambda heard: near(heard.middle(), (30, 160, 60)))
        assert seen.picture.shape == (202, 322, 3)
        count = seen.count
        await asyncio.sleep(2.5)
        assert 1 <= one.heard["screen"].count - count <= 6, "what stands is sent again about once a second"


async def test_a_cast_is_shared_with_its_sound(tmp_path: Path) -> None:
    slides = Slides(patches(640, 360, ((200, 60, 30),)))
    async with engine_here(tmp_path / "frames") as here, ear() as one, laptop(slides, Tone(1000)) as sender:
        await sender.take(await here.engine.receive_cast("a1", await sender.offer()))
        await here.until(lambda casts: bool(casts) and casts[0].phase == "live")
        await here.engine.set_tiles({"a1": (64, 64)})
        await join(here, one)
        with pytest.raises(NotFound):
            await here.engine.set_call_sources("c1", False, False, "cast-b2")
        await here.engine.set_call_sources("c1", False, False, "cast-a1")
        seen = await one.until("screen", lambda heard: heard.picture is not None and heard.count > 3)
        assert seen.picture.shape == (360, 640, 3), "as large as it came, whatever the glass shows"
        assert near(seen.middle(), (200, 60, 30))
        await one.until("screen_sound", lambda heard: heard.count > 60 and heard.share(1000) > 0.9)
        await here.engine.set_call_sources("c1", False, False)
        assert threads() == set()


async def test_key_frames_and_lost_packets_are_given_again(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames", **TWINS) as here, ear() as one:
        await join(here, one)
        packets: list[RtpPacket] = []
        transceiver = one.connection.getTransceivers()[1]
        transport = transceiver.receiver.transport
        route = transport._rtp_router.route_rtp
        transport._rtp_router.route_rtp = lambda packet: packets.append(packet) or route(packet)
        await here.engine.set_call_sources("c1", False, True)
        await one.until("camera", lambda heard: heard.count > 10)
        (media,) = {packet.ssrc for packet in packets if packet.extensions.mid == transceiver.mid}
        sent = [packet for packet in packets if packet.ssrc == media]
        assert not any(_is_key(packet) for packet in sent[len(sent) // 2 :])
        asked = len(packets)
        await transport._send_rtp(bytes(RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=1, media_ssrc=media)))
        await _until(lambda: any(_is_key(one) for one in packets[asked:] if one.ssrc == media), 3)
        lost = packets[-1].sequence_number if packets[-1].ssrc == media else sent[-1].sequence_number
        before = len(packets)
        await transport._send_rtp(bytes(RtcpRtpfbPacket(fmt=RTCP_RTPFB_NACK, ssrc=1, media_ssrc=media, lost=[lost])))
        await _until(
            lambda: any(
                packet.ssrc != media and int.from_bytes(packet.payload[:2], "big") == lost
                for packet in packets[before:]
            ),
            3,
        )


def _is_key(packet: RtpPacket) -> bool:
    """VP8 behind a descriptor of four bytes: I and a picture id of 15 bits (RFC 7741 section 4.2)."""
    return packet.payload[0] & 0x10 != 0 and packet.payload[1] == 0x80 and not packet.payload[4] & 1


async def _until(is_so: object, timeout_s: float) -> None:
    async with asyncio.timeout(timeout_s):
        while not is_so():  # type: ignore[operator]
            await asyncio.sleep(0.02)


async def test_a_second_connection_replaces_the_first_without_a_pause_of_the_encoder(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames", listening=False, **TWINS) as here, ear() as one, ear() as two:
        await join(here, one)
        await here.engine.set_call_sources("c1", False, True)
        await one.until("camera", lambda heard: heard.count > 5)
        await join(here, two)
        begun_s = time.monotonic()
        await two.until("camera", lambda heard: heard.count > 3)
        assert time.monotonic() - begun_s < 3
        assert here.engine.take_status().calls[0].sending == "live"


async def test_answers_that_are_none_are_refused(tmp_path: Path) -> None:
    async with engine_here(tmp_path / "frames") as here, ear() as one:
        with pytest.raises(NotFound):
            await here.engine.connect_call("c1", "v=0")
        answer = await one.answer(await here.engine.open_call("c1"))
        with pytest.raises(Invalid) as refused:
            await here.engine.connect_call("c1", "nonsense")
        assert refused.value.data["reason"] == "no_sdp"
        await here.engine.connect_call("c1", answer)
        with pytest.raises(Invalid) as refused:
            await here.engine.connect_call("c1", answer)
        assert refused.value.data["reason"] == "no_offer"
