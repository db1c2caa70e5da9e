"""The room's end of its own forwarder: the same MeetingEngine, across a socket that comes and goes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import structlog

from appliance.api.conference import Source, Want
from appliance.api.errors import Code, Unavailable
from appliance.meeting.engine import LIVENESS_S, Forwarded, Heard, Load, Offered
from appliance.rpc import RemoteError, RpcClient
from appliance.sfu.configuration import ForwarderConfig

log = structlog.get_logger()

RECONNECT_S = 0.2
CALL_TIMEOUT_S = 5.0
LOOK_S = 0.1


class EmbeddedEngine:
    """Fulfils MeetingEngine; verbs raise Unavailable(meeting.no_engine) while the forwarder is away.

    `on_heard` gets all conferences whenever one changes. `on_alive` is told each coming and going: the end of the
    socket at once, a forwarder that hangs within LIVENESS_S. One that comes back knows nothing.
    """

    def __init__(self, path: Path, config: ForwarderConfig, on_heard: Heard, on_alive: Callable[[bool], None]) -> None:
        self._path = path
        self._config = config
        self._on_heard = on_heard
        self._on_alive = on_alive
        self._client: RpcClient | None = None
        self._was_alive: bool | None = None
        self._status: tuple[Forwarded, ...] | None = None
        self._heard_s = 0.0

    async def run(self) -> None:
        """Connect, and connect again, until cancelled; the configuration is sent first each time."""
        while True:
            reason = "closed"
            try:
                async with RpcClient.connect(self._path, self._hear, LIVENESS_S) as client:
                    await self._follow(client)
            except (OSError, TimeoutError, RemoteError, msgspec.ValidationError) as error:
                reason = str(error) or type(error).__name__
            finally:
                self._client = None
            self._tell(False, reason)
            await asyncio.sleep(RECONNECT_S)

    async def configure(self, config: ForwarderConfig) -> None:
        """Take another configuration; while the forwarder is away it is kept for its return."""
        self._config = config
        if self._client is not None:
            await self._call("configure", config=config)

    async def _follow(self, client: RpcClient) -> None:
        answer = await client.call("engine.configure", timeout_s=LIVENESS_S, config=self._config)
        self._heard_s = time.monotonic()
        self._client = client
        self._status = None
        self._tell(True)
        self._take(msgspec.convert(answer, tuple[Forwarded, ...]))
        while not client.closed.is_set():
            silent_s = time.monotonic() - self._heard_s
            if silent_s >= LIVENESS_S - LOOK_S:
                raise TimeoutError(f"silent for {silent_s:.1f} s")
            try:
                async with asyncio.timeout(LOOK_S):
                    await client.closed.wait()
            except TimeoutError:
                continue

    def _hear(self, method: str, params: Any) -> None:
        if method == "engine.status" and self._client is not None:
            self._heard_s = time.monotonic()
            self._take(msgspec.convert(params["conferences"], tuple[Forwarded, ...]))

    def _take(self, status: tuple[Forwarded, ...]) -> None:
        if status != self._status:
            self._status = status
            self._on_heard(status)

    def _tell(self, is_alive: bool, reason: str = "") -> None:
        if is_alive == self._was_alive:
            return
        self._was_alive = is_alive
        if is_alive:
            log.info("sfu.available")
        else:
            log.warning("sfu.away", reason=reason)
        self._on_alive(is_alive)

    async def open(self, conference: str) -> None:
        """See MeetingEngine."""
        await self._call("open", conference=conference)

    async def close(self, conference: str) -> None:
        """See MeetingEngine."""
        await self._call("close", conference=conference)

    async def publish(self, conference: str, person_id: str, offer: str, sources: dict[str, Source]) -> str:
        """See MeetingEngine."""
        return await self._call("publish", conference=conference, person_id=person_id, offer=offer, sources=sources)

    async def set_forwarded(self, conference: str, person_id: str, sources: list[Source]) -> None:
        """See MeetingEngine."""
        await self._call("set_forwarded", conference=conference, person_id=person_id, sources=sources)

    async def receive(self, conference: str, person_id: str, wants: list[Want]) -> Offered:
        """See MeetingEngine."""
        answer = await self._call("receive", conference=conference, person_id=person_id, wants=wants)
        return msgspec.convert(answer, Offered)

    async def answer(self, conference: str, person_id: str, answer: str) -> None:
        """See MeetingEngine."""
        await self._call("answer", conference=conference, person_id=person_id, answer=answer)

    async def restart(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        await self._call("restart", conference=conference, person_id=person_id)

    async def remove(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        await self._call("remove", conference=conference, person_id=person_id)

    async def probe(self) -> Load:
        """See MeetingEngine."""
        began_s = time.monotonic()
        answer = msgspec.convert(await self._call("probe", timeout_s=LIVENESS_S), Load)
        return msgspec.structs.replace(answer, round_trip_ms=(time.monotonic() - began_s) * 1000)

    async def _call(self, verb: str, *, timeout_s: float = CALL_TIMEOUT_S, **params: Any) -> Any:
        if self._client is None:
            raise Unavailable(Code.MEETING_NO_ENGINE)
        try:
            return await self._client.call(f"engine.{verb}", timeout_s=timeout_s, **params)
        except (ConnectionError, TimeoutError) as error:
            raise Unavailable(Code.MEETING_NO_ENGINE) from error
        except RemoteError as error:
            raise error.as_room_error() from error
