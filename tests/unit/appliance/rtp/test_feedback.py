from __future__ import annotations

import pytest
from aiortc.rtp import RtcpPacket, RtcpPsfbPacket, RtcpRtpfbPacket, unpack_remb_fci
from hypothesis import given
from hypothesis import strategies as st

from appliance.media.ceiling import ceiling_kbps
from appliance.rtp import feedback


@given(st.sets(st.integers(65_000, 70_000), min_size=1, max_size=300))
def test_missing_packets_are_named_also_where_numbers_wrap(places: set[int]) -> None:
    (packet,) = RtcpPacket.parse(feedback.lost(1, 2, sorted(places)))
    assert isinstance(packet, RtcpRtpfbPacket)
    assert (packet.fmt, packet.ssrc, packet.media_ssrc) == (1, 1, 2)
    assert sorted(number & 0xFFFF for number in packet.lost) == sorted(place & 0xFFFF for place in places)


def test_a_key_frame_is_asked_for() -> None:
    (packet,) = RtcpPacket.parse(feedback.key_frame(1, 2))
    assert isinstance(packet, RtcpPsfbPacket)
    assert (packet.fmt, packet.ssrc, packet.media_ssrc, packet.fci) == (1, 1, 2, b"")


@pytest.mark.parametrize("rate", [300_000, 6_000_000, 20_000_000])
def test_a_ceiling_is_told(rate: int) -> None:
    (packet,) = RtcpPacket.parse(feedback.ceiling(1, 2, rate))
    assert isinstance(packet, RtcpPsfbPacket)
    told, sources = unpack_remb_fci(packet.fci)
    assert sources == [2]
    assert told == pytest.approx(rate, rel=0.001)


def test_casts_share_what_there_is() -> None:
    assert [ceiling_kbps(casts) for casts in (0, 1, 2, 3, 4, 6)] == [20_000, 20_000, 12_000, 8_000, 6_000, 4_000]
