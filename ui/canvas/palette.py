"""Palette: what one person at the glass draws with."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1


class Held(NamedTuple):
    """What a person holds when a contact lands; lengths are board units at zoom 1."""

    person: int
    tool: str
    color: int
    """0xRRGGBBAA, as the document has it."""
    width: float
    eraser_width: float
    figure: str
    fills: bool
    snaps: bool
    note_color: int
    text_size: float


@QmlElement
class Palette(QObject):
    """Tool, colour and widths of one person, and that person's own undo."""

    changed = Signal()
    personChanged = Signal()
    undoChanged = Signal()
    undoAsked = Signal()
    redoAsked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._person = 1
        self._side = "whole"
        self._tool = "pen"
        self._color = QColor("#1a1a1a")
        self._width = 4.0
        self._eraser_width = 40.0
        self._figure = "rectangle"
        self._fill_shapes = False
        self._snap_shapes = True
        self._note_color = QColor("#ffe27a")
        self._text_size = 44.0
        self._can_undo = False
        self._can_redo = False

    def allow(self, *, undo: bool, redo: bool) -> None:
        """Tell what can be taken back."""
        if (undo, redo) != (self._can_undo, self._can_redo):
            self._can_undo, self._can_redo = undo, redo
            self.undoChanged.emit()

    def held(self) -> Held:
        """What its person holds now."""
        return Held(
            person=self._person,
            tool=self._tool,
            color=rgba(self._color),
            width=self._width,
            eraser_width=self._eraser_width,
            figure=self._figure,
            fills=self._fill_shapes,
            snaps=self._snap_shapes,
            note_color=rgba(self._note_color),
            text_size=self._text_size,
        )

    def serves(self, part: str) -> bool:
        """Whether contacts on that part of the glass, left or right, use it."""
        return self._side in ("whole", part)

    @Property(int, notify=personChanged)
    def person(self) -> int:  # pyright: ignore[reportRedeclaration]
        """Seat, from 1: palettes of one person share their undo."""
        return self._person

    @person.setter
    def person(self, person: int) -> None:
        if person != self._person:
            self._person = person
            self.personChanged.emit()

    @Property(str, notify=changed)
    def side(self) -> str:  # pyright: ignore[reportRedeclaration]
        """whole, left or right: the part of the glass whose contacts use it."""
        return self._side

    @side.setter
    def side(self, side: str) -> None:
        if side != self._side:
            self._side = side
            self.changed.emit()

    @Property(str, notify=changed)
    def tool(self) -> str:  # pyright: ignore[reportRedeclaration]
        """pen, highlighter, eraser, areaEraser, lasso, shape, text, note, laser, vanishing or pan."""
        return self._tool

    @tool.setter
    def tool(self, tool: str) -> None:
        if tool != self._tool:
            self._tool = tool
            self.changed.emit()

    @Property(QColor, notify=changed)
    def color(self) -> QColor:  # pyright: ignore[reportRedeclaration]
        """Of ink, shapes and text."""
        return self._color

    @color.setter
    def color(self, color: QColor) -> None:
        if color != self._color:
            self._color = QColor(color)
            self.changed.emit()

    @Property(float, notify=changed)
    def width(self) -> float:  # pyright: ignore[reportRedeclaration]
        """Of a line, in board units at zoom 1."""
        return self._width

    @width.setter
    def width(self, width: float) -> None:
        if width != self._width and width > 0:
            self._width = width
            self.changed.emit()

    @Property(float, notify=changed)
    def eraserWidth(self) -> float:  # pyright: ignore[reportRedeclaration]
        """Diameter, in board units at zoom 1."""
        return self._eraser_width

    @eraserWidth.setter
    def eraserWidth(self, width: float) -> None:
        if width != self._eraser_width and width > 0:
            self._eraser_width = width
            self.changed.emit()

    @Property(str, notify=changed)
    def figure(self) -> str:  # pyright: ignore[reportRedeclaration]
        """What the shape tool draws: line, arrow, rectangle, diamond, ellipse, triangle, polygon or star."""
        return self._figure

    @figure.setter
    def figure(self, figure: str) -> None:
        if figure != self._figure:
            self._figure = figure
            self.changed.emit()

    @Property(bool, notify=changed)
    def fillShapes(self) -> bool:  # pyright: ignore[reportRedeclaration]
        """Whether the shape tool fills."""
        return self._fill_shapes

    @fillShapes.setter
    def fillShapes(self, fill: bool) -> None:
        if fill != self._fill_shapes:
            self._fill_shapes = fill
            self.changed.emit()

    @Property(bool, notify=changed)
    def snapShapes(self) -> bool:  # pyright: ignore[reportRedeclaration]
        """Whether a pen held still turns its stroke into the shape that it resembles."""
        return self._snap_shapes

    @snapShapes.setter
    def snapShapes(self, snap: bool) -> None:
        if snap != self._snap_shapes:
            self._snap_shapes = snap
            self.changed.emit()

    @Property(QColor, notify=changed)
    def noteColor(self) -> QColor:  # pyright: ignore[reportRedeclaration]
        """Of a sticky note's card."""
        return self._note_color

    @noteColor.setter
    def noteColor(self, color: QColor) -> None:
        if color != self._note_color:
            self._note_color = QColor(color)
            self.changed.emit()

    @Property(float, notify=changed)
    def textSize(self) -> float:  # pyright: ignore[reportRedeclaration]
        """Of the letters of text and notes, in board units at zoom 1."""
        return self._text_size

    @textSize.setter
    def textSize(self, size: float) -> None:
        if size != self._text_size and size > 0:
            self._text_size = size
            self.changed.emit()

    @Property(bool, notify=undoChanged)
    def canUndo(self) -> bool:
        """Whether this person has something to take back."""
        return self._can_undo

    @Property(bool, notify=undoChanged)
    def canRedo(self) -> bool:
        """Whether this person has something to do again."""
        return self._can_redo

    @Slot()
    def undo(self) -> None:
        """Take back this person's last deed."""
        self.undoAsked.emit()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self.redoAsked.emit()


def rgba(color: QColor) -> int:
    """0xRRGGBBAA."""
    return (color.red() << 24) | (color.green() << 16) | (color.blue() << 8) | color.alpha()


def to_color(value: int) -> QColor:
    """The QColor of 0xRRGGBBAA."""
    return QColor(value >> 24 & 0xFF, value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF)
