"""ICE, DTLS and SRTP of one connection, of aiortc's parts and without its peer connection, senders and receivers.

Packets bypass aiortc's queues: they are handed on where they arrive and leave by the socket itself, so that nothing
waits in this process. aiortc has no seams for this; its private names and aioice's are used here and nowhere else in
the forwarder, and SUPPORTED and SUPPORTED_ICE guard them.
"""

# ruff: noqa: SLF001  see above

from __future__ import annotations

import asyncio
import struct
import time
from typing import Any, Protocol

import aiortc
import pylibsrtp
import structlog
from aioice import __version__ as ice_version
from aioice import stun
from aiortc import RTCCertificate
from aiortc.exceptions import InvalidStateError
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport
from aiortc.rtcicetransport import RTCIceGatherer, RTCIceParameters, RTCIceTransport
from aiortc.sdp import candidate_to_sdp
from OpenSSL import SSL

from appliance.meeting.engine import LIVENESS_S, LinePhase
from appliance.server.rate import TokenBucket
from appliance.sfu.description import Description
from appliance.sfu.writing import Place

log = structlog.get_logger()

SUPPORTED = "1.16."
SUPPORTED_ICE = "0.13."
CONNECT_TIMEOUT_S = 20.0
QUIET_S = 0.6
"""Without anything for this long the other side is asked whether it is there (RFC 7675)."""
INTERRUPTED_S = LIVENESS_S
MAX_DATAGRAM = 1400
"""Bytes of a packet before it is encrypted; SRTP's buffer has 1500."""
CONTROL_PER_S = 400
GARBAGE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, struct.error, pylibsrtp.Error)
"""What a mangled packet raises: it costs that packet."""
ENDS = (*GARBAGE, ConnectionError, InvalidStateError, SSL.Error)
"""What a connection raises that ends while it begins."""

if not aiortc.__version__.startswith(SUPPORTED):
    raise ImportError(f"this forwarder is made for aiortc {SUPPORTED}*, not {aiortc.__version__}")
if not ice_version.startswith(SUPPORTED_ICE):
    raise ImportError(f"this forwarder is made for aioice {SUPPORTED_ICE}*, not {ice_version}")


class End(Protocol):
    """Who gets what comes in. What it raises of GARBAGE costs the packet."""

    def take_media(self, data: bytes, now_s: float) -> None:
        """An RTP packet, decrypted."""
        ...

    def take_control(self, data: bytes, now_s: float) -> None:
        """A compound RTCP packet, decrypted."""
        ...


