"""The whole of it: calendars to the room's day, one broken beside others, starts without network, and people's verbs."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from appliance.api.cast import Cast, CastState
from appliance.api.errors import Busy, NotFound, RoomError, Unavailable
from appliance.api.schedule import Meeting, ScheduleState
from appliance.config.schedule import CalendarConfig, ScheduleConfig
from appliance.schedule import clock
from appliance.schedule.credential import Credential
from appliance.schedule.recogniser import load
from appliance.schedule.service import ScheduleService
from appliance.store import Store
from tests.schedule.conftest import FileServer, Radicale

NOW = datetime(2026, 12, 1, 9, 41, 20, tzinfo=UTC)


class House:
    """A room's schedule with a clock to move."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.now = NOW
        self.store = Store()
        self.health: dict[str, tuple[str, str]] = {}
        monkeypatch.setattr(clock, "now", lambda: self.now)
        monkeypatch.setattr("appliance.schedule.service.LOOK_EVERY_S", 0.05)

    @asynccontextmanager
    async def open(self, **calendars: CalendarConfig) -> AsyncIterator[ScheduleService]:
        def report(name: str, status: str, reason: str) -> None:
            self.health[name] = (status, reason)

        config = ScheduleConfig(time_zone="Europe/Berlin", calendar=calendars)
        secrets, kept = self.folder / "secrets", self.folder / "calendars"
        service = ScheduleService(self.store, config, load(), secrets, kept, report)
        task = asyncio.create_task(service.run())
        try:
            yield service
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    @property
    def state(self) -> ScheduleState:
        return self.store.state.schedule

    @property
    def titles(self) -> list[str]:
        return [meeting.title for meeting in self.state.meetings]

    def meeting(self, title: str) -> Meeting:
        return next(meeting for meeting in self.state.meetings if meeting.title == title)

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(25):
            while not holds():  # noqa: ASYNC110  what is waited for is a state, told by no event
                await asyncio.sleep(0.03)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


def at(minutes: int) -> str:
    return (NOW.replace(second=0) + timedelta(minutes=minutes)).strftime("%Y%m%dT%H%M%SZ")


def event(title: str, begin: int, end: int, *lines: str) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT", f"UID:{title}", f"SUMMARY:{title}", f"DTSTART:{at(begin)}", f"DTEND:{at(end)}", *lines, "END:VEVENT",
    )  # fmt: skip


def calendar(*events: tuple[str, ...]) -> str:
    lines = [line for one in events for line in one]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *lines, "END:VCALENDAR", ""])


@pytest.fixture
def dav(radicale: Radicale, secret: Callable[..., Credential]) -> CalendarConfig:
    secret()
    return CalendarConfig(kind="caldav", url=radicale.url, username="room", address="room@example.org", poll_s=10)


def ics(files: FileServer, **fields: object) -> CalendarConfig:
    return CalendarConfig(kind="ics", url=f"{files.base}/room.ics", **fields)  # pyright: ignore[reportArgumentType]


async def test_a_day_of_several_calendars_each_meeting_once(
    house: House, files: FileServer, radicale: Radicale, dav: CalendarConfig
) -> None:
    both = event("Both", 30, 60, "LOCATION:https://zoom.us/j/98765432100?pwd=s3cretpass")
    files.text = calendar(both, event("File", -20, 20), event("Tomorrow", 24 * 60, 24 * 60 + 30))
    radicale.put("b", *both)
    radicale.put("d", *event("Dav", 90, 120, "CLASS:PRIVATE"))
    async with house.open(work=dav, file=ics(files)) as service:
        await house.until(lambda: len(house.state.meetings) == 3 and len(house.health) == 2)
        assert [one.title for one in house.state.meetings] == ["File", "Both", ""]
        assert house.state.meetings[2].is_hidden
        assert house.health == {"calendar.work": ("ok", ""), "calendar.file": ("ok", "")}
        assert [one.status for one in house.state.calendars] == ["ok", "ok"]
        assert (house.state.is_busy, house.state.busy_until) == (True, NOW.replace(second=0) + timedelta(minutes=20))
        both_told = house.meeting("Both")
        assert (both_told.service, both_told.service_name, both_told.no_join) == ("zoom", "Zoom", "")
        # the state is read by every control system: a passcode is asked for by itself
        assert b"s3cretpass" not in msgspec.json.encode(house.store.state)
        link = await service.get_link(both_told.id)
        assert link.url == "https://zoom.us/j/98765432100?pwd=s3cretpass"
        with pytest.raises(NotFound) as caught:
            await service.get_link(house.meeting("File").id)
        assert caught.value.data == {"reason": "no_link"}


