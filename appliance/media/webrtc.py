"""One sender's WebRTC session: negotiated, kept alive, told from a dead one."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pylibsrtp
import structlog
from aiortc import RTCSessionDescription, exceptions

from appliance.api.errors import Code, Invalid
from appliance.media.connection import ReceivingConnection
from appliance.media.inlet import Inlet
from appliance.media.negotiation import PARSER_ERRORS, promise_codecs, read_offer, write_answer
from appliance.media.quality import Quality
from appliance.media.trickle import Trickle
from appliance.rtp.ice import use_addresses

log = structlog.get_logger()

CONNECT_TIMEOUT_S = 10.0
QUIET_S = 1.0
"""Without media for this long the sender is asked whether it is there: a slide that does not change sends nothing."""
PROBE_EVERY_S = 0.5
SILENT_S = 1.5
SOUNDLESS_S = 2.5
"""A sender that has sound to send sends it without a pause, silence too, or at least now and then (RFC 6716 section
2.1.9); one that sends none for so long has changed to a source without."""
REFUSALS = (*PARSER_ERRORS, exceptions.OperationError, exceptions.InvalidAccessError, exceptions.InvalidStateError)
_ENDS = (ConnectionError, TimeoutError, pylibsrtp.Error)


def prepare(addresses: tuple[str, ...]) -> None:
    """Set up this process's WebRTC stack; again when the addresses change."""
    promise_codecs()
    use_addresses(addresses)


class Session:
    """Receives one sender; an Origin."""

    def __init__(self, inlet: Inlet) -> None:
        self._connection = ReceivingConnection()
        self._inlet = inlet
        self._is_reachable = False
        self._changed = asyncio.Event()
        self._connection.on("connectionstatechange", self._changed.set)
        self._trickle: Trickle | None = None

    @property
    def has_sound(self) -> bool:
        """See Origin; as long as nothing comes at all nothing is known, and it may."""
        arrivals = {one.kind: one.last_packet_s for one in self._connection.receivers}
        return "audio" in arrivals and (time.monotonic() - arrivals["audio"] < SOUNDLESS_S or not self._is_reachable)

    async def answer(self, offer: str) -> str:
        """Negotiate. Raises Invalid(CAST_OFFER)."""
        checked = read_offer(offer)
        try:
            await self._connection.setRemoteDescription(RTCSessionDescription(checked, "offer"))
            for receiver in self._connection.receivers:
                receiver.join(self._inlet)
            await self._connection.setLocalDescription()
        except REFUSALS as error:
            raise Invalid(Code.CAST_OFFER, reason="not_negotiable") from error
        self._trickle = Trickle(self._connection, checked)
        return write_answer(self._connection.localDescription.sdp)

    async def add_candidates(self, text: str, address: str) -> None:
        """See MediaEngine."""
        if self._trickle is not None:
            await self._trickle.add(text, address)

    async def run(self) -> bool:
        """Receive until the sender leaves (True) or is lost (False)."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await self._until("connected", "closed", "failed")
            if self._connection.connectionState == "connected":
                await self._receive()
        except TimeoutError:
            log.info("cast.not_connected", after_s=CONNECT_TIMEOUT_S)
        return self._has_said_goodbye()

    async def close(self) -> None:
        """End the session."""
        await self._connection.close()

    def quality(self) -> Quality:
        """See Origin."""
        return next((one.meter.read() for one in self._connection.receivers if one.kind == "video"), Quality())

    def set_ceiling(self, kbps: int) -> None:
        """See Origin."""
        for receiver in self._connection.receivers:
            receiver.ceiling_kbps = kbps

    async def _until(self, *states: str) -> None:
        while self._connection.connectionState not in states:
            self._changed.clear()
            await self._changed.wait()

    async def _receive(self) -> None:
        duties = [self._watch(), *(receiver.tend() for receiver in self._connection.receivers)]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(until_end(duty)) for duty in duties]
            await self._until("closed", "failed")
            for task in tasks:
                task.cancel()

    def _has_said_goodbye(self) -> bool:
        """DTLS was closed while the sender was there; where silence came first, the connection only gave up."""
        return self._connection.connectionState == "closed" and self._is_reachable

    async def _watch(self) -> None:
        heard_s = time.monotonic()
        while True:
            packet_s = max(receiver.last_packet_s for receiver in self._connection.receivers)
            heard_s = max(heard_s, packet_s)
            if time.monotonic() - packet_s > QUIET_S and await self._connection.probe():
                heard_s = time.monotonic()
            self._tell(time.monotonic() - heard_s < SILENT_S)
            await asyncio.sleep(PROBE_EVERY_S)

    def _tell(self, is_reachable: bool) -> None:
        if is_reachable != self._is_reachable:
            self._is_reachable = is_reachable
            self._inlet.reachable(is_reachable)


async def until_end(duty: Any) -> None:
    """Do a duty until it is cancelled or its connection ends."""
    try:
        await duty
    except _ENDS as error:
        log.debug("cast.connection_ended", error=type(error).__name__)
