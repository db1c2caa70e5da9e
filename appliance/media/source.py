"""One stream of sound on its way to the loudspeaker: evens out jitter and follows the sender's clock."""

from __future__ import annotations

import threading
import time
from collections import deque

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""frames x 2 in -1..1 at 48 kHz"""

RATE = 48_000
CHANNELS = 2
AUDIBLE = 1e-4
MIN_TARGET = RATE * 20 // 1000
FIRST_TARGET = RATE * 30 // 1000
MAX_TARGET = RATE * 120 // 1000
TARGET_STEP = RATE * 20 // 1000
LESS = RATE * 5 // 1000
MAX_DEPTH = RATE * 300 // 1000
MAX_HELD = RATE * 400 // 1000
MAX_OFF = RATE * 40 // 1000
CALM = 500
"""Pulls (of 10 ms) after which less is held, where there was always more than was needed."""
SPARE = RATE * 3 // 1000
"""What is to be left at the worst moment of a calm time."""
TOLERANCE = RATE * 3 // 1000
SMOOTHING = 0.01
MAX_STRETCH = 0.004
BEGINNING = RATE * 10 // 1000
"""What it may hold too much when it begins."""
FADE = RATE * 5 // 1000


class Source:
    """Holds about 30 ms, less where packets are punctual, or as much as it is told: starts when it has them, fades out
    when it runs dry and then holds more, and plays up to 0.4 % faster or slower to stay there; what is further off
    than 40 ms is skipped or waited for at once. push() and pull() may be called from two threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue = np.zeros((0, CHANNELS), np.float32)
        self._target = FIRST_TARGET
        self._mean_depth = float(FIRST_TARGET)
        self._is_playing = False
        self._last = np.zeros(CHANNELS, np.float32)
        self._wanted = 0
        self._arrivals: deque[tuple[int, float]] = deque([(0, time.monotonic())])
        """Of each packet that waits: its place in all that came, and when it came."""
        self._came = 0
        self._waited_s = FIRST_TARGET / RATE
        self._least_left = MAX_DEPTH
        self._pulls = 0
        self._gain = 1.0
        self.is_muted = False
        """Plays silence; may be set from any thread."""

    @property
    def depth(self) -> int:
        """Frames waiting."""
        return len(self._queue)

    @property
    def target(self) -> int:
        """Frames that it tries to hold."""
        return max(self._target, self._wanted)

    @property
    def waited_s(self) -> float:
        """How long sound waits here from its packet's coming to its being pulled, over the last second."""
        return self._waited_s

    def lacks(self, frames: int) -> bool:
        """Whether it would run dry by pulling so many."""
        return self._is_playing and len(self._queue) < frames

    def hold(self, frames: int) -> None:
        """Hold so many from now on, at most MAX_HELD; not fewer than jitter needs."""
        self._wanted = min(max(frames, 0), MAX_HELD)

    def push(self, samples: Samples) -> bool:
        """Queue sound; whether it is audible. Far beyond what is to be held the oldest goes."""
        with self._lock:
            self._arrivals.append((self._came, time.monotonic()))
            self._came += len(samples)
            self._queue = np.concatenate([self._queue, samples])
            if len(self._queue) > self.target + MAX_DEPTH - FIRST_TARGET:
                self._queue = self._queue[-self.target :]
                self._mean_depth = self.target
        return not self.is_muted and bool(np.abs(samples).max(initial=0) > AUDIBLE)

    def pull(self, frames: int) -> Samples | None:
        """Take the next frames, or None where there is nothing to play."""
        with self._lock:
            if not self._is_playing:
                if len(self._queue) < max(self.target, frames):
                    return None
                self._is_playing = True
                # what came while nothing could be heard would be late for ever
                self._queue = self._queue[-(max(self.target, frames) + BEGINNING) :]
                # and what a packet brought beyond it is made up slowly
                self._mean_depth = float(self.target)
            self._mean_depth += SMOOTHING * (len(self._queue) - self._mean_depth)
            excess = self._mean_depth - self.target
            if excess > MAX_OFF:
                self._skip(int(excess))
            elif excess < -MAX_OFF:
                return self._faded(self._pause(frames))
            taken = frames + self._correction(frames)
            if len(self._queue) < taken:
                return self._faded(self._run_dry(frames))
            self._measure()
            piece, self._queue = self._queue[:taken], self._queue[taken:]
            self._calm_down(len(self._queue))
        if taken != frames:
            piece = _stretch(piece, frames)
        self._last = piece[-1]
        return self._faded(piece)

    def _faded(self, piece: Samples) -> Samples:
        """Silent while muted, sliding there and back within the piece."""
        before, self._gain = self._gain, 0.0 if self.is_muted else 1.0
        if before == self._gain == 1.0:
            return piece
        slope = np.linspace(before, self._gain, len(piece), dtype=np.float32)
        return (piece * slope[:, None]).astype(np.float32)

    def _measure(self) -> None:
        front = self._came - len(self._queue)
        while len(self._arrivals) > 1 and self._arrivals[1][0] <= front:
            self._arrivals.popleft()
        first, came_s = self._arrivals[0]
        self._waited_s += SMOOTHING * (time.monotonic() - came_s - (front - first) / RATE - self._waited_s)

    def _calm_down(self, left: int) -> None:
        """Jitter that is over shall not delay sound for ever."""
        self._least_left, self._pulls = min(self._least_left, left), self._pulls + 1
        if self._pulls >= CALM:
            unused = self._least_left - SPARE - (self.target - self._target)
            if unused > 0:
                self._target = max(MIN_TARGET, self._target - min(unused, max(LESS, unused // 2)))
            self._least_left, self._pulls = MAX_DEPTH, 0

    def _correction(self, frames: int) -> int:
        excess = self._mean_depth - self.target
        if abs(excess) <= TOLERANCE:
            return 0
        most = max(1, round(frames * MAX_STRETCH))
        return most if excess > 0 else -most

    def _skip(self, frames: int) -> None:
        """Leave out so much, sliding over from what would have come to what comes."""
        frames = min(frames, max(0, len(self._queue) - self.target))
        rest = self._queue[frames:]
        length = min(FADE, frames, len(rest))
        slope = np.linspace(0, 1, length, dtype=np.float32)[:, None]
        seam = self._queue[:length] * (1 - slope) + rest[:length] * slope
        self._queue = np.concatenate([seam, rest[length:]], dtype=np.float32)
        self._mean_depth = float(len(self._queue))

    def _pause(self, frames: int) -> Samples:
        """Fade out, and go on when there is as much as is to be held."""
        out = np.zeros((frames, CHANNELS), np.float32)
        tail = min(FADE, frames)
        out[:tail] = self._last * np.linspace(1, 0, tail, dtype=np.float32)[:, None]
        self._last = np.zeros(CHANNELS, np.float32)
        self._is_playing = False
        return out

    def _run_dry(self, frames: int) -> Samples:
        """Play what is left with a fade, then wait for a fuller buffer than before."""
        rest = self._queue[:frames]
        out = np.zeros((frames, CHANNELS), np.float32)
        out[: len(rest)] = rest
        last = rest[-1] if len(rest) else self._last
        tail = min(FADE, frames - len(rest))
        out[len(rest) : len(rest) + tail] = last * np.linspace(1, 0, tail, dtype=np.float32)[:, None]
        self._queue = self._queue[:0]
        self._last = np.zeros(CHANNELS, np.float32)
        self._is_playing = False
        self._least_left, self._pulls = MAX_DEPTH, 0
        self._target = min(self._target + TARGET_STEP, MAX_TARGET)
        return out


def _stretch(piece: Samples, frames: int) -> Samples:
    at = np.linspace(0, len(piece) - 1, frames)
    grid = np.arange(len(piece))
    return np.stack([np.interp(at, grid, piece[:, channel]) for channel in range(CHANNELS)], axis=1).astype(np.float32)
