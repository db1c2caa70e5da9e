"""What a person sends: a handle that publishes one feed, and what of it the server passes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from appliance.api.conference import Source
from appliance.meeting.engine import LinePhase
from appliance.meeting.engines.janus.feed import Feed
from appliance.meeting.engines.janus.handle import JanusHandle, Told

LISTED_S = 2.0
"""How long others wait for a connection that is being made; measured are 0.1 s."""


class Publisher:
    """One connection that sends. What the server does not list yet is not there for others."""

    def __init__(self, feed: Feed, handle: JanusHandle, on_change: Callable[[], None]) -> None:
        self.feed = feed
        self.handle = handle
        self.phase: LinePhase = "connecting"
        self._on_change = on_change
        self._passed: dict[str, bool] = {}
        """By mid, as last told to the server."""
        self._silent: set[str] = set()
        self._is_settled = asyncio.Event()
        self._until = asyncio.get_running_loop().time() + LISTED_S
        handle.on_told = self._take

    def list_as(self, feed: Feed) -> None:
        """The server lists it with these streams: it can be received."""
        self.feed = feed
        if self.phase == "connecting":
            self._set_phase("live")

    async def listed(self) -> None:
        """Wait until it can be received, if it was made just now: no longer than LISTED_S after publishing."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._until):
                await self._is_settled.wait()

    async def forward(self, room: str, secret: str, sources: frozenset[Source]) -> None:
        """Let pass these and nothing else; a picture that passes anew begins with a key frame. Raises JanusTrouble."""
        wanted = {mid: source in sources for mid, source in self.feed.sources.items()}
        for mid, passes in wanted.items():
            if self._passed.get(mid, True) != passes:
                await self.handle.ask("moderate", room=room, secret=secret, id=self.feed.id, mid=mid, mute=not passes)
        fresh = [mid for mid, passes in wanted.items() if passes and self._passed.get(mid) is False]
        self._passed = wanted
        pictures = [stream.mid for stream in self.feed.streams if stream.medium == "video" and stream.mid in fresh]
        if pictures:
            await self.refresh(pictures)
        self._look()

    async def refresh(self, mids: list[str]) -> None:
        """Ask the person for key frames in these sections. Raises JanusTrouble."""
        await self.handle.ask("configure", streams=[{"mid": mid, "keyframe": True} for mid in mids])

    def is_heard(self) -> bool:
        """Whether the microphone passes."""
        return any(passes and self.feed.sources[mid] == "microphone" for mid, passes in self._passed.items())

    def _take(self, told: Told) -> None:
        if told.kind in ("hangup", "detached"):
            self._set_phase("closed")
        elif told.kind == "media":
            mid = str(told.data.get("mid", ""))
            (self._silent.discard if told.data.get("receiving") else self._silent.add)(mid)
            self._look()

    def _look(self) -> None:
        """Nothing of all that should pass comes: the line is interrupted."""
        passing = {mid for mid, passes in self._passed.items() if passes}
        if self.phase in ("live", "interrupted"):
            self._set_phase("interrupted" if passing and passing <= self._silent else "live")

    def _set_phase(self, phase: LinePhase) -> None:
        if self.phase not in (phase, "closed"):
            self.phase = phase
            self._is_settled.set()
            self._on_change()
