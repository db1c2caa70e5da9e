"""The screens on the glass, as QML sees them."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.cast import Cast, CastEnded, CastPointed, CastState, Waiting
from ui.cast.row import CastRow
from ui.link import link
from ui.models import KeyedListModel

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

REMEMBERED = 32
"""Casts whose names are known after they are over: the word that one ended may come after the state without it."""
_NONE = Cast(id="", started_at=datetime(1970, 1, 1, tzinfo=UTC), stream="")


@QmlElement
@QmlSingleton
class Casts(QObject):
    """Those that are seen, those that ask to be, and who waits for a place."""

    changed = Signal()
    activeChanged = Signal()
    rosterChanged = Signal()
    """Casts came, went, changed their phase or place; not: how well they come in."""
    joined = Signal(str)
    """One more is seen beside others: its name (may be empty)."""
    asked = Signal()
    """One more wants to be seen."""
    ended = Signal(str, str, bool)
    """A cast is over: its sender's name (may be empty), reason, whether it was seen."""
    pointed = Signal(str, float, float, bool)
    """A sender points at their own picture: cast, x and y in fractions of it, whether the pointer is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = CastState()
        self.shown_now: list[Cast] = []
        """Those that are seen, for Python."""
        self._remembered: dict[str, Cast] = {}
        self._shown = KeyedListModel(CastRow, parent=self)
        self._asking = KeyedListModel(CastRow, parent=self)
        self._queue = KeyedListModel(Waiting, parent=self)
        link().subscribe("cast", CastState, self._replace)
        link().listen(CastEnded, self._end)
        link().listen(CastPointed, lambda event: self.pointed.emit(event.cast_id, event.x, event.y, event.shown))

    def _replace(self, state: CastState) -> None:
        if state == self.state:
            return
        before, self.state = self.state, state
        seen_before, self.shown_now = self.shown_now, [cast for cast in state.casts if cast.admitted]
        asking_before = self._asking.rowCount()
        self._remember(state.casts)
        self._shown.replace([CastRow.of(cast) for cast in self.shown_now])
        self._asking.replace([CastRow.of(cast) for cast in state.casts if not cast.admitted])
        self._queue.replace(state.queue)
        self.changed.emit()
        if roster(before) != roster(state):
            self.rosterChanged.emit()
        if bool(seen_before) != bool(self.shown_now):
            self.activeChanged.emit()
        elif seen_before:
            self._tell_joined({cast.id for cast in seen_before})
        if self._asking.rowCount() > asking_before:
            self.asked.emit()

    def _remember(self, casts: tuple[Cast, ...]) -> None:
        for cast in casts:
            self._remembered.pop(cast.id, None)
            self._remembered[cast.id] = cast
        for gone in list(self._remembered)[:-REMEMBERED]:
            del self._remembered[gone]

    def _tell_joined(self, seen_before: set[str]) -> None:
        for cast in self.shown_now:
            if cast.id not in seen_before:
                self.joined.emit(cast.name)

    def _end(self, event: CastEnded) -> None:
        cast = self._remembered.get(event.cast_id, _NONE)
        self.ended.emit(cast.name, event.reason, cast.admitted)

    def _find(self, cast_id: str) -> Cast:
        return next((cast for cast in self.state.casts if cast.id == cast_id), _NONE)

    @Property(bool, notify=activeChanged)
    def active(self) -> bool:
        """Whether a cast is seen."""
        return bool(self.shown_now)

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many are seen."""
        return len(self.shown_now)

    @Property("QStringList", notify=changed)  # pyright: ignore[reportArgumentType]
    def names(self) -> list[str]:
        """Who is seen, in the order of the tiles; empty for those who did not say."""
        return [cast.name for cast in self.shown_now]

    @Property("QStringList", notify=changed)  # pyright: ignore[reportArgumentType]
    def ids(self) -> list[str]:
        """Ids of those that are seen, in the order of the tiles."""
        return [cast.id for cast in self.shown_now]

    @Property("QStringList", notify=changed)  # pyright: ignore[reportArgumentType]
    def streams(self) -> list[str]:
        """Mailboxes of those that are seen."""
        return [cast.stream for cast in self.shown_now]

    @Property(int, notify=changed)
    def bigIndex(self) -> int:
        """Of the enlarged one among several, or -1."""
        ids = [cast.id for cast in self.shown_now]
        return ids.index(self.state.enlarged) if len(ids) > 1 and self.state.enlarged in ids else -1

    @Property(QObject, notify=changed)
    def shown(self) -> QObject:
        """Model of those that are seen, in the order of their tiles."""
        return self._shown

    @Property(QObject, notify=changed)
    def asking(self) -> QObject:
        """Model of those that want to be."""
        return self._asking

    @Property(str, notify=changed)
    def airplay(self) -> str:
        """off, absent, ready or failed."""
        return self.state.airplay

    @Property(bool, notify=changed)
    def isAsked(self) -> bool:
        """Whether somebody asks to be shown."""
        return any(not cast.admitted for cast in self.state.casts)

    @Property(QObject, notify=changed)
    def queue(self) -> QObject:
        """Model of those who wait for a place."""
        return self._queue

    @Property("QStringList", notify=changed)  # pyright: ignore[reportArgumentType]
    def waitingNames(self) -> list[str]:
        """Who waits for a place, the next first; not those whose turn it is."""
        return [waiting.name for waiting in self.state.queue if not waiting.called]

    @Property("QStringList", notify=changed)  # pyright: ignore[reportArgumentType]
    def calledNames(self) -> list[str]:
        """Whose turn it is: a place is kept for each of them."""
        return [waiting.name for waiting in self.state.queue if waiting.called]

    @Slot(str, result=str)
    def stream(self, cast_id: str) -> str:
        """The mailbox of a cast; empty when there is no such cast."""
        return self._find(cast_id).stream

    @Slot(result=str)
    def foremost(self) -> str:
        """The cast that is looked at: the enlarged one, else the first; empty for none."""
        ids = [cast.id for cast in self.shown_now]
        return self.state.enlarged if self.state.enlarged in ids else next(iter(ids), "")

    @Slot(str)
    def stop(self, cast_id: str) -> None:
        """End a cast, or refuse one that asks."""
        link().call("cast.stop_cast", cast_id=cast_id)

    @Slot()
    def stopAll(self) -> None:
        """End all that are seen."""
        for cast in self.shown_now:
            self.stop(cast.id)

    @Slot(str)
    def admit(self, cast_id: str) -> None:
        """Let one that asks be seen and heard."""
        link().call("cast.admit_cast", cast_id=cast_id)

    @Slot(str)
    def enlarge(self, cast_id: str) -> None:
        """Draw one big; with an empty id all alike."""
        link().call("cast.enlarge_cast", cast_id=cast_id)

    @Slot(str, str)
    def exchange(self, cast_id: str, other_id: str) -> None:
        """Let two change places; who is big stays so in its new place."""
        ids = [cast.id for cast in self.shown_now]
        if cast_id in ids and other_id in ids:
            places = {cast_id: other_id, other_id: cast_id}
            link().call("cast.order_casts", cast_ids=[places.get(one, one) for one in ids])

    @Slot(str, bool)
    def setMuted(self, cast_id: str, muted: bool) -> None:
        """Silence one, or let it be heard again."""
        link().call("cast.set_muted", cast_id=cast_id, muted=muted)


def roster(state: CastState) -> tuple[object, ...]:
    """What of a state decides how the glass is arranged, and what a worker that begins anew must be told."""
    return (state.enlarged, *((cast.id, cast.phase, cast.admitted) for cast in state.casts))
