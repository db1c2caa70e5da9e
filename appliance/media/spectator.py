"""One who watches: a WebRTC session that only sends, and ends when nobody is there any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from aiortc import RTCSessionDescription
from aiortc.sdp import SessionDescription

from appliance.api.errors import Code, Invalid
from appliance.media.broadcast import Broadcast
from appliance.media.connection import SendingConnection
from appliance.media.engine import WatcherPhase
from appliance.media.negotiation import RECEIVING, read_offer, write_answer
from appliance.media.outlet import Outlet
from appliance.media.trickle import Trickle
from appliance.media.webrtc import CONNECT_TIMEOUT_S, REFUSALS

log = structlog.get_logger()

PROBE_EVERY_S = 1.0
MAX_UNANSWERED = 5


class Spectator:
    """`on_change` is called in the loop when `phase` changes."""

    def __init__(self, broadcast: Broadcast, label: str, on_change: Callable[[], None]) -> None:
        self.label = label
        self.phase: WatcherPhase = "connecting"
        self._broadcast = broadcast
        self._on_change = on_change
        self._connection = SendingConnection(broadcast.want_key)
        self._outlets: list[Outlet] = []
        self._trickle: Trickle | None = None
        self._changed = asyncio.Event()
        self._connection.on("connectionstatechange", self._changed.set)

    async def answer(self, offer: str) -> str:
        """Negotiate. Raises Invalid(WATCH_OFFER); close it then."""
        checked = read_offer(offer, RECEIVING, Code.WATCH_OFFER)
        for section in SessionDescription.parse(checked).media:
            self._outlets.append(self._broadcast.join(section.kind))
            self._connection.send(self._outlets[-1])
        try:
            await self._connection.setRemoteDescription(RTCSessionDescription(checked, "offer"))
            await self._connection.setLocalDescription()
        except REFUSALS as error:
            raise Invalid(Code.WATCH_OFFER, reason="not_negotiable") from error
        self._trickle = Trickle(self._connection, checked)
        return write_answer(self._connection.localDescription.sdp)

    async def add_candidates(self, fragment: str, address: str) -> None:
        """See MediaEngine."""
        if self._trickle is not None:
            await self._trickle.add(fragment, address)

    async def run(self) -> None:
        """Send until they leave, are lost, or close()."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await self._until("connected", "closed", "failed")
            if self._connection.connectionState == "connected":
                self._turn("live")
                await self._watch()
        except TimeoutError:
            log.info("watch.not_connected", after_s=CONNECT_TIMEOUT_S)
        await self.close()

    async def close(self) -> None:
        """End the session; once is enough."""
        outlets, self._outlets = self._outlets, []
        await self._broadcast.leave(*outlets)
        await self._connection.close()
        self._turn("closed")

    async def _watch(self) -> None:
        async with asyncio.TaskGroup() as group:
            probing = group.create_task(self._probe())
            ending = group.create_task(self._until("closed", "failed"))
            await asyncio.wait({probing, ending}, return_when=asyncio.FIRST_COMPLETED)
            probing.cancel()
            ending.cancel()

    async def _probe(self) -> None:
        """Return when they have not answered for some seconds: consent to be sent to is over (RFC 7675)."""
        unanswered = 0
        while unanswered < MAX_UNANSWERED:
            await asyncio.sleep(PROBE_EVERY_S)
            unanswered = 0 if await self._connection.probe() else unanswered + 1
        log.info("watch.silent", after_s=MAX_UNANSWERED * PROBE_EVERY_S)

    async def _until(self, *states: str) -> None:
        while self._connection.connectionState not in states:
            self._changed.clear()
            await self._changed.wait()

    def _turn(self, phase: WatcherPhase) -> None:
        if phase != self.phase:
            self.phase = phase
            self._on_change()
