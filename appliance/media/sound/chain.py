"""SoundChain: makes of what the microphones hear what others shall hear, ten milliseconds at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt

RATE = 48_000
BLOCK = RATE // 100
"""Frames of a piece: 10 ms."""

Mono = npt.NDArray[np.float32]
"""frames, in -1..1 at 48 kHz"""


class SoundChain(Protocol):
    """One microphone signal's way into a call. It belongs to one thread and holds the state of its filters."""

    def process(self, captured: Mono, played: Mono) -> Mono:
        """Give what others shall hear of BLOCK captured frames.

        `played` is what the loudspeaker gave out during just these frames, silence where it gave out none; how long the
        sound then took through the room is for the chain to find. Takes well under 10 ms.
        """
        ...


MakeChain = Callable[[], SoundChain]
"""Makes a chain as it is before it has heard anything."""
