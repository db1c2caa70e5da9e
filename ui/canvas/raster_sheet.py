"""A page as a raster process holds it: elements by id, where they are, and how they are painted on tiles."""

from __future__ import annotations

from itertools import repeat

from appliance.ink.element import AS_MADE, IDENTITY, Affine, Background, Override, Placed
from appliance.ink.index import Index
from appliance.ink.lettering import Typefaces
from appliance.ink.packing import BadStroke
from appliance.ink.painter import Painter
from appliance.ink.raster import Raster, new_raster
from appliance.ink.raster.engine import Pixels
from appliance.ink.record import BadRecord, from_value, override_from_value, page_from_value
from ui.canvas.decoded import Decoded
from ui.canvas.reach import glances, reach
from ui.canvas.words import TILE, Change, Look, Value


class RasterSheet:
    """Strokes are decoded when they are first painted: until then their headers tell where they lie."""

    def __init__(self, painter: Painter, typefaces: Typefaces, decoded: Decoded) -> None:
        self._painter = painter
        self._typefaces = typefaces
        self._decoded = decoded
        self._waiting: dict[str, Change] = {}
        self._packed: dict[str, tuple[bytes, Override]] = {}
        """Strokes not decoded so far."""
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

    def block(self, scale: float, left: int, top: int, width: int, height: int, without: list[str]) -> Pixels:
        """Paint a rectangle, in pixels of that scale, with its ground."""
        self._settle()
        raster = new_raster(width, height)
        affine = Affine(scale, 0, 0, scale, -left, -top)
        if not self._is_transparent:
            self._painter.ground(raster, self._background, self._size, affine, self._dark)
        ids = self._index.query((left / scale, top / scale, (left + width) / scale, (top + height) / scale))
        if without:
            hidden = set(without)
            ids = [one for one in ids if one not in hidden]
        self._paint(raster, ids, affine)
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
        if self._packed:
            self._decode([one for one in ids if one in self._packed])
        known = [one for one in ids if one in self._placed]
        known.sort(key=self._orders.__getitem__)
        self._painter.paint(raster, [self._placed[one] for one in known], affine, self._dark)

    def _settle(self) -> None:
        if not self._waiting:
            return
        changes, self._waiting = self._waiting, {}
        packed: dict[str, bytes] = {}
        overrides: dict[str, Override] = {}
        for element_id, value, overriding in changes.values():
            if isinstance(value, bytes):
                if overriding:
                    override = overrides[element_id] = _override(overriding)
                    # one that was moved is as rare as it is hard to bound
                    if override.affine is not IDENTITY:
                        continue
                packed[element_id] = value
        sound, glance = glances(packed)
        ids = list(sound)
        self._packed.update(zip(ids, zip(sound.values(), repeat(AS_MADE)), strict=True))
        self._orders.update(zip(ids, zip(glance.created_ms.tolist(), ids, strict=True), strict=True))
        for one, override in overrides.items():
            if one in sound:
                self._packed[one] = sound[one], override
                if override.z is not None:
                    self._orders[one] = (override.z, one)
        for one in ids:
            self._placed.pop(one, None)
            del changes[one]
        self._index.put_all(ids, glance.boxes)
        for element_id, value, overriding in changes.values():
            self._take_one(element_id, value, _override(overriding))

    def _decode(self, ids: list[str]) -> None:
        if not ids:
            return
        packed = [self._packed.pop(one) for one in ids]
        try:
            strokes = self._decoded.strokes(ids, [data for data, _ in packed])
        except BadStroke:
            for one, (data, override) in zip(ids, packed, strict=True):
                self._take_one(one, data, override)
            return
        for one, stroke, (_, override) in zip(ids, strokes, packed, strict=True):
            self._placed[one] = Placed(id=one, element=stroke, override=override)

    def _take_one(self, element_id: str, value: Value | None, override: Override) -> None:
        try:
            element = from_value(value) if value is not None else None
        except BadRecord:
            element = None
        self._packed.pop(element_id, None)
        if element is None:
            self._placed.pop(element_id, None)
            self._orders.pop(element_id, None)
            self._index.remove(element_id)
            return
        placed = Placed(id=element_id, element=element, override=override)
        self._placed[element_id] = placed
        self._orders[element_id] = placed.order
        self._index.put(element_id, reach(element, override, self._typefaces))


def _override(value: object) -> Override:
    if value is None:
        return AS_MADE
    try:
        return override_from_value(value)
    except BadRecord:
        return AS_MADE
