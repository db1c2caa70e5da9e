"""iCalendar (RFC 5545, RFC 7986, RFC 9073 and what programs add to them) to events.

Pure, but slow on hostile input: `expansion` runs it in a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

import icalendar
import recurring_ical_events

from appliance.schedule.event import MAX_ID, Event, Window, one_line
from appliance.schedule.recogniser import Invitation, Part
from appliance.schedule.zones import utc

MARK = "X-PARLOR-BOOKING"
"""A property that says that this room made the event."""
MAX_EVENTS = 2000

_LINK_PROPERTIES = (
    "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK", "X-ONLINE-MEETING-URL", "X-ZOOM-MEETING-URL", "X-WEBEX-MEETING-URL",
)  # fmt: skip
_HTML = re.compile(r"<(?:a|br|p|div|html|body|span|table|b|ul|strong)\b", re.IGNORECASE)
_CANCELLED = ("canceled:", "cancelled:", "已取消:", "abgesagt:", "annulé")
_ZONE = re.compile(rb"^BEGIN:VTIMEZONE\r?\n(?:(?!END:VTIMEZONE)[^\n]*\n)*END:VTIMEZONE\r?\n", re.MULTILINE)
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
_ADDRESS = re.compile(r"mailto:", re.IGNORECASE)


class BadCalendar(ValueError):
    """The text is no iCalendar."""


def events(sources: Iterable[tuple[str, bytes]], window: Window, floating: tzinfo, address: str = "") -> list[Event]:
    """The occurrences that reach into a window, of texts and what their server calls them, in order of start.

    floating is the zone of times and days that name none; address is the room's, to find its answer among the
    attendees. What makes no sense is left out. Raises BadCalendar where all of it makes none.
    """
    found: list[Event] = []
    damage: list[BadCalendar] = []
    sources = list(sources)
    for reference, data in sources:
        try:
            calendars = parse(data)
        except BadCalendar as error:
            damage.append(error)
            continue
        for calendar in calendars:
            told = (to_event(one, reference, floating, address) for one in _occurrences(calendar, window, floating))
            found += [event for event in told if event is not None and window.meets(event)]
    # one damaged event among many on a server hides none of the others
    if damage and len(damage) == len(sources):
        raise damage[0]
    return sorted(found, key=lambda event: (event.starts_at, event.id))[:MAX_EVENTS]


def parse(data: bytes) -> list[icalendar.Calendar]:
    """The calendars of a text. Raises BadCalendar."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        found = _parsed(data)
    except BadCalendar:
        # Outlook publishes descriptions of zones that are empty; their names alone are enough for nearly all
        found = _parsed(_ZONE.sub(b"", data))
    calendars = [calendar for calendar in found if isinstance(calendar, icalendar.Calendar)]
    if not calendars:
        raise BadCalendar("it has no VCALENDAR")
    return calendars


