"""Figures as a hand draws them, in one line: wobbly, not quite closed or closed too far, begun anywhere."""

from __future__ import annotations

import numpy as np

_SQUARE = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
_STAR = np.array([(np.sin(turn), -np.cos(turn)) for turn in 2 * np.pi * np.arange(5) / 5])
CORNERS: dict[str, np.ndarray] = {
    "rectangle": _SQUARE,
    "diamond": np.array([(0, -1), (1, 0), (0, 1), (-1, 0)], float),
    "triangle": np.array([(0, -1), (1, 1), (-1, 1)], float),
    "pentagon": np.array([(np.sin(turn), -np.cos(turn)) for turn in 2 * np.pi * np.arange(5) / 5]),
    "trapezium": np.array([(-0.5, -1), (0.5, -1), (1, 1), (-1, 1)], float),
    "pentagram": _STAR[[0, 2, 4, 1, 3]],
    "star": np.array(
        [
            (r * np.sin(turn), -r * np.cos(turn))
            for turn, r in zip(np.pi * np.arange(10) / 5, [1, 0.45] * 5, strict=True)
        ]
    ),
}
LETTERS: dict[str, list[tuple[float, float]]] = {
    "a": [(2, 0.3), (1, 0), (0, 1), (1, 2), (1.8, 1.2), (2, 0.2), (2, 2), (2.4, 1.9)],
    "b": [(0, -2), (0, 2), (0.1, 0.8), (1, 0.2), (1.8, 1), (1, 2), (0.1, 1.8)],
    "c": [(2, 0.3), (1, 0), (0, 1), (1, 2), (2, 1.7)],
    "e": [(0, 1), (1.8, 0.9), (1.2, 0), (0.2, 0.7), (0.5, 1.8), (2, 1.6)],
    "g": [(2, 0.3), (1, 0), (0, 1), (1, 1.8), (1.8, 0.8), (2, 0.2), (2, 3), (1, 3.6), (0.1, 3.2)],
    "h": [(0, -2), (0, 2), (0.2, 0.6), (1.2, 0), (1.8, 0.7), (1.8, 2)],
    "k": [(0, -2), (0, 2), (0, 1), (1.6, 0), (0.5, 0.9), (1.8, 2)],
    "m": [(0, 0), (0, 2), (0.1, 0.5), (0.7, 0), (1, 0.5), (1, 2), (1.1, 0.5), (1.7, 0), (2, 0.5), (2, 2)],
    "n": [(0, 0), (0, 2), (0.2, 0.5), (1.2, 0), (1.8, 0.6), (1.8, 2)],
    "r": [(0, 0), (0, 2), (0.1, 0.7), (0.8, 0), (1.6, 0.2)],
    "s": [(1.8, 0.2), (1, 0), (0.2, 0.5), (1, 1), (1.8, 1.5), (1, 2), (0, 1.8)],
    "u": [(0, 0), (0.1, 1.5), (0.9, 2), (1.8, 1.4), (1.9, 0), (1.9, 2)],
    "v": [(0, 0), (1, 2), (2, 0)],
    "w": [(0, 0), (0.5, 2), (1, 0.4), (1.5, 2), (2, 0)],
    "y": [(0, 0), (1, 1.8), (2, 0), (1, 2.4), (0.2, 3.4)],
    "z": [(0, 0), (2, 0), (0, 2), (2, 2)],
    "L": [(0, -2), (0, 2), (1.6, 2)],
    "N": [(0, 2), (0, -2), (2, 2), (2, -2)],
    "S": [(2, -1.6), (1, -2), (0, -1.2), (1, 0), (2, 1), (1, 2), (0, 1.7)],
    "2": [(0, -1.2), (1, -2), (1.9, -1.2), (0, 2), (2, 2)],
    "3": [(0, -1.6), (1, -2), (1.8, -1.2), (0.8, -0.1), (1.9, 0.9), (1, 2), (0, 1.6)],
    "4": [(1.2, -2), (0, 0.8), (2, 0.8), (1.4, 0.8), (1.4, -0.6), (1.4, 2)],
    "5": [(1.8, -2), (0.2, -2), (0.1, -0.3), (1.2, -0.5), (1.9, 0.6), (1, 2), (0, 1.6)],
    "6": [(1.6, -2), (0.4, -0.8), (0.1, 1), (1, 2), (1.8, 1), (1, 0.1), (0.2, 0.8)],
    "7": [(0, -2), (2, -2), (0.7, 2)],
    "8": [(1.6, -1.5), (1, -2), (0.2, -1.3), (1.8, 0.9), (1, 2), (0.1, 1), (1.7, -1.1), (1.5, -1.6)],
    "9": [(1.8, -1.4), (1, -2), (0.2, -1.2), (1, -0.4), (1.8, -1.4), (1.7, 0.5), (1.2, 2)],
    "the": [(0, -1.5), (0, 2), (0.4, 2), (0.8, -2), (0.9, 2), (1.1, 0.4), (1.4, 0.6), (1.5, 2), (1.8, 1), (2.2, 0.6),
            (1.9, 0.2), (1.7, 1.4), (2.4, 1.8)],
}  # fmt: skip
"""Skeletons, downwards from the top of a small letter at 0 to the base line at 2."""


