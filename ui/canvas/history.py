"""Undo and redo of each person at the glass; what others do is left alone."""

from __future__ import annotations

from typing import Any

from pycrdt import Doc, Map, UndoManager


def origin_of(person: int) -> str:
    """Name of a person's transactions."""
    return f"seat-{person}"


class History:
    """One undo manager a person; each transaction is one step."""

    def __init__(self, doc: Doc[Any]) -> None:
        self._doc = doc
        self._roots: dict[str, Map[Any]] = {}
        self._managers: dict[int, UndoManager] = {}

    def cover(self, *names: str) -> None:
        """Changes of these roots can be undone from now on."""
        for name in names:
            if name not in self._roots:
                self._roots[name] = self._doc.get(name, type=Map)
                for manager in self._managers.values():
                    manager.expand_scope(self._roots[name])

    def of(self, person: int) -> UndoManager:
        """A person's manager."""
        if person not in self._managers:
            manager = UndoManager(scopes=list(self._roots.values()), capture_timeout_millis=0)
            manager.include_origin(origin_of(person))
            self._managers[person] = manager
        return self._managers[person]
