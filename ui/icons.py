"""Icons: the glyphs of the Lucide icon font, by name."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

FOLDER = Path(__file__).parent / "assets" / "generated"

_log = logging.getLogger(__name__)


@QmlElement
@QmlSingleton
class Icons(QObject):
    """Without the font every glyph is empty, and the words beside the icons carry the meaning alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codepoints: dict[str, int] = {}
        self._family = ""
        font = QFontDatabase.addApplicationFont(str(FOLDER / "lucide.ttf")) if (FOLDER / "lucide.ttf").exists() else -1
        if font < 0:
            _log.error("no icons: run `npm install` in ui/web and then `python ui/assets/gather.py`")
            return
        self._family = QFontDatabase.applicationFontFamilies(font)[0]
        self._codepoints = json.loads((FOLDER / "lucide.json").read_text())

    @Property(str, constant=True)
    def family(self) -> str:
        """The font's family."""
        return self._family

    @Slot(result=bool)
    def available(self) -> bool:
        """Whether the font is there."""
        return bool(self._family)

    @Slot(str, result=str)
    def glyph(self, name: str) -> str:
        """The character of an icon, or nothing where the font lacks it."""
        codepoint = self._codepoints.get(name)
        return "" if codepoint is None else chr(codepoint)
