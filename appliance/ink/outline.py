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

Floats = NDArray[np.floating]
TOLERANCE = 0.05
"""Board units by which an outline may miss the true one, unless told otherwise: a tenth of a pixel at 4K."""
_THINNING_SHARE = 0.65
"""Of the tolerance: what leaving out points may take; the rest is for arcs and mitres."""
_LEAST_RADIUS = 0.01
_LEAST_STEP = np.float32(0.02)
"""The least angle between vertices of an arc, however wide the pen."""
_MOST_SMOOTH = 0.3
"""The square of the tangent of half the sharpest turn, some 57°, at which one vertex a side will do."""


def outline(
    points: NDArray[np.floating], factors: NDArray[np.floating] | None, width: float, tolerance: float = TOLERANCE
) -> NDArray[np.float32]:
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
    points, radii, counts = thinned(points, radii, counts, _THINNING_SHARE * tolerance)
    tolerance *= 1 - _THINNING_SHARE
    at, before, onwards, starts = _tours(counts)
    x, y, radius = points[at, 0], points[at, 1], radii[at]
    ux, uy, length = _directions(x - points[before, 0], y - points[before, 1], onwards)
    # the direction in which each point of the tour is left is that in which the next is reached
    after = np.arange(1, len(at) + 1)
    after[starts[1:] - 1] = starts[:-1]
    vx, vy = ux[after], uy[after]
    dot = ux * vx + uy * vy
    # the ends, where the tour turns back
    dot[starts[:-1]] = dot[starts[:-1] + np.maximum(counts, 2) - 1] = -1
    smooth = _smooth(dot, radius, np.minimum(length, length[after]), tolerance)
    sharp = np.flatnonzero(~smooth)
    cross = ux[sharp] * vy[sharp] - uy[sharp] * vx[sharp]
    # rounding must not make the ends turn the other way
    turn = np.arctan2(np.where(dot[sharp] == -1, np.float32(0), cross), dot[sharp])
    emitted = np.ones(len(at), np.int64)
    emitted[sharp] = _vertices_per_turn(turn, radius[sharp], tolerance)
    first = np.cumsum(emitted) - emitted
    vertices = np.empty((int(emitted.sum()), 2))
    reach = radius / np.maximum(1 + dot, np.float32(0.1))
    vertices[first, 0] = x + reach * (uy + vy)
    vertices[first, 1] = y - reach * (ux + vx)
    centres = (x[sharp], y[sharp], uy[sharp], -ux[sharp], radius[sharp])
    _emit_turns(vertices, first[sharp], emitted[sharp], turn, centres)
    return vertices, np.add.reduceat(emitted, starts[:-1])


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


def _directions(dx: Floats, dy: Floats, onwards: Floats) -> tuple[Floats, Floats, Floats]:
    length = np.sqrt(dx * dx + dy * dy)
    nowhere = length == 0
    if nowhere.any():
        dx, length = dx + onwards * nowhere, length + nowhere.astype(np.float32)
        return dx / length, dy / length, length - nowhere.astype(np.float32)
    return dx / length, dy / length, length


def _smooth(dot: Floats, radius: Floats, shorter: Floats, tolerance: float) -> NDArray[np.bool_]:
    """Where one vertex between the two normals will do; `dot` is the cosine of the turn."""
    # of half the turn: 1/cos - 1, by which the one vertex sticks out of the circle, is about tan²/2
    square_of_tangent = (1 - dot) / np.maximum(1 + dot, np.float32(1e-6))
    round_enough = (
        (square_of_tangent < _MOST_SMOOTH)
        & (radius * square_of_tangent < 2 * tolerance)
        & (shorter * shorter > 4 * radius * radius * square_of_tangent)
    )
    # a line so fine that nobody sees how its corners are made
    return round_enough | (radius < 4 * tolerance) & (square_of_tangent < 1)


def _vertices_per_turn(turn: Floats, radius: Floats, tolerance: float) -> NDArray[np.int64]:
    step = 2 * np.arccos(1 - np.minimum(tolerance / radius, np.float32(0.29)))
    step = np.maximum(step, _LEAST_STEP)
    arc = np.ceil(turn / step).astype(np.int64) + 1
    return np.where(turn < 0, 3, np.maximum(arc, 2))


def _emit_turns(
    vertices: NDArray[np.float64],
    first: NDArray[np.int64],
    emitted: NDArray[np.int64],
    turn: Floats,
    centres: tuple[Floats, ...],
) -> None:
    """Vertex i of n of a turn lies a radius from the centre, the normal turned by i/(n - 1) of the turn."""
    nth = np.arange(int(emitted.sum())) - np.repeat(np.cumsum(emitted) - emitted, emitted)
    angle = np.repeat(turn / np.maximum(emitted - 1, 1).astype(np.float32), emitted) * nth.astype(np.float32)
    x, y, nx, ny, reach = (np.repeat(values, emitted) for values in centres)
    # the inner side of a turn goes through the centre
    reach[(nth == 1) & np.repeat(turn < 0, emitted)] = 0
    cosine, sine = np.cos(angle) * reach, np.sin(angle) * reach
    at = np.repeat(first, emitted) + nth
    vertices[at, 0] = x + (nx * cosine - ny * sine)
    vertices[at, 1] = y + (nx * sine + ny * cosine)
