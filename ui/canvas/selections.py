"""Selections: each person at the glass has one of their own."""

from __future__ import annotations

from collections.abc import Iterator

from ui.canvas.desk import Desk
from ui.canvas.selection import Selection


class Selections:
    """What one person selects is no longer selected by anybody else."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pixels_per_mm = 2.7
        self._all: dict[int, Selection] = {}

    def of(self, person: int) -> Selection:
        """A person's own."""
        found = self._all.get(person)
        if found is None:
            found = self._all[person] = Selection(self._desk, person)
            found.pixels_per_mm = self._pixels_per_mm
            found.on_selected = lambda: self._part(found)
        return found

    def __iter__(self) -> Iterator[Selection]:
        return iter(tuple(self._all.values()))

    def mine_first(self, person: int) -> list[Selection]:
        """All, a person's own before those of others."""
        own = self.of(person)
        return [own, *(each for each in self if each is not own)]

    @property
    def pixels_per_mm(self) -> float:
        """Item pixels on a millimetre of the glass."""
        return self._pixels_per_mm

    @pixels_per_mm.setter
    def pixels_per_mm(self, pixels: float) -> None:
        self._pixels_per_mm = pixels
        for each in self:
            each.pixels_per_mm = pixels

    def clear(self) -> None:
        """Nobody selects anything."""
        for each in self:
            each.clear()

    def keep(self, persons: set[int]) -> None:
        """Only these persons are still at the glass."""
        for each in self:
            if each.person not in persons:
                each.clear()

    def show(self) -> None:
        """The view has moved."""
        for each in self:
            if each.ids:
                each.show()

    def _part(self, newest: Selection) -> None:
        for each in self:
            if each is not newest:
                each.leave(newest.ids)
