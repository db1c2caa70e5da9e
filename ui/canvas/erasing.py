"""Erasers: whole elements, or what a disc passes over. A gesture is one deed, shown while it goes on."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from appliance.ink.element import Placed, Stroke, new_id
from appliance.ink.eraser import erase
from appliance.ink.hit import touches
from appliance.ink.record import override_to_value, to_value
from ui.canvas.contact import Sample
from ui.canvas.desk import Desk
from ui.canvas.words import Change

OBJECT_RADIUS_PX = 6.0


class EraseSession:
    """Takes away what it touches: whole elements, or with `is_area` only the part of strokes that it covers."""

    def __init__(self, desk: Desk, person: int, radius_px: float, *, is_area: bool) -> None:
        self._desk, self._person = desk, person
        self._radius_px = radius_px
        self._is_area = is_area
        self._page_id = desk.page_id
        self._at: tuple[float, float] | None = None
        self._gone: dict[str, Placed] = {}
        """What the document has and the glass does not show any more."""
        self._pieces: dict[str, Placed] = {}
        """What the glass shows instead."""

    def feed(self, sample: Sample) -> None:
        """Erase from the last sample to this one."""
        view = self._desk.view
        here = view.to_board(sample.x, sample.y)
        path = np.array([self._at or here, here], np.float64)
        self._at = here
        radius = self._radius_px / view.item_scale
        low, high = path.min(axis=0) - radius, path.max(axis=0) + radius
        changes: list[Change] = []
        for placed in self._desk.sheet.near((*low.tolist(), *high.tolist())):
            if not placed.override.locked:
                changes += self._erase(placed, path, radius)
        if changes:
            self._desk.sheet.put(changes)

    def finish(self) -> None:
        """Write it down."""
        if not self._gone or self._page_id != self._desk.page_id or self._desk.doc is None:
            return
        with self._desk.edit(self._person) as edit:
            for element_id in self._gone:
                edit.remove(element_id)
            for element_id, placed in self._pieces.items():
                edit.put(element_id, placed.element)
                edit.override(element_id, placed.override)

    def cancel(self) -> None:
        """Show again what was there."""
        changes: list[Change] = [(element_id, None, None) for element_id in self._pieces]
        changes += [_change(placed) for placed in self._gone.values()]
        self._desk.sheet.put(changes)

    def _erase(self, placed: Placed, path: np.ndarray, radius: float) -> list[Change]:
        element = placed.element
        if not self._is_area or not isinstance(element, Stroke):
            # what has no parts stays when an area eraser only brushes against it
            reach = radius if not self._is_area else radius / 4
            return self._take(placed, []) if touches(placed, path, reach) else []
        pieces = erase(element, placed.override.affine, path, radius)
        if pieces is None:
            return []
        return self._take(placed, [replace(placed, id=new_id(), element=piece) for piece in pieces])

    def _take(self, placed: Placed, pieces: list[Placed]) -> list[Change]:
        if self._pieces.pop(placed.id, None) is None:
            self._gone[placed.id] = placed
        self._pieces |= {piece.id: piece for piece in pieces}
        return [(placed.id, None, None), *(_change(piece) for piece in pieces)]


def _change(placed: Placed) -> Change:
    return placed.id, to_value(placed.element), override_to_value(placed.override) or None
