"""Held: a conference at work: its model, its stage, and the lines of those who are told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import structlog

from appliance.api.conference import (
    Captioned,
    ConferenceChanged,
    ConferenceLeft,
    EndReason,
    Reacted,
    Reaction,
    Spoken,
)
from appliance.api.errors import Busy, Code, RoomError
from appliance.meeting.conference import HeldConference
from appliance.meeting.conversation import Hear
from appliance.meeting.journal import Journal
from appliance.meeting.pool import EnginePool
from appliance.meeting.recorder import Recorder
from appliance.meeting.stage import Stage
from appliance.meeting.tape import Tape
from appliance.server.rate import TokenBucket

log = structlog.get_logger()

TELL_EVERY_S = 0.2
KEEP_EVERY_S = 1.0
SAYINGS_PER_S, SAYINGS_BURST = 4.0, 12.0
"""Of one person: lines of chat, reactions and captions."""


async def _book_nothing(_meeting_id: str, _minutes: int) -> None:
    return


@dataclass(frozen=True)
class Backing:
    """What conferences need of the rest of the room."""

    extend_booking: Callable[[str, int], Awaitable[object]] = _book_nothing
    recorder: Recorder | None = None
    may_record: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Line:
    """How somebody is told."""

    key: str
    """Of the connection."""
    tell: Hear


class Held:
    """Everything of one conference that is not plain data."""

    def __init__(
        self, conference: HeldConference, pool: EnginePool, backing: Backing, *, is_restored: bool = False
    ) -> None:
        self._backing = backing
        self.conference = conference
        self.stage = Stage(conference, pool, self.settle)
        self.tape = Tape(conference, self.stage, backing.recorder, backing.may_record, self.settle)
        self.lines: dict[str, Line] = {}
        self.over = asyncio.Event()
        self.was_entered = is_restored
        self.speaking: tuple[str, ...] = ()
        self.on_change: Callable[[], None] = lambda: None
        self._changed = asyncio.Event()
        self._unkept = asyncio.Event()
        self._sayings: dict[str, TokenBucket] = {}
        self.verbs: dict[str, Callable[..., Awaitable[Any]]] = {
            "publish": self.stage.publish,
            "receive": self.stage.receive,
            "answer_reception": self.stage.answer,
            "restart_reception": self.stage.restart,
            "report_silence": lambda _actor, epoch: self.stage.probe(epoch),
            "react": self._react,
            "caption": self._caption,
            "send_chat": self._send_chat,
            "extend": self._extend,
            "start_recording": self.tape.start,
            "stop_recording": self.tape.stop,
        }
        """Commands that are more than a change of the model."""

    def settle(self, *, at_once: bool = False) -> None:
        """After a change: the engine enforces, all are told, the journal writes."""
        self.was_entered = self.was_entered or bool(self.conference.admitted)
        self.stage.wake()
        self.tape.see()
        self._changed.set()
        self._unkept.set()
        if at_once:
            self.on_change()

    def left(self, person_id: str, reason: EndReason) -> ConferenceLeft:
        """What somebody is told who is in no longer."""
        self._sayings.pop(person_id, None)
        return ConferenceLeft(person_id=person_id, reason=reason)

    def tell_all(self, event: msgspec.Struct) -> None:
        """Tell everybody who is in."""
        inside = {person.id for person in self.conference.admitted}
        for person_id, line in tuple(self.lines.items()):
            if person_id in inside:
                line.tell(event)

    async def tell_changes(self) -> None:
        """Tell everybody what they may know of each change, at most five times a second."""
        while True:
            await self._changed.wait()
            self.hear()
            self._changed.clear()
            for person_id, line in tuple(self.lines.items()):
                if person_id in self.conference.record.seats:
                    line.tell(ConferenceChanged(conference=self.conference.view(person_id), person_id=person_id))
            self.on_change()
            await asyncio.sleep(TELL_EVERY_S)

    async def keep_journal(self, journal: Journal) -> None:
        """Write each change to disk, at most once a second."""
        while True:
            await self._unkept.wait()
            self._unkept.clear()
            await journal.write(self.conference.record)
            await asyncio.sleep(KEEP_EVERY_S)

    def hear(self) -> None:
        """What the engine tells: whose line is up, and who speaks."""
        heard, conference = self.stage.heard, self.conference
        if heard is None:
            return
        live = {line.person_id for line in heard.lines if "live" in (line.sending, line.receiving)}
        for person in conference.admitted:
            if person.phase == "connecting" and person.id in live:
                conference.change(person.id, phase="present")
                self._changed.set()
        before, speaking = conference.record.speaker, conference.hear(heard.speaking)
        if conference.record.speaker != before:
            self._changed.set()
        if speaking != self.speaking:
            self.speaking = speaking
            self.tell_all(Spoken(speaking=speaking))

    async def close(self) -> None:
        """End its recording, and the conference on its engine."""
        try:
            await self.tape.stop()
        except (RoomError, OSError) as error:
            log.warning("meeting.recording_not_ended", reason=str(error))
        await self.stage.close()

    async def _extend(self, actor: str, minutes: int) -> None:
        self.conference.extend(actor, minutes)
        booking = self.conference.record.meeting_id
        if booking:
            try:
                await self._backing.extend_booking(booking, minutes)
            except RoomError as error:
                log.info("meeting.booking_not_extended", reason=error.code)

    async def _send_chat(self, actor: str, text: str) -> Any:
        self._pace(actor)
        return self.conference.send_chat(actor, text)

    async def _react(self, actor: str, reaction: Reaction) -> None:
        self._pace(actor)
        self.tell_all(Reacted(person_id=actor, reaction=reaction))

    async def _caption(self, actor: str, number: int, text: str, is_final: bool = True) -> None:
        self._pace(actor)
        self.tell_all(Captioned(person_id=actor, number=number, text=text, is_final=is_final))

    def _pace(self, actor: str) -> None:
        bucket = self._sayings.setdefault(actor, TokenBucket(SAYINGS_PER_S, SAYINGS_BURST))
        if not bucket.take():
            raise Busy(Code.RATE_LIMITED, retry_after_s=1 / SAYINGS_PER_S)