def _parsed(data: bytes) -> list[Any]:
    try:
        return icalendar.Calendar.from_ical(data, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise BadCalendar(str(error)[:200]) from error


def _occurrences(calendar: icalendar.Calendar, window: Window, floating: tzinfo) -> list[Any]:
    for event in calendar.walk("VEVENT"):
        rules = event.get("RRULE")
        for rule in rules if isinstance(rules, list) else [rules] if rules else []:
            if _TOO_OFTEN & {str(frequency).upper() for frequency in rule.get("FREQ", [])}:
                event.pop("RRULE")
                break
    # the library compares floating times with the window's own zone: the room's, as for people in it
    query = recurring_ical_events.of(calendar, keep_recurrence_attributes=True, skip_bad_series=True)
    return query.between(window.starts_at.astimezone(floating), window.ends_at.astimezone(floating))


def to_event(event: Any, reference: str, floating: tzinfo, address: str = "") -> Event | None:
    """One VEVENT; None where it has no time or the room has declined it."""
    starts = _moment(event, "DTSTART")
    if starts is None:
        return None
    attendance = _attendance(event, address)
    if attendance == "DECLINED":
        return None
    starts_at, ends_at = _span(event, starts, floating)
    uid = one_line(event.get("UID"), MAX_ID)
    return Event(
        id=f"{uid or reference}/{_instance(event, starts_at, floating)}",
        uid=uid,
        title=one_line(event.get("SUMMARY")),
        organizer=_organizer(event),
        starts_at=starts_at,
        ends_at=ends_at,
        is_all_day=not isinstance(starts, datetime) or _text(event, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE",
        is_free=_text(event, "TRANSP").upper() == "TRANSPARENT"
        or _text(event, "X-MICROSOFT-CDO-BUSYSTATUS").upper() == "FREE",
        is_own=bool(_text(event, MARK)),
        reference=reference,
        invitation=invitation(event, attendance),
    )


def invitation(event: Any, attendance: str = "") -> Invitation:
    """What a VEVENT tells about its meeting's link."""
    status = _text(event, "STATUS").upper()
    busy = _text(event, "X-MICROSOFT-CDO-BUSYSTATUS").upper()
    title = _text(event, "SUMMARY").lower()
    is_cancelled = status == "CANCELLED" or title.startswith(
        ("canceled:", "cancelled:", "已取消:", "abgesagt:", "annulé")
    )
    parts = tuple(_parts(event))
    return Invitation(
        parts=parts,
        is_online=any(part.source == "conference" for part in parts) or "X-MICROSOFT-ONLINEMEETINGINFORMATION" in event,
        is_cancelled=is_cancelled,
        is_tentative="TENTATIVE" in (status, busy, attendance) or attendance == "NEEDS-ACTION",
        is_private=_text(event, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"),
    )


def _parts(event: Any) -> Iterator[Part]:
    conferences = sorted(
        _all(event, "CONFERENCE"), key=lambda value: "VIDEO" not in str(value.params.get("FEATURE", ""))
    )
    yield from (Part("conference", str(value)) for value in conferences)
    yield from (Part("conference", _text(event, name)) for name in _LINK_PROPERTIES if name in event)
    yield from (Part("url", str(value)) for value in _all(event, "URL"))
    yield from (Part("location", str(value)) for value in _all(event, "LOCATION"))
    for name in ("DESCRIPTION", "X-ALT-DESC", "STYLED-DESCRIPTION", "COMMENT"):
        for value in _all(event, name):
            text = str(value)
            yield Part("body", text, "html" if _HTML.search(text) else "text")
    yield from (
        Part("attachment", str(value)) for value in _all(event, "ATTACH") if str(value).lower().startswith("http")
    )
    yield Part("location", _text(event, "SUMMARY"))


def _all(event: Any, name: str) -> list[Any]:
    value = event.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(event: Any, name: str) -> str:
    return str(next(iter(_all(event, name)), "")).strip()


def _moment(event: Any, name: str) -> date | datetime | None:
    value = next(iter(_all(event, name)), None)
    moment = getattr(value, "dt", None)
    return moment if isinstance(moment, date) else None


def _span(event: Any, starts: date | datetime, floating: tzinfo) -> tuple[datetime, datetime]:
    ends = _moment(event, "DTEND")
    starts_at = utc(starts, floating)
    if ends is not None:
        return starts_at, max(starts_at, utc(ends, floating))
    duration = getattr(event.get("DURATION"), "dt", None)
    if isinstance(duration, timedelta) and duration >= timedelta():
        # a day is a day of the clock, also when summer time ends in it (RFC 5545, 3.3.6)
        return starts_at, utc(starts + duration, floating)
    if isinstance(starts, datetime):
        return starts_at, starts_at
    return starts_at, utc(starts + timedelta(days=1), floating)


def _instance(event: Any, starts_at: datetime, floating: tzinfo) -> str:
    moved = _moment(event, "RECURRENCE-ID")
    return (utc(moved, floating) if moved is not None else starts_at).strftime("%Y%m%dT%H%M%SZ")


def _organizer(event: Any) -> str:
    organizer = next(iter(_all(event, "ORGANIZER")), None)
    if organizer is None:
        return ""
    return one_line(getattr(organizer, "params", {}).get("CN") or _ADDRESS.sub("", str(organizer)))


def _attendance(event: Any, address: str) -> str:
    rooms = [
        one for one in _all(event, "ATTENDEE") if str(one.params.get("CUTYPE", "")).upper() in ("ROOM", "RESOURCE")
    ]
    mine = [
        one for one in _all(event, "ATTENDEE") if address and _ADDRESS.sub("", str(one)).lower() == address.lower()
    ] or (rooms if len(rooms) == 1 else [])
    return str(mine[0].params.get("PARTSTAT", "NEEDS-ACTION")).upper() if mine else ""
