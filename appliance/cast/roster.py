"""The casts there are: their state, whose they are, and until when those without a picture may come back."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec
import structlog

from appliance.api.cast import Cast, CastEnded, EndReason
from appliance.api.errors import Code, NotAllowed, NotFound
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.store import Store

log = structlog.get_logger()

GRACE_S = 15.0


class Roster:
    """Writes `casts` of the cast domain. `on_deadline` is called when a new deadline came."""

    def __init__(self, store: Store, on_deadline: Callable[[], None]) -> None:
        self._store = store
        self._on_deadline = on_deadline
        self._owners: dict[str, str] = {}
        self._deadlines: dict[str, float] = {}

    @property
    def casts(self) -> tuple[Cast, ...]:
        """All casts, in the order of their tiles."""
        return self._store.state.cast.casts

    def find(self, cast_id: str) -> Cast | None:
        """The cast with this id."""
        return next((cast for cast in self.casts if cast.id == cast_id), None)

    def owner(self, cast_id: str) -> str:
        """The caller id of whoever casts."""
        return self._owners[cast_id]

    def claim(self, cast_id: str, caller: Caller) -> Cast:
        """The cast, for a caller who may command it: a guest only their own.

        Raises NotFound(cast.unknown) or NotAllowed(access.forbidden).
        """
        cast = self.find(cast_id)
        if cast is None:
            raise NotFound(Code.CAST_UNKNOWN)
        if caller.role is Role.GUEST and self._owners[cast_id] != caller.id:
            raise NotAllowed(Code.FORBIDDEN)
        return cast

    def put(self, cast: Cast, owner: str | None = None) -> None:
        """Add a cast at the end, with its owner, or replace it in its place; what has no picture gets a deadline."""
        if owner is not None:
            self._owners[cast.id] = owner
        if self.find(cast.id) is None:
            self._replace((*self.casts, cast))
        else:
            self._replace(tuple(cast if one.id == cast.id else one for one in self.casts))
        if cast.phase == "live":
            self._deadlines.pop(cast.id, None)
        elif cast.id not in self._deadlines:
            self._deadlines[cast.id] = time.monotonic() + GRACE_S
            self._on_deadline()

    def end(self, cast_id: str, reason: EndReason) -> None:
        """Take a cast away and tell why; an unknown one is passed over."""
        known = self.find(cast_id) is not None
        self._owners.pop(cast_id, None)
        self._deadlines.pop(cast_id, None)
        if not known:
            return
        state = self._store.state.cast
        left = tuple(cast for cast in state.casts if cast.id != cast_id)
        enlarged = "" if state.enlarged == cast_id or len(left) < 2 else state.enlarged
        self._store.replace(cast=msgspec.structs.replace(state, casts=left, enlarged=enlarged))
        self._store.emit(CastEnded(cast_id=cast_id, reason=reason))
        log.info("cast.ended", cast_id=cast_id, reason=reason)

    def next_deadline(self) -> float | None:
        """When, by time.monotonic, the first cast is to be given up."""
        return min(self._deadlines.values(), default=None)

    def overdue(self) -> list[str]:
        """The ids of casts to give up now."""
        now = time.monotonic()
        return [cast_id for cast_id, deadline in self._deadlines.items() if deadline <= now]

    def _replace(self, casts: tuple[Cast, ...]) -> None:
        self._store.replace(cast=msgspec.structs.replace(self._store.state.cast, casts=casts))
