"""What the microphones of the virtual room hear of its people: one loop, rendered once."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from drivers.microphone.acoustics import RATE, convolve, responses
from drivers.microphone.voice import speak
from drivers.world import World

RESPONSE = 1400
NOISE_RMS = 3e-4
SCALE = np.float32(1 / 32768)

Loop = npt.NDArray[np.int16]


@lru_cache(maxsize=1)
def loop(world: World, microphones: tuple[tuple[float, float, float], ...]) -> Loop:
    """Return one period of the conversation as frames x microphones; 16 bits keep a minute of eight channels small.

    Sample i belongs to the world's time i / 48000 s, modulo the period.
    """
    places = np.asarray(microphones)
    frames = round(world.conversation.period_s * RATE)
    rng = np.random.default_rng(0)
    noise = (rng.standard_normal((RATE, len(places)), np.float32) * (NOISE_RMS * 32768)).round().astype(np.int16)
    out = np.resize(noise, (frames, len(places)))
    for turn in world.conversation.turns:
        x, y = world.seats[turn.person]
        heard = convolve(speak(turn, seed=0), responses(world.room, (x, y, 1.15), places, RESPONSE))
        heard *= 32768
        where = (round(turn.start_s * RATE) + np.arange(len(heard))) % frames
        out[where] += heard.astype(np.int16)
    return out
