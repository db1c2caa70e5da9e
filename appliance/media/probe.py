"""A guest's test of the way to the room: one data channel whose short messages are sent back over UDP.

It takes the same addresses and ports as casts do, and like them the room answers only whom it has heard first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription, exceptions
from aiortc.sdp import SessionDescription

from appliance.api.errors import Busy, Code, Invalid
from appliance.media.negotiation import CANDIDATES, MAX_LINES, PARSER_ERRORS

LIFETIME_S = 15.0
MAX_MESSAGES = 256
MAX_MESSAGE_BYTES = 64
MAX_PROBES = 4
"""At once: each costs a handshake."""
PROBE_RETRY_S = 5.0
_REFUSALS = (*PARSER_ERRORS, exceptions.OperationError, exceptions.InvalidAccessError, exceptions.InvalidStateError)


class Probe:
    """Sends back up to 256 messages of up to 64 bytes within 15 s, and then ends."""

    def __init__(self) -> None:
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._connection.on("datachannel", self._open)
        self._connection.on("connectionstatechange", self._changed)
        self._over = asyncio.Event()
        self._left = MAX_MESSAGES
        self._has_channel = False

    async def answer(self, offer: str) -> str:
        """Negotiate. Raises Invalid(CAST_OFFER)."""
        checked = _read_offer(offer)
        try:
            await self._connection.setRemoteDescription(RTCSessionDescription(checked, "offer"))
            await self._connection.setLocalDescription()
        except _REFUSALS as error:
            raise Invalid(Code.CAST_OFFER, reason="not_negotiable") from error
        return self._connection.localDescription.sdp

    async def run(self) -> None:
        """Echo until the guest leaves or the time is up."""
        try:
            async with asyncio.timeout(LIFETIME_S):
                await self._over.wait()
        except TimeoutError:
            return

    async def close(self) -> None:
        """End it."""
        await self._connection.close()

    def _changed(self) -> None:
        if self._connection.connectionState in ("closed", "failed"):
            self._over.set()

    def _open(self, channel: RTCDataChannel) -> None:
        if self._has_channel:
            self._over.set()
            return
        self._has_channel = True

        def echo(message: str | bytes) -> None:
            self._left -= 1
            if self._left < 0 or len(message) > MAX_MESSAGE_BYTES:
                self._over.set()
            elif channel.readyState == "open":
                channel.send(message)

        channel.on("message", echo)


class Probes:
    """Tests that are under way; `start` runs the work that one is."""

    def __init__(self, start: Callable[[Coroutine[Any, Any, None]], Any]) -> None:
        self._start = start
        self._probes: set[Probe] = set()

    @property
    def under_way(self) -> tuple[Probe, ...]:
        """Those that have not ended."""
        return tuple(self._probes)

    async def answer(self, offer: str) -> str:
        """See MediaEngine.answer_probe."""
        if len(self._probes) >= MAX_PROBES:
            raise Busy(Code.RATE_LIMITED, retry_after_s=PROBE_RETRY_S)
        probe = Probe()
        self._probes.add(probe)
        try:
            answer = await probe.answer(offer)
        except BaseException:
            await self._end(probe)
            raise
        self._start(self._echo(probe))
        return answer

    async def _echo(self, probe: Probe) -> None:
        try:
            await probe.run()
        finally:
            await self._end(probe)

    async def _end(self, probe: Probe) -> None:
        self._probes.discard(probe)
        await probe.close()


def _read_offer(offer: str) -> str:
    if not offer.startswith("v=0"):
        raise Invalid(Code.CAST_OFFER, reason="no_sdp")
    if offer.count("\n") > MAX_LINES:
        raise Invalid(Code.CAST_OFFER, reason="too_long")
    try:
        kinds = [section.kind for section in SessionDescription.parse(offer).media]
    except PARSER_ERRORS as error:
        raise Invalid(Code.CAST_OFFER, reason="malformed") from error
    if kinds != ["application"]:
        raise Invalid(Code.CAST_OFFER, reason="sections")
    return "\r\n".join(line for line in offer.splitlines() if not line.startswith(CANDIDATES)) + "\r\n"
