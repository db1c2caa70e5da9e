"""Held: pictures that the glass holds still, whichever of its pages shows them."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.frames import Frame
from ui.video import VideoStream

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Held(QObject):
    """The held picture of each stream, until it is let go or the stream is over."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: dict[str, Frame] = {}

    @Property("QStringList", notify=changed)  # pyright: ignore[reportArgumentType]
    def streams(self) -> list[str]:
        """Whose picture is held."""
        return list(self._frames)

    @Slot(str, QObject)
    def hold(self, stream: str, source: VideoStream) -> None:
        """Hold the picture that a stream shows now; without one there is nothing to hold."""
        if source.frame is not None:
            self._frames[stream] = source.frame
            self.changed.emit()

    @Slot(str)
    def release(self, stream: str) -> None:
        """Let the picture go on."""
        if self._frames.pop(stream, None) is not None:
            self.changed.emit()

    @Slot("QStringList")  # pyright: ignore[reportArgumentType]
    def keep(self, streams: list[str]) -> None:
        """Forget the pictures of all other streams: they are over."""
        left = {stream: frame for stream, frame in self._frames.items() if stream in streams}
        if len(left) < len(self._frames):
            self._frames = left
            self.changed.emit()

    @Slot(str, QObject)
    def show(self, stream: str, source: VideoStream) -> None:
        """Put the held picture where a new page shows the stream."""
        if stream in self._frames:
            source.show(self._frames[stream])
