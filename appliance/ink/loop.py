"""What a closed line resembles: the polygon of so many sides, or the ellipse, that lies nearest to it.

Points are complex numbers, x + iy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.complex128]

_FEWEST_POINTS = 4
"""Of a side."""
_ROUNDED = 0.15
"""This share of a side, at either end, is the corner's, which hands make round."""
_SHORTEST_SIDE = 0.02
"""In the line's width and height together."""
_LEAST_TURN = 0.25
"""Two sides that meet at less, in radians, are one."""


@dataclass(frozen=True, slots=True)
class Polygon:
    """Corners in the order in which they were drawn, closed by itself."""

    corners: Line
    squares: float
    """The mean square of the line's distances from it."""
    bow: float
    """How much the line's sides bend: the mean rise of their middles, in sides."""
    sharpness: float
    """How much of its turns the line takes right at the corners; a curve turns all along."""

    @property
    def sides(self) -> Line:
        """From each corner to the next."""
        return np.roll(self.corners, -1) - self.corners

    @property
    def turns(self) -> NDArray[np.float64]:
        """By how much the line turns at each corner, in radians, to the left or the right by sign."""
        sides = self.sides
        return np.angle(sides * np.roll(sides, 1).conj())


@dataclass(frozen=True, slots=True)
class Ellipse:
    """An ellipse; `half_width` lies along `angle`, in radians."""

    centre: complex
    half_width: float
    half_height: float
    angle: float
    squares: float
    """The mean square of the line's distances from it."""


def resampled(line: Line, count: int) -> Line:
    """Points at equal distances along a line."""
    along = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(line)))))
    return np.interp(np.linspace(0.0, along[-1], count), along, line)


def polygons(loop: Line, most_sides: int) -> Iterator[Polygon]:
    """For each number of sides from 3 on the polygon nearest to a loop, unless its sides make no corners."""
    loop = np.roll(
        loop, -int(np.argmax(np.abs(loop - loop.mean())))
    )  # the furthest point is a corner, if there are any
    count = len(loop)
    cost = _costs(loop)
    best = cost[0]
    chosen: list[NDArray[np.intp]] = []
    for sides in range(2, most_sides + 1):
        ways = best[:, None] + cost
        chosen.append(ways.argmin(axis=0))
        best = ways.min(axis=0)
        if sides < 3:
            continue
        ends = [count]
        for step in reversed(chosen):
            ends.append(int(step[ends[-1]]))
        ends.reverse()
        corners = _corners(loop, [0, *ends])
        if corners is not None:
            yield Polygon(corners, float(best[count]) / count, _bow(loop, [0, *ends]), _sharpness(loop, ends, corners))


def ellipse(loop: Line) -> Ellipse | None:
    """The ellipse of the same area and moments; None for a line that encloses next to nothing or goes around twice."""
    after = np.roll(loop, -1)
    origin = loop.mean()
    x, y, x1, y1 = (part for line in (loop - origin, after - origin) for part in (line.real, line.imag))
    cross = x * y1 - x1 * y
    area = cross.sum() / 2
    span = np.ptp(loop.real) + np.ptp(loop.imag)
    if abs(area) < 1e-3 * span * span:
        return None
    centre_x, centre_y = ((x + x1) * cross).sum() / (6 * area), ((y + y1) * cross).sum() / (6 * area)
    xx = ((x * x + x * x1 + x1 * x1) * cross).sum() / (12 * area) - centre_x**2
    yy = ((y * y + y * y1 + y1 * y1) * cross).sum() / (12 * area) - centre_y**2
    xy = ((x * y1 + 2 * x * y + 2 * x1 * y1 + x1 * y) * cross).sum() / (24 * area) - centre_x * centre_y
    middle, spread = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
    if middle - spread <= 0:
        return None
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    wide, high = 2 * np.sqrt(middle + spread), 2 * np.sqrt(middle - spread)
    centre = complex(origin + complex(centre_x, centre_y))
    turned = (loop - centre) * np.exp(-1j * angle)
    around = np.angle(np.roll(turned, -1) * turned.conj()).sum() / (2 * np.pi)
    if abs(abs(around) - 1) > 0.1:
        return None
    u, v = turned.real, turned.imag
    value = (u / wide) ** 2 + (v / high) ** 2 - 1
    slope = 2 * np.hypot(u / wide**2, v / high**2)
    squares = float(((value / np.maximum(slope, 1e-9)) ** 2).mean())
    return Ellipse(centre, float(wide), float(high), float(angle), squares)


