"""Somebody's sending connection: what comes in it is sorted into streams, and its sender hears how it arrives."""

from __future__ import annotations

import time

from aiortc import RTCCertificate
from aiortc.rtp import RtcpByePacket, RtcpPacket, RtcpReceiverInfo, RtcpRrPacket, RtcpSrPacket

from appliance.api.conference import Source
from appliance.rtp import feedback
from appliance.rtp.congestion import ArrivalLog
from appliance.server.rate import TokenBucket
from appliance.sfu.description import Description, Section, read, refuse
from appliance.sfu.format import ARRIVAL_URI, LEVEL_URI, MID_URI, TAKEN, Format
from appliance.sfu.outlet import NTP_EPOCH_S
from appliance.sfu.packet import HEADER, elements
from appliance.sfu.stream import Stream
from appliance.sfu.transport import Transport
from appliance.sfu.writing import Part, write

MAX_SECTIONS = 8
MAX_SOURCES = 24
"""SSRCs that are remembered; a sender has two for each picture."""
PACKETS_PER_S = 5000
CEILING_BITS_PER_S = 8_000_000
"""The most that one person shall send: large and small camera, and a screen."""
ARRIVALS_S = 0.05
REPORT_S = 1.0
OWN_SSRC = 1
AUDIO: frozenset[Source] = frozenset({"microphone", "screen_sound"})


