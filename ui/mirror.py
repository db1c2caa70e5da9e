"""The glass for those who watch it from elsewhere: its pictures, in a mailbox that the media worker reads."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from appliance.frames import GLASS, MailboxError, MailboxWriter, PixelFormat

AT_ONCE_MS = 66
"""Between pictures: 15 a second."""
TOUCHED_MS = 200
"""While a finger or pen is down, ink goes first: 5 a second."""
SHARE = 8
TOUCHED_SHARE = 20
"""A picture's cost keeps the GUI thread from everything else: it gets one part in so many, in sum."""

_FORMATS = {
    QImage.Format.Format_RGB32: PixelFormat.BGRX,
    QImage.Format.Format_ARGB32: PixelFormat.BGRX,
    QImage.Format.Format_ARGB32_Premultiplied: PixelFormat.BGRX,
    QImage.Format.Format_RGBX8888: PixelFormat.RGBX,
    QImage.Format.Format_RGBA8888: PixelFormat.RGBX,
    QImage.Format.Format_RGBA8888_Premultiplied: PixelFormat.RGBX,
}
_log = logging.getLogger(__name__)


class Mirror(QObject):
    """Pictures the window while active, and only after it has drawn something new.

    It is not scaled here: Qt keeps Python's lock while it scales, which would hold up ink; the worker does it.
    """

    def __init__(self, folder: Path, window: QQuickWindow) -> None:
        super().__init__(window)
        self.count = 0
        """Pictures taken since this process began."""
        self._path = folder / GLASS
        self._window = window
        self._mailbox: MailboxWriter | None = None
        self._spent_s = 0.0
        self._cost_s = 0.0
        self._taken_s = 0.0
        self._since = 0
        self._is_taking = False
        self._later = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._later.timeout.connect(self._take)

    def set_active(self, is_active: bool) -> None:
        """Begin, or stop and remove the mailbox."""
        if is_active and self._mailbox is None:
            self._begin()
        elif not is_active and self._mailbox is not None:
            self._end(self._mailbox)

    def _begin(self) -> None:
        try:
            self._mailbox = MailboxWriter(self._path)
        except OSError as error:
            _log.error("the glass cannot be shown to those who watch: %s", error)
            return
        self._since, self._spent_s = self.count, 0.0
        self._window.frameSwapped.connect(self._drawn)
        self._take()

    def _end(self, mailbox: MailboxWriter) -> None:
        self._mailbox = None
        self._window.frameSwapped.disconnect(self._drawn)
        self._later.stop()
        mailbox.close()
        taken = self.count - self._since
        _log.info("mirrored %d pictures, %.1f ms each", taken, self._spent_s * 1000 / max(1, taken))

    def _drawn(self) -> None:
        # taking a picture draws what was to be drawn, and has it in it
        if self._is_taking or self._later.isActive():
            return
        is_touched = bool(self._window.property("isTouched"))
        least_s = max(TOUCHED_MS / 1000, self._cost_s * TOUCHED_SHARE) if is_touched else 0.0
        wait_s = max(AT_ONCE_MS / 1000, self._cost_s * SHARE, least_s) - (time.monotonic() - self._taken_s)
        # never at once: this is called from within the drawing
        self._later.start(max(0, round(wait_s * 1000)))

    def _take(self) -> None:
        if self._mailbox is None:
            return
        begun_s = time.monotonic()
        self._is_taking = True
        picture = self._window.grabWindow()
        self._is_taking = False
        if picture.isNull():
            return
        try:
            publish(self._mailbox, picture)
        except MailboxError as error:
            _log.error("the glass is too large for those who watch: %s", error)
        self.count += 1
        self._taken_s = time.monotonic()
        self._cost_s = self._taken_s - begun_s
        self._spent_s += self._cost_s


def publish(mailbox: MailboxWriter, picture: QImage) -> None:
    """Put a picture into a mailbox, converted only where its pixels are of no kind that a mailbox knows.

    Raises MailboxError where it is too large.
    """
    if picture.format() not in _FORMATS:
        picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    kind = _FORMATS[picture.format()]
    mailbox.publish(picture.width(), picture.height(), picture.bytesPerLine(), kind, picture.constBits())
