"""A virtual pair of loudspeakers that the virtual microphones hear."""

import threading
from collections import deque
from pathlib import Path
from typing import ClassVar

import numpy as np

from drivers.capabilities import AudioBlock, DeviceInfo, Fault
from drivers.errors import Rejected
from drivers.ring import SampleRing, Samples
from drivers.speaker.fader import Fader
from drivers.speaker.recording import Recording
from drivers.twin import Twin
from drivers.world import World

RATE = 48000
BLOCK = 480
QUEUE = RATE // 5
HISTORY = 10 * RATE
LATENCY = 480
DELAY_JUMP = 2880


class TwinSpeaker(Twin):
    """Plays by the world's clock: whoever asks first makes it catch up, so an idle one costs nothing.

    What is pulled from the queue sounds 10 ms later. `record` names a 16-bit WAV file that receives what was played.
    Faults: silent (amplifier off: the tap runs on), xrun (every tenth 10 ms is lost), delay_jump (sounds 60 ms later).
    """

    info = DeviceInfo("twin:speaker", "speaker", "Virtual loudspeakers", "twin", virtual=True)
    possible_faults: ClassVar[frozenset[Fault]] = frozenset({"unplugged", "silent", "xrun", "delay_jump"})
    sample_rate = RATE
    channels = 2

    def __init__(self, device: str = "", *, world: World | None = None, record: Path | str | None = None):
        super().__init__(device, world=world)
        self._fader = Fader()
        self._record = Path(record) if record else None
        self._recording: Recording | None = None
        self._lock = threading.Lock()
        self._history = np.zeros((0, self.channels), np.float32)
        self._reset()

    @property
    def volume(self) -> float:
        """0 to 1."""
        return self._fader.volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._fader.volume = volume

    def open(self) -> None:
        """Start to play silence."""
        self._connect()
        self._reset()
        self._recording = Recording(self._record, RATE, self.channels) if self._record else None
        self.world.loudspeaker = self

    def write(self, samples: Samples) -> None:
        """Queue frames x 2."""
        self._check_open()
        if samples.ndim != 2 or samples.shape[1] != self.channels:
            raise Rejected(f"samples of shape {samples.shape}; expected frames x {self.channels}")
        self._catch_up()
        self._queue.write(samples)

    def tap(self) -> AudioBlock | None:
        """Return the next 10 ms that were played."""
        self._check_open()
        self._catch_up()
        return self._taps.popleft() if self._taps else None

    def played(self, seconds: float) -> Samples:
        """Return the newest seconds that sounded, frames x 2; at most 10 s."""
        self._catch_up()
        frames = min(HISTORY, round(seconds * RATE))
        return self._history_at(_index(self.world.clock.now_ns()) - frames, frames)

    def heard(self, first: int, frames: int) -> Samples | None:
        """Return what leaves the membranes, None if that is silence."""
        self._catch_up()
        if self.fault in {"silent", "unplugged"}:
            return None
        if self.fault == "delay_jump":
            first -= DELAY_JUMP
        return self._history_at(first, frames) if self._last_loud >= first else None

    def close(self) -> None:
        """Stop; what is still queued is lost."""
        if self._plug is not None:
            self._catch_up()
        if self.world.loudspeaker is self:
            self.world.loudspeaker = None
        if self._recording:
            self._recording.close()
        self._recording = None
        super().close()

    def _reset(self) -> None:
        self._queue = SampleRing(QUEUE, self.channels)
        self._taps: deque[AudioBlock] = deque(maxlen=RATE // BLOCK)
        self._history = np.zeros((HISTORY, self.channels), np.float32)
        self._next = _index(self.world.clock.now_ns()) // BLOCK * BLOCK
        self._first = self._next
        self._last_loud = -1

    def _catch_up(self) -> None:
        with self._lock:
            now = _index(self.world.clock.now_ns())
            if now - self._next > HISTORY:
                self._next = (now - HISTORY) // BLOCK * BLOCK
                self._history[:] = 0
            while self._next + BLOCK <= now:
                self._play_block()

    def _play_block(self) -> None:
        block = np.empty((BLOCK, self.channels), np.float32)
        is_real = self._queue.read_into(block) > 0
        seq = (self._next - self._first) // BLOCK
        if is_real and self.fault == "xrun" and seq % 10 == 0:
            block[:] = 0
        self._fader.apply(block)
        sounds_at = self._next + LATENCY
        self._history[sounds_at % HISTORY :][:BLOCK] = block
        if is_real:
            self._last_loud = sounds_at + BLOCK
        self._taps.append(AudioBlock(block, seq, sounds_at * 1_000_000 // 48, RATE))
        if self._recording:
            self._recording.append(block)
        self._next += BLOCK

    def _history_at(self, first: int, frames: int) -> Samples:
        start = max(first, self._first, self._next + LATENCY - HISTORY)
        stop = min(first + frames, self._next + LATENCY)
        out = np.zeros((frames, self.channels), np.float32)
        if start < stop:
            out[start - first : stop - first] = self._history.take(np.arange(start, stop), axis=0, mode="wrap")
        return out


def _index(t_ns: int) -> int:
    return t_ns * 48 // 1_000_000
