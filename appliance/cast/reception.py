"""The life of casts: begun, taken up again, followed as the media worker reports them, adopted, ended.

The media worker receives; here is decided who may and when a cast is over. A cast whose media stopped may come back
under its id for a while. Its label in the worker says whose it is, so a restarted daemon adopts it.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec
import structlog

from appliance.api.cast import MAX_CASTS, Cast, CastQuality, EndReason, Kind, Phase
from appliance.api.errors import Busy, Code, NotFound, RoomError, Unavailable
from appliance.caller import Caller
from appliance.cast.label import Label
from appliance.cast.queue import Queue
from appliance.cast.roster import Roster
from appliance.media.engine import CastPhase, EngineCast, EngineStatus, MediaEngine
from appliance.store import Store

log = structlog.get_logger()

PHASES: dict[CastPhase, Phase] = {"connecting": "connecting", "live": "live", "interrupted": "reconnecting"}

Connect = Callable[[str, str], Awaitable[str]]
"""Makes the worker receive a cast, given its id and label; what it returns is the sender's answer."""


class Reception:
    """Begins and ends casts, for senders and for what the room itself brings."""

    def __init__(self, store: Store, engine: MediaEngine) -> None:
        self._store = store
        self._engine = engine
        self._news = asyncio.Event()
        self._roster = Roster(store, self._news.set)
        self._queue = Queue(store, self._news.set)
        self._negotiating: set[str] = set()
        self._adopting = True

    async def begin(
        self, caller: Caller, kind: Kind, name: str, connect: Connect, *, is_admitted: bool
    ) -> tuple[str, str]:
        """Make room for a new cast and receive it; returns its id and what `connect` returned.

        Raises Busy(cast.full), NotFound(cast.unknown) where it was stopped meanwhile, and whatever `connect` raises:
        then nothing is left of it.
        """
        self._check_room(caller.id)
        id_ = uuid.uuid4().hex
        cast = Cast(
            id=id_,
            name=name,
            kind=kind,
            started_at=datetime.now(UTC),
            stream=f"cast-{id_}",
            admitted=is_admitted,
        )
        self._roster.put(cast, caller.id)
        try:
            answer = await self._negotiate(cast, connect)
        except BaseException:
            self._end(id_, "lost")
            raise
        if self._roster.find(id_) is None:
            # it was stopped while the worker made ready for it
            await self._close(id_)
            raise NotFound(Code.CAST_UNKNOWN)
        self._queue.leave(caller.id)
        await self._displace(cast, caller.id)
        log.info("cast.started", cast_id=id_, kind=kind, admitted=is_admitted)
        return id_, answer

    def _check_room(self, owner: str) -> None:
        if self._store.state.settings.casting == "take_over":
            return
        others = sum(self._roster.owner(cast.id) != owner for cast in self._roster.casts)
        kept = 0 if self._queue.is_called(owner) else self._queue.kept
        if others + kept >= MAX_CASTS:
            raise Busy(Code.CAST_FULL, limit=MAX_CASTS)

    async def _displace(self, cast: Cast, owner: str) -> None:
        """The same sender replaces their own; where casts take over, any admitted one replaces all."""
        is_taking_over = self._store.state.settings.casting == "take_over" and cast.admitted
        for other in self._roster.casts:
            if other.id == cast.id or other.id in self._negotiating:
                continue
            if self._roster.owner(other.id) == owner:
                await self._stop(other.id, "sender")
            elif is_taking_over:
                await self._stop(other.id, "taken_over")

    async def _resume(self, known: Cast, connect: Connect) -> str:
        cast = msgspec.structs.replace(known, phase="connecting", paused=False)
        self._roster.put(cast)
        try:
            return await self._negotiate(cast, connect)
        except Unavailable:
            self._change(cast.id, phase="reconnecting")
            raise
        except RoomError:
            self._end(cast.id, "lost")
            raise

    async def _negotiate(self, cast: Cast, connect: Connect) -> str:
        self._negotiating.add(cast.id)
        try:
            answer = await connect(cast.id, Label.of(cast, self._roster.owner(cast.id)))
            await self._hush(cast)
        finally:
            self._negotiating.discard(cast.id)
        return answer

    async def _hush(self, cast: Cast) -> None:
        if cast.muted or not cast.admitted:
            await self._engine.set_cast_muted(cast.id, True)

    async def resume(self, cast_id: str, connect: Connect) -> None:
        """Receive a cast again that lost its media; one that is gone is passed over. Raises what `connect` raises."""
        known = self._roster.find(cast_id)
        if known is not None:
            await self._resume(known, connect)

    async def drop(self, cast_id: str, reason: EndReason) -> None:
        """End a cast on its sender's behalf, whose process this room runs; one that is gone is passed over."""
        if self._roster.find(cast_id) is not None:
            await self._stop(cast_id, reason)

    def cast_of(self, owner: str) -> Cast | None:
        """The cast of a caller."""
        return next((cast for cast in self._roster.casts if self._roster.owner(cast.id) == owner), None)

    async def _stop(self, cast_id: str, reason: EndReason) -> None:
        self._end(cast_id, reason)
        await self._close(cast_id)

    async def _close(self, cast_id: str) -> None:
        try:
            await self._engine.close_cast(cast_id)
        except RoomError as error:
            log.debug("cast.already_gone", cast_id=cast_id, code=error.code)

    def _end(self, cast_id: str, reason: EndReason) -> None:
        self._roster.end(cast_id, reason)
        self._call_next()

    def _call_next(self) -> None:
        self._queue.call(MAX_CASTS - len(self._roster.casts))

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
        for cast in self._roster.casts:
            if cast.id not in reported and cast.id not in self._negotiating:
                self._change(cast.id, phase="reconnecting")

    def lose_media(self) -> None:
        """The worker is away: its casts wait for their senders to come back."""
        for cast in self._roster.casts:
            self._change(cast.id, phase="reconnecting")

    def _follow(self, reported: EngineCast) -> None:
        if self._roster.find(reported.id) is None and not self._adopt(reported):
            return
        self._change(
            reported.id,
            phase=PHASES[reported.phase],
            width=reported.width,
            height=reported.height,
            has_sound=reported.has_sound,
            quality=CastQuality(
                codec=reported.codec,
                frame_rate=reported.frame_rate,
                bitrate_kbps=reported.bitrate_kbps,
                loss_percent=reported.loss_percent,
                delay_ms=reported.delay_ms,
            ),
        )

    def _adopt(self, reported: EngineCast) -> bool:
        """A cast that the worker received for our predecessor: only its first report can hold one."""
        if not self._adopting:
            return False
        try:
            label = msgspec.json.decode(reported.label, type=Label)
        except msgspec.DecodeError:
            log.warning("cast.not_adopted", cast_id=reported.id)
            return False
        cast = Cast(
            id=reported.id,
            name=label.name,
            kind=label.kind,
            started_at=label.started_at,
            stream=reported.stream,
            admitted=label.admitted,
            muted=label.muted,
        )
        self._roster.put(cast, label.owner)
        log.info("cast.adopted", cast_id=reported.id)
        return True

    def _change(self, cast_id: str, **fields: object) -> None:
        known = self._roster.find(cast_id)
        if known is not None:
            self._roster.put(msgspec.structs.replace(known, **fields))

    async def _change_kept(self, cast_id: str, **fields: object) -> None:
        """Change what outlives this daemon."""
        self._change(cast_id, **fields)
        cast = self._roster.find(cast_id)
        if cast is None:
            return
        try:
            await self._engine.set_label(cast_id, Label.of(cast, self._roster.owner(cast_id)))
        except RoomError as error:
            log.debug("cast.not_labelled", cast_id=cast_id, code=error.code)

    async def run(self) -> None:
        """Give up casts and places in the queue that are overdue; runs until cancelled."""
        while True:
            self._news.clear()
            deadlines = [at for at in (self._roster.next_deadline(), self._queue.next_deadline()) if at is not None]
            wait_s = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
            try:
                async with asyncio.timeout(wait_s):
                    await self._news.wait()
            except TimeoutError:
                for cast_id in self._roster.overdue():
                    await self._stop(cast_id, "lost")
                self._queue.drop_overdue()
                self._call_next()
