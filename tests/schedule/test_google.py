"""Google Calendar by the documented wire: sync tokens, faults, writing, service accounts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from aiohttp import web

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.google import GoogleCalendar
from appliance.schedule.credential import Credential
from appliance.schedule.event import Event, Window
from appliance.schedule.recogniser import Found, load, recognise
from appliance.schedule.trouble import CalendarTrouble
from tests.schedule.google_server import GoogleServer, event

BERLIN = ZoneInfo("Europe/Berlin")
DAY = Window(datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 8, tzinfo=UTC))
ROOM = "c_188abc@resource.calendar.google.com"


@pytest.fixture
def config(google: GoogleServer) -> CalendarConfig:
    return CalendarConfig(
        kind="google", address=ROOM, subject="rooms@example.org",
        url=f"{google.base}/calendar/v3", login_url=f"{google.base}/token",
    )  # fmt: skip


@pytest.fixture
async def calendar(
    config: CalendarConfig, google: GoogleServer, secret: Callable[..., Credential]
) -> AsyncIterator[GoogleCalendar]:
    made = GoogleCalendar(config, secret(google.key_file), BERLIN)
    yield made
    await made.close()


async def read(calendar: GoogleCalendar) -> list[Event]:
    events = await calendar.read(DAY)
    assert events is not None
    return events


async def trouble(calendar: GoogleCalendar) -> CalendarTrouble:
    with pytest.raises(CalendarTrouble) as caught:
        await calendar.read(DAY)
    return caught.value


async def test_pages_changes_and_removals(calendar: GoogleCalendar, google: GoogleServer) -> None:
    for at in range(5):
        google.put(event(f"e{at}", f"2026-12-01T0{at + 3}:00:00+01:00", f"2026-12-01T0{at + 3}:30:00+01:00"))
    found = await read(calendar)
    assert [one.title for one in found] == [f"Summary e{at}" for at in range(5)]
    assert found[0].starts_at == datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert await calendar.read(DAY) is None
    google.remove("e2")
    google.put(event("far", "2027-03-01T10:00:00+01:00", "2027-03-01T11:00:00+01:00"))
    assert [one.reference for one in await read(calendar)] == ["e0", "e1", "e3", "e4"]
    assert google.claims["scope"] == "https://www.googleapis.com/auth/calendar"
    assert (google.claims["sub"], google.claims["aud"]) == ("rooms@example.org", f"{google.base}/token")


async def test_a_sync_token_that_is_gone_begins_anew(calendar: GoogleCalendar, google: GoogleServer) -> None:
    google.put(event("a", "2026-12-01T03:00:00+01:00", "2026-12-01T03:30:00+01:00"))
    await read(calendar)
    google.items.clear()
    google.put(event("b", "2026-12-01T03:00:00+01:00", "2026-12-01T03:30:00+01:00"))
    google.is_gone = True
    assert [one.reference for one in await read(calendar)] == ["b"]


async def test_links_days_and_the_rooms_answer(calendar: GoogleCalendar, google: GoogleServer) -> None:
    points = [
        {"entryPointType": "more", "uri": "https://tel.meet/abc-defg-hij?pin=1"},
        {"entryPointType": "phone", "uri": "tel:+49-30-0100"},
        {"entryPointType": "video", "uri": "https://meet.google.com/abc-defg-hij"},
    ]
    google.put(
        event("a", "2026-12-01T03:00:00+01:00", "2026-12-01T03:30:00+01:00", conferenceData={"entryPoints": points})
    )
    google.put(
        event("d", "", "", transparency="transparent")
        | {"start": {"date": "2026-12-03"}, "end": {"date": "2026-12-04"}}
    )
    for id_, answer in (("t", "needsAction"), ("x", "declined")):
        attendees = [{"email": ROOM, "self": True, "resource": True, "responseStatus": answer}]
        google.put(event(id_, "2026-12-01T05:00:00+01:00", "2026-12-01T05:30:00+01:00", attendees=attendees))
    found = {one.reference: one for one in await read(calendar)}
    assert set(found) == {"a", "d", "t"}
    link = recognise(found["a"].invitation, load())
    assert isinstance(link, Found)
    assert link.url == "https://meet.google.com/abc-defg-hij"
    assert found["d"].is_all_day
    assert found["d"].is_free
    assert found["d"].starts_at == datetime(2026, 12, 2, 23, tzinfo=UTC)
    assert found["t"].invitation.is_tentative


@pytest.mark.parametrize(
    ("status", "text", "headers", "reason", "wait_s"),
    [
        (403, '{"error": {"errors": [{"reason": "rateLimitExceeded"}]}}', {}, "rate_limited", 0),
        (403, '{"error": {"errors": [{"reason": "forbidden"}]}}', {}, "refused", 0),
        (429, "", {"Retry-After": "30"}, "rate_limited", 30),
        (404, "", {}, "not_found", 0),
        (500, "", {}, "server_error", 0),
        (200, "nonsense", {}, "damaged", 0),
    ],
)
async def test_faults_are_named(
    calendar: GoogleCalendar, google: GoogleServer, status: int, text: str, headers: dict, reason: str, wait_s: float
) -> None:
    google.faults = [web.Response(status=status, text=text, headers=headers)]
    told = await trouble(calendar)
    assert (told.reason, told.retry_after_s) == (reason, wait_s)


async def test_the_room_books_extends_and_deletes(calendar: GoogleCalendar, google: GoogleServer) -> None:
    begins = datetime(2026, 12, 1, 8, tzinfo=UTC)
    await calendar.book("Lighthouse", begins, begins + timedelta(minutes=30))
    (one,) = await read(calendar)
    assert (one.title, one.is_own) == ("Lighthouse", True)
    await calendar.move_end(one, begins + timedelta(hours=1))
    (one,) = await read(calendar)
    assert one.ends_at == begins + timedelta(hours=1)
    await calendar.cancel(one)
    assert await read(calendar) == []


async def test_somebody_elses_meeting_is_declined_and_its_people_stay(
    calendar: GoogleCalendar, google: GoogleServer
) -> None:
    attendees = [
        {"email": "maria@example.org", "responseStatus": "accepted"},
        {"email": ROOM, "self": True, "resource": True, "responseStatus": "accepted"},
    ]
    google.put(event("a", "2026-12-01T03:00:00+01:00", "2026-12-01T03:30:00+01:00", attendees=attendees))
    google.put(event("b", "2026-12-01T04:00:00+01:00", "2026-12-01T04:30:00+01:00"))
    first, second = await read(calendar)
    await calendar.cancel(first)
    assert [one["responseStatus"] for one in google.items["a"]["attendees"]] == ["accepted", "declined"]
    assert [one.reference for one in await read(calendar)] == ["b"]
    with pytest.raises(CalendarTrouble) as caught:
        await calendar.cancel(second)
    assert caught.value.reason == "read_only"


@pytest.mark.parametrize("text", ["hunter2", "{}", '{"type": "service_account", "private_key": "no key"}'])
async def test_a_key_file_that_is_none(config: CalendarConfig, secret: Callable[..., Credential], text: str) -> None:
    calendar = GoogleCalendar(config, secret(text), BERLIN)
    told = await trouble(calendar)
    assert told.reason == "no_secret"
    assert "hunter2" not in str(told)
    await calendar.close()


async def test_a_sleeping_network_is_told(google: GoogleServer, secret: Callable[..., Credential]) -> None:
    config = CalendarConfig(kind="google", address="a", url="http://127.0.0.1:9/", login_url="http://127.0.0.1:9/")
    calendar = GoogleCalendar(msgspec.structs.replace(config), secret(google.key_file), BERLIN)
    assert (await trouble(calendar)).reason == "unreachable"
    await calendar.close()
