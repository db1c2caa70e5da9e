"""Tape: the recording of a conference: its phases, who agreed to it, and what of them is received for it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial

import msgspec
import structlog

from appliance.api.conference import MAX_WANTS, Publication, Reception, Recording, Source, Want
from appliance.api.errors import Code, NotAllowed, RoomError, Unavailable
from appliance.meeting.conference import HeldConference
from appliance.meeting.recorder import Recorder, RecorderNews
from appliance.meeting.stage import Stage

log = structlog.get_logger()

ON = ("starting", "on", "paused")
LISTENER = "0"
"""Behind the conference's id: whom the engine knows the recorder as; nobody in the conference has such an id."""


class Tape:
    """Nothing is received of anybody who did not agree; who begins a recording agrees by that."""

    def __init__(
        self,
        conference: HeldConference,
        stage: Stage,
        recorder: Recorder | None,
        may_record: Callable[[], bool],
        on_change: Callable[[], None],
    ) -> None:
        self._conference = conference
        self._stage = stage
        self._recorder = recorder
        self._may_record = may_record
        self._on_change = on_change
        self._takes = itertools.count(1)
        self._take = 0
        self._me = conference.id + LISTENER

    async def start(self, actor: str) -> None:
        """See MeetingApi; where it is on already nothing changes."""
        conference = self._conference
        if not self._may_record():
            raise NotAllowed(Code.MEETING_FORBIDDEN, verb="start_recording")
        if conference.record.recording.phase in ON:
            return
        for person in conference.people:
            conference.change(person.id, consented=person.id == actor)
        await self._begin(conference.person(actor).name)

    async def stop(self, _actor: str = "") -> None:
        """See MeetingApi."""
        if self._recorder is None or self._conference.record.recording.phase not in ON:
            return
        self._set(phase="finishing")
        self._stage.forget(self._me)
        for person in self._conference.people:
            self._conference.change(person.id, consented=False)
        await self._recorder.stop(self._conference.id)

    async def resume(self) -> None:
        """The daemon was away: a recording that was on goes on as another one."""
        recording = self._conference.record.recording
        if recording.phase in ON:
            try:
                await self._begin(recording.by)
            except RoomError as error:
                log.warning("meeting.not_recorded", reason=error.code)
        elif recording.phase == "finishing":
            self._set(phase="off", percent=0)

    def see(self) -> None:
        """Something of the conference changed: receive what is of people who agreed, and nothing else."""
        if self._recorder is not None and self._conference.record.recording.phase in ON:
            self._recorder.follow(self._conference.id, self._conference.view(""), self._wants())

    async def _begin(self, by: str) -> None:
        conference = self._conference
        if self._recorder is None:
            raise Unavailable(Code.MEDIA_AWAY)
        take = self._take = next(self._takes)
        conference.record.recording = Recording(phase="starting", since=conference.now(), by=by)
        self._on_change()
        listener = _Listener(self._stage, self._me)
        tell = partial(self._hear, take)
        try:
            await self._recorder.start(conference.id, conference.view(""), listener, tell)
        except RoomError as error:
            conference.record.recording = Recording(failure=error.code)
            self._on_change()
            raise
        if conference.record.recording.phase == "starting":
            self._set(phase="on")
        self.see()

    def _wants(self) -> tuple[Want, ...]:
        sharer = self._conference.record.sharer
        wants: list[Want] = []
        for person in self._conference.admitted:
            if not person.consented:
                continue
            wants += [Want(person_id=person.id, source=source) for source in ("microphone", "camera")]
            if person.id == sharer:
                wants += [Want(person_id=person.id, source=source) for source in ("screen", "screen_sound")]
        return tuple(wants[:MAX_WANTS])

    def _hear(self, take: int, news: RecorderNews) -> None:
        # the film of an earlier recording may be made while the next one is on
        if take == self._take:
            self._set(phase=news.phase, percent=news.percent, failure=news.failure)

    def _set(self, **fields: object) -> None:
        record = self._conference.record
        record.recording = msgspec.structs.replace(record.recording, **fields)
        self._on_change()


class _Listener:
    """Fulfils Conversation for somebody who only receives."""

    def __init__(self, stage: Stage, me: str) -> None:
        self._stage = stage
        self._me = me

    async def publish(
        self,
        epoch: int,  # noqa: ARG002
        offer: str,  # noqa: ARG002
        sources: dict[str, Source],  # noqa: ARG002
    ) -> Publication:
        """See Conversation; a recorder has nothing to say."""
        raise NotAllowed(Code.MEETING_FORBIDDEN, verb="publish")

    async def receive(self, epoch: int, wants: list[Want]) -> Reception:
        """See Conversation."""
        return await self._stage.receive(self._me, epoch, wants)

    async def answer_reception(self, epoch: int, answer: str) -> None:
        """See Conversation."""
        await self._stage.answer(self._me, epoch, answer)

    async def restart_reception(self, epoch: int) -> None:
        """See Conversation."""
        await self._stage.restart(self._me, epoch)

    async def report_silence(self, epoch: int) -> None:
        """See Conversation."""
        await self._stage.probe(epoch)
