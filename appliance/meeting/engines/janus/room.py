"""A conference on one Janus server: a room of its VideoRoom plugin, and what its people send and receive there."""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import Callable
from typing import Any

from appliance.api.conference import Source, Want
from appliance.meeting.engine import Line, Offered
from appliance.meeting.engines.janus import feed as feeds
from appliance.meeting.engines.janus.feed import Feed
from appliance.meeting.engines.janus.handle import JanusHandle, Told
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.engines.janus.publisher import Publisher
from appliance.meeting.engines.janus.session import JanusSession
from appliance.meeting.engines.janus.subscriber import Subscriber
from appliance.meeting.engines.janus.trouble import JanusAway, JanusTrouble

MAX_PUBLISHERS = 200
CODECS = {"audiocodec": "opus", "videocodec": "vp8,h264,vp9,av1", "h264_profile": "42e01f"}
"""Of H.264 the profile that every browser has (RFC 7742): of a remote publisher VideoRoom 1.1.2 is told none."""
BITRATE = 6_000_000
"""Bits a second that the server lets each connection send: a camera in two sizes and a screen."""
SPEECH = {"audiolevel_ext": True, "audiolevel_event": True, "audio_active_packets": 20, "audio_level_average": 45}
"""Heard is who is louder than -45 dBov in the mean of 20 packets (0.4 s)."""
ATTEMPTS = 2