class Transport:
    """One connection; everything in the loop. Media may be sent once `is_open`."""

    def __init__(self, certificate: RTCCertificate, end: End, *, is_offering: bool) -> None:
        self._end = end
        self._certificate = certificate
        gatherer = RTCIceGatherer(iceServers=[])
        gatherer._connection.ice_controlling = is_offering
        self._gatherer = gatherer
        self._ice = RTCIceTransport(gatherer)
        self._dtls = RTCDtlsTransport(self._ice, [certificate])
        # the shorter key is as good and cheaper where both sides know it
        profiles = self._dtls._srtp_profiles
        self._dtls._srtp_profiles = sorted(profiles, key=lambda one: b"128_GCM" not in one.openssl_profile)
        self._protect: Any = None
        self._sendto: Any = None
        self._address: Any = None
        self._probe: asyncio.Task[None] | None = None
        self._is_gone = False
        self.is_open = False
        self.dropped = 0
        """Packets that the kernel had no room for."""
        self._heard_s = 0.0
        self._bucket = TokenBucket(CONTROL_PER_S, CONTROL_PER_S)

    async def gather(self) -> Place:
        """Open the sockets; gives what the other side must know."""
        await self._gatherer.gather()
        for protocol in self._gatherer._connection._protocols:
            # all that came at once passes here, see rtp.ice
            protocol._take = self._receiver(protocol._take)  # type: ignore[attr-defined]
        own = self._gatherer.getLocalParameters()
        prints = {one.algorithm: one.value for one in self._certificate.getFingerprints()}
        candidates = tuple(candidate_to_sdp(one) for one in self._gatherer.getLocalCandidates())
        return Place(own.usernameFragment or "", own.password or "", prints["sha-256"], candidates)

    async def connect(self, other: Description, role: str) -> None:
        """Let the other side come, which reaches us first; `role` is ours in DTLS. Afterwards it is open or gone."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await self._ice.start(RTCIceParameters(usernameFragment=other.user, password=other.password))
                if self._ice.state == "completed":
                    self._dtls._set_role(role)
                    prints = [RTCDtlsFingerprint(algorithm, value) for algorithm, value in other.fingerprints]
                    await self._dtls.start(RTCDtlsParameters(fingerprints=prints, role="auto"))
        except TimeoutError:
            log.info("line.not_connected", after_s=CONNECT_TIMEOUT_S)
        except ENDS as error:
            log.info("line.not_connected", error=type(error).__name__)
        if self._is_gone or self._dtls.state != "connected":
            self._is_gone = True
            return
        self._point()
        self._protect = self._dtls._tx_srtp.protect
        self._heard_s = time.monotonic()
        self.is_open = True

    def _point(self) -> None:
        """Send where ICE found the other side."""
        pair = self._ice._connection._nominated.get(1)
        if pair is not None and pair.remote_addr != self._address:
            self._address = pair.remote_addr
            # asyncio's own sendto queues without bound where the kernel has no room
            self._sendto = pair.protocol.transport.get_extra_info("socket")._sock.sendto

    def _receiver(self, original: Any) -> Any:
        def receive(data: bytes, address: tuple[Any, ...]) -> None:
            try:
                if data and 127 < data[0] < 192:
                    if self.is_open:
                        self._take(data)
                elif data:
                    original(data, address)
                    if address[:2] == self._address:
                        self._heard_s = time.monotonic()
            except GARBAGE:
                return

        return receive

    def _take(self, data: bytes) -> None:
        session = self._dtls._rx_srtp
        now_s = time.monotonic()
        if len(data) > 1 and 192 <= data[1] <= 223:
            plain = session.unprotect_rtcp(data)
            self._heard_s = now_s
            if self._bucket.take():
                self._end.take_control(plain, now_s)
        else:
            plain = session.unprotect(data)
            self._heard_s = now_s
            self._end.take_media(plain, now_s)

    def send(self, packet: bytes) -> None:
        """Send an RTP packet; where there is no room for it now it is lost."""
        try:
            self._sendto(self._protect(packet), self._address)
        except (OSError, TypeError, ValueError, pylibsrtp.Error):
            self.dropped += 1

    def send_control(self, packet: bytes) -> None:
        """Send an RTCP packet, as `send`."""
        if not self.is_open:
            return
        try:
            self._sendto(self._dtls._tx_srtp.protect_rtcp(packet), self._address)
        except (OSError, TypeError, ValueError, pylibsrtp.Error):
            self.dropped += 1

    def phase(self, now_s: float) -> LinePhase:
        """How the connection is."""
        if self._is_gone or (self.is_open and self._dtls.state != "connected"):
            return "closed"
        if not self.is_open:
            return "connecting"
        return "interrupted" if now_s - self._heard_s >= INTERRUPTED_S else "live"

    def tend(self, now_s: float) -> None:
        """Ask the other side whether it is there, where it is quiet; called a few times a second."""
        if not self.is_open:
            return
        if self._dtls.state != "connected":
            self.is_open = False
            self._is_gone = True
            return
        self._point()
        if now_s - self._heard_s > QUIET_S and (self._probe is None or self._probe.done()):
            self._probe = asyncio.get_running_loop().create_task(self._ask())

    async def _ask(self) -> None:
        ice = self._ice._connection
        pair = ice._nominated.get(1)
        if pair is None or ice.remote_password is None:
            return
        request = ice.build_request(pair, nominate=False)
        try:
            await pair.protocol.request(
                request, pair.remote_addr, integrity_key=ice.remote_password.encode(), retransmissions=0
            )
        except (ConnectionError, stun.TransactionError):
            return

    async def close(self) -> None:
        """End it, and say so to the other side."""
        self.is_open = False
        self._is_gone = True
        if self._probe is not None:
            self._probe.cancel()
            await asyncio.gather(self._probe, return_exceptions=True)
        await self._dtls.stop()
        await self._ice.stop()
