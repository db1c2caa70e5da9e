from __future__ import annotations

import numpy as np
import pytest

from appliance.media.source import MAX_DEPTH, MAX_TARGET, MIN_TARGET, RATE, Samples, Source

PACKET = RATE // 50


def tone(start: int, frames: int = PACKET, pitch_hz: float = 500) -> Samples:
    times = (start + np.arange(frames)) / RATE
    return np.repeat(np.sin(2 * np.pi * pitch_hz * times)[:, None] * 0.5, 2, axis=1).astype(np.float32)


def test_it_waits_for_its_target_and_then_plays_what_came() -> None:
    source = Source()
    source.push(tone(0))
    assert source.pull(PACKET) is None
    source.push(tone(PACKET))
    first = source.pull(PACKET)
    assert first is not None
    assert np.array_equal(first, tone(0))


def test_silence_is_told_from_sound() -> None:
    source = Source()
    assert source.push(tone(0))
    assert not source.push(np.zeros((PACKET, 2), np.float32))
    assert not source.push(np.zeros((0, 2), np.float32))


def test_running_dry_fades_and_asks_for_more_the_next_time() -> None:
    source = Source()
    for at in range(2):
        source.push(tone(at * PACKET))
    for _ in range(2):
        source.pull(PACKET)
    dry = source.pull(PACKET)
    assert dry is not None
    assert np.abs(np.diff(dry[:, 0])).max() < 0.1, "no click"
    assert not dry[RATE // 100 :].any()
    for at in range(2):
        source.push(tone(at * PACKET))
    assert source.pull(PACKET) is None, "it waits for more than before"
    source.push(tone(2 * PACKET))
    assert source.pull(PACKET) is not None


def test_the_target_has_a_limit() -> None:
    source = Source()
    for _ in range(20):
        while source.pull(PACKET) is None:
            source.push(tone(0))
        while source.depth:
            source.pull(PACKET)
        source.pull(PACKET)
    assert source.depth == 0
    source.push(tone(0, MAX_TARGET))
    assert source.pull(PACKET) is not None


def test_a_burst_is_cut_to_its_newest_part() -> None:
    source = Source()
    source.push(tone(0, MAX_DEPTH + 1))
    assert source.depth == MIN_TARGET


@pytest.mark.parametrize("drift", [-300e-6, 300e-6])
def test_a_sender_with_another_clock_is_followed_without_gaps(drift: float) -> None:
    source, sent, out = Source(), 0, []
    for block in range(6000):
        due = int((block + 3) * PACKET * (1 + drift))
        while sent < due:
            source.push(tone(sent))
            sent += PACKET
        piece = source.pull(PACKET)
        if piece is not None:
            out.append(piece[:, 0])
        assert source.depth < MIN_TARGET + 4 * PACKET
    sound = np.concatenate(out)
    assert len(out) >= 5997
    assert np.abs(np.diff(sound)).max() < 0.05, "no click in two minutes"
    last = sound[-RATE:]
    spectrum = np.abs(np.fft.rfft(last * np.hanning(len(last))))
    assert np.argmax(spectrum) == pytest.approx(500, abs=2)
