"""Still: a stream's picture held and kept, so that ink drawn over it has something to lie on."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QByteArray, QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImageWriter
from PySide6.QtQml import QmlElement

from appliance.frames import Frame
from ui.link import WORK_MS, link
from ui.picture import to_image
from ui.video import VideoStream

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

QUALITY = 80
"""Of PNG: little compression, which is quick."""

_log = logging.getLogger(__name__)


@QmlElement
class Still(QObject):
    """Takes a stream's newest picture into the open board's assets; encoding runs beside the GUI thread."""

    busyChanged = Signal()
    kept = Signal(str, str, int, int)
    """The picture is the board's: SHA-256, MIME type, width, height."""
    failed = Signal(str)
    """It is not: error code."""
    written = Signal(str, int, int)
    """Its file lies in the inbox: name (empty where it could not be written), width, height."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self.written.connect(self._hand_over)

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        """Whether a picture is on its way."""
        return self._busy

    @Slot(QObject)
    def keep(self, source: VideoStream) -> None:
        """Keep the picture that the stream shows now."""
        frame = source.frame
        if self._busy or frame is None:
            return
        self._set_busy(True)
        folder = link().boards / "inbox"
        QThreadPool.globalInstance().start(_Encoding(frame, folder / f"still-{secrets.token_hex(8)}.png", self))

    def _hand_over(self, name: str, width: int, height: int) -> None:
        if not name:
            self._fail("board.not_saved", {})
            return

        def take(sha: Any) -> None:
            self._set_busy(False)
            self.kept.emit(str(sha), "image/png", width, height)

        link().call("board.keep_picture", take, self._fail, within_ms=WORK_MS, name=name)

    def _fail(self, code: str, _data: dict[str, Any]) -> None:
        self._set_busy(False)
        self.failed.emit(code)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busyChanged.emit()


class _Encoding(QRunnable):
    def __init__(self, frame: Frame, path: Path, still: Still) -> None:
        super().__init__()
        self._frame = frame
        self._path = path
        self._still = still

    def run(self) -> None:
        # a name with a dot in front is not yet whole
        fresh = self._path.with_name(f".{self._path.name}.new")
        writer = QImageWriter(str(fresh), QByteArray(b"png"))
        writer.setQuality(QUALITY)
        image = to_image(self._frame)
        if writer.write(image):
            fresh.replace(self._path)
            self._still.written.emit(self._path.name, image.width(), image.height())
        else:
            _log.error("a still picture could not be written to %s: %s", self._path, writer.errorString())
            self._still.written.emit("", 0, 0)
