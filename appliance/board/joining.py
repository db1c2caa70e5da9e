"""Joining: the pages of one document copied behind those of another, without a look at what lies on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pycrdt import Doc, Map

from appliance.board.document import FIRST_PAGE, MAX_PAGES, free_name, index_of, keep_first_page, mapping
from appliance.ink.element import Background
from appliance.ink.record import PAGES, PEOPLE, elements_of, overrides_of, page_to_value

PART = 2_000


class Joining:
    """`pieces` do it one after the other, `undo` takes back what of them was done."""

    def __init__(self, source: Doc[Any]) -> None:
        self._listed = mapping(source, PAGES) or {FIRST_PAGE: page_to_value(0.0, None, Background())}
        listed = self._listed
        self._order = sorted(listed, key=lambda page_id: (index_of(listed[page_id]), page_id))[:MAX_PAGES]
        self._people = mapping(source, PEOPLE)
        self._names: dict[str, str] = {}
        copies = [
            self._copying(page_id, root_of, part)
            for page_id in self._order
            for root_of in (elements_of, overrides_of)
            for part in _parts(mapping(source, root_of(page_id)))
        ]
        self.pieces: list[Callable[[Doc[Any]], None]] = [self._begin, *copies]

    def undo(self, doc: Doc[Any]) -> None:
        """Remove the pages that have come, and what lies on them."""
        pages: Map[Any] = doc.get(PAGES, type=Map)
        for name in self._names.values():
            pages.pop(name, None)
            for root_of in (elements_of, overrides_of):
                doc.get(root_of(name), type=Map).clear()
        self._names.clear()

    def _begin(self, doc: Doc[Any]) -> None:
        pages: Map[Any] = doc.get(PAGES, type=Map)
        first = keep_first_page(doc, pages)
        for at, page_id in enumerate(self._order):
            name = self._names[page_id] = free_name(page_id, pages)
            value = self._listed[page_id] if isinstance(self._listed[page_id], dict) else {}
            pages[name] = value | {"i": first + at}
        people: Map[Any] = doc.get(PEOPLE, type=Map)
        for author, person in self._people.items():
            if author not in people:
                people[author] = person

    def _copying(
        self, page_id: str, root_of: Callable[[str], str], values: dict[str, Any]
    ) -> Callable[[Doc[Any]], None]:
        def copy(doc: Doc[Any]) -> None:
            target: Map[Any] = doc.get(root_of(self._names[page_id]), type=Map)
            for key, value in values.items():
                target[key] = bytes(value) if isinstance(value, bytearray) else value

        return copy


def _parts(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Some at a time, so that nobody's pen waits for the whole."""
    keys = list(values)
    for at in range(0, len(keys), PART):
        yield {key: values[key] for key in keys[at : at + PART]}
