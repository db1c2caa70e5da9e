"""ShapeSession: a figure drawn by dragging from corner to corner."""

from __future__ import annotations

import time
from typing import cast, get_args

from msgspec.structs import replace

from appliance.ink import colour
from appliance.ink.element import Figure, Shape, new_id
from appliance.ink.figure import contours
from appliance.ink.recognition import drag_figure
from ui.canvas.brush import Brush
from ui.canvas.contact import Sample
from ui.canvas.desk import AUTHOR, Desk
from ui.canvas.palette import Held, to_color
from ui.canvas.veil import Veil

LEAST_PX = 6.0
FILL_ALPHA = 0x60


class ShapeSession:
    """Its outline follows the hand on a veil; the element comes when the hand leaves."""

    def __init__(self, desk: Desk, held: Held) -> None:
        self._desk = desk
        self._person = held.person
        figure = held.figure if held.figure in get_args(Figure) else "rectangle"
        self._figure: Figure = cast(Figure, figure)
        self._color = held.color
        self._fill = (self._color & 0xFFFFFF00) | FILL_ALPHA if held.fills else 0
        self._width = held.width / desk.view.zoom
        self._page_id = desk.page_id
        self._began: Sample | None = None
        self._newest: Sample | None = None
        self._veil = Veil(desk.stage, desk.tiles.current.scale)
        self._veil.setZ(1)
        self._veil.align(desk.view)

    def feed(self, sample: Sample) -> None:
        """Draw the figure up to here."""
        self._began = self._began or sample
        self._newest = sample
        shape = self._shape()
        self._veil.wipe()
        if shape is None:
            return
        color = to_color(colour.shown(self._color, self._desk.dark))
        brush = Brush(color, self._width, self._veil.pixels_per_unit, is_veil=True)
        for line, is_closed in contours(shape):
            points = [(x, y, 1.0) for x, y in line.tolist()]
            whole = [*points, points[0]] if is_closed else points
            for at in range(len(whole) - 1):
                self._veil.draw(brush, whole[at : at + 2])

    def finish(self) -> None:
        """Keep it."""
        shape = self._shape()
        self._veil.remove()
        if shape is None or self._page_id != self._desk.page_id or self._desk.doc is None:
            return
        with self._desk.edit(self._person) as edit:
            edit.put(new_id(), replace(shape, author=AUTHOR + self._person, created_ms=int(time.time() * 1000)))

    def cancel(self) -> None:
        """Forget it."""
        self._veil.remove()

    def _shape(self) -> Shape | None:
        began, newest = self._began, self._newest
        if began is None or newest is None:
            return None
        if abs(newest.x - began.x) < LEAST_PX and abs(newest.y - began.y) < LEAST_PX:
            return None
        view = self._desk.view
        x0, y0, x1, y1 = *view.to_board(began.x, began.y), *view.to_board(newest.x, newest.y)
        return drag_figure(self._figure, x0, y0, x1, y1, self._color, self._width, self._fill)
