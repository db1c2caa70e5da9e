"""meeting: what the room is in, and the conferences that it holds itself.

Three things are told apart. A *conference* is a meeting that a Parlor room holds: its people, their rights and what
they agreed on, whatever forwards its media. An *engine* forwards media and knows nobody; the conference names the one
that serves it and counts in `epoch` how often it changed. A *call* is what this room is in: a conference of its own,
one of another room, a page of a third party, or a SIP address.

Whoever is in a conference, browser or room, does the same: enter, publish once, receive as their layout needs, and
both again whenever the epoch changes. Media then flows between them and the engine.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.conference import (
    Address,
    CastId,
    Conference,
    ConferenceTitle,
    Epoch,
    Failure,
    Layout,
    Message,
    Mid,
    Number,
    Pass,
    Passcode,
    People,
    PersonId,
    PersonName,
    PersonPhase,
    Picture,
    Pixels,
    Publication,
    Reaction,
    Reception,
    Sdp,
    Source,
    Text,
    Wants,
)
from appliance.api.role import Role, allow
from appliance.api.schedule import MeetingId, Minutes
from appliance.api.telephone import MissedCall, Ringing, RingingId

CallKind = Literal["hosted", "remote", "web", "sip"]
CallPhase = Literal["joining", "lobby", "live", "reconnecting"]
CallStep = Literal["find", "enter", "media", "picture", "page", "name", "ask", "admission", "hand_over", ""]
"""What is being done: the meeting is looked for; entered; media is negotiated; the first picture is awaited; a page is
loaded; the name is filled in; it is asked to be let in; somebody there must admit the room; somebody here must tap."""
Shared = Literal["", "board", "cast"]
Capability = Literal[
    "mute", "camera", "share", "layout", "people", "moderate", "chat", "hand", "react", "record", "extend"
]


CallHint = Literal["", "captcha", "sign_in", "stopped"]
"""Why somebody must act on a page: it wants to see a human; an account; it led elsewhere, which was stopped."""
PageGets = Literal["", "room", "device"]
"""What a third party's page gets: the sound that the room has processed and its picture, or the bare microphone and
camera; empty: nothing, a test tone and picture, or there is no page."""
PageKey = Literal["backspace", "enter", "tab", "escape", "left", "right", "up", "down"]
PageText = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Share = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]


class TouchPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finger on a page, in parts of its width and height from its upper left corner."""

    id: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
    x: Share
    y: Share


class CallTile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture of the call that the glass may draw."""

    person_id: str
    picture: Picture
    stream: str
    """The mailbox that holds the newest picture."""
    width: int = 0
    """Pixels; 0 until the first came."""
    height: int = 0
    is_frozen: bool = False
    """Nothing has come for a while that should have."""


class Call(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What this room is in, or is on its way into."""

    id: str
    kind: CallKind
    phase: CallPhase = "joining"
    step: CallStep = ""
    since: datetime
    """When it was asked for."""
    live_since: datetime | None = None
    title: str = ""
    service: str = ""
    """The id of the service, as in schedule.Meeting; parlor for conferences."""
    service_name: str = ""
    meeting_id: str = ""
    """The booking that it belongs to, if any."""
    person_id: str = ""
    """Who the room is in the conference."""
    conference: Conference | None = None
    """None where the meeting is a third party's: then people, chat and the rest are on its own page."""
    capabilities: tuple[Capability, ...] = ()
    """What the glass can offer here."""
    muted: bool = False
    camera_on: bool = True
    shared: Shared = ""
    shared_cast: str = ""
    layout: Layout = "gallery"
    tiles: tuple[CallTile, ...] = ()
    speaking: tuple[str, ...] = ()
    """People who are heard now, the loudest first."""
    quality: Literal["", "good", "fair", "poor"] = ""
    window: bool = False
    """Whether the page of a third party is to be shown, beside the shell's own bar: its picture is in the mailbox
    `call-web`, and it has the size that set_tiles tells of that.
    """
    typing: bool = False
    """Whether a field of the page takes keys."""
    page_hears: PageGets = ""
    page_sees: PageGets = ""
    hint: CallHint = ""


