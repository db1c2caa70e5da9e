"""Sheet: the page that is shown, as the shell knows it: records as they come, decoded when a hand needs them."""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QTimer

from appliance.ink.element import AS_MADE, Background, Override, Placed, Stroke
from appliance.ink.index import Index
from appliance.ink.record import BadRecord, from_value, override_from_value, page_from_value
from ui.canvas.rasters import Rasters
from ui.canvas.reach import glances, reach
from ui.canvas.tiles import Tiles
from ui.canvas.view import Rect
from ui.canvas.words import Change, Clear, Look, Put, Value

MOST_DECODED = 4096
MEASURED_AT_ONCE = 2000
MEASURE_MS = 15
MEASURE_AFTER_MS = 1000
"""So many of a page's elements now and then, once the picture is complete or after this time."""
FEW = 16
"""So many changes at once are looked at one by one."""

Found = tuple[float, Rect]
"""At what height an element lies, and around what."""


class Sheet:
    """Elements of one page; every change goes to the raster processes and to the tiles."""

    def __init__(self, rasters: Rasters, tiles: Tiles) -> None:
        self._rasters, self._tiles = rasters, tiles
        self.number = tiles.sheet
        self.values: dict[str, Value] = {}
        self.overrides: dict[str, dict[str, Any]] = {}
        self._index = Index()
        self.size: tuple[float, float] | None = None
        self.background = Background()
        self.extent_changed: Callable[[], None] = lambda: None
        self._decoded: dict[str, Placed] = {}
        self._top = 0.0
        self._look: Look | None = None
        self._unmeasured: deque[str] = deque()
        """What the index does not know so far."""
        self._measuring = QTimer(tiles, singleShot=True)
        self._measuring.timeout.connect(self._measure_some)
        tiles.completeness_changed.connect(self._hurry)
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
        self.values = dict(values)
        self.overrides = {key: dict(value) for key, value in overrides.items() if isinstance(value, Mapping)}
        self._index = Index()
        self._decoded.clear()
        self._top = time.time() * 1000
        self._tiles.revision += 1
        self._rasters.tell(Clear(self.number))
        if self._look is not None:
            self._rasters.tell(self._look)
        self._rasters.tell(
            Put(self.number, [(key, value, self.overrides.get(key)) for key, value in self.values.items()])
        )
        self._tiles.forget()
        self._unmeasured = deque(self.values)
        if self._unmeasured:
            self._measuring.start(MEASURE_AFTER_MS)
        else:
            self._measuring.stop()
            self.extent_changed()

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
        before = {one: self._bounds(one) if one in self.values else None for one, _, _ in news}
        spots = self._keep(news)
        is_careful = len(news) <= FEW
        touched += [box for one, box in before.items() if box is not None and one not in spots]
        for element_id, (order, new) in sorted(spots.items(), key=lambda item: item[1][0]):
            old = before[element_id]
            if old is None and self._is_on_top(element_id, order, is_careful):
                (dried if element_id in painted else added).append((element_id, new))
                continue
            touched += [new] if old is None else [old, new]
        self._rasters.tell(Put(self.number, news))
        if touched:
            self._tiles.touched(touched)
        if added:
            self._tiles.added(added)
        if dried:
            self._tiles.added(dried, is_painted=True)
        self.extent_changed()

    @property
    def index(self) -> Index:
        """Where everything is."""
        if self._unmeasured:
            self._measure(len(self._unmeasured))
        return self._index

    def extent(self) -> Rect | None:
        """Around all that is measured so far."""
        return self._index.extent()

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
        self._measuring.stop()
        self._rasters.restarted.disconnect(self.tell_all)
        self._rasters.tell(Clear(self.number, True))

    def _is_news(self, change: Change) -> bool:
        element_id, value, override = change
        return self.values.get(element_id) != value or (
            value is not None and self.overrides.get(element_id) != override
        )

    def _keep(self, news: list[Change]) -> dict[str, Found]:
        """Take changes in; where elements lie now."""
        for element_id, value, override in news:
            self._decoded.pop(element_id, None)
            self._index.remove(element_id)
            if value is None:
                self.values.pop(element_id, None)
                self.overrides.pop(element_id, None)
                continue
            self.values[element_id] = value
            if override:
                self.overrides[element_id] = override
            else:
                self.overrides.pop(element_id, None)
        return self._find([change[0] for change in news if change[1] is not None])

    def _find(self, ids: Iterable[str]) -> dict[str, Found]:
        """Index many at once; where they lie."""
        packed: dict[str, bytes] = {}
        others: list[str] = []
        for one in ids:
            value = self.values[one]
            # a header knows nothing of what was done to a stroke since
            if isinstance(value, bytes) and one not in self.overrides:
                packed[one] = value
            else:
                others.append(one)
        sound, glance = glances(packed)
        known = list(sound)
        self._index.put_all(known, glance.boxes)
        boxes = map(tuple, glance.boxes.tolist())
        spots: dict[str, Found] = dict(zip(known, zip(glance.created_ms.tolist(), boxes, strict=True), strict=True))
        for one in others:
            if (placed := self.placed(one)) is not None:
                box = reach(placed.element, placed.override)
                self._index.put(one, box)
                spots[one] = placed.order[0], box
        return spots

    def _bounds(self, element_id: str) -> Rect | None:
        if element_id in self._index:
            return self._index.bounds_of(element_id)
        placed = self.placed(element_id)
        return reach(placed.element, placed.override) if placed is not None else None

    def _is_on_top(self, element_id: str, order: float, is_careful: bool) -> bool:
        """Whether nothing lies over a new element; with care also where it is older than others elsewhere."""
        if order >= self._top:
            self._top = order
            return True
        if not is_careful:
            return False
        box = self._index.bounds_of(element_id)
        others = (self.placed(one) for one in self._index.query(box) if one != element_id)
        return not self._unmeasured and all(other is None or other.order < (order, element_id) for other in others)

    def _override(self, element_id: str) -> Override:
        try:
            return override_from_value(self.overrides.get(element_id))
        except BadRecord:
            return AS_MADE

    def _hurry(self) -> None:
        if self._unmeasured and self._tiles.is_complete:
            self._measuring.start(0)

    def _measure_some(self) -> None:
        self._measure(MEASURED_AT_ONCE)
        if self._unmeasured:
            self._measuring.start(MEASURE_MS)

    def _measure(self, most: int) -> None:
        """Index so many of those that have been there when the page was shown."""
        some = (self._unmeasured.popleft() for _ in range(min(most, len(self._unmeasured))))
        self._find(one for one in some if one in self.values and one not in self._index)
        if not self._unmeasured:
            self._measuring.stop()
            # a large board's records make no cycles: looking through all of them now and then would stop the ink
            gc.freeze()
            self.extent_changed()


def kind_of(placed: Placed) -> str:
    """stroke, shape, text, note or image."""
    return "stroke" if isinstance(placed.element, Stroke) else type(placed.element).__name__.lower()
