"""The room's call, as QML sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Property, QDateTime, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.meeting import Call, MeetingState
from ui.link import link
from ui.meeting.seat import Seat, big_index, seats
from ui.models import KeyedListModel, qml_value

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

JOIN_MS = 30_000
"""How long a verb may take that begins a call: what becomes of it afterwards is told by the state."""
_NONE = Call(id="", kind="hosted", since=datetime.fromtimestamp(0, UTC))


@QmlElement
@QmlSingleton
class Meeting(QObject):
    """What the room is in or on its way into, what the glass draws of it, and the verbs of the room itself."""

    changed = Signal()
    seatsChanged = Signal()
    """Pictures came, went or changed their place."""
    begun = Signal()
    ended = Signal()
    joinRefused = Signal(str)
    """A call could not even be begun: the code."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = MeetingState()
        self.call = _NONE
        """The call for Python; one without id while there is none."""
        self._big = -1
        self._seats = KeyedListModel(Seat, parent=self)
        self._asked: tuple[str, dict[str, Any]] | None = None
        """How the last call was begun, so that it can be tried again."""
        link().subscribe("meeting", MeetingState, self._replace)

    def _replace(self, state: MeetingState) -> None:
        if state == self.state:
            return
        before, self.state, self.call = self.call, state, state.call or _NONE
        shown = seats(self.call) if self.call.phase in ("live", "reconnecting") else []
        self._big = big_index(self.call, shown)
        self._seats.replace(shown)
        self.changed.emit()
        self.seatsChanged.emit()
        if self.call.id and self.call.id != before.id:
            self.begun.emit()
        elif before.id and not self.call.id:
            self.ended.emit()

    # The call

    @Property(bool, notify=changed)
    def active(self) -> bool:
        """Whether there is a call, or one is being joined."""
        return bool(self.call.id)

    @Property(bool, notify=changed)
    def live(self) -> bool:
        """Whether the room is in it."""
        return bool(self.call.id) and self.call.phase in ("live", "reconnecting")

    @Property(str, notify=changed)
    def kind(self) -> str:
        """hosted, remote, web or sip."""
        return self.call.kind

    @Property(str, notify=changed)
    def phase(self) -> str:
        """joining, lobby, live or reconnecting."""
        return self.call.phase

    @Property(str, notify=changed)
    def step(self) -> str:
        """What is being done to join, as of CallStep."""
        return self.call.step

    @Property(QDateTime, notify=changed)
    def since(self) -> QDateTime:
        """When it was asked for."""
        return qml_value(self.call.since)

    @Property(QDateTime, notify=changed)
    def liveSince(self) -> QDateTime:
        """When the room came in."""
        return qml_value(self.call.live_since or self.call.since)

    @Property(str, notify=changed)
    def title(self) -> str:
        """Of the meeting; may be empty."""
        return self.call.title or (self.call.conference.title if self.call.conference else "")

    @Property(str, notify=changed)
    def serviceName(self) -> str:
        """Whose meeting it is; empty for a conference of Parlor."""
        return "" if self.call.service == "parlor" else self.call.service_name

    @Property("QStringList", notify=changed)  # pyright: ignore[reportArgumentType]
    def capabilities(self) -> list[str]:
        """What the glass can offer here, as of Capability."""
        return list(self.call.capabilities)

    @Property(bool, notify=changed)
    def muted(self) -> bool:
        """Whether the room's microphone is off."""
        return self.call.muted

    @Property(bool, notify=changed)
    def cameraOn(self) -> bool:
        """Whether the room's camera is sent."""
        return self.call.camera_on

    @Property(str, notify=changed)
    def shared(self) -> str:
        """What the room shares: board, cast or nothing."""
        return self.call.shared

    @Property(str, notify=changed)
    def sharedCast(self) -> str:
        """The id of the cast that it shares."""
        return self.call.shared_cast

    @Property(str, notify=changed)
    def layout(self) -> str:
        """gallery, speaker or share, as this glass likes it or as the host has all see it."""
        return (self.call.conference.layout if self.call.conference else None) or self.call.layout

    @Property(bool, notify=changed)
    def isLayoutShared(self) -> bool:
        """Whether the host has all see one layout."""
        return bool(self.call.conference and self.call.conference.layout)

    @Property(str, notify=changed)
    def quality(self) -> str:
        """good, fair, poor, or empty where it is not known."""
        return self.call.quality

    @Property(bool, notify=changed)
    def window(self) -> bool:
        """Whether a page of a third party covers the glass, beside the shell's own bar."""
        return self.call.window

    @Property(bool, notify=changed)
    def typing(self) -> bool:
        """Whether a field of that page takes keys."""
        return self.call.typing

    @Property(str, notify=changed)
    def hint(self) -> str:
        """Why somebody must act on that page: captcha, sign_in, stopped, or empty."""
        return self.call.hint

    @Property(str, notify=changed)
    def pageHears(self) -> str:
        """What that page gets as sound: room, device, or empty."""
        return self.call.page_hears

    @Property(str, notify=changed)
    def pageSees(self) -> str:
        """What it gets as picture, likewise."""
        return self.call.page_sees

    @Property(bool, notify=changed)
    def hasConference(self) -> bool:
        """Whether people, chat and the rest are known here; else they are on the third party's page."""
        return self.call.conference is not None

    @Property(QObject, notify=changed)
    def seats(self) -> QObject:
        """Model of the pictures to draw."""
        return self._seats

    @Property(int, notify=seatsChanged)
    def seatCount(self) -> int:
        """How many they are."""
        return self._seats.rowCount()

    @Property(int, notify=seatsChanged)
    def bigIndex(self) -> int:
        """Of the one that is drawn large, or -1."""
        return self._big

    @Property(str, notify=seatsChanged)
    def foremost(self) -> str:
        """Stream of whom one would look at: the large picture, else whoever speaks, else the first."""
        rows: list[Seat] = self._seats.items
        chosen = rows[self._big : self._big + 1] if self._big >= 0 else []
        by_speech = sorted((row for row in rows if row.stream), key=lambda row: not row.speaking)
        return next((row.stream for row in (*chosen, *by_speech)), "")

    # The invitation and failures

    @Property(str, notify=changed)
    def number(self) -> str:
        """Nine digits; empty where there is nothing to invite to."""
        if self.state.invitation is not None:
            return self.state.invitation.number
        return self.call.conference.number if self.call.conference else ""

    @Property(str, notify=changed)
    def passcode(self) -> str:
        """Of the conference that this room holds; empty for none, or where another room holds it."""
        return self.state.invitation.passcode if self.state.invitation else ""

    @Property(str, notify=changed)
    def inviteUrl(self) -> str:
        """Opens the call page; empty where another room holds the conference."""
        return self.state.invitation.url if self.state.invitation else ""

    @Property(str, notify=changed)
    def failure(self) -> str:
        """Why the last call could not be joined or ended; empty for none."""
        return self.state.failure

    @Property(str, notify=changed)
    def failureDetail(self) -> str:
        """What the code leaves open, as a name or a number."""
        return self.state.failure_detail

    @Property(bool, notify=changed)
    def canRetry(self) -> bool:
        """Whether the glass knows how the last call was begun."""
        return self._asked is not None

    # Who calls

    @Property(bool, notify=changed)
    def rings(self) -> bool:
        """Whether somebody waits to be answered."""
        return self.state.ringing is not None

    @Property(str, notify=changed)
    def ringingName(self) -> str:
        """As they say; may be empty."""
        return self.state.ringing.name if self.state.ringing else ""

    @Property(str, notify=changed)
    def ringingAddress(self) -> str:
        """As sip:anna@example.org."""
        return self.state.ringing.address if self.state.ringing else ""

    @Property(int, notify=changed)
    def missedCount(self) -> int:
        """How many called in vain."""
        return len(self.state.missed)

    @Property(str, notify=changed)
    def missedName(self) -> str:
        """Of the last of them; may be empty."""
        return self.state.missed[0].name if self.state.missed else ""

    @Property(str, notify=changed)
    def missedAddress(self) -> str:
        """Of the last of them."""
        return self.state.missed[0].address if self.state.missed else ""

    @Property(QDateTime, notify=changed)
    def missedAt(self) -> QDateTime:
        """When the last of them called."""
        return qml_value(self.state.missed[0].at if self.state.missed else self.call.since)

    # Verbs

    @Slot()
    def takeCall(self) -> None:
        """Answer who rings."""
        self._asked = None
        if self.state.ringing is not None:
            link().call("meeting.take_call", ringing_id=self.state.ringing.id)

    @Slot()
    def declineCall(self) -> None:
        """Turn away who rings."""
        if self.state.ringing is not None:
            link().call("meeting.decline_call", ringing_id=self.state.ringing.id)

    @Slot()
    def dismissMissed(self) -> None:
        """Forget who called in vain."""
        link().call("meeting.dismiss_missed")

    @Slot()
    def callBack(self) -> None:
        """Call the last who called in vain."""
        address = self.missedAddress
        self.dismissMissed()
        self._begin("join_address", address=address, passcode="")

    @Slot(str)
    def startConference(self, title: str) -> None:
        """Hold a conference here and go into it."""
        self._begin("start_conference", title=title)

    @Slot(str)
    def joinMeeting(self, meeting_id: str) -> None:
        """Join what is booked."""
        self._begin("join_meeting", meeting_id=meeting_id)

    @Slot(str, str)
    def joinAddress(self, address: str, passcode: str) -> None:
        """Join by a number, a link or a SIP address."""
        self._begin("join_address", address=address, passcode=passcode)

    @Slot()
    def retry(self) -> None:
        """Begin the last call again."""
        if self._asked is not None:
            verb, params = self._asked
            self._begin(verb, **params)

    @Slot()
    def leave(self) -> None:
        """Leave, or give up joining."""
        link().call("meeting.leave_call")

    @Slot()
    def dismissFailure(self) -> None:
        """Show no more why the last call failed."""
        self._asked = None
        link().call("meeting.dismiss_failure")

    @Slot(str)
    def setLayout(self, layout: str) -> None:
        """Lay the glass out so."""
        link().call("meeting.set_layout", layout=layout)

    @Slot(str, str)
    def share(self, what: str, cast_id: str) -> None:
        """Send the board or a cast into the call, or stop with an empty word."""
        link().call("meeting.share", what=what, cast_id=cast_id)

    @Slot(bool)
    def setMuted(self, muted: bool) -> None:
        """Switch the room's microphone in the call."""
        link().call("meeting.set_muted", muted=muted)

    @Slot(bool)
    def setCamera(self, on: bool) -> None:
        """Switch the room's camera in the call."""
        link().call("meeting.set_camera", on=on)

    @Slot(str)
    def typePage(self, text: str) -> None:
        """Type into the third party's page."""
        if text:
            link().call("meeting.type_page", text=text[:500])

    @Slot(str)
    def pressPageKey(self, key: str) -> None:
        """Press a key of the third party's page that types nothing."""
        link().call("meeting.press_page_key", key=key)

    def _begin(self, verb: str, **params: Any) -> None:
        self._asked = (verb, params)
        link().call(
            f"meeting.{verb}",
            otherwise=lambda code, _data: self.joinRefused.emit(code),
            within_ms=JOIN_MS,
            **params,
        )
