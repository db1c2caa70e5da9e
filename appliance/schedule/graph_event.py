"""Microsoft Graph's event resource (learn.microsoft.com/graph/api/resources/event) to our events. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any

import msgspec

from appliance.schedule.event import MAX_ID, Event, one_line
from appliance.schedule.recogniser import Invitation, Part
from appliance.schedule.zones import UnknownZone, zone

FIELDS = (
    "id", "iCalUId", "subject", "organizer", "start", "end", "isAllDay", "isCancelled", "isOrganizer", "showAs",
    "sensitivity", "responseStatus", "isOnlineMeeting", "onlineMeeting", "onlineMeetingUrl", "location", "locations",
    "body", "bodyPreview", "type",
)  # fmt: skip


class _Time(msgspec.Struct, frozen=True):
    dateTime: str  # noqa: N815
    timeZone: str = "UTC"  # noqa: N815


class GraphEvent(msgspec.Struct):
    """The fields that are read, as Graph names them."""

    start: _Time
    end: _Time
    id: str = ""
    iCalUId: str | None = None  # noqa: N815
    subject: str | None = None
    organizer: dict[str, Any] | None = None
    isAllDay: bool | None = False  # noqa: N815
    isCancelled: bool | None = False  # noqa: N815
    isOrganizer: bool | None = False  # noqa: N815
    showAs: str | None = "busy"  # noqa: N815
    sensitivity: str | None = "normal"
    responseStatus: dict[str, Any] | None = None  # noqa: N815
    isOnlineMeeting: bool | None = False  # noqa: N815
    onlineMeeting: dict[str, Any] | None = None  # noqa: N815
    onlineMeetingUrl: str | None = None  # noqa: N815
    location: dict[str, Any] | None = None
    locations: list[dict[str, Any]] | None = None
    body: dict[str, Any] | None = None
    bodyPreview: str | None = None  # noqa: N815


def to_event(raw: Any, floating: tzinfo) -> Event | None:
    """One event; None where the room has declined it. Raises msgspec.ValidationError where it is no event of Graph."""
    event = msgspec.convert(raw, GraphEvent)
    response = str((event.responseStatus or {}).get("response", ""))
    if response == "declined":
        return None
    starts_at = _utc(event.start, floating, is_all_day=bool(event.isAllDay))
    ends_at = _utc(event.end, floating, is_all_day=bool(event.isAllDay))
    mail = (event.organizer or {}).get("emailAddress") or {}
    return Event(
        id=one_line(event.id, MAX_ID),
        uid=one_line(event.iCalUId, MAX_ID),
        title=one_line(event.subject),
        organizer=one_line(mail.get("name") or mail.get("address")),
        starts_at=starts_at,
        ends_at=max(starts_at, ends_at),
        is_all_day=bool(event.isAllDay),
        is_free=event.showAs == "free",
        is_own=bool(event.isOrganizer),
        reference=event.id,
        invitation=Invitation(
            parts=tuple(part for part in _parts(event) if part.content.strip()),
            is_online=bool(event.isOnlineMeeting),
            is_cancelled=bool(event.isCancelled),
            is_tentative=event.showAs == "tentative" or response in ("tentativelyAccepted", "notResponded"),
            is_private=event.sensitivity in ("private", "confidential"),
        ),
    )


def _parts(event: GraphEvent) -> list[Part]:
    meeting, body = event.onlineMeeting or {}, event.body or {}
    places = [event.location or {}, *(event.locations or [])]
    return [
        Part("conference", str(meeting.get("joinUrl") or "")),
        Part("conference", event.onlineMeetingUrl or ""),
        *(Part("location", f"{place.get('displayName') or ''} {place.get('locationUri') or ''}") for place in places),
        Part("body", str(body.get("content") or ""), "html" if body.get("contentType") == "html" else "text"),
        Part("body", event.bodyPreview or ""),
        Part("location", event.subject or ""),
    ]


def _utc(moment: _Time, floating: tzinfo, *, is_all_day: bool) -> datetime:
    text = moment.dateTime.rstrip("Z")[:26]
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise msgspec.ValidationError(f"{moment.dateTime[:40]!r} is no time") from None
    if is_all_day:
        # told as midnight of UTC or of the organiser's zone, but it means the day (event resource, isAllDay)
        return parsed.replace(hour=0, minute=0, tzinfo=floating).astimezone(UTC)
    try:
        return parsed.replace(tzinfo=zone(moment.timeZone)).astimezone(UTC)
    except UnknownZone:
        return parsed.replace(tzinfo=floating).astimezone(UTC)
