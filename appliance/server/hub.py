"""One connection from its first message to its end, whatever carries it."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import msgspec
import structlog

from appliance.api import wire
from appliance.api.contract import EVENTS, FLEETING, event_name
from appliance.api.errors import Busy, Code
from appliance.api.role import Role
from appliance.api.state import DOMAINS, READERS
from appliance.caller import Caller
from appliance.server.dispatch import Dispatcher
from appliance.server.rate import TokenBucket
from appliance.store import Store

log = structlog.get_logger()

Send = Callable[[bytes], Awaitable[None]]
SEND_TIMEOUT_S = 10.0
MAX_PENDING_EVENTS = 64
MAX_PENDING_FLEETING = 16
MESSAGES_PER_S = {Role.GUEST: 20.0, Role.MEMBER: 20.0, Role.INTEGRATOR: 200.0}
"""Roles that come from the network are held to a pace; twice that in a burst."""


class ClientTooSlow(Exception):
    """A client that does not read what it is sent; its connection ends."""


class Hub:
    """Serves connections: snapshot first, then changed domains and events, and answers in the order of requests."""

    def __init__(self, store: Store, dispatcher: Dispatcher) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._gone: list[Callable[[Caller], None]] = []

    def on_disconnect(self, callback: Callable[[Caller], None]) -> None:
        """Call back with the caller of each connection that ended."""
        self._gone.append(callback)

    async def serve(self, caller: Caller, incoming: AsyncIterator[bytes | str], send: Send) -> None:
        """Run a connection until the other side leaves, does not read for 10 s, or the task is cancelled."""
        caller = replace(caller, connection=secrets.token_hex(8))
        feed = _Feed(self._store, caller)
        lock = asyncio.Lock()

        async def deliver(message: bytes) -> None:
            async with lock, asyncio.timeout(SEND_TIMEOUT_S):
                await send(message)

        async def forward() -> None:
            while True:
                for message in await feed.next():
                    await deliver(message)

        async def answer() -> None:
            per_s = MESSAGES_PER_S.get(caller.role)
            pace = TokenBucket(per_s, 2 * per_s) if per_s else None
            async for message in incoming:
                if pace is not None and not pace.take():
                    await deliver(wire.refusal(None, Busy(Code.RATE_LIMITED)))
                elif (response := await self._dispatcher.answer(message, caller)) is not None:
                    await deliver(response)

        forwarding = asyncio.create_task(forward())
        answering = asyncio.create_task(answer())
        try:
            done, _ = await asyncio.wait({forwarding, answering}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except (ConnectionError, TimeoutError, ClientTooSlow) as error:
            log.info("client.dropped", role=caller.role, reason=type(error).__name__)
        finally:
            for task in (forwarding, answering):
                task.cancel()
            await asyncio.gather(forwarding, answering, return_exceptions=True)
            feed.close()
            for callback in self._gone:
                callback(caller)


class _Feed:
    """What a connection has yet to be told: changed domains coalesce by name, events wait in a bounded queue."""

    def __init__(self, store: Store, caller: Caller) -> None:
        self._store = store
        self._readable = [name for name in DOMAINS if caller.role in READERS[name]]
        self._caller = caller
        self._pending = set(self._readable)
        self._events: deque[msgspec.Struct] = deque()
        self._full = True
        self._wake = asyncio.Event()
        self._wake.set()
        self._leave = (store.subscribe(self._changed), store.listen(self._heard))

    def close(self) -> None:
        for leave in self._leave:
            leave()

    def _changed(self, names: frozenset[str]) -> None:
        if fresh := names.intersection(self._readable):
            self._pending |= fresh
            self._wake.set()

    def _heard(self, event: msgspec.Struct, to: str) -> None:
        caller = self._caller
        if caller.role not in EVENTS[type(event)] or to not in ("", caller.id, caller.connection, caller.role):
            return
        if type(event) in FLEETING and len(self._events) >= MAX_PENDING_FLEETING:
            return
        self._events.append(event)
        self._wake.set()

    async def next(self) -> list[bytes]:
        """Wait for news; state goes before the events that came with it."""
        await self._wake.wait()
        self._wake.clear()
        if len(self._events) > MAX_PENDING_EVENTS:
            raise ClientTooSlow
        messages = [self._state()] if self._pending or self._full else []
        messages += [_event(event) for event in self._events]
        self._events.clear()
        return messages

    def _state(self) -> bytes:
        names = [name for name in self._readable if name in self._pending]
        domains = {name: getattr(self._store.state, name) for name in names}
        message = wire.notification("state", {"rev": self._store.rev, "full": self._full, "state": domains})
        self._pending.clear()
        self._full = False
        return message


def _event(event: msgspec.Struct) -> bytes:
    fields = {name: getattr(event, name) for name in event.__struct_fields__}
    return wire.notification(event_name(type(event)), fields)
