"""The outlines of tldraw's geometric shapes, as the nearest of our figures."""

from __future__ import annotations

import math

from appliance.ink.element import Figure

_BOXED: dict[str, Figure] = {
    "rectangle": "rectangle", "x-box": "rectangle", "check-box": "rectangle", "ellipse": "ellipse", "oval": "ellipse",
    "cloud": "ellipse", "triangle": "triangle", "diamond": "diamond", "star": "star",
}  # fmt: skip
INEXACT = frozenset({"x-box", "check-box", "oval", "cloud", "heart"})
_REGULAR = {"pentagon": 5, "hexagon": 6, "octagon": 8}
_SLANT = 0.25
_ARROW = ((0, 0.25), (0.66, 0.25), (0.66, 0), (1, 0.5), (0.66, 1), (0.66, 0.75), (0, 0.75))
_OUTLINES: dict[str, tuple[tuple[float, float], ...]] = {
    "rhombus": ((_SLANT, 0), (1, 0), (1 - _SLANT, 1), (0, 1)),
    "rhombus-2": ((0, 0), (1 - _SLANT, 0), (1, 1), (_SLANT, 1)),
    "trapezoid": ((_SLANT, 0), (1 - _SLANT, 0), (1, 1), (0, 1)),
    "heart": ((0.5, 1), (0, 0.4), (0, 0.2), (0.25, 0), (0.5, 0.2), (0.75, 0), (1, 0.2), (1, 0.4)),
    "arrow-right": _ARROW,
    "arrow-left": tuple((1 - x, y) for x, y in _ARROW),
    "arrow-down": tuple((y, x) for x, y in _ARROW),
    "arrow-up": tuple((y, 1 - x) for x, y in _ARROW),
}


def figure_of(kind: str, w: float, h: float) -> tuple[Figure, tuple[tuple[float, float], ...]]:
    """Figure and, for polygons, points within a box at the origin. Kinds that nobody knows are rectangles."""
    if kind in _BOXED:
        return _BOXED[kind], ()
    if kind in _REGULAR:
        return "polygon", _regular(_REGULAR[kind], w, h)
    if kind in _OUTLINES:
        return "polygon", tuple((x * w, y * h) for x, y in _OUTLINES[kind])
    return "rectangle", ()


def _regular(sides: int, w: float, h: float) -> tuple[tuple[float, float], ...]:
    """A regular polygon, stretched so that it fills its box."""
    turn = math.pi / sides if sides % 4 == 0 else 0.0
    corners = [
        (math.sin(turn + 2 * math.pi * corner / sides), -math.cos(turn + 2 * math.pi * corner / sides))
        for corner in range(sides)
    ]
    left, top = (min(corner[axis] for corner in corners) for axis in (0, 1))
    right, bottom = (max(corner[axis] for corner in corners) for axis in (0, 1))
    return tuple(((x - left) / (right - left) * w, (y - top) / (bottom - top) * h) for x, y in corners)
