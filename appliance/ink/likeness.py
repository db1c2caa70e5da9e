"""Which figure the polygon or ellipse nearest to a line is like: regular, upright and level where it nearly is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import Figure
from appliance.ink.loop import Ellipse, Line, Polygon

Likeness = tuple[Figure, Line]
"""A figure with its points or, for one in a box, two corners of the box."""

_POLYGON_MISS, _ELLIPSE_MISS = 0.017, 0.018
"""In diagonals of the line's box."""
_BOW, _SHARPNESS = 0.045, 0.75
_MOST_CORNERS = 6
_UPRIGHT = np.radians(11)
_SQUARE = 0.06
"""A box whose sides differ by less is meant to be square."""
_INNER_STAR = (3 - 5**0.5) / 2
_STAR_TIPS = 5


def rounded(found: Ellipse, span: float) -> Likeness | None:
    """What an ellipse is like, if it lies near enough to a line of that diagonal."""
    w, h, angle = found.half_width, found.half_height, found.angle
    if h < 0.22 * w or found.squares > (_ELLIPSE_MISS * span) ** 2:
        return None
    if h > (1 - 2 * _SQUARE) * w:
        w = h = (w + h) / 2
    quarter = round(angle / (np.pi / 2))
    if w != h and abs(angle - quarter * np.pi / 2) > _UPRIGHT:
        around = 2 * np.pi * np.arange(72) / 72
        return "polygon", found.centre + (w * np.cos(around) + 1j * h * np.sin(around)) * np.exp(1j * angle)
    half = complex(h, w) if quarter % 2 else complex(w, h)
    return "ellipse", np.array([found.centre - half, found.centre + half])


def angular(found: Polygon, span: float) -> Likeness | None:
    """What a polygon is like, if it lies near enough to a line of that diagonal and has the corners of one."""
    if found.squares > (_POLYGON_MISS * span) ** 2 or found.bow > _BOW or found.sharpness < _SHARPNESS:
        return None
    corners, turns = found.corners, found.turns
    around = abs(turns.sum()) / (2 * np.pi)
    if len(corners) == _STAR_TIPS and abs(around - 2) < 0.1:
        return _star(corners, _INNER_STAR)
    if abs(around - 1) > 0.1 or _crosses(corners):
        return None
    if len(corners) == 2 * _STAR_TIPS:
        return _outlined_star(corners, turns)
    is_convex = (np.sign(turns) == np.sign(turns[0])).all()
    if len(corners) > _MOST_CORNERS or not is_convex:
        return None
    named = _triangle(corners) if len(corners) == 3 else None
    if len(corners) == 4:
        named = _diamond(corners) or _rectangle(corners, turns)
    return named or ("polygon", corners)


def _triangle(corners: Line) -> Likeness | None:
    apex = int(corners.imag.argmin())
    left, right = sorted((corners[apex - 1], corners[apex - 2]), key=lambda corner: corner.real)
    base = right - left
    is_centred = abs(corners[apex].real - (left.real + right.real) / 2) < 0.16 * base.real
    if is_centred and abs(base.imag) < np.tan(_UPRIGHT) * base.real:
        bottom = (left.imag + right.imag) / 2
        return "triangle", np.array([complex(left.real, corners[apex].imag), complex(right.real, bottom)])
    return None


def _diamond(corners: Line) -> Likeness | None:
    """Corners at the middles of the box's edges."""
    first = int(corners.imag.argmin())
    top, one, bottom, other = np.roll(corners, -first)
    left, right = sorted((one, other), key=lambda corner: corner.real)
    middle = (top + bottom + left + right) / 4
    w, h = right.real - left.real, bottom.imag - top.imag
    if min(w, h) < 0.1 * max(w, h):
        return None
    aside = max(abs(top.real - middle.real), abs(bottom.real - middle.real)) / w
    astray = max(abs(left.imag - middle.imag), abs(right.imag - middle.imag)) / h
    if max(aside, astray) > 0.13:
        return None
    if abs(w - h) < _SQUARE * max(w, h):
        w = h = (w + h) / 2
    half = complex(w, h) / 2
    return "diamond", np.array([middle - half, middle + half])


def _rectangle(corners: Line, turns: NDArray[np.float64]) -> Likeness | None:
    if np.abs(np.abs(turns) - np.pi / 2).max() > np.radians(14):
        return None
    sides = np.roll(corners, -1) - corners
    # sides that differ by quarter turns agree once they are to the fourth power
    angle = float(np.angle((sides**4 / np.abs(sides) ** 3).sum())) / 4
    middle = complex(corners.mean())
    upright = abs(angle) < _UPRIGHT
    turned = (corners - middle) * (1 if upright else np.exp(-1j * angle))
    w, h = 2 * np.abs(turned.real).mean(), 2 * np.abs(turned.imag).mean()
    if abs(w - h) < _SQUARE * max(w, h):
        w = h = (w + h) / 2
    half = complex(w, h) / 2
    if upright:
        return "rectangle", np.array([middle - half, middle + half])
    return "polygon", middle + np.array([-half, half.conjugate(), half, -half.conjugate()]) * np.exp(1j * angle)


def _outlined_star(corners: Line, turns: NDArray[np.float64]) -> Likeness | None:
    if (np.sign(turns[1:]) == np.sign(turns[:-1])).any():
        return None
    first = 0 if turns[0] * turns.sum() > 0 else 1
    tips, inner = corners[first::2], corners[1 - first :: 2]
    ratio = float(np.abs(inner - inner.mean()).mean() / np.abs(tips - tips.mean()).mean())
    return _star(tips, ratio) if ratio < 0.75 else None


def _star(tips: Line, inner: float) -> Likeness | None:
    """Five tips in any order; `inner` is how far from the middle the other corners are, in how far the tips are."""
    middle = complex(tips.mean())
    away = tips - middle
    reach = np.abs(away)
    ordered = np.sort(np.angle(away))
    gaps = np.diff(ordered, append=ordered[0] + 2 * np.pi)
    if reach.min() < 0.6 * reach.max() or gaps.min() < np.radians(40):
        return None
    fifth = 2 * np.pi / _STAR_TIPS
    up = -np.pi / 2
    angle = float(np.angle(((away / reach * np.exp(-1j * up)) ** _STAR_TIPS).sum())) / _STAR_TIPS
    if abs(angle) < _UPRIGHT:
        upright = away * np.exp(-1j * angle)
        low, high = complex(upright.real.min(), upright.imag.min()), complex(upright.real.max(), upright.imag.max())
        return "star", middle + np.array([low, high])
    spokes = np.exp(1j * (up + angle + fifth / 2 * np.arange(2 * _STAR_TIPS)))
    spokes[1::2] *= inner
    return "polygon", middle + reach.mean() * spokes


def _crosses(corners: Line) -> bool:
    """Whether two sides that are no neighbours cross."""
    start, end = corners, np.roll(corners, -1)
    count = len(corners)

    def side(at: int, point: complex) -> float:
        return ((end[at] - start[at]).conjugate() * (point - start[at])).imag

    return any(
        side(a, start[b]) * side(a, end[b]) < 0 and side(b, start[a]) * side(b, end[a]) < 0
        for a in range(count)
        for b in range(a + 2, count)
        if (b + 1) % count != a
    )
