"""`python -m tests.bench.meeting.sender ADDRESS URL FOLDER`: sends the stream by WHIP, and again what was lost.

Key frames come when they are asked for. To every line of standard input it tells, as a line of JSON, when pictures
were first sent since it was asked last: [RTP timestamp, seconds of the wall clock].
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import aioice.ice
import av
from aiohttp import ClientSession
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCRtpSender, RTCSessionDescription
from aiortc.rtp import is_rtcp

from tests.bench.meeting.stream import FPS, stream


class Pictures(MediaStreamTrack):
    """Plays the parts around and around; `jump` begins the next part."""

    kind = "video"

    def __init__(self, parts: list[list[bytes]]) -> None:
        super().__init__()
        self._parts = parts
        self._part = self._at = self._count = 0
        self._begun_s = time.monotonic()
        self._jumped_s = 0.0

    def jump(self) -> None:
        """A key frame is wanted; not more often than an encoder would."""
        if time.monotonic() - self._jumped_s > 0.1:
            self._jumped_s = time.monotonic()
            self._part, self._at = (self._part + 1) % len(self._parts), 0

    async def recv(self) -> Any:
        """See MediaStreamTrack."""
        self._count += 1
        await asyncio.sleep(max(0.0, self._begun_s + self._count / FPS - time.monotonic()))
        if self._at >= len(self._parts[self._part]):
            self._part, self._at = (self._part + 1) % len(self._parts), 0
        packet = av.Packet(self._parts[self._part][self._at])
        self._at += 1
        packet.pts, packet.time_base = self._count * 90_000 // FPS, Fraction(1, 90_000)
        return packet


class Sound(MediaStreamTrack):
    """Plays the packets around and around."""

    kind = "audio"

    def __init__(self, packets: list[bytes]) -> None:
        super().__init__()
        self._packets = packets
        self._count = 0
        self._begun_s = time.monotonic()

    async def recv(self) -> Any:
        """See MediaStreamTrack."""
        self._count += 1
        await asyncio.sleep(max(0.0, self._begun_s + self._count * 0.02 - time.monotonic()))
        packet = av.Packet(self._packets[self._count % len(self._packets)])
        packet.pts, packet.time_base = self._count * 960, Fraction(1, 48_000)
        return packet


async def main(address: str, url: str, folder: Path) -> None:
    """Send until killed."""
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [address] if use_ipv4 else []  # noqa: ARG005
    parts, packets = stream(folder)
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    pictures = Pictures(parts)
    video = connection.addTransceiver(pictures, direction="sendonly")
    found = RTCRtpSender.getCapabilities("video").codecs
    video.setCodecPreferences([codec for codec in found if codec.name in ("VP8", "rtx")])
    connection.addTransceiver(Sound(packets), direction="sendonly")
    sender: Any = video.sender
    sender._send_keyframe = pictures.jump
    sent: dict[int, float] = {}
    send = sender.transport._send_rtp

    async def noted(data: bytes) -> None:
        if not is_rtcp(data) and int.from_bytes(data[8:12], "big") == sender._ssrc:
            sent.setdefault(int.from_bytes(data[4:8], "big"), time.time())
        await send(data)

    sender.transport._send_rtp = noted
    await connection.setLocalDescription(await connection.createOffer())
    async with (
        ClientSession() as client,
        client.post(url, data=connection.localDescription.sdp, headers={"Content-Type": "application/sdp"}) as reply,
    ):
        await connection.setRemoteDescription(RTCSessionDescription(await reply.text(), "answer"))
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(list(sent.items())), flush=True)
        sent.clear()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
