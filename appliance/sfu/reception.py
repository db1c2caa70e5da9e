"""Somebody's receiving connection: a pool of media sections, each fed with what its receiver wants."""

from __future__ import annotations

import time
from collections.abc import Iterable

from aiortc import RTCCertificate
from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
    unpack_remb_fci,
)

from appliance.api.conference import MAX_WANTS, Track, Want
from appliance.server.rate import TokenBucket
from appliance.sfu.allowance import Allowance
from appliance.sfu.description import Description, Section, read, refuse
from appliance.sfu.format import EXTENSIONS, OFFERED
from appliance.sfu.outlet import Outlet
from appliance.sfu.transport import Transport
from appliance.sfu.writing import Part, write

POOL = 4
"""Media sections of a kind that are offered at once, so that a few more wants need no offer."""
RESENT_PER_S = 500
REPORT_S = 1.0


class Reception:
    """Loop only. One offer is under way at most: `is_offering`."""

    def __init__(self, certificate: RTCCertificate) -> None:
        self.transport = Transport(certificate, self, is_offering=True)
        self.outlets: list[Outlet] = []
        self.allowance = Allowance()
        self.is_offering = False
        self._by_ssrc: dict[int, Outlet] = {}
        self._certificate = certificate
        self._place: object = None
        self._version = 0
        self._session = time.time_ns() >> 8
        self._is_started = False
        self._bucket = TokenBucket(RESENT_PER_S, RESENT_PER_S)
        self._report_s = 0.0
        self._octets = 0

    # What is wanted

    def want(self, wants: Iterable[Want]) -> tuple[tuple[Track, ...], bool]:
        """Give each want a media section, the one that it has where it has one; and whether new sections are needed."""
        wanted = {(one.person_id, one.source): one for one in wants}
        for outlet in self.outlets:
            if outlet.want is not None:
                # the same want may come in another quality
                outlet.want = wanted.pop((outlet.want.person_id, outlet.want.source), None)
        grew = False
        for one in wanted.values():
            kind = "audio" if one.source in ("microphone", "screen_sound") else "video"
            free = next((outlet for outlet in self.outlets if outlet.kind == kind and outlet.want is None), None)
            if free is None:
                free = self._grow(kind)
                grew = True
            free.want = one
        if not self.outlets:
            self._grow("audio")
            self._grow("video")
            grew = True
        tracks = [
            Track(mid=one.mid, person_id=one.want.person_id, source=one.want.source)
            for one in self.outlets
            if one.want is not None
        ]
        return tuple(tracks), grew

    def _grow(self, kind: str) -> Outlet:
        count = min(POOL, 2 * MAX_WANTS - len(self.outlets))
        fresh = [Outlet(kind, str(len(self.outlets) + at), self.transport) for at in range(count)]
        self.outlets += fresh
        self._by_ssrc |= {one.ssrc: one for one in fresh}
        return fresh[0]

    # Negotiation

    async def offer(self) -> str:
        """Offer all media sections."""
        self.is_offering = True
        if self._version == 0:
            self._place = await self.transport.gather()
        self._version += 1
        parts = [
            Part(one.kind, one.mid, "sendonly", OFFERED[one.kind], EXTENSIONS[one.kind], one.ssrc, one.repair_ssrc)
            for one in self.outlets
        ]
        return write(self._version, self._place, "actpass", parts, self._session)  # type: ignore[arg-type]

    def answer(self, text: str) -> Description | None:
        """Take the answer; gives the other side where `connect` is to follow.

        Raises Invalid(meeting.bad_offer, reason): no_offer, sections, or as `read`.
        """
        if not self.is_offering:
            raise refuse("no_offer")
        other = read(text, len(self.outlets))
        if [one.mid for one in other.sections] != [one.mid for one in self.outlets]:
            raise refuse("sections")
        if other.setup == "auto":
            raise refuse("setup")
        for outlet, section in zip(self.outlets, other.sections, strict=True):
            _take(outlet, section)
        self.is_offering = False
        is_first, self._is_started = not self._is_started, True
        return other if is_first else None

    async def connect(self, other: Description) -> None:
        """Let the receiver come."""
        await self.transport.connect(other, "server" if other.setup == "client" else "client")

    # What its receiver tells

    def take_media(self, data: bytes, now_s: float) -> None:
        """See End: a receiver sends none."""

    def take_control(self, data: bytes, now_s: float) -> None:
        """See End."""
        for packet in RtcpPacket.parse(data):
            if isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
                self._resend(packet, now_s)
            elif isinstance(packet, RtcpPsfbPacket):
                self._take_feedback(packet, now_s)
            elif isinstance(packet, RtcpRrPacket | RtcpSrPacket):
                self._take_reports(packet.reports)

    def _resend(self, packet: RtcpRtpfbPacket, now_s: float) -> None:
        outlet = self._by_ssrc.get(packet.media_ssrc)
        if outlet is None:
            return
        clock = (int(now_s * 262_144) & 0xFFFFFF).to_bytes(3, "big")
        for sequence in packet.lost:
            if not self._bucket.take():
                return
            outlet.resend(sequence, clock)

    def _take_feedback(self, packet: RtcpPsfbPacket, now_s: float) -> None:
        if packet.fmt == RTCP_PSFB_APP:
            self.allowance.estimated(unpack_remb_fci(packet.fci)[0], now_s)
            return
        if packet.fmt == RTCP_PSFB_PLI:
            wanted = [packet.media_ssrc]
        elif packet.fmt == RTCP_PSFB_FIR:
            wanted = [int.from_bytes(packet.fci[at : at + 4], "big") for at in range(0, len(packet.fci) - 7, 8)]
        else:
            return
        for ssrc in wanted:
            outlet = self._by_ssrc.get(ssrc)
            if outlet is not None and outlet.source is not None and outlet.kind == "video":
                outlet.source.ask_key(now_s)

    def _take_reports(self, reports: list[RtcpReceiverInfo]) -> None:
        shares = []
        for report in reports:
            outlet = self._by_ssrc.get(report.ssrc)
            if outlet is not None and outlet.source is not None:
                shares.append(report.fraction_lost / 256)
        if shares:
            self.allowance.lost(max(shares))

    # What its receiver hears

    def tend(self, offsets: dict[str, float], now_s: float) -> bool:
        """Report once a second, `offsets` being people's clocks; gives whether the allowance was looked at."""
        if not self.transport.is_open or now_s - self._report_s < REPORT_S:
            return False
        passed_s = now_s - self._report_s
        octets = sum(outlet.octets for outlet in self.outlets)
        if self._report_s:
            self.allowance.tend((octets - self._octets) * 8 / passed_s, now_s)
        self._report_s, self._octets = now_s, octets
        for outlet in self.outlets:
            if outlet.want is not None and (report := outlet.report(offsets.get(outlet.want.person_id, 0.0), now_s)):
                self.transport.send_control(report)
        return True

    async def close(self) -> None:
        """End it."""
        for outlet in self.outlets:
            outlet.feed(None, 0.0)
        await self.transport.close()


def _take(outlet: Outlet, section: Section) -> None:
    if section.kind != outlet.kind:
        raise refuse("sections")
    is_taken = not section.is_rejected and section.direction in ("recvonly", "sendrecv")
    outlet.answer(section.formats if is_taken else (), section.extensions)
