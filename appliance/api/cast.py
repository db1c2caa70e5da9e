"""cast: screens of laptops, phones and inputs on the glass, several at once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

MAX_CASTS = 6
"""Casts at once, those that wait to be admitted too."""
MAX_QUEUE = 12
MAX_CONTACTS = 64
"""Points in one message of touches."""

Phase = Literal["connecting", "live", "reconnecting"]
Kind = Literal["browser", "whip", "airplay", "input"]
EndReason = Literal["sender", "glass", "lost", "refused", "taken_over"]
CasterName = Annotated[str, msgspec.Meta(max_length=48)]
Offer = Annotated[str, msgspec.Meta(max_length=65_536)]
Fragment = Annotated[str, msgspec.Meta(max_length=16_384)]
CastId = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[0-9a-f-]*$")]
CastIds = Annotated[list[CastId], msgspec.Meta(max_length=MAX_CASTS)]
Fraction = Annotated[float, msgspec.Meta(ge=0, le=1)]
Pixels = Annotated[int, msgspec.Meta(ge=0, le=16_384)]
ContactPhase = Literal["down", "move", "up"]
AirPlay = Literal["off", "absent", "ready", "failed"]
Dismissal = Literal["", "asked", "full", "failed"]
DeviceId = Annotated[str, msgspec.Meta(max_length=256)]
TouchColour = Annotated[str, msgspec.Meta(pattern=r"^#[0-9a-f]{6}$")]


class CastQuality(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a cast arrives, over the last seconds."""

    codec: str = ""
    """As in SDP: VP8, H264 …; empty until known."""
    frame_rate: float = 0.0
    bitrate_kbps: int = 0
    loss_percent: float = 0.0
    """Packets that neither came nor were repaired in time."""
    delay_ms: int = 0
    """From a picture's last packet to the drawn picture."""


class Cast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sender."""

    id: str
    name: str = ""
    """Who casts, as they named themselves; empty when they did not."""
    kind: Kind = "browser"
    phase: Phase = "connecting"
    started_at: datetime
    stream: str
    """The mailbox that holds the newest picture."""
    width: int = 0
    """Pixels of the sender's picture; 0 until the first came."""
    height: int = 0
    has_sound: bool = False
    admitted: bool = True
    """Whether it may be seen and heard; where the room asks first, not before somebody at the glass said yes."""
    muted: bool = False
    """Whether its sound is kept silent."""
    paused: bool = False
    """Whether the sender holds the picture still."""
    touchable: bool = False
    """Whether the sender wants to see touches of the glass on this picture."""
    quality: CastQuality = CastQuality()


class Waiting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who waits for a place on a full glass."""

    id: str
    """A ticket; its owner learnt it from enter_queue."""
    name: str = ""
    since: datetime
    called: bool = False
    """Whether a place is kept for them now; it goes to the next when they do not start within 30 s."""


class Incoming(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An input of the room with a signal that is not on the glass."""

    device_id: str
    name: str
    starts_at: datetime
    """When it is shared by itself, unless it was dismissed."""
    dismissed: Dismissal = ""
    """Why it is not shared by itself while this signal lasts: somebody said no or stopped it, the glass was full,
    or it could not be received."""


class CastState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who casts now."""

    casts: tuple[Cast, ...] = ()
    """In the order of their tiles on the glass."""
    queue: tuple[Waiting, ...] = ()
    """Who waits, the next first."""
    enlarged: str = ""
    """The cast that is drawn big, the others beside it as a strip; empty: all in an even grid."""
    incoming: tuple[Incoming, ...] = ()
    """Inputs that will be shared by themselves, or may be shared by hand."""
    airplay: AirPlay = "off"
    """off: people switched it off, or it is starting; absent: this room has no helper for it, or is configured without;
    ready: phones and computers see the room; failed: they do not, health tells why."""


class CastAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The room's side of a WebRTC session."""

    cast_id: str
    answer: str
    """SDP."""


class Ticket(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in the queue."""

    id: str


class Contact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finger or pen on a cast's picture."""

    id: Annotated[int, msgspec.Meta(ge=0, le=2**31)]
    """The same from its going down to its going up."""
    phase: ContactPhase
    x: Fraction
    """Of the picture's width, from the left."""
    y: Fraction
    """Of the picture's height, from the top."""
    pointing: bool = False
    """A laser pointer that leaves no line."""
    colour: TouchColour = "#e5484d"


Contacts = Annotated[list[Contact], msgspec.Meta(min_length=1, max_length=MAX_CONTACTS)]


class CastEnded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="cast.ended"):
    """A cast is over."""

    cast_id: str
    reason: EndReason


