"""A bounded queue of samples between two threads."""

import threading

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


class SampleRing:
    """Holds at most `capacity` frames; the newest sound wins, a reader that runs dry gets silence."""

    def __init__(self, capacity: int, channels: int):
        self._data = np.zeros((capacity, channels), np.float32)
        self._start = 0
        self._count = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return self._count

    def write(self, samples: Samples) -> int:
        """Append frames x channels and return how many of the oldest frames were dropped for it."""
        capacity = len(self._data)
        kept = samples[-capacity:]
        with self._lock:
            overflow = max(0, self._count + len(kept) - capacity)
            self._start = (self._start + overflow) % capacity
            self._count -= overflow
            end = (self._start + self._count) % capacity
            head = min(len(kept), capacity - end)
            self._data[end : end + head] = kept[:head]
            self._data[: len(kept) - head] = kept[head:]
            self._count += len(kept)
        return overflow + len(samples) - len(kept)

    def read_into(self, out: Samples) -> int:
        """Fill `out` with the oldest frames, then silence; return how many frames were real."""
        with self._lock:
            frames = min(len(out), self._count)
            head = min(frames, len(self._data) - self._start)
            out[:head] = self._data[self._start : self._start + head]
            out[head:frames] = self._data[: frames - head]
            self._start = (self._start + frames) % len(self._data)
            self._count -= frames
        out[frames:] = 0
        return frames