def drawn(
    kind: str,
    random: np.random.Generator,
    *,
    size: tuple[float, float] = (150.0, 100.0),
    turn: float = 0.0,
    wobble: float = 0.007,
    slip: float = 0.06,
) -> np.ndarray:
    """Points of one figure: half its size is `size`, it is turned by `turn` radians and a little more.

    The wobble, its standard deviation in each axis, is in diagonals; the line ends up to `slip` of its length before or
    after the place where it began.
    """
    path = _open(kind, random) if kind in ("line", "arrow") else _loop(kind, random, slip)
    path = _sampled(path * size, random)
    return _shaken(path, random, size, turn, wobble)


def letter(character: str, random: np.random.Generator, *, size: float = 30.0, wobble: float = 0.01) -> np.ndarray:
    """Points of a character written in one line, one of LETTERS."""
    skeleton = np.array(LETTERS[character], float) / 2 - 0.5
    skeleton += random.normal(0, 0.04, skeleton.shape)
    box = (size * random.uniform(0.6, 1.1), size)
    return _shaken(_sampled(skeleton * box, random, (40, 110)), random, box, random.normal(-0.05, 0.1), wobble)


def _shaken(
    path: np.ndarray, random: np.random.Generator, size: tuple[float, float], turn: float, wobble: float
) -> np.ndarray:
    scale = 2 * float(np.hypot(*size))
    angle = turn + random.normal(0, np.radians(2))
    path = path @ np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    path += _slow_noise(len(path), random) * wobble * scale + random.normal(0, 0.0004 * scale, path.shape)
    return (path + random.uniform(-500, 2000, 2)).astype(np.float32)


def _open(kind: str, random: np.random.Generator) -> np.ndarray:
    if kind == "line":
        return np.array([(-1, 0), (1, 0)], float)
    barb, slant = random.uniform(0.25, 0.6), np.radians(random.uniform(22, 45))
    one, other = (
        np.array([1 - barb * np.cos(slant), side * barb * np.sin(slant)]) for side in random.permutation([-1, 1])
    )
    tip = np.array([1.0, 0.0])
    head = [[one, tip, other], [one, other], [one, other, tip]][random.integers(3)]
    return np.array([(-1, 0), tip, *head])


def _loop(kind: str, random: np.random.Generator, slip: float) -> np.ndarray:
    if kind == "ellipse":
        around = 2 * np.pi * np.arange(200) / 200
        corners = np.column_stack((np.cos(around), np.sin(around)))
    else:
        corners = CORNERS[kind] * (1 + random.normal(0, 0.02, CORNERS[kind].shape))
    if random.random() < 0.5:
        corners = corners[::-1]
    corners = np.roll(corners, random.integers(len(corners)), axis=0)
    ring = np.vstack((corners, corners, corners[:1]))
    along = np.concatenate(([0], np.cumsum(np.hypot(*np.diff(ring, axis=0).T))))
    length = along[len(corners)]
    # hands begin at a corner, or on a side
    start = 0.0 if random.random() < 0.6 else random.uniform(0, along[1])
    end = start + length * (1 + random.uniform(-slip, slip))
    at = np.concatenate(([start], along[(along > start) & (along < end)], [end]))
    return np.column_stack([np.interp(at, along, column) for column in ring.T])


def _sampled(path: np.ndarray, random: np.random.Generator, rounding: tuple[int, int] = (4, 14)) -> np.ndarray:
    """As a digitiser sees it: denser where the hand slows down, at corners, which it rounds a little."""
    along = np.concatenate(([0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))))
    count = int(random.integers(50, 160))
    pace = 1 + 0.5 * np.sin(np.linspace(0, random.uniform(6, 30), count) + random.uniform(0, 6))
    at = np.cumsum(pace)
    at = (at - at[0]) / (at[-1] - at[0]) * along[-1]
    fine = np.linspace(0, along[-1], 1000)
    line = np.column_stack([np.interp(fine, along, column) for column in path.T])
    reach = int(random.integers(*rounding))
    padded = np.vstack((np.repeat(line[:1], reach, axis=0), line, np.repeat(line[-1:], reach, axis=0)))
    kernel = np.ones(2 * reach + 1) / (2 * reach + 1)
    smooth = np.column_stack([np.convolve(column, kernel, "valid") for column in padded.T])
    return np.column_stack([np.interp(at, fine, column) for column in smooth.T])


def _slow_noise(count: int, random: np.random.Generator) -> np.ndarray:
    """Of variance 1 in each axis; some swings along the whole line."""
    t = np.linspace(0, 1, count)[:, None]
    waves = np.arange(1, 9)
    phases, weights = random.uniform(0, 2 * np.pi, (2, 8)), random.normal(0, 1, (2, 8)) / np.sqrt(waves)
    noise = np.stack([(weights[axis] * np.sin(2 * np.pi * waves * t + phases[axis])).sum(axis=1) for axis in (0, 1)], 1)
    return noise / np.sqrt((weights**2).sum() / 4)