def _costs(loop: Line) -> NDArray[np.float64]:
    """Squared distances of points i to j - 1 from the straight line that fits them best, for all i and j."""
    x, y = (loop - loop.mean()).real, (loop - loop.mean()).imag
    sums = np.zeros((5, len(loop) + 1))
    sums[:, 1:] = np.cumsum((x, y, x * x, y * y, x * y), axis=1)
    between = sums[:, None, :] - sums[:, :, None]
    count = np.arange(len(loop) + 1)[None, :] - np.arange(len(loop) + 1)[:, None]
    number = np.maximum(count, 1)
    xx, yy, xy = between[2] - between[0] ** 2 / number, between[3] - between[1] ** 2 / number, between[4]
    xy = xy - between[0] * between[1] / number
    squares = (xx + yy) / 2 - np.hypot((xx - yy) / 2, xy)
    return np.where(count >= _FEWEST_POINTS, np.maximum(squares, 0.0), np.inf)


def _corners(loop: Line, ends: list[int]) -> Line | None:
    """Where the straight lines through the parts of a loop meet; None if they do not make corners near the loop."""
    middles, ways = [], []
    for start, end in pairwise(ends):
        skipped = max(round(_ROUNDED * (end - start)), 1)
        part = loop[start + skipped : end - skipped]
        if len(part) < 2:
            return None
        middle = part.mean()
        away = part - middle
        way = np.exp(0.5j * np.angle((away * away).sum()))
        if ((part[-1] - part[0]) * way.conjugate()).real < 0:
            way = -way
        middles.append(middle)
        ways.append(way)
    middle, way = np.array(middles, np.complex128), np.array(ways, np.complex128)
    before, into = np.roll(middle, 1), np.roll(way, 1)
    turn = np.abs(np.angle(way / into))
    if (turn < _LEAST_TURN).any() or (turn > np.pi - _LEAST_TURN).any():
        return None
    meeting = before + into * ((middle - before) * way.conj()).imag / (into * way.conj()).imag
    span = np.ptp(loop.real) + np.ptp(loop.imag)
    astray = np.abs(meeting - loop[np.array(ends[:-1]) % len(loop)])
    sides = np.abs(np.roll(meeting, -1) - meeting)
    return None if astray.max() > 0.15 * span or sides.min() < _SHORTEST_SIDE * span else meeting


def _bow(loop: Line, ends: list[int]) -> float:
    """See Polygon.bow."""
    rise = length = 0.0
    for start, end in pairwise(ends):
        skipped = max(round(_ROUNDED * (end - start)), 1)
        part = loop[start + skipped : end - skipped]
        chord = part[-1] - part[0]
        length += abs(chord)
        if chord != 0:
            rise += 1.5 * abs(((part - part[0]) * chord.conjugate()).imag.mean()) / abs(chord)
    return rise / length if length else np.inf


def _sharpness(loop: Line, ends: list[int], corners: Line) -> float:
    """See Polygon.sharpness."""
    sides = np.roll(corners, -1) - corners
    turns = np.angle(sides * np.roll(sides, 1).conj())
    at = np.array([0, *ends[:-1]])
    # a part of the loop begins with the point after a corner
    before = loop[at - 2] - loop[at - 5]
    after = loop[(at + 4) % len(loop)] - loop[(at + 1) % len(loop)]
    taken = np.angle(after * before.conj()) * np.sign(turns) / np.maximum(np.abs(turns), _LEAST_TURN)
    return float(np.clip(taken, 0, 1).mean())
