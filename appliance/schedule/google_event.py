"""Google Calendar's event resource (developers.google.com/workspace/calendar/api/v3/reference/events) to ours. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from typing import Any

import msgspec

from appliance.schedule.event import MAX_ID, Event, one_line
from appliance.schedule.recogniser import Invitation, Part
from appliance.schedule.zones import UnknownZone, utc, zone

MARK = "parlorBooking"
"""Private extended property that says that this room made the event."""


class _Time(msgspec.Struct, frozen=True):
    dateTime: str = ""  # noqa: N815
    date: str = ""
    timeZone: str = ""  # noqa: N815


class GoogleEvent(msgspec.Struct):
    """The fields that are read, as Google names them."""

    id: str = ""
    iCalUID: str = ""  # noqa: N815
    status: str = "confirmed"
    summary: str = ""
    organizer: dict[str, Any] = {}
    start: _Time = _Time()
    end: _Time = _Time()
    transparency: str = "opaque"
    visibility: str = "default"
    attendees: list[dict[str, Any]] = []
    extendedProperties: dict[str, Any] = {}  # noqa: N815
    hangoutLink: str = ""  # noqa: N815
    conferenceData: dict[str, Any] = {}  # noqa: N815
    location: str = ""
    description: str = ""
    source: dict[str, Any] = {}
    attachments: list[dict[str, Any]] = []


def to_event(raw: Any, floating: tzinfo) -> Event | None:
    """One event; None where it has no time (a deleted one) or the room has declined it. Raises ValidationError."""
    event = msgspec.convert(raw, GoogleEvent)
    starts_at, ends_at = _utc(event.start, floating), _utc(event.end, floating)
    attendance = next((str(one.get("responseStatus", "")) for one in event.attendees if one.get("self")), "")
    if starts_at is None or ends_at is None or attendance == "declined":
        return None
    return Event(
        id=one_line(event.id, MAX_ID),
        uid=one_line(event.iCalUID, MAX_ID),
        title=one_line(event.summary),
        organizer=one_line(event.organizer.get("displayName") or event.organizer.get("email")),
        starts_at=starts_at,
        ends_at=max(starts_at, ends_at),
        is_all_day=not event.start.dateTime,
        is_free=event.transparency == "transparent",
        is_own=MARK in (event.extendedProperties.get("private") or {}),
        reference=event.id,
        invitation=Invitation(
            parts=tuple(part for part in _parts(event) if part.content.strip()),
            is_online=bool(event.conferenceData or event.hangoutLink),
            is_cancelled=event.status == "cancelled",
            is_tentative=event.status == "tentative" or attendance in ("tentative", "needsAction"),
            is_private=event.visibility in ("private", "confidential"),
        ),
    )


def _parts(event: GoogleEvent) -> list[Part]:
    points = [point for point in event.conferenceData.get("entryPoints") or [] if isinstance(point, dict)]
    # tel: and "more" pages are told here as well
    points = [point for kind in ("video", "sip") for point in points if point.get("entryPointType") == kind]
    return [
        *(Part("conference", str(point.get("uri") or "")) for point in points),
        Part("conference", event.hangoutLink),
        Part("url", str(event.source.get("url") or "")),
        Part("location", event.location),
        # Google lets people write HTML here and keeps it
        Part("body", event.description, "html"),
        Part("location", event.summary),
    ]


def _utc(moment: _Time, floating: tzinfo) -> datetime | None:
    try:
        if moment.date:
            return utc(date.fromisoformat(moment.date), floating)
        parsed = datetime.fromisoformat(moment.dateTime) if moment.dateTime else None
        if parsed is not None and parsed.tzinfo is None:
            parsed = parsed.replace(tzinfo=zone(moment.timeZone) if moment.timeZone else floating)
    except (ValueError, UnknownZone):
        raise msgspec.ValidationError(f"{(moment.dateTime or moment.date)[:40]!r} is no time") from None
    return parsed.astimezone(UTC) if parsed is not None else None
