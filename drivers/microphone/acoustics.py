"""Sound in a box: the direct path and the first reflection from each wall, to each microphone."""

import numpy as np
import numpy.typing as npt

from drivers.capabilities import Point
from drivers.ring import Samples
from drivers.world import Room

RATE = 48000
SPEED_M_S = 343.0
REFLECTION = 0.55
TAPS = 16
LOUDNESS = 0.3

Responses = npt.NDArray[np.float32]


def image_sources(room: Room, source: Point) -> list[tuple[Point, float]]:
    """Return the source and its six mirror images with their strength."""
    x, y, z = source
    half = room.width_m / 2
    mirrored = (
        (-2 * half - x, y, z), (2 * half - x, y, z),
        (x, -y, z), (x, 2 * room.depth_m - y, z),
        (x, y, -z), (x, y, 2 * room.height_m - z),
    )  # fmt: skip
    return [(source, 1.0), *((image, REFLECTION) for image in mirrored)]


def responses(room: Room, source: Point, microphones: npt.NDArray[np.float64], length: int) -> Responses:
    """Return impulse responses, microphones x `length` samples; 1.0 is the level at 1 m, later paths are cut off."""
    out = np.zeros((len(microphones), length), np.float64)
    for image, strength in image_sources(room, source):
        distances_m = np.linalg.norm(microphones - np.asarray(image), axis=1)
        delays = distances_m / SPEED_M_S * RATE
        for row, (delay, distance_m) in enumerate(zip(delays, distances_m, strict=True)):
            first = int(delay) - TAPS // 2 + 1
            taps = np.arange(max(first, 0), min(first + TAPS, length))
            window = np.cos(np.pi * (taps - delay) / (TAPS + 2)) ** 2
            out[row, taps] += strength / distance_m * np.sinc(taps - delay) * window
    return out.astype(np.float32)


def convolve(signal: Samples, impulses: Responses, block: int = 4096) -> Samples:
    """Filter mono `signal` by each response (overlap-add): samples + length - 1 frames x microphones."""
    step = block - impulses.shape[1] + 1
    count = -(-len(signal) // step)
    padded = np.zeros(count * step, np.float32)
    padded[: len(signal)] = signal
    spectra = np.fft.rfft(padded.reshape(count, step), block)
    out = np.zeros(((count + 1) * step + block, len(impulses)), np.float32)
    for channel, impulse in enumerate(np.fft.rfft(impulses, block)):
        pieces = np.fft.irfft(spectra * impulse, block)
        out[: count * step, channel] += pieces[:, :step].reshape(-1)
        tail = np.zeros((count, step), np.float32)
        tail[:, : block - step] = pieces[:, step:]
        out[step : (count + 1) * step, channel] += tail.reshape(-1)
    return out[: len(signal) + impulses.shape[1] - 1]


class Echo:
    """The way from both loudspeakers to all microphones, block by block."""

    def __init__(self, room: Room, microphones: npt.NDArray[np.float64], block: int, size: int = 1800):
        self.needs = size
        self._block = block
        length = size - block + 1
        paths = [responses(room, place, microphones, length) for place in room.loudspeakers]
        self._spectra = np.fft.rfft(np.stack(paths) * np.float32(LOUDNESS), size)

    def of(self, played: Samples) -> Samples:
        """Return block x microphones for the end of `played`, which is `needs` frames x 2."""
        left, right = np.fft.rfft(np.ascontiguousarray(played.T))
        mixed = self._spectra[0] * left + self._spectra[1] * right
        return np.asarray(np.fft.irfft(mixed, self.needs)[:, -self._block :].T, np.float32)
