"""What leaves is one unbroken stream, whatever feeds it."""

from __future__ import annotations

from typing import Any

import pytest
from aiortc.codecs.vpx import VpxPayloadDescriptor
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import HeaderExtensionsMap, RtcpPacket, RtcpSrPacket, RtpPacket, unwrap_rtx

from appliance.sfu.format import EXTENSIONS, OFFERED
from appliance.sfu.outlet import KEPT, Outlet
from appliance.sfu.stream import Stream

KEY, BETWEEN = b"\x10\x02\x00\x9d\x01\x2a", b"\x11\x02\x00"


class Wire:
    """In the place of a transport."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def send(self, packet: bytes) -> None:
        self.sent.append(packet)


class Camera:
    """Feeds a stream with pictures of one packet each."""

    def __init__(self, first: int, timestamp: int, picture: int, *, ssrc: int = 77) -> None:
        self.asked: list[bytes] = []
        self.stream = Stream("camera", OFFERED["video"], 1, self.asked.append)
        self.stream.is_forwarded = True
        self.stream.begin(ssrc)
        self.sequence, self.timestamp, self.picture, self.ssrc = first, timestamp, picture, ssrc

    def packet(self, *, is_key: bool = False) -> bytes:
        head = VpxPayloadDescriptor(partition_start=1, partition_id=0, picture_id=self.picture)
        packet = RtpPacket(payload_type=96, marker=1, sequence_number=self.sequence & 0xFFFF, timestamp=self.timestamp)
        packet.ssrc = self.ssrc
        packet.payload = bytes(head) + (KEY if is_key else BETWEEN)
        self.sequence += 1
        self.timestamp = (self.timestamp + 3000) & 0xFFFFFFFF
        self.picture = (self.picture + 1) & 0x7FFF
        return packet.serialize()

    def film(self, now_s: float, *, is_key: bool = False) -> None:
        self.take(self.packet(is_key=is_key), now_s)

    def take(self, data: bytes, now_s: float) -> None:
        second, sequence = data[1], int.from_bytes(data[2:4], "big")
        self.stream.take(data, second, sequence, int.from_bytes(data[4:8], "big"), now_s)


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def outlet(wire: Wire) -> Outlet:
    found = Outlet("video", "5", wire)  # type: ignore[arg-type]
    found.answer(OFFERED["video"], EXTENSIONS["video"])
    return found


def read(packet: bytes) -> RtpPacket:
    names = HeaderExtensionsMap()
    known: Any = [RTCRtpHeaderExtensionParameters(id=number, uri=uri) for uri, number in EXTENSIONS["video"].items()]
    names.configure(RTCRtpParameters(headerExtensions=known))
    return RtpPacket.parse(packet, names)


def picture_id(packet: RtpPacket) -> int:
    return VpxPayloadDescriptor.parse(packet.payload)[0].picture_id or 0


def test_nothing_leaves_before_a_key_frame_and_it_is_asked_for(outlet: Outlet, wire: Wire) -> None:
    camera = Camera(100, 9000, 5)
    outlet.follow(camera.stream, 1.0)
    assert len(camera.asked) == 1
    camera.film(1.03)
    assert not wire.sent
    camera.film(1.06, is_key=True)
    camera.film(1.09)
    assert len(wire.sent) == 2
    packet = read(wire.sent[0])
    assert (packet.ssrc, packet.payload_type, packet.marker, packet.extensions.mid) == (outlet.ssrc, 96, 1, "5")
    assert packet.extensions.abs_send_time == int(1.06 * 262_144) & 0xFFFFFF


def test_a_change_of_source_is_the_next_picture(outlet: Outlet, wire: Wire) -> None:
    large, small = Camera(65_534, 2**32 - 3000, 32_766), Camera(7, 1_000_000, 12, ssrc=78)
    outlet.follow(large.stream, 1.0)
    for at in range(4):
        large.film(1 + at / 30, is_key=at == 0)
    outlet.follow(small.stream, 1.12)
    small.film(1.12)
    large.film(1 + 4 / 30)
    small.film(1 + 5 / 30, is_key=True)
    large.film(1 + 5 / 30)
    small.film(1 + 6 / 30)
    packets = [read(one) for one in wire.sent]
    assert len(packets) == 7
    first = packets[0]
    for at, packet in enumerate(packets):
        assert packet.sequence_number == (first.sequence_number + at) & 0xFFFF
        assert abs((packet.timestamp - first.timestamp) % 2**32 - 3000 * at) < 100
        assert picture_id(packet) == (picture_id(first) + at) & 0x7FFF


def test_what_was_wanted_no_longer_stops_at_once(outlet: Outlet, wire: Wire) -> None:
    one, other = Camera(1, 0, 0), Camera(50, 0, 0, ssrc=78)
    outlet.feed(one.stream, 1.0)
    one.film(1.0, is_key=True)
    outlet.feed(other.stream, 1.03)
    one.film(1.03)
    assert len(wire.sent) == 1
    outlet.feed(None, 1.06)
    other.film(1.06, is_key=True)
    assert len(wire.sent) == 1


def test_the_beginning_of_a_key_frame_may_come_late(outlet: Outlet, wire: Wire) -> None:
    camera = Camera(1, 0, 0)
    outlet.feed(camera.stream, 1.0)
    camera.film(1.0)
    beginning = camera.packet(is_key=True)
    camera.film(1.06)
    assert not wire.sent
    camera.take(beginning, 1.08)
    camera.film(1.09)
    numbers = [read(one).sequence_number for one in wire.sent]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_what_comes_again_is_put_in_its_place_and_what_is_older_is_not_sent(outlet: Outlet, wire: Wire) -> None:
    camera = Camera(1, 0, 0)
    outlet.feed(camera.stream, 1.0)
    before = camera.packet()
    camera.film(1.0, is_key=True)
    missing = camera.packet()
    camera.film(1.06)
    camera.take(before, 1.07)
    camera.take(missing, 1.08)
    numbers = [read(one).sequence_number for one in wire.sent]
    assert numbers == [numbers[0], numbers[0] + 2, numbers[0] + 1]


def test_it_is_sent_again_as_a_repair(outlet: Outlet, wire: Wire) -> None:
    camera = Camera(1, 0, 0)
    outlet.feed(camera.stream, 1.0)
    for at in range(KEPT + 1):
        camera.film(1 + at / 30, is_key=at == 0)
    wanted = read(wire.sent[-1])
    assert outlet.resend(wanted.sequence_number, b"\1\2\3")
    repair = read(wire.sent[-1])
    assert (repair.payload_type, repair.ssrc) == (97, outlet.repair_ssrc)
    original = unwrap_rtx(repair, payload_type=96, ssrc=outlet.ssrc)
    assert (original.sequence_number, original.payload) == (wanted.sequence_number, wanted.payload)
    # the first is too long ago
    assert not outlet.resend(read(wire.sent[0]).sequence_number, b"\1\2\3")


def test_whoever_sends_anew_is_waited_for(outlet: Outlet, wire: Wire) -> None:
    camera = Camera(1, 0, 0)
    outlet.feed(camera.stream, 1.0)
    camera.film(1.0, is_key=True)
    camera.sequence, camera.ssrc = 30_000, 99
    camera.stream.begin(99)
    camera.film(1.03)
    assert len(wire.sent) == 1
    camera.film(1.06, is_key=True)
    first, second = map(read, wire.sent)
    assert second.sequence_number == first.sequence_number + 1


def test_it_reports_what_it_sent(outlet: Outlet) -> None:
    camera = Camera(1, 0, 0)
    assert outlet.report(0.0, 1.0) == b""
    outlet.feed(camera.stream, 1.0)
    camera.film(1.0, is_key=True)
    (report,) = RtcpPacket.parse(outlet.report(0.0, 1.0))
    assert isinstance(report, RtcpSrPacket)
    assert (report.ssrc, report.sender_info.packet_count) == (outlet.ssrc, 1)
