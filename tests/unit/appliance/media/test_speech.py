from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np
import pytest

from appliance.media.speech import FRAME_S, SpeechGate, SpeechMonitor, _for_detector
from drivers.capabilities import AudioBlock
from drivers.errors import Unavailable


def run(gate: SpeechGate, is_voiced: bool, seconds: float) -> list[bool]:
    return [gate.add(is_voiced) for _ in range(round(seconds / FRAME_S))]


def test_a_word_opens_a_cough_does_not() -> None:
    gate = SpeechGate()
    assert not any(run(gate, True, 0.1))
    assert not any(run(gate, False, 0.02))
    assert not any(run(gate, True, 0.1))
    assert run(gate, True, 0.02) == [True]


def test_a_breath_does_not_close_silence_does() -> None:
    gate = SpeechGate()
    run(gate, True, 0.2)
    assert all(run(gate, False, 0.68))
    run(gate, True, 0.02)
    assert all(run(gate, False, 0.68))
    assert run(gate, False, 0.02) == [False]


@pytest.mark.parametrize(("rate", "channels"), [(48_000, 8), (16_000, 1), (32_000, 2), (44_100, 2)])
def test_sound_of_any_array_is_made_fit_for_the_detector(rate: int, channels: int) -> None:
    times = np.arange(round(rate * FRAME_S)) / rate
    samples = np.repeat(0.5 * np.sin(2 * np.pi * 500 * times)[:, None], channels, axis=1).astype(np.float32)
    found = np.frombuffer(_for_detector(samples, rate), "<i2")
    assert len(found) == 320
    assert np.abs(found).max() == pytest.approx(16_384, rel=0.05)
    spectrum = np.abs(np.fft.rfft(found, 16_000))
    assert np.argmax(spectrum) == pytest.approx(500, abs=20)


class Microphone:
    """Gives 20 ms blocks by the clock; voice is a buzz with syllables."""

    def __init__(self) -> None:
        self.is_plugged = True
        self.opened = 0
        self.has_voice = False
        self._next_s = 0.0
        self._at = 0

    def open(self, block_s: float) -> Microphone:
        if not self.is_plugged:
            raise Unavailable("unplugged")
        self.opened += 1
        self._block = round(block_s * 48_000)
        self._next_s = time.monotonic() + block_s
        return self

    def read(self, timeout_s: float) -> AudioBlock:
        time.sleep(max(0.0, self._next_s - time.monotonic()))
        if not self.is_plugged:
            raise Unavailable("unplugged")
        self._next_s += self._block / 48_000
        times = (self._at + np.arange(self._block)) / 48_000
        self._at += self._block
        voice = sum(np.sin(2 * np.pi * 140 * harmonic * times) / harmonic for harmonic in range(1, 25))
        voice = voice * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * times)) * 0.2 if self.has_voice else times * 0
        return AudioBlock(np.repeat(voice[:, None], 4, axis=1).astype(np.float32), 0, 0, 48_000)

    def close(self) -> None:
        pass


def test_a_monitor_tells_when_somebody_speaks_and_survives_a_pulled_cable() -> None:
    microphone, heard, states = Microphone(), [], []
    news = threading.Event()

    def hear(is_speech: bool) -> None:
        heard.append(is_speech)
        news.set()

    def expect(is_speech: bool, timeout_s: float) -> None:
        deadline_s = time.monotonic() + timeout_s
        while not heard or heard[-1] != is_speech:
            assert news.wait(max(0.0, deadline_s - time.monotonic()))
            news.clear()

    monitor: Any = SpeechMonitor(microphone.open, hear, states.append)
    monitor.start()
    monitor.start()
    try:
        microphone.has_voice = True
        expect(True, 1.0)
        microphone.has_voice = False
        expect(False, 1.5)
        microphone.has_voice = True
        expect(True, 1.0)
        microphone.is_plugged = False
        expect(False, 1.0)
        assert isinstance(states[-1], Unavailable)
        microphone.is_plugged = True
        expect(True, 2.0)
        assert states[-1] is None
        assert microphone.opened == 2
    finally:
        monitor.stop()
    assert heard[-1] is False
