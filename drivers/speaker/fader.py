"""Volume without clicks."""

import numpy as np

from drivers.errors import Rejected
from drivers.ring import Samples

RAMP_FRAMES = 960


class Fader:
    """A gain that slides to its volume over at most 20 ms at 48 kHz."""

    def __init__(self, volume: float = 1.0):
        self._gain = self._volume = volume

    @property
    def volume(self) -> float:
        """The gain it slides to."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        if not 0 <= volume <= 1:
            raise Rejected(f"volume {volume!r} is not within 0..1")
        self._volume = float(volume)

    def apply(self, samples: Samples) -> None:
        """Scale frames x channels in place."""
        target = self._volume
        if self._gain == target:
            if target != 1.0:
                samples *= np.float32(target)
            return
        low, high = min(self._gain, target), max(self._gain, target)
        step = (1 if target > self._gain else -1) / RAMP_FRAMES
        gains = np.clip(self._gain + step * np.arange(1, len(samples) + 1), low, high).astype(np.float32)
        samples *= gains[:, None]
        self._gain = float(gains[-1]) if gains[-1] != np.float32(target) else target
