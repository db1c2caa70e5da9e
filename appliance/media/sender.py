"""One sent RTP stream of what is encoded already: takes the place of aiortc's RTCRtpSender.

Ours differs in what a call needs: nothing is encoded here, key frames are paced, what was lost is sent again from a
bounded history, reports tell the clock of the camera and the microphones, and nothing is sent while a source is off.
"""

# ruff: noqa: SLF001  aiortc's transport and sender call each other by private names; connection.SUPPORTED guards them

from __future__ import annotations

import asyncio
import random
import time
import uuid
from collections.abc import Callable
from typing import Any

from aiortc import clock
from aiortc.codecs import get_encoder, is_rtx
from aiortc.rtcrtpparameters import RTCRtpSendParameters
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    HeaderExtensionsMap,
    RtcpPsfbPacket,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSdesPacket,
    RtcpSenderInfo,
    RtcpSourceInfo,
    RtcpSrPacket,
    RtpPacket,
    unpack_remb_fci,
    wrap_rtx,
)

from appliance.media.bandwidth import Bandwidth
from appliance.media.pacer import Pacer
from appliance.media.parcel import Parcel
from appliance.server.rate import TokenBucket

HISTORY = 1024
"""Packets of pictures that can be sent again: some seconds."""
RESENT_PER_S = 500
REPORT_S = 0.5
CLOCKS = {"video": 90_000, "audio": 48_000}


