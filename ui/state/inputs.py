"""What is plugged into the room by a cable and not yet on the glass, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.cast import CastState, Incoming
from ui import clock
from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

_UNABLE = ("full", "failed")


@QmlElement
@QmlSingleton
class Inputs(QObject):
    """The input that will be shared next, and one that was dismissed and may still be shared."""

    changed = Signal()
    refused = Signal(str, str)
    """An input could not be shared by itself: its name, and full or failed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._incoming: tuple[Incoming, ...] = ()
        link().subscribe("cast", CastState, self._replace)

    def _replace(self, state: CastState) -> None:
        before, self._incoming = self._incoming, state.incoming
        if before == self._incoming:
            return
        were_refused = {each.device_id for each in before if each.dismissed in _UNABLE}
        self.changed.emit()
        for each in self._incoming:
            if each.dismissed in _UNABLE and each.device_id not in were_refused:
                self.refused.emit(each.name, each.dismissed)

    @property
    def _next(self) -> Incoming | None:
        return min(
            (each for each in self._incoming if not each.dismissed), key=lambda each: each.starts_at, default=None
        )

    @property
    def _resting(self) -> Incoming | None:
        return next((each for each in self._incoming if each.dismissed), None)

    @Property(str, notify=changed)
    def nextId(self) -> str:
        """The input that is counted down for; empty where there is none."""
        return self._next.device_id if self._next else ""

    @Property(str, notify=changed)
    def nextName(self) -> str:
        """What it is called."""
        return self._next.name if self._next else ""

    @Property(str, notify=changed)
    def restingId(self) -> str:
        """An input with a signal that is not shared by itself; empty where there is none."""
        return self._resting.device_id if self._resting else ""

    @Property(str, notify=changed)
    def restingName(self) -> str:
        """What it is called."""
        return self._resting.name if self._resting else ""

    @Slot(result=float)
    def secondsLeft(self) -> float:
        """Until the next input is shared, never less than 0."""
        return max(0.0, (self._next.starts_at - clock.utc_now()).total_seconds()) if self._next else 0.0

    @Slot(str)
    def start(self, device_id: str) -> None:
        """Share it now."""
        link().call("cast.start_input", device_id=device_id)

    @Slot(str)
    def dismiss(self, device_id: str) -> None:
        """Do not share it by itself this time."""
        link().call("cast.dismiss_input", device_id=device_id)
