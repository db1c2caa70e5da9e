"""Text and sticky notes: where one is placed, and what is written in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QRectF

from appliance.ink.element import Note, Placed, Text, new_id
from ui.canvas.contact import Sample
from ui.canvas.desk import AUTHOR, Desk
from ui.canvas.letters import NOTE_SIDE
from ui.canvas.palette import Held
from ui.canvas.reach import reach

TEXT_WIDTH = 480.0
NOTE_INK = 0x1A1A1AFF


class Writing:
    """The text that is being written, a new one or one of the page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.placed: Placed | None = None
        self.person = 1
        self.draft = ""
        """What the editor holds so far."""
        self._is_new = False

    def begin_new(self, x: float, y: float, held: Held) -> None:
        """Begin a text or note at a point of the board."""
        size = held.text_size / self._desk.view.zoom
        made: Any = {"author": AUTHOR + held.person, "created_ms": int(time.time() * 1000)}
        if held.tool == "note":
            side = NOTE_SIDE * size
            element: Text | Note = Note(
                x=x - side / 2, y=y - side / 2, w=side, h=side, text="", size=size,
                fill=held.note_color, color=NOTE_INK, **made,
            )  # fmt: skip
        else:
            element = Text(x=x, y=y - size * 0.7, text="", size=size, color=held.color, **made)
        self.placed, self.person, self._is_new = Placed(id=new_id(), element=element), held.person, True
        self.draft = ""

    def begin(self, placed: Placed, person: int) -> None:
        """Write in one of the page."""
        self.placed, self.person, self._is_new = placed, person, False
        self.draft = placed.element.text if isinstance(placed.element, Text | Note) else ""

    def commit(self, text: str) -> str:
        """Keep what was written; gives the element's id, empty where nothing is left."""
        placed, self.placed = self.placed, None
        if placed is None or self._desk.doc is None or not isinstance(placed.element, Text | Note):
            return ""
        if not text.strip() and isinstance(placed.element, Text):
            if not self._is_new:
                with self._desk.edit(self.person) as edit:
                    edit.remove(placed.id)
            return ""
        if self._is_new or text != placed.element.text:
            with self._desk.edit(self.person) as edit:
                edit.put(placed.id, replace(placed.element, text=text))
        return placed.id

    def leave(self) -> None:
        """Something else is about to be shown: what was written so far is kept."""
        self.commit(self.draft)

    def cancel(self) -> None:
        """Leave it as it was."""
        self.placed = None

    def rect(self) -> QRectF:
        """Where the editor lies, in item pixels."""
        placed, view = self.placed, self._desk.view
        if placed is None:
            return QRectF()
        x0, y0, x1, y1 = reach(placed.element, placed.override)
        if isinstance(placed.element, Note):
            # the card without its shadow
            note = placed.element
            corners = np.array([[note.x, note.y], [note.x + note.w, note.y + note.h]], np.float32)
            (x0, y0), (x1, y1) = placed.override.affine.apply(corners).tolist()
        if isinstance(placed.element, Text):
            x1, y1 = max(x1, x0 + TEXT_WIDTH / view.zoom), max(y1, y0 + placed.element.size * 1.4)
        (left, top), (right, bottom) = view.to_item(x0, y0), view.to_item(x1, y1)
        return QRectF(left, top, right - left, bottom - top)


class PlaceSession:
    """A tap that places something."""

    def __init__(self, place: Callable[[Sample], None], most_px: float) -> None:
        self._place, self._most = place, most_px
        self._began: Sample | None = None
        self._is_tap = True

    def feed(self, sample: Sample) -> None:
        """Watch whether it is a tap."""
        self._began = self._began or sample
        if abs(sample.x - self._began.x) > self._most or abs(sample.y - self._began.y) > self._most:
            self._is_tap = False

    def finish(self) -> None:
        """Place it."""
        if self._began is not None and self._is_tap:
            self._place(self._began)

    def cancel(self) -> None:
        """It was none."""