class StreamSender:
    """Sends one kind of media; put(), in the loop, while its source is on. `codec` is empty until the line stands.

    `on_started` is called when it is agreed what is sent, `on_key_wanted` as often as the other side likes.
    """

    def __init__(self, kind: str, transport: Any, stream_id: str, pacer: Pacer, bandwidth: Bandwidth) -> None:
        self.kind = kind
        self.transport = transport
        self.track = None
        self.codec = ""
        self.on_key_wanted: Callable[[], None] = lambda: None
        self.on_started: Callable[[], None] = lambda: None
        self._pacer, self._bandwidth = pacer, bandwidth
        self._ssrc, self._rtx_ssrc = random.getrandbits(32), random.getrandbits(32)
        self._stream_id, self._track_id = stream_id, str(uuid.uuid4())
        self._enabled = True
        self._packer: Any = None
        self._parameters: RTCRtpSendParameters | None = None
        self._payload_type = 0
        self._rtx_payload_type: int | None = None
        self._sequence, self._rtx_sequence = random.getrandbits(15), random.getrandbits(15)
        self._origin = random.getrandbits(32)
        self._extensions = HeaderExtensionsMap()
        self._history: dict[int, RtpPacket] = {}
        self._resends = TokenBucket(RESENT_PER_S, RESENT_PER_S)
        self._needs_key = kind == "video"
        self._last: tuple[int, float] | None = None
        self._packets = self._bytes = 0

    def setTransport(self, transport: Any) -> None:  # noqa: N802  aiortc's name
        """Move to the bundle's transport."""
        self.transport = transport

    async def send(self, parameters: RTCRtpSendParameters) -> None:
        """Start: the connection stands."""
        if self._parameters is not None:
            return
        self._parameters = parameters
        codec = parameters.codecs[0]
        self._packer, self._payload_type = get_encoder(codec), codec.payloadType or 0
        repairs = (one for one in parameters.codecs if is_rtx(one) and one.parameters.get("apt") == codec.payloadType)
        self._rtx_payload_type = next((one.payloadType for one in repairs), None)
        self._extensions.configure(parameters)
        self.transport._register_rtp_sender(self, parameters)
        self.codec = codec.name.upper()
        self.on_started()

    async def stop(self) -> None:
        """Stop for good."""
        if self._parameters is not None:
            self.transport._unregister_rtp_sender(self)
        self.codec = ""

    def start_anew(self) -> None:
        """The source was off: pictures begin with a key frame, sound with a marked packet."""
        self._needs_key = self.kind == "video"
        self._last = None
        if self._needs_key:
            self.on_key_wanted()

    def put(self, parcel: Parcel) -> None:
        """Send it; what cannot leave soon is given up."""
        if not self.codec or (self._needs_key and not parcel.is_key):
            return
        if self.kind == "video" and self._pacer.is_full():
            self._pacer.clear()
            self.start_anew()
            return
        self._needs_key = False
        is_first, payloads = self._last is None, self._packer.pack(parcel.packet)[0]
        timestamp = (self._origin + (parcel.packet.pts or 0)) % (1 << 32)
        self._last = (timestamp, parcel.at_s)
        for place, payload in enumerate(payloads):
            is_last = place == len(payloads) - 1
            packet = self._packet(payload, timestamp, is_marked=is_last if self.kind == "video" else is_first)
            if parcel.level is not None:
                packet.extensions.audio_level = (parcel.is_speech, parcel.level)
            if self.kind == "video":
                self._pacer.put(len(payload), lambda packet=packet: self._leave(packet))
            else:
                self._pacer.hurry(lambda packet=packet: self._leave(packet))

    def _packet(self, payload: bytes, timestamp: int, *, is_marked: bool) -> RtpPacket:
        assert self._parameters is not None  # noqa: S101  put() looked
        packet = RtpPacket(
            payload_type=self._payload_type,
            sequence_number=self._sequence,
            timestamp=timestamp,
            marker=int(is_marked),
        )
        packet.ssrc, packet.payload = self._ssrc, payload
        packet.extensions.mid = self._parameters.muxId
        self._sequence = (self._sequence + 1) % (1 << 16)
        return packet

    async def _leave(self, packet: RtpPacket) -> None:
        if self.kind == "video":
            self._history[packet.sequence_number % HISTORY] = packet
        self._packets += 1
        self._bytes += len(packet.payload)
        await self._send(packet)

    async def _send(self, packet: RtpPacket) -> None:
        packet.extensions.abs_send_time = (clock.current_ntp_time() >> 14) & 0x00FFFFFF
        await self.transport._send_rtp(packet.serialize(self._extensions))

    async def tend(self) -> None:
        """Report until cancelled: while nothing is sent that is what proves that the room is there.

        Raises ConnectionError.
        """
        while True:
            if self._parameters is not None:
                await self.transport._send_rtp(bytes(self._report()) + bytes(self._description()))
            await asyncio.sleep(REPORT_S * random.uniform(0.8, 1.2))  # noqa: S311  so that reports do not come in step

    def _report(self) -> RtcpSrPacket:
        now_s, rate = time.monotonic(), CLOCKS[self.kind]
        stamped, at_s = self._last or (self._origin + round(now_s * rate), now_s)
        return RtcpSrPacket(
            ssrc=self._ssrc,
            sender_info=RtcpSenderInfo(
                ntp_timestamp=clock.current_ntp_time(),
                rtp_timestamp=(stamped + round((now_s - at_s) * rate)) % (1 << 32),
                packet_count=self._packets % (1 << 32),
                octet_count=self._bytes % (1 << 32),
            ),
        )

    def _description(self) -> RtcpSdesPacket:
        assert self._parameters is not None  # noqa: S101  tend() looked
        name = (self._parameters.rtcp.cname or "").encode()
        return RtcpSdesPacket(chunks=[RtcpSourceInfo(ssrc=self._ssrc, items=[(1, name)])])

    async def _handle_rtcp_packet(self, packet: Any) -> None:
        if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
            if self.kind == "video":
                for report in (one for one in packet.reports if one.ssrc == self._ssrc):
                    self._bandwidth.report(self._ssrc, report.fraction_lost / 256, time.monotonic())
        elif isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
            for sequence in packet.lost:
                await self._resend(sequence)
        elif isinstance(packet, RtcpPsfbPacket) and packet.fmt in (RTCP_PSFB_FIR, RTCP_PSFB_PLI):
            self.on_key_wanted()
        elif isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_APP:
            bits_per_s, sources = unpack_remb_fci(packet.fci)
            if self._ssrc in sources:
                self._bandwidth.limit(bits_per_s)

    async def _resend(self, sequence: int) -> None:
        packet = self._history.get(sequence % HISTORY)
        if packet is None or packet.sequence_number != sequence or not self._resends.take():
            return
        if self._rtx_payload_type is not None:
            packet = wrap_rtx(
                packet, payload_type=self._rtx_payload_type, sequence_number=self._rtx_sequence, ssrc=self._rtx_ssrc
            )
            self._rtx_sequence = (self._rtx_sequence + 1) % (1 << 16)
        await self._send(packet)
