from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from aiortc.codecs.vpx import Vp8Decoder
from av import VideoFrame
from av.codec import CodecContext

from appliance.media.decoder import MAX_PENDING_WITHOUT_ASKING, MAX_PIXELS, Decoder
from appliance.media.extensions import Colour
from appliance.media.jitter import EncodedFrame
from appliance.media.payload import is_key_frame

OPTIONS = {
    "VP8": {"deadline": "realtime"},
    "H264": {"tune": "zerolatency", "preset": "ultrafast"},
    "VP9": {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"},
    "AV1": {"preset": "12", "svtav1-params": "pred-struct=1:lookahead=0:rc=0:keyint=-1"},
}


def encoded(codec: str, count: int, width: int = 320, height: int = 180) -> list[bytes]:
    names = {"VP8": "libvpx", "H264": "libx264", "VP9": "libvpx-vp9", "AV1": "libsvtav1"}
    encoder: Any = CodecContext.create(names[codec], "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.gop_size = Fraction(1, 30), 1000
    encoder.options = OPTIONS[codec]
    found: list[bytes] = []
    for at in range(count):
        frame = VideoFrame.from_ndarray(np.full((height, width, 3), 40 + at, np.uint8), format="rgb24")
        frame = frame.reformat(format="yuv420p")
        frame.pts = at
        found += [bytes(packet) for packet in encoder.encode(frame)]
    return found + [bytes(packet) for packet in encoder.encode(None)]


class Sink:
    def __init__(self) -> None:
        self.frames: list[Any] = []
        self._news = threading.Condition()

    def take(self, frame: Any, is_fresh: bool) -> None:
        with self._news:
            self.frames.append(frame)
            self._news.notify()

    def wait_for(self, count: int) -> None:
        with self._news:
            assert self._news.wait_for(lambda: len(self.frames) >= count, 5)


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture(params=["VP8", "H264", "VP9", "AV1"])
def codec(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def decoder(codec: str, sink: Sink) -> Iterator[Decoder]:
    decoder = Decoder(codec, sink.take)
    yield decoder
    decoder.close()


def whole(data: bytes, after_loss: bool = False) -> EncodedFrame:
    return EncodedFrame(data, 0, after_loss)


def test_key_frames_are_known(codec: str) -> None:
    assert [is_key_frame(codec, data) for data in encoded(codec, 4)] == [True, False, False, False]
    assert not is_key_frame(codec, b"")
    assert is_key_frame("OPUS", b"anything")


def test_every_frame_comes_out_at_once(decoder: Decoder, codec: str, sink: Sink) -> None:
    for at, data in enumerate(encoded(codec, 5)):
        assert decoder.put(whole(data))
        sink.wait_for(at + 1)
    assert (sink.frames[0].width, sink.frames[0].height) == (320, 180)


def test_nothing_is_shown_before_a_key_frame_or_between_a_loss_and_the_next(
    decoder: Decoder, codec: str, sink: Sink
) -> None:
    key, *deltas = encoded(codec, 4)
    assert not decoder.put(whole(deltas[0]))
    assert decoder.put(whole(key))
    assert not decoder.put(whole(deltas[1], after_loss=True))
    assert not decoder.put(whole(deltas[2]))
    assert decoder.put(whole(key))
    sink.wait_for(2)
    decoder.close()
    assert len(sink.frames) == 2


def test_damage_asks_for_a_key_frame(decoder: Decoder, codec: str, sink: Sink) -> None:
    key, delta = encoded(codec, 2)
    broken = {
        "VP8": key[:10] + bytes(3),
        "H264": b"\x00\x00\x00\x01\x67" + bytes(40),
        "VP9": key[:1] + bytes(20),
        "AV1": key[: len(key) // 2],
    }[codec]
    assert decoder.put(whole(broken))
    for _ in range(500):
        if not decoder.put(whole(delta)):
            break
        threading.Event().wait(0.01)
    else:
        raise AssertionError("it goes on as if nothing had happened")
    assert decoder.put(whole(key))
    sink.wait_for(1)


def test_a_picture_beyond_all_screens_is_not_decoded(codec: str, sink: Sink) -> None:
    width = height = 3200
    assert width * height > MAX_PIXELS
    data = encoded(codec, 1, width, height)[0]
    decoder = Decoder(codec, sink.take)
    decoder.put(whole(data))
    small = encoded(codec, 1)[0]
    decoder.put(whole(small))
    sink.wait_for(1)
    decoder.close()
    assert [frame.width for frame in sink.frames] == [320]


def test_what_the_sender_says_of_colours_goes_with_the_picture(decoder: Decoder, codec: str, sink: Sink) -> None:
    decoder.put(whole(encoded(codec, 1)[0]), Colour(matrix=1, range=2))
    sink.wait_for(1)
    assert (sink.frames[0].colorspace, sink.frames[0].color_range) == (1, 2)


def test_one_that_is_behind_skips_to_the_next_key_frame(codec: str) -> None:
    key, *deltas = encoded(codec, 12)
    gate = threading.Event()
    shown: list[bool] = []

    def slow(frame: Any, is_fresh: bool) -> None:
        gate.wait(5)
        shown.append(is_fresh)

    decoder = Decoder(codec, slow)
    taken = [decoder.put(whole(data)) for data in (key, *deltas[:8])]
    threading.Event().wait(0.25)
    taken.append(decoder.put(whole(deltas[8])))
    assert all(taken[:-1])
    assert not taken[-1], "too late for all that waits: a key frame is wanted"
    gate.set()
    assert decoder.put(whole(key))
    decoder.close()
    assert len(shown) <= 2


def test_one_that_waits_is_shown_after_the_one_in_hand_and_what_is_further_behind_is_left_out(codec: str) -> None:
    key, *deltas = encoded(codec, 5)
    gate = threading.Event()
    shown: list[bool] = []

    def slow(frame: Any, is_fresh: bool) -> None:
        shown.append(is_fresh)
        gate.wait(5)

    decoder = Decoder(codec, slow)
    decoder.put(whole(key))
    while not shown:
        threading.Event().wait(0.01)
    for data in deltas[:4]:
        decoder.put(whole(data))
    gate.set()
    while len(shown) < 5:
        threading.Event().wait(0.01)
    decoder.close()
    assert shown == [True, False, False, True, True]


def test_the_decoder_agrees_with_aiortcs(sink: Sink) -> None:
    from aiortc.jitterbuffer import JitterFrame

    data = encoded("VP8", 1)[0]
    theirs: Any = Vp8Decoder().decode(JitterFrame(data, 0))[0]
    decoder = Decoder("VP8", sink.take)
    decoder.put(whole(data))
    sink.wait_for(1)
    decoder.close()
    assert np.array_equal(sink.frames[0].to_ndarray(), theirs.to_ndarray())


def test_where_no_key_frame_can_be_asked_for_damage_is_shown(sink: Sink) -> None:
    key, *deltas = encoded("H264", 4)
    decoder = Decoder("H264", sink.take, can_ask=False)
    assert not decoder.put(whole(deltas[0])), "but nothing before the first"
    assert decoder.put(whole(key))
    assert decoder.put(whole(deltas[1], after_loss=True))
    assert decoder.put(whole(deltas[2]))
    sink.wait_for(3)
    decoder.close()


def test_one_that_is_behind_and_cannot_ask_is_bounded_too() -> None:
    key, *deltas = encoded("H264", 3)
    gate = threading.Event()
    decoder = Decoder("H264", lambda *_: gate.wait(5), can_ask=False)
    taken = [decoder.put(whole(data)) for data in (key, *deltas * 100)]
    assert not all(taken)
    assert len(decoder._pending) <= MAX_PENDING_WITHOUT_ASKING + 1
    gate.set()
    decoder.close()


def test_the_delay_of_each_picture_is_measured(sink: Sink) -> None:
    put: list[float] = []
    before_s = time.monotonic()
    decoder = Decoder("VP8", sink.take, put.append)
    for data in encoded("VP8", 3):
        decoder.put(whole(data))
    sink.wait_for(3)
    decoder.close()
    assert len(put) == 3
    assert all(before_s <= one <= time.monotonic() for one in put)
