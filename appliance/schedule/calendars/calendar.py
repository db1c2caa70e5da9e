"""What every kind of calendar can do."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from appliance.schedule.event import Event, Window


class Calendar(Protocol):
    """One calendar on a server. Each method ends within a minute and raises CalendarTrouble where it cannot.

    Where it cannot be written, the verbs raise CalendarTrouble(read_only).
    """

    @property
    def is_writable(self) -> bool:
        """Whether the room may book in it."""
        ...

    async def read(self, window: Window) -> list[Event] | None:
        """The events that reach into a window; None where nothing has changed since the last reading."""
        ...

    async def book(self, title: str, starts_at: datetime, ends_at: datetime) -> None:
        """Add an event of the room's own."""
        ...

    async def move_end(self, event: Event, ends_at: datetime) -> None:
        """Let one of the room's own events end earlier or later."""
        ...

    async def cancel(self, event: Event) -> None:
        """Give the room back: delete an event of its own, decline another's."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
