"""What a contact touches and what a lasso holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from appliance.ink.bounds import corners
from appliance.ink.element import Affine, Placed, Shape, Stroke, Text
from appliance.ink.figure import contours
from appliance.ink.lettering import Typefaces, extent

Line = NDArray[np.float64]
"""Points of shape (n, 2)."""

_SAMPLES = 24
"""Points of each line that are looked at in a lasso."""
_SHARES = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
_MOST_VERTICES = 96
_AT_ONCE = 2048
_MOST = 0.6
"""So much of an element inside is most of it."""


def hits(placed: Placed, x: float, y: float, radius: float, typefaces: Typefaces | None = None) -> bool:
    """Whether a disc touches what an element paints; text and pictures count as full boxes."""
    return touches(placed, np.array([(x, y)], np.float64), radius, typefaces)


def touches(placed: Placed, path: NDArray[np.floating], radius: float, typefaces: Typefaces | None = None) -> bool:
    """Whether a disc that goes along a path, of shape (n, 2) with n ≥ 1, touches what an element paints on its way."""
    element, affine = placed.element, placed.override.affine
    path = np.asarray(path, np.float64)
    reach = radius
    if isinstance(element, Stroke | Shape):
        reach += element.width * affine.scale / 2
    return any(
        (is_area and bool(_inside(path[:1], line).any())) or _are_near(_closed(line) if is_ring else line, path, reach)
        for line, is_ring, is_area in _outlines(placed, typefaces)
    )


def within(placed: Placed, polygon: NDArray[np.floating], typefaces: Typefaces | None = None) -> bool:
    """Whether most of an element lies inside a lasso, of shape (n, 2) and closed by itself."""
    return bool(held((placed,), polygon, typefaces))


def held(elements: Sequence[Placed], polygon: NDArray[np.floating], typefaces: Typefaces | None = None) -> list[Placed]:
    """Those of many elements that lie mostly inside a lasso, far cheaper than one by one."""
    lasso = _thinned(np.asarray(polygon, np.float64))
    if len(lasso) < 3:
        return []
    strokes = [(index, one.element) for index, one in enumerate(elements) if isinstance(one.element, Stroke)]
    samples, owners = [], []
    if strokes:
        lines = [_moved(stroke.points, elements[index].override.affine) for index, stroke in strokes]
        samples.append(_sampled(lines))
        owners.append(np.repeat([index for index, _ in strokes], _SAMPLES))
    for index, one in enumerate(elements):
        if not isinstance(one.element, Stroke):
            samples.append(_samples_of(_outlines(one, typefaces)))
            owners.append(np.full(len(samples[-1]), index))
    if not samples:
        return []
    owner = np.concatenate(owners)
    inside = np.bincount(owner, _inside(np.concatenate(samples), lasso), len(elements))
    known = np.bincount(owner, minlength=len(elements))
    return [elements[index] for index in np.flatnonzero((inside >= _MOST * known) & (known > 0)).tolist()]


def _samples_of(outlines: list[tuple[Line, bool, bool]]) -> Line:
    """Points of an element: along its lines, and all over the areas that are painted."""
    samples = [np.empty((0, 2))]
    for line, is_ring, is_area in outlines:
        outline = _sampled([_closed(line) if is_ring else line])
        samples.append(outline)
        if is_area:
            middle = line.mean(axis=0)
            samples += [middle + (outline - middle) * share for share in (0.75, 0.4)]
    return np.concatenate(samples)


def _outlines(placed: Placed, typefaces: Typefaces | None) -> list[tuple[Line, bool, bool]]:
    """Lines of an element where it lies; whether each is closed, and whether what it encloses is painted."""
    element, affine = placed.element, placed.override.affine
    match element:
        case Stroke():
            return [(_moved(element.points, affine), False, False)]
        case Shape():
            is_filled = element.fill & 0xFF > 0
            return [(_moved(line, affine), is_ring, is_ring and is_filled) for line, is_ring in contours(element)]
        case Text():
            box = corners(element.x, element.y, *extent(element, typefaces))
        case _:
            box = corners(element.x, element.y, element.w, element.h)
    return [(_moved(box, affine), True, True)]


def _moved(points: NDArray[np.floating], affine: Affine) -> Line:
    a, b, c, d, e, f = affine
    return np.asarray(points, np.float64) @ np.array([(a, b), (c, d)]) + (e, f)


def _closed(line: Line) -> Line:
    return np.concatenate((line, line[:1]))


def _are_near(line: Line, path: Line, reach: float) -> bool:
    """Whether two polylines come within reach of each other."""
    low, high = path.min(axis=0) - reach, path.max(axis=0) + reach
    if (line.max(axis=0) < low).any() or (line.min(axis=0) > high).any():
        return False
    squared = reach * reach
    if _squared_distance(path, line) <= squared or (len(path) > 1 and _squared_distance(line, path) <= squared):
        return True
    return len(path) > 1 and len(line) > 1 and _cross(line, path)


def _squared_distance(points: Line, line: Line) -> float:
    """From the nearest of some points to a polyline, squared."""
    start = line[:-1] if len(line) > 1 else line
    way = np.diff(line, axis=0) if len(line) > 1 else np.zeros((1, 2))
    x, y = points[:, :1] - start[:, 0], points[:, 1:] - start[:, 1]
    way_x, way_y = way[:, 0], way[:, 1]
    share = (x * way_x + y * way_y) / (way_x * way_x + way_y * way_y + 1e-200)
    np.clip(share, 0.0, 1.0, out=share)
    return float(((x - share * way_x) ** 2 + (y - share * way_y) ** 2).min())


def _cross(line: Line, path: Line) -> bool:
    """Whether any segment of one polyline crosses any of the other."""
    a, b = line[:-1, None], line[1:, None]
    c, d = path[:-1], path[1:]

    def side(start: Line, end: Line, point: Line) -> Line:
        return (end[..., 0] - start[..., 0]) * (point[..., 1] - start[..., 1]) - (end[..., 1] - start[..., 1]) * (
            point[..., 0] - start[..., 0]
        )

    return bool(((side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)).any())


def _inside(points: Line, polygon: Line) -> NDArray[np.bool_]:
    """Whether a polygon goes around each point at all, however it crosses itself."""
    x0, y0 = polygon.T
    x1, y1 = np.roll(polygon, -1, axis=0).T
    way_x, way_y = x1 - x0, y1 - y0
    inside = np.zeros(len(points), np.bool_)
    low, high = polygon.min(axis=0), polygon.max(axis=0)
    near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
    for part in np.array_split(near, len(near) // _AT_ONCE + 1):
        x, y = points[part, :1], points[part, 1:]
        below, above = y0 <= y, y1 <= y
        is_left = way_x * (y - y0) > (x - x0) * way_y
        inside[part] = (below & ~above & is_left).sum(axis=1) != (~below & above & ~is_left).sum(axis=1)
    return inside


def _sampled(lines: Sequence[Line]) -> Line:
    """For each polyline _SAMPLES points at equal distances along it, one polyline after the other."""
    counts = np.array([len(line) for line in lines])
    ends = np.cumsum(counts)
    starts = ends - counts
    points = np.concatenate(lines)
    steps = np.hypot(*np.diff(points, axis=0).T)
    steps[ends[:-1] - 1] = 0.0
    along = np.concatenate(([0.0], np.cumsum(steps)))
    begin, length = along[starts], along[ends - 1] - along[starts]
    at = (begin[:, None] + length[:, None] * _SHARES).ravel()
    found = np.column_stack((np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])))
    still = np.repeat(length == 0, _SAMPLES)
    found[still] = np.repeat(points[starts], _SAMPLES, axis=0)[still]
    return found


def _thinned(polygon: Line) -> Line:
    """A polygon without the vertices that hardly matter: hands draw lassos of hundreds."""
    if len(polygon) < _MOST_VERTICES:
        return polygon
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(polygon, axis=0).T))))
    at = np.linspace(0.0, along[-1], _MOST_VERTICES)
    return np.column_stack((np.interp(at, along, polygon[:, 0]), np.interp(at, along, polygon[:, 1])))
