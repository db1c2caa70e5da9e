"""A calendar on a CalDAV server (RFC 4791): Nextcloud, Radicale, Zimbra, iCloud and others."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, tzinfo
from typing import Any

import icalendar
from caldav.collection import Calendar as RemoteCalendar
from caldav.davclient import DAVClient
from caldav.elements import dav

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.caldav_client import client_of, troubles
from appliance.schedule.credential import Credential
from appliance.schedule.event import Event, Window
from appliance.schedule.expansion import expand
from appliance.schedule.ical import MARK
from appliance.schedule.trouble import CalendarTrouble

PRODUCT = "-//Parlor//Room//EN"


class DavCalendar:
    """Implements Calendar with the caldav library, in a thread.

    The sync token (RFC 6578) tells whether anything changed; then the events of the window are asked for whole, series
    unexpanded: servers disagree on how to expand, and on nothing else as much.
    """

    def __init__(self, config: CalendarConfig, credential: Credential, floating: tzinfo) -> None:
        self._config = config
        self._credential = credential
        self._floating = floating
        self._lock = asyncio.Lock()
        self._client: DAVClient | None = None
        self._token = ""
        self._read: Window | None = None

    @property
    def is_writable(self) -> bool:
        """See Calendar."""
        return self._config.writable

    async def read(self, window: Window) -> list[Event] | None:
        """See Calendar."""
        async with self._lock:
            found = await asyncio.to_thread(self._fetch, window)
        if found is None:
            return None
        token, sources = found
        events = await expand(sources, window, self._floating, self._config.address)
        self._token, self._read = token, window
        return events

    async def book(self, title: str, starts_at: datetime, ends_at: datetime) -> None:
        """See Calendar."""
        event = icalendar.Event()
        event.add("uid", f"{uuid.uuid4()}@parlor")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", starts_at.astimezone(UTC))
        event.add("dtend", ends_at.astimezone(UTC))
        event.add("summary", title)
        event.add(MARK, "1")
        calendar = icalendar.Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add_component(event)
        text = calendar.to_ical().decode()
        await self._write(lambda target: target.add_event(text))

    async def move_end(self, event: Event, ends_at: datetime) -> None:
        """See Calendar."""
        if not event.is_own:
            raise CalendarTrouble("read_only")

        def change(target: RemoteCalendar) -> None:
            found = target.event_by_url(event.reference)
            with found.edit_icalendar_component() as component:
                component.pop("DTEND", None)
                component.add("DTEND", ends_at.astimezone(UTC))
            found.save()

        await self._write(change)

    async def cancel(self, event: Event) -> None:
        """See Calendar."""
        if event.is_own:
            await self._write(lambda target: target.event_by_url(event.reference).delete())
        else:
            await self._write(lambda target: self._decline(target, event))

    async def close(self) -> None:
        """See Calendar."""
        async with self._lock:
            self._hang_up()

    async def _write(self, change: Any) -> None:
        if not self.is_writable:
            raise CalendarTrouble("read_only")

        def work() -> None:
            with troubles():
                change(self._calendar())

        async with self._lock:
            await asyncio.to_thread(work)

    def _fetch(self, window: Window) -> tuple[str, list[tuple[str, bytes]]] | None:
        try:
            with troubles():
                calendar = self._calendar()
                token = str(calendar.get_property(dav.SyncToken()) or "")
                if token and token == self._token and window == self._read:
                    return None
                found: Any = calendar.search(
                    start=window.starts_at, end=window.ends_at, event=True, expand=False, post_filter=False
                )
                return token, [(str(one.url), str(one.data).encode()) for one in found if one.data]
        except CalendarTrouble:
            self._hang_up()
            raise

    def _calendar(self) -> RemoteCalendar:
        if self._client is None:
            config = self._config
            self._client = client_of(config.url, config.username, self._credential.text(), config.ca_file)
        return self._client.calendar(url=self._config.url)

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _decline(self, target: RemoteCalendar, event: Event) -> None:
        """Answer for the room, as its owner would (RFC 6638): the server tells the organiser."""
        found = target.event_by_url(event.reference)
        calendar = icalendar.Calendar.from_ical(found.data)
        component = _instance(calendar, event)
        attendee = _room(component, self._config.address)
        if attendee is None:
            raise CalendarTrouble("read_only", "the room is no attendee of this event")
        attendee.params["PARTSTAT"] = "DECLINED"
        found.data = calendar.to_ical().decode()
        found.save()


def _instance(calendar: Any, event: Event) -> Any:
    """The component of an occurrence; one of a series gets a component of its own."""
    components = calendar.walk("VEVENT")
    moment = event.id.rpartition("/")[2]
    for component in components:
        if "RECURRENCE-ID" in component and _stamp(component["RECURRENCE-ID"].dt) == moment:
            return component
    master = next((one for one in components if "RECURRENCE-ID" not in one), components[0])
    if "RRULE" not in master and "RDATE" not in master:
        return master
    single = master.copy(recursive=True)
    for name in ("RRULE", "RDATE", "EXDATE", "DTSTART", "DTEND", "DURATION"):
        single.pop(name, None)
    zone = master["DTSTART"].dt.tzinfo if isinstance(master["DTSTART"].dt, datetime) else None
    single.add("recurrence-id", event.starts_at.astimezone(zone or UTC))
    single.add("dtstart", event.starts_at.astimezone(zone or UTC))
    single.add("dtend", event.ends_at.astimezone(zone or UTC))
    calendar.add_component(single)
    return single


def _stamp(moment: Any) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if isinstance(moment, datetime) else ""


def _room(component: Any, address: str) -> Any:
    attendees = component.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    rooms = [one for one in attendees if str(one.params.get("CUTYPE", "")).upper() in ("ROOM", "RESOURCE")]
    named = [one for one in attendees if address and str(one).lower().removeprefix("mailto:") == address.lower()]
    return next(iter(named or (rooms if len(rooms) == 1 else [])), None)
