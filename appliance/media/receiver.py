"""One received RTP stream: takes the place of aiortc's RTCRtpReceiver, whose part towards the connection it keeps.

Ours differs in what a meeting room needs: a frame is complete at its marker, buffers are bounded, losses are asked for
on a timer, the sender hears when each packet came, and decoding hands pictures on in its own thread.
"""

# ruff: noqa: SLF001  aiortc's transport and receiver call each other by private names; connection.SUPPORTED guards them

from __future__ import annotations

import asyncio
import functools
import time
from typing import Any

from aiortc.codecs import is_rtx
from aiortc.rtcrtpparameters import RTCRtpCodecParameters, RTCRtpReceiveParameters
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import RtcpReceiverInfo, RtcpRrPacket, RtcpSrPacket, RtpPacket, unwrap_rtx

from appliance.media.inlet import Inlet, Sink
from appliance.media.intake import Intake
from appliance.media.patience import Patience
from appliance.media.payload import FORMATS
from appliance.media.quality import Meter
from appliance.media.sync import SenderClock
from appliance.rtp import feedback
from appliance.rtp.congestion import ArrivalLog

TICK_S = 0.025
GAP_TICK_S = 0.01
"""While packets are missing, so that they are asked for again in time."""
REPORT_S = 1.0
KEY_FRAME_RETRY_S = 0.3
PATIENCE = {
    "video": functools.partial(Patience, 0.2, 0.45, spare=2.5),
    "audio": functools.partial(Patience, 0.03, 0.12),
}
"""Pictures wait for a second try to get a packet again; sound is made up, and never waits longer than people notice."""
RECORDING_PATIENCE_S = 1.0
"""Nobody waits for what is written to disk."""
MAX_SOUND_REPAIR_S = 0.075
"""Sound is asked for again where a round trip is below 60 ms."""
MAX_SOURCES = 8
"""Synchronisation sources remembered; a sender has one and its repair stream."""


