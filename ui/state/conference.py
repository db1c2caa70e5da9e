"""The conference that the room is in: its people and what is done with them, as QML sees it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from PySide6.QtCore import Property, QDateTime, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api import conference
from appliance.api.conference import Person
from appliance.api.meeting import MeetingState
from ui.link import link
from ui.models import KeyedListModel, qml_value

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

_NEVER = datetime.fromtimestamp(0, UTC)
_NONE = conference.Conference(number="100000000", since=_NEVER)
_NOBODY = Person(id="", name="", since=_NEVER)


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """See Person for what the fields mean."""

    id: str
    name: str
    kind: str
    role: str
    phase: str
    muted: bool
    may_unmute: bool
    camera_on: bool
    sharing: bool
    wants_chair: bool
    answered: bool
    has_hand: bool
    spotlit: bool
    is_room: bool
    """Whether it is this room."""


@QmlElement
@QmlSingleton
class Conference(QObject):
    """People, the lobby, recording and roll call, and the verbs that a host has."""

    changed = Signal()
    knocked = Signal()
    """One more waits to be admitted."""
    handRaised = Signal(str)
    """Somebody else put their hand up: the name."""
    came = Signal(str)
    went = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = _NONE
        self.me = _NOBODY
        self._capabilities: tuple[str, ...] = ()
        self._declined: datetime | None = None
        """When the recording began that people at the glass did not agree to."""
        self._people = KeyedListModel(PersonRow, parent=self)
        self._lobby = KeyedListModel(PersonRow, parent=self)
        link().subscribe("meeting", MeetingState, self._replace)

    def _replace(self, state: MeetingState) -> None:
        before, me_before = self.state, self.me
        call = state.call
        self.state = (call.conference if call else None) or _NONE
        own_id = call.person_id if call else ""
        self.me = next((person for person in self.state.people if person.id == own_id), _NOBODY)
        self._capabilities = call.capabilities if call else ()
        if (before, me_before) == (self.state, self.me) and call is not None:
            self.changed.emit()
            return
        rows = [_row(person, self.state, own_id) for person in _sorted(self.state.people)]
        self._people.replace([row for row in rows if row.phase != "lobby"])
        waiting = self._lobby.rowCount()
        self._lobby.replace([row for row in rows if row.phase == "lobby"])
        self.changed.emit()
        if self._lobby.rowCount() > waiting:
            self.knocked.emit()
        if before.number == self.state.number and before is not _NONE:
            self._tell_people(before)

    def _tell_people(self, before: conference.Conference) -> None:
        known = {person.id: person for person in before.people if person.phase == "present"}
        now = {person.id: person for person in self.state.people if person.phase == "present"}
        for person in now.values():
            if person.id == self.me.id:
                continue
            if person.id not in known:
                self.came.emit(person.name)
            elif person.hand_since and not known[person.id].hand_since:
                self.handRaised.emit(person.name)
        here = {person.id for person in self.state.people}
        for person in known.values():
            if person.id not in here:
                self.went.emit(person.name)

    @Property(QObject, notify=changed)
    def people(self) -> QObject:
        """Model of those who are in: raised hands first, the longest up before the others."""
        return self._people

    @Property(QObject, notify=changed)
    def lobby(self) -> QObject:
        """Model of those who wait to be admitted."""
        return self._lobby

    @Property(int, notify=changed)
    def count(self) -> int:
        """People who are in, this room among them."""
        return self._people.rowCount()

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """People who wait to be admitted."""
        return self._lobby.rowCount()

    @Property(int, notify=changed)
    def hands(self) -> int:
        """Hands that are up."""
        return sum(person.hand_since is not None for person in self.state.people)

    @Property(str, notify=changed)
    def number(self) -> str:
        """Nine digits."""
        return self.state.number

    @Property(str, notify=changed)
    def hostName(self) -> str:
        """The room that holds it."""
        return self.state.host_name

    @Property(bool, notify=changed)
    def moderates(self) -> bool:
        """Whether this room may rule over others."""
        return "moderate" in self._capabilities

    @Property(bool, notify=changed)
    def isHost(self) -> bool:
        """Whether this room is in the chair."""
        return self.me.role == "host"

    @Property(bool, notify=changed)
    def hasHost(self) -> bool:
        """Whether anybody is."""
        return any(person.role == "host" for person in self.state.people)

    @Property(bool, notify=changed)
    def handUp(self) -> bool:
        """Whether this room's hand is up."""
        return self.me.hand_since is not None

    @Property(bool, notify=changed)
    def mayUnmute(self) -> bool:
        """Whether this room may switch its microphone on."""
        return self.me.may_unmute or self.me is _NOBODY

    @Property(bool, notify=changed)
    def locked(self) -> bool:
        """Whether nobody new comes in."""
        return self.state.locked

    @Property(bool, notify=changed)
    def hasLobby(self) -> bool:
        """Whether newcomers wait to be admitted."""
        return self.state.has_lobby

    @Property(str, notify=changed)
    def sharerName(self) -> str:
        """Who else shares a screen; empty for nobody."""
        sharer = next((one for one in self.state.people if one.id == self.state.sharer), _NOBODY)
        return "" if sharer.id == self.me.id else sharer.name

    # Recording and roll call

    @Property(str, notify=changed)
    def recording(self) -> str:
        """off, starting, on, paused or finishing."""
        return self.state.recording.phase

    @Property(QDateTime, notify=changed)
    def recordingSince(self) -> QDateTime:
        """When it began."""
        return qml_value(self.state.recording.since or _NEVER)

    @Property(str, notify=changed)
    def recordedBy(self) -> str:
        """Who began it."""
        return self.state.recording.by

    @Property(int, notify=changed)
    def filmPercent(self) -> int:
        """How much of the film is made."""
        return self.state.recording.percent

    @Property(str, notify=changed)
    def recordingFailure(self) -> str:
        """Why the last one ended early."""
        return self.state.recording.failure

    @Property(bool, notify=changed)
    def mustConsent(self) -> bool:
        """Whether the room is asked to agree to the recording that is on."""
        recording = self.state.recording
        asked = recording.phase in ("starting", "on") and self.me is not _NOBODY
        return asked and not self.me.consented and self._declined != recording.since

    @Property(bool, notify=changed)
    def mustAnswer(self) -> bool:
        """Whether the roll is called and the room has not answered."""
        return self.state.roll_call is not None and self.me is not _NOBODY and not self.me.answered

    @Property(bool, notify=changed)
    def isRollCall(self) -> bool:
        """Whether the roll is called."""
        return self.state.roll_call is not None

    @Property(int, notify=changed)
    def answered(self) -> int:
        """How many answered it."""
        return sum(person.answered for person in self.state.people)

    @Property(QDateTime, notify=changed)
    def endsAt(self) -> QDateTime:
        """When the conference should end."""
        return qml_value(self.state.ends_at or _NEVER)

    @Property(bool, notify=changed)
    def hasEnd(self) -> bool:
        """Whether that is known."""
        return self.state.ends_at is not None

    @Slot(bool)
    def consent(self, recorded: bool) -> None:
        """Agree to be recorded, or do not."""
        self._declined = None if recorded else self.state.recording.since
        link().call("meeting.consent", recorded=recorded)
        self.changed.emit()

    # Verbs of a host; those without parameters by their name

    @Slot(str)
    def do(self, verb: str) -> None:
        """mute_all, allow_all, start_recording, stop_recording, call_roll, end_roll, answer_roll_call, stop_sharing,
        request_chair, release_chair or end_conference.
        """
        if verb == "allow_all":
            link().call("meeting.allow_unmute", people=[])
        else:
            link().call(f"meeting.{verb}")

    @Slot(str, str)
    def doTo(self, verb: str, person_id: str) -> None:
        """admit, deny, mute, allow_unmute, remove, give_chair, lower_hand or spotlight somebody."""
        match verb:
            case "admit" | "allow_unmute":
                link().call(f"meeting.{verb}", people=[person_id])
            case "spotlight":
                spotlit = person_id in self.state.spotlight
                link().call("meeting.set_spotlight", people=[] if spotlit else [person_id])
            case _:
                link().call(f"meeting.{verb}", person_id=person_id)

    @Slot()
    def admitAll(self) -> None:
        """Let all in who wait."""
        link().call("meeting.admit", people=[])

    @Slot(str, str)
    def setRole(self, person_id: str, role: str) -> None:
        """Give somebody other rights."""
        link().call("meeting.set_role", person_id=person_id, role=role)

    @Slot(bool)
    def raiseHand(self, raised: bool) -> None:
        """Put the room's hand up or down."""
        link().call("meeting.raise_hand", raised=raised)

    @Slot(bool)
    def setLocked(self, locked: bool) -> None:
        """Let nobody new come."""
        link().call("meeting.set_locked", locked=locked)

    @Slot(bool)
    def setLobby(self, has_lobby: bool) -> None:
        """Let newcomers wait."""
        link().call("meeting.set_lobby", has_lobby=has_lobby)

    @Slot(str)
    def shareLayout(self, layout: str) -> None:
        """Let all see this layout; empty: each as they like."""
        link().call("meeting.set_shared_layout", layout=layout or None)

    @Slot(int)
    def extend(self, minutes: int) -> None:
        """End later."""
        link().call("meeting.extend", minutes=minutes)


def _sorted(people: tuple[Person, ...]) -> list[Person]:
    return sorted(people, key=lambda one: (one.hand_since is None, one.hand_since or _NEVER))


def _row(person: Person, state: conference.Conference, own_id: str) -> PersonRow:
    facts = {name: getattr(person, name) for name in PersonRow.__struct_fields__ if hasattr(person, name)}
    return PersonRow(
        **facts,
        has_hand=person.hand_since is not None,
        spotlit=person.id in state.spotlight,
        is_room=person.id == own_id,
    )
