"""Dialled: the room calls an address, by a session and a line of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from appliance.api.conference import Source
from appliance.config.meeting import JanusConfig
from appliance.media.engine import MediaEngine
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.engines.janus.session import joined
from appliance.meeting.engines.janus.sip import Identity, SipLine
from appliance.meeting.provider import Desk


class Dialled:
    """Fulfils SipWay."""

    def __init__(
        self, address: str, server: JanusConfig, keys: JanusKeys, identity: Callable[[JanusKeys], Identity]
    ) -> None:
        self._address = address
        self._server = server
        self._keys = keys
        self._identity = identity

    @property
    def title(self) -> str:
        """See SipWay."""
        return self._address.partition(":")[2]

    @asynccontextmanager
    async def line(self) -> AsyncIterator[SipLine]:
        """See SipWay."""
        async with joined(self._server, self._keys) as session:
            line = SipLine(session, self._identity(self._keys))
            await line.open()
            yield line

    async def meet(self, line: SipLine, media: MediaEngine, desk: Desk) -> Mapping[str, Source]:
        """See SipWay."""
        offered = await media.open_call(desk.call.id, both_ways=True)
        desk.change(step="enter")
        answer = await line.dial(self._address, offered.offer)
        desk.change(step="media")
        await media.connect_call(desk.call.id, answer)
        return offered.sources

    async def part(self, line: SipLine) -> None:
        """See SipWay."""
        await line.hang_up()
