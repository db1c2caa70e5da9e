"""The cast domain: several senders at a time, kept over restarts of the worker and of this daemon.

The media worker receives; this service decides who may, who is seen and heard, and when a cast is over. A cast whose
media stopped may come back under its id for a while. Its label in the worker says whose it is, so a restarted daemon
adopts it.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Literal, Protocol

import msgspec
import structlog

from appliance.api.cast import (
    MAX_CASTS,
    Cast,
    CastAnswer,
    CastPointed,
    CastQuality,
    CastState,
    CastTouched,
    Contact,
    EndReason,
    Kind,
    Phase,
    Ticket,
)
from appliance.api.errors import Busy, Code, NotFound, RoomError, Unavailable
from appliance.api.role import Role
from appliance.caller import Caller, current_caller
from appliance.cast.label import Label
from appliance.cast.queue import Queue
from appliance.cast.roster import Roster
from appliance.media.engine import CastPhase, EngineCast, EngineStatus, MediaEngine
from appliance.store import Store

log = structlog.get_logger()

PHASES: dict[CastPhase, Phase] = {"connecting": "connecting", "live": "live", "interrupted": "reconnecting"}

Connect = Callable[[str, str], Awaitable[str]]
"""Makes the worker receive a cast, given its id and label; what it returns is the sender's answer."""


class Inputs(Protocol):
    """Who shares the room's own inputs."""

    async def start_input(self, device_id: str) -> None:
        """See CastApi."""
        ...

    async def dismiss_input(self, device_id: str) -> None:
        """See CastApi."""
        ...


class CastService:
    """Answers cast.*; `inputs` answers what is asked of inputs."""

    inputs: Inputs

    def __init__(self, store: Store, engine: MediaEngine) -> None:
        self._store = store
        self._engine = engine
        self._news = asyncio.Event()
        self._roster = Roster(store, self._news.set)
        self._queue = Queue(store, self._news.set)
        self._negotiating: set[str] = set()
        self._adopting = True

    async def start_cast(
        self, offer: str, name: str = "", cast_id: str = "", kind: Literal["browser", "whip"] = "whip"
    ) -> CastAnswer:
        """See CastApi."""
        caller = current_caller.get()
        known = self._roster.find(cast_id)

        async def connect(cast_id: str, label: str) -> str:
            return await self._engine.receive_cast(cast_id, offer, label)

        if known is not None and self._roster.owner(cast_id) == caller.id:
            answer = await self._resume(known, connect)
            return CastAnswer(cast_id=cast_id, answer=answer)
        mode = self._store.state.settings.casting
        cast_id, answer = await self.begin(caller, kind, name or caller.name, connect, is_admitted=mode != "ask")
        return CastAnswer(cast_id=cast_id, answer=answer)

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

    async def add_candidates(self, cast_id: str, fragment: str) -> None:
        """See CastApi."""
        caller = current_caller.get()
        self._roster.claim(cast_id, caller)
        await self._engine.add_candidates(cast_id, fragment, caller.address)

    async def stop_cast(self, cast_id: str) -> None:
        """See CastApi."""
        caller = current_caller.get()
        cast = self._roster.claim(cast_id, caller)
        if caller.role is Role.GUEST:
            await self._stop(cast_id, "sender")
        else:
            await self._stop(cast_id, "glass" if cast.admitted else "refused")

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

    async def start_input(self, device_id: str) -> None:
        """See CastApi."""
        await self.inputs.start_input(device_id)

    async def dismiss_input(self, device_id: str) -> None:
        """See CastApi."""
        await self.inputs.dismiss_input(device_id)

    async def admit_cast(self, cast_id: str) -> None:
        """See CastApi."""
        cast = self._roster.claim(cast_id, current_caller.get())
        if cast.admitted:
            return
        if not cast.muted:
            await self._engine.set_cast_muted(cast_id, False)
        await self._change_kept(cast_id, admitted=True)
        log.info("cast.admitted", cast_id=cast_id)

    async def enlarge_cast(self, cast_id: str = "") -> None:
        """See CastApi."""
        if cast_id and not self._roster.claim(cast_id, current_caller.get()).admitted:
            raise NotFound(Code.CAST_UNKNOWN)
        self._publish(enlarged=cast_id)

    async def order_casts(self, cast_ids: list[str]) -> None:
        """See CastApi."""
        caller = current_caller.get()
        named = [self._roster.claim(cast_id, caller) for cast_id in dict.fromkeys(cast_ids)]
        rest = [cast for cast in self._roster.casts if cast not in named]
        self._publish(casts=(*named, *rest))

    async def set_muted(self, cast_id: str, muted: bool) -> None:
        """See CastApi."""
        cast = self._roster.claim(cast_id, current_caller.get())
        await self._engine.set_cast_muted(cast_id, muted or not cast.admitted)
        await self._change_kept(cast_id, muted=muted)

    async def set_paused(self, cast_id: str, paused: bool) -> None:
        """See CastApi."""
        self._roster.claim(cast_id, current_caller.get())
        self._change(cast_id, paused=paused)

    async def set_touchable(self, cast_id: str, touchable: bool) -> None:
        """See CastApi."""
        self._roster.claim(cast_id, current_caller.get())
        self._change(cast_id, touchable=touchable)

    async def point(self, cast_id: str, x: float, y: float, shown: bool = True) -> None:
        """See CastApi."""
        if self._roster.claim(cast_id, current_caller.get()).admitted:
            self._store.emit(CastPointed(cast_id=cast_id, x=x, y=y, shown=shown))

    async def touch(self, cast_id: str, contacts: list[Contact]) -> None:
        """See CastApi."""
        if self._roster.claim(cast_id, current_caller.get()).touchable:
            touched = CastTouched(cast_id=cast_id, contacts=tuple(contacts))
            self._store.emit(touched, to=self._roster.owner(cast_id))

    async def set_tiles(self, tiles: dict[str, tuple[int, int]]) -> None:
        """See CastApi."""
        drawn = {cast.id: tiles.get(cast.id, (0, 0)) if cast.admitted else (0, 0) for cast in self._roster.casts}
        await self._engine.set_tiles(drawn)

    async def enter_queue(self, name: str = "") -> Ticket:
        """See CastApi."""
        ticket = self._queue.enter(current_caller.get(), name)
        self._call_next()
        return ticket

    async def leave_queue(self) -> None:
        """See CastApi."""
        self._queue.leave(current_caller.get().id)
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

    def _publish(self, **fields: object) -> None:
        state: CastState = msgspec.structs.replace(self._store.state.cast, **fields)
        self._store.replace(cast=state)

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
