"""Provider: what a kind of call must do; the room's call (call.py) drives it, the glass sees what it tells.

A provider lives for one call. `run` is the whole of it: it looks for the meeting, goes in, stays, and returns when the
other side has ended it. To leave, or to give up joining at any step, the room cancels `run`, which has LEAVE_S to say
goodbye and to put away whatever it started.
"""

from __future__ import annotations

from typing import Any, Protocol

from appliance.api.conference import Layout
from appliance.api.errors import Code
from appliance.api.meeting import Call, Shared
from appliance.media.engine import EngineStatus, Tile

LEAVE_S = 2.0


class CallFailed(Exception):
    """The call cannot be joined, or is over against the room's will. `code` is what MeetingState.failure tells."""

    def __init__(self, code: Code | str, detail: str = "") -> None:
        super().__init__(code)
        self.code = str(code)
        self.detail = detail


class Desk(Protocol):
    """Where a provider tells how the call is."""

    @property
    def call(self) -> Call:
        """The call as the glass sees it."""
        ...

    def change(self, **fields: object) -> None:
        """Replace fields of the call: phase and step at once when they begin, capabilities, tiles and so on."""
        ...


class Provider(Protocol):
    """One call of the room. Verbs raise RoomErrors; those of capabilities that were not told are never called."""

    async def run(self, desk: Desk) -> None:
        """Join, stay, and return when the other side ended it. Raises CallFailed."""
        ...

    async def set_muted(self, muted: bool) -> None:
        """Switch the room's microphone in this call."""
        ...

    async def set_camera(self, on: bool) -> None:
        """Switch the room's camera in this call."""
        ...

    async def share(self, what: Shared, cast_id: str) -> None:
        """Send the board, a cast or nothing. Errors: meeting.cannot_share."""
        ...

    async def set_layout(self, layout: Layout) -> None:
        """The glass is laid out so from now on; Call.layout is told already."""
        ...

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """Receive these streams, in this many pixels, and no other picture."""
        ...

    async def command(self, verb: str, params: dict[str, Any]) -> Any:
        """A verb of conferences in the room's name. Errors: meeting.not_in where the call is no conference."""
        ...

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports."""
        ...

    def lose_media(self) -> None:
        """The media worker is away; its next report comes from a new one that knows nothing."""
        ...
