"""Everything that sounds, mixed to the loudspeaker. The loudspeaker is open only while something is audible."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import structlog

from appliance.media.chime import chime
from appliance.media.hold import Stuck, held
from appliance.media.lead import URGENT, Lead
from appliance.media.ring import ring
from appliance.media.sound.reference import Reference
from appliance.media.source import CHANNELS, RATE, Samples, Source
from drivers.errors import DriverError

log = structlog.get_logger()

BLOCK = RATE // 100
SETTLE = RATE // 50
"""Within this a loudspeaker reaches its volume."""
SMOOTHING = 0.05
MAX_LATENCY_S = 0.5
"""A loudspeaker that says it is later is not believed."""
QUIET_S = 2.0
RETRY_S = 1.0

OpenSpeaker = Callable[[], Any]
"""Opens the chosen loudspeaker; raises DriverError."""


class Playout:
    """Mixes sources in a thread that sleeps while all is quiet.

    From that thread `on_change` is called when the test tone ends, `on_state` with None or what stopped it.
    """

    def __init__(
        self, open_speaker: OpenSpeaker, on_change: Callable[[], None], on_state: Callable[[DriverError | None], None]
    ) -> None:
        self.reference = Reference()
        """What really sounds, and when."""
        self._open_speaker = open_speaker
        self._on_change = on_change
        self._on_state = on_state
        self._sources: set[Source] = set()
        self._tone: Samples | None = None
        self._ring: Samples | None = None
        """What is left of this period of the ring tone; None: nobody rings."""
        self._gain = 0.25
        self._wake = threading.Condition()
        self._copy: Source | None = None
        self._lead = Lead()
        self._played, self._heard_s = 0, 0.0
        self._latency_s = self._lead.frames / RATE
        self._is_playing = False
        self._is_running = True
        self._audible_at_s = -QUIET_S
        self._must_reopen = False
        self._thread = threading.Thread(target=self._run, name="playout", daemon=True)
        self._thread.start()

    @property
    def is_test_tone_playing(self) -> bool:
        """Whether the tone has yet to end."""
        return self._tone is not None

    def set_volume(self, per_cent: int, is_muted: bool) -> None:
        """Loudness follows the square of the volume, about as the ear hears it."""
        self._gain = 0.0 if is_muted else (per_cent / 100) ** 2

    def play_test_tone(self) -> None:
        """Play the tone from its start."""
        self._tone = chime()
        self._sound()

    def set_ringing(self, is_ringing: bool) -> None:
        """Ring, from the start of the ring tone, until told to stop."""
        with self._wake:
            if is_ringing != (self._ring is not None):
                self._ring = ring() if is_ringing else None
                self._wake.notify()

    def add_source(self) -> Source:
        """Make a source; feed it with `feed`."""
        source = Source()
        with self._wake:
            self._sources.add(source)
        return source

    def feed(self, source: Source, samples: Samples, due_s: float | None = None) -> float | None:
        """Give a source its next sound, from any one thread; `due_s` is when it shall sound (monotonic), None: soon.

        Tells in how many seconds it can sound at the soonest; None where nobody hears it.
        """
        wait_s = due_s - time.monotonic() - self._latency_s if due_s is not None else 0.0
        # what is held is counted before each mix, which is one block more than a new packet finds before it
        source.hold(round(wait_s * RATE) + BLOCK)
        if not source.push(samples):
            return None
        self._sound()
        if not self._is_playing or not self._gain:
            return None
        return source.waited_s + self._latency_s

    def remove_source(self, source: Source) -> None:
        """Drop a source and what it still holds."""
        with self._wake:
            self._sources.discard(source)

    def copy_to(self, source: Source | None) -> None:
        """Give all that is played, before its volume, to a source too; None ends it."""
        self._copy = source

    def reopen(self) -> None:
        """Another loudspeaker was chosen, or it is back."""
        self._must_reopen = True

    def close(self) -> None:
        """Stop and let go of the loudspeaker."""
        with self._wake:
            self._is_running = False
            self._wake.notify()
        self._thread.join()

    def _sound(self) -> None:
        with self._wake:
            self._audible_at_s = time.monotonic()
            self._wake.notify()

    def _is_wanted(self) -> bool:
        is_audible = time.monotonic() - self._audible_at_s < QUIET_S
        return not self._is_running or is_audible or self._ring is not None

    def _run(self) -> None:
        try:
            while self._is_running:
                with self._wake:
                    self._wake.wait_for(self._is_wanted)
                if self._is_running:
                    self._try_to_play()
        finally:
            # an error that nobody foresaw ends this thread: nothing would sound any more, and nobody would know
            if self._is_running:
                self._on_state(Stuck("playout has died"))

    def _try_to_play(self) -> None:
        self._must_reopen = False
        try:
            with held(self._open_speaker()) as speaker:
                self._on_state(None)
                try:
                    self._play(speaker)
                finally:
                    self._is_playing = False
                    self.reference.stop()
        except DriverError as error:
            self._rest(error)

    def _rest(self, error: DriverError) -> None:
        self._on_state(error)
        if self._tone is not None:
            self._end_tone()
        with self._wake:
            self._wake.wait_for(lambda: self._must_reopen or not self._is_running, RETRY_S)

    def _play(self, speaker: Any) -> None:
        written, has_mixed, is_full = 0, False, False
        # a loudspeaker starts at full volume: it slides down in silence, before anything is heard
        speaker.volume = self._gain
        self._played, self._heard_s = 0, time.monotonic()
        self._lead.settle()
        self._is_playing = True
        while self._is_running and not self._must_reopen and self._is_wanted():
            before = self._played
            self._follow(speaker)
            if self._played > written:
                # what sounded beyond what was written was silence: this thread did not get its turn in time
                written = self._played
                if has_mixed:
                    self._lead.miss()
            elif is_full:
                self._lead.note(written - self._played, self._played - before)
            speaker.volume = self._gain
            while self._played >= SETTLE and self._has_room(written - self._played):
                piece = self._mix()
                if written == self._played:
                    # nothing is left, so what sounded meanwhile was silence too
                    self._follow(speaker)
                    written = self._played
                self._measure(self._heard_s + (written - self._played) / RATE - time.monotonic())
                speaker.write(piece)
                written += BLOCK
                has_mixed = True
            is_full = written - self._played >= self._lead.frames
            time.sleep(BLOCK / RATE / 2)

    def _follow(self, speaker: Any) -> None:
        """Learn what was played since, and when."""
        while (block := speaker.tap()) is not None:
            self.reference.add(block)
            self._played += len(block.samples)
            self._heard_s = block.t_ns / 1e9 + len(block.samples) / RATE

    def _has_room(self, left: int) -> bool:
        return left < self._lead.frames and not (left > URGENT and self._is_lacking())

    def _measure(self, latency_s: float) -> None:
        latency_s = min(MAX_LATENCY_S, max(0.0, latency_s))
        self._latency_s += SMOOTHING * (latency_s - self._latency_s)

    def _is_lacking(self) -> bool:
        """Whether a packet that is late would be missed by mixing now."""
        with self._wake:
            return any(source.lacks(BLOCK) for source in self._sources)

    def _mix(self) -> Samples:
        out = np.zeros((BLOCK, CHANNELS), np.float32)
        with self._wake:
            sources = tuple(self._sources)
            if self._ring is not None:
                out += self._ring[:BLOCK]
                self._ring = self._ring[BLOCK:] if len(self._ring) > BLOCK else ring()
        for source in sources:
            if (piece := source.pull(BLOCK)) is not None:
                out += piece
        if self._tone is not None:
            self._mix_tone(out)
        np.clip(out, -1, 1, out=out)
        if (copy := self._copy) is not None:
            copy.push(out)
        return out

    def _mix_tone(self, out: Samples) -> None:
        tone = self._tone
        if tone is None:
            return
        piece, rest = tone[:BLOCK], tone[BLOCK:]
        out[: len(piece)] += piece
        self._audible_at_s = time.monotonic()
        if len(rest):
            self._tone = rest
        else:
            self._end_tone()

    def _end_tone(self) -> None:
        self._tone = None
        self._on_change()
