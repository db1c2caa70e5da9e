"""CalDAV against a real Radicale: reading, changes, series over the change of the clock, writing, and failures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.dav import DavCalendar
from appliance.schedule.credential import Credential
from appliance.schedule.event import Event, Window
from appliance.schedule.trouble import CalendarTrouble
from tests.schedule.conftest import Radicale

BERLIN = ZoneInfo("Europe/Berlin")
# summer time ends on 25 October
WEEKS = Window(datetime(2026, 10, 19, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
ROOM = "room@example.org"

SERIES = (
    "BEGIN:VTIMEZONE", "TZID:Romance Standard Time",
    "BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD",
    "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
    "BEGIN:VEVENT", "UID:series", "SUMMARY:Weekly", "DTSTART;TZID=Romance Standard Time:20261005T100000",
    "DTEND;TZID=Romance Standard Time:20261005T110000", "RRULE:FREQ=DAILY;UNTIL=20261101T090000Z",
    "EXDATE;TZID=Romance Standard Time:20261021T100000", "LOCATION:https://zoom.us/j/98765432100", "END:VEVENT",
    "BEGIN:VEVENT", "UID:series", "SUMMARY:Weekly – moved", "RECURRENCE-ID:20261022T080000Z", "DTSTART:20261022T133000Z",
    "DTEND:20261022T143000Z", "END:VEVENT",
    "BEGIN:VEVENT", "UID:series", "SUMMARY:Weekly", "STATUS:CANCELLED", "RECURRENCE-ID:20261023T080000Z",
    "DTSTART:20261023T080000Z", "DTEND:20261023T090000Z", "END:VEVENT",
)  # fmt: skip


@pytest.fixture
async def calendar(radicale: Radicale, secret: Callable[..., Credential]) -> AsyncIterator[DavCalendar]:
    config = CalendarConfig(kind="caldav", url=radicale.url, username="room", address=ROOM)
    made = DavCalendar(config, secret(), BERLIN)
    yield made
    await made.close()


async def read(calendar: DavCalendar, window: Window = WEEKS) -> list[Event]:
    events = await calendar.read(window)
    assert events is not None
    return events


async def test_a_series_keeps_its_hour_when_summer_time_ends(calendar: DavCalendar, radicale: Radicale) -> None:
    radicale.put("series", *SERIES)
    found = {f"{event.starts_at:%d %H:%M}": event for event in await read(calendar)}
    assert "24 08:00" in found
    assert "26 09:00" in found
    assert not any(day.startswith("21") for day in found)
    assert found["22 13:30"].title == "Weekly – moved"
    assert found["23 08:00"].invitation.is_cancelled
    assert max(found) == "31 09:00" or "01 09:00" in found
    assert all(event.ends_at - event.starts_at == timedelta(hours=1) for event in found.values())
    assert len({event.id for event in found.values()}) == len(found)


async def test_only_changes_are_told(calendar: DavCalendar, radicale: Radicale) -> None:
    assert await read(calendar) == []
    assert await calendar.read(WEEKS) is None
    radicale.put("a", "BEGIN:VEVENT", "UID:a", "DTSTART:20261020T080000Z", "DURATION:PT30M", "SUMMARY:A", "END:VEVENT")
    (event,) = await read(calendar)
    assert (event.title, event.ends_at - event.starts_at) == ("A", timedelta(minutes=30))
    assert await calendar.read(WEEKS) is None
    radicale.delete("a")
    assert await read(calendar) == []
    assert await calendar.read(Window(WEEKS.starts_at, WEEKS.ends_at + timedelta(days=1))) == []


async def test_floating_times_and_days_are_the_rooms(calendar: DavCalendar, radicale: Radicale) -> None:
    radicale.put("f", "BEGIN:VEVENT", "UID:f", "DTSTART:20261026T090000", "DTEND:20261026T100000", "END:VEVENT")
    radicale.put("d", "BEGIN:VEVENT", "UID:d", "DTSTART;VALUE=DATE:20261025", "END:VEVENT")
    found = {event.uid: event for event in await read(calendar)}
    assert found["f"].starts_at == datetime(2026, 10, 26, 8, tzinfo=UTC)
    assert found["d"].is_all_day
    # the day on which the clock goes back has 25 hours
    assert (found["d"].starts_at, found["d"].ends_at) == (
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 10, 25, 23, tzinfo=UTC),
    )


async def test_the_room_books_extends_ends_and_deletes(calendar: DavCalendar, radicale: Radicale) -> None:
    begins = datetime(2026, 10, 20, 8, tzinfo=UTC)
    await calendar.book("Stand-up, 站会", begins, begins + timedelta(minutes=30))
    (event,) = await read(calendar)
    assert (event.title, event.is_own) == ("Stand-up, 站会", True)
    await calendar.move_end(event, begins + timedelta(hours=1))
    (event,) = await read(calendar)
    assert event.ends_at == begins + timedelta(hours=1)
    assert "DTEND:20261020T090000Z" in radicale.everything()
    await calendar.cancel(event)
    assert await read(calendar) == []
    assert "VEVENT" not in radicale.everything()


async def test_one_meeting_of_somebody_elses_series_is_declined(calendar: DavCalendar, radicale: Radicale) -> None:
    attendees = (
        f"ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:{ROOM}",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:m@example.org",
    )
    radicale.put(
        "s", "BEGIN:VEVENT", "UID:s", "DTSTART;TZID=Europe/Berlin:20261020T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4",
        "ORGANIZER:mailto:m@example.org", *attendees, "SUMMARY:S", "END:VEVENT",
    )  # fmt: skip
    events = await read(calendar)
    assert len(events) == 4
    await calendar.cancel(events[1])
    left = [event.starts_at for event in await read(calendar)]
    assert left == [events[0].starts_at, events[2].starts_at, events[3].starts_at]
    assert "PARTSTAT=DECLINED:mailto:room@example.org" in radicale.everything()


async def test_what_the_room_does_not_attend_it_does_not_touch(calendar: DavCalendar, radicale: Radicale) -> None:
    radicale.put("a", "BEGIN:VEVENT", "UID:a", "DTSTART:20261020T080000Z", "DURATION:PT30M", "END:VEVENT")
    before = radicale.everything()
    (event,) = await read(calendar)
    for change in (calendar.cancel(event), calendar.move_end(event, event.ends_at + timedelta(minutes=15))):
        with pytest.raises(CalendarTrouble) as caught:
            await change
        assert caught.value.reason == "read_only"
    assert radicale.everything() == before


@pytest.mark.parametrize(
    ("status", "expected"), [("NEEDS-ACTION", True), ("TENTATIVE", True), ("ACCEPTED", False), ("DECLINED", None)]
)
async def test_the_rooms_answer_counts(
    calendar: DavCalendar, radicale: Radicale, status: str, expected: bool | None
) -> None:
    radicale.put(
        "a", "BEGIN:VEVENT", "UID:a", "DTSTART:20261020T080000Z", "DURATION:PT30M",
        f"ATTENDEE;CUTYPE=ROOM;PARTSTAT={status}:mailto:Room@Example.org", "END:VEVENT",
    )  # fmt: skip
    assert [event.invitation.is_tentative for event in await read(calendar)] == ([] if expected is None else [expected])


async def test_a_wrong_password_a_wrong_address_and_no_server(
    radicale: Radicale, secret: Callable[..., Credential], tmp_path
) -> None:
    config = CalendarConfig(kind="caldav", url=radicale.url, username="room")
    wrong = [
        (config, secret("wrong", "b"), "refused"),
        (msgspec.structs.replace(config, url=f"{radicale.base}/room/none/"), secret(name="c"), "not_found"),
        (msgspec.structs.replace(config, url="http://127.0.0.1:9/"), secret(name="d"), "unreachable"),
        (config, Credential(tmp_path, "none"), "no_secret"),
    ]
    for one, credential, reason in wrong:
        calendar = DavCalendar(one, credential, BERLIN)
        with pytest.raises(CalendarTrouble) as caught:
            await calendar.read(WEEKS)
        assert caught.value.reason == reason
        assert "s3cret" not in str(caught.value)
        await calendar.close()


async def test_a_server_that_is_back_is_read_again(calendar: DavCalendar, radicale: Radicale) -> None:
    radicale.put("a", "BEGIN:VEVENT", "UID:a", "DTSTART:20261020T080000Z", "DURATION:PT30M", "END:VEVENT")
    calendar._credential.write("wrong")
    with pytest.raises(CalendarTrouble):
        await calendar.read(WEEKS)
    calendar._credential.write("s3cret-pa55")
    assert len(await read(calendar)) == 1


async def test_a_damaged_or_endless_series_does_not_hide_the_others(calendar: DavCalendar, radicale: Radicale) -> None:
    radicale.put("a", "BEGIN:VEVENT", "UID:a", "DTSTART:20261020T080000Z", "DURATION:PT30M", "END:VEVENT")
    radicale.put(
        "b", "BEGIN:VEVENT", "UID:b", "DTSTART:20261020T080000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY", "END:VEVENT"
    )
    async with asyncio.timeout(20):
        assert "a" in {event.uid for event in await read(calendar)}
