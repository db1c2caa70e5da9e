"""What is plugged into the room by a cable: announced on the glass, then shared by itself.

The media worker tells which inputs have a signal. A new signal is announced for COUNTDOWN_S; then it becomes a cast,
unless somebody said no. What was said holds until the signal goes.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import structlog

from appliance.api.cast import CastEnded, Dismissal, Incoming
from appliance.api.errors import Code, NotFound, RoomError, Unavailable
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.cast.service import CastService
from appliance.media.engine import EngineInput, EngineStatus, MediaEngine
from appliance.store import Store

log = structlog.get_logger()

COUNTDOWN_S = 5.0
PATIENCE_S = 2.0
"""A sender that changes its resolution has no signal for a moment."""
ABSENT_S = 6.0
"""A worker that just started has not looked at every card yet."""
OWNER = "input-"


class InputService:
    """Answers cast.start_input and cast.dismiss_input, and writes `incoming` of the cast domain."""

    def __init__(self, store: Store, casts: CastService, engine: MediaEngine) -> None:
        self._store = store
        self._casts = casts
        self._engine = engine
        self._news = asyncio.Event()
        self._starting = asyncio.Lock()
        self._inputs: dict[str, EngineInput] = {}
        """Those with a signal, or that had one a moment ago."""
        self._lost_at_s: dict[str, float] = {}
        """When, by time.monotonic, those that have none now are given up."""
        self._received: frozenset[str] = frozenset()
        self._ended: dict[str, str] = {}
        """Device ids whose casts ended, with the reason."""
        self._shared: dict[str, str] = {}
        """Casts of inputs: cast id to device id."""
        store.listen(self._hear)

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports."""
        now_s = time.monotonic()
        seen = {each.id for each in status.inputs}
        heard = {each.id: each for each in status.inputs if each.has_signal}
        for device_id in self._inputs.keys() - heard.keys():
            self._lost_at_s.setdefault(device_id, now_s + (PATIENCE_S if device_id in seen else ABSENT_S))
        for device_id in heard:
            self._lost_at_s.pop(device_id, None)
        self._inputs |= heard
        self._received = frozenset(cast.id for cast in status.casts)
        self._news.set()

    async def run(self) -> None:
        """Announce, share and end until cancelled."""
        while True:
            self._news.clear()
            await self._follow()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._wait_s()):
                    await self._news.wait()

    async def start_input(self, device_id: str) -> None:
        """See CastApi."""
        incoming = self._find(device_id)
        if incoming is None:
            return
        await self._share(incoming)

    async def dismiss_input(self, device_id: str) -> None:
        """See CastApi."""
        if self._find(device_id) is not None:
            self._dismiss(device_id, "asked")

    def _find(self, device_id: str) -> Incoming | None:
        """The announced input; None where it is shared already. Raises NotFound(devices.unknown)."""
        for incoming in self._store.state.cast.incoming:
            if incoming.device_id == device_id:
                return incoming
        if device_id in self._inputs and self._casts.cast_of(OWNER + device_id) is not None:
            return None
        raise NotFound(Code.DEVICE_UNKNOWN, device_id=device_id)

    async def _follow(self) -> None:
        for device_id, at_s in tuple(self._lost_at_s.items()):
            if at_s <= time.monotonic():
                await self._lose(device_id)
        for device in tuple(self._inputs.values()):
            if device.id not in self._lost_at_s:
                await self._attend(device)
        for incoming in self._store.state.cast.incoming:
            if incoming.dismissed:
                continue
            if incoming.device_id in self._lost_at_s:
                self._remove(incoming.device_id)
            elif incoming.starts_at <= datetime.now(UTC):
                await self._share_by_itself(incoming)

    async def _lose(self, device_id: str) -> None:
        self._lost_at_s.pop(device_id, None)
        self._inputs.pop(device_id, None)
        self._ended.pop(device_id, None)
        self._remove(device_id)
        if (cast := self._casts.cast_of(OWNER + device_id)) is not None:
            await self._casts.drop(cast.id, "sender")

    async def _attend(self, device: EngineInput) -> None:
        """Announce a new signal; receive again what a restarted worker forgot."""
        cast = self._casts.cast_of(OWNER + device.id)
        if cast is not None:
            self._shared[cast.id] = device.id
            if cast.id not in self._received and cast.phase == "reconnecting":
                with suppress(RoomError):
                    await self._casts.resume(cast.id, self._connect_to(device.id))
        elif all(each.device_id != device.id for each in self._store.state.cast.incoming):
            reason = self._ended.pop(device.id, "")
            dismissed: Dismissal = "" if not reason else "failed" if reason == "lost" else "asked"
            starts_at = datetime.now(UTC) + timedelta(seconds=COUNTDOWN_S)
            incoming = Incoming(device_id=device.id, name=device.name, starts_at=starts_at, dismissed=dismissed)
            self._publish((*self._store.state.cast.incoming, incoming))

    async def _share_by_itself(self, incoming: Incoming) -> None:
        try:
            await self._share(incoming)
        except Unavailable:
            # no worker, no signal: it announces the input again when it is back
            self._dismiss(incoming.device_id, "failed")
        except RoomError as error:
            log.warning("input.not_shared", device=incoming.device_id, code=error.code)
            self._dismiss(incoming.device_id, "full" if error.code == Code.CAST_FULL else "failed")

    async def _share(self, incoming: Incoming) -> None:
        async with self._starting:
            if self._casts.cast_of(OWNER + incoming.device_id) is not None:
                return
            caller = Caller(Role.GUEST, OWNER + incoming.device_id, incoming.name)
            connect = self._connect_to(incoming.device_id)
            await self._casts.begin(caller, "input", incoming.name, connect, is_admitted=True)
        self._remove(incoming.device_id)

    def _connect_to(self, device_id: str) -> Any:
        async def connect(cast_id: str, label: str) -> str:
            self._shared[cast_id] = device_id
            await self._engine.receive_capture(cast_id, device_id, label)
            return ""

        return connect

    def _hear(self, event: msgspec.Struct, _to: str) -> None:
        if isinstance(event, CastEnded) and (device_id := self._shared.pop(event.cast_id, "")):
            # a signal that is still there is not shared again by itself
            self._ended[device_id] = event.reason
            self._news.set()

    def _wait_s(self) -> float | None:
        now_s, now = time.monotonic(), datetime.now(UTC)
        waits = [at_s - now_s for at_s in self._lost_at_s.values()]
        waits += [
            (each.starts_at - now).total_seconds() for each in self._store.state.cast.incoming if not each.dismissed
        ]
        return max(0.01, min(waits)) if waits else None

    def _dismiss(self, device_id: str, reason: Dismissal) -> None:
        self._publish(
            tuple(
                msgspec.structs.replace(each, dismissed=reason) if each.device_id == device_id else each
                for each in self._store.state.cast.incoming
            )
        )

    def _remove(self, device_id: str) -> None:
        self._publish(tuple(each for each in self._store.state.cast.incoming if each.device_id != device_id))

    def _publish(self, incoming: tuple[Incoming, ...]) -> None:
        self._store.replace(cast=msgspec.structs.replace(self._store.state.cast, incoming=incoming))
