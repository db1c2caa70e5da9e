"""aiortc's peer connection with our receivers or senders in it, hardened against what strangers send.

aiortc has no seams for this, so its private names and aioice's are used here, in `receiver` and in `ice`, nowhere else;
SUPPORTED and SUPPORTED_ICE guard them.
"""

# ruff: noqa: SLF001  see above

from __future__ import annotations

import struct
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, cast

import aiortc
import pylibsrtp
from aioice import __version__ as ice_version
from aioice import stun
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCIceCandidate,
    RTCPeerConnection,
    RTCRtpSender,
)
from aiortc.rtp import RtpPacket, is_rtcp

from appliance.media.bandwidth import Bandwidth
from appliance.media.extensions import ExtensionReader
from appliance.media.pacer import Pacer
from appliance.media.receiver import StreamReceiver
from appliance.media.sender import StreamSender
from appliance.server.rate import TokenBucket

SUPPORTED = "1.16."
SUPPORTED_ICE = "0.13."
PROFILES = ("42e0", "4200", "4d00", "640c", "6400")
RESENT_PER_S = 500
MAX_SOURCES = 1024
"""Synchronisation sources that a connection tells apart."""
_GARBAGE = (ValueError, IndexError, struct.error)

if not aiortc.__version__.startswith(SUPPORTED):
    raise ImportError(f"this receiver is made for aiortc {SUPPORTED}*, not {aiortc.__version__}")
if not ice_version.startswith(SUPPORTED_ICE):
    raise ImportError(f"this receiver is made for aioice {SUPPORTED_ICE}*, not {ice_version}")


class Connection(RTCPeerConnection):
    """A connection without help from servers; no datagram ends it."""

    def __init__(self, policy: RTCBundlePolicy = RTCBundlePolicy.BALANCED) -> None:
        super().__init__(RTCConfiguration(iceServers=[], bundlePolicy=policy))

    @property
    def _ice(self) -> Any:
        return self.getTransceivers()[0].receiver.transport.transport

    async def reach(self, candidate: RTCIceCandidate) -> None:
        """Try to reach the other side at one more place."""
        await self._ice.addRemoteCandidate(candidate)

    async def probe(self) -> bool:
        """Ask the other side by STUN whether it is there, as browsers do (RFC 7675); it has half a second to answer."""
        ice = self._ice._connection
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
        _harden(transceiver.receiver.transport)
        self._fit(transceiver)
        return transceiver

    def _fit(self, transceiver: Any) -> None:
        """Put into a new transceiver what is ours."""
        raise NotImplementedError


class ReceivingConnection(Connection):
    """A connection that only receives; `receivers` hold one StreamReceiver a media section."""

    @property
    def receivers(self) -> list[StreamReceiver]:
        """Ours, in the order of the offer."""
        return [cast(StreamReceiver, transceiver.receiver) for transceiver in self.getTransceivers()]

    def _fit(self, transceiver: Any) -> None:
        receiver = StreamReceiver(transceiver.kind, transceiver.receiver.transport, transceiver.sender._ssrc)
        transceiver._RTCRtpTransceiver__receiver = receiver


class SendingConnection(Connection):
    """A connection that only sends, av packets of H.264 and Opus; `on_key_wanted` is called as often as it likes.

    What was lost is sent again, but at most RESENT_PER_S packets.
    """

    def __init__(self, on_key_wanted: Callable[[], None]) -> None:
        super().__init__()
        self._on_key_wanted = on_key_wanted

    def send(self, track: MediaStreamTrack) -> None:
        """Offer a track; before the other side's offer is taken."""
        transceiver = self.addTransceiver(track, direction="sendonly")
        if track.kind == "video":
            found = RTCRtpSender.getCapabilities("video").codecs
            repair = [codec for codec in found if codec.name == "rtx"]
            h264 = [codec for codec in found if codec.name == "H264"]
            # every decoder of H.264 takes the plain profile that is sent, so the offer that names it comes first
            h264.sort(key=lambda codec: PROFILES.index(str(codec.parameters["profile-level-id"])[:4]))
            transceiver.setCodecPreferences([*h264, *repair[:1]])

    def _fit(self, transceiver: Any) -> None:
        sender, bucket = transceiver.sender, TokenBucket(RESENT_PER_S, RESENT_PER_S)
        resend = sender._retransmit

        async def resend_some(sequence_number: int) -> None:
            if bucket.take():
                await resend(sequence_number)

        sender._retransmit = resend_some
        sender._send_keyframe = self._on_key_wanted


