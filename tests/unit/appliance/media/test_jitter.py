from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.media.jitter import (
    CAPACITY,
    MAX_ASKED,
    MAX_FRAME_BYTES,
    MAX_WAITING_BYTES,
    EncodedFrame,
    FrameBuffer,
    Packet,
)
from appliance.media.patience import Patience
from appliance.rtp.roundtrip import AT_FIRST_S


def stream(sizes: list[int], first: int = 65_500) -> list[Packet]:
    """Frames of so many packets each; every packet's data tells its place."""
    packets: list[Packet] = []
    for number, size in enumerate(sizes):
        for part in range(size):
            sequence = (first + len(packets)) & 0xFFFF
            packets.append(Packet(sequence, number * 3000, part == size - 1, f"{number}.{part} ".encode()))
    return packets


def whole(number: int, size: int) -> bytes:
    return "".join(f"{number}.{part} " for part in range(size)).encode()


def add_all(buffer: FrameBuffer, packets: list[Packet], now_s: float = 0.0) -> list[EncodedFrame]:
    return [frame for packet in packets for frame in buffer.add(packet, now_s)]


def test_a_frame_is_whole_at_its_last_packet() -> None:
    buffer = FrameBuffer(Patience(0.2, 0.2))
    first, second = stream([2])
    assert buffer.add(first, 0) == []
    assert buffer.add(second, 0) == [EncodedFrame(whole(0, 2), 0, False)]


def test_a_frame_without_a_marker_ends_where_the_next_begins() -> None:
    buffer = FrameBuffer(Patience(0.2, 0.2))
    packets = [packet._replace(is_last=False) for packet in stream([2, 1])]
    assert [frame.data for frame in add_all(buffer, packets)] == [whole(0, 2)]


def test_a_frame_of_3000_packets_is_whole() -> None:
    assert [frame.data for frame in add_all(FrameBuffer(Patience(0.2, 0.2)), stream([3000]))] == [whole(0, 3000)]


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_any_order_gives_the_frames_in_theirs(sizes: list[int], chance: random.Random) -> None:
    packets = stream(sizes)
    shuffled = [*packets[:1]]
    rest = packets[1:]
    while rest:
        window = rest[:8]
        shuffled.append(rest.pop(chance.randrange(len(window))))
    frames = add_all(FrameBuffer(Patience(10, 10)), shuffled + shuffled[: len(shuffled) // 2])
    assert [frame.data for frame in frames] == [whole(number, size) for number, size in enumerate(sizes)]
    assert not any(frame.after_loss for frame in frames)


def test_a_hole_is_asked_for_at_once_then_again_and_given_up() -> None:
    buffer = FrameBuffer(Patience(0.2, 0.2))
    packets = stream([1, 3, 2, 1])
    lost = packets.pop(2)
    frames = add_all(buffer, packets, now_s=1.0)
    assert [frame.data for frame in frames] == [whole(0, 1)]
    assert [place & 0xFFFF for place in buffer.wanted(1.0)] == [lost.sequence]
    assert buffer.wanted(1.01) == []
    assert [place & 0xFFFF for place in buffer.wanted(1.0 + AT_FIRST_S)] == [lost.sequence]
    assert buffer.give_up(1.19) is None
    behind = buffer.give_up(1.21)
    assert behind is not None
    assert [(frame.data, frame.after_loss) for frame in behind] == [(whole(2, 2), True), (whole(3, 1), False)]
    assert buffer.give_up(9.0) is None
    assert buffer.wanted(9.0) == []


def test_a_late_packet_mends_the_hole() -> None:
    buffer = FrameBuffer(Patience(0.2, 0.2))
    packets = stream([3])
    assert add_all(buffer, [packets[0], packets[2]]) == []
    assert [frame.data for frame in buffer.add(packets[1], 0.1)] == [whole(0, 3)]
    assert buffer.wanted(1) == []


def test_padding_belongs_to_no_frame() -> None:
    buffer = FrameBuffer(Patience(0.2, 0.2))
    packets = stream([1, 1, 1])
    packets[1] = packets[1]._replace(data=b"", is_last=False)
    assert [frame.data for frame in add_all(buffer, packets)] == [whole(0, 1), whole(2, 1)]


def test_sound_loses_only_what_is_lost() -> None:
    buffer = FrameBuffer(Patience(0.06, 0.06), is_joining=False)
    packets = stream([1, 1, 1, 1])
    del packets[1]
    add_all(buffer, packets)
    behind = buffer.give_up(0.1)
    assert behind is not None
    assert [frame.data for frame in behind] == [whole(2, 1), whole(3, 1)]


def test_a_jump_starts_afresh() -> None:
    buffer = FrameBuffer(Patience(0.2, 0.2))
    add_all(buffer, stream([1], first=0))
    frames = add_all(buffer, stream([2, 1], first=CAPACITY + 1))
    assert [(frame.data, frame.after_loss) for frame in frames] == [(whole(1, 1), True)]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 65_535), st.integers(0, 3), st.booleans()), max_size=400))
