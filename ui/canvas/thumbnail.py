"""Thumbnails: small pictures of pages, painted by the raster processes into files."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal

from appliance.ink.record import elements_of, overrides_of
from ui.canvas.desk import Desk
from ui.canvas.pages import contents
from ui.canvas.rasters import rasters
from ui.canvas.words import Clear, Look, Portrait, Put

CALM_MS = 1500
"""Changes are waited for this long, so that a page is not painted with each stroke."""
WIDTHS = (64, 1024)
SHAPE = 9 / 16
MOST = 64

Key = tuple[str, int]


class Thumbnails(QObject):
    """Made when first asked for, and again once the board has changed and come to rest."""

    changed = Signal()
    """Some picture is new."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._folder = Path(tempfile.mkdtemp(prefix="parlor-pages-"))
        self._files: dict[Key, Path] = {}
        self._wanted: dict[Key, bool] = {}
        """Pictures asked for, and whether each is stale."""
        self._is_busy = False
        self._calm = QTimer(self, interval=CALM_MS, singleShot=True)
        self._calm.timeout.connect(self._age)
        desk.changed.connect(self._calm.start)

    def picture(self, page_id: str, width: int) -> str:
        """URL of a page's newest picture; empty until there is one."""
        key = (page_id, min(max(width, WIDTHS[0]), WIDTHS[1]))
        if key not in self._wanted:
            if len(self._wanted) >= MOST:
                self._drop(next(iter(self._wanted)))
            self._wanted[key] = True
            QTimer.singleShot(0, self, self._next)
        file = self._files.get(key)
        return QUrl.fromLocalFile(str(file)).toString() if file is not None else ""

    def close(self) -> None:
        """Remove all files."""
        self._calm.stop()
        self._wanted.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _drop(self, key: Key) -> None:
        self._wanted.pop(key)
        file = self._files.pop(key, None)
        if file is not None:
            file.unlink(missing_ok=True)

    def _age(self) -> None:
        known = {page[0] for page in self._desk.pages}
        for key in list(self._wanted):
            if key[0] in known:
                self._wanted[key] = True
            else:
                self._drop(key)
        self._next()

    def _next(self) -> None:
        doc = self._desk.doc
        key = next((key for key, stale in self._wanted.items() if stale), None)
        if key is None or doc is None or self._is_busy or not rasters().lanes_with_room:
            if key is not None and doc is not None and not self._is_busy:
                self._calm.start()
            return
        self._wanted[key] = False
        self._is_busy = True
        page_id, width = key
        desk, number = self._desk, rasters().next_number()
        sheet = desk.tiles.sheet
        if page_id != desk.page_id or desk.is_transparent:
            sheet = rasters().next_number()
            values, overrides = (contents(doc, name) for name in (elements_of(page_id), overrides_of(page_id)))
            rasters().tell(Look(sheet, desk.dark, False, dict(desk.pages).get(page_id, {}), desk.assets))
            rasters().tell(Put(sheet, [(one, value, overrides.get(one)) for one, value in values.items()]))
        file = self._folder / f"{number}.png"
        size = (0, 0, width, round(width * SHAPE))
        request = Portrait(number, sheet, 0.0, size, None, str(file))
        rasters().ask(request, lambda: self._take(key, file, sheet), lambda: self._take(key, file, sheet))

    def _take(self, key: Key, file: Path, sheet: int) -> None:
        self._is_busy = False
        if sheet != self._desk.tiles.sheet:
            rasters().tell(Clear(sheet, True))
        if key in self._wanted and file.exists():
            old = self._files.get(key)
            self._files[key] = file
            if old is not None:
                old.unlink(missing_ok=True)
            self.changed.emit()
        self._next()
