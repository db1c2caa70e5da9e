"""conference: a meeting that a Parlor room holds: its people, their rights, and what each sends and receives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

MAX_PARTICIPANTS = 50
MAX_WANTS = 64
MAX_TILES = 16
"""People whom the glass draws at once."""
MAX_CHAT = 500
"""Messages that a conference keeps."""

Number = Annotated[str, msgspec.Meta(pattern=r"^[1-9][0-9]{8}$")]
"""Nine digits; what people type with spaces is sent without."""
Passcode = Annotated[str, msgspec.Meta(max_length=10, pattern=r"^[0-9]*$")]
Address = Annotated[str, msgspec.Meta(min_length=1, max_length=2048)]
ConferenceTitle = Annotated[str, msgspec.Meta(max_length=120)]
PersonName = Annotated[str, msgspec.Meta(max_length=48)]
PersonId = Annotated[str, msgspec.Meta(min_length=1, max_length=32, pattern=r"^[0-9a-f]*$")]
People = Annotated[list[PersonId], msgspec.Meta(max_length=MAX_PARTICIPANTS)]
Pass = Annotated[str, msgspec.Meta(max_length=128)]
"""What proves to the conference, after a break, that somebody is who they were."""
Sdp = Annotated[str, msgspec.Meta(max_length=262_144)]
Mid = Annotated[str, msgspec.Meta(min_length=1, max_length=16)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
CastId = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[0-9a-f-]*$")]
Pixels = Annotated[int, msgspec.Meta(ge=0, le=16_384)]
Epoch = Annotated[int, msgspec.Meta(ge=0)]

Source = Literal["microphone", "camera", "camera_low", "screen", "screen_sound"]
"""What somebody sends. The camera comes twice, large (720p) and small (180p)."""
Picture = Literal["camera", "screen"]
Quality = Literal["high", "low"]
Reaction = Literal["applause", "thumbs_up", "heart", "laugh", "surprise"]
ConferenceRole = Literal["host", "cohost", "presenter", "participant", "recorder"]
PersonKind = Literal["room", "browser", "phone", "recorder"]
"""phone: somebody or something that was called, or called, by SIP."""
PersonPhase = Literal["lobby", "connecting", "present", "away"]
"""away: their line is down; they keep their place for a while."""
RecordingPhase = Literal["off", "starting", "on", "paused", "finishing"]
Failure = Annotated[str, msgspec.Meta(max_length=48)]
"""A code, as of errors; empty for none."""
Layout = Literal["gallery", "speaker", "share"]
"""All alike; who speaks large and the rest as a strip; what is shared large and people as a strip."""
EngineKind = Literal["embedded", "janus"]
EndReason = Literal["left", "ended", "removed", "denied", "lost", "elsewhere"]
"""elsewhere: the same person entered again from another page."""


class Engine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What forwards a conference's media."""

    kind: EngineKind = "embedded"
    name: str = ""
    """Of a server on site, as configured."""
    epoch: Epoch = 0
    """Grows with every change of engine; media of an earlier epoch is over."""


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody, or a room, in a conference or before its door."""

    id: str
    name: str
    kind: PersonKind = "browser"
    role: ConferenceRole = "participant"
    phase: PersonPhase = "connecting"
    since: datetime
    muted: bool = True
    """Whether their microphone is off, by themselves or by others."""
    may_unmute: bool = True
    camera_on: bool = False
    sharing: bool = False
    has_screen_sound: bool = False
    hand_since: datetime | None = None
    wants_chair: bool = False
    answered: bool = False
    """Whether they answered the roll call that is on."""
    consented: bool = False
    """Whether they agreed to the recording that is on; nothing of others is recorded."""


class Recording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is kept on the disk of the room that holds the conference."""

    phase: RecordingPhase = "off"
    since: datetime | None = None
    by: str = ""
    """Who began it."""
    percent: int = 0
    """Of `finishing`: how much of the film is made."""
    failure: Failure = ""
    """Why the last one ended early: recording.disk_full and so on."""


class RollCall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is here is being asked."""

    since: datetime
    ends_at: datetime


class Conference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that everybody admitted to a conference may know."""

    number: Number
    title: ConferenceTitle = ""
    host_name: str = ""
    """The name of the room that holds it."""
    since: datetime
    ends_at: datetime | None = None
    """When it should end; nothing happens then but that all are told."""
    people: tuple[Person, ...] = ()
    """In the order of their coming; those in the lobby are seen by whoever may admit them only."""
    engine: Engine = Engine()
    locked: bool = False
    """Nobody new comes in, not even to the lobby."""
    has_lobby: bool = True
    """Whether who comes by number waits to be admitted; who was in, or holds the code on the glass, does not."""
    spotlight: tuple[str, ...] = ()
    """People whom all shall see large."""
    layout: Layout | None = None
    """The layout that all shall see; None: each as they like."""
    sharer: str = ""
    """Who shares a screen."""
    speaker: str = ""
    """Who spoke last."""
    recording: Recording = Recording()
    roll_call: RollCall | None = None
    chat_count: int = 0
    """Messages so far, so that pages know what they have not read."""


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the chat."""

    number: int
    """From 1, without gaps."""
    person_id: str
    name: str
    text: str
    at: datetime


class Want(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something of somebody that is to be received."""

    person_id: PersonId
    source: Literal["microphone", "camera", "screen", "screen_sound"]
    quality: Quality = "high"
    """Of a camera; what there is not is given in the other."""


Wants = Annotated[list[Want], msgspec.Meta(max_length=MAX_WANTS)]


class Track(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a media section of the receiving connection carries from now on."""

    mid: Mid
    person_id: str
    source: Literal["microphone", "camera", "screen", "screen_sound"]


class Reception(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to receive what was wanted."""

    epoch: Epoch
    offer: Sdp = ""
    """SDP of the receiving connection, to be answered by answer_reception; empty where nothing is to be negotiated."""
    tracks: tuple[Track, ...] = ()
    """All of them; people who are gone or send nothing of the kind are left out."""


class Publication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The engine's side of somebody's sending connection."""

    epoch: Epoch
    answer: Sdp


class ConferenceChanged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting.changed"):
    """The conference as somebody in it may know it; told to each of them, at most five times a second."""

    conference: Conference
    person_id: str
    """Who you are."""


class ConferenceLeft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting.left"):
    """Somebody is in a conference no longer; told to them alone."""

    person_id: str
    reason: EndReason


class Chatted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting.chatted"):
    """A line was written; told to everybody admitted."""

    message: Message


class Reacted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting.reacted"):
    """Somebody reacted; told to everybody admitted."""

    person_id: str
    reaction: Reaction


class Spoken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting.spoken"):
    """Who is heard now, the loudest first; told to everybody admitted when it changes."""

    speaking: tuple[str, ...]


class Captioned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting.captioned"):
    """What somebody said, as they or a machine wrote it down; a later one of the same number replaces it."""

    person_id: str
    number: int
    text: str
    is_final: bool = True
