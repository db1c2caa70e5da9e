"""Shapes as lines: what a pen of the shape's width draws, and what its fill covers."""

from __future__ import annotations

import functools
import math

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import Shape

Contour = NDArray[np.float64]

FLATNESS = 0.02
"""Board units by which a curve may miss the true one."""
_HEAD_ANGLE = math.radians(28)
_CORNERS: dict[str, tuple[tuple[int, int], ...]] = {
    "rectangle": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "triangle": ((0, -1), (1, 1), (-1, 1)),
}
_INNER_SHARE = 0.382
"""Of a star's radius: where its inner corners lie if its edges are those of a pentagram."""


def contours(shape: Shape) -> list[tuple[Contour, bool]]:
    """The lines of a shape and whether each is closed; closed ones are what may be filled."""
    if shape.figure == "line":
        return [(_ends(shape), False)]
    if shape.figure == "arrow":
        shaft = _ends(shape)
        return [(shaft, False), (arrow_head(shaft, shape.width), False)]
    if shape.figure == "polygon":
        return [(np.array(shape.points, np.float64), True)] if shape.points else []
    return [(_in_box(shape, _places(shape)), True)]


def arrow_head(shaft: Contour, width: float) -> Contour:
    """The two strokes of an arrow's head, as one line: from one barb over the tip to the other."""
    tip = shaft[-1]
    length = float(np.hypot(*np.diff(shaft, axis=0).T).sum())
    reach = min(10 + 4 * width, length / 2)
    # the direction in which the shaft arrives, measured over the head's length: the last points of a hand tremble
    distances = np.hypot(*(shaft - tip).T)
    far = np.flatnonzero(distances >= reach)
    from_point = shaft[far[-1]] if len(far) else shaft[0]
    angle = math.atan2(from_point[1] - tip[1], from_point[0] - tip[0])
    barbs = [tip + reach * np.array((math.cos(a), math.sin(a))) for a in (angle + _HEAD_ANGLE, angle - _HEAD_ANGLE)]
    return np.array((barbs[0], tip, barbs[1]))


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> Contour:
    """A rectangle with round corners."""
    radius = max(min(radius, (x1 - x0) / 2, (y1 - y0) / 2), 0.0)
    directions = _corners(_arcs(radius))
    left, top, right, bottom = x0 + radius, y0 + radius, x1 - radius, y1 - radius
    centres = np.array(((right, bottom), (left, bottom), (left, top), (right, top)))
    return np.repeat(centres, len(directions) // 4, axis=0) + radius * directions


def _ends(shape: Shape) -> Contour:
    points = shape.points or ((shape.x, shape.y), (shape.x + shape.w, shape.y + shape.h))
    return np.array(points, np.float64)


def _places(shape: Shape) -> Contour:
    """Of a figure's corners, from -1 to 1 across its box."""
    if shape.figure == "ellipse":
        angles = np.linspace(0, 2 * math.pi, _arcs(max(abs(shape.w), abs(shape.h)) / 2), endpoint=False)
        return np.stack((np.cos(angles), np.sin(angles)), 1)
    if shape.figure == "star":
        return _STAR
    return np.array(_CORNERS[shape.figure], np.float64)


def _in_box(shape: Shape, places: Contour) -> Contour:
    half = np.array((shape.w, shape.h)) / 2
    return places * half + (np.array((shape.x, shape.y)) + half)


@functools.lru_cache(64)
def _corners(chords: int) -> Contour:
    """Directions of a round corner's points from its centre, of each of the four."""
    quarter = np.linspace(0, math.pi / 2, max(chords // 4, 2) + 1)
    angles = np.concatenate([quarter + turn * math.pi / 2 for turn in range(4)])
    return np.stack((np.cos(angles), np.sin(angles)), 1)


def _arcs(radius: float) -> int:
    """Into how many chords a circle is cut, a multiple of four."""
    count = math.pi / math.acos(1 - min(FLATNESS / max(radius, FLATNESS), 0.5))
    return min(max(math.ceil(count / 4) * 4, 8), 512)


def _star() -> Contour:
    angles = np.arange(10) * (math.pi / 5) - math.pi / 2
    radii = np.where(np.arange(10) % 2, _INNER_SHARE, 1.0)
    places = np.stack((np.cos(angles), np.sin(angles)), 1) * radii[:, None]
    least, most = places.min(0), places.max(0)
    return (places - least) / (most - least) * 2 - 1


_STAR = _star()
