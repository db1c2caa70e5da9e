"""A file with an invitation, whatever it is: iCalendar, an event of Graph or Google, a page or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import msgspec

from appliance.schedule import google_event, graph_event, ical
from appliance.schedule.recogniser import Invitation, Part

MAX_BYTES = 8 << 20
_PAGE = re.compile(r"^\s*<(?:!doctype|html|\?xml|body|div|p|table|a|span)\b|<(?:a|area)\s[^>]*href", re.IGNORECASE)


class Unreadable(ValueError):
    """The file is none of these."""


def read(data: bytes) -> list[tuple[str, Invitation]]:
    """The title and the invitation of every event in a file. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"it has more than {MAX_BYTES >> 20} MiB")
    text = _decoded(data)
    start = text.lstrip()[:40].upper()
    if start.startswith("BEGIN:VCALENDAR"):
        return list(_of_calendar(text.lstrip().encode()))
    if start.startswith(("{", "[")):
        return list(_of_json(data))
    if not start:
        raise Unreadable("it is empty")
    return [("", Invitation(parts=(Part("body", text, "html" if _PAGE.search(text) else "text"),)))]


def _decoded(data: bytes) -> str:
    for marked, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(marked):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    # invitations saved by old programs: the links are ASCII in any of them
    return data.decode("latin-1")


def _of_calendar(data: bytes) -> Iterator[tuple[str, Invitation]]:
    try:
        calendars = ical.parse(data)
    except ical.BadCalendar as error:
        raise Unreadable(f"it is damaged: {error}") from error
    found = False
    for calendar in calendars:
        is_cancelled = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        for event in calendar.walk("VEVENT"):
            found = True
            told = ical.invitation(event)
            told = msgspec.structs.replace(told, is_cancelled=told.is_cancelled or is_cancelled)
            yield str(event.get("SUMMARY", "")), told
    if not found:
        raise Unreadable("it is a calendar without events")


def _of_json(data: bytes) -> Iterator[tuple[str, Invitation]]:
    try:
        decoded = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(f"it is damaged JSON: {error}") from error
    items = decoded
    if isinstance(decoded, dict):
        items = decoded.get("value", decoded.get("items", [decoded]))
    if not isinstance(items, list) or not items:
        raise Unreadable("it has no events")
    for item in items:
        yield _of_item(item)


def _of_item(item: Any) -> tuple[str, Invitation]:
    if not isinstance(item, dict):
        raise Unreadable("it is no event of Microsoft Graph or Google Calendar")
    is_graph = "subject" in item or "body" in item or "isOnlineMeeting" in item
    convert = graph_event.to_event if is_graph else google_event.to_event
    try:
        event = convert(item, UTC)
    except msgspec.ValidationError as error:
        raise Unreadable(
            f"it is no event of {'Microsoft Graph' if is_graph else 'Google Calendar'}: {error}"
        ) from error
    if event is None:
        return str(item.get("summary") or item.get("subject") or ""), Invitation(is_cancelled=True)
    return event.title, event.invitation
