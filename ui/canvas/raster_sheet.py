"""A page as a raster process holds it: elements by id, where they are, and how they are painted on tiles."""

from __future__ import annotations

import numpy as np

from appliance.ink.bounds import bounds, bounds_all
from appliance.ink.element import Affine, Background, Element, Override, Placed, Stroke
from appliance.ink.index import Index
from appliance.ink.lettering import Typefaces
from appliance.ink.packing import BadStroke, unpack_all
from appliance.ink.painter import Painter
from appliance.ink.raster import Raster, new_raster
from appliance.ink.raster.engine import Pixels
from appliance.ink.record import BadRecord, from_value, override_from_value, page_from_value
from ui.canvas.words import TILE, Change, Look

NOTE_SHADOW = 0.06
"""How far a note's shadow reaches, in shares of its side."""
_NO_OVERRIDE = Override()


class RasterSheet:
    """Elements are decoded when something is first painted."""

    def __init__(self, painter: Painter, typefaces: Typefaces) -> None:
        self._painter = painter
        self._typefaces = typefaces
        self._waiting: dict[str, Change] = {}
        self._placed: dict[str, Placed] = {}
        self._orders: dict[str, tuple[float, str]] = {}
        self._index = Index()
        self._dark = self._is_transparent = False
        self._size: tuple[float, float] | None = None
        self._background = Background()

    def look(self, look: Look) -> None:
        """Change the ground."""
        self._dark, self._is_transparent = look.dark, look.is_transparent
        try:
            _, self._size, self._background = page_from_value(look.page)
        except BadRecord:
            self._size, self._background = None, Background()

    def put(self, changes: list[Change]) -> None:
        """Take changes; they are looked at when they are needed."""
        for change in changes:
            self._waiting.pop(change[0], None)
            self._waiting[change[0]] = change

    def measure(self) -> tuple[list[str], bytes]:
        """All ids and their bounds."""
        self._settle()
        ids = list(self._placed)
        found = np.array([self._index.bounds_of(one) for one in ids], np.float64)
        return ids, found.tobytes()

    def block(self, scale: float, left: int, top: int, width: int, height: int, without: list[str]) -> Pixels:
        """Paint a rectangle, in pixels of that scale, with its ground."""
        self._settle()
        raster = new_raster(width, height)
        affine = Affine(scale, 0, 0, scale, -left, -top)
        if not self._is_transparent:
            self._painter.ground(raster, self._background, self._size, affine, self._dark)
        ids = self._index.query((left / scale, top / scale, (left + width) / scale, (top + height) / scale))
        hidden = set(without)
        self._paint(raster, [one for one in ids if one not in hidden], affine)
        return raster.pixels()

    def over(self, base: Pixels, scale: float, left: int, top: int, ids: list[str]) -> Pixels:
        """Paint elements on top of what is there."""
        self._settle()
        raster = new_raster(TILE, TILE)
        raster.load(base)
        self._paint(raster, ids, Affine(scale, 0, 0, scale, -left, -top))
        return raster.pixels()

    def portrait(self, scale: float, rect: tuple[int, int, int, int], ids: list[str]) -> Pixels:
        """Paint elements on nothing."""
        self._settle()
        left, top, width, height = rect
        raster = new_raster(width, height)
        self._paint(raster, ids, Affine(scale, 0, 0, scale, -left, -top))
        return raster.pixels()

    def fitted(self, width: int, height: int) -> Pixels:
        """The whole page, small."""
        self._settle()
        box = (0.0, 0.0, *self._size) if self._size else self._index.extent() or (0.0, 0.0, 1920.0, 1080.0)
        if not self._size:
            box = (min(box[0], 0.0), min(box[1], 0.0), max(box[2], 1920.0), max(box[3], 1080.0))
        scale = min(width / (box[2] - box[0]), height / (box[3] - box[1]))
        return self.block(scale, round(box[0] * scale), round(box[1] * scale), width, height, [])

    def _paint(self, raster: Raster, ids: list[str], affine: Affine) -> None:
        known = [one for one in ids if one in self._orders]
        known.sort(key=self._orders.__getitem__)
        self._painter.paint(raster, [self._placed[one] for one in known], affine, self._dark)

    def _settle(self) -> None:
        if not self._waiting:
            return
        changes, self._waiting = list(self._waiting.values()), {}
        packed = [change for change in changes if isinstance(change[1], bytes)]
        try:
            strokes = unpack_all([change[1] for change in packed if isinstance(change[1], bytes)])
        except BadStroke:
            packed, strokes = [], []
        ids = [change[0] for change in packed]
        overrides = [_override(change[2]) for change in packed]
        for one, stroke, override in zip(ids, strokes, overrides, strict=True):
            self._keep(one, stroke, override)
        moved = [override.affine for override in overrides] if any(change[2] for change in packed) else None
        self._index.put_all(ids, bounds_all(strokes, moved))
        done = set(ids)
        for change in changes:
            if change[0] not in done:
                self._take_one(change)

    def _take_one(self, change: Change) -> None:
        element_id, value, overriding = change
        try:
            element = from_value(value) if value is not None else None
        except BadRecord:
            element = None
        if element is None:
            self._placed.pop(element_id, None)
            self._orders.pop(element_id, None)
            self._index.remove(element_id)
            return
        override = _override(overriding)
        self._keep(element_id, element, override)
        self._index.put(element_id, reach(element, override, self._typefaces))

    def _keep(self, element_id: str, element: Element, override: Override) -> None:
        placed = Placed(id=element_id, element=element, override=override)
        self._placed[element_id] = placed
        self._orders[element_id] = placed.order


def reach(
    element: Element, override: Override, typefaces: Typefaces | None = None
) -> tuple[float, float, float, float]:
    """Around all that an element paints, its shadow too."""
    x0, y0, x1, y1 = bounds(element, override.affine, typefaces)
    if isinstance(element, Stroke):
        return x0, y0, x1, y1
    edge = 2 + NOTE_SHADOW * 2 * min(x1 - x0, y1 - y0)
    return x0 - edge, y0 - edge, x1 + edge, y1 + edge


def _override(value: object) -> Override:
    if value is None:
        return _NO_OVERRIDE
    try:
        return override_from_value(value)
    except BadRecord:
        return _NO_OVERRIDE
