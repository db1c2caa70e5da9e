"""The board alone, without tools and whatever else lies over it, for those in the call: pictures in a mailbox."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickWindow

from appliance.frames import MailboxError, MailboxWriter
from ui.mirror import AT_ONCE_MS, SHARE, TOUCHED_MS, TOUCHED_SHARE, publish

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

BOARD = "board"
"""The stream of the board that is shared."""

_log = logging.getLogger(__name__)


class BoardMirror(QObject):
    """Pictures the board's canvas while it is shared, at most 15 times a second, and publishes what has changed.

    The mailbox stays from the first picture to the end of sharing, whichever page shows the board meanwhile.
    """

    def __init__(self, folder: Path, window: QQuickWindow) -> None:
        super().__init__(window)
        self.count = 0
        """Pictures published since this process began."""
        self._path = folder / BOARD
        self._window = window
        self._canvas: QQuickItem | None = None
        self._mailbox: MailboxWriter | None = None
        self._grab: object = None
        """The picture that is being taken; it must live until then."""
        self._begun_s = 0.0
        self._cost_s = 0.0
        self._last = QImage()
        self._later = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._later.timeout.connect(self._take)

    def set_active(self, is_active: bool) -> None:
        """Begin, or stop and remove the mailbox."""
        if is_active and self._mailbox is None:
            try:
                self._mailbox = MailboxWriter(self._path)
            except OSError as error:
                _log.error("the board cannot be shown to the call: %s", error)
                return
            self._window.frameSwapped.connect(self._drawn)
            self._drawn()
        elif not is_active and self._mailbox is not None:
            self._window.frameSwapped.disconnect(self._drawn)
            self._later.stop()
            self._mailbox.close()
            self._mailbox, self._grab, self._last = None, None, QImage()

    def show(self, canvas: QQuickItem) -> None:
        """This is where the board is drawn now."""
        self._canvas = canvas
        self._grab = None
        if self._mailbox is not None:
            self._drawn()

    def hide(self, canvas: QQuickItem) -> None:
        """It is drawn there no longer; another place may have taken over already."""
        if self._canvas is canvas:
            self._canvas = self._grab = None
            self._later.stop()

    def _drawn(self) -> None:
        # taking a picture draws what was to be drawn, and has it in it
        if self._canvas is None or self._grab is not None or self._later.isActive():
            return
        is_touched = bool(self._window.property("isTouched"))
        least_s = max(TOUCHED_MS / 1000, self._cost_s * TOUCHED_SHARE) if is_touched else 0.0
        wait_s = max(AT_ONCE_MS / 1000, self._cost_s * SHARE, least_s) - (time.monotonic() - self._begun_s)
        # never at once: this is called from within the drawing
        self._later.start(max(0, round(wait_s * 1000)))

    def _take(self) -> None:
        if self._canvas is None or self._canvas.width() < 1 or not self._window.isVisible():
            return
        self._begun_s = time.monotonic()
        grab = self._canvas.grabToImage()
        if grab is not None:
            self._grab = grab
            grab.data().ready.connect(lambda: self._taken(grab))

    def _taken(self, grab: object) -> None:
        if grab is not self._grab or self._mailbox is None:
            return
        self._grab = None
        picture: QImage = grab.data().image()  # pyright: ignore[reportAttributeAccessIssue]
        if not picture.isNull() and picture != self._last:
            try:
                publish(self._mailbox, picture)
            except MailboxError as error:
                _log.error("the board is too large for the call: %s", error)
            self._last = picture
            self.count += 1
        self._cost_s = time.monotonic() - self._begun_s


_installed: list[BoardMirror] = []


def install(mirror: BoardMirror) -> None:
    """Make this the mirror of every SharedBoard."""
    _installed[:] = [mirror]


@QmlElement
class SharedBoard(QObject):
    """A canvas whose board those in the call see, while the board is shared."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas: QQuickItem | None = None

    @Property(QQuickItem, notify=changed)
    def canvas(self) -> QQuickItem | None:  # pyright: ignore[reportRedeclaration]
        """Where the board is drawn."""
        return self._canvas

    @canvas.setter
    def canvas(self, canvas: QQuickItem | None) -> None:
        self.release()
        self._canvas = canvas
        if canvas is not None:
            _installed[0].show(canvas)
        self.changed.emit()

    @Slot()
    def release(self) -> None:
        """The canvas goes away."""
        if self._canvas is not None:
            _installed[0].hide(self._canvas)
            self._canvas = None
