"""Strokes as areas: the closed polygons that a pen of changing width covers, many strokes at once.

An outline runs along the stroke and back, always a radius to its left. At a gentle bend both sides take the one point
between the two normals; at a sharp one the outer side is an arc, and the inner side goes through the pen's centre, so
that every piece winds the same way and filling by the non-zero rule leaves no holes, however tight the loops.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import Stroke
from appliance.ink.thinning import thinned

Floats = NDArray[np.float32]
TOLERANCE = 0.05
"""Board units by which an outline may miss the true one, unless told otherwise: a tenth of a pixel at 4K."""
_LEAST_RADIUS = 0.01
_MITRE_LIMIT = 1.0
"""Sharpest turn, in radians, at which one point a side will do."""


def outline(
    points: NDArray[np.floating], factors: NDArray[np.floating] | None, width: float, tolerance: float = TOLERANCE
) -> Floats:
    """The outline of one stroke, shape (m, 2), for filling by the non-zero rule."""
    points = np.asarray(points, np.float32)
    radii = np.full(len(points), width / 2, np.float32)
    if factors is not None:
        radii *= np.asarray(factors, np.float32)
    return _outlines(points, radii, np.array([len(points)]), tolerance, 0.0)[0].astype(np.float32)


def outlines(
    strokes: Sequence[Stroke], tolerance: float = TOLERANCE, least_width: float = 0.0
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The outlines of many strokes: all vertices one after the other, and how many each stroke has.

    Nothing is drawn narrower than `least_width`.
    """
    if not strokes:
        return np.zeros((0, 2)), np.zeros(0, np.int64)
    counts = np.array([len(stroke.points) for stroke in strokes])
    points = np.concatenate([stroke.points for stroke in strokes])
    factors = [np.ones(len(s.points), np.float32) if s.factors is None else s.factors for s in strokes]
    half_widths = np.array([stroke.width / 2 for stroke in strokes], np.float32)
    radii = np.concatenate(factors) * np.repeat(half_widths, counts)
    return _outlines(points, radii, counts, tolerance, least_width / 2)


def _outlines(
    points: Floats, radii: Floats, counts: NDArray[np.integer], tolerance: float, least_radius: float
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    radii = np.maximum(radii, np.float32(max(least_radius, _LEAST_RADIUS)))
    points, radii, counts = thinned(points, radii, counts, tolerance / 2)
    at, before, onwards, stroke_starts = _tours(counts)
    x, y = points[:, 0], points[:, 1]
    ux, uy, length = _directions(x, y, at, before, onwards)
    # the direction in which each point of the tour is left is that in which the next is reached
    after = np.arange(1, len(at) + 1)
    after[stroke_starts[1:] - 1] = stroke_starts[:-1]
    vx, vy = ux[after], uy[after]
    turn = np.arctan2(ux * vy - uy * vx, ux * vx + uy * vy)
    # the ends, where the tour turns back; rounding must not make them turn the other way
    turn[np.concatenate((stroke_starts[:-1], stroke_starts[:-1] + np.maximum(counts, 2) - 1))] = np.pi
    radius = radii[at]
    emitted = _vertices_per_point(turn, radius, np.minimum(length, length[after]), tolerance)
    vertices = _emit(x[at], y[at], uy, -ux, turn, radius, emitted)
    return vertices, np.add.reduceat(emitted, stroke_starts[:-1])


def _tours(
    counts: NDArray[np.integer],
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, NDArray[np.int64]]:
    """Tours along each stroke and back: indices of points, the indices before them, 1 where a point is reached on the
    way there and -1 on the way back, and where each stroke's tour begins.

    A stroke of one point is a tour of two: there and back.
    """
    there = np.maximum(counts, 2)
    lengths = 2 * there - 2
    starts = np.concatenate(([0], np.cumsum(lengths)))
    local = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
    last = np.repeat(there - 1, lengths)
    within = last - np.abs(local - last)
    first = np.repeat(np.cumsum(counts) - counts, lengths)
    at = first + np.minimum(within, np.repeat(counts - 1, lengths))
    before = np.roll(at, 1)
    before[starts[:-1]] = at[starts[1:] - 1]
    onwards = np.where((local > 0) & (local <= last), np.float32(1), np.float32(-1))
    return at, before, onwards, starts


def _directions(
    x: Floats, y: Floats, at: NDArray[np.int64], before: NDArray[np.int64], onwards: Floats
) -> tuple[Floats, Floats, Floats]:
    dx, dy = x[at] - x[before], y[at] - y[before]
    length = np.sqrt(dx * dx + dy * dy)
    nowhere = length == 0
    divisor = np.where(nowhere, np.float32(1), length).astype(np.float32)
    return np.where(nowhere, onwards, dx / divisor).astype(np.float32), dy / divisor, length


def _vertices_per_point(turn: Floats, radius: Floats, shorter: Floats, tolerance: float) -> NDArray[np.int64]:
    half = np.abs(turn) / 2
    smooth = half < _MITRE_LIMIT / 2
    tangent = np.tan(np.where(smooth, half, np.float32(0)))
    # 1/cos - 1 is about tan²/2: how far the one point sticks out of the circle, in radii
    smooth &= (radius * tangent * tangent < 2 * tolerance) & (shorter > 2 * radius * tangent)
    step = 2 * np.arccos(1 - np.minimum(tolerance / radius, np.float32(0.29)))
    arc = np.ceil(turn / step).astype(np.int64) + 1
    return np.where(smooth, 1, np.where(turn < 0, 3, np.maximum(arc, 2)))


def _emit(
    x: Floats, y: Floats, nx: Floats, ny: Floats, turn: Floats, radius: Floats, emitted: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Vertex i of n of a point lies a radius away, the normal turned by i/(n - 1) of the point's turn."""
    starts = np.cumsum(emitted) - emitted
    single = emitted == 1
    step = np.where(single, turn / 2, turn / np.maximum(emitted - 1, 1)).astype(np.float32)
    reach = np.where(single, radius / np.cos(np.where(single, step, 0)), radius).astype(np.float32)
    owner = np.repeat(np.arange(len(emitted)), emitted)
    nth = (np.arange(len(owner)) - starts[owner]).astype(np.float32)
    nth[starts[single]] = 1
    angle = step[owner] * nth
    reach = reach[owner]
    reach[starts[(emitted == 3) & (turn < 0)] + 1] = 0
    cosine, sine = np.cos(angle) * reach, np.sin(angle) * reach
    nx, ny = nx[owner], ny[owner]
    vertices = np.empty((len(owner), 2))
    vertices[:, 0] = x[owner] + (nx * cosine - ny * sine)
    vertices[:, 1] = y[owner] + (nx * sine + ny * cosine)
    return vertices
