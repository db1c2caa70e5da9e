"""A booking and the meeting that it is of, in a whole room with a calendar on a real server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.house import House
from tests.rooms.test_meeting import call_of, is_live, serving
from tests.rooms.test_schedule import parlor
from tests.schedule.conftest import PASSWORD, Radicale, radicale, radicale_server

__all__ = ["radicale", "radicale_server"]

pytestmark = pytest.mark.timeout(180)


def book(calendar: Radicale, name: str, begins: datetime, ends: datetime, *more: str) -> None:
    times = (f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{ends:%Y%m%dT%H%M%SZ}")
    calendar.put(name, "BEGIN:VEVENT", f"UID:{name}", f"SUMMARY:{name}", *times, *more, "END:VEVENT")


def booking(state: dict[str, Any], title: str) -> dict[str, Any]:
    return next((one for one in state["schedule"]["meetings"] if one["title"] == title), {})


def until_when(state: dict[str, Any], title: str) -> datetime:
    """When the last booking of a title ends: time that is added to somebody else's is booked behind it."""
    return max(moment(one["ends_at"]) for one in state["schedule"]["meetings"] if one["title"] == title)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def test_a_booked_meeting_is_extended_from_the_call_and_joined_again_by_its_link(
    radicale: Radicale, tmp_path: Path
) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    ends = now + timedelta(minutes=20)
    book(radicale, "Review", now - timedelta(minutes=10), ends)
    tables = f"""
[meeting]
when_alone = "keep"
[schedule.calendar.work]
kind = "caldav"
url = "{radicale.url}"
username = "room"
poll_s = 10
"""
    house = House(tmp_path, tables=tables)
    assert parlor(house, "schedule", "login", "work", "--stdin", given=f"{PASSWORD}\n").returncode == 0
    async with house:
        review = booking(await house.until(lambda state: booking(state, "Review"), 30), "Review")
        await serving(house)
        invitation = await house.call("meeting.start_conference")
        state = await house.until(is_live, 20)
        assert (call_of(state)["meeting_id"], call_of(state)["conference"]["title"]) == (review["id"], "Review")
        assert moment(call_of(state)["conference"]["ends_at"]) == ends

        await house.call("meeting.extend", minutes=15)
        later = ends + timedelta(minutes=15)
        state = await house.until(lambda state: until_when(state, "Review") == later, 20)
        assert moment(call_of(state)["conference"]["ends_at"]) == later

        await house.call("meeting.leave_call")
        await house.until(lambda state: state["meeting"]["call"] is None)
        link = f"LOCATION:{invitation['url']}"
        book(radicale, "Sequel", later + timedelta(minutes=5), later + timedelta(minutes=35), link)
        state = await house.until(lambda state: booking(state, "Sequel"), 30)
        await house.call("meeting.join_meeting", meeting_id=booking(state, "Sequel")["id"])
        state = await house.until(is_live, 20)
        assert call_of(state)["conference"]["number"] == invitation["number"]
        assert (call_of(state)["kind"], call_of(state)["meeting_id"]) == ("hosted", booking(state, "Sequel")["id"])
