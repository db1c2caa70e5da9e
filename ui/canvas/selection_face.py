"""SelectionFace: what one person has selected, as QML sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Property, QObject, QRectF, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtQml import QmlElement, QmlUncreatable

from appliance.ink.element import Note, Placed, Text, new_id
from appliance.ink.selection import Place
from ui.canvas.palette import rgba
from ui.canvas.selection import Selection

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What is told of a selection."""

    rect: QRectF = field(default_factory=QRectF)
    count: int = 0
    locked: bool = False
    grouped: bool = False
    kinds: tuple[str, ...] = ()
    text_size: float = 0.0


@QmlElement
@QmlUncreatable("a canvas has one for each person")  # pyright: ignore[reportCallIssue]
class SelectionFace(QObject):
    """Belongs to a canvas, which says whether anything may be changed and where words are written."""

    changed = Signal()

    def __init__(
        self,
        selection: Selection,
        may_edit: Callable[[], bool],
        write: Callable[[Placed, int], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._selection, self._may_edit, self._write = selection, may_edit, write
        self._told = Selected()
        selection.changed.connect(self._follow)
        self._follow()

    def tell(self, told: Selected) -> None:
        """Replace what is told; QML hears of what is new."""
        if told != self._told:
            self._told = told
            self.changed.emit()

    def _follow(self) -> None:
        selection = self._selection
        if not selection.ids:
            self.tell(Selected())
            return
        self.tell(
            Selected(
                rect=selection.rect(),
                count=len(selection.ids),
                locked=selection.is_locked,
                grouped=selection.is_grouped,
                kinds=tuple(selection.kinds()),
                text_size=selection.text_size,
            )
        )

    @Property(QRectF, notify=changed)
    def rect(self) -> QRectF:
        """Around it, in item pixels; empty for none."""
        return self._told.rect

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many elements are selected."""
        return self._told.count

    @Property(bool, notify=changed)
    def locked(self) -> bool:
        """Whether it is fixed to its place."""
        return self._told.locked

    @Property(bool, notify=changed)
    def grouped(self) -> bool:
        """Whether it is one group."""
        return self._told.grouped

    @Property("QVariantList", notify=changed)  # pyright: ignore[reportArgumentType]
    def kinds(self) -> list[str]:
        """Kinds of what is selected: stroke, shape, text, note, image."""
        return list(self._told.kinds)

    @Property(float, notify=changed)
    def textSize(self) -> float:
        """Size of its letters as a `Palette.textSize`; 0 where they differ or there are none."""
        return self._told.text_size

    @Slot()
    def remove(self) -> None:
        """Take it off the board."""
        if self._may_edit():
            self._selection.delete()

    @Slot()
    def duplicate(self) -> None:
        """Put a copy beside it, and select the copy."""
        if self._may_edit():
            self._selection.duplicate()

    @Slot()
    def group(self) -> None:
        """Make one group of it."""
        if self._may_edit():
            self._selection.group(new_id())

    @Slot()
    def ungroup(self) -> None:
        """Dissolve its groups."""
        if self._may_edit():
            self._selection.group("")

    @Slot(bool)
    def lock(self, locked: bool) -> None:
        """Fix it to its place, or release it."""
        if self._may_edit():
            self._selection.lock(locked)

    @Slot()
    def bringToFront(self) -> None:
        """Over everything."""
        self._order("front")

    @Slot()
    def sendToBack(self) -> None:
        """Under everything."""
        self._order("back")

    @Slot()
    def bringForward(self) -> None:
        """Over the next one."""
        self._order("forward")

    @Slot()
    def sendBackward(self) -> None:
        """Under the next one."""
        self._order("backward")

    @Slot(QColor)
    def recolour(self, color: QColor) -> None:
        """Give it a colour."""
        if self._may_edit():
            self._selection.recolour(rgba(color))

    @Slot(float)
    def resizeText(self, size: float) -> None:
        """Make its letters of a size, a `Palette.textSize`."""
        if self._may_edit() and size > 0:
            self._selection.resize(size)

    @Slot()
    def clear(self) -> None:
        """Select nothing."""
        self._selection.clear()

    @Slot()
    def write(self) -> None:
        """Write in the text or note that is selected."""
        chosen = self._selection.placed()
        if not self._may_edit() or len(chosen) != 1 or chosen[0].override.locked:
            return
        if isinstance(chosen[0].element, Text | Note):
            self._write(chosen[0], self._selection.person)

    def _order(self, where: Place) -> None:
        if self._may_edit():
            self._selection.order(where)
