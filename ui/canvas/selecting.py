"""Selecting by lasso or tap, and moving, scaling and turning what is selected."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

from appliance.ink.element import Affine
from appliance.ink.hit import held, hits
from appliance.ink.selection import moving, scaling, turning
from ui.canvas.brush import Brush
from ui.canvas.contact import Sample
from ui.canvas.desk import Desk
from ui.canvas.overlay import ACCENT, Overlay, corners
from ui.canvas.rasters import rasters
from ui.canvas.selection import KNOB_MM, TOUCH_MM, Selection
from ui.canvas.veil import Veil
from ui.canvas.words import Portrait

TAP_MM, FINGER_MM = 3.0, 4.0
LASSO_PX = 2.5
LARGEST_PX = 8192
LEAST_SCALE = 0.02


class LassoSession:
    """A loop selects what it holds; a tap selects what it touches, or nothing."""

    def __init__(self, desk: Desk, selection: Selection) -> None:
        self._desk, self._selection = desk, selection
        self._path: list[tuple[float, float]] = []
        self._items: list[Sample] = []
        self._veil = Veil(desk.stage, desk.tiles.current.scale)
        self._veil.setZ(3)
        self._veil.align(desk.view)
        scale = self._veil.pixels_per_unit
        self._brush = Brush(ACCENT, LASSO_PX * desk.view.ratio / scale, scale)

    def feed(self, sample: Sample) -> None:
        """Lengthen the loop."""
        self._path.append(self._desk.view.to_board(sample.x, sample.y))
        self._items.append(sample)
        if len(self._path) > 1:
            self._veil.draw(self._brush, [(x, y, 1.0) for x, y in self._path[-2:]])

    def finish(self) -> None:
        """Select."""
        self._veil.remove()
        if not self._path:
            return
        first = self._items[0]
        reach = TAP_MM * self._selection.pixels_per_mm
        if all(abs(one.x - first.x) <= reach and abs(one.y - first.y) <= reach for one in self._items):
            self._selection.select(touched(self._desk, self._selection, first))
            return
        loop = np.array(self._path, np.float64)
        box = (*loop.min(axis=0).tolist(), *loop.max(axis=0).tolist())
        free = [one for one in self._desk.sheet.near(box) if not one.override.locked]
        self._selection.select(one.id for one in held(free, loop))

    def cancel(self) -> None:
        """As if it had not been."""
        self._veil.remove()


def touched(desk: Desk, selection: Selection, sample: Sample) -> list[str]:
    """The topmost element under a fingertip; a locked one only where nothing else is."""
    x, y = desk.view.to_board(sample.x, sample.y)
    radius = FINGER_MM * selection.pixels_per_mm / desk.view.item_scale
    near = desk.sheet.near((x - radius, y - radius, x + radius, y + radius))
    under = [placed for placed in reversed(near) if hits(placed, x, y, radius)]
    under.sort(key=lambda placed: placed.override.locked)
    return [placed.id for placed in under[:1]]


def grip(selection: Selection, sample: Sample) -> str:
    """What of the selection's frame is under a contact: scale, turn, move, or nothing."""
    rect = selection.rect()
    if rect.isEmpty() or selection.is_locked:
        return ""
    at = QPointF(sample.x, sample.y)
    knob, reach = KNOB_MM * selection.pixels_per_mm, TOUCH_MM / 2 * selection.pixels_per_mm
    turn = QPointF(rect.center().x(), rect.top() - 2 * knob)
    if math.hypot(at.x() - turn.x(), at.y() - turn.y()) <= reach:
        return "turn"
    # of small selections the middle stays free for moving
    reach = min(reach, max(rect.width(), rect.height()) / 3 + knob)
    if any(math.hypot(at.x() - one.x(), at.y() - one.y()) <= reach for one in corners(rect)):
        return "scale"
    return "move" if rect.contains(at) else ""


