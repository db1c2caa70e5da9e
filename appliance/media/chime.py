"""The test tone: two soft notes, a rising fourth, one second."""

from __future__ import annotations

from functools import cache

import numpy as np

from appliance.media.source import CHANNELS, RATE, Samples

NOTES_HZ = (523.25, 698.46)
SECOND_NOTE_S = 0.35
LENGTH_S = 1.0
PEAK = 0.5
_OVERTONES = ((1, 1.0), (2, 0.3), (3, 0.12))


@cache
def chime() -> Samples:
    """Render the tone: one second, both channels alike, silent at both ends."""
    times = np.arange(int(LENGTH_S * RATE)) / RATE
    sound = note(times, NOTES_HZ[0]) + note(times - SECOND_NOTE_S, NOTES_HZ[1])
    sound *= np.minimum(1, (LENGTH_S - times) / 0.15)
    sound *= PEAK / np.abs(sound).max()
    return np.repeat(sound[:, None], CHANNELS, axis=1).astype(np.float32)


def note(times: np.ndarray, pitch_hz: float) -> np.ndarray:
    """A plucked note that begins at 0 s; silent before."""
    sounding = np.maximum(times, 0)
    envelope = np.minimum(1, sounding / 0.01) * np.exp(-sounding / 0.3)
    waves = sum(level * np.sin(2 * np.pi * pitch_hz * multiple * sounding) for multiple, level in _OVERTONES)
    return envelope * waves
