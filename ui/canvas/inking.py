"""InkSession: a pen, highlighter, laser or vanishing pen in one hand."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from appliance.ink.element import Stroke, new_id
from appliance.ink.message import Wet, WetState
from appliance.ink.packing import MAX_POINTS, pack
from appliance.ink.recognition import recognise, straightened
from appliance.ink.smoothing import Smoother
from ui.canvas.brush import InkPoint
from ui.canvas.contact import Sample
from ui.canvas.desk import AUTHOR, Desk
from ui.canvas.palette import Held
from ui.canvas.tail import Tail
from ui.canvas.wet import WetStroke

SEND_MS = 25
HOLD_MS = 400
LATE_MS = 100
"""So late a glass tells that the hand holds still when it was kept waiting itself: what the hand did meanwhile is in
store and comes first."""
MOST_LOOSE = 10
LOOSE_PX = 200
"""How many settled points, and how far apart, the tail shows before the tiles take them: a tile that was painted on is
drawn anew as a whole, which takes longer than the tail."""
_STATES = {
    "pen": WetState.DRAWING,
    "highlighter": WetState.DRAWING,
    "laser": WetState.LASER,
    "vanishing": WetState.VANISHING,
}
HIGHLIGHTER_WIDTHS = 5.0
"""A highlighter's width in those of a pen."""

SendWet = Callable[[Wet], None]


