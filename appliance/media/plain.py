"""Plain RTP on loopback, as an AirPlay helper sends it: no session, no way back."""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from typing import Any, Self

from aiortc.rtp import RtcpPacket, RtpPacket, is_rtcp

from appliance.api.errors import Busy, Code, Invalid
from appliance.media.extensions import ExtensionReader
from appliance.media.inlet import Inlet
from appliance.media.intake import Intake
from appliance.media.patience import Patience
from appliance.media.quality import Quality
from appliance.rtp.ice import RECEIVE_BUFFER_BYTES

HOST = "127.0.0.1"
CODECS = {"video": (96, "H264"), "audio": (97, "L16")}
"""Payload types and formats."""
PATIENCE_S = 0.05
"""Packets may overtake each other; what is lost does not come again."""
TICK_S = 0.02
SILENT_S = 3.0
_GARBAGE = (ValueError, IndexError, struct.error)


class PlainSession:
    """Two UDP ports of 127.0.0.1; an Origin that runs until it is closed."""

    has_sound = True

    def __init__(self, inlet: Inlet) -> None:
        self._inlet = inlet
        self._ports = [_Port(kind, inlet) for kind in CODECS]
        self._is_over = asyncio.Event()

    @classmethod
    async def open(cls, inlet: Inlet, video_port: int, audio_port: int) -> tuple[Self, None]:
        """Take the ports. Raises Invalid(CAST_BAD_PORT), Busy(CAST_PORT_TAKEN)."""
        numbers = (video_port, audio_port)
        for number in numbers:
            if not 1024 <= number <= 65535 or numbers.count(number) > 1:
                raise Invalid(Code.CAST_BAD_PORT, port=number)
        session = cls(inlet)
        try:
            for port, number in zip(session._ports, numbers, strict=True):
                await port.open(number)
        except BaseException:
            await session.close()
            raise
        return session, None

    async def run(self) -> bool:
        """See Origin; the sender is there while anything comes to either port."""
        is_reachable = False
        while not self._is_over.is_set():
            now_s = time.monotonic()
            for port in self._ports:
                port.intake.give_up(now_s)
            was, is_reachable = is_reachable, any(now_s - port.heard_s < SILENT_S for port in self._ports)
            if was != is_reachable:
                self._inlet.reachable(is_reachable)
            await asyncio.sleep(TICK_S)
        return True

    async def close(self) -> None:
        """See Origin."""
        self._is_over.set()
        for port in self._ports:
            await port.close()

    def quality(self) -> Quality:
        """See Origin."""
        return self._ports[0].intake.meter.read()

    def set_ceiling(self, kbps: int) -> None:
        """See Origin; these senders do not listen."""


class _Port(asyncio.DatagramProtocol):
    def __init__(self, kind: str, inlet: Inlet) -> None:
        self.intake = Intake(kind, Patience(PATIENCE_S, PATIENCE_S), can_ask=False)
        self.intake.connect(inlet.picture if kind == "video" else inlet.sound, inlet.sync.clocks[kind])
        self.heard_s = -SILENT_S
        self._payload_type, self._codec = CODECS[kind]
        self._extensions: Any = ExtensionReader()
        self._transport: asyncio.BaseTransport | None = None
        self._is_closed = asyncio.Event()

    async def open(self, number: int) -> None:
        endpoint = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            endpoint.setblocking(False)
            endpoint.bind((HOST, number))
            loop = asyncio.get_running_loop()
            self._transport, _ = await loop.create_datagram_endpoint(lambda: self, sock=endpoint)
        except OSError as error:
            endpoint.close()
            raise Busy(Code.CAST_PORT_TAKEN, port=number) from error

    def datagram_received(self, data: bytes, addr: Any) -> None:  # noqa: ARG002  asyncio's
        """Take what a sender on this machine sends; garbage is dropped."""
        try:
            if is_rtcp(data):
                for packet in RtcpPacket.parse(data):
                    self.intake.add_report(packet)
                return
            packet = RtpPacket.parse(data, self._extensions)
        except _GARBAGE:
            return
        if packet.payload_type == self._payload_type:
            self.heard_s = time.monotonic()
            self.intake.add(packet, self._codec, self.heard_s)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncio's
        """The port is free."""
        self._is_closed.set()

    async def close(self) -> None:
        if self._transport is not None:
            self._transport.close()
            await self._is_closed.wait()
        await self.intake.close()
