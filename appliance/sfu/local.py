"""The forwarder itself: all conferences of this process, and its clock."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

import structlog
from aiortc import RTCCertificate

from appliance.api.conference import Source, Want
from appliance.api.errors import Busy, Code, NotFound
from appliance.meeting.engine import Forwarded, Load, Offered
from appliance.rtp.ice import use_addresses
from appliance.sfu.conference import Conference
from appliance.sfu.configuration import ForwarderConfig
from appliance.sfu.description import Description
from appliance.sfu.publication import Publication
from appliance.sfu.reception import Reception

log = structlog.get_logger()

TICK_S = 0.02
LATE_S = 0.04
"""So far behind its clock on the average, the process forwards less until it was on time for a while."""
SMOOTHING = 0.1
"""Of the average, a tick: some 0.2 s."""
RECOVERED_S = 3.0
RECEIVE_BUFFER_BYTES = 128 << 10
"""A large picture's key frame fits; a second of a sender's packets does not: what is late shall be lost."""
MAX_CONFERENCES = 16
LOAD_S = 1.0


class LocalForwarder:
    """Fulfils Forwarder; everything happens in the loop."""

    def __init__(self) -> None:
        use_addresses((), RECEIVE_BUFFER_BYTES)
        self._conferences: dict[str, Conference] = {}
        self._opened = asyncio.Event()
        self._certificate = RTCCertificate.generateCertificate()
        self._late_until_s = 0.0
        self._lag_s = 0.0
        self._cpu = (time.monotonic(), time.process_time())
        self._cpu_percent = 0.0

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            async with asyncio.TaskGroup() as self._group:
                await self._tick()
        finally:
            for conference in self._conferences.values():
                await conference.close()

    async def _tick(self) -> None:
        due_s = time.monotonic()
        while True:
            if not self._conferences:
                await self._opened.wait()
                due_s = time.monotonic()
            due_s += TICK_S
            await asyncio.sleep(due_s - time.monotonic())
            now_s = time.monotonic()
            self._judge(now_s - due_s, now_s)
            # what was missed is not made up for
            due_s = max(due_s, now_s - TICK_S)
            for conference in tuple(self._conferences.values()):
                conference.tend(now_s)

    def _judge(self, late_s: float, now_s: float) -> None:
        """Whether this process keeps up; where it does not, large pictures give way to small ones, never sound."""
        was_late = now_s < self._late_until_s
        self._lag_s += SMOOTHING * (late_s - self._lag_s)
        if self._lag_s > LATE_S:
            self._late_until_s = now_s + RECOVERED_S
            if not was_late:
                log.warning("sfu.late", late_ms=round(self._lag_s * 1000))
        is_late = now_s < self._late_until_s
        for conference in self._conferences.values():
            if conference.is_late != is_late:
                conference.is_late = is_late
                conference.link(now_s)
        if now_s - self._cpu[0] >= LOAD_S:
            spent_s = time.process_time()
            self._cpu_percent = 100 * (spent_s - self._cpu[1]) / (now_s - self._cpu[0])
            self._cpu = (now_s, spent_s)

    def status(self) -> tuple[Forwarded, ...]:
        """All conferences."""
        now_s = time.monotonic()
        return tuple(conference.status(now_s) for conference in self._conferences.values())

    async def configure(self, config: ForwarderConfig) -> tuple[Forwarded, ...]:
        """See Forwarder."""
        use_addresses(config.addresses, RECEIVE_BUFFER_BYTES)
        return self.status()

    async def open(self, conference: str) -> None:
        """See MeetingEngine."""
        if conference in self._conferences:
            return
        if len(self._conferences) >= MAX_CONFERENCES:
            raise Busy(Code.MEETING_FULL, limit=MAX_CONFERENCES)
        self._conferences[conference] = Conference(conference, self._certificate)
        self._opened.set()

    async def close(self, conference: str) -> None:
        """See MeetingEngine."""
        found = self._conferences.pop(conference, None)
        if not self._conferences:
            self._opened.clear()
        if found is not None:
            await found.close()

    async def publish(self, conference: str, person_id: str, offer: str, sources: dict[str, Source]) -> str:
        """See MeetingEngine."""
        found = self._find(conference)
        publication, answer = await found.publish(person_id, offer, sources)
        self._start(self._connect_sender(found, publication))
        return answer

    async def _connect_sender(self, conference: Conference, publication: Publication) -> None:
        await publication.connect()
        conference.link(time.monotonic())

    async def set_forwarded(self, conference: str, person_id: str, sources: list[Source]) -> None:
        """See MeetingEngine."""
        self._find(conference).set_forwarded(person_id, sources, time.monotonic())

    async def receive(self, conference: str, person_id: str, wants: list[Want]) -> Offered:
        """See MeetingEngine."""
        return await self._find(conference).receive(person_id, wants, time.monotonic())

    async def answer(self, conference: str, person_id: str, answer: str) -> None:
        """See MeetingEngine."""
        found = self._find(conference)
        if (begun := found.answer(person_id, answer, time.monotonic())) is not None:
            self._start(self._connect_receiver(found, *begun))

    async def _connect_receiver(self, conference: Conference, reception: Reception, other: Description) -> None:
        await reception.connect(other)
        conference.link(time.monotonic())

    async def restart(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        await self._find(conference).restart(person_id)

    async def remove(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        await self._find(conference).remove(person_id)

    async def probe(self) -> Load:
        """See MeetingEngine; the round trip is measured by who asks."""
        people = sum(len(conference.members) for conference in self._conferences.values())
        cpu_percent = round(self._cpu_percent, 1) if self._conferences else 0.0
        return Load(round_trip_ms=0.0, people=people, cpu_percent=cpu_percent)

    def _find(self, conference: str) -> Conference:
        if (found := self._conferences.get(conference)) is None:
            raise NotFound(Code.MEETING_UNKNOWN)
        return found

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._group.create_task(work)
