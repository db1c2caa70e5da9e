"""A call: the lines to its engine, what the room sends, and the ends of what it receives."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from appliance.api.conference import Source, Track
from appliance.api.errors import Code, Invalid, RoomError
from appliance.media.bandwidth import share
from appliance.media.ends import Ends
from appliance.media.engine import CallOffer, CastPhase, EngineCall
from appliance.media.line import BOTH_WAYS, LOOK_EVERY_S, ONE_WAY, Line
from appliance.media.sender import StreamSender
from appliance.media.studio import CAST, Studio, Subject

log = structlog.get_logger()

PATIENCE_S = 3.0
"""A line that replaces another without anything on it to see or hear counts after this, where the former is dead."""
SETTLED_S = 1.0
"""A line that is up for this long sends what it is to send."""
Start = Callable[[Coroutine[Any, Any, None]], Any]
"""Runs the work that something is."""


class Call:
    """`on_change` is called in the loop when something in `status` changes. A recording has a call without a studio."""

    def __init__(
        self, call_id: str, label: str, ends: Ends, studio: Studio | None, start: Start, on_change: Callable[[], None]
    ) -> None:
        self.id = call_id
        self.label = label
        self.ends = ends
        self._studio = studio
        self._start = start
        self._on_change = on_change
        self._count = 0
        self._opening: Line | None = None
        self._sending: Line | None = None
        self._parting: Line | None = None
        """What sent before: it keeps camera and microphones open until the new line has them."""
        self._receiving: list[Line] = []
        self._on: dict[Source, str] = {}
        self._is_over = asyncio.Event()

    @property
    def status(self) -> EngineCall:
        """The call as the room sees it."""
        return EngineCall(
            id=self.id,
            label=self.label,
            sending=self._sending.phase if self._sending else "connecting" if self._opening else None,
            receiving=self._receiving_phase,
            tracks=self.ends.tracks(),
            failure=self.ends.failure,
            written_bytes=self.ends.written_bytes,
        )

    @property
    def _receiving_phase(self) -> CastPhase | None:
        counting = next((line for line in self._receiving if line.number == self.ends.counting), None)
        if counting is not None and counting.phase == "live":
            return "live"
        return self._receiving[-1].phase if self._receiving else None

    async def open(self, *, both_ways: bool) -> CallOffer:
        """See MediaEngine.open_call."""
        former, self._opening = self._opening, self._line()
        if former is not None:
            await former.close()
        offer = await self._opening.offer(BOTH_WAYS if both_ways else ONE_WAY)
        self._on_change()
        return offer

    async def connect(self, answer: str) -> None:
        """See MediaEngine.connect_call."""
        if self._opening is None:
            raise Invalid(Code.MEETING_OFFER, reason="no_offer")
        line, former = self._opening, self._sending
        await line.take(answer)
        self._opening, self._sending = None, line
        if set(line.senders) == set(BOTH_WAYS):
            self._receiving.append(line)
        self._start(line.run())
        if self._parting is not None:
            await self._end(self._parting)
        self._parting = former
        self._on_change()

    async def answer(self, offer: str) -> str:
        """See MediaEngine.answer_call."""
        line = self._line()
        try:
            answer = await line.answer(offer, BOTH_WAYS)
        except BaseException:
            await line.close()
            raise
        self._sending = line
        self._receiving.append(line)
        self._start(line.run())
        self._on_change()
        return answer

    async def receive(self, offer: str, tracks: tuple[Track, ...], *, is_new: bool) -> str:
        """See MediaEngine.receive_call."""
        line, answer = self._receiving[-1] if self._receiving else None, ""
        if offer and (line is None or is_new or line.phase == "closed"):
            line = self._line()
            try:
                answer = await line.answer(offer)
            except BaseException:
                await line.close()
                raise
            self._receiving.append(line)
            self._start(line.run())
        elif line is None:
            raise Invalid(Code.MEETING_OFFER, reason="no_offer")
        elif offer:
            answer = await line.answer(offer)
        await self.ends.assign(line.number, tracks, line.receivers)
        return answer

    async def set_sources(self, *, microphone: bool, camera: bool, screen: str) -> None:
        """See MediaEngine.set_call_sources."""
        if self._studio is None:
            raise Invalid(Code.MEETING_OFFER, reason="no_sources")
        self._studio.check(screen)
        self._on = {"microphone": ""} if microphone else {}
        if camera:
            self._on |= {"camera": "", "camera_low": ""}
        if screen:
            self._on["screen"] = screen
        if screen.startswith(CAST):
            self._on["screen_sound"] = screen
        if self._sending is not None:
            for source, sender in self._sending.senders.items():
                await self._apply(source, sender)

    async def run(self) -> None:
        """Look after it until it is closed."""
        while not self._is_over.is_set():
            await asyncio.sleep(LOOK_EVERY_S)
            self.ends.look()
            self._share()
            await self._take_over()
            await self._part()

    async def close(self) -> None:
        """End it."""
        self._is_over.set()
        lines = {line for line in (self._opening, self._sending, self._parting, *self._receiving) if line is not None}
        self._opening, self._sending, self._parting, self._receiving = None, None, None, []
        for line in lines:
            await self._end(line)
        await self.ends.close()

    def _line(self) -> Line:
        self._count += 1
        return Line(self._count, self._on_change, self._attend)

    def _attend(self, source: Source, sender: StreamSender) -> None:
        sender.on_started = lambda: self._start(self._started(source, sender))

    async def _end(self, line: Line) -> None:
        if self._studio is not None:
            for sender in line.senders.values():
                await self._studio.leave(sender)
        await self.ends.drop(line.number)
        await line.close()

    async def _started(self, source: Source, sender: StreamSender) -> None:
        try:
            await self._apply(source, sender)
        except RoomError as error:
            # the cast that was to be shared has ended meanwhile
            log.info("call.not_sent", source=source, error=str(error))

    async def _apply(self, source: Source, sender: StreamSender) -> None:
        if self._studio is None:
            return
        if source in self._on and sender.codec:
            await self._studio.join(sender, Subject(source, sender.codec, self._on[source]))
        else:
            await self._studio.leave(sender)

    def _share(self) -> None:
        if self._sending is None or self._studio is None:
            return
        kbps = self._sending.bandwidth.kbps
        self._sending.pacer.set_rate(kbps)
        for source, part in share(kbps, set(self._on)).items():
            if (sender := self._sending.senders.get(source)) is not None:
                self._studio.set_rate(sender, part)

    async def _take_over(self) -> None:
        """A line that brings something takes the place of those before it."""
        if len(self._receiving) < 2:
            return
        newest, former = self._receiving[-1], self._receiving[:-1]
        is_due = newest.live_since_s and time.monotonic() - newest.live_since_s > PATIENCE_S
        is_dead = all(line.phase != "live" for line in former)
        if self.ends.counting >= newest.number or (is_due and is_dead):
            self._receiving = [newest]
            for line in former:
                await self._end(line)
            self._on_change()

    async def _part(self) -> None:
        """Let the former sending line go once the new one has its sources, or has ended too."""
        line, former = self._sending, self._parting
        if former is None:
            return
        is_settled = (
            line is None or line.phase == "closed" or time.monotonic() - (line.live_since_s or math.inf) > SETTLED_S
        )
        if is_settled:
            self._parting = None
            await self._end(former)
