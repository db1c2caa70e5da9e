"""Desk: the board that is open and the page that is shown: document, sheet, tiles and wet ink in step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pycrdt import Doc, Map
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem

from appliance.ink import colour
from appliance.ink.element import Element, Override
from appliance.ink.record import META, PAGES, elements_of, override_to_value, overrides_of, to_value
from ui.canvas.history import History, origin_of
from ui.canvas.pages import contents, page_list, plain, root
from ui.canvas.palette import to_color
from ui.canvas.rasters import rasters
from ui.canvas.sheet import Sheet
from ui.canvas.tiles import Tiles
from ui.canvas.view import View
from ui.canvas.wet import WetInk
from ui.canvas.words import Change, Look

AUTHOR = 0x61000000
"""Authors at the glass: this and their seat."""


class Edit:
    """What one deed changes, inside its transaction."""

    def __init__(self, values: Map[Any], overrides: Map[Any]) -> None:
        self.values, self.overrides = values, overrides

    def put(self, element_id: str, element: Element) -> None:
        """Add or replace an element."""
        self.values[element_id] = to_value(element)

    def override(self, element_id: str, override: Override) -> None:
        """Say what was done to an element."""
        value = override_to_value(override)
        if value:
            self.overrides[element_id] = value
        else:
            self.overrides.pop(element_id, None)

    def remove(self, element_id: str) -> None:
        """Delete an element."""
        self.values.pop(element_id, None)
        self.overrides.pop(element_id, None)


class Desk(QObject):
    """Shows one page of a document."""

    pages_changed = Signal()
    changed = Signal()
    """Something on the page, or what can be undone, is different."""

    def __init__(self, stage: QQuickItem, view: View) -> None:
        super().__init__()
        self.view, self.stage = view, stage
        self.wet = WetInk(stage, view, now_ms)
        self.tiles = Tiles(stage, rasters(), view, self.wet.repaint)
        self.wet.attach(self.tiles)
        self.sheet = Sheet(rasters(), self.tiles)
        self.sheet.extent_changed = self.changed.emit
        self.doc: Doc[Any] | None = None
        self.history = History(Doc())
        self.page_id = ""
        self.pages: list[tuple[str, dict[str, Any]]] = []
        self.dark = False
        self.is_transparent = False
        self.assets = ""
        self._values: dict[str, Any] = {}
        """Elements that changed since the sheet heard of it; asking the document for each costs more than the rest."""
        self._overrides: dict[str, Any] = {}
        self._painted: frozenset[str] = frozenset()
        self._pages_differ = False
        self._watched: list[tuple[Map[Any], Any]] = []
        self._page_watched: list[tuple[Map[Any], Any]] = []

    def open(self, doc: Doc[Any], page_id: str = "") -> None:
        """Show a document."""
        self.close_document()
        self.doc = doc
        self.tiles.is_idle = False
        self.history = History(doc)
        self.history.cover(PAGES, META)
        for name in (PAGES, META):
            where = root(doc, name)
            self._watched.append((where, where.observe(self._note_pages)))
        self.pages, self.dark = page_list(doc), root(doc, META).get("dark") is True
        known = [page[0] for page in self.pages]
        self.go(page_id if page_id in known else known[0])

    def show(self, doc: Doc[Any]) -> None:
        """Show a document of the past, of which nothing can be changed: only what differs is painted anew."""
        for where, watched in (*self._watched, *self._page_watched):
            where.unobserve(watched)
        self._watched, self._page_watched = [], []
        self.wet.clear()
        self.doc = doc
        self.pages, self.dark = page_list(doc), root(doc, META).get("dark") is True
        known = [page[0] for page in self.pages]
        if self.page_id not in known:
            self.page_id = known[0]
        self.look()
        values, overrides = (contents(doc, name) for name in (elements_of(self.page_id), overrides_of(self.page_id)))
        ids = {*self.sheet.values, *values}
        self.sheet.put([(one, values.get(one), overrides.get(one)) for one in ids])
        self.pages_changed.emit()

    def close_document(self) -> None:
        """Show nothing."""
        for where, watched in (*self._watched, *self._page_watched):
            where.unobserve(watched)
        self._watched, self._page_watched = [], []
        self.wet.clear()
        self.doc = None
        self.tiles.is_idle = True
        self.page_id, self.pages = "", []
        self._forget_changes()
        self.sheet.replace({}, {})

    def go(self, page_id: str) -> None:
        """Show a page."""
        doc = self.doc
        if doc is None:
            return
        for where, watched in self._page_watched:
            where.unobserve(watched)
        self.wet.clear()
        self.page_id = page_id
        names = (elements_of(page_id), overrides_of(page_id))
        self.history.cover(*names)
        maps = [root(doc, name) for name in names]
        notes = (self._note_values, self._note_overrides)
        self._page_watched = [(one, one.observe(note)) for one, note in zip(maps, notes, strict=True)]
        self._forget_changes()
        self.look()
        self.sheet.replace(*(contents(doc, name) for name in names))
        self.pages_changed.emit()

    def look(self) -> None:
        """Give the page its ground."""
        value = dict(self.pages).get(self.page_id, {})
        self.wet.dark = self.dark
        self.tiles.ground = to_color(colour.ground(self.dark))
        self.tiles.is_transparent = self.is_transparent
        self.sheet.look(Look(self.tiles.sheet, self.dark, self.is_transparent, value, self.assets))

    @property
    def ground(self) -> QColor:
        """The board's own colour."""
        return to_color(colour.ground(self.dark))

    @contextmanager
    def edit(self, person: int, painted: frozenset[str] = frozenset()) -> Iterator[Edit]:
        """One deed of a person: all of it is undone at once. `painted` lies on the tiles as wet ink."""
        doc = self.doc
        if doc is None:
            raise RuntimeError("no board is open")
        self.history.of(person)
        with doc.transaction(origin=origin_of(person)):
            yield Edit(root(doc, elements_of(self.page_id)), root(doc, overrides_of(self.page_id)))
        self.follow(painted)

    @contextmanager
    def edit_pages(self, person: int) -> Iterator[Doc[Any]]:
        """One deed that changes pages or the board."""
        doc = self.doc
        if doc is None:
            raise RuntimeError("no board is open")
        self.history.of(person)
        with doc.transaction(origin=origin_of(person)):
            yield doc
        self.follow()

    def undo(self, person: int) -> None:
        """Take back a person's last deed."""
        if self.doc is not None and self.history.of(person).can_undo():
            self.history.of(person).undo()
            self.follow()

    def redo(self, person: int) -> None:
        """Do it again."""
        if self.doc is not None and self.history.of(person).can_redo():
            self.history.of(person).redo()
            self.follow()

    def follow(self, painted: frozenset[str] = frozenset()) -> None:
        """Bring what is shown into step with the document."""
        doc = self.doc
        if doc is None:
            return
        if self._pages_differ:
            self._pages_differ = False
            self._follow_pages(doc)
        ids = self._values.keys() | self._overrides.keys()
        if ids:
            values, overrides, sheet = self._values, self._overrides, self.sheet
            changes: list[Change] = [
                (
                    one,
                    values[one] if one in values else sheet.values.get(one),
                    overrides[one] if one in overrides else sheet.overrides.get(one),
                )
                for one in ids
            ]
            self._forget_changes()
            wet = {one: self.wet.strokes[one] for one in ids if one in self.wet.strokes}
            whole = frozenset(one for one, stroke in wet.items() if one in painted and stroke.tool == "pen")
            self.sheet.put(changes, whole)
            for one, stroke in wet.items():
                if one not in painted and stroke.tool == "pen":
                    self.tiles.touched([stroke.box])
                self.wet.dry(stroke, self.tiles.revision)
        self.changed.emit()

    def close(self) -> None:
        """Give everything back."""
        self.close_document()
        self.sheet.close()
        self.tiles.close()

    def _follow_pages(self, doc: Doc[Any]) -> None:
        self.pages, self.dark = page_list(doc), root(doc, META).get("dark") is True
        known = [page[0] for page in self.pages]
        if self.page_id not in known:
            self.go(known[0])
            return
        self.look()
        self.pages_changed.emit()

    def _note_values(self, event: Any) -> None:
        for key, change in event.keys.items():
            self._values[key] = plain(change.get("newValue"))

    def _note_overrides(self, event: Any) -> None:
        for key, change in event.keys.items():
            value = change.get("newValue")
            self._overrides[key] = value if isinstance(value, dict) else None

    def _forget_changes(self) -> None:
        self._values, self._overrides = {}, {}

    def _note_pages(self, _event: Any) -> None:
        self._pages_differ = True


def now_ms() -> float:
    """Unix time in milliseconds."""
    return time.time() * 1000


def assets_folder(runtime: Path) -> str:
    """Where the room keeps the open board's assets."""
    return str(runtime / "boards" / "assets")
