"""From a line drawn by hand to the figure that was meant, where there is no doubt about it."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from appliance.ink.element import Figure, Shape, Stroke
from appliance.ink.likeness import Likeness, angular, rounded
from appliance.ink.loop import Ellipse, Line, ellipse, polygons, resampled

_SMALLEST = 3.0
"""In widths of the line; less is a dot or a tick."""
_POINTS, _LOOP_POINTS = 128, 80
_INDEPENDENT_POINTS = 40
"""A hand's wobble is slow: no more points than these tell something new."""
_PRECISE = 0.01
"""Closer fits are not better ones; in diagonals of the line's box."""
_LINE_MISS = 0.07
"""In lengths of the line."""
_MOST_SIDES = 10
_ODD, _DOUBTFUL = 12.0, 15.0
"""The doubt about a polygon that has no name; how much better something that is no figure may explain the line."""
_LEVEL = np.radians(3)
_OVERSHOOT = 0.18
"""This share of the line, at either end, may pass the place where it closes."""
_GAP = 0.11
"""How much of a loop may be missing."""


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


def straightened(stroke: Stroke) -> Stroke | None:
    """A stroke from end to end in one straight line, if it resembles that: a highlighter's over printed words."""
    shape = recognise(stroke.points, stroke.width, stroke.color)
    if shape is None or shape.figure != "line":
        return None
    return replace(stroke, points=np.array(shape.points, np.float32), factors=None)


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


def _straight(line: Line) -> Likeness | None:
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


def _closed(line: Line) -> Likeness | None:
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
        found = rounded(model, span) if isinstance(model, Ellipse) else angular(model, span)
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


def _arrow(line: Line) -> Likeness | None:
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
