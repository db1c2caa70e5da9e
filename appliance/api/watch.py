"""watch: the glass on other screens, as moving pictures with the room's sound."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

MAX_WATCHERS = 4

WatchPhase = Literal["connecting", "live"]
WatchEnd = Literal["watcher", "glass", "lost", "off"]
"""They left; somebody in the room stopped them; they are not reached any more; guests may watch no longer."""
WatcherName = Annotated[str, msgspec.Meta(max_length=48)]
Offer = Annotated[str, msgspec.Meta(max_length=65_536)]
Fragment = Annotated[str, msgspec.Meta(max_length=16_384)]
WatchId = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[0-9a-f-]*$")]


class Watcher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who watches the glass from elsewhere."""

    id: str
    name: WatcherName = ""
    """How they named themselves; may be empty."""
    since: datetime
    phase: WatchPhase = "connecting"


class WatchState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who watches, in the order in which they came."""

    drawn: bool = False
    """Whether a shell draws what there is to be watched."""
    watchers: tuple[Watcher, ...] = ()


class WatchAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What whoever watches needs: the watcher's id and the SDP answer."""

    watch_id: str
    answer: str


class WatchEnded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="watch.ended"):
    """Somebody watches no longer; told to them alone."""

    watch_id: str
    reason: WatchEnd


class WatchApi(Protocol):
    """Verbs on watching. Guests may watch while settings.watching is on, integrators and administrators always."""

    @allow(Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def start_watching(self, offer: Offer, name: WatcherName = "", after: WatchId = "") -> WatchAnswer:
        """Answer a WebRTC offer (SDP) that receives pictures as H.264 and sound as Opus.

        Where there are as many as may be, the caller's own oldest makes room. `after` names a watcher of the caller's
        that was lost, in whose place this one comes by itself, asked by nobody. Errors: watch.off, watch.stopped
        (somebody in the room stopped that one meanwhile, which watch.ended could not tell), watch.full (limit),
        watch.no_picture (no shell draws), watch.bad_offer (reason), media.away.
        """
        ...

    @allow(Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def add_candidates(self, watch_id: WatchId, fragment: Fragment) -> None:
        """Try to reach a watcher at those ICE candidates of a fragment (RFC 8840) that lie at the caller's address.

        Errors: watch.unknown, access.forbidden, cast.bad_fragment (reason), cast.no_ice_restart, media.away.
        """
        ...

    @allow(Role.SHELL, Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def stop_watching(self, watch_id: WatchId) -> None:
        """End a watcher; guests only themselves. Errors: watch.unknown, access.forbidden."""
        ...
