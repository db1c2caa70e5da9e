"""Synthetic voices: every glottal pulse rings the formants of the vowel, syllable by syllable."""

from functools import cache

import numpy as np

from drivers.conversation import Syllable, Turn
from drivers.ring import Samples

RATE = 48000
PITCHES_HZ = (112.0, 196.0, 128.0, 221.0, 98.0)
TRACTS = (1.0, 1.16, 1.03, 1.19, 0.96)
FORMANTS_HZ = {
    "a": (730, 1150, 2500, 3500),
    "e": (500, 1850, 2480, 3500),
    "i": (290, 2250, 3000, 3600),
    "o": (480, 850, 2450, 3400),
    "u": (320, 780, 2250, 3300),
}
LEVELS = (1.0, 0.55, 0.28, 0.14)
WIDTHS_HZ = (80, 110, 160, 220)
RING = 720


def speak(turn: Turn, seed: int) -> Samples:
    """Return a turn as mono samples of about 0.1 RMS at 1 m."""
    rng = np.random.default_rng((seed, turn.person, round(turn.start_s * 1000)))
    out = np.zeros(round((turn.end_s - turn.start_s) * RATE) + RING, np.float32)
    for syllable in turn.syllables:
        first = round((syllable.start_s - turn.start_s) * RATE)
        frames = round(syllable.duration_s * RATE)
        _add_vowel(out, first, frames, syllable, turn, rng)
        if syllable.hissing:
            _add_hiss(out, first, rng)
    return out * np.float32(0.1 / max(1e-6, float(np.sqrt(np.mean(out**2)))))


def _add_vowel(out: Samples, first: int, frames: int, syllable: Syllable, turn: Turn, rng: np.random.Generator) -> None:
    wave = _ringing(turn.person % len(TRACTS), syllable.vowel)
    through = (syllable.start_s - turn.start_s) / (turn.end_s - turn.start_s)
    pitch_hz = PITCHES_HZ[turn.person % len(PITCHES_HZ)] * (1.12 - 0.25 * through) * rng.uniform(0.94, 1.08)
    at = 0.0
    while at < frames:
        progress = at / frames
        strength = syllable.stress * np.sin(np.pi * min(1.0, 0.12 + 0.88 * progress)) ** 0.7
        start = first + round(at)
        out[start : start + RING] += np.float32(strength) * wave[: len(out) - start]
        at += RATE / (pitch_hz * (1 + 0.05 * np.sin(np.pi * progress)) * rng.uniform(0.99, 1.01))


def _add_hiss(out: Samples, first: int, rng: np.random.Generator) -> None:
    frames = min(round(0.07 * RATE), len(out) - first)
    noise = np.diff(rng.standard_normal(frames + 1).astype(np.float32))
    out[first : first + frames] += 0.12 * noise * np.hanning(frames).astype(np.float32)


@cache
def _ringing(tract: int, vowel: str) -> Samples:
    t = np.arange(RING) / RATE
    wave = sum(
        level * np.exp(-np.pi * width * t) * np.sin(2 * np.pi * TRACTS[tract] * formant * t)
        for level, width, formant in zip(LEVELS, WIDTHS_HZ, FORMANTS_HZ[vowel], strict=True)
    )
    return np.asarray(wave * (1 - np.exp(-t * 6000)), np.float32)
