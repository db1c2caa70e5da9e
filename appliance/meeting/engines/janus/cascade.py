"""CascadeEngine: one conference spread over several Janus servers.

Everybody is placed on the server with the fewest people, sends there and receives from there; what they send is carried
to the other servers once each (`publish_remotely`, `add_remote_publisher`). Between the servers it is plain RTP:
VideoRoom 1.1.2 knows no SRTP there, so the servers belong in one trusted network or behind a VPN.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from appliance.api.conference import Source, Want
from appliance.api.errors import Code, Invalid, NotFound
from appliance.config.meeting import JanusConfig
from appliance.log import get_logger
from appliance.meeting.engine import Forwarded, Heard, Load, Offered
from appliance.meeting.engines.janus.engine import JanusEngine, forwarded
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.engines.janus.room import JanusRoom
from appliance.meeting.engines.janus.trouble import JanusTrouble, no_engine

log = get_logger("janus")

CARRY_S = 1.0
"""How long somebody who receives waits for a picture to be carried from another server; measured are 20 ms."""

LINGER_S = 2.0
"""How long a feed that ended stays on the other servers. A section that VideoRoom 1.1.2 empties there for its end
may stay dark after it is filled again; one that is switched away before never does."""


class Link(NamedTuple):
    """A feed that is carried from one server to another."""

    conference: str
    source: str
    target: str
    feed: str


class CascadeEngine:
    """Several servers as one engine. It is alive while one of them is.

    When a server of it ends, its conferences end on the others too: the room opens them anew under the next epoch, on
    those that are left.
    """

    def __init__(
        self,
        name: str,
        servers: Mapping[str, tuple[JanusConfig, JanusKeys]],
        on_heard: Heard,
        on_alive: Callable[[bool], None],
    ) -> None:
        self.name = name
        self._on_heard = on_heard
        self._on_alive = on_alive
        self._engines = {
            server: JanusEngine(server, config, keys, self._hear, partial(self._turn, server))
            for server, (config, keys) in servers.items()
        }
        self._hosts = {
            server: config.media_address or urlsplit(config.url).hostname or ""
            for server, (config, _) in servers.items()
        }
        self._alive: set[str] = set()
        self._is_told_alive = False
        self._spread: dict[str, frozenset[str]] = {}
        """The servers of each conference."""
        self._places: dict[tuple[str, str], str] = {}
        """The server of each person, by conference and person."""
        self._links: set[Link] = set()
        self._ending: dict[Link, float] = {}
        """Links whose feed is over, since when (loop time)."""
        self._ended: list[tuple[str, str]] = []
        """What is left of conferences on servers that live on."""
        self._news = asyncio.Event()
        self._carried = asyncio.Event()

    async def run(self) -> None:
        """Serve until cancelled."""
        async with asyncio.TaskGroup() as group:
            for engine in self._engines.values():
                group.create_task(engine.run())
            group.create_task(self._carry_all())

    async def open(self, conference: str) -> None:
        """See MeetingEngine."""
        if conference in self._spread:
            return
        servers = frozenset(self._alive)
        if not servers:
            raise no_engine()
        await asyncio.gather(*(self._engines[server].open(conference) for server in servers))
        self._spread[conference] = servers

    async def close(self, conference: str) -> None:
        """See MeetingEngine."""
        for server in self._spread.pop(conference, ()):
            await self._engines[server].close(conference)
        self._forget(conference)

    async def publish(self, conference: str, person_id: str, offer: str, sources: dict[str, Source]) -> str:
        """See MeetingEngine."""
        return await self._at(conference, person_id).publish(conference, person_id, offer, sources)

    async def set_forwarded(self, conference: str, person_id: str, sources: list[Source]) -> None:
        """See MeetingEngine."""
        await self._at(conference, person_id).set_forwarded(conference, person_id, sources)

    async def receive(self, conference: str, person_id: str, wants: list[Want]) -> Offered:
        """See MeetingEngine."""
        engine = self._at(conference, person_id)
        room = engine.room(conference)
        for wanted in {want.person_id for want in wants}:
            await self._await_carried(conference, wanted, room)
        offered = await engine.receive(conference, person_id, wants)
        self._news.set()
        return offered

    async def answer(self, conference: str, person_id: str, answer: str) -> None:
        """See MeetingEngine."""
        if (conference, person_id) not in self._places:
            self._servers(conference)
            raise Invalid(Code.MEETING_OFFER, reason="nothing was offered")
        await self._at(conference, person_id).answer(conference, person_id, answer)
        self._news.set()

    async def restart(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        await self._at(conference, person_id).restart(conference, person_id)

    async def remove(self, conference: str, person_id: str) -> None:
        """See MeetingEngine."""
        self._servers(conference)
        place = self._places.pop((conference, person_id), None)
        if place is not None:
            await self._engines[place].remove(conference, person_id)

    async def probe(self) -> Load:
        """See MeetingEngine; the slowest server counts."""
        if not self._alive:
            raise no_engine()
        loads = await asyncio.gather(*(self._engines[server].probe() for server in self._alive))
        return Load(round_trip_ms=max(load.round_trip_ms for load in loads), people=sum(load.people for load in loads))

    @property
    def alive(self) -> frozenset[str]:
        """The servers that a new conference would be spread over."""
        return frozenset(self._alive)

    def place_of(self, conference: str, person_id: str) -> str:
        """The server on which somebody is; empty for nobody."""
        return self._places.get((conference, person_id), "")

    def _servers(self, conference: str) -> frozenset[str]:
        servers = self._spread.get(conference)
        if servers is None:
            raise NotFound(Code.MEETING_UNKNOWN)
        return servers

    def _at(self, conference: str, person_id: str) -> JanusEngine:
        servers = self._servers(conference)
        place = self._places.get((conference, person_id))
        if place is None:
            crowd = list(self._places.values())
            place = min(sorted(servers), key=crowd.count)
            self._places[conference, person_id] = place
        return self._engines[place]

    # Carrying

    async def _await_carried(self, conference: str, person_id: str, room: JanusRoom) -> None:
        place = self._places.get((conference, person_id))
        if place is None:
            return
        feed = await self._engines[place].room(conference).published(person_id)
        try:
            async with asyncio.timeout(CARRY_S):
                while feed is not None and not room.has(feed.id):
                    await self._carried.wait()
        except TimeoutError:
            log.warning("janus.not_carried", engine=self.name, source=place)

    async def _refresh(self, conference: str, room: JanusRoom) -> None:
        """Have key frames sent to begin with: of a remote publisher VideoRoom 1.1.2 asks for one a second only."""
        for chosen in room.take_fresh():
            home = self._room(self._places.get((conference, chosen.person_id), ""), conference)
            if home is not None:
                with suppress(JanusTrouble):
                    await home.refresh(chosen)

    async def _carry_all(self) -> None:
        """Whenever something changed, let every server have what the others are sent."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGER_S if self._ending else None):
                    await self._news.wait()
            self._news.clear()
            await self._clean_up()
            for conference, servers in list(self._spread.items()):
                found = {server: self._room(server, conference) for server in servers}
                rooms = {server: room for server, room in found.items() if room is not None}
                for source, target in itertools.permutations(rooms.items(), 2):
                    await self._carry(conference, source, target)
                for room in rooms.values():
                    await self._refresh(conference, room)

    async def _carry(self, conference: str, source: tuple[str, JanusRoom], target: tuple[str, JanusRoom]) -> None:
        (from_, room), (to, there) = source, target
        feeds = room.own_feeds()
        try:
            for link in [link for link in self._links if link[:3] == (conference, from_, to)]:
                if link.feed not in feeds and self._has_lingered(link, there):
                    self._links.discard(link)
                    await there.renounce(link.feed)
            for feed in feeds.values():
                link = Link(conference, from_, to, feed.id)
                if link not in self._links:
                    self._links.add(link)
                    await room.send(feed, to, self._hosts[to], await there.announce(feed))
        except JanusTrouble as trouble:
            log.warning("janus.not_carried", engine=self.name, source=from_, target=to, reason=str(trouble))

    def _has_lingered(self, link: Link, there: JanusRoom) -> bool:
        """Nobody gets to receive it any more; those who do are switched meanwhile to what replaces it."""
        there.hide(link.feed)
        now = asyncio.get_running_loop().time()
        if now - self._ending.setdefault(link, now) < LINGER_S:
            return False
        del self._ending[link]
        return True

    async def _clean_up(self) -> None:
        while self._ended:
            server, conference = self._ended.pop()
            await self._engines[server].close(conference)
        if self._alive and not self._is_told_alive:
            self._is_told_alive = True
            self._on_alive(True)

    def _room(self, server: str, conference: str) -> JanusRoom | None:
        engine = self._engines.get(server)
        try:
            return engine.room(conference) if engine is not None else None
        except NotFound:
            return None

    # What is heard

    def _hear(self, _conferences: tuple[Forwarded, ...]) -> None:
        self._news.set()
        carried, self._carried = self._carried, asyncio.Event()
        carried.set()
        told = []
        for conference, servers in self._spread.items():
            rooms = [self._room(server, conference) for server in sorted(servers)]
            told.append(forwarded(conference, [room for room in rooms if room is not None]))
        self._on_heard(tuple(told))

    def _turn(self, server: str, is_alive: bool) -> None:
        self._news.set()
        if is_alive:
            self._alive.add(server)
            return
        self._alive.discard(server)
        hit = [conference for conference, servers in self._spread.items() if server in servers]
        for conference in hit:
            self._ended += [(each, conference) for each in self._spread.pop(conference) if each != server]
            self._forget(conference)
        if hit or not self._alive:
            self._is_told_alive = False
            self._on_alive(False)

    def _forget(self, conference: str) -> None:
        self._places = {key: place for key, place in self._places.items() if key[0] != conference}
        self._links = {link for link in self._links if link.conference != conference}
        self._ending = {link: since for link, since in self._ending.items() if link.conference != conference}
