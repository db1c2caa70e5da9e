"""Joining: how the room comes into something: which provider serves it, and as whom the room comes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from appliance.api.errors import Code
from appliance.api.meeting import Call, CallKind
from appliance.api.role import Role
from appliance.media.engine import MediaEngine
from appliance.meeting.address import PARLOR, SIP, Target
from appliance.meeting.bell import Incoming
from appliance.meeting.call import RoomCall
from appliance.meeting.conference import Newcomer
from appliance.meeting.directory import Directory
from appliance.meeting.hall import Hall
from appliance.meeting.held import Held
from appliance.meeting.neighbourhood import Neighbourhood
from appliance.meeting.peer import Place
from appliance.meeting.provider import Provider
from appliance.meeting.providers.hosted import OWNER, HostedWay
from appliance.meeting.providers.participation import Participation
from appliance.meeting.providers.remote import RemoteWay
from appliance.store import Store

KINDS: Mapping[str, CallKind] = {PARLOR: "remote", SIP: "sip"}


class Joining:
    """Begins calls of the room; what becomes of them is the call's."""

    def __init__(
        self,
        store: Store,
        media: MediaEngine,
        hall: Hall,
        directory: Directory,
        call: RoomCall,
        around: Neighbourhood,
    ) -> None:
        self._store = store
        self._media = media
        self._hall = hall
        self._directory = directory
        self._call = call
        self._around = around

    def join(self, target: Target, meeting_id: str = "", title: str = "") -> None:
        """Begin to go into what is meant. Raises Busy(meeting.in_call)."""
        if target.service == PARLOR and (held := self._hall.find(target.number)) is not None:
            self.enter_own(held, meeting_id)
            return
        kind = KINDS.get(target.service, "web")
        call = self._new_call(kind, target.service, target.name, meeting_id=meeting_id, title=title)
        if kind == "remote":
            self._call.begin(call, self._remote(target, call.id))
            return
        make = self._around.providers.get(kind)
        if make is None:
            self._call.fail(Code.MEETING_NO_SIP if kind == "sip" else Code.MEETING_ADDRESS, target.name)
            return
        self._call.begin(call, make(target, call.id))

    def take(self, caller: Incoming) -> None:
        """Begin a call with somebody who rings. Raises Busy(meeting.in_call)."""
        call = self._new_call("sip", SIP, "SIP", title=caller.name or caller.address)
        self._call.begin(call, caller.provider(call.id))

    def enter_own(self, held: Held, meeting_id: str = "") -> None:
        """Begin to go into a conference of this room. Raises Busy(meeting.in_call)."""
        record, settings = held.conference.record, self._store.state.settings
        id_ = record.call_id or uuid.uuid4().hex
        newcomer = Newcomer(
            owner=OWNER,
            name=settings.room_name,
            kind="room",
            waits=False,
            role="participant" if held.conference.host else "host",
            muted=settings.join_muted,
            camera_on=settings.camera_on_join,
        )
        call = self._new_call("hosted", PARLOR, "Parlor", id_=id_, meeting_id=meeting_id or record.meeting_id)
        way = HostedWay(self._hall, held, newcomer, id_)
        self._call.begin(call, Participation(way, self._media, id_, self._relay, lambda: self._hall.is_closing))

    def _remote(self, target: Target, call_id: str) -> Provider:
        async def find() -> Place | None:
            if target.url:
                return self._directory.place_at(target.url)
            return await self._directory.find(target.number)

        settings = self._store.state.settings
        way = RemoteWay(
            find,
            target.number,
            target.passcode,
            lambda: self._store.state.settings.room_name,
            lambda step: self._call.change(call_id, {"step": step}),
        )
        way.muted, way.camera_on = settings.join_muted, settings.camera_on_join
        return Participation(way, self._media, call_id, self._relay)

    def _new_call(
        self, kind: CallKind, service: str, name: str, *, id_: str = "", meeting_id: str = "", title: str = ""
    ) -> Call:
        settings = self._store.state.settings
        return Call(
            id=id_ or uuid.uuid4().hex,
            kind=kind,
            step="enter" if kind == "hosted" else "find",
            since=datetime.now(UTC),
            service=service,
            service_name=name,
            meeting_id=meeting_id,
            title=title,
            muted=settings.join_muted,
            camera_on=settings.camera_on_join,
        )

    def resume(self) -> None:
        """The daemon was away: the room is in its conference as before."""
        for held in self._hall.conferences:
            is_seated = any(seat.owner == OWNER for seat in held.conference.record.seats.values())
            if held.conference.record.call_id and is_seated and self._call.now is None:
                self.enter_own(held)

    def _relay(self, event: msgspec.Struct) -> None:
        """What is said beside the media, for the glass."""
        self._store.emit(event, to=Role.SHELL)
