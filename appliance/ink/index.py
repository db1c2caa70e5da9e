"""Which elements are where: the bounds of all in one array.

Looking at every one of a hundred thousand takes 0.1 ms, no more than walking a grid's cells for what lies about one
tile; adding ten thousand takes 3 ms, where filling the cells of a grid delays a board's opening.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_ROOM = 256
_NOWHERE = np.array([np.inf, np.inf, -np.inf, -np.inf])


class Index:
    """Ids by their bounds. Bounds are finite, with left ≤ right and top ≤ bottom; those that only touch do meet."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._free: list[int] = []
        self._end = 0
        self._names = np.empty(_ROOM, object)
        self._edges = np.empty((4, _ROOM))
        """Left, top, right and bottom, a column each element, so that each edge of all lies side by side."""
        self._extent: Rect | None = None
        self._is_extent_known = True

    def __len__(self) -> int:
        return len(self._columns)

    def __contains__(self, element_id: str) -> bool:
        return element_id in self._columns

    def bounds_of(self, element_id: str) -> Rect:
        """Raises KeyError for an id that is not in the index."""
        left, top, right, bottom = self._edges[:, self._columns[element_id]].tolist()
        return left, top, right, bottom

    def put(self, element_id: str, bounds: Rect) -> None:
        """Add an element, or move it."""
        self.remove(element_id)
        column = self._columns[element_id] = self._take(1)[0]
        self._names[column] = element_id
        self._edges[:, column] = bounds
        self._grow_extent(bounds)

    def put_all(self, ids: Sequence[str], bounds: NDArray[np.floating]) -> None:
        """Add many elements, far cheaper than one by one; bounds has the shape (n, 4)."""
        if not len(ids):
            return
        for known in self._columns.keys() & set(ids):
            self.remove(known)
        columns = self._take(len(ids))
        self._columns.update(zip(ids, columns, strict=True))
        self._names[columns] = ids
        self._edges[:, columns] = bounds.T
        left, top = bounds[:, :2].min(axis=0).tolist()
        right, bottom = bounds[:, 2:].max(axis=0).tolist()
        self._grow_extent((left, top, right, bottom))

    def remove(self, element_id: str) -> None:
        """Forget an element; one that is not there is no error."""
        column = self._columns.pop(element_id, None)
        if column is None:
            return
        if self._extent is not None and (self._edges[:, column] == self._extent).any():
            self._is_extent_known = False
        self._edges[:, column] = _NOWHERE
        self._names[column] = None
        self._free.append(column)

    def query(self, rect: Rect) -> list[str]:
        """Ids of all elements whose bounds meet a rectangle, in no order."""
        left, top, right, bottom = self._edges[:, : self._end]
        meets = (left <= rect[2]) & (right >= rect[0]) & (top <= rect[3]) & (bottom >= rect[1])
        return self._names[np.flatnonzero(meets)].tolist()

    def extent(self) -> Rect | None:
        """The rectangle around everything; None where there is nothing."""
        if not self._is_extent_known:
            self._is_extent_known = True
            self._extent = None
            if self._columns:
                left, top = self._edges[:2, : self._end].min(axis=1).tolist()
                right, bottom = self._edges[2:, : self._end].max(axis=1).tolist()
                self._extent = left, top, right, bottom
        return self._extent

    def _grow_extent(self, bounds: Rect) -> None:
        if not self._is_extent_known:
            return
        known = self._extent or bounds
        left, top = min(known[0], bounds[0]), min(known[1], bounds[1])
        self._extent = left, top, max(known[2], bounds[2]), max(known[3], bounds[3])

    def _take(self, count: int) -> list[int]:
        """Columns for so many more."""
        keep = max(0, len(self._free) - count)
        again = self._free[keep:]
        del self._free[keep:]
        begin, self._end = self._end, self._end + count - len(again)
        if self._end > len(self._names):
            room = max(self._end, 2 * len(self._names))
            self._names = np.resize(self._names, room)
            self._edges = np.concatenate((self._edges, np.empty((4, room - self._edges.shape[1]))), axis=1)
        return [*again, *range(begin, self._end)]
