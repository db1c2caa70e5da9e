"""The power domain: the glass sleeps when nobody has needed it for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from appliance.api.meeting import MeetingState
from appliance.api.power import PowerState
from appliance.store import Store


class PowerService:
    """Answers power.*; `switch` lights or darkens the panel and must not block."""

    def __init__(
        self, store: Store, switch: Callable[[bool], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._switch = switch
        self._clock = clock
        self._last_activity = clock()
        self._news = asyncio.Event()
        self._casting: tuple[object, ...] = ((), (), "", ())
        """What of casts concerns somebody at the glass; receivers that come and go do not."""
        self._calling: tuple[object, ...] = ()
        """What of a call does."""
        store.replace(power=PowerState(asleep=False, since=datetime.now(UTC)))
        store.subscribe(self._changed)

    async def run(self) -> None:
        """Sleep after settings.idle_timeout_s; runs until cancelled."""
        while True:
            self._news.clear()
            try:
                async with asyncio.timeout(self._remaining_s()):
                    await self._news.wait()
            except TimeoutError:
                if not self._in_use and (self._remaining_s() or 1) <= 0:
                    self._turn(asleep=True)

    @property
    def _in_use(self) -> bool:
        meeting = self._store.state.meeting
        return bool(self._store.state.cast.casts) or bool(meeting.call or meeting.ringing)

    def _remaining_s(self) -> float | None:
        if self._in_use or self._store.state.power.asleep:
            return None
        return self._last_activity + self._store.state.settings.idle_timeout_s - self._clock()

    async def wake(self) -> None:
        """See PowerApi."""
        self.stir()

    async def sleep(self) -> None:
        """See PowerApi."""
        if not self._in_use:
            self._turn(asleep=True)

    async def report_activity(self) -> None:
        """See PowerApi."""
        self.stir()

    def stir(self) -> None:
        """Somebody uses the room: be awake, and stay so for a while."""
        self._last_activity = self._clock()
        self._turn(asleep=False)
        self._news.set()

    def _changed(self, names: frozenset[str]) -> None:
        cast = self._store.state.cast
        before, self._casting = self._casting, (cast.casts, cast.queue, cast.enlarged, cast.incoming)
        meeting = self._store.state.meeting
        call_before, self._calling = self._calling, _concerns(meeting)
        if self._casting != before or self._calling != call_before:
            self.stir()
        elif "settings" in names:
            self._news.set()

    def _turn(self, *, asleep: bool) -> None:
        if self._store.state.power.asleep != asleep:
            self._store.replace(power=PowerState(asleep=asleep, since=datetime.now(UTC)))
            self._switch(not asleep)


def _concerns(meeting: MeetingState) -> tuple[object, ...]:
    """That somebody rings or there is a call, how far it is, and who waits before its door; not who speaks in it."""
    call = meeting.call
    if call is None:
        ringing = meeting.ringing.id if meeting.ringing else ""
        return (meeting.failure, ringing) if meeting.failure or ringing else ()
    people = call.conference.people if call.conference else ()
    return (call.id, call.phase, call.step, *(one.id for one in people if one.phase == "lobby"))
