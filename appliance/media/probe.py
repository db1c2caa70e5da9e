"""A guest's test of the way to the room: one data channel whose short messages are sent back over UDP.

It takes the same addresses and ports as casts do, and like them the room answers only whom it has heard first.
"""

from __future__ import annotations

import asyncio

from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription, exceptions
from aiortc.sdp import SessionDescription

from appliance.api.errors import Code, Invalid
from appliance.media.negotiation import CANDIDATES, MAX_LINES, PARSER_ERRORS

LIFETIME_S = 15.0
MAX_MESSAGES = 256
MAX_MESSAGE_BYTES = 64
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
