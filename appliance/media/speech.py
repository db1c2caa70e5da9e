"""Whether somebody speaks: a voice detector on the microphones, with patience in both directions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import structlog

from drivers.errors import DriverError

log = structlog.get_logger()

MODE = 2
FRAME_S = 0.02
ON_AFTER_S = 0.12
OFF_AFTER_S = 0.7
REST_S = 0.1
READ_TIMEOUT_S = 1.0
RETRY_S = 0.5
DETECTOR_RATES = (8000, 16000, 32000, 48000)
FALLBACK_RATE = 16000


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
        # webrtcvad is imported here because only a listening room needs it
        import webrtcvad

        microphone = self._open_microphone(FRAME_S)
        try:
            detector, gate = webrtcvad.Vad(MODE), SpeechGate()
            self._on_state(None)
            while not stop.is_set():
                due_s = time.monotonic() + REST_S
                was_open = gate.is_open
                for _ in range(round(REST_S / FRAME_S)):
                    block = microphone.read(READ_TIMEOUT_S)
                    gate.add(detector.is_speech(*_for_detector(block.samples, block.sample_rate)))
                if gate.is_open != was_open:
                    self._on_speech(gate.is_open)
                # five blocks at a sitting: waking for each would cost more than hearing them
                stop.wait(max(0.0, due_s - time.monotonic()))
        finally:
            microphone.close()


def _for_detector(samples: np.ndarray, rate: int) -> tuple[bytes, int]:
    mono = samples.mean(axis=1)
    if rate not in DETECTOR_RATES:
        at = np.arange(int(FRAME_S * FALLBACK_RATE)) * (rate / FALLBACK_RATE)
        mono, rate = np.interp(at, np.arange(len(mono)), mono), FALLBACK_RATE
    return (np.clip(mono, -1, 1) * 32767).astype("<i2").tobytes(), rate
