"""Reading one calendar again and again: at once when it was changed, later after a failure, not in step with others."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog

from appliance.schedule.calendars import Calendar
from appliance.schedule.event import Event, Window
from appliance.schedule.trouble import LASTING, CalendarTrouble

log = structlog.get_logger()

JITTER = 0.2
LONGEST_S = 900.0
LASTING_S = 300.0
FIRST_BACK_OFF_S = 5.0
READ_S = 90.0


class Poll:
    """Calls `on_read` with the events, or None where they are the same; `on_trouble` where it could not read."""

    def __init__(
        self,
        name: str,
        calendar: Calendar,
        poll_s: float,
        window: Callable[[], Window],
        on_read: Callable[[list[Event] | None], Awaitable[None]],
        on_trouble: Callable[[CalendarTrouble], None],
    ) -> None:
        self._name = name
        self._calendar = calendar
        self._poll_s = poll_s
        self._window = window
        self._on_read = on_read
        self._on_trouble = on_trouble
        self._wanted = asyncio.Event()
        self._done = asyncio.Condition()
        self._reads = 0
        self._failures = 0

    async def run(self) -> None:
        """Read for ever; the calendar is closed when this is cancelled."""
        try:
            while True:
                self._wanted.clear()
                pause_s = await self._read()
                async with self._done:
                    self._reads += 1
                    self._done.notify_all()
                try:
                    async with asyncio.timeout(pause_s):
                        await self._wanted.wait()
                except TimeoutError:
                    pass
        finally:
            await self._calendar.close()

    async def read_now(self, timeout_s: float) -> None:
        """Read at once, and wait for it as long as that."""
        async with self._done:
            target = self._reads + 1
            self._wanted.set()
            try:
                async with asyncio.timeout(timeout_s):
                    # a reading that was under way began before the change: it leaves the wish standing
                    await self._done.wait_for(lambda: self._reads >= target and not self._wanted.is_set())
            except TimeoutError:
                pass

    async def _read(self) -> float:
        """Read once; returns how long to wait."""
        try:
            async with asyncio.timeout(READ_S):
                await self._on_read(await self._calendar.read(self._window()))
        except CalendarTrouble as trouble:
            return self._failed(trouble)
        except TimeoutError:
            return self._failed(CalendarTrouble("timed_out"))
        except Exception:
            log.exception("calendar.failed", calendar=self._name)
            return self._failed(CalendarTrouble("damaged", "see the log"))
        self._failures = 0
        return self._poll_s * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  it only spreads the load

    def _failed(self, trouble: CalendarTrouble) -> float:
        self._failures += 1
        self._on_trouble(trouble)
        pause_s = min(LONGEST_S, FIRST_BACK_OFF_S * 2 ** min(self._failures - 1, 12))
        if trouble.reason in LASTING:
            pause_s = min(max(pause_s, self._poll_s), LASTING_S)
        # what the server asks for is kept to, with a little more for all rooms that were told the same
        return max(pause_s, trouble.retry_after_s) * random.uniform(1, 1 + JITTER)  # noqa: S311
