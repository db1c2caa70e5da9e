"""Things made once and kept while memory allows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """Things by key, each made for one owner: another owner of the key finds nothing. First in, first out."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        # a plain dict looks for its first key past all that were taken away before
        self._kept: OrderedDict[Hashable, tuple[object, Thing, int]] = OrderedDict()
        self.held_bytes = 0
        """About how much memory the things take."""

    def get(self, key: Hashable, owner: object) -> Thing | None:
        """The thing of a key, if it was made for this very owner."""
        entry = self._kept.get(key)
        return entry[1] if entry is not None and entry[0] is owner else None

    def put(self, key: Hashable, owner: object, thing: Thing, cost: int) -> None:
        """Keep a thing that takes about `cost` bytes."""
        before = self._kept.pop(key, None)
        self.held_bytes += cost - (before[2] if before else 0)
        self._kept[key] = (owner, thing, cost)
        while self.held_bytes > self._max_bytes and len(self._kept) > 1:
            self.held_bytes -= self._kept.popitem(last=False)[1][2]
