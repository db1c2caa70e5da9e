"""ScheduleService: reads the room's calendars, publishes its day, and books, extends and gives back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import msgspec
import structlog

from appliance.api.errors import Busy, Code, NotFound, Unavailable
from appliance.api.health import Status
from appliance.api.schedule import MeetingLink, ScheduleState, Written
from appliance.config.schedule import ScheduleConfig
from appliance.schedule import agenda, clock
from appliance.schedule.agenda import Entry, Rules
from appliance.schedule.cache import Cache
from appliance.schedule.marks import Mark, Marks
from appliance.schedule.recogniser import LinkTable
from appliance.schedule.source import Source
from appliance.schedule.trouble import CalendarTrouble
from appliance.schedule.zones import room_zone
from appliance.store import Store

log = structlog.get_logger()

LOOK_EVERY_S = 5.0
CHECK_IN_EARLY = timedelta(minutes=15)
SEEN_WITHIN_S = 6.0
"""How long a verb waits until the calendar tells what it wrote."""

Report = Callable[[str, Status, str], None]


class ScheduleService:
    """Implements ScheduleApi. Its folders hold secrets of calendars, and what was last read of them."""

    def __init__(
        self, store: Store, config: ScheduleConfig, links: LinkTable, secrets: Path, folder: Path, report: Report
    ) -> None:
        self._store = store
        self._zone: tzinfo = room_zone(config.time_zone)
        self._marks = Marks(folder / "marks.json")
        self._up_since = clock.now()
        self._writing = asyncio.Lock()
        cache = Cache(folder)
        self._sources = {
            name: Source(name, one, links, secrets, cache, self._zone, report, self._publish)
            for name, one in config.calendar.items()
        }
        store.subscribe(self._changed)
        self._publish()

    async def run(self) -> None:
        """Read the calendars and keep the day up to date, for ever."""
        async with asyncio.TaskGroup() as tasks:
            for source in self._sources.values():
                tasks.create_task(source.run())
            while True:
                await asyncio.sleep(LOOK_EVERY_S)
                self._notice_people()
                await self._release_no_shows()
                self._publish()

    async def book_now(self, minutes: int, title: str = "") -> Written:
        """See ScheduleApi."""
        async with self._writing:
            now = clock.now().replace(microsecond=0)
            starts_at = now.replace(second=0)
            ends_at = starts_at + timedelta(minutes=minutes)
            if not agenda.is_free(self._entries(), now, ends_at):
                raise Busy(Code.SCHEDULE_TAKEN)
            # from the full minute, unless another meeting has ended within it
            starts_at = starts_at if agenda.is_free(self._entries(), starts_at, ends_at) else now
            return await self._book(title, starts_at, ends_at)

    async def extend(self, meeting_id: str, minutes: int) -> Written:
        """See ScheduleApi."""
        async with self._writing:
            entry = self._on_now(meeting_id)
            ends_at = entry.ends_at + timedelta(minutes=minutes)
            if not agenda.is_free(self._entries(), entry.ends_at, ends_at, but=entry.key):
                raise Busy(Code.SCHEDULE_TAKEN)
            if not entry.known.event.is_own:
                return await self._book(entry.known.event.title, entry.ends_at, ends_at)
            source = self._sources[entry.calendar]
            await _written(source.calendar.move_end(entry.known.event, ends_at))
            self._mark(entry.key, ended_at=None)
            await source.read_now(SEEN_WITHIN_S)
            return Written(in_calendar=True)

    async def check_in(self, meeting_id: str) -> None:
        """See ScheduleApi."""
        entry = self._entry(meeting_id)
        if not entry.starts_at - CHECK_IN_EARLY <= clock.now() < entry.ends_at:
            raise Busy(Code.SCHEDULE_NOT_NOW)
        self._mark(entry.key, checked_in=True)
        self._publish()

    async def end(self, meeting_id: str) -> Written:
        """See ScheduleApi."""
        async with self._writing:
            entry = self._on_now(meeting_id)
            now = clock.now()
            is_written = False
            if entry.known.event.is_own:
                source = self._sources[entry.calendar]
                ends_at = max(now.replace(microsecond=0), entry.starts_at + timedelta(minutes=1))
                is_written = await self._tried(source.calendar.move_end(entry.known.event, ends_at), "end")
            self._mark(entry.key, ended_at=now)
            self._publish()
            return Written(in_calendar=is_written)

    async def release(self, meeting_id: str) -> Written:
        """See ScheduleApi."""
        async with self._writing:
            entry = self._entry(meeting_id)
            if entry.ends_at <= clock.now():
                raise Busy(Code.SCHEDULE_NOT_NOW)
            return Written(in_calendar=await self._release(entry))

    async def refresh(self) -> None:
        """See ScheduleApi."""
        await asyncio.gather(*(source.read_now(SEEN_WITHIN_S) for source in self._sources.values()))

    async def get_link(self, meeting_id: str) -> MeetingLink:
        """See ScheduleApi."""
        known = self._entry(meeting_id).known
        if known.found is None:
            raise NotFound(Code.SCHEDULE_NO_LINK, reason=known.missing.reason if known.missing else "no_link")
        found = known.found
        return MeetingLink(service=found.service, url=found.url, source=found.source, redirects=found.redirects)

    async def _book(self, title: str, starts_at: datetime, ends_at: datetime) -> Written:
        source = next((one for one in self._sources.values() if one.takes_bookings), None)
        if source is None:
            is_any = any(one.calendar.is_writable for one in self._sources.values())
            raise Unavailable(Code.SCHEDULE_AWAY if is_any else Code.SCHEDULE_READ_ONLY)
        title = title.strip() or self._store.state.settings.room_name
        await _written(source.calendar.book(title, starts_at, ends_at))
        log.info("schedule.booked", calendar=source.name, minutes=(ends_at - starts_at).total_seconds() / 60)
        await source.read_now(SEEN_WITHIN_S)
        return Written(in_calendar=True)

    async def _release(self, entry: Entry) -> bool:
        source = self._sources[entry.calendar]
        is_written = await self._tried(source.calendar.cancel(entry.known.event), "release")
        self._mark(entry.key, released=True)
        log.info("schedule.released", calendar=entry.calendar, in_calendar=is_written)
        self._publish()
        return is_written

    async def _tried(self, change: Awaitable[None], verb: str) -> bool:
        """Whether the calendar took a change; where not, the room goes its own way."""
        try:
            await change
        except CalendarTrouble as trouble:
            log.warning("schedule.not_written", verb=verb, reason=trouble.reason, detail=trouble.detail)
            return False
        return True

    def _notice_people(self) -> None:
        """A cast or a voice in the room is as good as a check-in."""
        state = self._store.state
        if not (state.cast.casts or state.sound.speech):
            return
        entry = agenda.current(self._entries(), clock.now())
        if entry is not None and agenda.must_check_in(entry, self._rules) is not None:
            self._mark(entry.key, checked_in=True)

    async def _release_no_shows(self) -> None:
        now = clock.now()
        for entry in self._entries():
            due = agenda.must_check_in(entry, self._rules)
            # a room that was not there at the beginning has not seen who came
            if due is not None and due <= now < entry.ends_at and self._up_since <= entry.starts_at:
                async with self._writing:
                    await self._release(entry)

    def _entries(self) -> list[Entry]:
        return agenda.entries({name: one.known for name, one in self._sources.items()}, self._marks.of)

    def _entry(self, key: str) -> Entry:
        found = next((entry for entry in self._entries() if entry.key == key), None)
        if found is None or (found.mark and found.mark.released):
            raise NotFound(Code.SCHEDULE_UNKNOWN)
        return found

    def _on_now(self, key: str) -> Entry:
        entry = self._entry(key)
        if not entry.starts_at <= clock.now() < entry.ends_at:
            raise Busy(Code.SCHEDULE_NOT_NOW)
        return entry

    def _mark(self, key: str, **fields: object) -> None:
        mark = self._marks.of(key) or Mark(at=clock.now())
        self._marks.put(key, msgspec.structs.replace(mark, **fields))

    @property
    def _rules(self) -> Rules:
        settings = self._store.state.settings
        return Rules(settings.hide_titles, settings.no_show_min)

    def _changed(self, names: frozenset[str]) -> None:
        if "settings" in names:
            self._publish()

    def _publish(self) -> None:
        now, found = clock.now(), self._entries()
        busy_until = agenda.free_again(found, now)
        self._store.replace(
            schedule=ScheduleState(
                calendar_connected=bool(self._sources),
                calendars=tuple(one.state for one in self._sources.values()),
                meetings=agenda.today(found, now, self._zone, self._rules),
                can_book=any(one.takes_bookings for one in self._sources.values()),
                is_busy=busy_until is not None,
                busy_until=busy_until,
                free_until=None if busy_until else agenda.taken_next(found, now),
            )
        )


async def _written(change: Awaitable[None]) -> None:
    try:
        await change
    except CalendarTrouble as trouble:
        log.warning("schedule.not_written", reason=trouble.reason, detail=trouble.detail)
        if trouble.reason == "read_only":
            raise Unavailable(Code.SCHEDULE_READ_ONLY) from trouble
        raise Unavailable(Code.SCHEDULE_AWAY, reason=f"calendar.{trouble.reason}") from trouble
