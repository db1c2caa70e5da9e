from __future__ import annotations

import pytest
from aiortc.codecs.vpx import Vp8Encoder, VpxPayloadDescriptor
from hypothesis import given
from hypothesis import strategies as some

from appliance.sfu.payload import read_vp8, starts_h264_key, write_vp8

KEY, BETWEEN = b"\x10\x02\x00\x9d\x01\x2a", b"\x11\x02\x00"


def described(**fields: object) -> VpxPayloadDescriptor:
    return VpxPayloadDescriptor(**{"partition_start": 1, "partition_id": 0, **fields})  # type: ignore[arg-type]


@given(
    picture=some.integers(0, 32767),
    base=some.one_of(some.none(), some.integers(0, 255)),
    is_key=some.booleans(),
    shift=some.integers(0, 40_000),
)
def test_numbers_are_found_and_moved_as_aiortc_reads_them(
    picture: int, base: int | None, is_key: bool, shift: int
) -> None:
    body = KEY if is_key else BETWEEN
    payload = bytes(described(picture_id=picture, tl0picidx=base)) + body
    numbers = read_vp8(payload)
    assert (numbers.picture_id, numbers.starts_key) == (picture, is_key)
    moved, rest = VpxPayloadDescriptor.parse(write_vp8(payload, numbers, shift, 3))
    assert rest == body
    assert moved.picture_id == (picture + shift) & 0x7FFF
    assert moved.tl0picidx == (None if base is None else (base + 3) & 255)


def test_short_numbers_stay_short() -> None:
    payload = b"\x90\x80\x7e" + BETWEEN
    numbers = read_vp8(payload)
    assert (numbers.picture_id, numbers.is_long) == (126, False)
    assert write_vp8(payload, numbers, 3, 0) == b"\x90\x80\x01" + BETWEEN


def test_only_the_first_packet_of_a_key_frame_begins_it() -> None:
    packets = Vp8Encoder._packetize(KEY + bytes(4000), 5)
    assert [read_vp8(one).starts_key for one in packets] == [True] + [False] * (len(packets) - 1)


@pytest.mark.parametrize("cut", [b"", b"\x90", b"\x90\x80", b"\x90\x80\x80", b"\x90\xf0\x80\x01"])
def test_what_is_cut_short_is_told(cut: bytes) -> None:
    with pytest.raises(IndexError):
        read_vp8(cut)


def test_h264_begins_with_its_parameters() -> None:
    assert starts_h264_key(b"\x67abc")
    assert not starts_h264_key(b"\x65abc")
    assert not starts_h264_key(b"\x7c\x85abc")
    assert starts_h264_key(b"\x78\x00\x02\x09\xf0\x00\x03\x67ab\x00\x02\x68c")
    assert not starts_h264_key(b"\x78\x00\x02\x09\xf0\x00\x02\x41a")
    assert not starts_h264_key(b"\x78\xff")
