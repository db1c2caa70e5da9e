"""A calendar of Google Workspace, by the Calendar API v3 (developers.google.com/workspace/calendar/api/guides/sync)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from appliance.config.schedule import CalendarConfig
from appliance.schedule import google_event
from appliance.schedule.calendars.oauth import google
from appliance.schedule.calendars.web import Answer, Web, check
from appliance.schedule.credential import Credential
from appliance.schedule.event import Event, Window
from appliance.schedule.trouble import CalendarTrouble

API = "https://www.googleapis.com/calendar/v3"
PAGES = 60


class GoogleCalendar:
    """Implements Calendar. Changes come by sync token; where Google gives none, each reading is whole."""

    def __init__(self, config: CalendarConfig, credential: Credential, floating: tzinfo) -> None:
        self._config = config
        self._floating = floating
        self._web = Web()
        self._tokens = google(config, credential, self._web)
        base = (config.url or API).rstrip("/")
        self._events_url = f"{base}/calendars/{quote(config.address, safe='')}/events"
        self._token = ""
        self._read: Window | None = None
        self._items: dict[str, dict[str, Any]] = {}

    @property
    def is_writable(self) -> bool:
        """See Calendar."""
        return self._config.writable

    async def read(self, window: Window) -> list[Event] | None:
        """See Calendar."""
        if window != self._read or not self._token:
            return await self._read_anew(window)
        query = {"syncToken": self._token, "singleEvents": "true", "maxResults": "250"}
        answer = await self._ask("GET", f"{self._events_url}?{urlencode(query)}")
        if answer.status == 410:
            return await self._read_anew(window)
        changes, token = await self._pages(check(answer), query)
        items = dict(self._items)
        _apply(items, changes)
        events = await asyncio.to_thread(self._converted, items, window)
        self._items, self._token = items, token
        return events if changes else None

    async def book(self, title: str, starts_at: datetime, ends_at: datetime) -> None:
        """See Calendar."""
        event = {
            "summary": title,
            "start": {"dateTime": _stamp(starts_at)},
            "end": {"dateTime": _stamp(ends_at)},
            "extendedProperties": {"private": {google_event.MARK: "1"}},
        }
        await self._write("POST", self._events_url, event)

    async def move_end(self, event: Event, ends_at: datetime) -> None:
        """See Calendar."""
        if not event.is_own:
            raise CalendarTrouble("read_only")
        await self._write("PATCH", self._event_url(event), {"end": {"dateTime": _stamp(ends_at)}})

    async def cancel(self, event: Event) -> None:
        """See Calendar."""
        if event.is_own:
            await self._write("DELETE", self._event_url(event))
            return
        raw = check(await self._ask("GET", self._event_url(event))).json()
        attendees = raw.get("attendees") if isinstance(raw, dict) else None
        mine = [one for one in attendees or [] if isinstance(one, dict) and one.get("self")]
        if not mine:
            raise CalendarTrouble("read_only", "the room is no attendee of this event")
        answered = [one | {"responseStatus": "declined"} if one in mine else one for one in attendees or []]
        await self._write("PATCH", f"{self._event_url(event)}?sendUpdates=all", {"attendees": answered})

    async def close(self) -> None:
        """See Calendar."""
        await self._web.close()

    def _event_url(self, event: Event) -> str:
        return f"{self._events_url}/{quote(event.reference, safe='')}"

    async def _read_anew(self, window: Window) -> list[Event]:
        query = {
            "singleEvents": "true",
            "timeMin": _stamp(window.starts_at),
            "timeMax": _stamp(window.ends_at),
            "maxResults": "250",
        }
        answer = check(await self._ask("GET", f"{self._events_url}?{urlencode(query)}"))
        changes, token = await self._pages(answer, query)
        items: dict[str, dict[str, Any]] = {}
        _apply(items, changes)
        events = await asyncio.to_thread(self._converted, items, window)
        self._items, self._token, self._read = items, token, window
        return events

    async def _pages(self, answer: Answer, query: dict[str, str]) -> tuple[list[dict[str, Any]], str]:
        """What has changed, and the token of later changes."""
        changes: list[dict[str, Any]] = []
        for _ in range(PAGES):
            page = answer.json()
            items = page.get("items", []) if isinstance(page, dict) else None
            if not isinstance(items, list):
                raise CalendarTrouble("damaged", "no list of events")
            changes += [item for item in items if isinstance(item, dict)]
            following = page.get("nextPageToken")
            if not following:
                return changes, str(page.get("nextSyncToken") or "")
            url = f"{self._events_url}?{urlencode(query | {'pageToken': str(following)})}"
            answer = check(await self._ask("GET", url))
        raise CalendarTrouble("too_large", f"more than {PAGES} pages")

    def _converted(self, items: dict[str, dict[str, Any]], window: Window) -> list[Event]:
        found = []
        for item in items.values():
            try:
                event = google_event.to_event(item, self._floating)
            except msgspec.ValidationError:
                continue
            if event is not None and window.meets(event):
                found.append(event)
        return sorted(found, key=lambda event: (event.starts_at, event.id))

    async def _ask(self, method: str, url: str, json: Any = None) -> Answer:
        answer = await self._web.ask(method, url, await self._tokens.header(), json=json)
        if answer.status == 401:
            self._tokens.forget()
            answer = await self._web.ask(method, url, await self._tokens.header(), json=json)
        return answer

    async def _write(self, method: str, url: str, json: Any = None) -> None:
        if not self.is_writable:
            raise CalendarTrouble("read_only")
        check(await self._ask(method, url, json))


def _apply(items: dict[str, dict[str, Any]], changes: list[dict[str, Any]]) -> None:
    for change in changes:
        # a deleted event is told as a cancelled one with little more than its id
        if change.get("status") == "cancelled":
            items.pop(str(change.get("id")), None)
        else:
            items[str(change.get("id"))] = change


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