class JanusRoom:
    """Made by `open`. All verbs raise JanusTrouble; those of one person come one at a time."""

    def __init__(self, conference: str, session: JanusSession, keys: JanusKeys, on_change: Callable[[], None]) -> None:
        self.conference = conference
        self._session = session
        self._keys = keys
        self._on_change = on_change
        self._watcher: JanusHandle | None = None
        self._pin = secrets.token_urlsafe(16)
        self._secret = keys.of_room(conference)
        self._numbers = itertools.count(1)
        self._locks: dict[str, asyncio.Lock] = {}
        self._publishers: dict[str, Publisher] = {}
        self._subscribers: dict[str, Subscriber] = {}
        self._forwarded: dict[str, frozenset[Source]] = {}
        self._feeds: dict[str, Feed] = {}
        """What can be received, by the feed's id: of this server, and of others that share the conference."""
        self._foreign: dict[str, Feed] = {}
        """Feeds of other servers that were announced; the plugin lists them when they are ready."""
        self._talking: dict[str, float] = {}
        """Feeds that are heard, with their level in -dBov."""

    async def open(self) -> None:
        """Make the room on the server; one left there by an earlier life of ours is ended first."""
        self._watcher = await self._session.attach("videoroom", self._take)
        try:
            await self._create()
        except JanusTrouble as trouble:
            if trouble.number != JanusTrouble.ROOM_EXISTS:
                raise
            await self._watcher.ask("destroy", **self._named())
            await self._create()
        # a participant who sends nothing hears who comes, goes and talks
        await self._watcher.ask("join", ptype="publisher", room=self.conference, pin=self._pin, id="watcher")

    async def close(self) -> None:
        """End it, and every connection in it."""
        for person in [*self._publishers, *self._subscribers]:
            await self.remove(person)
        if self._watcher is not None:
            await self._watcher.ask("destroy", **self._named())
            await self._watcher.detach()

    async def publish(self, person_id: str, offer: str, sources: dict[str, Source]) -> str:
        """Answer an offer that sends; nothing passes that is not forwarded, from the first packet on."""
        async with self._lock(person_id):
            feed = Feed(f"{person_id}.{next(self._numbers)}", person_id, sources)
            handle = await self._session.attach("videoroom", _ignore)
            publisher = Publisher(feed, handle, self._on_change)
            try:
                told = await handle.ask(
                    "joinandconfigure", offer, ptype="publisher", room=self.conference, pin=self._pin, id=feed.id
                )
                await publisher.forward(self.conference, self._secret, self._forwarded.get(person_id, frozenset()))
            except JanusTrouble:
                await handle.detach()
                raise
            former, self._publishers[person_id] = self._publishers.get(person_id), publisher
            if former is not None:
                self._forget(former.feed.id)
                await former.handle.detach()
            self._on_change()
            return told.sdp

    async def set_forwarded(self, person_id: str, sources: frozenset[Source]) -> None:
        """Pass on these of a person, now and in connections to come."""
        async with self._lock(person_id):
            self._forwarded[person_id] = sources
            if (publisher := self._publishers.get(person_id)) is not None and publisher.phase != "closed":
                await publisher.forward(self.conference, self._secret, sources)
                self._on_change()

    async def receive(self, person_id: str, wants: list[Want]) -> Offered:
        """See MeetingEngine.receive."""
        async with self._lock(person_id):
            subscriber = self._subscribers.get(person_id)
            if subscriber is None:
                handle = await self._session.attach("videoroom", _ignore)
                subscriber = self._subscribers[person_id] = Subscriber(handle, self._on_change)
            await asyncio.gather(*(self.published(person) for person in {want.person_id for want in wants}))
            for attempt in range(ATTEMPTS):
                chosen = [each for want in wants if (each := self._choose(want)) is not None]
                try:
                    return await subscriber.want(self.conference, self._pin, chosen)
                except JanusTrouble as trouble:
                    # somebody left while we asked; what the server says of it is on its way
                    if trouble.number != JanusTrouble.NO_SUCH_FEED or attempt == ATTEMPTS - 1:
                        raise
                    await asyncio.sleep(0.05)
            raise AssertionError

    async def answer(self, person_id: str, sdp: str) -> bool:
        """Take the answer to what was offered; False where nothing was."""
        async with self._lock(person_id):
            subscriber = self._subscribers.get(person_id)
            if subscriber is None:
                return False
            await subscriber.answer(sdp)
            return True

    async def restart(self, person_id: str) -> None:
        """End a person's receiving connection."""
        async with self._lock(person_id):
            if (subscriber := self._subscribers.pop(person_id, None)) is not None:
                await subscriber.handle.detach()
                self._on_change()

    async def unpublish(self, person_id: str) -> None:
        """End a person's sending connection."""
        async with self._lock(person_id):
            if (publisher := self._publishers.pop(person_id, None)) is not None:
                self._forget(publisher.feed.id)
                await publisher.handle.detach()
                self._on_change()

    async def remove(self, person_id: str) -> None:
        """End both connections of a person."""
        await self.restart(person_id)
        await self.unpublish(person_id)
        self._forwarded.pop(person_id, None)
        self._locks.pop(person_id, None)

    # Of other servers that share the conference

    async def announce(self, feed: Feed) -> tuple[int, int]:
        """Expect a feed of another server; where its RTP and RTCP are to be sent."""
        self._foreign[feed.id] = feed
        told = await self._ask(
            "add_remote_publisher",
            **self._named(),
            id=feed.id,
            streams=[
                {"type": each.medium, "mid": each.mid, "mindex": each.index, "codec": each.codec}
                | ({"simulcast": True} if each.is_simulcast else {})
                for each in feed.streams
            ],
        )
        return int(told.data["port"]), int(told.data["rtcp_port"])

    async def send(self, feed: Feed, to: str, host: str, ports: tuple[int, int]) -> None:
        """Send one's own feed to another server that expects it."""
        await self._ask(
            "publish_remotely",
            **self._named(),
            publisher_id=feed.id,
            remote_id=to,
            host=host,
            port=ports[0],
            rtcp_port=ports[1],
            **self._admin(),
        )

    def hide(self, feed_id: str) -> None:
        """Give a feed of another server to nobody any more."""
        self._feeds.pop(feed_id, None)

    async def renounce(self, feed_id: str) -> None:
        """A feed of another server is over."""
        if self._foreign.pop(feed_id, None) is not None:
            self._forget(feed_id)
            await self._ask("remove_remote_publisher", **self._named(), id=feed_id)

    def take_fresh(self) -> list[feeds.Chosen]:
        """Pictures of other servers that people here began to receive since this was last asked."""
        begun = [each for subscriber in self._subscribers.values() for each in subscriber.take_fresh()]
        return list({(each.feed, each.stream.mid): each for each in begun if each.feed in self._foreign}.values())

    async def refresh(self, chosen: feeds.Chosen) -> None:
        """Ask one's own people for a key frame of what somebody on another server began to receive."""
        publisher = self._publishers.get(chosen.person_id)
        if publisher is not None and publisher.feed.id == chosen.feed:
            await publisher.refresh([chosen.stream.mid])

    # What is

    def own_feeds(self) -> dict[str, Feed]:
        """What is sent to this server by people themselves."""
        return {id_: feed for id_, feed in self._feeds.items() if id_ not in self._foreign}

    def people(self) -> set[str]:
        """Who has a connection here."""
        return {*self._publishers, *self._subscribers}

    def lines(self) -> tuple[Line, ...]:
        """How the connections of everybody here are."""
        return tuple(
            Line(
                person_id=person,
                sending=self._publishers[person].phase if person in self._publishers else None,
                receiving=self._subscribers[person].phase if person in self._subscribers else None,
            )
            for person in sorted(self.people())
        )

    def heard(self) -> list[tuple[float, str]]:
        """Who is heard now: their level in -dBov when they began (RFC 6464, less is louder), and who."""
        return [
            (level, publisher.feed.person_id)
            for publisher in self._publishers.values()
            if publisher.is_heard() and (level := self._talking.get(publisher.feed.id)) is not None
        ]

    async def published(self, person_id: str) -> Feed | None:
        """What somebody sends to this server, awaited for a moment if they began just now."""
        publisher = self._publishers.get(person_id)
        if publisher is None:
            return None
        await publisher.listed()
        return self._feeds.get(publisher.feed.id)

    def has(self, feed_id: str) -> bool:
        """Whether a feed can be received here."""
        return feed_id in self._feeds

    def _choose(self, want: Want) -> feeds.Chosen | None:
        # the newest: of another server, a former one may be listed for a moment longer
        feeds_of = (each for each in reversed(self._feeds.values()) if each.person_id == want.person_id)
        feed = next(feeds_of, None)
        return feed.choose(want) if feed is not None else None

    def _take(self, told: Told) -> None:
        data = told.data
        if data.get("videoroom") in ("talking", "stopped-talking"):
            if data["videoroom"] == "talking":
                self._talking[str(data["id"])] = float(data.get("audio-level-dBov-avg", 0.0))
            else:
                self._talking.pop(str(data["id"]), None)
            self._on_change()
        for listed in data.get("publishers", []):
            self._list(listed)
        for gone in ("unpublished", "leaving"):
            if isinstance(data.get(gone), str):
                self._forget(data[gone])
                for subscriber in self._subscribers.values():
                    subscriber.lose(data[gone])
                self._on_change()

    def _list(self, listed: dict[str, Any]) -> None:
        id_ = str(listed["id"])
        publisher = next((each for each in self._publishers.values() if each.feed.id == id_), None)
        known = publisher.feed if publisher is not None else self._foreign.get(id_)
        if known is None:
            return
        listing = feeds.streams(listed.get("streams", []))
        feed = Feed(id_, known.person_id, known.sources, listing, is_carried=publisher is None)
        self._feeds[id_] = feed
        if publisher is not None:
            publisher.list_as(feed)
        self._on_change()

    def _forget(self, feed_id: str) -> None:
        self._feeds.pop(feed_id, None)
        self._talking.pop(feed_id, None)

    async def _create(self) -> None:
        await self._ask(
            "create",
            **self._named(),
            **self._admin(),
            pin=self._pin,
            is_private=True,
            publishers=MAX_PUBLISHERS,
            bitrate=BITRATE,
            **CODECS,
            **SPEECH,
        )

    async def _ask(self, request: str, **body: Any) -> Told:
        if self._watcher is None:
            raise JanusAway("the room is not open")
        return await self._watcher.ask(request, **body)

    def _named(self) -> dict[str, str]:
        return {"room": self.conference, "secret": self._secret}

    def _admin(self) -> dict[str, str]:
        return {"admin_key": self._keys.admin_key} if self._keys.admin_key else {}

    def _lock(self, person_id: str) -> asyncio.Lock:
        return self._locks.setdefault(person_id, asyncio.Lock())


def _ignore(_told: Told) -> None:
    pass
