"""The cast domain: what callers may ask of casts, each as far as it is theirs."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec
import structlog

from appliance.api.cast import CastAnswer, CastPointed, CastState, CastTouched, Contact, Ticket
from appliance.api.errors import Code, NotFound
from appliance.api.role import Role
from appliance.caller import current_caller
from appliance.cast.reception import Reception

log = structlog.get_logger()


class Inputs(Protocol):
    """Who shares the room's own inputs."""

    async def start_input(self, device_id: str) -> None:
        """See CastApi."""
        ...

    async def dismiss_input(self, device_id: str) -> None:
        """See CastApi."""
        ...


class CastService(Reception):
    """Answers cast.*; `inputs` answers what is asked of inputs."""

    inputs: Inputs

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

    def _publish(self, **fields: object) -> None:
        state: CastState = msgspec.structs.replace(self._store.state.cast, **fields)
        self._store.replace(cast=state)
