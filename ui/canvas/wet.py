"""WetInk: strokes while they are drawn, ours and others', until the tiles have them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

from appliance.ink import colour
from ui.canvas.brush import Brush, InkPoint, places
from ui.canvas.grid import Place
from ui.canvas.level import Job
from ui.canvas.palette import to_color
from ui.canvas.tiles import Tiles
from ui.canvas.veil import Veil
from ui.canvas.view import Rect, View
from ui.canvas.words import TILE

VANISH_MS, FADE_MS, LASER_MS, TICK_MS = 3000, 600, 1000, 33
LASER_OPACITY, WHOLE = 0.85, 1.0


@dataclass(slots=True, eq=False)
class WetStroke:
    """A line that others may still see grow."""

    id: str
    tool: str
    """pen, highlighter, laser or vanishing."""
    color: int
    width: float
    points: list[InkPoint] = field(default_factory=list)
    received: int = 0
    """How many points others have told of it."""
    painted: int = 0
    """How many of its points are on the tiles that are shown."""
    revision: int | None = None
    """The sheet's change that made it an element."""
    veil: Veil | None = None
    brush: Brush | None = None
    places: set[Place] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    """Of a laser: when each point came."""
    ended_ms: float | None = None

    @property
    def box(self) -> Rect:
        """Around its points and its width."""
        reach = self.width * 2 + 2
        xs, ys = [point[0] for point in self.points], [point[1] for point in self.points]
        return min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach


