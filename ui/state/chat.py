"""What is written, shown and said in the conference, as QML sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.conference import MAX_CHAT, Captioned, Chatted, Message, Reacted
from appliance.api.meeting import Call, MeetingState
from ui.link import link
from ui.models import KeyedListModel

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


class MessageRow(msgspec.Struct, frozen=True, kw_only=True):
    """See Message for what the fields mean."""

    id: str
    name: str
    text: str
    at: datetime
    is_own: bool


@QmlElement
@QmlSingleton
class Chat(QObject):
    """Messages, reactions and captions; what was written before the room came is fetched."""

    changed = Signal()
    written = Signal(str, str)
    """Somebody else wrote: name, text."""
    reacted = Signal(str, str)
    """Name, reaction."""
    captioned = Signal(str, str)
    """Name, what they say."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call: Call | None = None
        self._messages = KeyedListModel(MessageRow, parent=self)
        self._known: dict[int, MessageRow] = {}
        self._seen = 0
        self._is_fetching = False
        link().subscribe("meeting", MeetingState, self._replace)
        link().listen(Chatted, lambda event: self._take([event.message], tell=True))
        link().listen(Reacted, lambda event: self.reacted.emit(self._name(event.person_id), event.reaction))
        link().listen(Captioned, lambda event: self.captioned.emit(self._name(event.person_id), event.text))

    def _replace(self, state: MeetingState) -> None:
        before, self._call = self._call, state.call
        if (before.id if before else "") != (state.call.id if state.call else ""):
            self._known, self._seen, self._is_fetching = {}, 0, False
            self._messages.replace([])
            self.changed.emit()
        conference = state.call.conference if state.call else None
        newest = max(self._known, default=0)
        if conference is not None and conference.chat_count > newest and not self._is_fetching:
            self._is_fetching = True
            link().call("meeting.read_chat", then=self._fetched, otherwise=self._not_fetched, after=newest)

    def _fetched(self, result: Any) -> None:
        self._is_fetching = False
        self._take(msgspec.convert(result or [], list[Message]), tell=False)

    def _not_fetched(self, _code: str, _data: dict[str, Any]) -> None:
        self._is_fetching = False

    def _take(self, messages: list[Message], *, tell: bool) -> None:
        own_id = self._call.person_id if self._call else ""
        for message in messages:
            if message.number in self._known:
                continue
            is_own = message.person_id == own_id
            self._known[message.number] = MessageRow(
                id=str(message.number), name=message.name, text=message.text, at=message.at, is_own=is_own
            )
            if tell and not is_own:
                self.written.emit(message.name, message.text)
        for number in sorted(self._known)[:-MAX_CHAT]:
            del self._known[number]
        self._messages.replace([self._known[number] for number in sorted(self._known)])
        self.changed.emit()

    def _name(self, person_id: str) -> str:
        people = self._call.conference.people if self._call and self._call.conference else ()
        return next((person.name for person in people if person.id == person_id), "")

    @Property(QObject, notify=changed)
    def messages(self) -> QObject:
        """Model of all messages, the oldest first."""
        return self._messages

    @Property(int, notify=changed)
    def unread(self) -> int:
        """Messages of others that nobody at the glass has had in view."""
        return sum(number > self._seen and not row.is_own for number, row in self._known.items())

    @Slot()
    def markSeen(self) -> None:
        """All that there is has been in view."""
        newest = max(self._known, default=0)
        if newest != self._seen:
            self._seen = newest
            self.changed.emit()

    @Slot(str)
    def send(self, text: str) -> None:
        """Write to all."""
        if text.strip():
            link().call("meeting.send_chat", text=text.strip()[:2000])

    @Slot(str)
    def react(self, reaction: str) -> None:
        """Show all a reaction."""
        link().call("meeting.react", reaction=reaction)
