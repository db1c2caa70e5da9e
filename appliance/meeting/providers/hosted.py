"""The way of the room into a conference of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from appliance.api.conference import Publication, Reception, Source, Want
from appliance.api.meeting import Entry
from appliance.meeting.conference import Newcomer
from appliance.meeting.conversation import Hear
from appliance.meeting.hall import Hall
from appliance.meeting.held import Held

OWNER = "room"
"""Whose session the room's own is."""


class HostedWay:
    """Fulfils Way."""

    def __init__(self, hall: Hall, held: Held, newcomer: Newcomer, call_id: str) -> None:
        self._hall = hall
        self._held = held
        self._newcomer = newcomer
        self._call_id = call_id
        self._me = ""

    async def enter(self, hear: Hear) -> Entry:
        """See Way."""
        self._held.conference.record.call_id = self._call_id
        person = self._hall.enter(self._held, self._newcomer, self._call_id, hear)
        self._me = person.id
        return Entry(person_id=person.id, ticket=self._held.conference.ticket_of(person.id), phase=person.phase)

    async def run(self, on_line: Callable[[bool], None]) -> None:
        """See Way; there is no line that could break."""
        on_line(True)
        await asyncio.Event().wait()

    async def leave(self) -> None:
        """See Way."""
        self._held.conference.record.call_id = ""
        if self._me in self._held.conference.record.seats:
            await self.command("leave", {})

    async def command(self, verb: str, params: dict[str, Any]) -> Any:
        """See Way."""
        return await self._hall.command(self._held, self._me, verb, params)

    async def publish(self, epoch: int, offer: str, sources: dict[str, Source]) -> Publication:
        """See Conversation."""
        return await self.command("publish", {"epoch": epoch, "offer": offer, "sources": sources})

    async def receive(self, epoch: int, wants: list[Want]) -> Reception:
        """See Conversation."""
        return await self.command("receive", {"epoch": epoch, "wants": wants})

    async def answer_reception(self, epoch: int, answer: str) -> None:
        """See Conversation."""
        await self.command("answer_reception", {"epoch": epoch, "answer": answer})

    async def restart_reception(self, epoch: int) -> None:
        """See Conversation."""
        await self.command("restart_reception", {"epoch": epoch})

    async def report_silence(self, epoch: int) -> None:
        """See Conversation."""
        await self.command("report_silence", {"epoch": epoch})
