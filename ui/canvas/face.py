"""BoardFace: the properties of a canvas, as QML sees them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QRectF, Signal
from PySide6.QtGui import QColor
from PySide6.QtQml import QmlAnonymous
from PySide6.QtQuick import QQuickItem

from ui.canvas.facts import Facts, signal_of
from ui.canvas.palette import Palette, to_color

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1


@QmlAnonymous
class BoardFace(QQuickItem):
    """Facts, and what QML asks for; what becomes of it is BoardCanvas's work."""

    boardIdChanged = Signal()
    palettesChanged = Signal()
    askedChanged = Signal()
    statusChanged = Signal()
    pagesChanged = Signal()
    viewChanged = Signal()
    editingChanged = Signal()
    peopleChanged = Signal()
    editRequested = Signal()
    pageChanged = Signal()
    strokeFinished = Signal()
    touched = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.facts = Facts()
        self._board_id = ""
        self._palettes: list[Palette] = []
        self._transparent_ground = False
        self._view_only = False
        self._pixels_per_mm = 2.7

    def tell(self, **facts: Any) -> None:
        """Replace facts; QML hears of those that are new."""
        signals: set[str] = set()
        for name, value in facts.items():
            if getattr(self.facts, name) != value:
                setattr(self.facts, name, value)
                signals.add(signal_of(name))
        for signal in signals:
            getattr(self, signal).emit()

    @Property(str, notify=boardIdChanged)
    def boardId(self) -> str:  # pyright: ignore[reportRedeclaration]
        """The board that is shown; empty shows nothing."""
        return self._board_id

    @boardId.setter
    def boardId(self, board_id: str) -> None:
        if board_id != self._board_id:
            self._board_id = board_id
            self.boardIdChanged.emit()

    @Property("QVariantList", notify=palettesChanged)  # pyright: ignore[reportArgumentType]
    def palettes(self) -> list[Palette]:  # pyright: ignore[reportRedeclaration]
        """One for everybody, or one of the left and one of the right half of the glass."""
        return self._palettes

    @palettes.setter
    def palettes(self, palettes: list[Palette]) -> None:
        self._palettes = [palette for palette in palettes if isinstance(palette, Palette)]
        self.palettesChanged.emit()

    @Property(bool, notify=askedChanged)
    def transparentGround(self) -> bool:  # pyright: ignore[reportRedeclaration]
        """Whether what lies behind the item shows through between the ink."""
        return self._transparent_ground

    @transparentGround.setter
    def transparentGround(self, transparent: bool) -> None:
        if transparent != self._transparent_ground:
            self._transparent_ground = transparent
            self.askedChanged.emit()

    @Property(bool, notify=askedChanged)
    def viewOnly(self) -> bool:  # pyright: ignore[reportRedeclaration]
        """Whether hands only move the view."""
        return self._view_only

    @viewOnly.setter
    def viewOnly(self, view_only: bool) -> None:
        if view_only != self._view_only:
            self._view_only = view_only
            self.askedChanged.emit()

    @Property(float, notify=askedChanged)
    def pixelsPerMm(self) -> float:  # pyright: ignore[reportRedeclaration]
        """Item pixels on a millimetre of the glass: by it palms are told from fingers, and handles are sized."""
        return self._pixels_per_mm

    @pixelsPerMm.setter
    def pixelsPerMm(self, pixels: float) -> None:
        if pixels > 0 and pixels != self._pixels_per_mm:
            self._pixels_per_mm = pixels
            self.askedChanged.emit()

    @Property(bool, notify=statusChanged)
    def isConnected(self) -> bool:
        """Whether the room answers, and holds what is shown."""
        return self.facts.is_connected

    @Property(bool, notify=statusChanged)
    def isStored(self) -> bool:
        """Whether all that was drawn here survives whatever happens."""
        return self.facts.is_stored

    @Property(bool, notify=statusChanged)
    def isBusy(self) -> bool:
        """Whether the picture in view is not whole yet."""
        return self.facts.is_busy

    @Property(str, notify=statusChanged)
    def trouble(self) -> str:
        """A code; empty while all is well."""
        return self.facts.trouble

    @Property(bool, notify=statusChanged)
    def lookOnly(self) -> bool:
        """Whether the room takes nothing new for this board: hands only move the view."""
        return self.facts.look_only

    @Property(bool, notify=statusChanged)
    def hasStylus(self) -> bool:
        """Whether a stylus was seen: it draws, fingers select and move the view."""
        return self.facts.has_stylus

    @Property(bool, notify=statusChanged)
    def replaying(self) -> bool:
        """Whether a history is shown instead of the board."""
        return self.facts.replaying

    @Property("QVariantList", notify=peopleChanged)  # pyright: ignore[reportArgumentType]
    def people(self) -> list[Any]:
        """Guests on the board, each with `name` and `color`."""
        return self.facts.people

    @Property(str, notify=pagesChanged)
    def pageId(self) -> str:
        """The page that is shown."""
        return self.facts.page_id

    @Property("QVariantList", notify=pagesChanged)  # pyright: ignore[reportArgumentType]
    def pageIds(self) -> list[str]:
        """All pages in their order."""
        return self.facts.page_ids

    @Property(int, notify=pagesChanged)
    def pageIndex(self) -> int:
        """Place of the page that is shown, from 0; -1 for none."""
        ids = self.facts.page_ids
        return ids.index(self.facts.page_id) if self.facts.page_id in ids else -1

    @Property(bool, notify=pagesChanged)
    def dark(self) -> bool:
        """Whether the board is dark."""
        return self.facts.dark

    @Property(str, notify=pagesChanged)
    def template(self) -> str:
        """Template of the page that is shown."""
        return self.facts.template

    @Property(float, notify=viewChanged)
    def zoom(self) -> float:
        """1 shows 1920 board units from the left to the right edge."""
        return self.facts.zoom

    @Property(QRectF, notify=viewChanged)
    def viewRect(self) -> QRectF:
        """What is in view, in board units."""
        return self.facts.view_rect

    @Property(QRectF, notify=viewChanged)
    def contentRect(self) -> QRectF:
        """Around all that is on the page, in board units; empty for an empty page."""
        return self.facts.content_rect

    @Property(bool, notify=editingChanged)
    def editing(self) -> bool:
        """Whether text is being written; QML shows the editor."""
        return self.facts.editing

    @Property(QRectF, notify=editingChanged)
    def editingRect(self) -> QRectF:
        """Where the editor lies, in item pixels."""
        return self.facts.editing_rect

    @Property(str, notify=editingChanged)
    def editingText(self) -> str:
        """The text so far."""
        return self.facts.editing_text

    @Property(str, notify=editingChanged)
    def editingKind(self) -> str:
        """text or note."""
        return self.facts.editing_kind

    @Property(QColor, notify=editingChanged)
    def editingColor(self) -> QColor:
        """Of the ink of a text, of the card of a note."""
        return to_color(self.facts.editing_color)

    @Property(float, notify=editingChanged)
    def editingPixelSize(self) -> float:
        """Of the font, in item pixels."""
        return self.facts.editing_pixel_size