class WetInk(QObject):
    """Opaque pens are painted straight onto the tiles, everything else on veils above them."""

    def __init__(self, stage: QQuickItem, view: View, now_ms: Callable[[], float]) -> None:
        super().__init__()
        self._stage, self._view, self._now_ms = stage, view, now_ms
        self._tiles: Tiles | None = None
        self.dark = False
        self.strokes: dict[str, WetStroke] = {}
        self._dried: list[WetStroke] = []
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._age)

    def attach(self, tiles: Tiles) -> None:
        """Paint on these tiles."""
        self._tiles = tiles
        tiles.progress = self._progress
        tiles.landed.connect(self._release)
        tiles.changed_level.connect(self._begin_level)

    def begin(self, stroke: WetStroke) -> None:
        """Take a stroke in."""
        self.strokes[stroke.id] = stroke
        if stroke.tool in ("laser", "vanishing"):
            self._tick.start()

    def advance(self, stroke: WetStroke) -> None:
        """Paint what was added to its points."""
        end = len(stroke.points)
        if end == stroke.painted or self._tiles is None:
            return
        if stroke.tool == "laser":
            now = self._now_ms()
            stroke.times += [now] * (end - len(stroke.times))
        start = max(stroke.painted - 1, 0)
        stroke.painted = end
        self._paint(stroke, stroke.points[start:end])

    def brush(self, stroke: WetStroke) -> Brush:
        """Its brush at the scale of the tiles that are shown."""
        assert self._tiles is not None  # noqa: S101
        scale = self._tiles.current.scale
        if stroke.brush is None or stroke.brush.scale != scale:
            color = to_color(colour.shown(stroke.color, self.dark))
            stroke.brush = Brush(color, stroke.width, scale, is_veil=stroke.tool != "pen")
        return stroke.brush

    def cancel(self, stroke: WetStroke) -> None:
        """It was never meant: take it off the glass."""
        self.strokes.pop(stroke.id, None)
        if stroke.veil is not None:
            stroke.veil.remove()
        elif self._tiles is not None and stroke.points:
            self._tiles.touched([stroke.box])

    def dry(self, stroke: WetStroke, revision: int) -> None:
        """It has become an element with that change of the sheet."""
        if self.strokes.pop(stroke.id, None) is not None:
            stroke.revision = revision
            self._dried.append(stroke)
            self._release()

    def end(self, stroke: WetStroke) -> None:
        """A laser's or vanishing stroke is finished."""
        stroke.ended_ms = self._now_ms()

    def align(self) -> None:
        """The view has moved."""
        for stroke in (*self.strokes.values(), *self._dried):
            if stroke.veil is not None:
                stroke.veil.align(self._view)

    def clear(self) -> None:
        """Another page is shown."""
        for stroke in (*self.strokes.values(), *self._dried):
            if stroke.veil is not None:
                stroke.veil.remove()
        self.strokes.clear()
        self._dried.clear()

    def repaint(self, image: QImage, scale: float, place: Place, job: Job) -> None:
        """Paint on a tile that has just come what it does not know yet."""
        for stroke in (*self.strokes.values(), *self._dried):
            if stroke.tool != "pen" or not stroke.painted:
                continue
            if stroke.revision is not None and stroke.revision <= job.revision:
                continue
            start = max(job.painted.get(stroke.id, 0) - 1, 0)
            points = stroke.points[start : stroke.painted]
            brush = self.brush(stroke)
            if points and place in places(points, scale, brush.reach(points)):
                brush.draw(image, points, place[0] * TILE, place[1] * TILE)

    def _paint(self, stroke: WetStroke, points: list[InkPoint]) -> None:
        tiles = self._tiles
        assert tiles is not None  # noqa: S101
        brush = self.brush(stroke)
        if stroke.tool != "pen":
            self._veil(stroke).draw(brush, points)
            return
        grid = tiles.current.grid
        for place in places(points, brush.scale, brush.reach(points)):
            tile = tiles.tile_for_ink(place)
            if tile.image is not None:
                brush.draw(tile.image, points, place[0] * TILE, place[1] * TILE)
                if grid is not None:
                    grid.touch(place)

    def _veil(self, stroke: WetStroke) -> Veil:
        scale = self.brush(stroke).scale
        if stroke.veil is not None and stroke.veil.pixels_per_unit != scale:
            stroke.veil.remove()
            stroke.veil = None
        if stroke.veil is None:
            stroke.veil = Veil(self._stage, scale)
            stroke.veil.setZ(1)
            is_marker = stroke.tool == "highlighter"
            stroke.veil.setOpacity(colour.HIGHLIGHTER_OPACITY if is_marker else LASER_OPACITY)
            stroke.veil.align(self._view)
        return stroke.veil

    def _progress(self) -> dict[str, int]:
        return {stroke.id: stroke.painted for stroke in (*self.strokes.values(), *self._dried)}

    def _begin_level(self) -> None:
        if self._tiles is None:
            return
        wet = [*self.strokes.values(), *self._dried]
        self._tiles.touched([stroke.box for stroke in wet if stroke.tool == "pen" and stroke.points])
        for stroke in wet:
            if stroke.veil is not None and stroke.points:
                self._veil(stroke).draw(self.brush(stroke), stroke.points)

    def _release(self) -> None:
        """Let go of strokes that every tile has, or will have."""
        if self._tiles is None:
            return
        kept: list[WetStroke] = []
        oldest = self._tiles.oldest_job()
        for stroke in self._dried:
            revision = stroke.revision or 0
            if stroke.veil is not None:
                # tile by tile: what a tile shows by itself and through a veil would be twice as dark
                waiting = self._tiles.waiting(stroke.veil.places())
                stroke.veil.lift(stroke.veil.places() - waiting)
                if waiting:
                    kept.append(stroke)
                else:
                    stroke.veil.remove()
            elif oldest is not None and oldest < revision:
                kept.append(stroke)
        self._dried = kept

    def _age(self) -> None:
        """Lasers' trails get shorter, vanishing ink fades."""
        now = self._now_ms()
        fleeting = [stroke for stroke in self.strokes.values() if stroke.tool in ("laser", "vanishing")]
        if not fleeting:
            self._tick.stop()
        for stroke in fleeting:
            if stroke.tool == "laser":
                self._shorten(stroke, now)
            elif stroke.ended_ms is not None:
                left = (stroke.ended_ms + VANISH_MS + FADE_MS - now) / FADE_MS
                if stroke.veil is not None:
                    stroke.veil.setOpacity(LASER_OPACITY * min(max(left, 0.0), WHOLE))
                if left <= 0:
                    self.cancel(stroke)

    def _shorten(self, stroke: WetStroke, now: float) -> None:
        old = sum(1 for time in stroke.times if time < now - LASER_MS)
        if old:
            del stroke.points[:old], stroke.times[:old]
            stroke.painted = len(stroke.points)
            if stroke.veil is not None:
                stroke.veil.wipe()
                if stroke.points:
                    stroke.veil.draw(self.brush(stroke), stroke.points)
        if not stroke.points and stroke.ended_ms is not None:
            self.cancel(stroke)
