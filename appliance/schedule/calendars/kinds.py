"""From a calendar's configuration to the calendar."""

from __future__ import annotations

from datetime import tzinfo

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.calendar import Calendar
from appliance.schedule.credential import Credential


def calendar_of(config: CalendarConfig, credential: Credential, floating: tzinfo) -> Calendar:
    """Make it; nothing is connected. Each kind is loaded when it is used: their libraries are large."""
    if config.kind == "ics":
        from appliance.schedule.calendars.ics import IcsCalendar

        return IcsCalendar(config, credential, floating)
    if config.kind == "caldav":
        from appliance.schedule.calendars.dav import DavCalendar

        return DavCalendar(config, credential, floating)
    if config.kind == "graph":
        from appliance.schedule.calendars.graph import GraphCalendar

        return GraphCalendar(config, credential, floating)
    if config.kind == "google":
        from appliance.schedule.calendars.google import GoogleCalendar

        return GoogleCalendar(config, credential, floating)
    from appliance.schedule.calendars.exchange import ExchangeCalendar

    return ExchangeCalendar(config, credential, floating)