class InkSession(QObject):
    """One stroke; the samples become ink as they come."""

    def __init__(self, desk: Desk, held: Held, send: SendWet, still_px: float, tail: Tail) -> None:
        super().__init__(desk)
        self._desk, self._send, self._tail = desk, send, tail
        self._person = held.person
        self._snaps = held.snaps and held.tool in ("pen", "highlighter")
        self._still_px = still_px
        self._page_id = desk.page_id
        zoom = desk.view.zoom
        width = held.width * (HIGHLIGHTER_WIDTHS if held.tool == "highlighter" else 1.0) / zoom
        self._stroke = WetStroke(id=new_id(), tool=held.tool, color=held.color, width=width)
        self._smoother: Smoother | None = None
        self._began_ms = 0
        self._first_t = self._last_t = 0.0
        self._sent = self._copied = 0
        self._is_over = False
        self._still_at = (0.0, 0.0)
        self._sender = QTimer(self, interval=SEND_MS)
        self._sender.timeout.connect(self._tell)
        self._hold = QTimer(self, interval=HOLD_MS, singleShot=True)
        self._hold.timeout.connect(self._end_hold)
        self._held_since = 0.0
        self._calm = QTimer(self, interval=20, singleShot=True)
        self._calm.timeout.connect(self._calm_down)
        self.samples = 0
        """How many were taken."""

    @property
    def stroke_id(self) -> str:
        """Id of the element to be."""
        return self._stroke.id

    def feed(self, sample: Sample) -> None:
        """Take a sample."""
        smoother = self._smoother
        if self._is_over:
            return
        if smoother is None:
            smoother = self._begin(sample)
        elif len(smoother.points) > MAX_POINTS - 16:
            return
        self.samples += 1
        x, y = self._desk.view.to_board(sample.x, sample.y)
        smoother.feed(x, y, sample.t_ms, sample.pressure)
        self._last_t = sample.t_ms
        if self._stroke.tool == "laser":
            self._stroke.points.extend(smoother.points[self._copied :])
            self._copied = len(smoother.points)
        if self._sent == 0:
            self._tell()
        if self._snaps and abs(sample.x - self._still_at[0]) + abs(sample.y - self._still_at[1]) > self._still_px:
            self._still_at = (sample.x, sample.y)
            self._begin_hold()

    def paint(self) -> None:
        """Once a frame: paint what has settled since, and the bridge to the hand."""
        if self._smoother is None or self._is_over:
            return
        stroke = self._stroke
        if stroke.tool != "pen":
            self._desk.wet.advance(stroke)
            return
        self._draw_tail(self._smoother.tail())
        self._calm.start()

    def finish(self) -> None:
        """Make an element of it."""
        smoother = self._smoother
        self._stop()
        if smoother is None or self._is_over:
            return
        self._is_over = True
        stroke = self._stroke
        if stroke.tool in ("laser", "vanishing"):
            rest = smoother.tail(predict=False)[1:]
            smoother.points.extend(rest)
            if stroke.tool == "laser":
                stroke.points.extend(rest)
            self._desk.wet.advance(stroke)
            self._tell()
            self._desk.wet.end(stroke)
            self._send(Wet(self._page_id, stroke.id, self._sent, WetState.ENDED, b""))
            return
        element = self._element(smoother)
        if self._page_id != self._desk.page_id or self._desk.doc is None:
            self._desk.wet.cancel(stroke)
            return
        stroke.points = [
            (x, y, factor)
            for (x, y), factor in zip(element.points.tolist(), element.factors.tolist(), strict=True)  # pyright: ignore[reportOptionalMemberAccess]
        ]
        self._desk.wet.advance(stroke)
        with self._desk.edit(self._person, painted=frozenset((stroke.id,))) as edit:
            edit.put(stroke.id, element)

    def cancel(self) -> None:
        """It was a palm, or two fingers that move the view."""
        self._stop()
        if self._smoother is not None and not self._is_over:
            self._is_over = True
            self._desk.wet.cancel(self._stroke)
            self._send(Wet(self._page_id, self._stroke.id, 0, WetState.CANCELLED, b""))

    def _begin(self, sample: Sample) -> Smoother:
        smoother = self._smoother = Smoother(zoom=self._desk.view.zoom, has_pressure=sample.has_pressure)
        if self._stroke.tool != "laser":
            self._stroke.points = smoother.points
        self._began_ms, self._first_t = int(time.time() * 1000), sample.t_ms
        self._still_at = (sample.x, sample.y)
        self._desk.wet.begin(self._stroke)
        self._sender.start()
        if self._snaps:
            self._begin_hold()
        return smoother

    def _element(self, smoother: Smoother) -> Stroke:
        points, factors = smoother.finish()
        return Stroke(
            points=points[:MAX_POINTS],
            factors=factors[:MAX_POINTS],
            color=self._stroke.color,
            width=self._stroke.width,
            tool="highlighter" if self._stroke.tool == "highlighter" else "pen",
            author=AUTHOR + self._person,
            created_ms=self._began_ms,
            duration_ms=max(int(self._last_t - self._first_t), 0),
        )

    def _tell(self) -> None:
        """Show others what is new."""
        smoother, stroke = self._smoother, self._stroke
        if smoother is None or len(smoother.points) == self._sent:
            return
        new = np.array(smoother.points[self._sent :], np.float32)
        part = Stroke(
            points=new[:, :2], factors=new[:, 2], color=stroke.color, width=stroke.width,
            tool="highlighter" if stroke.tool == "highlighter" else "pen",
            author=AUTHOR + self._person, created_ms=self._began_ms,
        )  # fmt: skip
        self._send(Wet(self._page_id, stroke.id, self._sent, _STATES[stroke.tool], pack(part)))
        self._sent += len(new)

    def _draw_tail(self, bridge: list[InkPoint]) -> None:
        wet, stroke = self._desk.wet, self._stroke
        loose = stroke.points[max(stroke.painted - 1, 0) :]
        if len(loose) > MOST_LOOSE or self._is_far(loose[0], bridge[-1]):
            wet.advance(stroke)
            loose = loose[-1:]
        self._tail.draw(wet.brush(stroke), loose, bridge, self._desk.view)

    def _is_far(self, start: InkPoint, end: InkPoint) -> bool:
        return (abs(end[0] - start[0]) + abs(end[1] - start[1])) * self._desk.view.scale > LOOSE_PX

    def _calm_down(self) -> None:
        """The hand has stopped: nothing is ahead of it, and the tiles take what has settled."""
        if self._smoother is not None and not self._is_over:
            self._desk.wet.advance(self._stroke)
            self._draw_tail(self._smoother.tail(predict=False))

    def _begin_hold(self) -> None:
        self._held_since = time.perf_counter()
        self._hold.start()

    def _end_hold(self) -> None:
        if (time.perf_counter() - self._held_since) * 1000 > HOLD_MS + LATE_MS:
            self._begin_hold()
        else:
            self._snap()

    def _snap(self) -> None:
        """The hand holds still: make the figure of the ink that it resembles."""
        smoother = self._smoother
        if smoother is None or len(smoother.points) < 4:
            return
        element = self._element(smoother)
        is_pen = element.tool == "pen"
        figure = recognise(element.points, element.width, element.color) if is_pen else straightened(element)
        if figure is None:
            return
        raw_id = self._stroke.id
        self.finish()
        with self._desk.edit(self._person) as edit:
            edit.remove(raw_id)
            edit.put(new_id(), replace(figure, author=AUTHOR + self._person, created_ms=self._began_ms))

    def _stop(self) -> None:
        for timer in (self._sender, self._hold, self._calm):
            timer.stop()
        self._tail.clear()
        self._tail.is_used = False
