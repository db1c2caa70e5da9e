"""From a line drawn by hand to the figure that was meant, where there is no doubt about it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import Figure, Shape
from appliance.ink.loop import Ellipse, Line, Polygon, ellipse, polygons, resampled

_SMALLEST = 3.0
"""In widths of the line; less is a dot or a tick."""
_POINTS, _LOOP_POINTS = 128, 80
_INDEPENDENT_POINTS = 40
"""A hand's wobble is slow: no more points than these tell something new."""
_PRECISE = 0.01
"""Closer fits are not better ones; here and below in diagonals of the line's box."""
_POLYGON_MISS, _ELLIPSE_MISS = 0.017, 0.018
_LINE_MISS = 0.07
"""In lengths of the line."""
_BOW, _SHARPNESS = 0.045, 0.75
_MOST_SIDES = 10
_MOST_CORNERS = 6
_ODD, _DOUBTFUL = 12.0, 15.0
"""The doubt about a polygon that has no name; how much better something that is no figure may explain the line."""
_UPRIGHT = np.radians(11)
_LEVEL = np.radians(3)
_SQUARE = 0.06
"""A box whose sides differ by less is meant to be square."""
_OVERSHOOT = 0.18
"""This share of the line, at either end, may pass the place where it closes."""
_GAP = 0.11
"""How much of a loop may be missing."""
_INNER_STAR = (3 - 5**0.5) / 2
_STAR_TIPS = 5


def recognise(points: NDArray[np.floating], width: float, color: int) -> Shape | None:
    """The figure that a line resembles, with the line's place and size; None for handwriting and everything else.

    What is turned by more than a hand's carelessness comes back as a polygon, for a figure's box is upright.
    """
    if len(points) < 2 or not np.isfinite(points).all():
        return None
    raw = np.ascontiguousarray(points, np.float64).view(np.complex128).ravel()
    span = _diagonal(raw)
    if not span > _SMALLEST * width:
        return None
    line = resampled(raw, _POINTS)
    found = _straight(line) or _closed(line) or _arrow(line)
    if found is None:
        return None
    figure, corners = found
    return _shape(figure, corners, width, color)


def drag_figure(
    figure: Figure, x0: float, y0: float, x1: float, y1: float, color: int, width: float, fill: int = 0
) -> Shape:
    """The figure that the shape tool makes of a drag from one point to another."""
    if figure in ("line", "arrow"):
        return Shape(figure=figure, points=((x0, y0), (x1, y1)), color=color, width=width)
    x, y, w, h = min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)
    if figure == "polygon":
        corners = ((0.25, 0.0), (0.75, 0.0), (1.0, 0.5), (0.75, 1.0), (0.25, 1.0), (0.0, 0.5))
        hexagon = tuple((x + u * w, y + v * h) for u, v in corners)
        return Shape(figure=figure, points=hexagon, color=color, width=width, fill=fill)
    return Shape(figure=figure, x=x, y=y, w=w, h=h, color=color, width=width, fill=fill)


_Found = tuple[Figure, Line]
"""A figure with its points or, for one in a box, two corners of the box."""


def _straight(line: Line) -> _Found | None:
    way = line[-1] - line[0]
    length = abs(way)
    if length < 0.8 * np.abs(np.diff(line)).sum():
        return None
    aside = ((line - line[0]) * way.conjugate()).imag / length
    if np.ptp(aside) > _LINE_MISS * length * 1.4 or np.abs(aside).max() > _LINE_MISS * length:
        return None
    return "line", _levelled(np.array([line[0], line[-1]]))


def _levelled(ends: Line) -> Line:
    """Nearly horizontal and nearly vertical lines are meant to be."""
    (x0, x1), (y0, y1) = ends.real, ends.imag
    if abs(y1 - y0) < _LEVEL * abs(x1 - x0):
        y0 = y1 = (y0 + y1) / 2
    elif abs(x1 - x0) < _LEVEL * abs(y1 - y0):
        x0 = x1 = (x0 + x1) / 2
    return np.array([complex(x0, y0), complex(x1, y1)])


def _closed(line: Line) -> _Found | None:
    loop = _loop(line)
    if loop is None:
        return None
    span = _diagonal(loop)
    best, doubt_of_best, least = None, np.inf, np.inf
    for model in (ellipse(loop), *polygons(loop, _MOST_SIDES)):
        if model is None:
            continue
        parameters = 5 if isinstance(model, Ellipse) else 2 * len(model.corners)
        doubt = _doubt(model.squares + (_PRECISE * span) ** 2, parameters)
        least = min(least, doubt)
        found = _round(model, span) if isinstance(model, Ellipse) else _angular(model, span)
        if found is not None and found[0] == "polygon" and parameters > 8:
            doubt += _ODD
        if found is not None and doubt < doubt_of_best:
            best, doubt_of_best = found, doubt
    return best if doubt_of_best < least + _DOUBTFUL else None


def _doubt(squares: float, parameters: int) -> float:
    """Schwarz's criterion: how badly a model explains the points, and how much it needs for that."""
    return _INDEPENDENT_POINTS * float(np.log(squares)) + parameters * float(np.log(_INDEPENDENT_POINTS))


