"""Selection: what one person has selected, its frame, and the deeds that change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace
from PySide6.QtCore import QObject, QRectF, Signal

from appliance.ink.element import Affine, Override, Placed, new_id
from appliance.ink.selection import Place, moving, reordered
from ui.canvas.desk import Desk
from ui.canvas.letters import is_lettered, lettered_size, relettered
from ui.canvas.overlay import Frame
from ui.canvas.reach import reach
from ui.canvas.sheet import kind_of

KNOB_MM, TOUCH_MM = 7.0, 24.0
COPY_OFFSET = 32.0


class Selection(QObject):
    """One a person, see `Selections`."""

    changed = Signal()

    def __init__(self, desk: Desk, person: int) -> None:
        super().__init__()
        self._desk = desk
        self.ids: set[str] = set()
        self.person = person
        """Whose it is, and whose deeds its changes are."""
        self.pixels_per_mm = 2.7
        self.on_selected: Callable[[], None] = lambda: None
        """Something was selected."""
        self._frame: Frame | None = None
        desk.changed.connect(self.follow)

    def placed(self) -> list[Placed]:
        """What is selected, in painting order."""
        found = [placed for one in self.ids if (placed := self._desk.sheet.placed(one)) is not None]
        return sorted(found, key=lambda placed: placed.order)

    def box(self) -> tuple[float, float, float, float] | None:
        """Around it, in board units."""
        boxes = [reach(placed.element, placed.override) for placed in self.placed()]
        if not boxes:
            return None
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def rect(self) -> QRectF:
        """Around it, in item pixels; empty for nothing."""
        box = self.box()
        if box is None:
            return QRectF()
        (x0, y0), (x1, y1) = self._desk.view.to_item(*box[:2]), self._desk.view.to_item(*box[2:])
        return QRectF(x0, y0, x1 - x0, y1 - y0)

    @property
    def is_locked(self) -> bool:
        """Whether anything of it is fixed to its place."""
        return any(placed.override.locked for placed in self.placed())

    @property
    def is_grouped(self) -> bool:
        """Whether it is one group."""
        groups = {placed.override.group for placed in self.placed()}
        return len(self.ids) > 1 and len(groups) == 1 and "" not in groups

    def kinds(self) -> list[str]:
        """Kinds of what is selected."""
        return sorted({kind_of(placed) for placed in self.placed()})

    def select(self, ids: Iterable[str]) -> None:
        """Select elements and all that are grouped with them."""
        chosen = set(ids)
        overrides = self._desk.sheet.overrides
        groups = {overrides[one].get("g") for one in chosen if one in overrides} - {None, ""}
        if groups:
            chosen |= {one for one, value in overrides.items() if value.get("g") in groups}
        self.ids = chosen
        self.show()
        self.on_selected()

    def leave(self, ids: set[str]) -> None:
        """Select these no more."""
        if self.ids & ids:
            self.ids -= ids
            self.show()

    def clear(self) -> None:
        """Select nothing."""
        if self.ids:
            self.ids = set()
            self.show()

    def follow(self) -> None:
        """The page has changed."""
        gone = {one for one in self.ids if one not in self._desk.sheet.values}
        if self.ids:
            self.ids -= gone
            self.show()

    def show(self) -> None:
        """Draw the frame where it belongs."""
        rect = self.rect()
        if rect.isEmpty():
            if self._frame is not None:
                self._frame.remove()
                self._frame = None
        else:
            if self._frame is None:
                self._frame = Frame(self._desk.stage)
                self._frame.setZ(3)
            self._frame.frame(rect, KNOB_MM * self.pixels_per_mm, is_locked=self.is_locked)
        self.changed.emit()

    def hide_frame(self) -> None:
        """While it is moved."""
        if self._frame is not None:
            self._frame.setVisible(False)

    def show_frame(self) -> None:
        """Once it was moved."""
        if self._frame is not None:
            self._frame.setVisible(True)
        self.show()

    def transform(self, affine: Affine) -> None:
        """Move, scale or turn it."""
        self._override(lambda old: replace(old, affine=affine.after(old.affine)), locked_too=False)

    def recolour(self, color: int) -> None:
        """Give it a colour."""
        self._override(lambda old: replace(old, color=color), locked_too=False)

    @property
    def text_size(self) -> float:
        """Of all letters in it, in board units at zoom 1 as it is seen now; 0 where they differ or there are none."""
        zoom = self._desk.view.zoom
        sizes = {round(lettered_size(placed) * zoom, 1) for placed in self.placed() if is_lettered(placed)}
        return sizes.pop() if len(sizes) == 1 else 0.0

    def resize(self, size: float) -> None:
        """Make its letters as large as those that are written now with that size; notes grow with their letters."""
        wanted = size / self._desk.view.zoom
        chosen = [placed for placed in self.placed() if is_lettered(placed) and not placed.override.locked]
        if chosen:
            with self._desk.edit(self.person) as edit:
                for placed in chosen:
                    edit.put(placed.id, relettered(placed, wanted))

    def lock(self, locked: bool) -> None:
        """Fix it to its place, or release it."""
        self._override(lambda old: replace(old, locked=locked), locked_too=True)

    def group(self, group: str) -> None:
        """Make it one group; an empty name dissolves its groups."""
        self._override(lambda old: replace(old, group=group), locked_too=True)

    def delete(self) -> None:
        """Remove it."""
        chosen = [placed.id for placed in self.placed() if not placed.override.locked]
        if chosen:
            with self._desk.edit(self.person) as edit:
                for element_id in chosen:
                    edit.remove(element_id)

    def duplicate(self) -> None:
        """Put a copy beside it, and select that."""
        shift = moving(COPY_OFFSET / self._desk.view.zoom, COPY_OFFSET / self._desk.view.zoom)
        groups: dict[str, str] = {"": ""}
        copies: list[str] = []
        top = self._top()
        with self._desk.edit(self.person) as edit:
            for at, placed in enumerate(self.placed()):
                old = placed.override
                group = groups.setdefault(old.group, new_id())
                copies.append(new_id())
                edit.put(copies[-1], placed.element)
                affine = shift.after(old.affine)
                edit.override(copies[-1], replace(old, affine=affine, group=group, locked=False, z=top + 1 + at))
        self.select(copies)

    def order(self, where: Place) -> None:
        """front, back, forward or backward; the latter two pass the next that it overlaps."""
        sheet, box = self._desk.sheet, self.box()
        if box is None:
            return
        elements = sheet.everything() if where in ("front", "back") else sheet.near(box)
        if changed := reordered(elements, self.ids, where):
            with self._desk.edit(self.person) as edit:
                for placed in elements:
                    if placed.id in changed:
                        edit.override(placed.id, replace(placed.override, z=changed[placed.id]))

    def _top(self) -> float:
        return max((placed.order[0] for placed in self._desk.sheet.everything()), default=0.0)

    def _override(self, change: Callable[[Override], Override], *, locked_too: bool) -> None:
        chosen = [placed for placed in self.placed() if locked_too or not placed.override.locked]
        if chosen:
            with self._desk.edit(self.person) as edit:
                for placed in chosen:
                    edit.override(placed.id, change(placed.override))
