"""MeetingService: answers meeting.*: whose verb it is, and what the room is in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
import structlog

from appliance.api.conference import ConferenceLeft, Layout
from appliance.api.errors import Code, NotFound, Unavailable
from appliance.api.health import Status
from appliance.api.meeting import Entry, Invitation, MeetingState, PageKey, Shared, TouchPoint
from appliance.api.role import STAFF, Role
from appliance.api.schedule import Meeting
from appliance.caller import Caller, current_caller, display_name
from appliance.config.meeting import MeetingConfig
from appliance.media.engine import EngineStatus, MediaEngine
from appliance.meeting.address import Link, link_of, of_link, parse
from appliance.meeting.bell import Bell
from appliance.meeting.call import RoomCall
from appliance.meeting.conference import Newcomer
from appliance.meeting.directory import Directory
from appliance.meeting.hall import Hall
from appliance.meeting.held import Backing, Held
from appliance.meeting.joining import Joining
from appliance.meeting.journal import Journal
from appliance.meeting.neighbourhood import Neighbourhood
from appliance.meeting.pool import EnginePool, Maker, Slot
from appliance.meeting.verbs import ConferenceVerbs
from appliance.store import Store

log = structlog.get_logger()


class MeetingService(ConferenceVerbs):
    """Implements MeetingApi. `conferences` is its folder."""

    def __init__(
        self,
        store: Store,
        media: MediaEngine,
        config: MeetingConfig,
        conferences: Path,
        engines: Sequence[Maker],
        around: Neighbourhood,
    ) -> None:
        self._store = store
        self._around = around
        backing = Backing(
            extend_booking=around.extend_booking,
            recorder=around.recorder,
            may_record=lambda: self._store.state.settings.recording,
        )
        pool = EnginePool(engines)
        pool.on_alive(self._report)
        self._hall = Hall(pool, Journal(conferences), config.when_alone, backing)
        self._hall.on_change = self._publish
        self._directory = Directory(around.neighbours, config.directories)
        self._call = RoomCall(self._publish)
        self._joining = Joining(store, media, self._hall, self._directory, self._call, around)
        self._bell = Bell(self._call, self._joining.take, lambda: self._store.state.settings.auto_answer, self._publish)
        self._hall.on_restored = self._joining.resume
        self._places: dict[str, tuple[Held, str]] = {}
        store.subscribe(self._heard)

    async def run(self) -> None:
        """Hold conferences and be in calls, until cancelled; conferences then wait for the next daemon."""
        async with asyncio.TaskGroup() as tasks:
            for work in (self._hall.run(), self._call.run(), self._directory.run()):
                tasks.create_task(work)
            if self._around.telephone is not None:
                tasks.create_task(self._around.telephone(self._bell))
            try:
                await asyncio.Event().wait()
            finally:
                self._hall.is_closing = True

    @property
    def engines(self) -> tuple[Slot, ...]:
        """What may forward conferences, the most preferred first."""
        return tuple(self._hall.pool.slots)

    def _report(self, slot: Slot) -> None:
        name = "-".join(filter(None, ("sfu" if slot.kind == "embedded" else "janus", slot.name)))
        # one of several that is away is no harm yet
        lost: Status = "degraded" if self._hall.pool.first_living() else "failed"
        self._around.report(name, "ok" if slot.is_alive else lost, "" if slot.is_alive else Code.MEETING_NO_ENGINE)

    def take(self, status: EngineStatus) -> None:
        """What the media worker reports."""
        self._call.take(status)

    def lose_media(self) -> None:
        """The media worker is away."""
        self._call.lose_media()

    def leave_line(self, caller: Caller) -> None:
        """A connection has ended: whoever was in by it keeps their place for a while."""
        place = self._places.pop(_key(caller), None)
        if place is not None:
            self._hall.lose(*place, _key(caller))

    def holds(self, number: str) -> bool:
        """Whether this room holds a conference of this number."""
        return self._hall.find(number) is not None

    def opens(self, number: str, passcode: str) -> bool:
        """Whether number and passcode open a conference of this room."""
        return self._hall.opens(number, passcode)

    # Calls of the room

    async def start_conference(self, title: str = "", with_passcode: bool = True) -> Invitation:
        """See MeetingApi."""
        self._call.check_free()
        booking = self._booking_now()
        settings = self._store.state.settings
        held = await self._hall.begin(
            title=title.strip() or (booking.title if booking else ""),
            host_name=settings.room_name,
            with_passcode=with_passcode,
            has_lobby=settings.lobby,
            ends_at=booking.ends_at if booking else None,
            meeting_id=booking.id if booking else "",
        )
        self._call.check_free()
        self._joining.enter_own(held, booking.id if booking else "")
        return self._invitation(held)

    async def join_meeting(self, meeting_id: str) -> None:
        """See MeetingApi."""
        self._call.check_free()
        link = await self._around.get_link(meeting_id)
        meetings = self._store.state.schedule.meetings
        meeting = next((one for one in meetings if one.id == meeting_id), None)
        target = of_link(Link(service=link.service, name=meeting.service_name if meeting else "", url=link.url))
        self._joining.join(target, meeting_id, meeting.title if meeting else "")

    async def join_address(self, address: str, passcode: str = "") -> None:
        """See MeetingApi."""
        self._call.check_free()
        self._joining.join(parse(address, passcode, self._around.recognise))

    async def take_call(self, ringing_id: str) -> None:
        """See MeetingApi."""
        self._call.check_free()
        self._bell.take(ringing_id)

    async def decline_call(self, ringing_id: str) -> None:
        """See MeetingApi."""
        self._bell.decline(ringing_id)

    async def dismiss_missed(self) -> None:
        """See MeetingApi."""
        self._bell.dismiss()

    async def leave_call(self) -> None:
        """See MeetingApi."""
        await self._call.leave()

    async def dismiss_failure(self) -> None:
        """See MeetingApi."""
        self._call.dismiss()

    async def set_layout(self, layout: Layout) -> None:
        """See MeetingApi."""
        provider = self._call.provider
        self._call.change(self._call.call.id, {"layout": layout})
        await provider.set_layout(layout)

    async def set_tiles(self, tiles: dict[str, tuple[int, int]]) -> None:
        """See MeetingApi."""
        await self._call.provider.set_tiles(tiles)

    async def touch_page(self, points: list[TouchPoint]) -> None:
        """See MeetingApi."""
        await self._page("touch_page", points=points)

    async def type_page(self, text: str) -> None:
        """See MeetingApi."""
        await self._page("type_page", text=text)

    async def press_page_key(self, key: PageKey) -> None:
        """See MeetingApi."""
        await self._page("press_page_key", key=key)

    async def _page(self, verb: str, **params: Any) -> None:
        if self._call.now is None or self._call.now.kind != "web":
            raise NotFound(Code.MEETING_NO_CALL)
        await self._call.provider.command(verb, params)

    async def share(self, what: Shared, cast_id: str = "") -> None:
        """See MeetingApi."""
        provider = self._call.provider
        if "share" not in self._call.call.capabilities:
            raise Unavailable(Code.MEETING_CANNOT_SHARE)
        if what == "cast" and all(cast.id != cast_id for cast in self._store.state.cast.casts):
            raise NotFound(Code.CAST_UNKNOWN)
        await provider.share(what, cast_id if what == "cast" else "")

    # Coming and going, and oneself

    async def get_invitation(self) -> Invitation:
        """See MeetingApi."""
        invitation = self._store.state.meeting.invitation
        if invitation is None:
            raise NotFound(Code.MEETING_NO_CALL)
        return invitation

    async def enter(
        self,
        number: str,
        passcode: str = "",
        name: str = "",
        ticket: str = "",
        kind: Literal["browser", "room"] = "browser",
    ) -> Entry:
        """See MeetingApi."""
        caller = current_caller.get()
        is_guest = caller.role is Role.GUEST
        self._around.guess(
            caller.address,
            lambda: self.holds(number) if is_guest else self._hall.opens(number, passcode, ticket),
        )
        held = self._hall.find(number)
        if held is None:
            raise NotFound(Code.MEETING_UNKNOWN)
        key = _key(caller)
        newcomer = Newcomer(
            owner=caller.id,
            address=caller.address,
            name=display_name(name) or caller.name,
            kind=kind,
            ticket=ticket,
            waits=not is_guest,
        )
        before = self._places.get(key)
        person = self._hall.enter(held, newcomer, key, lambda event: self._tell(key, event))
        if before is not None and before != (held, person.id):
            self._hall.lose(*before, key)
        self._places[key] = (held, person.id)
        return Entry(person_id=person.id, ticket=held.conference.ticket_of(person.id), phase=person.phase)

    async def set_muted(self, muted: bool) -> None:
        """See MeetingApi."""
        if current_caller.get().role in STAFF:
            await self._call.provider.set_muted(muted)
        else:
            await self._command("set_muted", muted=muted)

    async def set_camera(self, on: bool) -> None:
        """See MeetingApi."""
        if current_caller.get().role in STAFF:
            await self._call.provider.set_camera(on)
        else:
            await self._command("set_camera", on=on)

    async def _command(self, verb: str, **params: Any) -> Any:
        caller = current_caller.get()
        if "name" in params:
            params["name"] = display_name(params["name"])
        if caller.role not in STAFF:
            place = self._places.get(_key(caller))
            if place is None:
                raise NotFound(Code.MEETING_NOT_IN)
            return await self._hall.command(*place, verb, params)
        if self._call.now is None:
            raise NotFound(Code.MEETING_NOT_IN)
        result = await self._call.provider.command(verb, params)
        if verb == "end_conference" and self._call.now is not None:
            await self._call.leave()
        return result

    def _tell(self, key: str, event: msgspec.Struct) -> None:
        if isinstance(event, ConferenceLeft):
            place = self._places.get(key)
            if place is not None and place[1] == event.person_id:
                del self._places[key]
        self._store.emit(event, to=key)

    def _booking_now(self) -> Meeting | None:
        now = datetime.now(UTC)
        meetings = self._store.state.schedule.meetings
        on_now = (
            one for one in meetings if one.starts_at <= now < one.ends_at and not one.is_cancelled and not one.is_free
        )
        return next((one for one in on_now if not one.is_all_day), None)

    # What is told

    def _invitation(self, held: Held) -> Invitation:
        record, urls = held.conference.record, self._store.state.access.urls
        url = link_of(urls[0], record.number, record.passcode) if urls else ""
        return Invitation(number=record.number, passcode=record.passcode, url=url)

    def _heard(self, names: frozenset[str]) -> None:
        if "access" in names:
            self._publish()

    def _publish(self) -> None:
        call, bell = self._call, self._bell
        bell.look()
        held = self._own_held()
        self._store.replace(
            meeting=MeetingState(
                call=call.now,
                invitation=self._invitation(held) if held else None,
                failure=call.failure,
                failure_detail=call.failure_detail,
                ringing=bell.ringing,
                missed=bell.missed,
            )
        )

    def _own_held(self) -> Held | None:
        conferences, call = self._hall.conferences, self._call.now
        own = (held for held in conferences if call is not None and held.conference.record.call_id == call.id)
        return next(own, conferences[-1] if conferences else None)


def _key(caller: Caller) -> str:
    return caller.connection or caller.id
