"""Conversation: how the room's own media is negotiated with a conference, be it here or in another room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from appliance.api.conference import Publication, Reception, Source, Want
from appliance.api.meeting import Entry

Hear = Callable[[msgspec.Struct], None]
"""Told the events of a conference that are for one person: meeting.changed, meeting.left and so on."""


class Conversation(Protocol):
    """The verbs of media, as in MeetingApi, in the name of one person. They raise RoomErrors."""

    async def publish(self, epoch: int, offer: str, sources: dict[str, Source]) -> Publication:
        """See MeetingApi."""
        ...

    async def receive(self, epoch: int, wants: list[Want]) -> Reception:
        """See MeetingApi."""
        ...

    async def answer_reception(self, epoch: int, answer: str) -> None:
        """See MeetingApi."""
        ...

    async def restart_reception(self, epoch: int) -> None:
        """See MeetingApi."""
        ...

    async def report_silence(self, epoch: int) -> None:
        """See MeetingApi."""
        ...


class Way(Conversation, Protocol):
    """A way into a conference, for one call."""

    async def enter(self, hear: Hear) -> Entry:
        """Go in as the room. Raises CallFailed."""
        ...

    async def command(self, verb: str, params: dict[str, Any]) -> Any:
        """A verb of conferences."""
        ...

    async def run(self, on_line: Callable[[bool], None]) -> None:
        """Keep the way open after entering; tells whether it is up. Raises CallFailed once it is lost."""
        ...

    async def leave(self) -> None:
        """Go out, within LEAVE_S."""
        ...