class CallConnection(Connection):
    """A connection of a call: StreamSender and StreamReceiver in every media section, of which either may be unused."""

    def __init__(self, pacer: Pacer, bandwidth: Bandwidth) -> None:
        # where a kind has several sections, aiortc joins only the first of them to a bundle that is agreed on later
        super().__init__(RTCBundlePolicy.MAX_BUNDLE)
        self._pacer, self._bandwidth = pacer, bandwidth

    @property
    def receivers(self) -> dict[str, StreamReceiver]:
        """By mid."""
        return {one.mid: cast(StreamReceiver, one.receiver) for one in self.getTransceivers() if one.mid is not None}

    @property
    def senders(self) -> dict[str, StreamSender]:
        """By mid."""
        return {one.mid: cast(StreamSender, one.sender) for one in self.getTransceivers() if one.mid is not None}

    def offer_to(self, kind: str, direction: str) -> StreamSender:
        """Add a media section; pictures in VP8, or in H.264 where the other side takes no VP8."""
        transceiver = self.addTransceiver(kind, direction)
        if kind == "video":
            found = RTCRtpSender.getCapabilities("video").codecs
            names = ("VP8", "H264", "rtx")
            transceiver.setCodecPreferences(
                sorted((codec for codec in found if codec.name in names), key=lambda codec: names.index(codec.name))
            )
        return cast(StreamSender, transceiver.sender)

    def answer_with(self, kind: str) -> StreamSender | None:
        """Send in the first section of a kind that was offered too; None where there is none."""
        transceiver = next((one for one in self.getTransceivers() if one.kind == kind), None)
        if transceiver is None:
            return None
        transceiver.direction = "sendrecv"
        return cast(StreamSender, transceiver.sender)

    def _fit(self, transceiver: Any) -> None:
        theirs, kind = transceiver.sender, transceiver.kind
        sender = StreamSender(kind, theirs.transport, theirs._stream_id, self._pacer, self._bandwidth)
        transceiver._RTCRtpTransceiver__sender = sender
        transceiver._RTCRtpTransceiver__receiver = StreamReceiver(kind, theirs.transport, sender._ssrc)


def _harden(transport: Any) -> None:
    """An empty datagram or a mangled header extension shall cost that datagram, not the connection."""
    transport._rtp_header_extensions_map = ExtensionReader()
    transport._handle_rtp_data = _tolerant(transport._handle_rtp_data)
    transport._handle_rtcp_data = _tolerant(transport._handle_rtcp_data)
    _route_by_mid(transport._rtp_router)
    receive: Callable[[], Awaitable[bytes]] = transport.transport._recv

    async def receive_something() -> bytes:
        while not (datagram := await receive()):
            pass
        return datagram

    transport.transport._recv = receive_something
    ice = transport.transport._connection
    ice.data_received = _at_once(transport, ice.data_received)


def _at_once(transport: Any, queue: Callable[[bytes, int], None]) -> Callable[[bytes, int], None]:
    """Take media where it arrives: aioice's queue costs a future and a turn of the loop for each packet."""

    def deliver(data: bytes, component: int) -> None:
        session = transport._rx_srtp
        if session is None or len(data) < 2 or not 127 < data[0] < 192 or is_rtcp(data):
            queue(data, component)
            return
        try:
            packet = RtpPacket.parse(session.unprotect(data), transport._rtp_header_extensions_map)
            receiver = transport._rtp_router.route_rtp(packet)
            if receiver is not None:
                _run(receiver._handle_rtp_packet(packet, arrival_time_ms=0))
        except (ConnectionError, pylibsrtp.Error, *_GARBAGE):
            return

    return deliver


def _run(handling: Coroutine[Any, Any, None]) -> None:
    """Run what does not wait: a packet that is asked for again is sent to a socket that takes it at once."""
    try:
        handling.send(None)
    except StopIteration:
        return
    handling.close()


def _route_by_mid(router: Any) -> None:
    """Where many sections share a payload type, a source that no description named is known by its mid (RFC 8843)."""
    route = router.route_rtp

    def route_named(packet: Any) -> Any:
        mid, known = packet.extensions.mid, router.ssrc_table
        if mid in router.mid_table and packet.ssrc not in known and len(known) < MAX_SOURCES:
            known[packet.ssrc] = router.mid_table[mid]
        return route(packet)

    router.route_rtp = route_named


def _tolerant(handle: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def handle_or_drop(data: bytes, **arguments: Any) -> None:
        try:
            await handle(data, **arguments)
        except _GARBAGE:
            return

    return handle_or_drop
