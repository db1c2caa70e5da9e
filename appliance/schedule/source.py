"""One calendar of the room with all that is known of it: what was read, when, and what keeps it from being read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import structlog

from appliance.api.health import Status
from appliance.api.schedule import CalendarState
from appliance.config.schedule import CalendarConfig
from appliance.schedule import agenda, clock
from appliance.schedule.cache import Cache, Kept
from appliance.schedule.calendars import calendar_of
from appliance.schedule.credential import Credential
from appliance.schedule.event import Event, Window
from appliance.schedule.known import Known, know
from appliance.schedule.poll import Poll
from appliance.schedule.recogniser import LinkTable
from appliance.schedule.trouble import LASTING, CalendarTrouble

log = structlog.get_logger()

DAYS = 7
SAVE_EVERY = timedelta(minutes=10)
"""How often the cache learns that nothing has changed."""
READ_STEP = timedelta(seconds=10)
"""How exactly the state tells when a calendar was read; each poll would otherwise be a change of the state."""


class Source:
    """Keeps one calendar; calls `on_change` whenever something about it is new."""

    def __init__(
        self,
        name: str,
        config: CalendarConfig,
        links: LinkTable,
        secrets: Path,
        cache: Cache,
        zone: tzinfo,
        report: Callable[[str, Status, str], None],
        on_change: Callable[[], None],
    ) -> None:
        self.name = name
        self._kind = config.kind
        self._links = links
        self._cache = cache
        self._zone = zone
        self._report = report
        self._on_change = on_change
        self.calendar = calendar_of(config, Credential(secrets, name), zone)
        self._poll = Poll(name, self.calendar, config.poll_s, self._window, self._take, self._suffer)
        self._reason = ""
        self._is_read = False
        self._saved_at: datetime | None = None
        kept = cache.load(name)
        self.known: tuple[Known, ...] = kept.known if kept else ()
        self._read_at = kept.read_at if kept else None

    async def run(self) -> None:
        """Read it for ever."""
        await self._poll.run()

    async def read_now(self, timeout_s: float) -> None:
        """Read it at once."""
        await self._poll.read_now(timeout_s)

    @property
    def takes_bookings(self) -> bool:
        """Whether the room may book in it, and could reach it last time."""
        return self.calendar.is_writable and self._is_read and not self._reason

    @property
    def state(self) -> CalendarState:
        """What everybody may know of it."""
        return CalendarState(
            name=self.name,
            kind=self._kind,
            status="offline" if self._reason else "ok" if self._is_read else "connecting",
            reason=f"calendar.{self._reason}" if self._reason else "",
            read_at=self._read_at,
            is_writable=self.calendar.is_writable,
        )

    def _window(self) -> Window:
        begins, _ = agenda.day_of(clock.now(), self._zone)
        _, ends = agenda.day_of(begins + timedelta(days=DAYS, hours=2), self._zone)
        return Window(begins, ends)

    async def _take(self, events: list[Event] | None) -> None:
        now = clock.now()
        is_new = events is not None
        if events is not None:
            self.known = await asyncio.to_thread(know, events, self._links)
        self._is_read, self._reason = True, ""
        if is_new or self._read_at is None or now - self._read_at >= READ_STEP:
            self._read_at = now
        if is_new or self._saved_at is None or now - self._saved_at >= SAVE_EVERY:
            self._saved_at = now
            await asyncio.to_thread(self._cache.save, self.name, Kept(read_at=now, known=self.known))
        self._report(f"calendar.{self.name}", "ok", "")
        self._on_change()

    def _suffer(self, trouble: CalendarTrouble) -> None:
        if trouble.reason != self._reason:
            log.warning("calendar.lost", calendar=self.name, reason=trouble.reason, detail=trouble.detail)
        self._reason = trouble.reason
        is_lasting = trouble.reason in LASTING or self._read_at is None
        self._report(f"calendar.{self.name}", "failed" if is_lasting else "degraded", f"calendar.{trouble.reason}")
        self._on_change()
