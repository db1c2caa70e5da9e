"""The laptop on the glass, as QML sees it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Property, QDateTime, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.cast import Cast, CastEnded, CastState
from ui.link import link
from ui.models import qml_value

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

_NONE = Cast(id="", started_at=datetime(1970, 1, 1, tzinfo=UTC), stream="")


@QmlElement
@QmlSingleton
class Casts(QObject):
    """The cast that fills the glass: the first, as a room takes one at a time."""

    changed = Signal()
    activeChanged = Signal()
    ended = Signal(str, str)
    """A cast is over: its sender's name (may be empty), reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = CastState()
        self._cast = _NONE
        self._last = _NONE
        link().subscribe("cast", CastState, self._replace)
        link().listen(CastEnded, self._end)

    def _replace(self, state: CastState) -> None:
        if state != self.state:
            was_active, self.state = self.active_now, state
            self._cast = state.casts[0] if state.casts else _NONE
            self._last = self._cast if state.casts else self._last
            self.changed.emit()
            if self.active_now != was_active:
                self.activeChanged.emit()

    def _end(self, event: CastEnded) -> None:
        # the state without the cast may come before or after this event
        self.ended.emit(self._last.name if self._last.id == event.cast_id else "", event.reason)

    @property
    def active_now(self) -> bool:
        """Whether somebody casts, for Python."""
        return self._cast is not _NONE

    @Property(bool, notify=activeChanged)
    def active(self) -> bool:
        """Whether somebody casts."""
        return self.active_now

    @Property(str, notify=changed)
    def name(self) -> str:
        """Who casts; empty when they did not say."""
        return self._cast.name

    @Property(str, notify=changed)
    def phase(self) -> str:
        """connecting, live or reconnecting."""
        return self._cast.phase

    @Property(str, notify=changed)
    def stream(self) -> str:
        """The mailbox that holds the picture."""
        return self._cast.stream

    @Property(bool, notify=changed)
    def hasSound(self) -> bool:
        """Whether the sender sends sound."""
        return self._cast.has_sound

    @Property(QDateTime, notify=changed)
    def startedAt(self) -> QDateTime:
        """When it began."""
        return qml_value(self._cast.started_at)

    @Slot()
    def stop(self) -> None:
        """End the cast."""
        link().call("cast.stop_cast", cast_id=self._cast.id)
