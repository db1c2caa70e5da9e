"""Participation: the room as a participant of a conference, here or in another room: a Provider over a Way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from appliance.api.conference import (
    Captioned,
    Chatted,
    Conference,
    ConferenceChanged,
    ConferenceLeft,
    EndReason,
    Layout,
    Person,
    Reacted,
    Spoken,
)
from appliance.api.errors import Code, RoomError, Unavailable
from appliance.api.meeting import CallTile, Capability, Shared
from appliance.media.engine import EngineStatus, MediaEngine, Tile
from appliance.meeting.conversation import Way
from appliance.meeting.leg import Leg
from appliance.meeting.provider import CallFailed, Desk
from appliance.meeting.wants import tiles_of, wants_of

MEDIA_S = 30.0
"""How long media may take to come to be the first time."""
QUALITY = ((2.0, "good"), (8.0, "fair"))
"""Loss in per cent up to which a line is so."""
TAKING_PART: tuple[Capability, ...] = ("mute", "camera", "share", "layout", "people", "chat", "hand", "react")
MODERATING: tuple[Capability, ...] = (*TAKING_PART, "moderate", "record", "extend")
NOTHING: tuple[Shared, str] = ("", "")
Relay = Callable[[msgspec.Struct], None]


class Participation:
    """Fulfils Provider. `relay` shows the glass what is said and shown beside the media."""

    def __init__(
        self, way: Way, media: MediaEngine, call_id: str, relay: Relay, stays: Callable[[], bool] = lambda: False
    ) -> None:
        """`stays` tells whether the call outlives this daemon, and nothing is to be put away."""
        self._way = way
        self._stays = stays
        self._media = media
        self._call_id = call_id
        self._relay = relay
        self._leg = Leg(call_id, media, way, self._told)
        self._view: Conference | None = None
        self._me = ""
        self._tiles: dict[str, Tile] = {}
        self._wanted_share = NOTHING
        self._shows_share = False
        self._layout_before: Layout = "gallery"
        self._line_is_up = True
        self._was_live = False
        self._over: asyncio.Future[EndReason] | None = None
        self._desk: Desk | None = None

    async def run(self, desk: Desk) -> None:
        """See Provider."""
        self._desk = desk
        self._over = asyncio.get_running_loop().create_future()
        try:
            entry = await self._way.enter(self._hear)
            self._me = entry.person_id
            desk.change(person_id=self._me)
            reason = await self._stay(self._over)
        finally:
            if not self._stays():
                await asyncio.shield(asyncio.gather(self._put_away(), return_exceptions=True))
        if reason in ("removed", "denied", "lost", "ended"):
            raise CallFailed(f"meeting.{reason}")

    async def _stay(self, over: asyncio.Future[EndReason]) -> EndReason:
        try:
            async with asyncio.TaskGroup() as tasks:
                work = [
                    tasks.create_task(self._way.run(self._on_line)),
                    tasks.create_task(self._leg.run()),
                    tasks.create_task(self._give_up_in_time()),
                ]
                reason = await over
                for task in work:
                    task.cancel()
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        return reason

    async def _give_up_in_time(self) -> None:
        waited = 0
        while not self._was_live:
            await asyncio.sleep(1)
            is_admitted = self._self is not None and self._self.phase != "lobby"
            waited = waited + 1 if is_admitted else 0
            if waited >= MEDIA_S:
                raise CallFailed("meeting.no_media")

    async def _put_away(self) -> None:
        await asyncio.gather(self._way.leave(), self._media.close_call(self._call_id), return_exceptions=True)

    async def set_muted(self, muted: bool) -> None:
        """See Provider."""
        await self._way.command("set_muted", {"muted": muted})

    async def set_camera(self, on: bool) -> None:
        """See Provider."""
        await self._way.command("set_camera", {"on": on})

    async def share(self, what: Shared, cast_id: str) -> None:
        """See Provider."""
        if self._self is None or self._self.phase == "lobby":
            raise Unavailable(Code.MEETING_CANNOT_SHARE)
        before, self._wanted_share = self._wanted_share, (what, cast_id)
        try:
            await self._way.command("set_sharing", {"sharing": bool(what), "has_sound": what == "cast"})
        except RoomError:
            self._wanted_share = before
            raise
        self._told()

    async def set_layout(self, layout: Layout) -> None:
        """See Provider; the shell lays out, and tells by set_tiles what it draws."""

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """See Provider."""
        self._tiles = dict(tiles)
        self._told()
        self._leg.draw(self._tiles)

    async def command(self, verb: str, params: dict[str, Any]) -> Any:
        """See Provider."""
        return await self._way.command(verb, params)

    def take(self, status: EngineStatus) -> None:
        """See Provider."""
        self._leg.take(status)
        self._told()

    def lose_media(self) -> None:
        """See Provider."""
        self._leg.lose_media()
        self._told()

    @property
    def _self(self) -> Person | None:
        people = self._view.people if self._view else ()
        return next((person for person in people if person.id == self._me), None)

    def _on_line(self, is_up: bool) -> None:
        self._line_is_up = is_up
        self._told()

    def _hear(self, event: msgspec.Struct) -> None:
        if isinstance(event, ConferenceChanged):
            self._view, self._me = event.conference, event.person_id
            self._told()
        elif isinstance(event, Spoken):
            self._tell(speaking=event.speaking)
        elif isinstance(event, ConferenceLeft):
            if self._over is not None and not self._over.done():
                self._over.set_result(event.reason)
        elif isinstance(event, Chatted | Reacted | Captioned):
            self._relay(event)

    def _told(self) -> None:
        """Something changed: bring the media in step and tell the glass."""
        view, me = self._view, self._self
        if view is None or me is None:
            return
        if view.sharer != me.id and self._wanted_share[0] and me.sharing is False and self._was_sharing(me):
            self._wanted_share = NOTHING
        self._follow_share(bool(view.sharer) and view.sharer != me.id)
        what, cast_id = self._wanted_share if view.sharer == me.id else NOTHING
        screen = {"board": "board", "cast": f"cast-{cast_id}"}.get(what, "")
        self._leg.see(view, wants_of(view, me.id, self._tiles), (not me.muted, me.camera_on, screen))
        self._tell(
            conference=view,
            title=view.title,
            person_id=me.id,
            muted=me.muted,
            camera_on=me.camera_on,
            shared=what,
            shared_cast=cast_id,
            tiles=self._drawn(view, me),
            quality=self._quality(),
            capabilities=MODERATING if me.role in ("host", "cohost") else TAKING_PART,
            **self._progress(me),
        )

    def _follow_share(self, is_shared: bool) -> None:
        """Somebody shares: the glass gives it room, and takes up the layout of before when it is over."""
        if self._desk is None or is_shared == self._shows_share:
            return
        self._shows_share = is_shared
        layout = self._desk.call.layout
        if is_shared:
            self._layout_before = layout
            self._tell(layout="share")
        elif layout == "share":
            self._tell(layout=self._layout_before)

    def _was_sharing(self, me: Person) -> bool:
        call = self._desk.call if self._desk else None
        return call is not None and bool(call.shared) and call.person_id == me.id

    def _progress(self, me: Person) -> dict[str, object]:
        if me.phase == "lobby":
            return {"phase": "lobby", "step": "admission"}
        if self._leg.is_flowing and self._line_is_up:
            first = {} if self._was_live else {"live_since": datetime.now(UTC)}
            self._was_live = True
            return {"phase": "live", "step": "", **first}
        step = "picture" if self._leg.is_up else "media"
        return {"phase": "reconnecting" if self._was_live else "joining", "step": step}

    def _drawn(self, view: Conference, me: Person) -> tuple[CallTile, ...]:
        status = self._leg.status
        received = {(track.person_id, track.source): track for track in status.tracks} if status else {}
        tiles = tiles_of(view, me.id)
        return tuple(
            msgspec.structs.replace(tile, width=track.width, height=track.height, is_frozen=track.is_frozen)
            if (track := received.get((tile.person_id, tile.picture)))
            else tile
            for tile in tiles
        )

    def _quality(self) -> str:
        status = self._leg.status
        if status is None or not status.tracks:
            return ""
        worst = max(track.loss_percent for track in status.tracks)
        return next((name for limit, name in QUALITY if worst <= limit), "poor")

    def _tell(self, **fields: object) -> None:
        if self._desk is not None:
            self._desk.change(**fields)
