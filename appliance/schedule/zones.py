"""Time zones: the room's own, and the names that calendars use for others."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LOCALTIME = Path("/etc/localtime")


class UnknownZone(ValueError):
    """A name that is no time zone."""


def zone(name: str) -> tzinfo:
    """A zone by its IANA or Windows name. Raises UnknownZone."""
    # as late as this: the library takes a tenth of a second to load, and most commands need no zones
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    name = name.strip().strip('"')
    if name.upper() in ("UTC", "GMT", "Z", "ETC/UTC", "TZONE://MICROSOFT/UTC"):
        return UTC
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(f"{name!r} is no time zone") from None


def room_zone(name: str = "") -> tzinfo:
    """The room's zone: the given one, else the system's; its rules for summer time matter, not today's offset."""
    if name:
        return zone(name)
    for candidate in (os.environ.get("TZ", "").lstrip(":"), _linked()):
        if candidate:
            try:
                return zone(candidate)
            except UnknownZone:
                continue
    return UTC


def utc(moment: date | datetime, floating: tzinfo) -> datetime:
    """A moment in UTC: a day begins at its midnight in the zone of floating times, and a time without zone is in it."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=floating)
    return moment.astimezone(UTC)


def _linked() -> str:
    try:
        target = str(LOCALTIME.resolve())
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2].removeprefix("posix/").removeprefix("right/")
