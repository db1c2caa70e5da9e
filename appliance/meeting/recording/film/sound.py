"""The sound of a recording: each voice in its place, who speaks, and all mixed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import av
import numpy as np
from av import AudioResampler
from av.error import FFmpegError

from appliance.meeting.recording.film.reel import Clip

RATE = 48_000
CHANNELS = 2
MAX_APART = RATE * 40 // 1000
"""A piece that begins within this of where the last ended goes on there: clocks are not that exact."""
HEARD = 0.01
"""Loudness (RMS of full scale) that counts as speaking."""
HOLD_S = 1.5
"""For so long somebody else must be the louder one before the picture changes."""
_RELEASE = 0.05


class Voice:
    """The sound of one clip; pull() never goes back."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self._pieces = _decoded(clip)
        self._waiting: tuple[int, Any] | None = next(self._pieces, None)
        self._end = self._waiting[0] if self._waiting else 0

    @property
    def is_over(self) -> bool:
        """Whether all was pulled."""
        return self._waiting is None

    def pull(self, start: int, count: int) -> Any:
        """So many samples from one on; None where there is silence only."""
        out: Any = None
        while self._waiting is not None and self._waiting[0] < start + count:
            begin, samples = self._waiting
            skipped = max(0, start - begin)
            taken = samples[skipped : start + count - begin]
            if len(taken):
                out = np.zeros((count, CHANNELS), np.float32) if out is None else out
                at = max(0, begin - start)
                out[at : at + len(taken)] += taken
            left = samples[start + count - begin :]
            self._waiting = (start + count, left) if len(left) else self._following(begin + len(samples))
        return out

    def _following(self, end: int) -> tuple[int, Any] | None:
        found = next(self._pieces, None)
        if found is not None and abs(found[0] - end) <= MAX_APART:
            return end, found[1]
        return found if found is None or found[0] >= end else (end, found[1])


class Limiter:
    """Keeps a mix of many voices within bounds, without clipping: quick down, slowly up."""

    def __init__(self) -> None:
        self._gain = 1.0

    def limit(self, mix: Any) -> Any:
        """The mix, never beyond full scale."""
        peak = float(np.abs(mix).max(initial=0))
        target = min(1.0, 0.98 / peak) if peak > 0 else 1.0
        before = min(self._gain, target)
        self._gain = target if target < self._gain else self._gain + _RELEASE * (target - self._gain)
        after = min(self._gain, target)
        return mix * np.linspace(before, after, len(mix), dtype=np.float32)[:, None]


class Speaker:
    """Who speaks: the loudest of those who are heard, once they were it for a while."""

    def __init__(self) -> None:
        self.person_id = ""
        self._rival = ""
        self._since_s = 0.0

    def hear(self, loudness: dict[str, float], at_s: float) -> None:
        """Take how loud each is now."""
        loudest = max(loudness, key=lambda person_id: loudness[person_id], default="")
        if not loudest or loudness[loudest] < HEARD or loudest == self.person_id:
            if loudest == self.person_id:
                self._rival = ""
            return
        if loudest != self._rival:
            self._rival, self._since_s = loudest, at_s
        if not self.person_id or at_s - self._since_s >= HOLD_S:
            self.person_id, self._rival = loudest, ""


def _decoded(clip: Clip) -> Iterator[tuple[int, Any]]:
    """Where each piece begins, in samples, and its samples; what cannot be decoded is left out."""
    resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
    try:
        with av.open(str(clip.path)) as container:
            stream: Any = container.streams.audio[0]
            for packet in container.demux(stream):
                try:
                    frames = packet.decode()
                except FFmpegError:
                    continue
                for frame in frames:
                    at = round(clip.time(frame.time or 0.0) * RATE)
                    parts = [part.to_ndarray().reshape(-1, CHANNELS) for part in resampler.resample(frame)]
                    if parts:
                        yield at, np.concatenate(parts)
    except (FFmpegError, IndexError):
        return
