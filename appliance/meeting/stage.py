"""Stage: one conference and the engine that forwards it; finds it another when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import structlog

from appliance.api.conference import Engine, Publication, Reception, Source, Want
from appliance.api.errors import Busy, Code, NotFound, RoomError, Unavailable
from appliance.meeting.conference import HeldConference
from appliance.meeting.engine import Forwarded
from appliance.meeting.pool import EnginePool, Slot

log = structlog.get_logger()

RETRY_S = 0.5
SERVE_S = 2.0
ADOPT_S = 1.0
"""How long an engine that was there before the daemon is given to tell that it still has the conference."""
CLOSE_S = 2.0


class Stage:
    """What the engine is told of a conference. Verbs of media name the person who asks."""

    def __init__(self, conference: HeldConference, pool: EnginePool, on_change: Callable[[], None]) -> None:
        self._conference = conference
        self._pool = pool
        self._on_change = on_change
        self._slot: Slot | None = None
        self._life = 0
        self._told: dict[str, tuple[Source, ...]] = {}
        self._gone: list[str] = []
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._telling = asyncio.Lock()
        self._wake = asyncio.Event()

    @property
    def slot(self) -> Slot | None:
        """The engine that serves now; None between two."""
        slot = self._slot
        return slot if slot is not None and slot.is_alive and slot.life == self._life else None

    @property
    def heard(self) -> Forwarded | None:
        """What the engine last told of this conference."""
        return self.slot.heard.get(self._conference.id) if self.slot else None

    def wake(self) -> None:
        """Something may have changed: rights, people, or the life of an engine."""
        self._wake.set()

    def forget(self, person_id: str) -> None:
        """End somebody's connections."""
        self._gone.append(person_id)
        self.wake()

    async def run(self, *, is_restored: bool = False) -> None:
        """Have the conference served and its rights enforced; runs until cancelled."""
        if is_restored:
            await self._adopt()
        while True:
            self._wake.clear()
            try:
                await self._serve()
            except (RoomError, TimeoutError, OSError) as error:
                log.warning("meeting.not_served", reason=str(error) or type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(RETRY_S):
                        await self._wake.wait()
                continue
            await self._wake.wait()

    async def close(self) -> None:
        """End it on its engine."""
        if (slot := self.slot) is not None:
            with contextlib.suppress(RoomError, TimeoutError, OSError):
                async with asyncio.timeout(CLOSE_S):
                    await slot.engine.close(self._conference.id)

    async def _serve(self) -> None:
        async with self._telling, asyncio.timeout(SERVE_S):
            if self.slot is None and not await self._move():
                return
            await self._enforce()

    async def _move(self) -> bool:
        """Open the conference on the first engine that lives, under the next epoch. Whether there is one."""
        slot = self._pool.first_living(but=self._slot)
        if slot is None:
            return False
        life = slot.life
        await slot.engine.open(self._conference.id)
        self._slot, self._life, self._told, self._gone = slot, life, {}, []
        epoch = self._conference.record.engine.epoch + 1
        await self._enforce()
        self._conference.serve_by(Engine(kind=slot.kind, name=slot.name, epoch=epoch))
        log.info("meeting.served", conference=self._conference.id, kind=slot.kind, name=slot.name, epoch=epoch)
        self._on_change()
        return True

    async def _adopt(self) -> None:
        """The daemon was away: keep the engine where it lives and still has the conference."""
        known = self._conference.record.engine
        until = time.monotonic() + ADOPT_S
        while known.epoch and time.monotonic() < until:
            slot = self._pool.slot_of(known.kind, known.name)
            if slot is not None and slot.is_alive and self._conference.id in slot.heard:
                self._slot, self._life = slot, slot.life
                return
            await asyncio.sleep(0.02)

    async def _enforce(self) -> None:
        """Tell the engine what has changed of who is forwarded, and who is gone."""
        slot = self._slot
        if slot is None:
            return
        gone, self._gone = self._gone, []
        for person_id in gone:
            self._told.pop(person_id, None)
            self._turns.pop(person_id, None)
            await slot.engine.remove(self._conference.id, person_id)
        for person in self._conference.people:
            wanted = self._conference.forwarded(person.id)
            if self._told.get(person.id) != wanted and person.id not in self._gone:
                await slot.engine.set_forwarded(self._conference.id, person.id, list(wanted))
                self._told[person.id] = wanted

    async def publish(self, person_id: str, epoch: int, offer: str, sources: dict[str, Source]) -> Publication:
        """See MeetingApi."""
        slot = self._current(epoch)
        await self._serve()
        with self._lost(slot):
            answer = await slot.engine.publish(self._conference.id, person_id, offer, sources)
        return Publication(epoch=epoch, answer=answer)

    async def receive(self, person_id: str, epoch: int, wants: list[Want]) -> Reception:
        """See MeetingApi; what is of nobody who is in is left out."""
        slot = self._current(epoch)
        present = {person.id for person in self._conference.admitted if person.id != person_id}
        asked = list(dict.fromkeys(want for want in wants if want.person_id in present))
        async with self._turns[person_id]:
            with self._lost(slot):
                offered = await slot.engine.receive(self._conference.id, person_id, asked)
        return Reception(epoch=epoch, offer=offered.offer, tracks=offered.tracks)

    async def answer(self, person_id: str, epoch: int, answer: str) -> None:
        """See MeetingApi."""
        slot = self._current(epoch)
        with self._lost(slot):
            await slot.engine.answer(self._conference.id, person_id, answer)

    async def restart(self, person_id: str, epoch: int) -> None:
        """See MeetingApi."""
        slot = self._current(epoch)
        with self._lost(slot):
            await slot.engine.restart(self._conference.id, person_id)

    async def probe(self, epoch: int) -> None:
        """Somebody receives nothing: look whether the engine lives; a dead one is replaced at once."""
        slot = self.slot
        if slot is not None and epoch == self._conference.record.engine.epoch:
            await self._pool.probe(slot)

    def _current(self, epoch: int) -> Slot:
        slot = self.slot
        if slot is None:
            raise Unavailable(Code.MEETING_NO_ENGINE)
        if epoch != self._conference.record.engine.epoch:
            raise Busy(Code.MEETING_OLD_EPOCH, epoch=self._conference.record.engine.epoch)
        return slot

    @contextlib.contextmanager
    def _lost(self, slot: Slot) -> Iterator[None]:
        """An engine that does not know the conference has begun anew without our seeing it."""
        try:
            yield
        except NotFound as error:
            if error.code is not Code.MEETING_UNKNOWN or slot is not self._slot:
                raise
            self._life = -1
            self.wake()
            raise Unavailable(Code.MEETING_NO_ENGINE) from error
        except (TimeoutError, OSError) as error:
            self.wake()
            raise Unavailable(Code.MEETING_NO_ENGINE) from error
