"""Sheet: the page that is shown, as the shell knows it: records as they come, decoded when a hand needs them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QTimer

from appliance.ink.bounds import bounds_all
from appliance.ink.element import Background, Override, Placed, Stroke
from appliance.ink.index import Index
from appliance.ink.packing import BadStroke, unpack_all
from appliance.ink.record import BadRecord, from_value, override_from_value, page_from_value
from ui.canvas.raster_sheet import reach
from ui.canvas.rasters import Rasters
from ui.canvas.tiles import Tiles
from ui.canvas.view import Rect
from ui.canvas.words import Change, Clear, Look, Measure, Measured, Put, Value

MOST_DECODED = 4096
MEASURE_MS = 30
"""From a page's first pictures being asked for to its measures."""
FEW = 16
"""So many changes at once are looked at one by one."""


class Sheet:
    """Elements of one page; every change goes to the raster processes and to the tiles."""

    def __init__(self, rasters: Rasters, tiles: Tiles) -> None:
        self._rasters, self._tiles = rasters, tiles
        self.number = tiles.sheet
        self.values: dict[str, Value] = {}
        self.overrides: dict[str, dict[str, Any]] = {}
        self.index = Index()
        self.is_measured = True
        """Whether the index knows everything."""
        self.size: tuple[float, float] | None = None
        self.background = Background()
        self.extent_changed: Callable[[], None] = lambda: None
        self._decoded: dict[str, Placed] = {}
        self._top = 0.0
        self._look: Look | None = None
        self._measuring = 0
        self._changed_meanwhile: set[str] = set()
        self._ask_later = QTimer(tiles, interval=MEASURE_MS, singleShot=True)
        self._ask_later.timeout.connect(self._ask_measures)
        rasters.restarted.connect(self.tell_all)

    def look(self, look: Look) -> None:
        """Change the ground."""
        if look != self._look:
            self._look = look
            try:
                _, self.size, self.background = page_from_value(look.page)
            except BadRecord:
                self.size, self.background = None, Background()
            self._rasters.tell(look)
            self._tiles.all_touched()

    def replace(self, values: Mapping[str, Any], overrides: Mapping[str, Any]) -> None:
        """Show another page's elements."""
        self.values = {key: _plain(value) for key, value in values.items()}
        self.overrides = {key: dict(value) for key, value in overrides.items() if isinstance(value, Mapping)}
        self.index = Index()
        self._decoded.clear()
        self._changed_meanwhile.clear()
        self._top = time.time() * 1000
        self._tiles.revision += 1
        self._rasters.tell(Clear(self.number))
        if self._look is not None:
            self._rasters.tell(self._look)
        self._rasters.tell(
            Put(self.number, [(key, value, self.overrides.get(key)) for key, value in self.values.items()])
        )
        self._tiles.forget()
        self._measure()

    def tell_all(self) -> None:
        """A raster process has begun anew."""
        if self._look is not None:
            self._rasters.tell(self._look)
        self._rasters.tell(
            Put(self.number, [(key, value, self.overrides.get(key)) for key, value in self.values.items()])
        )

    def put(self, changes: Iterable[Change], painted: frozenset[str] = frozenset()) -> None:
        """Take changes; those `painted` lie on the tiles as wet ink already."""
        news = [change for change in changes if self._is_news(change)]
        if not news:
            return
        self._tiles.revision += 1
        added: list[tuple[str, Rect]] = []
        dried: list[tuple[str, Rect]] = []
        touched: list[Rect] = []
        fresh = self._keep(news)
        for element_id, before, after in fresh:
            if before is None and after is not None and self._is_on_top(element_id, is_careful=len(news) <= FEW):
                (dried if element_id in painted else added).append((element_id, after))
                continue
            touched += [box for box in (before, after) if box is not None]
        self._rasters.tell(Put(self.number, news))
        if touched:
            self._tiles.touched(touched)
        if added:
            self._tiles.added(added)
        if dried:
            self._tiles.added(dried, is_painted=True)
        self.extent_changed()

    def placed(self, element_id: str) -> Placed | None:
        """An element; None where there is none that this version knows."""
        found = self._decoded.get(element_id)
        if found is None and element_id in self.values:
            try:
                element = from_value(self.values[element_id])
            except BadRecord:
                return None
            found = Placed(id=element_id, element=element, override=self._override(element_id))
            if len(self._decoded) > MOST_DECODED:
                self._decoded.clear()
            self._decoded[element_id] = found
        return found

    def near(self, rect: Rect) -> list[Placed]:
        """Elements whose bounds meet a rectangle, in painting order."""
        found = [placed for one in self.index.query(rect) if (placed := self.placed(one)) is not None]
        found.sort(key=lambda placed: placed.order)
        return found

    def everything(self) -> list[Placed]:
        """All elements, in painting order."""
        found = [placed for one in self.values if (placed := self.placed(one)) is not None]
        found.sort(key=lambda placed: placed.order)
        return found

    def close(self) -> None:
        """The raster processes may forget it."""
        self._ask_later.stop()
        self._rasters.restarted.disconnect(self.tell_all)
        self._rasters.tell(Clear(self.number, True))

    def _is_news(self, change: Change) -> bool:
        element_id, value, override = change
        return self.values.get(element_id) != value or (
            value is not None and self.overrides.get(element_id) != override
        )

    def _keep(self, news: list[Change]) -> list[tuple[str, Rect | None, Rect | None]]:
        """Bounds of what changed, before and after."""
        before: dict[str, Rect | None] = {}
        for element_id, value, override in news:
            before[element_id] = self._bounds(element_id)
            self._decoded.pop(element_id, None)
            self.index.remove(element_id)
            if not self.is_measured:
                self._changed_meanwhile.add(element_id)
            if value is None:
                self.values.pop(element_id, None)
                self.overrides.pop(element_id, None)
                continue
            self.values[element_id] = value
            if override:
                self.overrides[element_id] = override
            else:
                self.overrides.pop(element_id, None)
        self._find([change[0] for change in news if change[1] is not None])
        return [(one, box, self.index.bounds_of(one) if one in self.index else None) for one, box in before.items()]

    def _find(self, ids: list[str]) -> None:
        """Decode and index many at once."""
        packed = [one for one in ids if isinstance(self.values[one], bytes)]
        try:
            strokes = unpack_all([self.values[one] for one in packed])  # pyright: ignore[reportArgumentType]
        except BadStroke:
            packed, strokes = [], []
        if packed:
            overrides = [self._override(one) for one in packed]
            self.index.put_all(packed, bounds_all(strokes, [override.affine for override in overrides]))
            if len(packed) < MOST_DECODED:
                for one, stroke, override in zip(packed, strokes, overrides, strict=True):
                    self._decoded[one] = Placed(id=one, element=stroke, override=override)
        done = set(packed)
        for one in ids:
            if one not in done and (placed := self.placed(one)) is not None:
                self.index.put(one, reach(placed.element, placed.override))

    def _bounds(self, element_id: str) -> Rect | None:
        if element_id in self.index:
            return self.index.bounds_of(element_id)
        placed = self.placed(element_id)
        return reach(placed.element, placed.override) if placed is not None else None

    def _is_on_top(self, element_id: str, *, is_careful: bool) -> bool:
        """Whether nothing lies over a new element; with care also where it is older than others elsewhere."""
        placed = self._decoded.get(element_id) or self.placed(element_id)
        if placed is None:
            return False
        order = placed.order[0]
        if order >= self._top:
            self._top = order
            return True
        if not is_careful:
            return False
        box = self.index.bounds_of(element_id)
        others = (self.placed(one) for one in self.index.query(box) if one != element_id)
        return self.is_measured and all(other is None or other.order < placed.order for other in others)

    def _override(self, element_id: str) -> Override:
        try:
            return override_from_value(self.overrides.get(element_id))
        except BadRecord:
            return Override()

    def _measure(self) -> None:
        self.is_measured = not self.values
        self._ask_later.stop()
        if self.is_measured:
            self.extent_changed()
            return
        self._measuring = self._rasters.next_number()
        # the picture goes first
        self._ask_later.start()

    def _ask_measures(self) -> None:
        self._rasters.ask(Measure(self._measuring, self.number), self._take_measures, self._measure)

    def _take_measures(self, answer: Measured | None) -> None:
        if answer is None or answer.number != self._measuring:
            return
        bounds = np.frombuffer(answer.bounds, np.float64).reshape(-1, 4)
        kept = [i for i, one in enumerate(answer.ids) if one in self.values and one not in self._changed_meanwhile]
        self.index.put_all([answer.ids[i] for i in kept], bounds[kept])
        self.is_measured = True
        # a large board's records make no cycles: looking through all of them now and then would stop the ink
        gc.freeze()
        self._changed_meanwhile.clear()
        self.extent_changed()


class Lookup(Protocol):
    """A dictionary, or a map of a document."""

    def get(self, key: str, /) -> Any:
        """The value of a key, None for none."""
        ...


def kind_of(placed: Placed) -> str:
    """stroke, shape, text, note or image."""
    return "stroke" if isinstance(placed.element, Stroke) else type(placed.element).__name__.lower()


def _plain(value: Any) -> Value:
    return bytes(value) if isinstance(value, bytearray) else value


def changes_of(ids: Iterable[str], values: Lookup, overrides: Lookup) -> list[Change]:
    """What a document says of elements now."""
    found: list[Change] = []
    for one in ids:
        value, override = values.get(one), overrides.get(one)
        found.append((one, _plain(value) if value is not None else None, override if override else None))
    return found
