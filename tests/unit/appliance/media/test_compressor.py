from __future__ import annotations

import av
import numpy as np
import pytest

from appliance.media.compressor import CAMERA, CAMERA_LOW, SCREEN, Codec, Grade, make_compressor
from appliance.media.payload import is_key_frame

SMALL = (320, 180)


def noise(seed: int, size: tuple[int, int] = SMALL) -> av.VideoFrame:
    """A picture that moves a little and is noisy, so that it costs bits."""
    rng = np.random.default_rng(seed)
    down, right = np.arange(size[1] * 3 // 2)[:, None], np.arange(size[0])[None, :]
    waves = 110 + 60 * np.sin((right + seed * 2) / 20) * np.cos((down + seed) / 20)
    return av.VideoFrame.from_ndarray((waves + rng.integers(0, 10, waves.shape)).astype(np.uint8), format="yuv420p")


def decoded(codec: str, packets: list[av.Packet]) -> list[av.VideoFrame]:
    context = av.CodecContext.create("vp8" if codec == "VP8" else "h264", "r")
    return [frame for packet in [*packets, None] for frame in context.decode(packet)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("codec", ["VP8", "H264"])
def test_each_picture_gives_one_packet_at_once_and_key_frames_come_when_asked(codec: Codec) -> None:
    compressor = make_compressor(codec, CAMERA_LOW, SMALL, 140)
    packets = [compressor.encode(noise(at), at / 15, is_key=at == 7) for at in range(20)]
    assert [at for at, packet in enumerate(packets) if packet.is_keyframe] == [0, 7]
    assert is_key_frame(codec, bytes(packets[7]))
    assert [packet.pts for packet in packets] == [round(at * 90_000 / 15) for at in range(20)]
    frames = decoded(codec, packets)
    assert len(frames) == 20
    assert (frames[0].width, frames[0].height) == SMALL


@pytest.mark.parametrize("codec", ["VP8", "H264"])
def test_the_rate_is_kept_and_follows(codec: Codec) -> None:
    grade = Grade(*SMALL, 30, 100, 1000)
    compressor = make_compressor(codec, grade, SMALL, 800)

    def kbps(first: int) -> float:
        sizes = [compressor.encode(noise(at), at / 30, is_key=False).size for at in range(first, first + 90)]
        return sum(sizes[15:]) * 8 * 30 / len(sizes[15:]) / 1000

    high = kbps(0)
    assert 400 < high < 1000
    compressor.set_rate(200)
    low = kbps(90)
    assert low < 350
    compressor.set_rate(800)
    assert kbps(180) > 1.5 * low


def test_small_steps_of_vp8_are_not_worth_a_key_frame() -> None:
    compressor = make_compressor("VP8", CAMERA, SMALL, 1000)
    compressor.encode(noise(0), 0, is_key=False)
    for at, kbps in enumerate((900, 1000, 1200, 1000), 1):
        compressor.set_rate(kbps)
        assert not compressor.encode(noise(at), at / 30, is_key=False).is_keyframe
    compressor.set_rate(500)
    assert compressor.encode(noise(9), 1, is_key=False).is_keyframe


def test_text_on_a_screen_stays_sharp() -> None:
    page = np.full((360 * 3 // 2, 640), 128, np.uint8)
    page[:360] = 235
    page[20:340:6, 20:620:3] = 16
    picture = av.VideoFrame.from_ndarray(page, format="yuv420p")
    for codec in ("VP8", "H264"):
        compressor = make_compressor(codec, SCREEN, (640, 360), SCREEN.most_kbps)
        packets = [compressor.encode(picture, at / 15, is_key=False) for at in range(20)]
        shown = decoded(codec, packets)[-1].to_ndarray()[:360].astype(int)
        assert np.abs(shown - page[:360].astype(int)).mean() < 6
        assert sum(packet.size for packet in packets[-4:]) < 4000, "what stands costs next to nothing"
