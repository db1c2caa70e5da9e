"""Which elements are where: a grid of cells that knows each element by its bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor

import numpy as np
from numpy.typing import NDArray

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""

CELL = 256.0
_FURTHEST_CELL = 2**30
"""What lies further out is kept in the outermost cells."""
_COLUMN = 2**32
_MOST_CELLS = 64
"""An element over more cells is kept apart and looked at in every query."""


class Index:
    """Ids by their bounds. Bounds are finite, with left ≤ right and top ≤ bottom; those that only touch do meet."""

    def __init__(self) -> None:
        self._bounds: dict[str, Rect] = {}
        self._cells: dict[int, set[str]] = {}
        self._large: set[str] = set()
        self._extent: Rect | None = None
        self._is_extent_known = True

    def __len__(self) -> int:
        return len(self._bounds)

    def __contains__(self, element_id: str) -> bool:
        return element_id in self._bounds

    def bounds_of(self, element_id: str) -> Rect:
        """Raises KeyError for an id that is not in the index."""
        return self._bounds[element_id]

    def put(self, element_id: str, bounds: Rect) -> None:
        """Add an element, or move it."""
        self.remove(element_id)
        self._bounds[element_id] = bounds
        if self._is_extent_known:
            self._extent = _union(self._extent, bounds)
        left, top, right, bottom = _cells(bounds)
        if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
            self._large.add(element_id)
            return
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                self._cells.setdefault(column * _COLUMN + row, set()).add(element_id)

    def put_all(self, ids: Sequence[str], bounds: NDArray[np.floating]) -> None:
        """Add many elements, far cheaper than one by one; bounds has the shape (n, 4)."""
        if not len(ids):
            return
        for known in self._bounds.keys() & set(ids):
            self.remove(known)
        self._bounds.update(zip(ids, map(tuple, bounds.tolist()), strict=True))
        if self._is_extent_known:
            left_top, right_bottom = bounds[:, :2].min(axis=0).tolist(), bounds[:, 2:].max(axis=0).tolist()
            self._extent = _union(self._extent, (*left_top, *right_bottom))
        cells = np.clip(np.floor(bounds.astype(np.float64) / CELL), -_FURTHEST_CELL, _FURTHEST_CELL).astype(np.int64)
        spans = cells[:, 2:] - cells[:, :2] + 1
        counts = spans[:, 0] * spans[:, 1]
        names = np.array(ids, object)
        self._large.update(names[counts > _MOST_CELLS].tolist())
        counts[counts > _MOST_CELLS] = 0
        owners = np.repeat(np.arange(len(ids)), counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        column, row = np.divmod(within, np.maximum(spans[owners, 1], 1))
        keys = (cells[owners, 0] + column) * _COLUMN + cells[owners, 1] + row
        order = np.argsort(keys, kind="stable")
        keys, members = keys[order], names[owners[order]].tolist()
        starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))
        ends = np.append(starts, len(keys))[1:]
        for key, start, end in zip(keys[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
            self._cells.setdefault(key, set()).update(members[start:end])

    def remove(self, element_id: str) -> None:
        """Forget an element; one that is not there is no error."""
        bounds = self._bounds.pop(element_id, None)
        if bounds is None:
            return
        if self._is_extent_known and self._extent is not None and _is_at_edge(bounds, self._extent):
            self._is_extent_known = False
        if element_id in self._large:
            self._large.remove(element_id)
            return
        left, top, right, bottom = _cells(bounds)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                key = column * _COLUMN + row
                members = self._cells[key]
                members.remove(element_id)
                if not members:
                    del self._cells[key]

    def query(self, rect: Rect) -> list[str]:
        """Ids of all elements whose bounds meet a rectangle, in no order."""
        left, top, right, bottom = _cells(rect)
        if (right - left + 1) * (bottom - top + 1) > len(self._cells):
            return self._meeting(self._bounds, rect)
        found: set[str] = set()
        at_edge: set[str] = set(self._large)
        for column in range(left, right + 1):
            is_outer = column in (left, right)
            for row in range(top, bottom + 1):
                members = self._cells.get(column * _COLUMN + row)
                if members:
                    (at_edge if is_outer or row in (top, bottom) else found).update(members)
        found.update(self._meeting(at_edge - found, rect))
        return list(found)

    def extent(self) -> Rect | None:
        """The rectangle around everything; None where there is nothing."""
        if not self._is_extent_known:
            self._extent = None
            if self._bounds:
                bounds = np.array(list(self._bounds.values()))
                self._extent = (*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist())
            self._is_extent_known = True
        return self._extent

    def _meeting(self, ids: Iterable[str], rect: Rect) -> list[str]:
        left, top, right, bottom = rect
        bounds = self._bounds
        found: list[str] = []
        for element_id in ids:
            x0, y0, x1, y1 = bounds[element_id]
            if x0 <= right and x1 >= left and y0 <= bottom and y1 >= top:
                found.append(element_id)
        return found


def _cells(rect: Rect) -> tuple[int, int, int, int]:
    left, top, right, bottom = (floor(min(max(edge / CELL, -_FURTHEST_CELL), _FURTHEST_CELL)) for edge in rect)
    return left, top, right, bottom


def _union(extent: Rect | None, bounds: Rect) -> Rect:
    if extent is None:
        return bounds
    return (
        min(extent[0], bounds[0]),
        min(extent[1], bounds[1]),
        max(extent[2], bounds[2]),
        max(extent[3], bounds[3]),
    )


def _is_at_edge(bounds: Rect, extent: Rect) -> bool:
    return bounds[0] <= extent[0] or bounds[1] <= extent[1] or bounds[2] >= extent[2] or bounds[3] >= extent[3]
