"""Directory: in which room a number is: asked of the rooms that are found nearby, and of those that are configured."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

import aiohttp
import structlog

from appliance.meeting.peer import Place, Untrusted, trust

log = structlog.get_logger()

ASK_S = 3.0
LOOK_EVERY_S = 60.0
MAX_ROOMS = 64
ASKED_AT_ONCE = 16
Neighbours = Callable[[], Awaitable[Sequence[Place]]]
"""Rooms that announce themselves now. Raises OSError."""


class Directory:
    """`run` keeps the rooms nearby in mind, so that a number is found within a moment."""

    def __init__(self, neighbours: Neighbours | None, configured: Sequence[str]) -> None:
        self._neighbours = neighbours
        self._configured = tuple(map(place_of, configured))
        self._near: tuple[Place, ...] = ()

    async def run(self) -> None:
        """Look for rooms now and then, until cancelled."""
        while self._neighbours is not None:
            await self._look()
            await asyncio.sleep(LOOK_EVERY_S)

    async def find(self, number: str) -> Place | None:
        """The room that holds a conference of this number: known ones are asked first, then who answers now."""
        asked = set[Place]()
        found = await self._ask((*self._near, *self._configured), number, asked)
        if found is None and self._neighbours is not None:
            await self._look()
            found = await self._ask(self._near, number, asked)
        return found

    def place_at(self, url: str) -> Place:
        """The room at an address, with its fingerprint where it is known."""
        known = (*self._near, *self._configured)
        return next((place for place in known if _same(place.url, url)), Place(url=url.rstrip("/")))

    async def _look(self) -> None:
        if self._neighbours is None:
            return
        try:
            self._near = tuple(await self._neighbours())[:MAX_ROOMS]
        except OSError as error:
            log.info("directory.blind", reason=str(error))

    async def _ask(self, places: Sequence[Place], number: str, asked: set[Place]) -> Place | None:
        fresh = [place for place in dict.fromkeys(places) if place not in asked]
        asked.update(fresh)
        turns = asyncio.Semaphore(ASKED_AT_ONCE)

        async def ask(place: Place) -> Place | None:
            async with turns:
                return place if await _holds(place, number) else None

        asking = [asyncio.create_task(ask(place)) for place in fresh]
        try:
            for answer in asyncio.as_completed(asking):
                if (place := await answer) is not None:
                    return place
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
        return None


def place_of(address: str) -> Place:
    """A configured room: https://host:port, after "#" the fingerprint of a certificate that nobody vouches for."""
    url, _, fingerprint = address.partition("#")
    return Place(url=url.rstrip("/"), fingerprint=fingerprint)


async def _holds(place: Place, number: str) -> bool:
    with contextlib.suppress(OSError, TimeoutError, aiohttp.ClientError, Untrusted):
        async with asyncio.timeout(ASK_S):
            connector = aiohttp.TCPConnector(ssl=await trust(place))
            async with (
                aiohttp.ClientSession(connector=connector) as session,
                session.get(f"{place.url}/meetings/{number}", allow_redirects=False) as response,
            ):
                return response.status == 204
    return False


def _same(one: str, other: str) -> bool:
    first, second = urlsplit(one), urlsplit(other)
    return (first.hostname, first.port or 443) == (second.hostname, second.port or 443)