async def test_one_broken_calendar_hides_no_other(house: House, files: FileServer, dav: CalendarConfig) -> None:
    files.text = calendar(event("File", -20, 20))
    broken = msgspec.structs.replace(dav, url="http://127.0.0.1:9/")
    async with house.open(work=broken, none=CalendarConfig(kind="ics"), file=ics(files)):
        await house.until(lambda: house.titles == ["File"] and len(house.health) == 3)
        assert house.health["calendar.work"] == ("failed", "calendar.unreachable")
        assert house.health["calendar.none"] == ("failed", "calendar.no_secret")
        assert house.health["calendar.file"] == ("ok", "")
        assert [one.status for one in house.state.calendars] == ["offline", "offline", "ok"]


async def test_a_start_without_network_shows_what_was_read_before(house: House, files: FileServer) -> None:
    files.text = calendar(
        event("File", -20, 20, "URL:https://meet.google.com/abc-defg-hij"), event("Later", 2880, 2910)
    )
    async with house.open(file=ics(files)):
        await house.until(lambda: house.titles == ["File"])
    read_at = house.state.calendars[0].read_at
    kept = house.folder / "calendars" / "file.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    files.status = 503
    house.store = Store()
    house.now = NOW + timedelta(minutes=5)
    async with house.open(file=ics(files)) as service:
        # at once, before anything is asked
        assert house.titles == ["File"]
        assert house.state.calendars[0].status == "connecting"
        await house.until(lambda: house.state.calendars[0].status == "offline")
        assert house.state.calendars[0].read_at == read_at
        assert house.health["calendar.file"] == ("degraded", "calendar.rate_limited")
        assert (await service.get_link(house.meeting("File").id)).service == "meet"
        house.now = NOW + timedelta(days=2)
        await house.until(lambda: house.titles == ["Later"])


async def test_a_damaged_cache_costs_only_the_cache(house: House, files: FileServer) -> None:
    (house.folder / "calendars").mkdir()
    for name in ("file.json", "marks.json"):
        (house.folder / "calendars" / name).write_text('{"version": ')
    files.text = calendar(event("File", -20, 20))
    async with house.open(file=ics(files)):
        await house.until(lambda: house.titles == ["File"])


async def test_book_now_extend_and_end(house: House, radicale: Radicale, dav: CalendarConfig) -> None:
    radicale.put("next", *event("Next", 60, 90))
    async with house.open(work=dav) as service:
        await house.until(lambda: house.state.can_book)
        assert house.state.free_until == NOW.replace(second=0) + timedelta(minutes=60)
        with pytest.raises(Busy) as caught:
            await service.book_now(90)
        assert caught.value.code == "schedule.taken"
        assert (await service.book_now(30, "Stand-up")).in_calendar
        # the truth has come back as state when the verb returns
        booked = house.meeting("Stand-up")
        assert booked.is_own
        assert booked.check_in_until is None
        assert booked.ends_at == NOW.replace(second=0) + timedelta(minutes=30)
        assert booked.no_join == ""
        with pytest.raises(Busy):
            await service.book_now(15)
        assert (await service.extend(booked.id, 15)).in_calendar
        assert house.meeting("Stand-up").ends_at == NOW.replace(second=0) + timedelta(minutes=45)
        with pytest.raises(Busy):
            await service.extend(booked.id, 30)
        house.now = NOW + timedelta(minutes=10)
        assert (await service.end(booked.id)).in_calendar
        assert not house.state.is_busy
        assert (await service.book_now(15)).in_calendar
        assert house.titles == ["Stand-up", "Meeting room", "Next"]


async def test_somebody_elses_meeting_is_extended_by_a_booking_after_it(
    house: House, radicale: Radicale, dav: CalendarConfig
) -> None:
    radicale.put("now", *event("Review", -20, 20))
    async with house.open(work=dav) as service:
        await house.until(lambda: house.titles == ["Review"])
        review = house.meeting("Review")
        assert (await service.extend(review.id, 15)).in_calendar
        assert house.titles == ["Review", "Review"]
        assert house.state.busy_until == NOW.replace(second=0) + timedelta(minutes=35)
        # its organiser's calendar is not the room's to change
        assert not (await service.end(review.id)).in_calendar


