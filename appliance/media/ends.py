"""Where what a call's lines receive goes: to the glass and the loudspeaker, or to disk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from appliance.api.conference import Track
from appliance.media.engine import EngineTrack
from appliance.media.receiver import StreamReceiver

LineId = int
"""Grows with every line of a call: the line with the highest number that brought something is the one that counts."""


class Ends(Protocol):
    """The receiving side of one call. All verbs belong to the loop."""

    @property
    def failure(self) -> str:
        """Why nothing is taken any more, as a code."""
        ...

    @property
    def written_bytes(self) -> int:
        """To disk, so far."""
        ...

    async def assign(self, line: LineId, tracks: tuple[Track, ...], receivers: Mapping[str, StreamReceiver]) -> None:
        """A line's media sections, whose receivers are known by their mids, carry these tracks from now on."""
        ...

    async def drop(self, line: LineId) -> None:
        """A line is over; nothing of it is delivered after this returns."""
        ...

    @property
    def counting(self) -> LineId:
        """The newest line that brought something; 0 where none has."""
        ...

    def look(self) -> None:
        """See whether everything comes that should; called four times a second."""
        ...

    def tracks(self) -> tuple[EngineTrack, ...]:
        """What is received now."""
        ...

    async def close(self) -> None:
        """The call is over."""
        ...
