"""BoardVerbs: what QML can do with a canvas."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any, get_args

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlAnonymous

from appliance.ink.element import GLASS_UNITS, Background, Image, Template, new_id
from appliance.ink.record import META, page_to_value
from ui.canvas import pages
from ui.canvas.board import BoardItem
from ui.canvas.desk import AUTHOR
from ui.canvas.replay import BadHistory
from ui.canvas.selection_face import SelectionFace

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1

ZOOM_STEP = 1.25
SPACING = {"ruled": 48.0, "grid": 48.0, "dots": 48.0, "staff": 14.0}
IMAGE_SHARE = 0.5
_log = logging.getLogger(__name__)


@QmlAnonymous
class BoardVerbs(BoardItem):
    """Deeds that belong to no contact are those of the first palette's person."""

    @Slot(str)
    def goToPage(self, page_id: str) -> None:
        """Show a page."""
        if page_id in self.facts.page_ids and page_id != self.desk.page_id and self._replay is None:
            self.hands.cancel()
            self.writing.leave()
            self.desk.go(page_id)

    @Slot()
    def nextPage(self) -> None:
        """Show the page after this one, if there is one."""
        self._turn(1)

    @Slot()
    def previousPage(self) -> None:
        """Show the page before this one, if there is one."""
        self._turn(-1)

    @Slot()
    def addPage(self) -> None:
        """Add a page of the same template after this one, and show it."""
        if self.may_edit():
            template = self.facts.template if self.facts.template not in ("pdf", "image") else "plain"
            self._add_page(template, None, {})

    @Slot(str)
    def removePage(self, page_id: str) -> None:
        """Remove a page; the last one is only emptied."""
        if self.may_edit():
            with self.desk.edit_pages(self.person()) as doc:
                pages.remove_page(doc, page_id)

    @Slot(str, int)
    def movePage(self, page_id: str, index: int) -> None:
        """Give a page another place."""
        if self.may_edit():
            with self.desk.edit_pages(self.person()) as doc:
                pages.move_page(doc, page_id, index)

    @Slot(str)
    def setTemplate(self, template: str) -> None:
        """Change what lies under this page's ink."""
        if self.may_edit() and template in get_args(Template):
            spacing = SPACING.get(template, 48.0)
            with self.desk.edit_pages(self.person()) as doc:
                pages.change_page(doc, self.desk.page_id, t=template, s=spacing, a=None, m=None, n=None)

    @Slot(bool)
    def setDark(self, dark: bool) -> None:
        """Make the board dark or light."""
        if self.may_edit():
            with self.desk.edit_pages(self.person()) as doc:
                pages.root(doc, META)["dark"] = dark

    @Slot()
    def zoomIn(self) -> None:
        """Show less, larger."""
        self.zoomTo(self.view.zoom * ZOOM_STEP)

    @Slot()
    def zoomOut(self) -> None:
        """Show more, smaller."""
        self.zoomTo(self.view.zoom / ZOOM_STEP)

    @Slot(float)
    def zoomTo(self, zoom: float) -> None:
        """Zoom about the middle."""
        self.view.zoom_about(zoom, self.width() / 2, self.height() / 2)
        self._view_moved(settle=True)

    @Slot()
    def fitContent(self) -> None:
        """Show all that is on the page."""
        extent = self.desk.sheet.index.extent()
        if self.desk.sheet.size is None and extent is not None:
            self.view.show(extent)
            self._view_moved(settle=True)
        else:
            self._show_place()

    @Slot()
    def resetView(self) -> None:
        """Show what a new page shows."""
        self._show_place()

    @Slot(float, float)
    def panTo(self, x: float, y: float) -> None:
        """Bring a point, in board units, to the middle."""
        scale = self.view.item_scale
        self.view.place(x - self.width() / scale / 2, y - self.height() / scale / 2)
        self._view_moved()

    @Slot()
    def clearPage(self) -> None:
        """Remove all that is not locked."""
        if self.may_edit():
            locked = {key for key, value in self.desk.sheet.overrides.items() if value.get("l")}
            with self.desk.edit(self.person()) as edit:
                for element_id in list(self.desk.sheet.values):
                    if element_id not in locked:
                        edit.remove(element_id)

    @Slot(int, result=SelectionFace)
    def selectionOf(self, person: int) -> SelectionFace:
        """What a person has selected; the same as long as the canvas lives."""
        return self.selection_face(person)

    @Slot(str)
    def commitText(self, text: str) -> None:
        """Keep what was written; nothing written leaves nothing."""
        self.writing.commit(text)
        self._tell_editing()

    @Slot(str)
    def draftText(self, text: str) -> None:
        """What is written so far: kept should the board leave the glass meanwhile."""
        self.writing.draft = text

    @Slot()
    def cancelText(self) -> None:
        """Leave the text as it was."""
        self.writing.cancel()
        self._tell_editing()

    @Slot(str, str, int, int)
    def insertImage(self, sha: str, mime: str, width: int, height: int) -> None:
        """Put an asset into the middle of the view and select it."""
        if not self.may_edit() or width <= 0 or height <= 0:
            return
        x0, y0, x1, y1 = self.view.rect
        factor = min((x1 - x0) * IMAGE_SHARE / width, (y1 - y0) * IMAGE_SHARE / height)
        w, h = width * factor, height * factor
        image = Image(
            x=(x0 + x1 - w) / 2, y=(y0 + y1 - h) / 2, w=w, h=h, asset=sha, mime=mime,
            author=AUTHOR + self.person(), created_ms=int(time.time() * 1000),
        )  # fmt: skip
        element_id = new_id()
        with self.desk.edit(self.person()) as edit:
            edit.put(element_id, image)
        self.selections.of(self.person()).select([element_id])

    @Slot(str, str, int, int)
    def addPicturePage(self, sha: str, mime: str, width: int, height: int) -> None:
        """Add a page with an asset under its ink, and show it."""
        if self.may_edit() and width > 0 and height > 0:
            self._add_page("image", (GLASS_UNITS, GLASS_UNITS * height / width), {"a": sha, "m": mime, "n": 0})

    @Slot(str, str, int, int)
    def setPicture(self, sha: str, mime: str, width: int, height: int) -> None:
        """Put an asset under this page's ink."""
        if self.may_edit() and width > 0 and height > 0:
            size = [GLASS_UNITS, GLASS_UNITS * height / width]
            with self.desk.edit_pages(self.person()) as doc:
                pages.change_page(doc, self.desk.page_id, t="image", z=size, a=sha, m=mime, n=0)

    @Slot(str, result=bool)
    def replay(self, file: str) -> bool:
        """Show a board's history from a file instead of the board; whether that can be read."""
        try:
            self._show_history(Path(file))
        except (OSError, BadHistory) as error:
            _log.error("the history cannot be shown: %s", error)
            self._replay = None
            self.tell(replaying=False)
            return False
        return True

    @Slot(float)
    def seekReplay(self, position: float) -> None:
        """Show the history at a point between 0 and 1."""
        self._seek(position)

    @Slot()
    def stopReplay(self) -> None:
        """Show the board again."""
        self._end_history()

    @Slot(result=bool)
    def isBlank(self) -> bool:
        """Whether nothing is on the page and nothing of note under it."""
        return not self.desk.sheet.values and self.facts.template not in ("pdf", "image")

    @Slot(str, int, result=str)
    def pagePicture(self, page_id: str, width: int) -> str:
        """URL of a small picture of a page; empty while there is none, see `pictureRevision`."""
        return self.thumbnails.picture(page_id, width)

    def _turn(self, by: int) -> None:
        ids = self.facts.page_ids
        at = ids.index(self.desk.page_id) + by if self.desk.page_id in ids else -1
        if 0 <= at < len(ids):
            self.goToPage(ids[at])

    def _add_page(self, template: Any, size: tuple[float, float] | None, keys: dict[str, Any]) -> None:
        self.writing.leave()
        page_id = new_id()
        background = Background(template=template, spacing=SPACING.get(template, 48.0))
        value = page_to_value(0.0, size, background) | keys
        with self.desk.edit_pages(self.person()) as doc:
            pages.add_page(doc, page_id, self.desk.page_id, value)
        self.hands.cancel()
        self.desk.go(page_id)
