from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from av.packet import Packet as AvPacket
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.media import av1, payload, vp9
from appliance.media.decoder import open_codec
from appliance.media.jitter import MAX_FRAME_BYTES, EncodedFrame, FrameBuffer, Packet
from appliance.media.patience import Patience
from appliance.media.payload import FORMATS, is_decodable, is_key_frame, join
from tests.unit.appliance.media.rtp_stream import noisy, packets

PICTURES = 6
VIDEO = ("VP8", "H264", "VP9", "AV1")


def received(codec: str, stream: list[Any], lost: tuple[int, ...] = ()) -> list[EncodedFrame]:
    buffer = FrameBuffer(Patience(0.1, 0.1), join=join)
    frames: list[EncodedFrame] = []
    for at, packet in enumerate(stream):
        if at not in lost:
            data = Packet(packet.sequence_number, packet.timestamp, bool(packet.marker), packet.payload, codec)
            frames += buffer.add(data, at / 1000)
        frames += buffer.give_up(at / 1000) or []
    return frames + (buffer.give_up(9) or [])


def decoded(codec: str, frames: list[bytes]) -> list[Any]:
    context = open_codec(codec)
    return [picture for data in frames for picture in context.decode(AvPacket(data))]


@pytest.mark.parametrize("codec", VIDEO)
def test_what_ffmpeg_packs_is_unpacked_to_the_same_pictures(codec: str) -> None:
    stream, sent = packets(codec, [noisy(at) for at in range(PICTURES)])
    assert len(stream) > 2 * PICTURES, "frames of several packets"
    frames = received(codec, stream)
    assert [frame.codec for frame in frames] == [codec] * PICTURES
    found, wanted = decoded(codec, [frame.data for frame in frames]), decoded(codec, sent)
    assert len(found) == len(wanted) == PICTURES
    for one, other in zip(found, wanted, strict=True):
        assert np.array_equal(one.to_ndarray(), other.to_ndarray())
    assert [is_key_frame(codec, frame.data) for frame in frames] == [True, *[False] * (PICTURES - 1)]


@pytest.mark.parametrize("codec", VIDEO)
def test_a_lost_packet_costs_its_frame_and_is_told(codec: str) -> None:
    stream, _ = packets(codec, [noisy(at) for at in range(PICTURES)])
    second = next(at for at, packet in enumerate(stream) if packet.timestamp != stream[0].timestamp)
    frames = received(codec, stream, lost=(second + 1,))
    assert len(frames) == PICTURES - 1
    assert [frame.after_loss for frame in frames] == [False, True, *[False] * (PICTURES - 3)]


@pytest.mark.parametrize("codec", VIDEO)
@settings(deadline=None, max_examples=150)
@given(payloads=st.lists(st.binary(max_size=40), max_size=12))
def test_garbage_is_refused_or_joined_to_no_more_than_it_was(codec: str, payloads: list[bytes]) -> None:
    try:
        frame = join(codec, payloads)
    except ValueError:
        return
    assert 0 < len(frame) <= 8 * sum(map(len, payloads)) + 64
    is_key_frame(codec, frame)


@pytest.mark.parametrize("codec", ["VP9", "AV1"])
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_mutilated_streams_never_end_the_decoder(codec: str, data: st.DataObject) -> None:
    stream = STREAMS[codec]
    buffer, context = FrameBuffer(Patience(0.1, 0.1), join=join), open_codec(codec)
    for at, packet in enumerate(stream):
        body = bytearray(packet.payload)
        for _ in range(data.draw(st.integers(0, 2))):
            body[data.draw(st.integers(0, min(60, len(body) - 1)))] = data.draw(st.integers(0, 255))
        piece = Packet(packet.sequence_number, packet.timestamp, bool(packet.marker), bytes(body), codec)
        for frame in buffer.add(piece, at / 1000):
            is_key_frame(codec, frame.data)
            try:
                context.decode(AvPacket(frame.data))
            except (OSError, ValueError) as error:
                assert type(error).__module__.startswith("av")