class TransformSession:
    """What is selected follows the hand as a picture; the elements change when the hand leaves."""

    def __init__(self, desk: Desk, selection: Selection, how: str) -> None:
        self._desk, self._selection, self._how = desk, selection, how
        self._began: Sample | None = None
        self._newest: Sample | None = None
        self._rect = selection.rect()
        self._overlay: Overlay | None = None
        self._shown = QRectF()
        self._lifted: set[str] = set()
        self._is_over = False

    def feed(self, sample: Sample) -> None:
        """Follow the hand."""
        if self._began is None:
            self._began = sample
        elif self._newest is None:
            self._lift()
        if sample != self._began:
            self._newest = sample
        self._place()

    def finish(self) -> None:
        """Write it down."""
        self._is_over = True
        moved = self._newest is not None
        self._put_down()
        if moved and self._selection.ids:
            self._selection.transform(self._affine())
        self._selection.show_frame()
        self._land()

    def cancel(self) -> None:
        """Put it back."""
        self._is_over = True
        self._put_down()
        box = self._selection.box()
        if self._newest is not None and box is not None:
            self._desk.tiles.touched([box])
        self._selection.show_frame()
        self._land()

    def _lift(self) -> None:
        """Show the selection as a picture of its own, and the board without it."""
        desk, box = self._desk, self._selection.box()
        if box is None:
            return
        scale = desk.tiles.current.scale
        seen = desk.view.rect
        width, height = seen[2] - seen[0], seen[3] - seen[1]
        x0, y0 = max(box[0], seen[0] - width), max(box[1], seen[1] - height)
        x1, y1 = min(box[2], seen[2] + width), min(box[3], seen[3] + height)
        left, top = math.floor(x0 * scale), math.floor(y0 * scale)
        size = (min(math.ceil(x1 * scale) - left, LARGEST_PX), min(math.ceil(y1 * scale) - top, LARGEST_PX))
        if min(size) <= 0:
            return
        self._selection.hide_frame()
        file = Path(tempfile.gettempdir(), f"parlor-{id(self)}-{rasters().next_number()}")
        ids = [placed.id for placed in self._selection.placed()]
        request = Portrait(rasters().next_number(), desk.tiles.sheet, scale, (left, top, *size), ids, str(file))
        rasters().ask(request, lambda: self._take_picture(file, left / scale, top / scale, size, scale), _nothing)

    def _take_picture(self, file: Path, x: float, y: float, size: tuple[int, int], scale: float) -> None:
        try:
            pixels = file.read_bytes()
            file.unlink()
        except OSError:
            return
        if self._is_over or len(pixels) != size[0] * size[1] * 4:
            return
        image = QImage(pixels, *size, size[0] * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()
        left, top = self._desk.view.to_item(x, y)
        ratio = self._desk.view.item_scale / scale
        self._shown = QRectF(left, top, size[0] * ratio, size[1] * ratio)
        self._overlay = Overlay(self._desk.stage)
        self._overlay.setZ(2)
        self._overlay.show_image(image, self._shown)
        box = self._selection.box()
        self._lifted = {placed.id for placed in self._selection.placed()}
        self._desk.tiles.without = [*self._desk.tiles.without, *self._lifted]
        if box is not None:
            self._desk.tiles.touched([box])
        self._place()

    def _put_down(self) -> None:
        """Leave out no more what was lifted here; the other person may be moving something, too."""
        tiles = self._desk.tiles
        tiles.without = [one for one in tiles.without if one not in self._lifted]

    def _place(self) -> None:
        if self._overlay is None:
            return
        middle, (factor, turn, dx, dy) = self._rect.center(), self._change()
        at = self._shown.center() - middle
        cos, sin = math.cos(turn) * factor, math.sin(turn) * factor
        x = middle.x() + dx + at.x() * cos - at.y() * sin
        y = middle.y() + dy + at.x() * sin + at.y() * cos
        self._overlay.setPosition(QPointF(x - self._shown.width() / 2, y - self._shown.height() / 2))
        self._overlay.setScale(factor)
        self._overlay.setRotation(math.degrees(turn))

    def _change(self) -> tuple[float, float, float, float]:
        """Factor, turn in radians and shift in item pixels, about the middle of what was selected."""
        began, newest = self._began, self._newest
        if began is None or newest is None:
            return 1.0, 0.0, 0.0, 0.0
        middle = self._rect.center()
        if self._how == "move":
            return 1.0, 0.0, newest.x - began.x, newest.y - began.y
        was = (began.x - middle.x(), began.y - middle.y())
        now = (newest.x - middle.x(), newest.y - middle.y())
        if self._how == "turn":
            return 1.0, math.atan2(now[1], now[0]) - math.atan2(was[1], was[0]), 0.0, 0.0
        return max(math.hypot(*now) / max(math.hypot(*was), 1.0), LEAST_SCALE), 0.0, 0.0, 0.0

    def _affine(self) -> Affine:
        factor, turn, dx, dy = self._change()
        view = self._desk.view
        x, y = view.to_board(self._rect.center().x(), self._rect.center().y())
        moved = moving(dx / view.item_scale, dy / view.item_scale)
        return moved.after(turning(turn, x, y)).after(scaling(factor, factor, x, y))

    def _land(self) -> None:
        """Take the picture away once the tiles have what it shows."""
        overlay, self._overlay = self._overlay, None
        if overlay is None:
            return
        tiles, box = self._desk.tiles, self._selection.box()

        def look() -> None:
            if box is None or tiles.is_settled(box):
                tiles.landed.disconnect(look)
                overlay.remove()

        tiles.landed.connect(look)


def _nothing() -> None:
    """A picture that never comes is never missed: the selection is where it was until the hand leaves."""