def _loop(line: Line) -> Line | None:
    """A line that ends where it began, without what passes that place; None for one that stays open."""
    margin = round(_OVERSHOOT * len(line))
    length = float(np.abs(np.diff(line)).sum())
    step = length / (len(line) - 1)
    head, tail = line[:margin], line[-margin:]
    trimmed = np.arange(margin)[:, None] + np.arange(margin)[::-1][None, :]
    gaps = np.abs(head[:, None] - tail[None, :])
    start, end = np.unravel_index(int((gaps + 0.35 * step * trimmed).argmin()), gaps.shape)
    gap = gaps[start, end]
    part = line[start : len(line) - margin + end + 1]
    if gap > _GAP * (step * len(part) + gap):
        return None
    return resampled(part, _LOOP_POINTS)


def _round(found: Ellipse, span: float) -> _Found | None:
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


def _angular(found: Polygon, span: float) -> _Found | None:
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


def _triangle(corners: Line) -> _Found | None:
    apex = int(corners.imag.argmin())
    left, right = sorted((corners[apex - 1], corners[apex - 2]), key=lambda corner: corner.real)
    base = right - left
    is_centred = abs(corners[apex].real - (left.real + right.real) / 2) < 0.16 * base.real
    if is_centred and abs(base.imag) < np.tan(_UPRIGHT) * base.real:
        bottom = (left.imag + right.imag) / 2
        return "triangle", np.array([complex(left.real, corners[apex].imag), complex(right.real, bottom)])
    return None


def _diamond(corners: Line) -> _Found | None:
    """Corners at the middles of the box's edges."""
    first = int(corners.imag.argmin())
    top, one, bottom, other = np.roll(corners, -first)
    left, right = sorted((one, other), key=lambda corner: corner.real)
    middle = (top + bottom + left + right) / 4
    w, h = right.real - left.real, bottom.imag - top.imag
    aside = max(abs(top.real - middle.real), abs(bottom.real - middle.real)) / w
    astray = max(abs(left.imag - middle.imag), abs(right.imag - middle.imag)) / h
    if max(aside, astray) > 0.13:
        return None
    if abs(w - h) < _SQUARE * max(w, h):
        w = h = (w + h) / 2
    half = complex(w, h) / 2
    return "diamond", np.array([middle - half, middle + half])


def _rectangle(corners: Line, turns: NDArray[np.float64]) -> _Found | None:
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


def _outlined_star(corners: Line, turns: NDArray[np.float64]) -> _Found | None:
    if (np.sign(turns[1:]) == np.sign(turns[:-1])).any():
        return None
    first = 0 if turns[0] * turns.sum() > 0 else 1
    tips, inner = corners[first::2], corners[1 - first :: 2]
    ratio = float(np.abs(inner - inner.mean()).mean() / np.abs(tips - tips.mean()).mean())
    return _star(tips, ratio) if ratio < 0.75 else None


def _star(tips: Line, inner: float) -> _Found | None:
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


def _arrow(line: Line) -> _Found | None:
    """A shaft and, behind where it ends, a head to both sides of it."""
    reach = np.abs(line - line[0])
    near_tip = int((reach > 0.94 * reach.max()).argmax())
    tip = near_tip + int(reach[near_tip : near_tip + 8].argmax())
    shaft, head = line[: tip + 1], line[tip:]
    way = shaft[-1] - shaft[0]
    length = abs(way)
    aside = ((shaft - shaft[0]) * way.conjugate()).imag / length
    if tip < len(line) // 3 or len(head) < 6 or np.abs(aside).max() > 0.08 * length:
        return None
    barbs = (head - shaft[-1]) * (way.conjugate() / length)
    return ("arrow", _levelled(np.array([shaft[0], shaft[-1]]))) if _is_head(barbs, length) else None


def _is_head(barbs: Line, length: float) -> bool:
    """Whether a line from an arrow's tip at 0 makes its head; the shaft comes from the left."""
    left, right = barbs[barbs.imag.argmin()], barbs[barbs.imag.argmax()]
    slants = np.abs(np.angle(-np.array([left, right.conjugate()])))
    shorter, longer = sorted((abs(left), abs(right)))
    return bool(
        barbs.real.max() < 0.1 * length
        and np.abs(barbs).max() < 0.55 * length
        and left.imag < -0.03 * length
        and right.imag > 0.03 * length
        and shorter > 0.35 * longer
        and slants.min() > np.radians(9)
        and slants.max() < np.radians(75)
        and np.abs(np.diff(barbs)).sum() < 2.8 * (shorter + longer)
    )


def _shape(figure: Figure, corners: Line, width: float, color: int) -> Shape:
    if figure in ("line", "arrow", "polygon"):
        points = tuple(zip(corners.real.tolist(), corners.imag.tolist(), strict=True))
        return Shape(figure=figure, points=points, color=color, width=width)
    x, y = float(corners[0].real), float(corners[0].imag)
    w, h = float(corners[1].real) - x, float(corners[1].imag) - y
    return Shape(figure=figure, x=x, y=y, w=w, h=h, color=color, width=width)


def _diagonal(line: Line) -> float:
    return float(np.hypot(np.ptp(line.real), np.ptp(line.imag)))
