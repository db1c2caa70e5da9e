"""One stream of RTP from packets to pictures or sound, whatever brings the packets."""

from __future__ import annotations

import asyncio
from typing import Any

from aiortc.rtp import RtcpSrPacket, RtpPacket

from appliance.media.decoder import Decoder
from appliance.media.extensions import Colour
from appliance.media.inlet import Deliver
from appliance.media.jitter import EncodedFrame, FrameBuffer, Packet
from appliance.media.payload import SOUND, join
from appliance.media.quality import Meter
from appliance.media.sync import SenderClock


class Intake:
    """Orders packets, joins frames, decodes. Everything but what the decoder delivers happens in the loop.

    patience_s: how long a missing packet is waited for. can_ask: see Decoder.
    """

    def __init__(self, kind: str, patience_s: float, *, can_ask: bool) -> None:
        self.buffer = FrameBuffer(patience_s, is_joining=kind == "video", join=join)
        self.meter = Meter()
        self.needs_key = kind == "video"
        self._can_ask = can_ask
        self._deliver: Deliver | None = None
        self._clock = SenderClock()
        self._decoder: Decoder | None = None
        self._colour: Colour | None = None

    def connect(self, deliver: Deliver, clock: SenderClock) -> None:
        """Say who gets what is decoded, and whose clock the sender's reports set; before packets come."""
        self._deliver, self._clock = deliver, clock

    def add(self, packet: RtpPacket, codec: str, now_s: float, *, is_repair: bool = False) -> None:
        """Take a packet of a codec of FORMATS; is_repair: it was sent again in a stream of its own."""
        before, data = self.buffer.highest, packet.payload
        self._colour = getattr(packet.extensions, "colour", None) or self._colour
        is_last = bool(packet.marker) or codec in SOUND
        frames = self.buffer.add(Packet(packet.sequence_number, packet.timestamp, is_last, data, codec), now_s)
        self.meter.add_packet(codec, len(data), is_repair=is_repair)
        self.meter.expect(self.buffer.highest - before if before else 1)
        self._decode(frames)

    def add_report(self, packet: Any) -> None:
        """Take a control packet: sender reports tell the clock."""
        if isinstance(packet, RtcpSrPacket):
            self._clock.report(packet.sender_info.ntp_timestamp, packet.sender_info.rtp_timestamp)

    def give_up(self, now_s: float) -> None:
        """Pass over what has been missing for too long."""
        if (behind := self.buffer.give_up(now_s)) is not None:
            self.needs_key = self._can_ask
            self._decode(behind)

    async def close(self) -> None:
        """Stop; nothing is delivered after this returns."""
        decoder, self._decoder = self._decoder, None
        if decoder is not None:
            await asyncio.get_running_loop().run_in_executor(None, decoder.close)

    def _decode(self, frames: list[EncodedFrame]) -> None:
        if self._deliver is None:
            return
        for frame in frames:
            self.needs_key = not self._decoder_of(frame.codec, self._deliver).put(frame, self._colour)

    def _decoder_of(self, codec: str, deliver: Deliver) -> Decoder:
        if self._decoder is None or self._decoder.codec != codec:
            if self._decoder is not None:
                self._decoder.retire()
            self._decoder = Decoder(codec, deliver, self.meter.add_picture, can_ask=self._can_ask)
        return self._decoder