class Invitation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How others join a conference that this room holds; for whoever stands before the glass."""

    number: Number
    passcode: str = ""
    url: str = ""
    """Opens the call page; holds number and passcode in its fragment."""


class MeetingState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The room's call. People in a conference hear of it by meeting.changed instead."""

    call: Call | None = None
    invitation: Invitation | None = None
    """Of the conference that this room holds; None while it holds none."""
    failure: Failure = ""
    """Why the last call could not be joined or ended against the room's will, until dismissed or the next begins."""
    failure_detail: str = ""
    ringing: Ringing | None = None
    """Who waits to be answered; the room is in no call then."""
    missed: tuple[MissedCall, ...] = ()
    """Calls in vain until dismissed, the newest first, at most twenty."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in a conference."""

    person_id: str
    ticket: Pass
    """Enters as the same person again; good while the conference lasts."""
    phase: PersonPhase


class MeetingApi(Protocol):
    """Verbs on meetings.

    Calls of the room. Errors: meeting.in_call (one at a time), meeting.no_call.

    In a conference. The shell speaks for the room. Errors of all: meeting.not_in (the caller is in none), and of those
    that the conference's policy forbids the caller's role there: meeting.forbidden (verb). What is of the media
    (publish, receive) also: meeting.lobby (not admitted yet), meeting.no_engine (none serves now; the epoch will grow),
    meeting.old_epoch, meeting.bad_offer (reason). Verbs that name somebody: meeting.unknown_person.
    """

    # Calls of the room

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def start_conference(self, title: ConferenceTitle = "", with_passcode: bool = True) -> Invitation:
        """Hold a conference here and go into it. Errors: meeting.in_call, meeting.no_engine."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def join_meeting(self, meeting_id: MeetingId) -> None:
        """Join what is booked; the progress and what becomes of it are told by the state.

        Errors: schedule.unknown_meeting, schedule.no_link (reason), meeting.in_call.
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def join_address(self, address: Address, passcode: Passcode = "") -> None:
        """Join by a number (nine digits, spaces and hyphens as people write them), a link, or a SIP address.

        Errors: meeting.bad_address (no number, known link or SIP address), meeting.in_call.
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def take_call(self, ringing_id: RingingId) -> None:
        """Answer who rings; it is the room's call then. Errors: meeting.not_ringing (any more), meeting.in_call."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def decline_call(self, ringing_id: RingingId) -> None:
        """Turn away who rings; they are not told who did. Errors: meeting.not_ringing (any more)."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def dismiss_missed(self) -> None:
        """Forget the calls that nobody took."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def leave_call(self) -> None:
        """Leave, or give up joining, at once. A conference of this room goes on while somebody is in it."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def dismiss_failure(self) -> None:
        """Show no more why the last call failed."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def set_layout(self, layout: Layout) -> None:
        """Lay the glass out so."""
        ...

    @allow(Role.SHELL)
    async def set_tiles(self, tiles: dict[str, tuple[Pixels, Pixels]]) -> None:
        """Tell how many pixels each picture drawn has, by its CallTile.stream; what is not named is not received."""
        ...

    @allow(Role.SHELL)
    async def touch_page(self, points: Annotated[list[TouchPoint], msgspec.Meta(max_length=20)]) -> None:
        """Tell all fingers that are on the third party's page now; an empty list: none any more."""
        ...

    @allow(Role.SHELL)
    async def type_page(self, text: PageText) -> None:
        """Type into the field of the third party's page that takes keys."""
        ...

    @allow(Role.SHELL)
    async def press_page_key(self, key: PageKey) -> None:
        """Press a key that types nothing."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def share(self, what: Shared, cast_id: CastId = "") -> None:
        """Send the board or a cast into the call, or stop. Errors: cast.unknown, meeting.cannot_share."""
        ...

    # Coming and going

    @allow(Role.GUEST)
    async def get_invitation(self) -> Invitation:
        """How to come into the conference that this room holds, for whoever is in the room. Errors: meeting.no_call."""
        ...

    @allow(Role.MEMBER, Role.GUEST)
    async def enter(
        self,
        number: Number,
        passcode: Passcode = "",
        name: PersonName = "",
        ticket: Pass = "",
        kind: Literal["browser", "room"] = "browser",
    ) -> Entry:
        """Go into a conference that this room holds, or to its lobby; with a ticket as who one was.

        Errors: meeting.unknown (no such number, or a wrong passcode: which of them is not told), meeting.locked,
        meeting.full (limit), access.too_many_tries (retry_after_s).
        """
        ...

    @allow(Role.MEMBER, Role.GUEST)
    async def leave(self) -> None:
        """Go out of the conference."""
        ...

    # Media

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def publish(self, epoch: Epoch, offer: Sdp, sources: dict[Mid, Source]) -> Publication:
        """Answer an offer that sends; once an epoch, with a media section for all that may ever be sent.

        What is sent in them may come and go without being negotiated again. Another offer replaces the connection.
        """
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def receive(self, epoch: Epoch, wants: Wants) -> Reception:
        """Say all that is to be received from now on. One at a time: an offer is answered before the next is asked."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def answer_reception(self, epoch: Epoch, answer: Sdp) -> None:
        """Answer the offer of a Reception."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def restart_reception(self, epoch: Epoch) -> None:
        """Forget the caller's receiving connection, which they lost: the next receive offers a new one."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def report_silence(self, epoch: Epoch) -> None:
        """Say that nothing has come for 1.5 s; the room looks whether the engine lives, and changes it if not."""
        ...

    # Of oneself

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def set_muted(self, muted: bool) -> None:
        """Switch the own microphone. Errors: meeting.may_not_unmute."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def set_camera(self, on: bool) -> None:
        """Switch the own camera."""
        ...

    @allow(Role.MEMBER, Role.GUEST)
    async def set_sharing(self, sharing: bool, has_sound: bool = False) -> None:
        """Tell that the own screen is sent, or no longer; whoever shared before does so no more."""
        ...

    @allow(Role.MEMBER, Role.GUEST)
    async def rename(self, name: PersonName) -> None:
        """Be called otherwise."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def raise_hand(self, raised: bool) -> None:
        """Put the own hand up or down."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def react(self, reaction: Reaction) -> None:
        """Show all a reaction."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def send_chat(self, text: Text) -> None:
        """Write to all."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def read_chat(self, after: Annotated[int, msgspec.Meta(ge=0)] = 0) -> list[Message]:
        """What was written after a message's number, at most the newest 500."""
        ...

    @allow(Role.MEMBER, Role.GUEST)
    async def caption(self, number: Annotated[int, msgspec.Meta(ge=0)], text: Text, is_final: bool = True) -> None:
        """Let all read what one says, where one's own machine writes it down."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def answer_roll_call(self) -> None:
        """Say "here"."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def consent(self, recorded: bool) -> None:
        """Agree, or agree no longer, to be recorded."""
        ...

    @allow(Role.SHELL, Role.MEMBER, Role.GUEST)
    async def request_chair(self) -> None:
        """Ask to become host; where there is none, one becomes it."""
        ...

    # Of others

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def admit(self, people: People) -> None:
        """Let people in from the lobby; an empty list: all."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def deny(self, person_id: PersonId) -> None:
        """Send somebody in the lobby away."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def mute(self, person_id: PersonId, may_unmute: bool = True) -> None:
        """Switch somebody's microphone off: the engine forwards it no more."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def mute_all(self, may_unmute: bool = True) -> None:
        """Mute all but hosts and co-hosts; those who come later too, where they may not unmute."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def allow_unmute(self, people: People) -> None:
        """Let people switch their microphones on again themselves; an empty list: all."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def stop_sharing(self) -> None:
        """Take the shared screen away from all."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def remove(self, person_id: PersonId) -> None:
        """Put somebody out; they come in again through the lobby only."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def set_role(self, person_id: PersonId, role: Literal["cohost", "presenter", "participant"]) -> None:
        """Give somebody other rights."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def give_chair(self, person_id: PersonId) -> None:
        """Make somebody host; who was it becomes a co-host."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def release_chair(self) -> None:
        """Be host no longer; the first who asks becomes it."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def lower_hand(self, person_id: PersonId) -> None:
        """Put somebody's hand down."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def set_locked(self, locked: bool) -> None:
        """Let nobody new come."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def set_lobby(self, has_lobby: bool) -> None:
        """Let those who come by number wait to be admitted, or not; without, all who wait are in."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def set_spotlight(self, people: People) -> None:
        """Let all see these large; an empty list: nobody."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def set_shared_layout(self, layout: Layout | None) -> None:
        """Let all see this layout; None: each as they like."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def call_roll(self, seconds: Annotated[int, msgspec.Meta(ge=10, le=600)] = 60) -> None:
        """Ask all to say that they are here."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def end_roll(self) -> None:
        """Ask no longer."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def extend(self, minutes: Minutes) -> None:
        """End later; where the conference is booked in this room, the booking too, if the room is free."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def start_recording(self) -> None:
        """Record on this room's disk; all are told and asked. Errors: recording.disk_full, media.away."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def stop_recording(self) -> None:
        """Record no longer; a film is made of it afterwards."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN, Role.MEMBER, Role.GUEST)
    async def end_conference(self) -> None:
        """End it for all."""
        ...
