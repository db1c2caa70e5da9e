"""cast: screens of laptops on the glass."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

Phase = Literal["connecting", "live", "reconnecting"]
EndReason = Literal["sender", "glass", "lost"]
CasterName = Annotated[str, msgspec.Meta(max_length=48)]
Offer = Annotated[str, msgspec.Meta(max_length=65_536)]
CastId = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[0-9a-f-]*$")]


class Cast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sender."""

    id: str
    name: str = ""
    """Who casts, as they named themselves; empty when they did not."""
    phase: Phase = "connecting"
    started_at: datetime
    stream: str
    """The mailbox that holds the newest picture."""
    width: int = 0
    """Pixels of the sender's picture; 0 until the first came."""
    height: int = 0
    has_sound: bool = False


class CastState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who casts now."""

    casts: tuple[Cast, ...] = ()


class CastAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The room's side of a WebRTC session."""

    cast_id: str
    answer: str
    """SDP."""


class CastEnded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="cast.ended"):
    """A cast is over."""

    cast_id: str
    reason: EndReason


class CastApi(Protocol):
    """Verbs on casts."""

    @allow(Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def start_cast(self, offer: Offer, name: CasterName = "", cast_id: CastId = "") -> CastAnswer:
        """Begin to receive a sender's WebRTC offer, or take up one of the caller's casts again by its id.

        Errors: cast.busy (somebody else casts), cast.bad_offer, media.away.
        """
        ...

    @allow(Role.SHELL, Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def stop_cast(self, cast_id: CastId) -> None:
        """End a cast; a guest may end only their own. Errors: cast.unknown, access.forbidden."""
        ...
