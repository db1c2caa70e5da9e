"""One media section towards somebody: whatever source feeds it, what leaves is one unbroken stream.

A change of source looks like the next picture, and begins with a key frame. What was sent of pictures is kept a while,
to be sent again.
"""

from __future__ import annotations

import secrets
import time
from struct import Struct
from typing import TYPE_CHECKING

from aiortc.rtp import RtcpSenderInfo, RtcpSrPacket

from appliance.api.conference import Want
from appliance.sfu.format import CLOCK_URI, EXTENSIONS, MID_URI, OFFERED, Format
from appliance.sfu.numbering import Numbering
from appliance.sfu.packet import HEADER, Packet
from appliance.sfu.transport import MAX_DATAGRAM, Transport

if TYPE_CHECKING:
    from appliance.sfu.stream import Stream

KEPT = 512
"""Packets that can be sent again: a second or two of pictures."""
NTP_EPOCH_S = 2_208_988_800
_PROFILE = Struct("!HH")


class Outlet:
    """Loop only. `want` is what it is for; `source` feeds it now, `pending` from its next key frame on."""

    def __init__(self, kind: str, mid: str, transport: Transport) -> None:
        self.kind = kind
        self.mid = mid
        self.ssrc = secrets.randbelow(0xFFFFFFFE) + 1
        self.repair_ssrc = secrets.randbelow(0xFFFFFFFE) + 1 if kind == "video" else 0
        self.want: Want | None = None
        self.source: Stream | None = None
        self.pending: Stream | None = None
        self.is_answered = False
        self.is_reduced = False
        """Whether its receiver's network does not carry the large picture."""
        self.loss = 0.0
        """Share of packets that the receiver missed, as it last told."""
        self.packets = 0
        self.octets = 0
        self._transport = transport
        self._formats: dict[str, Format] = {}
        self._format: Format = OFFERED[kind][0]
        self._numbering = Numbering()
        self._is_new = True
        self._is_clocked = False
        self._before = self._after = b""
        self._sent: list[tuple[int, bytes, bytes] | None] = [None] * (KEPT if kind == "video" else 0)
        self._repair_sequence = secrets.randbelow(30_000)

    def answer(self, formats: tuple[Format, ...], extensions: dict[str, int]) -> None:
        """Learn what the receiver takes."""
        self.is_answered = True
        self._formats = {one.name: one for one in formats}
        offered = EXTENSIONS[self.kind]
        head = b""
        if MID_URI in extensions:
            head = bytes([offered[MID_URI] << 4 | len(self.mid) - 1]) + self.mid.encode()
        self._is_clocked = CLOCK_URI in extensions
        if self._is_clocked:
            head += bytes([offered[CLOCK_URI] << 4 | 2])
        # the clock's three bytes, and two of the level, which are padding where there is none
        length = len(head) + (5 if self._is_clocked else 0)
        words = -(-length // 4)
        self._before = _PROFILE.pack(0xBEDE, words) + head if head else b""
        self._after = bytes(words * 4 - length) if head else b""

    def takes(self, stream: Stream) -> bool:
        """Whether its receiver can take a stream; supposed so until it answered."""
        return not self.is_answered or stream.format.name in self._formats

    # What feeds it

    def feed(self, stream: Stream | None, now_s: float) -> None:
        """Let a stream feed it, pictures from a key frame on; what fed it before stops at once."""
        if self.source is not None and self.source is not stream:
            self.source.detach(self)
            self.source = None
        self.follow(stream, now_s)

    def follow(self, stream: Stream | None, now_s: float) -> None:
        """As `feed`, but what feeds it goes on until the key frame."""
        if self.pending is not None and self.pending is not stream:
            self.pending.detach(self)
            self.pending = None
        if stream is None or stream is self.source or stream is self.pending:
            return
        if self.kind == "audio":
            self.source = stream
            self._is_new = True
        else:
            self.pending = stream
            stream.wait(self, now_s)

    def enter(self, stream: Stream) -> None:
        """The key frame that it waited for begins now."""
        if self.source is not None and self.source is not stream:
            self.source.detach(self)
        self.source, self.pending = stream, None
        self._is_new = True
        stream.attach(self)

    def interrupt(self) -> None:
        """Its source's packets were left out, or are numbered anew: go on without a gap."""
        self._is_new = True

    # What leaves

    def forward(self, packet: Packet) -> None:
        """Send a packet of its source."""
        numbering = self._numbering
        marker = packet.marker
        if self._is_new:
            if not self._begin(packet):
                return
            if self.kind == "audio":
                # a new talk spurt
                marker = 128
        elif packet.index < numbering.first:
            return
        index = packet.index + numbering.shift
        if index > numbering.last:
            numbering.last, numbering.newest = index, packet
        timestamp = packet.timestamp + numbering.time_shift & 0xFFFFFFFF
        before = self._before
        head = HEADER.pack(
            0x90 if before else 0x80, marker | self._format.payload_type, index & 0xFFFF, timestamp, self.ssrc
        )
        payload = packet.payload
        if numbering.picture_shift or numbering.base_shift:
            payload = packet.numbered(numbering.picture_shift, numbering.base_shift)
        if self.kind == "video":
            self._sent[index % KEPT] = (index & 0xFFFF, head, payload)
        if self._is_clocked:
            self._transport.send(head + before + packet.clock + packet.level + self._after + payload)
        else:
            self._transport.send(head + before + self._after + payload)
        self.packets += 1
        self.octets += len(payload)

    def _begin(self, packet: Packet) -> bool:
        found = self._formats.get(self.source.format.name) if self.source is not None else None
        if found is None or len(packet.payload) > MAX_DATAGRAM:
            return False
        self._is_new = False
        self._format = found
        self._numbering.begin(packet, found.rate)
        return True

    def resend(self, sequence: int, clock: bytes) -> bool:
        """Send a packet again, as a repair where that was negotiated; whether it was still there."""
        # index and sequence number have the same place, since 65536 is a multiple of KEPT
        kept = self._sent[sequence % KEPT] if self._sent else None
        if kept is None or kept[0] != sequence:
            return False
        _, head, payload = kept
        repair = self._format.repair
        if repair is not None:
            first, second, _, timestamp, _ = HEADER.unpack(head)
            number = self._repair_sequence
            self._repair_sequence = number + 1 & 0xFFFF
            head = HEADER.pack(first, second & 0x80 | repair, number, timestamp, self.repair_ssrc)
            payload = sequence.to_bytes(2, "big") + payload
        extension = self._before + (clock + b"\0\0" if self._is_clocked else b"") + self._after
        self._transport.send(head + extension + payload)
        return True

    def report(self, offset_s: float, now_s: float) -> bytes:
        """A sender report (RFC 3550 section 6.4.1), or nothing before anything was sent.

        `offset_s` leads from the clock of whoever feeds it to this machine's.
        """
        newest = self._numbering.newest
        if newest is None or self.source is None:
            return b""
        wall_s, rate, sync = time.time() + NTP_EPOCH_S, self._format.rate, self.source.sync
        timestamp = newest.timestamp + (now_s - newest.at_s) * rate
        if sync is not None:
            # as its sender's clock tells when things were filmed and said, sound and pictures fit together
            timestamp = sync[1] + (wall_s - sync[0] - offset_s) * rate
        information = RtcpSenderInfo(
            ntp_timestamp=int(wall_s * (1 << 32)) & 0xFFFFFFFFFFFFFFFF,
            rtp_timestamp=int(timestamp) + self._numbering.time_shift & 0xFFFFFFFF,
            packet_count=self.packets & 0xFFFFFFFF,
            octet_count=self.octets & 0xFFFFFFFF,
        )
        return bytes(RtcpSrPacket(ssrc=self.ssrc, sender_info=information))
