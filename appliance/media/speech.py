"""Whether somebody speaks: a voice detector on the microphones, with patience in both directions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import structlog

from appliance.media.hold import held
from drivers.errors import DriverError

log = structlog.get_logger()

MODE = 2
FRAME_S = 0.02
ON_AFTER_S = 0.12
OFF_AFTER_S = 0.7
REST_S = 0.1
WAITED_S = 0.002
READ_TIMEOUT_S = 1.0
RETRY_S = 0.5
DETECTOR_RATE = 16_000
DETECTOR_FRAMES = 320


class SpeechGate:
    """From single frames to a fact: on after 120 ms with voice, off after 700 ms without."""

    def __init__(self) -> None:
        self.is_open = False
        self._for_s = 0.0

    def add(self, is_voiced: bool, length_s: float = FRAME_S) -> bool:
        """Take one frame; whether somebody speaks."""
        if is_voiced == self.is_open:
            self._for_s = 0.0
            return self.is_open
        self._for_s += length_s
        if self._for_s >= (OFF_AFTER_S if self.is_open else ON_AFTER_S) - 1e-9:
            self.is_open = not self.is_open
            self._for_s = 0.0
        return self.is_open


class VoiceDetector:
    """Tells of 20 ms whether there is a voice in them."""

    def __init__(self) -> None:
        # webrtcvad is imported here because only a listening room needs it
        import webrtcvad

        self._detector = webrtcvad.Vad(MODE)

    def is_voiced(self, samples: np.ndarray, rate: int) -> bool:
        """Take frames x channels, or frames of one channel."""
        return self._detector.is_speech(_for_detector(samples.reshape(len(samples), -1), rate), DETECTOR_RATE)


class SpeechMonitor:
    """Reads the microphones in a thread while started. Callbacks come from that thread.

    `on_speech` when the fact changes; `on_state` with None once they are heard, or the DriverError that stopped it.
    """

    def __init__(
        self,
        open_microphone: Callable[[float], Any],
        on_speech: Callable[[bool], None],
        on_state: Callable[[DriverError | None], None],
    ) -> None:
        self._open_microphone = open_microphone
        self._on_speech = on_speech
        self._on_state = on_state
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen; does nothing when it does already."""
        if self._thread is None:
            self._stop = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(self._stop,), name="speech", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Let go of the microphones; returns when they are closed."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self._listen(stop)
            except DriverError as error:
                self._on_state(error)
                stop.wait(RETRY_S)
            self._on_speech(False)

    def _listen(self, stop: threading.Event) -> None:
        with held(self._open_microphone(FRAME_S)) as microphone:
            detector, gate = VoiceDetector(), SpeechGate()
            self._on_state(None)
            while not stop.is_set():
                asked_s, was_open = time.monotonic(), gate.is_open
                block = microphone.read(READ_TIMEOUT_S)
                gate.add(detector.is_voiced(block.samples, block.sample_rate))
                if gate.is_open != was_open:
                    self._on_speech(gate.is_open)
                if time.monotonic() - asked_s > WAITED_S:
                    # nothing is waiting any more: blocks are let gather, as waking for each costs more than hearing it
                    stop.wait(REST_S)


def _for_detector(samples: np.ndarray, rate: int) -> bytes:
    """Mix down to 20 ms of 16 kHz, 16 bits."""
    channels = samples.shape[1]
    mono = samples @ np.full(channels, 32767 / channels, np.float32)
    if rate % DETECTOR_RATE == 0:
        mono = mono.reshape(-1, rate // DETECTOR_RATE).mean(axis=1)
    else:
        at = np.arange(DETECTOR_FRAMES) * (rate / DETECTOR_RATE)
        mono = np.interp(at, np.arange(len(mono)), mono)
    return np.clip(mono, -32767, 32767).astype("<i2").tobytes()
