"""BoardCanvas: the whiteboard as a QML item."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor
from PySide6.QtQml import QmlElement

from ui.canvas.face import BoardFace

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BoardCanvas(BoardFace):
    """Shows a board and takes ink."""

    @Slot(str)
    def goToPage(self, page_id: str) -> None:
        """Show a page."""

    @Slot()
    def nextPage(self) -> None:
        """Show the page after this one, if there is one."""

    @Slot()
    def previousPage(self) -> None:
        """Show the page before this one, if there is one."""

    @Slot()
    def addPage(self) -> None:
        """Add a page of the same template after this one, and show it."""

    @Slot(str)
    def removePage(self, page_id: str) -> None:
        """Remove a page; the last one is only emptied."""

    @Slot(str, int)
    def movePage(self, page_id: str, index: int) -> None:
        """Give a page another place."""

    @Slot(str)
    def setTemplate(self, template: str) -> None:
        """Change what lies under this page's ink."""

    @Slot(bool)
    def setDark(self, dark: bool) -> None:
        """Make the board dark or light."""

    @Slot()
    def zoomIn(self) -> None:
        """Show less, larger."""

    @Slot()
    def zoomOut(self) -> None:
        """Show more, smaller."""

    @Slot(float)
    def zoomTo(self, zoom: float) -> None:
        """Zoom about the middle."""

    @Slot()
    def fitContent(self) -> None:
        """Show all that is on the page."""

    @Slot()
    def resetView(self) -> None:
        """Show what a new page shows."""

    @Slot(float, float)
    def panTo(self, x: float, y: float) -> None:
        """Bring a point, in board units, to the middle."""

    @Slot()
    def clearPage(self) -> None:
        """Remove all that is not locked."""

    @Slot()
    def deleteSelection(self) -> None:
        """Remove what is selected."""

    @Slot()
    def duplicateSelection(self) -> None:
        """Put a copy beside what is selected, and select the copy."""

    @Slot()
    def groupSelection(self) -> None:
        """Make one group of what is selected."""

    @Slot()
    def ungroupSelection(self) -> None:
        """Dissolve the groups in the selection."""

    @Slot(bool)
    def lockSelection(self, locked: bool) -> None:
        """Fix what is selected to its place, or release it."""

    @Slot()
    def bringToFront(self) -> None:
        """Over everything."""

    @Slot()
    def sendToBack(self) -> None:
        """Under everything."""

    @Slot()
    def bringForward(self) -> None:
        """Over the next one."""

    @Slot()
    def sendBackward(self) -> None:
        """Under the next one."""

    @Slot(QColor)
    def recolourSelection(self, color: QColor) -> None:
        """Give what is selected a colour."""

    @Slot()
    def clearSelection(self) -> None:
        """Select nothing."""

    @Slot()
    def editSelection(self) -> None:
        """Write in the text or note that is selected."""

    @Slot(str)
    def commitText(self, text: str) -> None:
        """Keep what was written; nothing written leaves nothing."""

    @Slot()
    def cancelText(self) -> None:
        """Leave the text as it was."""

    @Slot(str, str, int, int)
    def insertImage(self, sha: str, mime: str, width: int, height: int) -> None:
        """Put an asset into the middle of the view and select it."""

    @Slot(str, str, int, int)
    def addPicturePage(self, sha: str, mime: str, width: int, height: int) -> None:
        """Add a page with an asset under its ink, and show it."""

    @Slot(str, str, int, int)
    def setPicture(self, sha: str, mime: str, width: int, height: int) -> None:
        """Put an asset under this page's ink."""

    @Slot(str)
    def replay(self, file: str) -> None:
        """Show a board's history from a file instead of the board."""

    @Slot(float)
    def seekReplay(self, position: float) -> None:
        """Show the history at a point between 0 and 1."""

    @Slot()
    def stopReplay(self) -> None:
        """Show the board again."""

    @Slot(str, int, result=str)
    def pagePicture(self, page_id: str, width: int) -> str:
        """URL of a small picture of a page, which changes with the page; empty while there is none."""
        return f"{page_id}{width}"[:0]
