"""JanusEngine: conferences forwarded by a Janus server on site. See MeetingEngine for what its verbs promise."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp

from appliance.api.conference import Source, Want
from appliance.api.errors import Code, Invalid, NotFound
from appliance.config.meeting import JanusConfig
from appliance.log import get_logger
from appliance.meeting.engine import LIVENESS_S, Forwarded, Heard, Load, Offered
from appliance.meeting.engines.janus import offers
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.engines.janus.room import JanusRoom
from appliance.meeting.engines.janus.session import JanusSession
from appliance.meeting.engines.janus.trouble import JanusAway, JanusTrouble, no_engine

log = get_logger("janus")

HEARTBEAT_S = 0.5
KEEPALIVE_BEATS = 20
"""A session ends after 60 s in which nothing of it is asked, unless configured otherwise; pings are not of it."""
RECONNECT_S = (0.0, 0.5, 1.0, 2.0, 5.0)
STEADY_S = 2.0
"""A connection that lasted less long was none."""


class JanusEngine:
    """One server. Run `run` beside it; `on_alive` hears when it can be used and when no longer."""

    def __init__(
        self, name: str, config: JanusConfig, keys: JanusKeys, on_heard: Heard, on_alive: Callable[[bool], None]
    ) -> None:
        self.name = name
        self.media_address = config.media_address
        self._keys = keys
        self._session = JanusSession(config, keys)
        self._on_heard = on_heard
        self._on_alive = on_alive
        self._is_alive: bool | None = None
        """None: not known yet."""
        self._rooms: dict[str, JanusRoom] = {}

    async def run(self) -> None:
        """Connect, and connect again, until cancelled; what is open outlives a connection if the server does."""
        failures = 0
        loop = asyncio.get_running_loop()
        async with aiohttp.ClientSession() as http:
            while True:
                began_s = loop.time()
                try:
                    await self._session.connect(http)
                    await self._follow()
                except (OSError, TimeoutError, aiohttp.ClientError) as error:
                    self._lose(str(error) or type(error).__name__)
                # the first try after a lost connection is at once: a server that lives is taken up again unnoticed
                failures = 0 if loop.time() - began_s > STEADY_S else failures + 1
                if failures:
                    await asyncio.sleep(RECONNECT_S[min(failures, len(RECONNECT_S)) - 1])

    async def open(self, conference: str) -> None:
        """See MeetingEngine."""
        if conference in self._rooms:
            return
        room = JanusRoom(conference, self._session, self._keys, self._tell)
        async with self._asking():
            await room.open()
        self._rooms[conference] = room
        self._tell()

    async def close(self, conference: str) -> None:
        """See MeetingEngine."""
        room = self._rooms.pop(conference, None)
        if room is not None:
            with suppress(JanusTrouble):
                await room.close()
            self._tell()

    async def publish(self, conference: str, person_id: str, offer: str, sources: dict[str, Source]) -> str:
        """See MeetingEngine."""
        room = self.room(conference)
        offers.check(offer, sources)
        async with self._asking():
            answer = await room.publish(person_id, offer, sources)
        if refused := offers.refused(answer, sources):
            await room.unpublish(person_id)
            raise Invalid(Code.MEETING_OFFER, reason=f"no codec that the server forwards in section {refused}")
        return answer

    async def set_forwarded(self, conference: str, person_id: str, sources: list[Source]) -> None:
        """See MeetingEngine."""
        room = self.room(conference)
        async with self._asking():
            await room.set_forwarded(person_id, frozenset(sources))

    async def receive(self, conference: str, person_id: str, wants: list[Want]) -> Offered:
        """See MeetingEngine."""
        room = self.room(conference)
        async with self._asking():
            return await room.receive(person_id, wants)

    async def answer(self, conference: str, person_id: str, answer: str) -> None:
        """See MeetingEngine."""
        room = self.room(conference)
        async with self._asking():
            if not await room.answer(person_id, answer):
                raise Invalid(Code.MEETING_OFFER, reason="nothing was offered")

    async def restart(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        room = self.room(conference)
        async with self._asking():
            await room.restart(person_id)

    async def remove(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        room = self.room(conference)
        async with self._asking():
            await room.remove(person_id)

    async def probe(self) -> Load:
        """See MeetingEngine."""
        async with self._asking():
            round_trip_s = await self._session.ping(LIVENESS_S)
        return Load(round_trip_ms=round_trip_s * 1000, people=sum(len(room.people()) for room in self._rooms.values()))

    def room(self, conference: str) -> JanusRoom:
        """A conference that is open. Raises NotFound(meeting.unknown)."""
        room = self._rooms.get(conference)
        if room is None:
            raise NotFound(Code.MEETING_UNKNOWN)
        return room

    async def _follow(self) -> None:
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(self._keep())
            await self._session.read()
            keeping.cancel()

    async def _keep(self) -> None:
        """Take the session up or make one, then watch that the server answers."""
        try:
            if not await self._session.resume():
                if self._is_alive:
                    self._lose("the server has forgotten the session")
                await self._session.begin()
            self._gain()
            for beat in itertools.count(1):
                await asyncio.sleep(HEARTBEAT_S)
                await self._session.ping(LIVENESS_S)
                if beat % KEEPALIVE_BEATS == 0:
                    await self._session.keep_alive()
        except JanusTrouble as trouble:
            self._lose(str(trouble))
            await self._session.drop()

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[None]:
        """Turn what the server refuses into what the room is told."""
        try:
            yield
        except JanusAway as trouble:
            raise no_engine() from trouble
        except JanusTrouble as trouble:
            if trouble.number in (*JanusTrouble.BAD_SDP, *JanusTrouble.ROOM_BAD_SDP):
                raise Invalid(Code.MEETING_OFFER, reason=trouble.words) from trouble
            log.warning("janus.refused", engine=self.name, reason=str(trouble))
            raise no_engine() from trouble

    def _tell(self) -> None:
        self._on_heard(tuple(forwarded(name, [room]) for name, room in self._rooms.items()))

    def _gain(self) -> None:
        if not self._is_alive:
            self._is_alive = True
            log.info("janus.available", engine=self.name)
            self._on_alive(True)

    def _lose(self, reason: str) -> None:
        if self._is_alive is not False:
            self._is_alive = False
            log.warning("janus.away", engine=self.name, reason=reason)
            self._rooms.clear()
            self._tell()
            self._on_alive(False)


def forwarded(conference: str, rooms: list[JanusRoom]) -> Forwarded:
    """A conference as the room may know it, from its parts on one server or several."""
    heard = sorted(each for room in rooms for each in room.heard())
    return Forwarded(
        conference=conference,
        lines=tuple(line for room in rooms for line in room.lines()),
        speaking=tuple(person for _, person in heard),
    )