class StreamReceiver:
    """Receives one kind of media. `join`, called before packets come, says who gets what is decoded."""

    def __init__(self, kind: str, transport: Any, ssrc: int) -> None:
        self.kind = kind
        self.transport = transport
        self.last_packet_s = time.monotonic()
        self.ceiling_kbps = 0
        """The most that the sender may send; 0: it is not told."""
        self._ssrc = ssrc
        self._codecs: dict[int | None, RTCRtpCodecParameters] = {}
        self._media_ssrc = 0
        self._intake = Intake(kind, PATIENCE[kind](), can_ask=kind == "video")
        self._is_repaired = kind == "video"
        self._max_repair_s = MAX_SOUND_REPAIR_S
        self._arrivals = ArrivalLog()
        self._arrivals_told_s = 0.0
        self._asked_key_s = 0.0
        self._ceiling_told = (0, 0.0)
        self._sources: dict[int, StreamStatistics] = {}
        self._sender_reports: dict[int, tuple[int, float]] = {}
        self._track: Any = None

    @property
    def track(self) -> Any:
        """aiortc's track; it stays empty, frames go to the inlet."""
        return self._track

    @property
    def meter(self) -> Meter:
        """Counts what comes."""
        return self._intake.meter

    def join(self, inlet: Inlet) -> None:
        """Give pictures or sound to their ends."""
        self._intake.connect(inlet.picture if self.kind == "video" else inlet.sound, inlet.sync.clocks[self.kind])

    def write_to(self, sink: Sink, clock: SenderClock) -> None:
        """Give frames as they are to a sink, in the place of join(); repair has all the time it needs."""
        self._intake.buffer.patience = Patience(RECORDING_PATIENCE_S, RECORDING_PATIENCE_S)
        self._max_repair_s = RECORDING_PATIENCE_S
        self._intake.write_to(sink, clock)

    async def part(self) -> None:
        """Give what comes to nobody until the next join(), and ask for no key frames; nothing is delivered after this
        returns.
        """
        await self._intake.close()

    def setTransport(self, transport: Any) -> None:  # noqa: N802  aiortc's name
        """Move to the bundle's transport."""
        self.transport = transport

    async def receive(self, parameters: RTCRtpReceiveParameters) -> None:
        """Start: the connection stands; or go on as it was agreed anew."""
        self._codecs = {codec.payloadType: codec for codec in parameters.codecs}
        if parameters.encodings and parameters.encodings[0].ssrc != self._media_ssrc:
            self._begin(parameters.encodings[0].ssrc)
        self._is_repaired |= any(
            one.type == "nack" and not one.parameter for codec in parameters.codecs for one in codec.rtcpFeedback
        )
        self.transport._register_rtp_receiver(self, parameters)

    async def stop(self) -> None:
        """Stop for good."""
        self.transport._unregister_rtp_receiver(self)
        await self._intake.close()

    def _handle_disconnect(self) -> None:
        """The connection's end is seen by its owner."""

    async def _handle_rtcp_packet(self, packet: Any) -> None:
        if isinstance(packet, RtcpSrPacket) and packet.ssrc in self._sources:
            self._sender_reports[packet.ssrc] = (packet.sender_info.ntp_timestamp >> 16 & 0xFFFFFFFF, time.monotonic())
            # the repair stream's clock is another
            if packet.ssrc == self._media_ssrc:
                self._intake.add_report(packet)

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:  # noqa: ARG002  aiortc's
        now_s = time.monotonic()
        if packet.extensions.transport_sequence_number is not None:
            self._arrivals.add(packet.extensions.transport_sequence_number, now_s)
        codec = self._codecs.get(packet.payload_type)
        if codec is None or not self._count(packet, codec):
            return
        self.last_packet_s = now_s
        is_repair = is_rtx(codec)
        if is_repair:
            original = codec.parameters.get("apt")
            if len(packet.payload) < 2 or not isinstance(original, int) or original not in self._codecs:
                return
            packet = unwrap_rtx(packet, payload_type=original, ssrc=self._media_ssrc)
            codec = self._codecs[original]
        elif packet.ssrc != self._media_ssrc:
            self._begin(packet.ssrc)
        if (name := codec.name.upper()) not in FORMATS:
            return
        self._intake.add(packet, name, now_s, is_repair=is_repair)
        if self._intake.buffer.has_new_gap:
            await self._ask_again(now_s)

    def _begin(self, ssrc: int) -> None:
        """Another source sends from now on."""
        if self._media_ssrc:
            self._intake.renew()
            self._sources.clear()
        self._media_ssrc = ssrc

    def _count(self, packet: RtpPacket, codec: RTCRtpCodecParameters) -> bool:
        if packet.ssrc not in self._sources:
            if len(self._sources) >= MAX_SOURCES:
                return False
            self._sources[packet.ssrc] = StreamStatistics(codec.clockRate)
        self._sources[packet.ssrc].add(packet)
        return True

    async def tend(self) -> None:
        """Send feedback until cancelled: arrivals, losses, key frame requests, reports. Raises ConnectionError."""
        last_report_s = time.monotonic()
        while True:
            now_s = time.monotonic()
            self._intake.give_up(now_s)
            await self._ask_again(now_s)
            if self.kind == "video":
                await self._send_video_feedback(now_s)
            if now_s - last_report_s >= REPORT_S and self._sources:
                last_report_s = now_s
                await self._send(bytes(RtcpRrPacket(ssrc=self._ssrc, reports=self._reports(now_s))))
            await asyncio.sleep(GAP_TICK_S if self._intake.buffer.has_gaps else TICK_S)

    async def _send_video_feedback(self, now_s: float) -> None:
        if now_s - self._arrivals_told_s >= TICK_S and (arrivals := self._arrivals.feedback()) is not None:
            self._arrivals_told_s = now_s
            await self._send(feedback.arrivals(self._ssrc, self._media_ssrc, arrivals))
        if self._intake.wants_key and self._media_ssrc and now_s - self._asked_key_s >= KEY_FRAME_RETRY_S:
            self._asked_key_s = now_s
            await self._send(feedback.key_frame(self._ssrc, self._media_ssrc))
        told_kbps, told_s = self._ceiling_told
        is_due = self.ceiling_kbps != told_kbps or now_s - told_s >= REPORT_S
        if self.ceiling_kbps and self._media_ssrc and is_due:
            self._ceiling_told = (self.ceiling_kbps, now_s)
            await self._send(feedback.ceiling(self._ssrc, self._media_ssrc, self.ceiling_kbps * 1000))

    async def _ask_again(self, now_s: float) -> None:
        buffer = self._intake.buffer
        if not self._is_repaired or (self.kind == "audio" and buffer.repair_s > self._max_repair_s):
            return
        if wanted := buffer.wanted(now_s):
            await self._send(feedback.lost(self._ssrc, self._media_ssrc, wanted))

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
