"""A calendar that is one file behind an address (RFC 5545); asked with its ETag, never written."""

from __future__ import annotations

from datetime import datetime, tzinfo

import aiohttp

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.web import Web, check
from appliance.schedule.credential import Credential
from appliance.schedule.event import Event, Window
from appliance.schedule.expansion import expand
from appliance.schedule.trouble import CalendarTrouble


class IcsCalendar:
    """Implements Calendar. Without a url in the configuration the address itself is the secret."""

    is_writable = False

    def __init__(self, config: CalendarConfig, credential: Credential, floating: tzinfo) -> None:
        self._config = config
        self._credential = credential
        self._floating = floating
        self._web = Web(config.ca_file)
        self._data = b""
        self._validators: dict[str, str] = {}
        self._read: Window | None = None

    async def read(self, window: Window) -> list[Event] | None:
        """See Calendar."""
        url = (self._config.url or self._credential.text()).replace("webcal://", "https://", 1)
        headers = {"Accept": "text/calendar", **self._validators}
        if self._config.username:
            headers["Authorization"] = aiohttp.encode_basic_auth(self._config.username, self._credential.text())
        answer = check(await self._web.ask("GET", url, headers))
        if answer.status == 304 or (answer.body == self._data and self._data):
            if window == self._read:
                return None
        else:
            self._data = answer.body
        events = await expand([("", self._data)], window, self._floating)
        # only now: a file that could not be read is asked for whole again
        self._read = window
        known = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        if answer.status != 304:
            self._validators = {name: answer.headers[field] for name, field in known.items() if field in answer.headers}
        return events

    async def book(self, title: str, starts_at: datetime, ends_at: datetime) -> None:
        """See Calendar."""
        raise CalendarTrouble("read_only")

    async def move_end(self, event: Event, ends_at: datetime) -> None:
        """See Calendar."""
        raise CalendarTrouble("read_only")

    async def cancel(self, event: Event) -> None:
        """See Calendar."""
        raise CalendarTrouble("read_only")

    async def close(self) -> None:
        """See Calendar."""
        await self._web.close()
