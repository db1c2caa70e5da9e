"""One received RTP stream: takes the place of aiortc's RTCRtpReceiver, whose part towards the connection it keeps.

Ours differs in what a meeting room needs: a frame is complete at its marker, buffers are bounded, losses are asked for
on a timer, the sender hears when each packet came, and decoding hands pictures on in its own thread.
"""

# ruff: noqa: SLF001  aiortc's transport and receiver call each other by private names; connection.SUPPORTED guards them

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from aiortc.codecs import depayload, is_rtx
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpReceiveParameters
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RTCP_RTPFB,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
    RtpPacket,
    pack_rtcp_packet,
    unwrap_rtx,
)

from appliance.media.congestion import FORMAT, ArrivalLog
from appliance.media.decoder import Decoder
from appliance.media.extensions import Colour
from appliance.media.jitter import FrameBuffer, Packet

TICK_S = 0.025
REPORT_S = 1.0
KEY_FRAME_RETRY_S = 0.3
PATIENCE_S = {"video": 0.25, "audio": 0.06}
MAX_SOURCES = 8
"""Synchronisation sources remembered; a sender has one and its repair stream."""

Deliver = Callable[[Any, bool], None]


class StreamReceiver:
    """Receives one kind of media. `deliver`, set before packets come, gets av frames in the decoder's thread."""

    def __init__(self, kind: str, transport: Any, ssrc: int) -> None:
        self.kind = kind
        self.transport = transport
        self.deliver: Deliver | None = None
        self.last_packet_s = time.monotonic()
        self._ssrc = ssrc
        self._codecs: dict[int | None, RTCRtpCodecParameters] = {}
        self._media_ssrc = 0
        self._buffer = FrameBuffer(PATIENCE_S[kind], is_joining=kind == "video")
        self._arrivals = ArrivalLog()
        self._decoder: Decoder | None = None
        self._colour: Colour | None = None
        self._needs_key = kind == "video"
        self._asked_key_s = 0.0
        self._sources: dict[int, StreamStatistics] = {}
        self._sender_reports: dict[int, tuple[int, float]] = {}
        self._track: Any = None

    @property
    def track(self) -> Any:
        """aiortc's track; it stays empty, frames go to `deliver`."""
        return self._track

    def setTransport(self, transport: Any) -> None:  # noqa: N802  aiortc's name
        """Move to the bundle's transport."""
        self.transport = transport

    async def receive(self, parameters: RTCRtpReceiveParameters) -> None:
        """Start: the connection stands."""
        self._codecs = {codec.payloadType: codec for codec in parameters.codecs}
        self._media_ssrc = parameters.encodings[0].ssrc if parameters.encodings else 0
        self.transport._register_rtp_receiver(self, parameters)

    async def stop(self) -> None:
        """Stop for good."""
        self.transport._unregister_rtp_receiver(self)
        if self._decoder is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._decoder.close)
            self._decoder = None

    def _handle_disconnect(self) -> None:
        """The connection's end is seen by its owner."""

    async def _handle_rtcp_packet(self, packet: Any) -> None:
        if isinstance(packet, RtcpSrPacket) and packet.ssrc in self._sources:
            self._sender_reports[packet.ssrc] = (packet.sender_info.ntp_timestamp >> 16 & 0xFFFFFFFF, time.monotonic())

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:  # noqa: ARG002  aiortc's
        now_s = time.monotonic()
        if packet.extensions.transport_sequence_number is not None:
            self._arrivals.add(packet.extensions.transport_sequence_number, now_s)
        codec = self._codecs.get(packet.payload_type)
        if codec is None or not self._count(packet, codec):
            return
        self.last_packet_s = now_s
        self._colour = getattr(packet.extensions, "colour", None) or self._colour
        if is_rtx(codec):
            original = codec.parameters.get("apt")
            if len(packet.payload) < 2 or not isinstance(original, int) or original not in self._codecs:
                return
            packet = unwrap_rtx(packet, payload_type=original, ssrc=self._media_ssrc)
            codec = self._codecs[original]
        else:
            self._media_ssrc = packet.ssrc
        try:
            data = depayload(codec, packet.payload) if packet.payload else b""
        except (ValueError, IndexError):
            return
        is_last = bool(packet.marker) or self.kind == "audio"
        self._decode(codec, self._buffer.add(Packet(packet.sequence_number, packet.timestamp, is_last, data), now_s))

    def _count(self, packet: RtpPacket, codec: RTCRtpCodecParameters) -> bool:
        if packet.ssrc not in self._sources:
            if len(self._sources) >= MAX_SOURCES:
                return False
            self._sources[packet.ssrc] = StreamStatistics(codec.clockRate)
        self._sources[packet.ssrc].add(packet)
        return True

    def _decode(self, codec: RTCRtpCodecParameters, frames: list[Any]) -> None:
        if not frames or self.deliver is None:
            return
        name = codec.name.upper()
        if self._decoder is None or self._decoder.codec != name:
            if self._decoder is not None:
                self._decoder.retire()
            self._decoder = Decoder(name, self.deliver)
        for frame in frames:
            self._needs_key = not self._decoder.put(frame, self._colour)

    async def tend(self) -> None:
        """Send feedback until cancelled: arrivals, losses, key frame requests, reports. Raises ConnectionError."""
        last_report_s = time.monotonic()
        while True:
            now_s = time.monotonic()
            if (given_up := self._buffer.give_up(now_s)) is not None:
                self._needs_key = self.kind == "video"
                self._decode(self._main_codec(), given_up)
            if self.kind == "video":
                await self._send_video_feedback(now_s)
            if now_s - last_report_s >= REPORT_S and self._sources:
                last_report_s = now_s
                await self._send(bytes(RtcpRrPacket(ssrc=self._ssrc, reports=self._reports(now_s))))
            await asyncio.sleep(TICK_S)

    async def _send_video_feedback(self, now_s: float) -> None:
        if (arrivals := self._arrivals.feedback()) is not None:
            await self._send(
                pack_rtcp_packet(RTCP_RTPFB, FORMAT, _two_sources(self._ssrc, self._media_ssrc) + arrivals)
            )
        if lost := self._buffer.wanted(now_s):
            await self._send(
                bytes(RtcpRtpfbPacket(fmt=RTCP_RTPFB_NACK, ssrc=self._ssrc, media_ssrc=self._media_ssrc, lost=lost))
            )
        if self._needs_key and self._media_ssrc and now_s - self._asked_key_s >= KEY_FRAME_RETRY_S:
            self._asked_key_s = now_s
            await self._send(bytes(RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=self._ssrc, media_ssrc=self._media_ssrc)))

    def _main_codec(self) -> RTCRtpCodecParameters:
        name = self._decoder.codec if self._decoder else ""
        media = [codec for codec in self._codecs.values() if not is_rtx(codec)]
        return next((codec for codec in media if codec.name.upper() == name), media[0])

    def _reports(self, now_s: float) -> list[RtcpReceiverInfo]:
        return [self._report(ssrc, source, now_s) for ssrc, source in self._sources.items()]

    def _report(self, ssrc: int, source: StreamStatistics, now_s: float) -> RtcpReceiverInfo:
        last, heard_s = self._sender_reports.get(ssrc, (0, now_s))
        return RtcpReceiverInfo(
            ssrc=ssrc,
            fraction_lost=source.fraction_lost,
            packets_lost=source.packets_lost,
            highest_sequence=source.max_seq or 0,
            jitter=source.jitter,
            lsr=last,
            dlsr=min(int((now_s - heard_s) * 65536), 0xFFFFFFFF),
        )

    async def _send(self, packet: bytes) -> None:
        await self.transport._send_rtp(packet)


def _two_sources(sender: int, media: int) -> bytes:
    return sender.to_bytes(4, "big") + media.to_bytes(4, "big")
