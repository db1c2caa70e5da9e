"""Tools: which session a new contact begins."""

from __future__ import annotations

from collections.abc import Callable

from ui.canvas.contact import Sample, Session
from ui.canvas.desk import Desk
from ui.canvas.erasing import OBJECT_RADIUS_PX, EraseSession
from ui.canvas.inking import InkSession, SendWet
from ui.canvas.moving import PanSession
from ui.canvas.palette import Held, Palette
from ui.canvas.placing import PlaceSession
from ui.canvas.selecting import TAP_MM, LassoSession, TransformSession, grip, touched
from ui.canvas.selection import Selection
from ui.canvas.selections import Selections
from ui.canvas.shaping import ShapeSession
from ui.canvas.tail import Tail

INKS = ("pen", "highlighter", "laser", "vanishing")


class Tools:
    """Knows palettes, and what a stylus leaves to fingers."""

    def __init__(self, desk: Desk, selections: Selections, send: SendWet, moved: Callable[[], None]) -> None:
        self.palettes: list[Palette] = []
        self.has_stylus = False
        self.is_view_only = False
        self.place_text: Callable[[Sample, Held], None] = lambda _sample, _held: None
        self._desk, self._selections, self._send, self._moved = desk, selections, send, moved
        self._spare = Palette()
        self._tails: list[Tail] = []

    def held_at(self, x: float) -> Held:
        """What is held where somebody touches the glass."""
        part = "left" if x < self._desk.view.width / 2 else "right"
        palettes = [*(one for one in self.palettes if one.serves(part)), *self.palettes, self._spare]
        return palettes[0].held()

    def begin(self, sample: Sample, is_finger: bool, fist_mm: float, is_eraser_end: bool = False) -> Session | None:
        """A session for a contact that has just landed."""
        desk, held = self._desk, self.held_at(sample.x)
        if desk.doc is None:
            return None
        if self.is_view_only:
            return PanSession(desk.view, self._moved)
        if fist_mm or is_eraser_end:
            radius = fist_mm * self._selections.pixels_per_mm / 2 or OBJECT_RADIUS_PX
            return EraseSession(desk, held.person, radius, is_area=not is_eraser_end)
        for selection in self._selections.mine_first(held.person):
            # what was moved to the other half of the glass can be held there, too
            if how := grip(selection, sample):
                return TransformSession(desk, selection, how)
        own = self._selections.of(held.person)
        if held.tool in INKS and is_finger and self.has_stylus:
            return _FingerSession(desk, own, self._moved)
        if held.tool != "lasso":
            own.clear()
        return self._of_tool(held)

    def _of_tool(self, held: Held) -> Session:
        desk = self._desk
        radius = held.eraser_width / 2 * desk.view.item_scale / desk.view.zoom
        match held.tool:
            case "eraser" | "areaEraser":
                is_area = held.tool == "areaEraser"
                return EraseSession(desk, held.person, radius if is_area else OBJECT_RADIUS_PX, is_area=is_area)
            case "lasso":
                return LassoSession(desk, self._selections.of(held.person))
            case "shape":
                return ShapeSession(desk, held)
            case "text" | "note":
                most = TAP_MM * self._selections.pixels_per_mm
                return PlaceSession(lambda sample: self.place_text(sample, held), most)
            case "pan":
                return PanSession(desk.view, self._moved)
            case _:
                still = 1.5 * self._selections.pixels_per_mm
                return InkSession(desk, held, self._send, still, self._tail())

    def _tail(self) -> Tail:
        free = next((tail for tail in self._tails if not tail.is_used), None)
        if free is None:
            free = Tail(self._desk.stage)
            free.setZ(1)
            self._tails.append(free)
        free.is_used = True
        return free


class _FingerSession:
    """A finger where a stylus draws: a tap selects, a drag moves the view."""

    def __init__(self, desk: Desk, selection: Selection, moved: Callable[[], None]) -> None:
        self._desk, self._selection = desk, selection
        self._pan = PanSession(desk.view, moved)
        self._began: Sample | None = None
        self._is_tap = True

    def feed(self, sample: Sample) -> None:
        """Move the view once it is no tap."""
        self._began = self._began or sample
        reach = TAP_MM * self._selection.pixels_per_mm
        if abs(sample.x - self._began.x) > reach or abs(sample.y - self._began.y) > reach:
            self._is_tap = False
        if not self._is_tap:
            self._pan.feed(sample)

    def finish(self) -> None:
        """Select what was tapped."""
        if self._is_tap and self._began is not None:
            self._selection.select(touched(self._desk, self._selection, self._began))

    def cancel(self) -> None:
        """Select nothing."""
