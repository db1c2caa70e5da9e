"""What the loudspeaker gave out and when, for whoever must know it from what the microphones hear."""

from __future__ import annotations

import threading

import numpy as np

from appliance.media.sound.chain import RATE, Mono
from drivers.capabilities import AudioBlock

LENGTH = RATE * 2
"""Frames that are kept."""
MAX_OFF = RATE // 100
"""Time stamps of blocks waver; what is further off than this is a gap, not a waver."""


def frame_of(t_ns: int) -> int:
    """The frame at 48 kHz that sounds at a monotonic time."""
    return t_ns * 48 // 1_000_000


class Follower:
    """Numbers the blocks of a device by their time stamps, without gaps where the device had none."""

    def __init__(self) -> None:
        self._next: int | None = None

    def place(self, t_ns: int, frames: int) -> int:
        """The number of a block's first frame; blocks come in order."""
        stamped = frame_of(t_ns)
        if self._next is None or abs(stamped - self._next) > MAX_OFF:
            self._next = stamped
        first = self._next
        # a device whose clock is not the computer's is followed a frame at a time, which no filter notices
        self._next += frames + int(np.sign(int((stamped - first) / (MAX_OFF / 4))))
        return first


class Reference:
    """A ring of the mix after its volume, mono; add() and stop() in the loudspeaker's thread, at() in another."""

    def __init__(self) -> None:
        self._ring = np.zeros(LENGTH, np.float32)
        self._follower = Follower()
        self._end = 0
        self._is_playing = False
        self._news = threading.Condition()

    def add(self, block: AudioBlock) -> None:
        """Take a block that the loudspeaker gives out at its time stamp."""
        mono = block.samples.mean(axis=1, dtype=np.float32)
        with self._news:
            first = self._follower.place(block.t_ns, len(mono))
            if first - self._end > 0:
                self._write(self._end, np.zeros(min(first - self._end, LENGTH), np.float32))
            self._write(first, mono)
            self._end = first + len(mono)
            self._is_playing = True
            self._news.notify_all()

    def stop(self) -> None:
        """The loudspeaker was let go of: what comes after is silence."""
        with self._news:
            self._is_playing = False
            self._news.notify_all()

    def at(self, first: int, frames: int, patience_s: float) -> Mono:
        """Frames by their number (see frame_of); waits so long at most for what is about to be told."""
        end = first + frames
        out = np.zeros(frames, np.float32)
        with self._news:
            self._news.wait_for(lambda: self._end >= end or not self._is_playing, patience_s)
            known = min(self._end, end)
            oldest = max(first, self._end - LENGTH)
            if oldest < known:
                out[oldest - first : known - first] = self._ring.take(np.arange(oldest, known), mode="wrap")
        return out

    def _write(self, first: int, samples: Mono) -> None:
        self._ring[(first + np.arange(len(samples))) % LENGTH] = samples
