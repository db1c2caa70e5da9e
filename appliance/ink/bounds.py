"""The upright rectangle around what an element paints."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import IDENTITY, Affine, Element, Shape, Stroke, Text
from appliance.ink.index import Rect
from appliance.ink.lettering import Typefaces, extent

_ARROW_HEAD = 6.0
"""How far an arrow's head may reach beyond its points, in widths of its line, and at least _LEAST_ARROW_HEAD."""
_LEAST_ARROW_HEAD = 24.0


def bounds(element: Element, affine: Affine = IDENTITY, typefaces: Typefaces | None = None) -> Rect:
    """Left, top, right and bottom of an element where `affine` puts it; text is only estimated without typefaces."""
    match element:
        case Stroke():
            return _around(element.points, _widest(element) / 2, affine)
        case Shape(figure="line" | "polygon") if element.points:
            return _around(np.array(element.points), element.width / 2, affine)
        case Shape(figure="arrow") if element.points:
            head = max(_ARROW_HEAD * element.width, _LEAST_ARROW_HEAD)
            return _around(np.array(element.points), head, affine)
        case Shape():
            return _around(_corners(element.x, element.y, element.w, element.h), element.width / 2, affine)
        case Text():
            return _around(_corners(element.x, element.y, *extent(element, typefaces)), 0.0, affine)
        case _:
            return _around(_corners(element.x, element.y, element.w, element.h), 0.0, affine)


def bounds_all(strokes: Sequence[Stroke], affines: Sequence[Affine] | None = None) -> NDArray[np.float64]:
    """The bounds of many strokes, shape (n, 4), far cheaper than one by one; without affines each lies as it is."""
    if not strokes:
        return np.empty((0, 4))
    counts = np.fromiter((len(stroke.points) for stroke in strokes), np.int64, len(strokes))
    starts = np.cumsum(counts) - counts
    points = np.concatenate([stroke.points for stroke in strokes]).astype(np.float64)
    reach = np.fromiter((stroke.width / 2 for stroke in strokes), np.float64, len(strokes))
    pressed = np.fromiter((stroke.factors is not None for stroke in strokes), np.bool_, len(strokes))
    if pressed.any():
        factors = np.concatenate([stroke.factors for stroke in strokes if stroke.factors is not None])
        counted = counts[pressed]
        reach[pressed] *= np.maximum.reduceat(factors, np.cumsum(counted) - counted)
    reach_x = reach_y = reach
    if affines is not None:
        moves = np.array(affines, np.float64)
        a, b, c, d, e, f = np.repeat(moves, counts, axis=0).T
        x, y = points.T
        points = np.column_stack((a * x + c * y + e, b * x + d * y + f))
        reach_x, reach_y = reach * np.hypot(moves[:, 0], moves[:, 2]), reach * np.hypot(moves[:, 1], moves[:, 3])
    found = np.empty((len(strokes), 4))
    found[:, :2] = np.minimum.reduceat(points, starts)
    found[:, 2:] = np.maximum.reduceat(points, starts)
    found[:, 0] -= reach_x
    found[:, 1] -= reach_y
    found[:, 2] += reach_x
    found[:, 3] += reach_y
    return found


def _around(points: NDArray[np.floating], reach: float, affine: Affine) -> Rect:
    """Around discs of a radius at some points, before they are moved."""
    a, b, c, d, e, f = affine
    x, y = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
    if affine is not IDENTITY:
        x, y = a * x + c * y + e, b * x + d * y + f
    reach_x, reach_y = reach * hypot(a, c), reach * hypot(b, d)
    return float(x.min()) - reach_x, float(y.min()) - reach_y, float(x.max()) + reach_x, float(y.max()) + reach_y


def _widest(stroke: Stroke) -> float:
    return stroke.width if stroke.factors is None else stroke.width * float(stroke.factors.max())


def _corners(x: float, y: float, w: float, h: float) -> NDArray[np.float64]:
    return np.array([(x, y), (x + w, y), (x, y + h), (x + w, y + h)])
