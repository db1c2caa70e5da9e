"""Exchange: items as exchangelib gives them, and a server that is not there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from exchangelib import UTC as EWS_UTC
from exchangelib import CalendarItem, EWSDate, EWSDateTime, HTMLBody, Mailbox

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.exchange import FIELDS, ExchangeCalendar, _ews, to_event
from appliance.schedule.credential import Credential
from appliance.schedule.event import Window
from appliance.schedule.recogniser import Found, load, recognise
from appliance.schedule.trouble import CalendarTrouble

BERLIN = ZoneInfo("Europe/Berlin")
ROOM = "room@example.org"


def item(**fields: object) -> CalendarItem:
    known = {
        "uid": "u1",
        "subject": "Review",
        "organizer": Mailbox(name="Maria Oliveira", email_address="maria@example.org"),
        "start": EWSDateTime(2026, 12, 1, 9, tzinfo=EWS_UTC),
        "end": EWSDateTime(2026, 12, 1, 10, tzinfo=EWS_UTC),
        "legacy_free_busy_status": "Busy",
        "is_all_day": False,
    }
    return CalendarItem(**(known | fields))


def test_an_item_becomes_an_event_with_its_link() -> None:
    page = HTMLBody('<p><a href="https://zoom.us/j/98765432100?pwd=a">Join</a></p>')
    event = to_event(item(body=page), BERLIN, ROOM)
    assert event is not None
    assert (event.title, event.organizer, event.is_own) == ("Review", "Maria Oliveira", False)
    assert (event.starts_at, event.ends_at) == (
        datetime(2026, 12, 1, 9, tzinfo=UTC),
        datetime(2026, 12, 1, 10, tzinfo=UTC),
    )
    found = recognise(event.invitation, load())
    assert isinstance(found, Found)
    assert found.url == "https://zoom.us/j/98765432100?pwd=a"


def test_days_answers_and_the_rooms_own() -> None:
    day = to_event(item(is_all_day=True, start=EWSDate(2026, 12, 1), end=EWSDate(2026, 12, 2)), BERLIN, ROOM)
    assert day is not None
    assert day.starts_at == datetime.combine(date(2026, 12, 1), datetime.min.time(), BERLIN).astimezone(UTC)
    assert to_event(item(my_response_type="Decline"), BERLIN, ROOM) is None
    tentative = to_event(item(legacy_free_busy_status="Tentative", sensitivity="Private"), BERLIN, ROOM)
    assert tentative is not None
    assert (tentative.invitation.is_tentative, tentative.invitation.is_private) == (True, True)
    own = to_event(item(organizer=Mailbox(email_address="Room@example.org")), BERLIN, ROOM)
    assert own is not None
    assert own.is_own


def test_times_go_there_and_come_back() -> None:
    moment = datetime(2026, 12, 1, 9, 30, tzinfo=BERLIN)
    sent = to_event(item(start=_ews(moment), end=_ews(moment)), BERLIN, ROOM)
    assert sent is not None
    assert sent.starts_at == moment


def test_every_field_that_is_asked_for_exists() -> None:
    assert set(FIELDS) <= {field.name for field in CalendarItem.FIELDS}


async def test_without_a_password_or_a_server_it_says_so(tmp_path: Path) -> None:
    config = CalendarConfig(kind="exchange", server="127.0.0.1:9", username="room", address=ROOM)
    window = Window(datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC))
    credential = Credential(tmp_path, "work")
    calendar = ExchangeCalendar(config, credential, BERLIN)
    with pytest.raises(CalendarTrouble) as caught:
        await calendar.read(window)
    assert caught.value.reason == "no_secret"
    credential.write("pa55")
    with pytest.raises(CalendarTrouble) as caught:
        await calendar.read(window)
    assert caught.value.reason == "unreachable"
    await calendar.close()
