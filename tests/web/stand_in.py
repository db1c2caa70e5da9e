"""People who fill a conference at little cost: they come by the same door as a page and send pictures made before."""

from __future__ import annotations

import asyncio
import fractions
import functools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from unittest import mock

import aioice.ice
import av
import cv2
import numpy as np
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from tests.meeting.film import Reel, tone
from tests.meeting.member import Member, Refused
from tests.web.call_door import LOOPBACK, CallDoor

WIDTH, HEIGHT, FRAMES_PER_S = 640, 360, 10
MAX_BUNDLE = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
SKINS = ((203, 178, 224), (170, 140, 120), (120, 150, 190), (150, 190, 150), (190, 200, 120))


@functools.cache
def portrait(number: int) -> list[bytes]:
    """Somebody before a wall, who nods; VP8, a key frame in each second."""
    made = av.CodecContext.create("libvpx", "w")
    made.width, made.height, made.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    made.time_base, made.bit_rate, made.gop_size = fractions.Fraction(1, FRAMES_PER_S), 400_000, FRAMES_PER_S
    made.options = {"deadline": "realtime", "cpu-used": "8", "auto-alt-ref": "0", "lag-in-frames": "0"}
    packets: list[bytes] = []
    for at in range(2 * FRAMES_PER_S):
        frame = av.VideoFrame.from_ndarray(_drawn(number, at), format="bgr24")
        frame.pts = at
        packets += [bytes(packet) for packet in made.encode(frame)]
    return packets + [bytes(packet) for packet in made.encode(None)]


def _drawn(number: int, at: int) -> np.ndarray:
    skin = SKINS[number % len(SKINS)]
    wall = [int(shade) for shade in np.random.default_rng(number).integers(60, 150, 3)]
    picture = np.full((HEIGHT, WIDTH, 3), wall, np.uint8)
    nod = round(6 * np.sin(at * np.pi / FRAMES_PER_S))
    cv2.ellipse(picture, (320, 400), (150, 130), 0, 0, 360, (90, 70, 60), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (320, 170 + nod), (75, 95), 0, 0, 360, skin, -1, cv2.LINE_AA)
    for eye in (290, 350):
        cv2.circle(picture, (eye, 155 + nod), 8, (40, 30, 30), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (320, 205 + nod), (30, 14), 0, 0, 180, (60, 50, 120), 3, cv2.LINE_AA)
    return picture


@asynccontextmanager
async def stand_ins(door: CallDoor, *names: str, off: tuple[str, ...] = ()) -> AsyncIterator[dict[str, Member]]:
    """People of these names, sound and pictures on but for those who are `off`."""
    async with AsyncExitStack() as stack:
        # whoever was here before in this process may have chosen others
        stack.enter_context(mock.patch.object(aioice.ice, "get_host_addresses", return_value=[LOOPBACK]))
        for number in range(len(names)):
            # made beside the loop, which must not miss the forwarder's signs of life
            await asyncio.to_thread(portrait, number)
        people: dict[str, Member] = {}
        for number, name in enumerate(names):
            people[name] = await stack.enter_async_context(_stand_in(door, number, name, is_on=name not in off))
        yield people


@asynccontextmanager
async def _stand_in(door: CallDoor, number: int, name: str, *, is_on: bool) -> AsyncIterator[Member]:
    async with door.client() as session:
        invitation = door.invitation
        place = {"number": invitation.number, "passcode": invitation.passcode}
        async with session.post("/api/member", json=place) as answer:
            token = (await answer.json())["token"]
        member = Member(session, token, name)
        await member.connect()
        connection = RTCPeerConnection(MAX_BUNDLE)
        try:
            await member.enter(**place)
            if is_on:
                await member.meeting("set_muted", muted=False)
                await member.meeting("set_camera", on=True)
            await member.until(lambda now: now["engine"]["epoch"] > 0)
            await _publish(member, connection, number)
            yield member
            with suppress(Refused):
                await member.meeting("leave")
        finally:
            await connection.close()
            await member.disconnect()


async def _publish(member: Member, connection: RTCPeerConnection, number: int) -> None:
    sources = ("microphone", "camera", "camera_low")
    for source in sources:
        reel = Reel("audio", tone(number), 0.02) if source == "microphone" else _reel(number)
        transceiver = connection.addTransceiver(reel, direction="sendonly")
        if reel.kind == "video":
            transceiver.sender._send_keyframe = reel.rewind
    await connection.setLocalDescription(await connection.createOffer())
    mids = {one.mid: source for one, source in zip(connection.getTransceivers(), sources, strict=True)}
    published = await member.meeting(
        "publish", epoch=member.conference["engine"]["epoch"], offer=connection.localDescription.sdp, sources=mids
    )
    await connection.setRemoteDescription(RTCSessionDescription(published["answer"], "answer"))
    async with asyncio.timeout(8):
        while connection.connectionState != "connected":  # noqa: ASYNC110  aiortc's own event loop tells in callbacks
            await asyncio.sleep(0.02)


def _reel(number: int) -> Reel:
    return Reel("video", portrait(number), 1 / FRAMES_PER_S)