class CastTouched(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="cast.touched"):
    """The glass was touched on a cast's picture; only its sender hears it, and misses it rather than wait for it."""

    cast_id: str
    contacts: tuple[Contact, ...]


class CastPointed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="cast.pointed"):
    """A sender points at something on their own picture; only the glass hears it."""

    cast_id: str
    x: float
    y: float
    shown: bool
    """False: the pointer is put away."""


class CastApi(Protocol):
    """Verbs on casts. All but start_cast and the queue's raise cast.unknown for an id that is gone."""

    @allow(Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def start_cast(
        self, offer: Offer, name: CasterName = "", cast_id: CastId = "", kind: Literal["browser", "whip"] = "whip"
    ) -> CastAnswer:
        """Begin to receive a sender's WebRTC offer, or take up one of the caller's casts again by its id.

        A caller has one cast: a new one replaces it. By the setting `casting` it is shown at once, waits to be
        admitted, or ends all others (taken_over).

        Errors: cast.full (no place, or the place is kept for somebody called), cast.bad_offer, media.away.
        """
        ...

    @allow(Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def add_candidates(self, cast_id: CastId, fragment: Fragment) -> None:
        """Tell by a fragment of SDP (RFC 8840) where else the sender of an offer may be reached.

        The room tries only what lies at the caller's own address and passes over the rest.

        Errors: access.forbidden, cast.bad_fragment, cast.no_ice_restart (its user or password are not the offer's),
        media.away.
        """
        ...

    @allow(Role.SHELL, Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def stop_cast(self, cast_id: CastId) -> None:
        """End a cast, or refuse one that waits to be admitted; a guest may end only their own.

        Errors: access.forbidden.
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def admit_cast(self, cast_id: CastId) -> None:
        """Let a cast be seen and heard."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def start_input(self, device_id: DeviceId) -> None:
        """Share an input that has a signal, now; nothing happens where it is shared already.

        Errors: devices.unknown (no such input, or it has no signal), cast.full, media.away.
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def dismiss_input(self, device_id: DeviceId) -> None:
        """Do not share an input by itself, until its signal goes and comes again.

        Errors: devices.unknown (no such input, or it has no signal).
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def enlarge_cast(self, cast_id: CastId = "") -> None:
        """Draw an admitted cast big and the others beside it; without an id, all alike."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def order_casts(self, cast_ids: CastIds) -> None:
        """Put the tiles in this order; casts that are not named follow in the order they have."""
        ...

    @allow(Role.SHELL, Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def set_muted(self, cast_id: CastId, muted: bool) -> None:
        """Silence a cast, or let it be heard again; a guest only their own. Errors: access.forbidden, media.away."""
        ...

    @allow(Role.GUEST)
    async def set_paused(self, cast_id: CastId, paused: bool) -> None:
        """Tell that the caller holds their picture still, or no longer. Errors: access.forbidden."""
        ...

    @allow(Role.GUEST)
    async def set_touchable(self, cast_id: CastId, touchable: bool) -> None:
        """Ask for cast.touched of the caller's own picture, or no more. Errors: access.forbidden."""
        ...

    @allow(Role.GUEST)
    async def point(self, cast_id: CastId, x: Fraction, y: Fraction, shown: bool = True) -> None:
        """Point at something on the caller's own picture on the glass. Errors: access.forbidden."""
        ...

    @allow(Role.SHELL)
    async def touch(self, cast_id: CastId, contacts: Contacts) -> None:
        """Pass touches on a touchable cast's picture on to its sender; to any other they go nowhere."""
        ...

    @allow(Role.SHELL)
    async def set_tiles(self, tiles: dict[CastId, tuple[Pixels, Pixels]]) -> None:
        """Tell how many pixels each cast's tile has; a cast that is not named, or has none, is not drawn.

        Unknown ids are passed over: a cast may end while the glass says this.
        """
        ...

    @allow(Role.GUEST)
    async def enter_queue(self, name: CasterName = "") -> Ticket:
        """Wait for a place. The caller's is kept for 20 s, and longer by asking again.

        When `called` is set in the state, the caller may start. Errors: cast.queue_full.
        """
        ...

    @allow(Role.GUEST)
    async def leave_queue(self) -> None:
        """Wait no longer."""
        ...
