"""One stream of sound on its way to the loudspeaker: evens out jitter and follows the sender's clock."""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""frames x 2 in -1..1 at 48 kHz"""

RATE = 48_000
CHANNELS = 2
AUDIBLE = 1e-4
MIN_TARGET = RATE * 40 // 1000
MAX_TARGET = RATE * 100 // 1000
TARGET_STEP = RATE * 20 // 1000
MAX_DEPTH = RATE * 300 // 1000
TOLERANCE = RATE * 15 // 1000
SMOOTHING = 0.02
MAX_STRETCH = 0.002
FADE = RATE * 5 // 1000


class Source:
    """Holds about 40 ms: starts when it has them, fades out when it runs dry and then holds more, and plays up to
    0.2 % faster or slower to stay there. push() and pull() may be called from two threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue = np.zeros((0, CHANNELS), np.float32)
        self._target = MIN_TARGET
        self._mean_depth = float(MIN_TARGET)
        self._is_playing = False
        self._last = np.zeros(CHANNELS, np.float32)

    @property
    def depth(self) -> int:
        """Frames waiting."""
        return len(self._queue)

    def push(self, samples: Samples) -> bool:
        """Queue sound; whether it is audible. Beyond 300 ms the oldest goes."""
        with self._lock:
            self._queue = np.concatenate([self._queue, samples])
            if len(self._queue) > MAX_DEPTH:
                self._queue = self._queue[-self._target :]
                self._mean_depth = self._target
        return bool(np.abs(samples).max(initial=0) > AUDIBLE)

    def pull(self, frames: int) -> Samples | None:
        """Take the next frames, or None where there is nothing to play."""
        with self._lock:
            if not self._is_playing:
                if len(self._queue) < max(self._target, frames):
                    return None
                self._is_playing = True
                self._mean_depth = float(len(self._queue))
            self._mean_depth += SMOOTHING * (len(self._queue) - self._mean_depth)
            taken = frames + self._correction(frames)
            if len(self._queue) < taken:
                return self._run_dry(frames)
            piece, self._queue = self._queue[:taken], self._queue[taken:]
        if taken != frames:
            piece = _stretch(piece, frames)
        self._last = piece[-1]
        return piece

    def _correction(self, frames: int) -> int:
        excess = self._mean_depth - self._target
        if abs(excess) <= TOLERANCE:
            return 0
        most = max(1, int(frames * MAX_STRETCH))
        return most if excess > 0 else -most

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
        self._target = min(self._target + TARGET_STEP, MAX_TARGET)
        return out


def _stretch(piece: Samples, frames: int) -> Samples:
    at = np.linspace(0, len(piece) - 1, frames)
    grid = np.arange(len(piece))
    return np.stack([np.interp(at, grid, piece[:, channel]) for channel in range(CHANNELS)], axis=1).astype(np.float32)
