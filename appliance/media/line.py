"""One connection of a call to its engine: agreed on, kept alive, told from a dead one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from aiortc import RTCSessionDescription

from appliance.api.conference import Source
from appliance.api.errors import Code, Invalid
from appliance.media.bandwidth import Bandwidth
from appliance.media.call_description import read_description, write_description
from appliance.media.connection import CallConnection
from appliance.media.engine import CallOffer, CastPhase
from appliance.media.pacer import Pacer
from appliance.media.receiver import StreamReceiver
from appliance.media.sender import StreamSender
from appliance.media.webrtc import CONNECT_TIMEOUT_S, QUIET_S, REFUSALS, SILENT_S, until_end

log = structlog.get_logger()

LOOK_EVERY_S = 0.25
ONE_WAY: Mapping[Source, str] = {
    "microphone": "sendonly",
    "camera": "sendonly",
    "camera_low": "sendonly",
    "screen": "sendonly",
    "screen_sound": "sendonly",
}
BOTH_WAYS: Mapping[Source, str] = {"microphone": "sendrecv", "camera": "sendrecv"}
RECEIVE_ONLY: Mapping[Source, str] = {}
_KINDS: Mapping[Source, str] = {"microphone": "audio", "screen_sound": "audio"}


class Line:
    """`on_change` is called in the loop when `phase` changes, `on_sender` for each source that can be sent."""

    def __init__(
        self, number: int, on_change: Callable[[], None], on_sender: Callable[[Source, StreamSender], None]
    ) -> None:
        self.number = number
        self.phase: CastPhase = "connecting"
        self.live_since_s = 0.0
        self.bandwidth, self.pacer = Bandwidth(), Pacer()
        self.senders: dict[Source, StreamSender] = {}
        self._on_change = on_change
        self._on_sender = on_sender
        self._connection = CallConnection(self.pacer, self.bandwidth)
        self._changed = asyncio.Event()
        self._connection.on("connectionstatechange", self._changed.set)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._tended: set[StreamReceiver] = set()
        self._heard_s = 0.0
        self._closing: asyncio.Task[None] | None = None

    @property
    def receivers(self) -> dict[str, StreamReceiver]:
        """By mid."""
        return self._connection.receivers

    async def offer(self, directions: Mapping[Source, str]) -> CallOffer:
        """Offer a media section for each source."""
        for source, direction in directions.items():
            sender = self.senders[source] = self._connection.offer_to(_KINDS.get(source, "video"), direction)
            self._on_sender(source, sender)
        await self._connection.setLocalDescription()
        sources: dict[StreamSender, Source] = {sender: source for source, sender in self.senders.items()}
        named: dict[str, Source] = {mid: sources[sender] for mid, sender in self._connection.senders.items()}
        return CallOffer(offer=self._connection.localDescription.sdp, sources=named)

    async def take(self, answer: str) -> None:
        """Take the answer. Raises Invalid(MEETING_OFFER)."""
        checked, _ = read_description(answer)
        try:
            await self._connection.setRemoteDescription(RTCSessionDescription(checked, "answer"))
        except REFUSALS as error:
            raise Invalid(Code.MEETING_OFFER, reason="not_negotiable") from error

    async def answer(self, offer: str, directions: Mapping[Source, str] = RECEIVE_ONLY) -> str:
        """Answer an offer, the first or a later one, and send these sources too. Raises Invalid(MEETING_OFFER)."""
        checked, rejected = read_description(offer)
        try:
            await self._connection.setRemoteDescription(RTCSessionDescription(checked, "offer"))
            for source in directions:
                if (sender := self._connection.answer_with(_KINDS.get(source, "video"))) is not None:
                    self.senders[source] = sender
                    self._on_sender(source, sender)
            await self._connection.setLocalDescription()
        except REFUSALS as error:
            raise Invalid(Code.MEETING_OFFER, reason="not_negotiable") from error
        self._tend_new()
        return write_description(self._connection.localDescription.sdp, rejected)

    async def run(self) -> None:
        """Keep it until it is over."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await self._until("connected", "closed", "failed")
            if self._connection.connectionState == "connected":
                await self._keep()
        except TimeoutError:
            log.info("call.not_connected", after_s=CONNECT_TIMEOUT_S)
        await self.close()

    async def close(self) -> None:
        """End it; once is enough."""
        self._turn("closed")
        if self._closing is None:
            # aiortc's close() breaks where one who waits for it is cancelled
            self._closing = asyncio.create_task(self._connection.close())
        await asyncio.shield(self._closing)

    async def _keep(self) -> None:
        self._heard_s = time.monotonic()
        self._turn("live")
        duties = [self._watch(), self.pacer.run(), *(sender.tend() for sender in self.senders.values())]
        try:
            self._tasks = {asyncio.create_task(until_end(duty)) for duty in duties}
            self._tend_new()
            await self._until("closed", "failed")
        finally:
            tasks, self._tasks = self._tasks, set()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    def _tend_new(self) -> None:
        """Media sections that were agreed on since."""
        for receiver in self.receivers.values() if self._tasks else ():
            if receiver not in self._tended:
                self._tended.add(receiver)
                self._tasks.add(asyncio.create_task(until_end(receiver.tend())))

    async def _watch(self) -> None:
        while True:
            packet_s = max((one.last_packet_s for one in self.receivers.values()), default=0.0)
            self._heard_s = max(self._heard_s, packet_s)
            if time.monotonic() - packet_s > QUIET_S and await self._connection.probe():
                self._heard_s = time.monotonic()
            self._turn("live" if time.monotonic() - self._heard_s < SILENT_S else "interrupted")
            await asyncio.sleep(LOOK_EVERY_S)

    async def _until(self, *states: str) -> None:
        while self._connection.connectionState not in states:
            self._changed.clear()
            await self._changed.wait()

    def _turn(self, phase: CastPhase) -> None:
        if self.phase not in (phase, "closed"):
            self.phase = phase
            self.live_since_s = time.monotonic() if phase == "live" else 0.0
            log.info("call.line", number=self.number, phase=phase)
            self._on_change()
