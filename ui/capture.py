"""Captures: pictures of the glass for whoever holds the admin code."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtQuick import QQuickWindow

from appliance.api.glass import CaptureRequested
from ui.link import Link

QUALITY = 80
"""For PNG little compression, which is quick; for JPEG good."""

_log = logging.getLogger(__name__)


class Captures(QObject):
    """Grabs the window when the room asks; scaling and encoding run beside the GUI thread."""

    written = Signal(str, int, int)

    def __init__(self, link: Link, window: QQuickWindow) -> None:
        super().__init__(window)
        self._link = link
        self._window = window
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.written.connect(self._deliver)
        link.listen(CaptureRequested, self._grab)

    def _grab(self, request: CaptureRequested) -> None:
        if Path(request.path).parent != self._link.pictures:
            _log.error("a capture was asked for outside of %s: %s", self._link.pictures, request.path)
            return
        self._pool.start(_Encoding(self._window.grabWindow(), request, self))

    def _deliver(self, capture_id: str, width: int, height: int) -> None:
        self._link.call("glass.deliver_capture", capture_id=capture_id, width=width, height=height)


class _Encoding(QRunnable):
    def __init__(self, picture: QImage, request: CaptureRequested, captures: Captures) -> None:
        super().__init__()
        self._picture = picture
        self._request = request
        self._captures = captures

    def run(self) -> None:
        picture, request = self._picture, self._request
        if 0 < request.max_width < picture.width():
            picture = picture.scaledToWidth(request.max_width, Qt.TransformationMode.SmoothTransformation)
        path = Path(request.path)
        fresh = path.with_name(f".{path.name}.new")
        writer = QImageWriter(str(fresh), QByteArray(request.format.encode()))
        writer.setQuality(QUALITY)
        if writer.write(picture):
            fresh.replace(path)
            self._captures.written.emit(request.capture_id, picture.width(), picture.height())
        else:
            _log.error("the picture of the glass could not be written to %s: %s", path, writer.errorString())
