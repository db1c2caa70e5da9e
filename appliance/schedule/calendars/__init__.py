"""The kinds of calendars, one module each; `calendar_of` makes one from its configuration."""

from appliance.schedule.calendars.calendar import Calendar
from appliance.schedule.calendars.kinds import calendar_of

__all__ = ["Calendar", "calendar_of"]