def test_garbage_never_grows_it_or_breaks_it(packets: list[tuple[int, int, bool]]) -> None:
    buffer = FrameBuffer(Patience(0.2, 0.2))
    for at, (sequence, timestamp, is_last) in enumerate(packets):
        buffer.add(Packet(sequence, timestamp, is_last, b"x"), at / 1000)
        buffer.wanted(at / 1000)
        buffer.give_up(at / 1000)
        assert len(buffer._waiting) <= CAPACITY
        assert len(buffer._gaps) <= CAPACITY


def test_a_frame_without_end_is_dropped() -> None:
    buffer = FrameBuffer(Patience(0.2, 0.2))
    piece = bytes(1 << 16)
    for sequence in range(MAX_FRAME_BYTES // len(piece) + 8):
        assert buffer.add(Packet(sequence, 0, False, piece), 0) == []
    assert sum(map(len, buffer._parts)) <= MAX_FRAME_BYTES


def test_the_round_trip_is_learned_from_what_came_again() -> None:
    buffer = FrameBuffer(Patience(10, 10))
    packets = stream([1] * 60)
    now_s = 1.0
    for at in range(0, 60, 2):
        add_all(buffer, packets[at + 1 : at + 2], now_s)
        if at:
            assert buffer.has_new_gap
            buffer.wanted(now_s)
            assert not buffer.has_new_gap
            now_s += 0.06
            add_all(buffer, packets[at : at + 1], now_s)
    add_all(buffer, stream([1] * 3, first=65_500 + 61)[1:], now_s)
    assert len(buffer.wanted(now_s)) == 2
    assert buffer.wanted(now_s + 0.06) == []
    assert len(buffer.wanted(now_s + 0.076)) == 2


def test_a_few_are_asked_for_at_one_time() -> None:
    buffer = FrameBuffer(Patience(10, 10))
    packets = stream([1] * 900)
    add_all(buffer, [packets[0], packets[-1]])
    first, second = buffer.wanted(0.0), buffer.wanted(0.001)
    assert len(first) == len(second) == MAX_ASKED
    assert not set(first) & set(second)
    assert first == sorted(first)


def test_large_datagrams_cannot_fill_the_memory() -> None:
    buffer = FrameBuffer(Patience(10, 10))
    piece = bytes(60_000)
    buffer.add(Packet(0, 0, True, piece), 0)
    for sequence in range(2, 2000):
        buffer.add(Packet(sequence, sequence, True, piece), 0)
        assert sum(len(packet.data) for packet in buffer._waiting.values()) <= MAX_WAITING_BYTES + len(piece)


def test_a_frame_that_cannot_be_joined_is_a_loss() -> None:
    def refuse_third(_codec: str, payloads: list[bytes]) -> bytes:
        if payloads[0].startswith(b"2."):
            raise ValueError("garbage")
        return b"".join(payloads)

    frames = add_all(FrameBuffer(Patience(0.2, 0.2), join=refuse_third), stream([1, 2, 1, 1]))
    assert [(frame.data, frame.after_loss) for frame in frames] == [
        (whole(0, 1), False),
        (whole(1, 2), False),
        (whole(3, 1), True),
    ]
