from __future__ import annotations

from typing import Any

import av
import numpy as np
import pytest

from appliance.media.jitter import EncodedFrame
from appliance.media.opus import MAX_CONCEALED, OpusDecoder

COUNT, SAMPLES = 60, 960


def packets(bit_rate: int, **options: str) -> list[bytes]:
    """A voice of 150 Hz with overtones that swells and fades."""
    encoder: Any = av.CodecContext.create("libopus", "w")
    encoder.format, encoder.layout, encoder.sample_rate = "s16", "mono", 48_000
    encoder.bit_rate, encoder.options = bit_rate, {"application": "voip", **options}
    times = np.arange(COUNT * SAMPLES) / 48_000
    voice = sum(np.sin(2 * np.pi * 150 * tone * times) / tone for tone in range(1, 12))
    wave = (voice * (1 + 0.6 * np.sin(2 * np.pi * 3 * times)) * 4000).astype(np.int16)
    made: list[bytes] = []
    for at in range(COUNT):
        frame = av.AudioFrame.from_ndarray(wave[None, at * SAMPLES : (at + 1) * SAMPLES], format="s16", layout="mono")
        frame.sample_rate, frame.pts = 48_000, at * SAMPLES
        made += [bytes(packet) for packet in encoder.encode(frame)]
    return made[:COUNT]


def decoded(sent: list[bytes], lost: set[int], start: int = 0) -> tuple[np.ndarray, OpusDecoder]:
    decoder, out, after_loss = OpusDecoder(), np.zeros(COUNT * SAMPLES, np.float32), False
    for at, packet in enumerate(sent):
        if at in lost:
            after_loss = True
            continue
        for frame in decoder.decode(EncodedFrame(packet, (start + at * SAMPLES) % (1 << 32), after_loss)):
            place = (frame.pts - start) % (1 << 32)
            out[place : place + frame.samples] = frame.to_ndarray().reshape(-1, 2)[:, 0]
        after_loss = False
    return out, decoder


def wrong(got: np.ndarray, whole: np.ndarray, at: int) -> float:
    """How far a packet's time is from what it would be, in its loudness."""
    piece = slice(at * SAMPLES, (at + 1) * SAMPLES)
    return float(np.sqrt(np.mean((got[piece] - whole[piece]) ** 2) / np.mean(whole[piece] ** 2)))


@pytest.mark.parametrize("start", [0, (1 << 32) - 20 * SAMPLES])
def test_a_steady_voice_goes_on_where_a_packet_is_lost(start: int) -> None:
    sent = packets(64_000)
    whole, _ = decoded(sent, set(), start)
    got, decoder = decoded(sent, {20}, start)
    assert decoder.concealed == SAMPLES
    assert wrong(got, whole, 20) < 0.3


def test_redundancy_of_the_next_packet_fills_what_was_lost() -> None:
    sent = packets(24_000, fec="1", packet_loss="20")
    whole, _ = decoded(sent, set())
    lost = {12, 20, 33, 47}
    got, decoder = decoded(sent, lost)
    assert decoder.concealed == len(lost) * SAMPLES
    assert np.mean([wrong(got, whole, at) for at in lost]) < 0.6


def test_of_many_lost_only_so_much_is_made_up() -> None:
    sent = packets(64_000)
    _, decoder = decoded(sent, set(range(20, 23)))
    assert decoder.concealed == 3 * SAMPLES
    _, decoder = decoded(sent, set(range(20, 40)))
    assert decoder.concealed == 0 < MAX_CONCEALED


def test_a_pause_that_nobody_lost_is_no_loss() -> None:
    sent, decoder = packets(64_000), OpusDecoder()
    decoder.decode(EncodedFrame(sent[0], 0, False))
    (frame,) = decoder.decode(EncodedFrame(sent[1], 5 * SAMPLES, False))
    assert (frame.pts, decoder.concealed) == (5 * SAMPLES, 0)


def test_garbage_is_refused_and_what_follows_is_heard() -> None:
    sent, decoder = packets(64_000), OpusDecoder()
    with pytest.raises(ValueError, match="Opus"):
        decoder.decode(EncodedFrame(b"\xff" * 3, 0, False))
    (frame,) = decoder.decode(EncodedFrame(sent[5], SAMPLES, False))
    assert frame.samples == SAMPLES
