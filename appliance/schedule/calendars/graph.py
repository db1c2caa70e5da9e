"""A calendar of Microsoft 365, by Microsoft Graph v1.0 (learn.microsoft.com/graph/api/event-delta)."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from appliance.config.schedule import CalendarConfig
from appliance.schedule import graph_event
from appliance.schedule.calendars.oauth import microsoft
from appliance.schedule.calendars.web import Answer, Web, check, same_origin
from appliance.schedule.credential import Credential
from appliance.schedule.event import Event, Window
from appliance.schedule.trouble import CalendarTrouble

API = "https://graph.microsoft.com/v1.0"
PAGES = 60
PREFER = 'outlook.timezone="UTC", odata.maxpagesize=100'


class GraphCalendar:
    """Implements Calendar. Changes come by delta query; it begins anew when the window moves or Graph says so."""

    def __init__(self, config: CalendarConfig, credential: Credential, floating: tzinfo) -> None:
        self._config = config
        self._floating = floating
        self._web = Web()
        self._tokens = microsoft(config, credential, self._web)
        self._base = (config.url or API).rstrip("/")
        self._owner = f"{self._base}/users/{quote(config.address, safe='@')}" if config.address else f"{self._base}/me"
        self._delta = ""
        self._read: Window | None = None
        self._items: dict[str, dict[str, Any]] = {}

    @property
    def is_writable(self) -> bool:
        """See Calendar."""
        return self._config.writable

    async def read(self, window: Window) -> list[Event] | None:
        """See Calendar."""
        if window != self._read or not self._delta:
            return await self._read_anew(window)
        answer = await self._ask("GET", self._delta)
        if answer.status == 410 or (answer.status == 400 and b"yncState" in answer.body):
            return await self._read_anew(window)
        items = dict(self._items)
        changes, delta = await self._pages(check(answer))
        _apply(items, changes)
        events = await asyncio.to_thread(self._events, items, window)
        self._items, self._delta = items, delta
        return events if changes else None

    async def book(self, title: str, starts_at: datetime, ends_at: datetime) -> None:
        """See Calendar."""
        event = {
            "subject": title,
            "start": _moment(starts_at),
            "end": _moment(ends_at),
            "showAs": "busy",
            # the same request twice makes one event
            "transactionId": str(uuid.uuid4()),
        }
        await self._write("POST", "/events", event)

    async def move_end(self, event: Event, ends_at: datetime) -> None:
        """See Calendar."""
        if not event.is_own:
            raise CalendarTrouble("read_only")
        await self._write("PATCH", f"/events/{quote(event.reference, safe='')}", {"end": _moment(ends_at)})

    async def cancel(self, event: Event) -> None:
        """See Calendar."""
        path = f"/events/{quote(event.reference, safe='')}"
        if event.is_own:
            await self._write("DELETE", path)
        else:
            await self._write("POST", f"{path}/decline", {"sendResponse": True})

    async def close(self) -> None:
        """See Calendar."""
        await self._web.close()

    async def _read_anew(self, window: Window) -> list[Event]:
        span = {"startDateTime": _stamp(window.starts_at), "endDateTime": _stamp(window.ends_at)}
        answer = await self._ask("GET", f"{self._owner}/calendarView/delta?{urlencode(span)}")
        items: dict[str, dict[str, Any]] = {}
        changes, delta = await self._pages(check(answer))
        _apply(items, changes)
        events = await asyncio.to_thread(self._events, items, window)
        self._items, self._delta, self._read = items, delta, window
        return events

    async def _pages(self, answer: Answer) -> tuple[list[dict[str, Any]], str]:
        """What has changed, and the address of later changes."""
        changes: list[dict[str, Any]] = []
        for _ in range(PAGES):
            page = answer.json()
            values = page.get("value") if isinstance(page, dict) else None
            if not isinstance(values, list):
                raise CalendarTrouble("damaged", "no list of events")
            changes += [value for value in values if isinstance(value, dict)]
            if delta := page.get("@odata.deltaLink"):
                return changes, same_origin(str(delta), self._base)
            following = page.get("@odata.nextLink")
            if not following:
                return changes, ""
            answer = check(await self._ask("GET", same_origin(str(following), self._base)))
        raise CalendarTrouble("too_large", f"more than {PAGES} pages")

    def _events(self, items: dict[str, dict[str, Any]], window: Window) -> list[Event]:
        found = []
        for item in items.values():
            if item.get("type") == "seriesMaster":
                continue
            # occurrences are told with their times alone, the rest stands in their series
            whole = items.get(str(item.get("seriesMasterId")), {}) | item if item.get("type") == "occurrence" else item
            try:
                event = graph_event.to_event(whole, self._floating)
            except msgspec.ValidationError:
                continue
            if event is not None and window.meets(event):
                found.append(event)
        return sorted(found, key=lambda event: (event.starts_at, event.id))

    async def _ask(self, method: str, url: str, json: Any = None) -> Answer:
        headers = await self._tokens.header() | {"Prefer": PREFER}
        answer = await self._web.ask(method, url, headers, json=json)
        if answer.status == 401:
            # a token may be withdrawn before it ends
            self._tokens.forget()
            answer = await self._web.ask(method, url, await self._tokens.header() | {"Prefer": PREFER}, json=json)
        return answer

    async def _write(self, method: str, path: str, json: Any = None) -> None:
        if not self.is_writable:
            raise CalendarTrouble("read_only")
        check(await self._ask(method, f"{self._owner}{path}", json))


def _apply(items: dict[str, dict[str, Any]], changes: list[dict[str, Any]]) -> None:
    for change in changes:
        if "@removed" in change:
            items.pop(str(change.get("id")), None)
        else:
            items[str(change.get("id"))] = change


def _moment(moment: datetime) -> dict[str, str]:
    return {"dateTime": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": "UTC"}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
