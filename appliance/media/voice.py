"""The room's voice: microphones and sound chain in one thread that wakes every ten milliseconds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import structlog

from appliance.media.encoder import OPUS_FRAME, VoiceEncoder
from appliance.media.hold import held
from appliance.media.parcel import Parcel, Post
from appliance.media.sound.chain import BLOCK, RATE, MakeChain, Mono
from appliance.media.sound.reference import Follower, Reference
from appliance.media.speech import FRAME_S, SpeechGate, VoiceDetector
from drivers.errors import DriverError

log = structlog.get_logger()

BLOCK_S = BLOCK / RATE
READ_TIMEOUT_S = 1.0
RETRY_S = 0.5
REFERENCE_PATIENCE_S = 0.015
"""The loudspeaker tells what it gives out just before it sounds, or a little later where its thread lacks its turn."""
SILENCE = 127


class Spoken(NamedTuple):
    """20 ms of what the room says, as others shall hear it."""

    samples: Mono
    first: int
    """The number of the first frame (see frame_of)."""
    is_voiced: bool


Hear = Callable[[Spoken], None]
"""Takes them in the voice's thread, which it must not hold up."""


class Voice:
    """Speaks while started: opens the microphones, and lets go of them in stop(). Callbacks come from its thread.

    `on_speech` and `on_state` are as SpeechMonitor's.
    """

    def __init__(
        self,
        open_microphone: Callable[[float], Any],
        reference: Reference,
        make_chain: MakeChain,
        on_speech: Callable[[bool], None],
        on_state: Callable[[DriverError | None], None],
        hear: Hear,
    ) -> None:
        self._open_microphone = open_microphone
        self._reference = reference
        self._make_chain = make_chain
        self._on_speech = on_speech
        self._on_state = on_state
        self._hear = hear
        self._must_reopen = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()

    def reopen(self) -> None:
        """Other microphones were chosen."""
        self._must_reopen = True

    def stop(self) -> None:
        """Let go of the microphones; returns when they are closed."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._speak()
            except DriverError as error:
                self._on_state(error)
                self._stop.wait(RETRY_S)
            self._on_speech(False)

    def _speak(self) -> None:
        self._must_reopen = False
        chain, detector, gate = self._make_chain(), VoiceDetector(), SpeechGate()
        follower, pending, first = Follower(), np.zeros(0, np.float32), 0
        with held(self._open_microphone(BLOCK_S)) as microphone:
            self._on_state(None)
            while not (self._stop.is_set() or self._must_reopen):
                block = microphone.read(READ_TIMEOUT_S)
                at = follower.place(block.t_ns, BLOCK)
                heard = chain.process(_mono(block.samples), self._reference.at(at, BLOCK, REFERENCE_PATIENCE_S))
                if at != first + len(pending):
                    pending, first = np.zeros(0, np.float32), at
                pending = np.concatenate([pending, heard])
                if len(pending) < OPUS_FRAME:
                    continue
                was_open = gate.is_open
                is_voiced = detector.is_voiced(pending, RATE)
                if gate.add(is_voiced, FRAME_S) != was_open:
                    self._on_speech(gate.is_open)
                self._hear(Spoken(pending, first, is_voiced))
                pending, first = np.zeros(0, np.float32), at + BLOCK


class EncodedVoice:
    """Encodes for a call what is spoken; `post` gets 20 ms at a time."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._encoder = VoiceEncoder()

    def take(self, spoken: Spoken) -> None:
        """Hear."""
        samples, at, is_voiced = spoken
        packet = self._encoder.encode(np.clip(samples, -1, 1), at)
        self._post(Parcel(packet, at / RATE, level=level_of(samples), is_speech=is_voiced))


def level_of(samples: Mono) -> int:
    """How far sound is below the loudest, in whole dB: 0 to 127 (RFC 6464 section 3)."""
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return SILENCE if power <= 0 else min(SILENCE, max(0, round(-10 * np.log10(power))))


def _mono(samples: np.ndarray) -> Mono:
    """The mean of all microphones; 1.0 stays the loudest."""
    return np.ascontiguousarray(samples.mean(axis=1, dtype=np.float32))
