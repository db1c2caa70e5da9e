"""The cast domain: one sender at a time, kept over restarts of the worker and of this daemon.

The media worker receives; this service decides who may, and when a cast is over. A cast whose media stopped may come
back under its id for GRACE_S seconds. Its label in the worker says whose it is, so a restarted daemon adopts it.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from datetime import UTC, datetime

import msgspec
import structlog

from appliance.api.cast import Cast, CastAnswer, CastEnded, CastState, EndReason, Phase
from appliance.api.errors import Busy, Code, NotAllowed, NotFound, RoomError, Unavailable
from appliance.api.role import Role
from appliance.caller import current_caller
from appliance.media.engine import CastPhase, EngineCast, EngineStatus, MediaEngine
from appliance.store import Store

log = structlog.get_logger()

GRACE_S = 15.0

PHASES: dict[CastPhase, Phase] = {"connecting": "connecting", "live": "live", "interrupted": "reconnecting"}


class Label(msgspec.Struct, frozen=True):
    """What the worker keeps for us with a cast."""

    owner: str
    name: str
    started_at: datetime


class CastService:
    """Answers cast.*"""

    def __init__(self, store: Store, engine: MediaEngine) -> None:
        self._store = store
        self._engine = engine
        self._owners: dict[str, str] = {}
        self._deadlines: dict[str, float] = {}
        self._negotiating: set[str] = set()
        self._adopting = True
        self._news = asyncio.Event()

    async def start_cast(self, offer: str, name: str = "", cast_id: str = "") -> CastAnswer:
        """See CastApi."""
        caller = current_caller.get()
        known = self._cast(cast_id)
        is_back = known is not None and self._owners[cast_id] == caller.id
        if known is not None and is_back:
            cast = msgspec.structs.replace(known, phase="connecting")
        else:
            await self._make_room(caller.id)
            id_ = uuid.uuid4().hex
            cast = Cast(id=id_, name=name or caller.name, started_at=datetime.now(UTC), stream=f"cast-{id_}")
        self._owners[cast.id] = caller.id
        self._put(cast)
        label = Label(owner=caller.id, name=cast.name, started_at=cast.started_at)
        self._negotiating.add(cast.id)
        try:
            answer = await self._engine.receive_cast(cast.id, offer, msgspec.json.encode(label).decode())
        except RoomError as error:
            if is_back and isinstance(error, Unavailable):
                self._put(msgspec.structs.replace(cast, phase="reconnecting"))
            else:
                self._end(cast.id, "lost")
            raise
        finally:
            self._negotiating.discard(cast.id)
        log.info("cast.started", cast_id=cast.id)
        return CastAnswer(cast_id=cast.id, answer=answer)

    async def _make_room(self, owner: str) -> None:
        """One cast at a time: the same sender replaces their own, anybody else waits."""
        for cast in self._store.state.cast.casts:
            if self._owners[cast.id] != owner:
                raise Busy(Code.CAST_BUSY, name=cast.name)
            await self._stop(cast.id, "sender")

    async def stop_cast(self, cast_id: str) -> None:
        """See CastApi."""
        caller = current_caller.get()
        if self._cast(cast_id) is None:
            raise NotFound(Code.CAST_UNKNOWN)
        if caller.role is Role.GUEST and self._owners[cast_id] != caller.id:
            raise NotAllowed(Code.FORBIDDEN)
        await self._stop(cast_id, "sender" if caller.role is Role.GUEST else "glass")

    async def _stop(self, cast_id: str, reason: EndReason) -> None:
        self._end(cast_id, reason)
        try:
            await self._engine.close_cast(cast_id)
        except RoomError as error:
            log.debug("cast.already_gone", cast_id=cast_id, code=error.code)

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports: its casts are the truth, but for those just being negotiated."""
        reported = {cast.id: cast for cast in status.casts}
        for cast in reported.values():
            if cast.id in self._negotiating:
                continue
            if cast.phase == "closed":
                self._end(cast.id, "sender")
            else:
                self._follow(cast)
        self._adopting = False
        for cast in self._store.state.cast.casts:
            if cast.id not in reported and cast.id not in self._negotiating:
                self._put(msgspec.structs.replace(cast, phase="reconnecting"))

    def lose_media(self) -> None:
        """The worker is away: its casts wait for their senders to come back."""
        for cast in self._store.state.cast.casts:
            self._put(msgspec.structs.replace(cast, phase="reconnecting"))

    def _follow(self, reported: EngineCast) -> None:
        known = self._cast(reported.id)
        if known is None and (known := self._adopt(reported)) is None:
            return
        fresh = msgspec.structs.replace(
            known,
            phase=PHASES[reported.phase],
            width=reported.width,
            height=reported.height,
            has_sound=reported.has_sound,
        )
        self._put(fresh)

    def _adopt(self, reported: EngineCast) -> Cast | None:
        """A cast that the worker received for our predecessor: only its first report can hold one."""
        if not self._adopting:
            return None
        try:
            label = msgspec.json.decode(reported.label, type=Label)
        except msgspec.DecodeError:
            log.warning("cast.not_adopted", cast_id=reported.id)
            return None
        self._owners[reported.id] = label.owner
        log.info("cast.adopted", cast_id=reported.id)
        return Cast(id=reported.id, name=label.name, started_at=label.started_at, stream=reported.stream)

    def _cast(self, cast_id: str) -> Cast | None:
        return next((cast for cast in self._store.state.cast.casts if cast.id == cast_id), None)

    def _put(self, cast: Cast) -> None:
        others = tuple(one for one in self._store.state.cast.casts if one.id != cast.id)
        self._store.replace(cast=CastState(casts=(*others, cast)))
        if cast.phase == "live":
            self._deadlines.pop(cast.id, None)
        elif cast.id not in self._deadlines:
            self._deadlines[cast.id] = time.monotonic() + GRACE_S
            self._news.set()

    def _end(self, cast_id: str, reason: EndReason) -> None:
        cast = self._cast(cast_id)
        self._owners.pop(cast_id, None)
        self._deadlines.pop(cast_id, None)
        if cast is None:
            return
        casts = tuple(one for one in self._store.state.cast.casts if one.id != cast_id)
        self._store.replace(cast=CastState(casts=casts))
        self._store.emit(CastEnded(cast_id=cast_id, reason=reason))
        log.info("cast.ended", cast_id=cast_id, reason=reason)

    async def run(self) -> None:
        """End casts that did not come (back) in time; runs until cancelled."""
        while True:
            self._news.clear()
            wait_s = min(self._deadlines.values()) - time.monotonic() if self._deadlines else None
            try:
                async with asyncio.timeout(wait_s):
                    await self._news.wait()
            except TimeoutError:
                now = time.monotonic()
                for cast_id in [id_ for id_, deadline in self._deadlines.items() if deadline <= now]:
                    await self._stop(cast_id, "lost")
