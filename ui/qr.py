"""QrCode: a text as QR code, drawn in whole pixels so that phones read it from across the room."""

from __future__ import annotations

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

QUIET_ZONE = 4
"""Light modules around the code (ISO/IEC 18004)."""


@QmlElement
class QrCode(QQuickPaintedItem):
    """Black, with room for the quiet zone; its ground must be light. Nothing while the text is empty."""

    textChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._rows: list[bytes] = []

    @Property(str, notify=textChanged)
    def text(self) -> str:  # pyright: ignore[reportRedeclaration]
        """What the code says."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        if text == self._text:
            return
        import segno  # not needed before the first frame

        self._text = text
        code = segno.make_qr(text, error="m") if text else None
        self._rows = [bytes(row) for row in code.matrix] if code else []
        self.textChanged.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Draw the modules as squares of equal whole pixels, centred."""
        if not self._rows:
            return
        modules = len(self._rows) + 2 * QUIET_ZONE
        size = max(1, int(min(self.width(), self.height()) // modules))
        left = int((self.width() - size * modules) // 2) + size * QUIET_ZONE
        top = int((self.height() - size * modules) // 2) + size * QUIET_ZONE
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(left + x * size, top + y * size, size, size, Qt.GlobalColor.black)
