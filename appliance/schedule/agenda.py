"""Of what the calendars know, the room's day. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

import msgspec

from appliance.api.schedule import Meeting
from appliance.api.settings import HideTitles
from appliance.schedule.known import Known
from appliance.schedule.marks import Mark

MAX_MEETINGS = 100


class Entry(NamedTuple):
    """One occurrence with its calendar and what people did about it."""

    calendar: str
    known: Known
    mark: Mark | None

    @property
    def key(self) -> str:
        """Its id on the wire."""
        return self.known.key

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return self.known.event.starts_at

    @property
    def ends_at(self) -> datetime:
        """When it ends, which may be earlier than its calendar says."""
        ends_at = self.known.event.ends_at
        return min(ends_at, self.mark.ended_at) if self.mark and self.mark.ended_at else ends_at

    @property
    def is_blocking(self) -> bool:
        """Whether it takes the room."""
        return self.known.is_blocking and not (self.mark and self.mark.released)


class Rules(NamedTuple):
    """The settings that shape the day."""

    hide_titles: HideTitles = "private"
    no_show_min: int = 0


def entries(calendars: Mapping[str, Iterable[Known]], mark_of: Callable[[str], Mark | None]) -> list[Entry]:
    """All occurrences in order of start, each once; the first calendar's word counts."""
    once: dict[str, Entry] = {}
    for calendar, known in calendars.items():
        for one in known:
            once.setdefault(one.key, Entry(calendar, one, mark_of(one.key)))
    return sorted(once.values(), key=lambda entry: (entry.starts_at, entry.ends_at, entry.key))


def today(found: Iterable[Entry], now: datetime, zone: tzinfo, rules: Rules) -> tuple[Meeting, ...]:
    """The meetings that reach into today, by the room's zone, without those that were given back."""
    begins, ends = day_of(now, zone)
    kept = [
        entry
        for entry in found
        if entry.starts_at < ends and entry.ends_at > begins and not (entry.mark and entry.mark.released)
    ]
    return tuple(_meeting(entry, rules) for entry in kept[:MAX_MEETINGS])


def day_of(now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """When today began and will end: 23 or 25 hours where the clock changes."""
    date = now.astimezone(zone).date()
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (date, date + timedelta(days=1)))
    return begins, ends


def current(found: Iterable[Entry], now: datetime) -> Entry | None:
    """The meeting that is on: of several the one that began last, as it is what people came for."""
    on = [entry for entry in found if entry.is_blocking and entry.starts_at <= now < entry.ends_at]
    return max(on, key=lambda entry: (not entry.known.event.is_all_day, entry.starts_at), default=None)


def free_again(found: Iterable[Entry], now: datetime) -> datetime | None:
    """When the room is free, bookings that touch taken together; None while it is free."""
    until = now
    for entry in sorted((one for one in found if one.is_blocking), key=lambda one: one.starts_at):
        if entry.starts_at <= until < entry.ends_at:
            until = entry.ends_at
    return until if until > now else None


def taken_next(found: Iterable[Entry], now: datetime) -> datetime | None:
    """When the next meeting begins."""
    return min((one.starts_at for one in found if one.is_blocking and one.starts_at > now), default=None)


def is_free(found: Iterable[Entry], starts_at: datetime, ends_at: datetime, but: str = "") -> bool:
    """Whether nothing takes the room in a span, one meeting left aside."""
    return not any(
        one.is_blocking and one.key != but and one.starts_at < ends_at and one.ends_at > starts_at for one in found
    )


def must_check_in(entry: Entry, rules: Rules) -> datetime | None:
    """When the room is given back unless somebody checks in; None where that does not come."""
    event, mark = entry.known.event, entry.mark
    length = event.ends_at - event.starts_at
    if not rules.no_show_min or event.is_all_day or event.is_own or not entry.is_blocking:
        return None
    if (mark and mark.checked_in) or length <= timedelta(minutes=rules.no_show_min):
        return None
    return event.starts_at + timedelta(minutes=rules.no_show_min)


def _meeting(entry: Entry, rules: Rules) -> Meeting:
    event, found, missing = entry.known.event, entry.known.found, entry.known.missing
    is_private = event.invitation.is_private
    is_hidden = rules.hide_titles == "always" or (rules.hide_titles == "private" and is_private)
    meeting = Meeting(
        id=entry.key,
        title="" if is_hidden else event.title,
        organizer="" if is_hidden else event.organizer,
        starts_at=event.starts_at,
        ends_at=entry.ends_at,
        calendar=entry.calendar,
        is_all_day=event.is_all_day,
        is_hidden=is_hidden,
        is_cancelled=event.invitation.is_cancelled,
        is_tentative=event.invitation.is_tentative,
        is_free=event.is_free,
        is_own=event.is_own,
        checked_in=bool(entry.mark and entry.mark.checked_in),
        check_in_until=must_check_in(entry, rules),
    )
    if found is not None:
        return msgspec.structs.replace(meeting, service=found.service, service_name=found.name)
    # what the room booked by itself is no online meeting, and nobody misses a link
    reason = "" if missing is None or (event.is_own and missing.reason == "no_link") else missing.reason
    return msgspec.structs.replace(meeting, no_join=reason, no_join_detail=missing.detail if missing and reason else "")