class Publication:
    """Loop only. `streams` are there from the answer on, whether or not anything comes."""

    def __init__(self, certificate: RTCCertificate) -> None:
        self.transport = Transport(certificate, self, is_offering=False)
        self.streams: dict[Source, Stream] = {}
        self.offset_s = 0.0
        """From its sender's clock to this machine's (seconds)."""
        self._other: Description | None = None
        self._role = "client"
        self._mids: dict[str, Stream] = {}
        self._ssrcs: dict[int, Stream] = {}
        self._repairs: set[int] = set()
        self._arrival_number = self._mid_number = 0
        self._arrivals = ArrivalLog()
        self._arrivals_s = self._report_s = 0.0
        self._has_offset = False
        self._bucket = TokenBucket(PACKETS_PER_S, PACKETS_PER_S)

    async def answer(self, offer: str, sources: dict[str, Source]) -> str:
        """Answer an offer; `connect` does the rest. Raises Invalid(meeting.bad_offer, reason)."""
        other = read(offer, MAX_SECTIONS)
        _check(other, sources)
        place = await self.transport.gather()
        parts = [self._part(section, sources.get(section.mid)) for section in other.sections]
        self._other = other
        # who may choose lets the other side begin
        self._role = "server" if other.setup == "client" else "client"
        setup = "active" if self._role == "client" else "passive"
        return write(1, place, setup, parts, time.time_ns() >> 8)

    async def connect(self) -> None:
        """Let the sender come."""
        if self._other is not None:
            await self.transport.connect(self._other, self._role)

    def _part(self, section: Section, source: Source | None) -> Part:
        if source is None or section.is_rejected:
            return Part(section.kind, section.mid, "inactive")
        extensions = {uri: section.extensions[uri] for uri in TAKEN[section.kind] if uri in section.extensions}
        self._mid_number = extensions.get(MID_URI, self._mid_number)
        self._arrival_number = extensions.get(ARRIVAL_URI, self._arrival_number)
        formats: tuple[Format, ...] = section.formats
        stream = Stream(source, formats, OWN_SSRC, self.transport.send_control)
        stream.level_number = extensions.get(LEVEL_URI, 0)
        self.streams[source] = self._mids[section.mid] = stream
        for ssrc in section.sources:
            self._ssrcs.setdefault(ssrc, stream)
        for repair, ssrc in section.repairs.items():
            if ssrc in section.sources:
                self._ssrcs.setdefault(repair, stream)
                self._repairs.add(repair)
        return Part(section.kind, section.mid, "recvonly", formats, extensions, has_arrivals=ARRIVAL_URI in extensions)

    # What comes

    def take_media(self, data: bytes, now_s: float) -> None:
        """See End."""
        if not self._bucket.take():
            return
        first, second, sequence, timestamp, ssrc = HEADER.unpack_from(data)
        numbers: dict[int, bytes] | None = None
        if self._arrival_number and first & 0x10:
            numbers = elements(data, 12 + 4 * (first & 15))
            if (arrival := numbers.get(self._arrival_number)) is not None and len(arrival) == 2:
                self._arrivals.add(arrival[0] << 8 | arrival[1], now_s)
        stream = self._ssrcs.get(ssrc) or self._adopt(data, first, ssrc, numbers)
        if stream is None:
            return
        if ssrc != stream.ssrc and ssrc not in self._repairs:
            if stream.is_repair(second):
                self._repairs.add(ssrc)
            else:
                stream.begin(ssrc)
        stream.take(data, second, sequence, timestamp, now_s)

    def _adopt(self, data: bytes, first: int, ssrc: int, numbers: dict[int, bytes] | None) -> Stream | None:
        """Find whose a new SSRC is, by the media section that it names."""
        if len(self._ssrcs) >= MAX_SOURCES or not self._mid_number or not first & 0x10:
            return None
        if numbers is None:
            numbers = elements(data, 12 + 4 * (first & 15))
        mid = numbers.get(self._mid_number, b"").decode("ascii", "replace")
        stream = self._mids.get(mid)
        if stream is not None:
            self._ssrcs[ssrc] = stream
        return stream

    def take_control(self, data: bytes, now_s: float) -> None:
        """See End."""
        for packet in RtcpPacket.parse(data):
            if isinstance(packet, RtcpSrPacket):
                self._hear(packet, now_s)
            elif isinstance(packet, RtcpByePacket):
                for ssrc in packet.sources[:MAX_SOURCES]:
                    if (stream := self._ssrcs.get(ssrc)) is not None and stream.ssrc == ssrc:
                        stream.last_s = 0.0

    def _hear(self, packet: RtcpSrPacket, now_s: float) -> None:
        stream = self._ssrcs.get(packet.ssrc)
        if stream is None or packet.ssrc != stream.ssrc:
            return
        ntp = packet.sender_info.ntp_timestamp
        stream.heard_report(ntp, packet.sender_info.rtp_timestamp, now_s)
        offset_s = time.time() + NTP_EPOCH_S - ntp / (1 << 32)
        # the quickest report tells the clocks' distance best
        self.offset_s = min(self.offset_s, offset_s) if self._has_offset else offset_s
        self._has_offset = True

    # What its sender hears

    def tend(self, now_s: float) -> None:
        """Tell the sender what it must know; called some fifty times a second."""
        if not self.transport.is_open:
            return
        for stream in self.streams.values():
            stream.tend(now_s)
        if now_s - self._arrivals_s >= ARRIVALS_S and (told := self._arrivals.feedback()) is not None:
            self._arrivals_s = now_s
            self.transport.send_control(feedback.arrivals(OWN_SSRC, self._picture_ssrc(), told))
        if now_s - self._report_s >= REPORT_S:
            self._report_s = now_s
            self._report(now_s)

    def _report(self, now_s: float) -> None:
        reports = [one for stream in self.streams.values() if (one := stream.report(now_s)) is not None]
        if not reports:
            return
        self.transport.send_control(bytes(RtcpRrPacket(ssrc=OWN_SSRC, reports=list[RtcpReceiverInfo](reports))))
        if ssrc := self._picture_ssrc():
            self.transport.send_control(feedback.ceiling(OWN_SSRC, ssrc, CEILING_BITS_PER_S))

    def _picture_ssrc(self) -> int:
        return next((one.ssrc for one in self.streams.values() if one.kind == "video" and one.ssrc), 0)

    async def close(self) -> None:
        """End it; whoever got anything of it gets nothing more."""
        for stream in self.streams.values():
            for outlet in (*stream.outlets, *stream.waiting):
                outlet.feed(None, 0.0)
        await self.transport.close()


def _check(other: Description, sources: dict[str, Source]) -> None:
    sections = {section.mid: section for section in other.sections}
    if len(set(sources.values())) != len(sources):
        raise refuse("sources")
    for mid, source in sources.items():
        section = sections.get(mid)
        if section is None or (section.kind == "audio") != (source in AUDIO):
            raise refuse("sources")
        if section.direction not in ("sendonly", "sendrecv") or section.is_rejected:
            raise refuse("direction")
        if not section.formats:
            raise refuse("codec")
    if not sources:
        raise refuse("sources")
