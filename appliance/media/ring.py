"""The ring tone: two soft notes twice, a falling third, and a rest; heard across a room, and not alarming."""

from __future__ import annotations

from functools import cache

import numpy as np

from appliance.media.chime import note
from appliance.media.source import CHANNELS, RATE, Samples

NOTES_HZ = (659.26, 523.25)
STARTS_S = (0.0, 0.18, 0.55, 0.73)
SOUND_S = 1.4
PERIOD_S = 3.0
PEAK = 0.5


@cache
def ring() -> Samples:
    """Render one period: both channels alike, silent at both ends, so that it can be repeated."""
    times = np.arange(int(SOUND_S * RATE)) / RATE
    sound = sum(note(times - start, NOTES_HZ[at % 2]) for at, start in enumerate(STARTS_S))
    sound *= np.minimum(1, (SOUND_S - times) / 0.3)
    sound *= PEAK / np.abs(sound).max()
    period = np.zeros(int(PERIOD_S * RATE))
    period[: len(sound)] = sound
    return np.repeat(period[:, None], CHANNELS, axis=1).astype(np.float32)
