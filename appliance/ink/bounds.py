"""The upright rectangle around what an element paints."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import hypot

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import IDENTITY, Affine, Element, Image, Note, Shape, Stroke, Text
from appliance.ink.figure import contours
from appliance.ink.index import Rect
from appliance.ink.lettering import Typefaces, extent

_SHADOW = 0.08
"""How far a note's shadow reaches, in shorter sides of its card."""


def bounds(element: Element, affine: Affine = IDENTITY, typefaces: Typefaces | None = None) -> Rect:
    """Left, top, right and bottom of an element where `affine` puts it; text is only estimated without typefaces."""
    match element:
        case Stroke():
            return _around(element.points, _widest(element) / 2, affine)
        case Shape():
            lines = [line for line, _ in contours(element)] or [corners(element.x, element.y, element.w, element.h)]
            return _around(np.concatenate(lines), element.width / 2, affine)
        case Text():
            return _around(corners(element.x, element.y, *extent(element, typefaces)), 0.0, affine)
        case Note():
            shadow = _SHADOW * min(element.w, element.h)
            return _around(corners(element.x, element.y, element.w, element.h), shadow, affine)
        case Image():
            return _around(corners(element.x, element.y, element.w, element.h), 0.0, affine)


def bounds_all(strokes: Sequence[Stroke], affines: Sequence[Affine] | None = None) -> NDArray[np.float64]:
    """The bounds of many strokes, shape (n, 4), far cheaper than one by one; without affines each lies as it is."""
    if not strokes:
        return np.empty((0, 4))
    counts = np.fromiter((len(stroke.points) for stroke in strokes), np.int64, len(strokes))
    starts = np.cumsum(counts) - counts
    points = np.concatenate([stroke.points for stroke in strokes])
    x, y = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
    reach = np.fromiter((stroke.width / 2 for stroke in strokes), np.float64, len(strokes))
    pressed = np.fromiter((stroke.factors is not None for stroke in strokes), np.bool_, len(strokes))
    if pressed.any():
        factors = np.concatenate([stroke.factors for stroke in strokes if stroke.factors is not None])
        counted = counts[pressed]
        reach[pressed] *= np.maximum.reduceat(factors, np.cumsum(counted) - counted)
    reach_x = reach_y = reach
    if affines is not None:
        moves = np.fromiter(chain.from_iterable(affines), np.float64, 6 * len(strokes)).reshape(-1, 6)
        if (moves != IDENTITY).any():
            a, b, c, d, e, f = (np.repeat(column, counts) for column in moves.T)
            x, y = a * x + c * y + e, b * x + d * y + f
        reach_x, reach_y = reach * np.hypot(moves[:, 0], moves[:, 2]), reach * np.hypot(moves[:, 1], moves[:, 3])
    return np.column_stack(
        (
            np.minimum.reduceat(x, starts) - reach_x,
            np.minimum.reduceat(y, starts) - reach_y,
            np.maximum.reduceat(x, starts) + reach_x,
            np.maximum.reduceat(y, starts) + reach_y,
        )
    )


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


def corners(x: float, y: float, w: float, h: float) -> NDArray[np.float64]:
    """Of a box, one after the other around it."""
    return np.array([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
