"""Hall: the conferences that this room holds: their doors, commands, engines, journals, and who is told what."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Literal

import structlog

from appliance.api.conference import Chatted, EndReason, Person
from appliance.api.errors import Busy, Code, NotAllowed, NotFound, Unavailable
from appliance.meeting import policy
from appliance.meeting.conference import HeldConference, Newcomer
from appliance.meeting.conversation import Hear
from appliance.meeting.held import Backing, Held, Line
from appliance.meeting.journal import Journal
from appliance.meeting.pool import EnginePool, Slot
from appliance.meeting.ticket import new_number, new_passcode, same

log = structlog.get_logger()

MAX_CONFERENCES = 8
LOOK_S = 0.5
ENGINE_WAIT_S = 3.0
QUIET = frozenset(
    {"publish", "receive", "answer_reception", "restart_reception", "report_silence", "react", "caption", "read_chat"}
)
"""Verbs that change nothing of what is known of a conference; logged for debugging only."""
REASONS: dict[str, EndReason] = {"remove": "removed", "deny": "denied"}


class Hall:
    """`run` keeps the conferences; without it none can be begun."""

    def __init__(
        self, pool: EnginePool, journal: Journal, when_alone: Literal["end", "keep"], backing: Backing
    ) -> None:
        self._backing = backing
        self.pool = pool
        self._journal = journal
        self._when_alone = when_alone
        self._held: dict[str, Held] = {}
        self._tasks: asyncio.TaskGroup | None = None
        self.on_change: Callable[[], None] = lambda: None
        """Told when a conference begins, ends or may be known otherwise."""
        self.on_restored: Callable[[], None] = lambda: None
        """Told once that those which were kept are there again."""
        self.is_closing = False
        """Whether the daemon ends: then conferences go on without it for a while."""
        pool.on_alive(self._engine_turned)
        pool.on_heard(self._engine_heard)

    async def run(self) -> None:
        """Take up what was kept, and serve until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            tasks.create_task(self.pool.run())
            for record in await asyncio.to_thread(self._journal.read):
                conference = HeldConference(record)
                conference.restore(conference.now())
                self._take(conference, is_restored=True)
            self.on_restored()
            self.on_change()
            while True:
                await asyncio.sleep(LOOK_S)
                for held in tuple(self._held.values()):
                    self._look(held)

    @property
    def conferences(self) -> tuple[Held, ...]:
        """All, the oldest first."""
        return tuple(self._held.values())

    def find(self, number: str) -> Held | None:
        """The conference of a number."""
        return next((held for held in self._held.values() if held.conference.record.number == number), None)

    def opens(self, number: str, passcode: str, ticket: str = "") -> bool:
        """Whether number and passcode, or a ticket, open a conference."""
        held = self.find(number)
        # compared also where there is none, so that time does not tell
        is_right = same(passcode, held.conference.record.passcode if held else new_passcode())
        return held is not None and (is_right or bool(ticket and held.conference.knows(ticket)))

    async def begin(self, *, title: str, host_name: str, with_passcode: bool, **more: Any) -> Held:
        """Hold a conference. Errors: meeting.no_engine, meeting.full."""
        if self._tasks is None or await self.pool.wait_living(ENGINE_WAIT_S) is None:
            raise Unavailable(Code.MEETING_NO_ENGINE)
        if len(self._held) >= MAX_CONFERENCES:
            raise Busy(Code.MEETING_FULL, limit=MAX_CONFERENCES)
        numbers = {held.conference.record.number for held in self._held.values()}
        conference = HeldConference.new(
            number=new_number(numbers),
            passcode=new_passcode() if with_passcode else "",
            title=title,
            host_name=host_name,
            **more,
        )
        log.info("meeting.begun", conference=conference.id)
        held = self._take(conference)
        self.on_change()
        return held

    def enter(self, held: Held, newcomer: Newcomer, key: str, tell: Hear) -> Person:
        """Seat somebody and tell them everything from now on. Errors: meeting.locked, meeting.full."""
        person = held.conference.enter(newcomer)
        before = held.lines.pop(person.id, None)
        if before is not None and before.key != key:
            before.tell(held.left(person.id, "elsewhere"))
        held.lines[person.id] = Line(key, tell)
        log.info("meeting.entered", conference=held.conference.id, person=person.id, phase=person.phase)
        held.settle(at_once=True)
        return person

    def lose(self, held: Held, person_id: str, key: str) -> None:
        """A line is down."""
        line = held.lines.get(person_id)
        if line is None or line.key != key:
            return
        del held.lines[person_id]
        if not held.conference.lose(person_id):
            held.stage.forget(person_id)
        held.settle()

    async def command(self, held: Held, actor: str, verb: str, params: dict[str, Any]) -> Any:
        """A verb of somebody in a conference. Errors: as MeetingApi tells, the policy's among them."""
        seat = held.conference.record.seats.get(actor)
        if seat is None:
            raise NotFound(Code.MEETING_NOT_IN)
        person, record = seat.person, held.conference.record
        facts = {"verb": verb, "conference": record.id, "actor": actor, "epoch": record.engine.epoch}
        try:
            policy.check(person.role, verb)
            if person.phase == "lobby" and verb not in policy.FROM_THE_LOBBY:
                raise NotAllowed(Code.MEETING_LOBBY)
            special = held.verbs.get(verb)
            if special is not None:
                result = await special(actor, **params)
            else:
                result = getattr(held.conference, verb)(actor, **params)
        except NotAllowed as refused:
            log.info("meeting.refused", code=refused.code, role=person.role, **facts)
            raise
        (log.debug if verb in QUIET else log.info)("meeting.command", role=person.role, **facts)
        if verb == "send_chat":
            held.tell_all(Chatted(message=result))
            result = None
        if verb not in QUIET:
            self.settle(held, REASONS.get(verb, "left"))
        return result

    def settle(self, held: Held, reason: EndReason = "left") -> None:
        """After a change: who lost their place is told why, the engine enforces, all are told, the journal writes."""
        for person_id in [one for one in held.lines if one not in held.conference.record.seats]:
            held.lines.pop(person_id).tell(held.left(person_id, reason))
            held.stage.forget(person_id)
        held.settle()
        if self._when_alone == "end" and not held.conference.admitted and held.was_entered:
            self.end(held)

    def end(self, held: Held) -> None:
        """End a conference for all."""
        if self._held.pop(held.conference.id, None) is None:
            return
        for person_id, line in held.lines.items():
            line.tell(held.left(person_id, "ended"))
        held.lines.clear()
        held.over.set()
        log.info("meeting.ended", conference=held.conference.id)
        self.on_change()

    def _take(self, conference: HeldConference, *, is_restored: bool = False) -> Held:
        held = Held(conference, self.pool, self._backing, is_restored=is_restored)
        held.on_change = self.on_change
        held.verbs |= {
            "leave": lambda actor: self._leave(held, actor),
            "end_conference": lambda _actor: self._end(held),
        }
        self._held[conference.id] = held
        assert self._tasks is not None  # noqa: S101  conferences are taken by begin and run only
        self._tasks.create_task(self._keep(held, is_restored=is_restored))
        return held

    async def _leave(self, held: Held, actor: str) -> None:
        held.conference.leave(actor)

    async def _end(self, held: Held) -> None:
        self.end(held)

    async def _keep(self, held: Held, *, is_restored: bool) -> None:
        """A conference's own work, from its beginning to its end."""
        async with asyncio.TaskGroup() as tasks:
            work = [
                tasks.create_task(held.stage.run(is_restored=is_restored)),
                tasks.create_task(held.tell_changes()),
                tasks.create_task(held.keep_journal(self._journal)),
            ]
            if is_restored:
                await held.tape.resume()
            await held.over.wait()
            for task in work:
                task.cancel()
        await held.close()
        await self._journal.forget(held.conference.id)

    def _look(self, held: Held) -> None:
        conference = held.conference
        gone = conference.overdue()
        for person_id in gone:
            conference.leave(person_id)
            held.stage.forget(person_id)
            log.info("meeting.lost", conference=conference.id, person=person_id)
        if gone or conference.end_overdue_roll():
            self.settle(held, "lost")

    def _engine_turned(self, _slot: Slot) -> None:
        for held in self._held.values():
            held.stage.wake()

    def _engine_heard(self, slot: Slot) -> None:
        for held in self._held.values():
            if held.stage.slot is slot:
                held.hear()
