"""One stream of RTP from packets to pictures or sound, whatever brings the packets."""

from __future__ import annotations

import asyncio
from typing import Any

from aiortc.rtp import RtcpSrPacket, RtpPacket

from appliance.media.decoder import Decoding
from appliance.media.extensions import Colour
from appliance.media.inlet import Deliver, Sink
from appliance.media.jitter import EncodedFrame, FrameBuffer, Packet
from appliance.media.patience import Patience
from appliance.media.payload import SOUND, join
from appliance.media.quality import Meter
from appliance.media.sync import SenderClock


class Intake:
    """Orders packets, joins frames, hands them to a sink. Everything but what a decoder delivers happens in the loop.

    patience: how long a missing packet is waited for. can_ask: see Decoder.
    """

    def __init__(self, kind: str, patience: Patience, *, can_ask: bool) -> None:
        self._is_joining = kind == "video"
        self.buffer = FrameBuffer(patience, is_joining=self._is_joining, join=join)
        self.meter = Meter()
        self.needs_key = kind == "video"
        self._can_ask = can_ask
        self._clock = SenderClock()
        self._sink: Sink | None = None
        self._colour: Colour | None = None
        self._is_cut = False

    def connect(self, deliver: Deliver, clock: SenderClock) -> None:
        """Say who gets what is decoded, and whose clock the sender's reports set; before packets come."""
        self.write_to(Decoding(deliver, self.meter.add_picture, can_ask=self._can_ask), clock)

    def write_to(self, sink: Sink, clock: SenderClock) -> None:
        """Say who gets frames as they are, and whose clock the sender's reports set; before packets come."""
        self._sink, self._clock = sink, clock
        self._is_cut = True

    @property
    def wants_key(self) -> bool:
        """Whether somebody takes frames and needs a key frame."""
        return self.needs_key and self._sink is not None

    def renew(self) -> None:
        """Another stream comes in the place of the one before: its numbers and times have nothing to do with that."""
        self.buffer = FrameBuffer(self.buffer.patience, is_joining=self._is_joining, join=join)
        self.needs_key = self._can_ask
        self._is_cut = True

    def add(self, packet: RtpPacket, codec: str, now_s: float, *, is_repair: bool = False) -> None:
        """Take a packet of a codec of FORMATS; is_repair: it was sent again in a stream of its own."""
        before, data = self.buffer.highest, packet.payload
        self._colour = getattr(packet.extensions, "colour", None) or self._colour
        is_last = bool(packet.marker) or codec in SOUND
        frames = self.buffer.add(Packet(packet.sequence_number, packet.timestamp, is_last, data, codec), now_s)
        self.meter.add_packet(codec, len(data), is_repair=is_repair)
        self.meter.expect(self.buffer.highest - before if before else 1)
        self._pass_on(frames)

    def add_report(self, packet: Any) -> None:
        """Take a control packet: sender reports tell the clock."""
        if isinstance(packet, RtcpSrPacket):
            self._clock.report(packet.sender_info.ntp_timestamp, packet.sender_info.rtp_timestamp)

    def give_up(self, now_s: float) -> None:
        """Pass over what has been missing for too long."""
        if (behind := self.buffer.give_up(now_s)) is not None:
            self.needs_key = self._can_ask
            self._pass_on(behind)

    async def close(self) -> None:
        """Hand frames to nobody until somebody else connects; nothing is delivered after this returns."""
        sink, self._sink = self._sink, None
        if sink is not None:
            await asyncio.get_running_loop().run_in_executor(None, sink.close)

    def _pass_on(self, frames: list[EncodedFrame]) -> None:
        if (sink := self._sink) is None:
            self.needs_key = self._can_ask
            return
        for frame in frames:
            whole = frame._replace(after_loss=True) if self._is_cut and self._can_ask else frame
            self._is_cut = False
            self.needs_key = not sink.put(frame.codec, whole, self._colour)
