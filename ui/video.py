"""VideoStream: the newest picture of a mailbox, for whoever paints it."""

from __future__ import annotations

import time

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from appliance.frames import Frame, MailboxError, MailboxReader
from ui.link import link

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 8
OPEN_MS = 100
WATCH_MS = 500


@QmlElement
class VideoStream(QObject):
    """Reads while `active`. The last picture stays until another stream is named, whatever becomes of the writer."""

    changed = Signal()
    frameRead = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.frame: Frame | None = None
        self._stream = ""
        self._active = False
        self._stalled_ms = 0
        self._reader: MailboxReader | None = None
        self._inode = 0
        self._sequence = 0
        self._tick = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._read)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)

    @Property(str, notify=changed)
    def stream(self) -> str:  # pyright: ignore[reportRedeclaration]
        """The mailbox's name; empty for none."""
        return self._stream

    @stream.setter
    def stream(self, stream: str) -> None:
        if stream != self._stream:
            self._stream = stream
            self._leave()
            self.frame = None
            self._begin()
            self.changed.emit()
            self.frameRead.emit()

    @Property(bool, notify=changed)
    def active(self) -> bool:  # pyright: ignore[reportRedeclaration]
        """Whether anybody looks."""
        return self._active

    @active.setter
    def active(self, active: bool) -> None:
        if active != self._active:
            self._active = active
            self._leave()
            self._begin()
            self.changed.emit()

    @Property(bool, notify=changed)
    def hasFrame(self) -> bool:
        """Whether there is a picture to show."""
        return self.frame is not None

    @Property(int, notify=changed)
    def frameWidth(self) -> int:
        """Pixels; 0 before the first picture."""
        return self.frame.width if self.frame else 0

    @Property(int, notify=changed)
    def frameHeight(self) -> int:
        """Pixels; 0 before the first picture."""
        return self.frame.height if self.frame else 0

    @Property(int, notify=changed)
    def stalledMs(self) -> int:
        """Age of the picture, told twice a second once it is older than that."""
        return self._stalled_ms

    def show(self, frame: Frame) -> None:
        """Show this picture until another is read."""
        self.frame = frame
        self.frameRead.emit()
        self.changed.emit()

    @Slot()
    def release(self) -> None:
        """Let go of file and timers."""
        self._leave()

    def _begin(self) -> None:
        if self._active and self._stream:
            self._watch.start(OPEN_MS)
            self._look()

    def _leave(self) -> None:
        self._watch.stop()
        self._tick.stop()
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _look(self) -> None:
        """Open the mailbox, or open it anew where a restarted writer has replaced it."""
        self._tell_stall()
        path = link().mailbox(self._stream)
        try:
            inode = path.stat().st_ino
            if self._reader is not None and inode == self._inode:
                return
            reader = MailboxReader(path)
        except (OSError, MailboxError):
            return
        self._open(reader, inode)

    def _open(self, reader: MailboxReader, inode: int) -> None:
        self._leave()
        self._reader, self._inode, self._sequence = reader, inode, 0
        self._watch.start(WATCH_MS)
        self._tick.start()

    def _read(self) -> None:
        if self._reader is None:
            return
        frame = self._reader.read(self._sequence)
        if frame is None:
            if self._reader.closed:
                self._leave()
                self._watch.start(OPEN_MS)
            return
        resized = self.frame is None or frame[2:4] != self.frame[2:4]
        self.frame, self._sequence = frame, frame.sequence
        self.frameRead.emit()
        if resized or self._stalled_ms:
            self._stalled_ms = 0
            self.changed.emit()

    def _tell_stall(self) -> None:
        age_ms = (time.monotonic_ns() - self.frame.t_ns) // 1_000_000 if self.frame else 0
        stalled_ms = age_ms if age_ms >= WATCH_MS else 0
        if stalled_ms != self._stalled_ms:
            self._stalled_ms = stalled_ms
            self.changed.emit()