async def test_what_cannot_be_written_is_refused_with_its_reason(house: House, files: FileServer) -> None:
    files.text = calendar(event("File", -20, 20))
    async with house.open(file=ics(files)) as service:
        await house.until(lambda: house.titles == ["File"])
        assert not house.state.can_book
        with pytest.raises(Unavailable) as caught:
            await service.extend(house.meeting("File").id, 15)
        assert caught.value.code == "schedule.read_only"
        assert not (await service.end(house.meeting("File").id)).in_calendar
        assert not house.state.is_busy
        with pytest.raises(RoomError) as refused:
            await service.end(house.meeting("File").id)
        assert refused.value.code == "schedule.not_now"
        with pytest.raises(NotFound):
            await service.check_in("nobody")


async def test_a_no_show_is_declined_in_the_calendar(house: House, radicale: Radicale, dav: CalendarConfig) -> None:
    attendee = "ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:room@example.org"
    radicale.put("now", *event("Ghost", 5, 65, "ORGANIZER:mailto:m@example.org", attendee))
    house.store.replace(settings=msgspec.structs.replace(house.store.state.settings, no_show_min=10))
    async with house.open(work=dav):
        await house.until(lambda: house.titles == ["Ghost"])
        assert house.meeting("Ghost").check_in_until == NOW.replace(second=0) + timedelta(minutes=15)
        house.now = NOW + timedelta(minutes=14)
        await asyncio.sleep(0.3)
        assert house.titles == ["Ghost"]
        house.now = NOW + timedelta(minutes=16)
        await house.until(lambda: house.titles == [])
        assert not house.state.is_busy
        await house.until(lambda: "PARTSTAT=DECLINED" in radicale.everything())


@pytest.mark.parametrize("sign", ["check in", "cast", "voice"])
async def test_who_comes_keeps_the_room(house: House, files: FileServer, sign: str) -> None:
    files.text = calendar(event("Review", 5, 65))
    house.store.replace(settings=msgspec.structs.replace(house.store.state.settings, no_show_min=10))
    async with house.open(file=ics(files)) as service:
        await house.until(lambda: house.titles == ["Review"])
        house.now = NOW + timedelta(minutes=8)
        if sign == "check in":
            await service.check_in(house.meeting("Review").id)
        elif sign == "cast":
            cast = Cast(id="c", name="x", stream="s", phase="live", started_at=house.now)
            house.store.replace(cast=CastState(casts=(cast,)))
        else:
            house.store.replace(sound=msgspec.structs.replace(house.store.state.sound, speech=True))
        await house.until(lambda: house.meeting("Review").checked_in)
        assert house.meeting("Review").check_in_until is None
        house.now = NOW + timedelta(minutes=30)
        await asyncio.sleep(0.3)
        assert house.titles == ["Review"]
    # and it is known after a restart
    async with house.open(file=ics(files)):
        assert house.meeting("Review").checked_in


async def test_a_room_that_was_away_at_the_beginning_gives_nothing_back(house: House, files: FileServer) -> None:
    files.text = calendar(event("Review", -20, 65))
    house.store.replace(settings=msgspec.structs.replace(house.store.state.settings, no_show_min=10))
    async with house.open(file=ics(files)):
        await house.until(lambda: house.titles == ["Review"])
        await asyncio.sleep(0.3)
        assert house.titles == ["Review"]


async def test_titles_are_hidden_as_the_setting_says(house: House, files: FileServer) -> None:
    files.text = calendar(
        event("Open", 5, 65), event("Closed", 70, 90, "CLASS:PRIVATE", "ORGANIZER;CN=Maria:mailto:m@x.org")
    )
    async with house.open(file=ics(files)):
        await house.until(lambda: len(house.state.meetings) == 2)
        shown = {"private": ["Open", ""], "always": ["", ""], "never": ["Open", "Closed"]}
        for hide, titles in shown.items():
            house.store.replace(settings=msgspec.structs.replace(house.store.state.settings, hide_titles=hide))
            assert house.titles == titles
            assert [one.organizer for one in house.state.meetings] == ["", "Maria" if hide == "never" else ""]


async def test_release_and_refresh(house: House, radicale: Radicale, dav: CalendarConfig) -> None:
    async with house.open(work=dav) as service:
        await house.until(lambda: house.state.can_book)
        radicale.put("later", *event("Later", 60, 90))
        await service.refresh()
        assert house.titles == ["Later"]
        assert not (await service.release(house.meeting("Later").id)).in_calendar
        assert house.titles == []
        assert house.state.free_until is None


async def test_without_calendars_nothing_is_said_of_the_day(house: House) -> None:
    async with house.open() as service:
        assert house.state == ScheduleState()
        with pytest.raises(Unavailable) as caught:
            await service.book_now(15)
        assert caught.value.code == "schedule.read_only"
