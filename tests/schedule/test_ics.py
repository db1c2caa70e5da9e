"""A calendar behind an address: ETag, secrets, damage and size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.ics import IcsCalendar
from appliance.schedule.credential import Credential
from appliance.schedule.event import Window
from appliance.schedule.trouble import CalendarTrouble
from tests.schedule.conftest import FileServer

BERLIN = ZoneInfo("Europe/Berlin")
DAY = Window(datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 8, tzinfo=UTC))
EVENT = "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:A\r\nDTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z\r\nEND:VEVENT\r\n"


def calendar(text: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{text}END:VCALENDAR\r\n"


async def test_the_file_is_fetched_once_and_then_asked_for(files: FileServer, tmp_path: Path) -> None:
    files.text = calendar(EVENT)
    config = CalendarConfig(kind="ics", url=f"{files.base}/room.ics")
    made = IcsCalendar(config, Credential(tmp_path, "x"), BERLIN)
    events = await made.read(DAY)
    assert events is not None
    assert [event.title for event in events] == ["A"]
    assert await made.read(DAY) is None
    assert files.answered == [200, 304]
    assert not made.is_writable
    # a new day needs no new file
    moved = await made.read(Window(DAY.starts_at + timedelta(days=1), DAY.ends_at + timedelta(days=1)))
    assert moved == []
    files.text = calendar("")
    assert await made.read(DAY) == []
    await made.close()


async def test_the_address_may_be_the_secret(files: FileServer, secret: Callable[..., Credential]) -> None:
    files.text = calendar(EVENT)
    made = IcsCalendar(CalendarConfig(kind="ics"), secret(f"{files.base}/private-0a1b2c/basic.ics"), BERLIN)
    assert len(await made.read(DAY) or []) == 1
    files.status = 404
    with pytest.raises(CalendarTrouble) as caught:
        await made.read(DAY)
    assert "private" not in str(caught.value)
    await made.close()


async def test_a_name_and_a_password(files: FileServer, secret: Callable[..., Credential]) -> None:
    files.text = calendar(EVENT)
    config = CalendarConfig(kind="ics", url=f"{files.base}/room.ics", username="room")
    made = IcsCalendar(config, secret("pa55"), BERLIN)
    await made.read(DAY)
    assert files.requests[0]["Authorization"] == "Basic cm9vbTpwYTU1"
    await made.close()


@pytest.mark.parametrize("text", ["<html>Sign in</html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID", ""])
async def test_what_is_no_calendar_is_damaged_and_asked_for_again(files: FileServer, tmp_path: Path, text: str) -> None:
    files.text = text
    made = IcsCalendar(CalendarConfig(kind="ics", url=files.base), Credential(tmp_path, "x"), BERLIN)
    for _ in range(2):
        with pytest.raises(CalendarTrouble) as caught:
            await made.read(DAY)
        assert caught.value.reason == "damaged"
    assert files.answered == [200, 200]
    files.text = calendar(EVENT)
    assert len(await made.read(DAY) or []) == 1
    await made.close()


async def test_a_series_that_takes_for_ever_is_given_up(files: FileServer, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("appliance.schedule.expansion.PATIENCE_S", 6.0)
    rule = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    event = f"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:19000101T090000Z\r\nDURATION:PT1H\r\n{rule}\r\nEND:VEVENT\r\n"
    files.text = calendar("".join(event % at for at in range(3000)))
    made = IcsCalendar(CalendarConfig(kind="ics", url=files.base), Credential(tmp_path, "x"), BERLIN)
    with pytest.raises(CalendarTrouble) as caught:
        await made.read(DAY)
    assert caught.value.reason == "damaged"
    await made.close()


async def test_a_file_without_end_is_cut(files: FileServer, tmp_path: Path) -> None:
    files.text = "BEGIN:VCALENDAR\r\n" + "X" * (17 << 20)
    made = IcsCalendar(CalendarConfig(kind="ics", url=files.base), Credential(tmp_path, "x"), BERLIN)
    with pytest.raises(CalendarTrouble) as caught:
        await made.read(DAY)
    assert caught.value.reason == "too_large"
    await made.close()
