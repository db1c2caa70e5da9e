"""The area eraser: takes away what its disc passes over and leaves the rest of a stroke in pieces."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from appliance.ink.element import IDENTITY, Affine, Stroke

_Complex = NDArray[np.complex128]
_Spans = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Where parts of a stroke begin and end: 2.25 is a quarter of the way from point 2 to point 3."""

_LEAST_CUT, _LEAST_PIECE = 0.08, 0.25
"""In stroke widths. A shorter cut is none: where ink was cut before, rounding leaves it a hair too long. A shorter
piece between two cuts goes as well."""
_PAIRS_AT_ONCE = 200_000
"""Of a segment of the stroke and one of the path: bounds the memory."""
_NEXT_TO_NOTHING = 1e-200
"""Added to what we divide by: a segment of no length then lies wholly within or wholly without."""


def erase(stroke: Stroke, affine: Affine, path: NDArray[np.floating], radius: float) -> list[Stroke] | None:
    """What remains of a stroke that `affine` places, after a disc has gone along `path`, of shape (n, 2) with n ≥ 1.

    None: it was not touched. An empty list: nothing remains. The pieces are the stroke's own, to be placed as it was,
    and their round ends touch the disc.
    """
    points = _placed(stroke.points, affine)
    reach = radius + stroke.width * affine.scale / 2
    eraser = _complex(path)
    if len(points) == 1:
        return [] if _distance(points[0], eraser) < reach else None
    step = max(_PAIRS_AT_ONCE // len(points), 1)
    found = [
        spans
        for begin in range(0, max(len(eraser) - 1, 1), step)
        if (spans := _covered(points, eraser[begin : begin + step + 1], reach)) is not None
    ]
    if not found:
        return None
    starts, ends = _merged(np.concatenate([spans[0] for spans in found]), np.concatenate([spans[1] for spans in found]))
    lengths = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(points)))))
    corners = np.arange(len(points))
    cut_from, cut_to = np.interp(starts, corners, lengths), np.interp(ends, corners, lengths)
    width = stroke.width * affine.scale
    is_cut = cut_to - cut_from >= min(_LEAST_CUT * width, lengths[-1])
    if not is_cut.any():
        return None
    least = _LEAST_PIECE * width
    kept_from = np.concatenate(([0.0], ends[is_cut]))
    kept_to = np.append(starts[is_cut], len(points) - 1.0)
    kept = np.append(cut_from[is_cut], lengths[-1]) - np.concatenate(([0.0], cut_to[is_cut]))
    return list(_pieces(stroke, kept_from[kept > least], kept_to[kept > least]))


def _covered(points: _Complex, path: _Complex, reach: float) -> _Spans | None:
    """The spans that lie within reach of a path: one for each pair of segments that meet."""
    near = _near(points, path, reach)
    if near is None:
        return None
    start = points[near]
    way = (points[near + 1] - start)[:, None]
    start = start[:, None] - path
    starts, ends = _in_discs(start, way, reach)
    if len(path) > 1:
        strips = _in_strips(start[:, :-1], way, path[1:] - path[:-1], reach)
        starts, ends = np.concatenate((starts, strips[0]), axis=1), np.concatenate((ends, strips[1]), axis=1)
    np.maximum(starts, 0.0, out=starts)
    np.minimum(ends, 1.0, out=ends)
    rows, columns = np.nonzero(starts < ends)
    if not len(rows):
        return None
    return near[rows] + starts[rows, columns], near[rows] + ends[rows, columns]


def _near(points: _Complex, path: _Complex, reach: float) -> NDArray[np.intp] | None:
    """Indices of the segments that are not wholly on one side of the path's box; None where there are none."""
    x, y = points.real, points.imag
    path_x, path_y = path.real, path.imag
    side = (x < path_x.min() - reach).astype(np.uint8)
    side |= (x > path_x.max() + reach).view(np.uint8) << 1
    side |= (y < path_y.min() - reach).view(np.uint8) << 2
    side |= (y > path_y.max() + reach).view(np.uint8) << 3
    near = np.flatnonzero((side[1:] & side[:-1]) == 0)
    return near if len(near) else None


def _in_discs(start: _Complex, way: _Complex, reach: float) -> _Spans:
    """Where on its way from a start, seen from a disc's centre, each segment is within each disc.

    Where it is not, its span ends no later than it starts; so in the functions below.
    """
    x, y, way_x, way_y = start.real, start.imag, way.real, way.imag
    squared = way_x * way_x + way_y * way_y + _NEXT_TO_NOTHING
    towards = x * way_x + y * way_y
    half = np.sqrt(np.maximum(towards * towards - squared * (x * x + y * y - reach * reach), 0.0))
    return (-towards - half) / squared, (half - towards) / squared


def _in_strips(start: _Complex, way: _Complex, path: _Complex, reach: float) -> _Spans:
    """Where each segment is within the rectangle that a disc sweeps between two points of its path."""
    length = np.abs(path)
    turned = path.conj() / (length + _NEXT_TO_NOTHING)
    start, way = start * turned, way * turned
    along = _in_slab(start.real, way.real, 0.0, length)
    across = _in_slab(start.imag, way.imag, -reach, reach)
    return np.maximum(along[0], across[0]), np.minimum(along[1], across[1])


def _in_slab(
    start: NDArray[np.float64], way: NDArray[np.float64], low: float, high: float | NDArray[np.float64]
) -> _Spans:
    way = way + _NEXT_TO_NOTHING
    first, second = (low - start) / way, (high - start) / way
    return np.minimum(first, second), np.maximum(first, second)


def _merged(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> _Spans:
    """The same spans in order, those that meet joined."""
    order = np.argsort(starts)
    starts, ends = starts[order], np.maximum.accumulate(ends[order])
    apart = np.flatnonzero(starts[1:] > ends[:-1] + 1e-9)
    return starts[np.concatenate(([0], apart + 1))], ends[np.append(apart, len(ends) - 1)]


def _pieces(stroke: Stroke, starts: NDArray[np.float64], ends: NDArray[np.float64]) -> Iterator[Stroke]:
    corners = np.arange(len(stroke.points))
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        inner = np.arange(np.floor(start) + 1, np.ceil(end))
        at = np.concatenate(([start], inner, [end]))
        points = np.column_stack([np.interp(at, corners, column) for column in stroke.points.T]).astype(np.float32)
        factors = stroke.factors
        if factors is not None:
            factors = np.interp(at, corners, factors).astype(np.float32)
        duration = round(stroke.duration_ms * (end - start) / corners[-1])
        yield replace(stroke, points=points, factors=factors, duration_ms=duration)


def _placed(points: NDArray[np.float32], affine: Affine) -> _Complex:
    line = _complex(points)
    if affine == IDENTITY:
        return line
    turn = complex(affine.a + affine.d, affine.b - affine.c) / 2
    mirror = complex(affine.a - affine.d, affine.b + affine.c) / 2
    return turn * line + mirror * line.conj() + complex(affine.e, affine.f)


def _complex(points: NDArray[np.floating]) -> _Complex:
    return np.ascontiguousarray(points, np.float64).view(np.complex128).ravel()


def _distance(point: np.complex128, path: _Complex) -> float:
    """From a point to a path."""
    way = path[1:] - path[:-1]
    squared = (way * way.conj()).real
    share = ((point - path[:-1]) * way.conj()).real / np.where(squared > 0, squared, 1.0)
    nearest = np.append(path[:-1] + np.clip(share, 0, 1) * way, path[-1])
    return float(np.abs(point - nearest).min())
