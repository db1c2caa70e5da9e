"""Tiles: the dry picture of the page at the view's scale, painted by the raster processes from the middle outwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem
from shiboken6 import Shiboken

from ui.canvas.blocks import Blocks
from ui.canvas.grid import Grid, Place
from ui.canvas.level import Job, Level, Tile
from ui.canvas.rasters import Rasters
from ui.canvas.view import Rect, View
from ui.canvas.words import Over, Paint

SPARE_SLOTS = 64
MOST_OVER = 512
"""More new elements on one tile are painted with everything else."""
_EXACT = 1e-6

Repaint = Callable[[QImage, float, Place, Job], None]


class Tiles(QObject):
    """The tiles of one canvas."""

    completeness_changed = Signal()
    """All that is in view is exact and newest, or is not any more."""
    landed = Signal()
    """Newer tiles are shown."""
    changed_level = Signal()
    """Other tiles are shown, which know nothing of wet ink."""

    def __init__(self, stage: QQuickItem, rasters: Rasters, view: View, repaint: Repaint) -> None:
        super().__init__()
        self.sheet = rasters.next_number()
        self.revision = 0
        self.is_transparent = False
        self.is_idle = True
        """Whether there is nothing to show."""
        self.ground = QColor("white")
        self.without: list[str] = []
        """Elements that are shown elsewhere for now."""
        self.progress: Callable[[], dict[str, int]] = dict
        """How much of each wet stroke is painted."""
        self._stage, self._rasters, self._view, self._repaint = stage, rasters, view, repaint
        self.levels: dict[float, Level] = {}
        self.current = Level(1.0)
        self._under: Level | None = None
        self._jobs: set[Job] = set()
        self._clock = 0
        self._is_complete = True
        self._is_moving = False
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self.refresh)
        self._busy = QTimer(self, interval=10, singleShot=True)
        self._busy.timeout.connect(self.refresh)
        self._settled = QTimer(self, interval=90, singleShot=True)
        self._settled.timeout.connect(self._settle)

    @property
    def is_complete(self) -> bool:
        """Whether all in view is exact and newest."""
        return self._is_complete

    def oldest_job(self) -> int | None:
        """Revision of the oldest request under way."""
        return min((job.revision for job in self._jobs), default=None)

    def is_settled(self, box: Rect) -> bool:
        """Whether nothing is to come for the tiles in view that a rectangle touches."""
        return not self.waiting(self.current.over(box))

    def waiting(self, places: Iterable[Place]) -> set[Place]:
        """Those of the places in view for which something is still to come."""
        tiles, shown = self.current.tiles, set(self.current.over(self._view.rect))
        return {
            place
            for place in shown.intersection(places)
            if (tile := tiles.get(place)) is None or tile.job is not None or tile.is_stale or tile.adds
        }

    def moved(self, *, settle: bool = False) -> None:
        """The view has changed: show what there is, ask for what is missing.

        What there is, is stretched until the view comes to rest; with `settle` it rests.
        """
        if not Shiboken.isValid(self._stage):
            return
        if abs(self.current.scale / self._view.scale - 1) > _EXACT or self.current.grid is None:
            self._is_moving = self.current.grid is not None and not settle
            if self._is_moving:
                self._settled.start()
                self._is_complete = False
            else:
                self._settled.stop()
                self._use(self._view.scale)
        for level in (self._under, self.current):
            if level is not None and level.grid is not None:
                level.grid.align(self._view)
        self._fill()
        self._later.start()

    def touched(self, bounds: Iterable[Rect]) -> None:
        """What lies within is to be painted anew."""
        boxes = list(bounds)
        for level in self.levels.values():
            for box in boxes:
                for tile in level.within(box):
                    tile.is_stale = True
        self._later.start()

    def added(self, elements: Iterable[tuple[str, Rect]], *, is_painted: bool = False) -> None:
        """Elements are new and lie over everything else; `is_painted`: as wet ink, on the tiles that are shown."""
        elements = list(elements)
        for level in self.levels.values():
            if is_painted and level is self.current:
                continue
            for element_id, box in elements:
                for tile in level.within(box):
                    tile.adds.append(element_id)
                    if len(tile.adds) > MOST_OVER:
                        tile.is_stale = True
        self._later.start()

    def all_touched(self) -> None:
        """Everything is to be painted anew; the old stays until then."""
        for level in self.levels.values():
            for tile in level.tiles.values():
                tile.is_stale = True
        self._later.start()

    def forget(self) -> None:
        """Show nothing: another page comes."""
        for level in list(self.levels.values()):
            self._drop(level)
        self._under = None
        self.current = Level(1.0)
        self.moved(settle=True)

    def tile_for_ink(self, place: Place) -> Tile:
        """The current tile at a place, ready to be painted on."""
        tile = self.current.tiles.get(place)
        if tile is None:
            tile = self.current.tiles[place] = Tile(used=self._clock)
        if tile.image is None:
            self._give(self.current, place, tile, self._take_slot())
            if tile.image is not None:
                tile.image.fill(QColor(0, 0, 0, 0) if self.is_transparent else self.ground)
            self._later.start()
        return tile

    def _use(self, scale: float) -> None:
        """Make the tiles of a scale the ones that are shown, over those that were."""
        if self.current.grid is not None and abs(self.current.scale / scale - 1) <= _EXACT:
            return
        if self._under is not None:
            self._under.hide()
        old = self.current
        self._under = old if old.grid is not None else None
        known = next((level for key, level in self.levels.items() if abs(key / scale - 1) < _EXACT), None)
        self.current = known or Level(scale)
        self.levels[self.current.scale] = self.current
        grid = self.current.grid = Grid(self._stage, self.current.scale)
        grid.align(self._view)
        self.changed_level.emit()
        for place, tile in self.current.tiles.items():
            if tile.slot >= 0:
                grid.show_picture(place, self._rasters.pool.image(tile.slot, has_alpha=self.is_transparent))

    def _drop(self, level: Level) -> None:
        level.hide()
        self.levels.pop(level.scale, None)
        for tile in level.tiles.values():
            if tile.slot >= 0:
                self._rasters.pool.give(tile.slot)
        level.tiles.clear()

    def _settle(self) -> None:
        self._is_moving = False
        self._use(self._view.scale)
        self._fill()
        self.refresh()

    def _fill(self) -> None:
        """See that each place in view, and around it, has its tile."""
        self._clock += 1
        tiles = self.current.tiles
        for place in self.current.over(self._view.rect):
            tile = tiles.get(place)
            if tile is None:
                tile = tiles[place] = Tile()
            if tile.is_stale or tile.job is not None:
                self._is_complete = False
            tile.used = self._clock

    def refresh(self) -> None:
        """Ask for what is missing, the middle first, as far as the processes have room."""
        if self._is_moving or self.is_idle:
            return
        shown = self.current.over(self._view.rect)
        wanted = self.current.wanting(shown, self._view.rect)
        is_complete = not wanted and not any(job.level is self.current for job in self._jobs)
        if is_complete and self._under is not None:
            self._under.hide()
            self._under = None
        if is_complete != self._is_complete:
            self._is_complete = is_complete
            self.completeness_changed.emit()
        blocks = Blocks(shown, self.current.scale)
        while wanted and (lanes := self._rasters.lanes_with_room):
            self._dispatch(wanted, blocks, lanes)
        if wanted and not self._jobs:
            self._busy.start()

    def _dispatch(self, wanted: list[Place], blocks: Blocks, lanes: set[int]) -> None:
        """Ask for what lies innermost of that which those processes know, or else of everything."""
        tiles = self.current.tiles
        first = next((place for place in reversed(wanted) if blocks.lane(place) in lanes), wanted[-1])
        if not tiles[first].is_stale:
            wanted.remove(first)
            self._ask_over(first, tiles[first])
            return
        chosen = set(blocks.around(first, [place for place in wanted if tiles[place].is_stale]))
        wanted[:] = [place for place in wanted if place not in chosen]
        lane = blocks.lane(first)
        self._ask_paint(sorted(chosen), lane if lane in lanes else min(lanes))

    def _ask_paint(self, places: list[Place], lane: int) -> None:
        level = self.current
        slots = [self._take_slot() for _ in places]
        job = Job(level, places, slots, self.revision, is_over=False, painted={})
        for place in places:
            tile = level.tiles[place]
            tile.job, tile.is_stale = job, False
            tile.adds.clear()
        self._jobs.add(job)
        spots = [(*place, slot) for place, slot in zip(places, slots, strict=True)]
        request = Paint(self._rasters.next_number(), self.sheet, level.scale, spots, self.without)
        self._rasters.ask(request, lambda: self._land(job), lambda: self._lose(job), lane=lane)

    def _ask_over(self, place: Place, tile: Tile) -> None:
        slot = self._take_slot()
        job = Job(self.current, [place], [slot], self.revision, is_over=True, painted=self.progress())
        tile.job = job
        ids, tile.adds = tile.adds, []
        self._jobs.add(job)
        request = Over(
            self._rasters.next_number(), self.sheet, self.current.scale, (*place, slot), tile.slot,
            [one for one in ids if one not in self.without],
        )  # fmt: skip
        self._rasters.ask(request, lambda: self._land(job), lambda: self._lose(job))

    def _land(self, job: Job) -> None:
        """Show what was painted, with the ink that is wet or dried meanwhile on top of it."""
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        for place, slot in zip(job.places, job.slots, strict=True):
            tile = job.level.tiles.get(place)
            if tile is None or tile.job is not job:
                self._rasters.pool.give(slot)
                continue
            tile.job = None
            tile.revision = job.revision
            self._give(job.level, place, tile, slot)
            if tile.image is not None:
                self._repaint(tile.image, job.level.scale, place, job)
        self.landed.emit()
        self.refresh()

    def _give(self, level: Level, place: Place, tile: Tile, slot: int) -> None:
        """Show another slot's pixels in a tile."""
        pool, old = self._rasters.pool, tile.slot
        tile.slot = slot
        tile.image = pool.image(slot, has_alpha=self.is_transparent)
        if level.grid is not None:
            level.grid.show_picture(place, pool.image(slot, has_alpha=self.is_transparent))
        if old >= 0:
            if level.grid is not None and level.grid.isVisible():
                level.grid.retired.append(lambda: pool.give(old))
            else:
                pool.give(old)

    def _take_slot(self) -> int:
        if self._rasters.pool.free < SPARE_SLOTS:
            self._evict()
        return self._rasters.pool.take()

    def _evict(self) -> None:
        """Forget the tiles that were in view longest ago."""
        shown = set(self.current.over(self._view.rect))
        old = [
            (tile.used, level.scale, place)
            for level in self.levels.values()
            for place, tile in level.tiles.items()
            if tile.slot >= 0 and tile.job is None and not (level is self.current and place in shown)
        ]
        old.sort()
        for _, scale, place in old[: 2 * SPARE_SLOTS]:
            level = self.levels[scale]
            tile = level.tiles.pop(place)
            if level.grid is not None:
                level.grid.hide_picture(place)
            self._rasters.pool.give(tile.slot)
            if not level.tiles and level is not self.current and level is not self._under:
                self.levels.pop(scale)

    def _lose(self, job: Job) -> None:
        """The process that was to paint it is gone."""
        self._jobs.discard(job)
        for place, slot in zip(job.places, job.slots, strict=True):
            self._rasters.pool.give(slot)
            tile = job.level.tiles.get(place)
            if tile is not None and tile.job is job:
                tile.job, tile.is_stale = None, True
        self._later.start()

    def close(self) -> None:
        """Give all memory back."""
        for timer in (self._later, self._busy, self._settled):
            timer.stop()
        for level in list(self.levels.values()):
            self._drop(level)
