"""aiortc's peer connection with our receivers in it, hardened against what strangers send.

aiortc has no seams for this, so its private names and aioice's are used here, in `receiver` and in `ice`, nowhere else;
SUPPORTED and SUPPORTED_ICE guard them.
"""

# ruff: noqa: SLF001  see above

from __future__ import annotations

import struct
from collections.abc import Awaitable, Callable
from typing import Any, cast

import aiortc
from aioice import __version__ as ice_version
from aioice import stun
from aiortc import RTCConfiguration, RTCIceCandidate, RTCPeerConnection

from appliance.media.extensions import ExtensionReader
from appliance.media.receiver import StreamReceiver

SUPPORTED = "1.16."
SUPPORTED_ICE = "0.13."
_GARBAGE = (ValueError, IndexError, struct.error)

if not aiortc.__version__.startswith(SUPPORTED):
    raise ImportError(f"this receiver is made for aiortc {SUPPORTED}*, not {aiortc.__version__}")
if not ice_version.startswith(SUPPORTED_ICE):
    raise ImportError(f"this receiver is made for aioice {SUPPORTED_ICE}*, not {ice_version}")


class ReceivingConnection(RTCPeerConnection):
    """A connection that only receives; `receivers` hold one StreamReceiver a media section."""

    def __init__(self) -> None:
        super().__init__(RTCConfiguration(iceServers=[]))

    @property
    def receivers(self) -> list[StreamReceiver]:
        """Ours, in the order of the offer."""
        return [cast(StreamReceiver, transceiver.receiver) for transceiver in self.getTransceivers()]

    async def reach(self, candidate: RTCIceCandidate) -> None:
        """Try to reach the sender at one more place."""
        await self.receivers[0].transport.transport.addRemoteCandidate(candidate)

    async def probe(self) -> bool:
        """Ask the sender by STUN whether it is there, as browsers do (RFC 7675); it has half a second to answer."""
        ice: Any = self.receivers[0].transport.transport._connection
        pair = ice._nominated.get(1)
        if pair is None:
            return False
        request = ice.build_request(pair, nominate=False)
        key = ice.remote_password.encode()
        try:
            await pair.protocol.request(request, pair.remote_addr, integrity_key=key, retransmissions=0)
        except (ConnectionError, stun.TransactionError):
            return False
        return True

    def _RTCPeerConnection__createTransceiver(  # noqa: N802  overrides the private method of that class
        self, direction: str, kind: str, sender_track: Any = None
    ) -> Any:
        inherited: Any = super()
        transceiver = inherited._RTCPeerConnection__createTransceiver(direction, kind, sender_track)
        transport = transceiver.receiver.transport
        _harden(transport)
        transceiver._RTCRtpTransceiver__receiver = StreamReceiver(kind, transport, transceiver.sender._ssrc)
        return transceiver


def _harden(transport: Any) -> None:
    """An empty datagram or a mangled header extension shall cost that datagram, not the connection."""
    transport._rtp_header_extensions_map = ExtensionReader()
    transport._handle_rtp_data = _tolerant(transport._handle_rtp_data)
    transport._handle_rtcp_data = _tolerant(transport._handle_rtcp_data)
    receive: Callable[[], Awaitable[bytes]] = transport.transport._recv

    async def receive_something() -> bytes:
        while not (datagram := await receive()):
            pass
        return datagram

    transport.transport._recv = receive_something


def _tolerant(handle: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def handle_or_drop(data: bytes, **arguments: Any) -> None:
        try:
            await handle(data, **arguments)
        except _GARBAGE:
            return

    return handle_or_drop
