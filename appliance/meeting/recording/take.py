"""One recording that is on: its folder, its connection, and what is written down of the conference meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import structlog

from appliance.api.conference import Conference, Want
from appliance.api.errors import Code, RoomError
from appliance.media.engine import EngineStatus, MediaEngine
from appliance.meeting.conversation import Conversation
from appliance.meeting.leg import Leg
from appliance.meeting.recorder import Tell
from appliance.meeting.recording.folder import Folder

log = structlog.get_logger()

MAX_EVENTS_WAITING = 1000
_NOTHING_SENT = (False, False, "")


class Take:
    """`run` keeps it going; end() once it is over."""

    def __init__(self, folder: Folder, media: MediaEngine, conversation: Conversation, tell: Tell) -> None:
        self.folder = folder
        self.tell = tell
        self.failure = ""
        self.is_lost = False
        """The media worker knows it no longer."""
        self._media = media
        self._leg = Leg(folder.id, media, conversation, lambda: None, sends=False)
        self._was_seen = False
        self._names: dict[str, str] = {}
        self._speaker = self._sharer = ""
        self._consented: frozenset[str] = frozenset()
        self._events: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MAX_EVENTS_WAITING)

    async def run(self) -> None:
        """Receive what is wanted and write events, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._leg.run())
            tasks.create_task(self._write())

    def see(self, view: Conference, wants: tuple[Want, ...]) -> None:
        """What is known of the conference, and what of it is to be kept."""
        self._leg.see(view, wants, _NOTHING_SENT)
        people = {person.id: person.name for person in view.people if person.phase != "lobby"}
        for person_id in people.keys() - self._names.keys():
            self._note("person.came", person_id=person_id, name=people[person_id])
        for person_id in self._names.keys() - people.keys():
            self._note("person.left", person_id=person_id)
        self._names = people
        if view.speaker != self._speaker:
            self._speaker = view.speaker
            self._note("speaker", person_id=view.speaker)
        if view.sharer != self._sharer:
            self._sharer = view.sharer
            self._note("sharer", person_id=view.sharer)
        consented = frozenset(want.person_id for want in wants)
        if consented != self._consented:
            self._consented = consented
            self._note("kept", people=sorted(consented))

    def take(self, status: EngineStatus) -> bool:
        """What the media worker tells; whether the recording must end."""
        self._leg.take(status)
        found = next((call for call in status.calls if call.id == self.folder.id), None)
        self.is_lost = self.is_lost or (found is None and self._was_seen)
        self._was_seen = self._was_seen or found is not None
        if found is not None and found.failure:
            self.failure = found.failure
        elif self.is_lost:
            self.failure = self.failure or Code.MEDIA_AWAY
        return bool(self.failure)

    def lose_media(self) -> None:
        """The worker is away, and its recording with it."""
        self._leg.lose_media()
        self.is_lost = True
        self.failure = self.failure or Code.MEDIA_AWAY

    async def end(self) -> None:
        """End it and write down that it is over; run() is cancelled by then."""
        # a worker that is away has lost it, and its files are good as they are
        with suppress(RoomError, TimeoutError, OSError):
            await self._media.close_call(self.folder.id)
        self._note("recording.ended")
        while not self._events.empty():
            await self._write_one(self._events.get_nowait())
        try:
            await asyncio.to_thread(self.folder.change, ended_at=datetime.now(UTC), failure=self.failure)
        except OSError as error:
            # a disk that is full keeps what it has
            log.warning("recording.end_not_written", folder=self.folder.id, error=str(error))

    def _note(self, event: str, **facts: Any) -> None:
        with suppress(asyncio.QueueFull):
            self._events.put_nowait({"at": datetime.now(UTC), "event": event, **facts})

    async def _write(self) -> None:
        while True:
            await self._write_one(await self._events.get())

    async def _write_one(self, event: dict[str, Any]) -> None:
        try:
            await asyncio.to_thread(self.folder.note, event)
        except OSError as error:
            log.warning("recording.event_lost", folder=self.folder.id, error=str(error))
