"""Inks: the colours that the palettes offer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QColor
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.ink import colour

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1


def to_qcolor(rgba: int) -> QColor:
    """A board's colour as Qt's."""
    return QColor(rgba >> 24 & 255, rgba >> 16 & 255, rgba >> 8 & 255, rgba & 255)


def _to_number(color: QColor) -> int:
    return color.red() << 24 | color.green() << 16 | color.blue() << 8 | color.alpha()


@QmlElement
@QmlSingleton
class Inks(QObject):
    """Colours of pens, highlighters and notes, as on a light board."""

    @Slot(result="QVariantList")
    def pens(self) -> list[QColor]:
        """For pens, text and lines of shapes."""
        return [to_qcolor(one) for one in colour.PENS[:-1]]

    @Slot(result="QVariantList")
    def highlighters(self) -> list[QColor]:
        """For highlighters."""
        return [to_qcolor(one) for one in colour.HIGHLIGHTERS]

    @Slot(result="QVariantList")
    def notes(self) -> list[QColor]:
        """For cards of sticky notes."""
        return [to_qcolor(one) for one in colour.NOTES]

    @Slot(QColor, bool, result=QColor)
    def shown(self, color: QColor, dark: bool) -> QColor:
        """How ink of a colour looks on a dark or light board."""
        return to_qcolor(colour.shown(_to_number(color), dark))

    @Slot(bool, result=QColor)
    def ground(self, dark: bool) -> QColor:
        """What a board is made of."""
        return to_qcolor(colour.ground(dark))
