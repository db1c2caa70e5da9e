"""The glass's language: translations of our words and of Qt's, exchanged while the shell runs."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtQml import QQmlEngine

from ui.i18n.compile import compile_outdated

FOLDER = Path(__file__).parent / "i18n"

_log = logging.getLogger(__name__)


class Language:
    """Speaks English until told otherwise."""

    def __init__(self, engine: QQmlEngine) -> None:
        self._engine = engine
        self._code = "en"
        self._translators: list[QTranslator] = []

    def use(self, code: str) -> None:
        """Switch to a language at once; `code` is one of the contract's."""
        if code == self._code:
            return
        self._code = code
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = [] if code == "en" else _load(code)
        for translator in self._translators:
            QCoreApplication.installTranslator(translator)
        QLocale.setDefault(QLocale(code))
        self._engine.retranslate()


def _load(code: str) -> list[QTranslator]:
    compile_outdated()
    own, qt = QTranslator(), QTranslator()
    if not own.load(f"parlor_{code}", str(FOLDER)):
        _log.error("no translation to %s: run `python -m ui.i18n.compile`", code)
    # Qt's few words come from its own catalogue; a cut-down installation may lack it
    qt.load(f"qtdeclarative_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return [qt, own]
