"""A call by SIP: the room and one other, joined by the SIP plugin of a Janus server. Fulfils Provider."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime
from typing import Any, Protocol

import aiohttp

from appliance.api.conference import Layout, Source, Track
from appliance.api.errors import Code, NotFound, RoomError, Unavailable
from appliance.api.meeting import CallTile, Capability, Shared
from appliance.media.engine import EngineCall, EngineStatus, MediaEngine, Tile
from appliance.meeting.engines.janus.sip import SipFailed, SipLine
from appliance.meeting.engines.janus.trouble import JanusTrouble
from appliance.meeting.provider import LEAVE_S, CallFailed, Desk

CAPABILITIES: tuple[Capability, ...] = ("mute", "camera")


class SipWay(Protocol):
    """How the two come together. Raises what lines, sessions and the media worker raise."""

    @property
    def title(self) -> str:
        """Who the other side is."""
        ...

    def line(self) -> AbstractAsyncContextManager[SipLine]:
        """The line of the call, as long as it lasts."""
        ...

    async def meet(self, line: SipLine, media: MediaEngine, desk: Desk) -> Mapping[str, Source]:
        """Agree on media, and connect; what comes then, by mid."""
        ...

    async def part(self, line: SipLine) -> None:
        """End the call, or what was to become one; the server may be away."""
        ...


class SipCall:
    """One call. The room is seen and heard as the call says, and nothing else is sent."""

    def __init__(self, way: SipWay, call_id: str, media: MediaEngine) -> None:
        self._way = way
        self._call_id = call_id
        self._media = media
        self._person = uuid.uuid4().hex
        """Who the other side is in tiles."""
        self._desk: Desk | None = None
        self._is_connected = False
        self._media_is_gone = asyncio.Event()

    async def run(self, desk: Desk) -> None:
        """See Provider."""
        self._desk = desk
        desk.change(step="find", title=self._way.title)
        try:
            async with self._way.line() as line:
                await self._call(line, desk)
        except SipFailed as failed:
            raise CallFailed(failed.code, failed.detail) from failed
        except (JanusTrouble, OSError, TimeoutError, aiohttp.ClientError) as error:
            raise CallFailed("meeting.lost" if self._is_connected else Code.MEETING_NO_SIP) from error
        finally:
            await asyncio.shield(self._put_away())

    async def _call(self, line: SipLine, desk: Desk) -> None:
        try:
            sources = await self._way.meet(line, self._media, desk)
            tracks = [
                Track(mid=mid, person_id=self._person, source=source)
                for mid, source in sources.items()
                if source in ("microphone", "camera")
            ]
            await self._media.receive_call(self._call_id, "", tracks)
            self._is_connected = True
            await self._send()
            desk.change(phase="live", step="", live_since=datetime.now(UTC), capabilities=CAPABILITIES)
            await self._stay(line)
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(LEAVE_S / 2):
                    await self._way.part(line)

    async def _stay(self, line: SipLine) -> None:
        over = asyncio.ensure_future(line.over())
        gone = asyncio.ensure_future(self._media_is_gone.wait())
        try:
            await asyncio.wait({over, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            over.cancel()
        if self._media_is_gone.is_set():
            raise CallFailed(Code.MEDIA_AWAY)
        over.result()

    async def _put_away(self) -> None:
        with suppress(RoomError):
            await self._media.close_call(self._call_id)

    async def set_muted(self, muted: bool) -> None:
        """See Provider."""
        self._tell(muted=muted)
        await self._send()

    async def set_camera(self, on: bool) -> None:
        """See Provider."""
        self._tell(camera_on=on)
        await self._send()

    async def share(self, what: Shared, cast_id: str) -> None:  # noqa: ARG002  a call by SIP has one picture
        """See Provider."""
        raise Unavailable(Code.MEETING_CANNOT_SHARE)

    async def set_layout(self, layout: Layout) -> None:
        """See Provider; there is one picture."""

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """See Provider."""
        if self._is_connected:
            await self._media.set_call_tiles(self._call_id, tiles)

    async def command(self, verb: str, params: dict[str, Any]) -> Any:  # noqa: ARG002  it is no conference
        """See Provider."""
        raise NotFound(Code.MEETING_NOT_IN)

    def take(self, status: EngineStatus) -> None:
        """See Provider."""
        call = next((one for one in status.calls if one.id == self._call_id), None)
        if call is not None and self._is_connected:
            self._tell(tiles=tuple(_tiles(call)))
            if "closed" in (call.sending, call.receiving):
                self._media_is_gone.set()

    def lose_media(self) -> None:
        """See Provider; the other side knows one connection only, so the call is over."""
        self._media_is_gone.set()

    async def _send(self) -> None:
        if self._desk is not None and self._is_connected:
            call = self._desk.call
            await self._media.set_call_sources(self._call_id, microphone=not call.muted, camera=call.camera_on)

    def _tell(self, **fields: object) -> None:
        if self._desk is not None:
            self._desk.change(**fields)


def _tiles(call: EngineCall) -> list[CallTile]:
    return [
        CallTile(
            person_id=track.person_id,
            picture="camera",
            stream=track.stream,
            width=track.width,
            height=track.height,
            is_frozen=track.is_frozen,
        )
        for track in call.tracks
        if track.source == "camera" and track.stream
    ]
