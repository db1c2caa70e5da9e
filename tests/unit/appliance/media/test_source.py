from __future__ import annotations

import numpy as np
import pytest

from appliance.media.source import FIRST_TARGET, MAX_DEPTH, MAX_TARGET, MIN_TARGET, RATE, Samples, Source

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
    assert source.depth == FIRST_TARGET


@pytest.mark.parametrize("drift", [-300e-6, 300e-6])
def test_a_sender_with_another_clock_is_followed_without_gaps(drift: float) -> None:
    source, sent, out = Source(), 0, []
    block = PACKET // 2
    for at in range(12_000):
        while sent < int((at + 3) * block * (1 + drift)):
            source.push(tone(sent))
            sent += PACKET
        piece = source.pull(block)
        if piece is not None:
            out.append(piece[:, 0])
        assert source.depth < FIRST_TARGET + 4 * PACKET
    sound = np.concatenate(out)
    assert len(out) >= 11_994
    assert np.abs(np.diff(sound)).max() < 0.05, "no click in two minutes"
    last = sound[-RATE:]
    spectrum = np.abs(np.fft.rfft(last * np.hanning(len(last))))
    assert np.argmax(spectrum) == pytest.approx(500, abs=2)


def steady(source: Source, packets: int, sent: int = 0) -> tuple[int, np.ndarray]:
    """A sender and a loudspeaker in step: what comes out, block for block."""
    out = []
    for _ in range(packets):
        source.push(tone(sent))
        sent += PACKET
        for _ in range(2):
            piece = source.pull(PACKET // 2)
            out.append(piece if piece is not None else np.zeros((PACKET // 2, 2), np.float32))
    return sent, np.concatenate(out)[:, 0]


def test_it_holds_what_it_is_told_within_a_second_and_lets_go_of_it() -> None:
    source = Source()
    sent, _ = steady(source, 50)
    for held_ms, wanted_ms in ((200, 200), (120, 120), (900, 400), (0, 30)):
        source.hold(RATE * held_ms // 1000)
        sent, sound = steady(source, 150, sent)
        assert source._mean_depth == pytest.approx(RATE * wanted_ms / 1000, abs=RATE * 0.02)
        last = sound[-RATE // 2 :]
        assert np.abs(np.diff(last)).max() < 0.05, "no click once it holds"
        silent = np.abs(sound).reshape(-1, PACKET // 2).max(axis=1) < 0.01
        assert silent.sum() <= 40


def test_what_is_skipped_leaves_no_click() -> None:
    source = Source()
    source.hold(RATE * 200 // 1000)
    sent, _ = steady(source, 100)
    source.hold(RATE * 100 // 1000)
    _, sound = steady(source, 50, sent)
    assert np.abs(np.diff(sound)).max() < 0.1


def test_jitter_that_is_over_is_forgotten() -> None:
    source = Source()
    source._target = MAX_TARGET
    steady(source, 3000)
    assert source.target < MAX_TARGET // 2
    assert source.target >= MIN_TARGET


def test_punctual_packets_are_held_less_than_at_first_and_still_without_gaps() -> None:
    source = Source()
    sent, _ = steady(source, 1500)
    assert MIN_TARGET <= source._target < FIRST_TARGET
    _, sound = steady(source, 1500, sent)
    assert source._mean_depth < FIRST_TARGET
    assert np.abs(np.diff(sound)).max() < 0.05, "no click in half a minute"


def test_muting_slides_and_stays_in_step() -> None:
    source = Source()
    sent, _ = steady(source, 20)
    source.is_muted = True
    assert not source.push(tone(sent)), "what is muted is not audible"
    sent, sound = steady(source, 20, sent + PACKET)
    assert np.abs(np.diff(sound)).max() < 0.1, "no click"
    assert not sound[PACKET:].any()
    source.is_muted = False
    _, sound = steady(source, 20, sent)
    assert np.abs(sound[-PACKET:]).max() > 0.1
