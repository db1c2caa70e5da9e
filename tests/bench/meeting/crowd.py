"""People who all send and all receive, as cheaply as Python can: packets are made beforehand and never decoded.

A packet tells when it was sent; the receiver decrypts one in SAMPLE to read it. So what is measured is an engine's own
delay, and what this process adds, which the row without an engine shows.
"""

from __future__ import annotations

import asyncio
import struct
import time
from typing import Any

import pylibsrtp
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCRtpReceiver, RTCSessionDescription

from appliance.api.conference import Source, Want
from appliance.meeting.engine import MeetingEngine

PACKETS = 5
"""Of a picture; with 30 pictures a second of 1100 bytes a packet these are 1.3 Mbit/s."""
PICTURES_PER_S = 30
PAYLOAD = 1085
SOUND = 80
KEY_EVERY = 60
SAMPLE = 16
_DESCRIPTOR = struct.Struct("!BBH")
_TIME = struct.Struct("!d")
_KEY = b"\x10\x02\x00\x9d\x01\x2a\x00\x05\xd0\x02"
_CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)


class Attendee:
    """Somebody; `delays` are samples (when it came, how long it took), in seconds."""

    def __init__(self, engine: MeetingEngine, conference: str, number: int) -> None:
        self.id = f"{number:x}"
        self.sent = 0
        """Packets of pictures."""
        self.received = 0
        self.pictures = 0
        """Packets of pictures that came; of sound an engine may leave out whoever is not heard."""
        self.delays: list[tuple[float, float]] = []
        self._engine = engine
        self._conference = conference
        self._sending = RTCPeerConnection(_CONFIGURATION)
        self._receiving = RTCPeerConnection(_CONFIGURATION)
        self._sources: list[list[int]] = []
        self._picture = 0

    async def publish(self) -> None:
        """Offer a microphone and a camera, and begin to send."""
        for kind in ("audio", "video"):
            transceiver = self._sending.addTransceiver(kind, direction="sendonly")
            if kind == "video":
                known = transceiver.sender.getCapabilities("video").codecs
                transceiver.setCodecPreferences([one for one in known if one.name == "VP8"])
        await self._sending.setLocalDescription(await self._sending.createOffer())
        names = [str(one.mid) for one in self._sending.getTransceivers()]
        sources: dict[str, Source] = {names[0]: "microphone", names[1]: "camera"}
        await self._engine.set_forwarded(self._conference, self.id, ["microphone", "camera"])
        sdp = self._sending.localDescription.sdp
        answer = await self._engine.publish(self._conference, self.id, sdp, sources)
        await self._sending.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        await _connected(self._sending)
        for transceiver in self._sending.getTransceivers():
            self._sources.append([transceiver.sender._ssrc, transceiver._codecs[0].payloadType, 0])

    async def receive(self, others: list[Attendee]) -> None:
        """Want everybody's pictures and sound."""
        wants = [Want(person_id=one.id, source=kind) for one in others for kind in ("camera", "microphone")]
        offered = await self._engine.receive(self._conference, self.id, wants)
        await self._receiving.setRemoteDescription(RTCSessionDescription(offered.offer, "offer"))
        await self._receiving.setLocalDescription(await self._receiving.createAnswer())
        await self._engine.answer(self._conference, self.id, self._receiving.localDescription.sdp)
        await _connected(self._receiving)
        dtls: Any = self._receiving.getTransceivers()[0].receiver.transport
        for protocol in dtls.transport._connection._protocols:
            protocol.datagram_received = self._receiver(dtls, protocol.datagram_received)

    def _receiver(self, dtls: Any, otherwise: Any) -> Any:
        unprotect = dtls._rx_srtp.unprotect

        def take(data: bytes, address: Any) -> None:
            if not 127 < data[0] < 192 or 192 <= data[1] <= 223:
                otherwise(data, address)
                return
            self.received += 1
            if len(data) < PAYLOAD:
                return
            self.pictures += 1
            if self.pictures % SAMPLE:
                return
            now_s = time.monotonic()
            try:
                (sent_s,) = _TIME.unpack(unprotect(data)[-8:])
            except pylibsrtp.Error:
                return
            self.delays.append((now_s, now_s - sent_s))

        return take

    def film(self) -> None:
        """Send the next picture, in one burst as cameras do."""
        is_key = self._picture % KEY_EVERY == 0
        for at in range(PACKETS):
            head = _DESCRIPTOR.pack(0x90 if at == 0 else 0x80, 0x80, 0x8000 | self._picture & 0x7FFF)
            body = _KEY if is_key and at == 0 else b"\x11" + bytes(9)
            payload = head + body + bytes(PAYLOAD - 22) + _TIME.pack(time.monotonic())
            self._send(1, payload, self._picture * 3000, at == PACKETS - 1)
            self.sent += 1
        self._picture += 1

    def speak(self, count: int) -> None:
        """Send 20 ms of sound."""
        self._send(0, bytes(SOUND), count * 960, False)

    def _send(self, which: int, payload: bytes, timestamp: int, is_last: bool) -> None:
        source = self._sources[which]
        second = source[1] | (0x80 if is_last else 0)
        head = struct.pack("!BBHLL", 0x80, second, source[2] & 0xFFFF, timestamp & 0xFFFFFFFF, source[0])
        source[2] += 1
        dtls: Any = self._sending.getTransceivers()[0].sender.transport
        pair = dtls.transport._connection._nominated[1]
        pair.protocol.transport.sendto(dtls._tx_srtp.protect(head + payload), pair.remote_addr)

    async def close(self) -> None:
        """Hang up."""
        await self._sending.close()
        await self._receiving.close()


async def _connected(connection: RTCPeerConnection) -> None:
    async with asyncio.timeout(30):
        while connection.connectionState != "connected":  # noqa: ASYNC110  aiortc's event comes too early
            await asyncio.sleep(0.01)


async def _no_decoder(self: RTCRtpReceiver, parameters: Any) -> None:
    """In the place of RTCRtpReceiver.receive: nothing is decoded, so no thread waits for it."""


def without_decoders() -> None:
    """Let receivers of this process only count."""
    RTCRtpReceiver.receive = _no_decoder  # type: ignore[method-assign]


async def play(people: list[Attendee], duration_s: float) -> float:
    """Let all send at their pace, each at another moment; gives how late this process was itself (p95, seconds)."""
    began_s = time.monotonic()
    late: list[float] = []

    async def send(one: Attendee, at: int) -> None:
        start_s = began_s + at / len(people) / PICTURES_PER_S
        pictures = sounds = 0
        while time.monotonic() - began_s < duration_s:
            next_picture_s = start_s + pictures / PICTURES_PER_S
            next_sound_s = start_s + sounds * 0.02
            due_s = min(next_picture_s, next_sound_s)
            await asyncio.sleep(due_s - time.monotonic())
            late.append(time.monotonic() - due_s)
            if next_picture_s <= next_sound_s:
                one.film()
                pictures += 1
            else:
                one.speak(sounds)
                sounds += 1

    await asyncio.gather(*(send(one, at) for at, one in enumerate(people)))
    await asyncio.sleep(0.5)
    return sorted(late)[int(0.95 * len(late))]