STREAMS = {codec: packets(codec, [noisy(at, 160, 96) for at in range(4)])[0] for codec in ("VP9", "AV1")}


@given(st.binary(max_size=60))
def test_any_bytes_have_a_first_frame_or_none(data: bytes) -> None:
    for codec in VIDEO:
        assert is_key_frame(codec, data) in (True, False)


def test_a_flood_of_tiny_elements_is_joined_in_linear_time() -> None:
    flood = b"\x00" + b"\x01\x30" * 700
    unit = av1.join([flood] * 200)
    assert len(unit) < MAX_FRAME_BYTES


def test_vp9_descriptors_of_every_shape() -> None:
    frame = b"\x82frame"
    for descriptor in (
        b"\x08",  # nothing but the beginning
        b"\x88\x05",  # seven bits of picture number
        b"\x88\x81\x05",  # fifteen
        b"\xa8\x05\x00\x07",  # layers, and the number of their lowest
        b"\xd8\x05\x03\x02",  # flexible: two references
        b"\xb8\x05\x00",  # flexible with layers
        b"\x0a\x18\x02\x80\x01\x68\x01\x08\x02\x03",  # structure: a size, and a group of one with two references
    ):
        assert vp9.join([descriptor + frame]) == frame, descriptor.hex()
    for broken in (b"", b"\x88", b"\xd8\x05\x03\x03\x03\x03", b"\x0a\xf8\x02", b"\x0a\x08\xff\x01", b"\xa8\x05"):
        with pytest.raises((ValueError, IndexError)):
            vp9.join([broken])


def test_the_layers_of_a_vp9_picture_become_a_superframe() -> None:
    small, large = b"\x82" + bytes(10), b"\x86" + bytes(300)
    joined = vp9.join(
        [b"\xa8\x01\x00\x00" + small, b"\xa8\x01\x02\x00" + large[:200], b"\xa4\x01\x02\x00" + large[200:]]
    )
    marker = bytes([0b1100_0000 | 1 << 3 | 1])
    assert joined == small + large + marker + b"\x0b\x00\x2d\x01" + marker


def test_av1_elements_with_and_without_count_and_size_are_one_unit() -> None:
    sequence, frame = b"\x08seq", b"\x30\x10frame"
    wanted = b"\x12\x00" + b"\x0a\x03seq" + b"\x32\x06\x10frame"
    by_lengths = b"\x08" + bytes([len(sequence)]) + sequence + bytes([len(frame)]) + frame
    by_count = b"\x28" + bytes([len(sequence)]) + sequence + frame
    with_delimiter = b"\x38\x02\x12\x00" + bytes([len(sequence)]) + sequence + frame
    with_sizes = b"\x28\x05\x0a\x03seq\x32\x06\x10frame"
    fragments = [b"\x68" + bytes([len(sequence)]) + sequence + frame[:3], b"\xd0" + frame[3:5], b"\x90" + frame[5:]]
    for payloads in ([by_lengths], [by_count], [with_delimiter], [with_sizes], fragments):
        assert av1.join(payloads) == wanted
    assert av1.is_key(wanted)
    assert not av1.is_key(wanted.replace(b"\x10frame", b"\x30frame"))
    for broken in (fragments[:2], fragments[1:], [b"\x28\xff"], [b"\x28" + b"\xff" * 9], [b"\x10\x80ab"], [b"\x10"]):
        with pytest.raises(ValueError, match=r"OBU|AV1|length"):
            av1.join(broken)


def test_what_is_offered_can_be_decoded_here() -> None:
    assert all(is_decodable(codec) for codec in FORMATS)


def test_a_machine_without_the_decoder_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "codecs_available", {"vp8"})
    assert [codec for codec in FORMATS if is_decodable(codec)] == ["VP8"]
