"""The room's day out of what its calendars know, and the rhythm of reading them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from appliance.schedule import agenda
from appliance.schedule.agenda import Entry, Rules
from appliance.schedule.event import Event, Window
from appliance.schedule.known import Known, key_of
from appliance.schedule.marks import Mark
from appliance.schedule.poll import Poll
from appliance.schedule.recogniser import Invitation
from appliance.schedule.trouble import CalendarTrouble

NOW = datetime(2026, 12, 1, 9, 41, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def known(title: str, begin: int, end: int, **fields: object) -> Known:
    starts_at, ends_at = NOW + timedelta(minutes=begin), NOW + timedelta(minutes=end)
    event = Event(id=title, uid=title, title=title, starts_at=starts_at, ends_at=ends_at, **fields)  # pyright: ignore[reportArgumentType]
    return Known(key=key_of(event), event=event)


def entries(*some: Known, **marks: Mark) -> list[Entry]:
    by_key = {one.key: marks[one.event.title] for one in some if one.event.title in marks}
    return agenda.entries({"work": some}, by_key.get)


def test_meetings_that_touch_are_one_stretch() -> None:
    found = entries(known("a", -10, 20), known("b", 20, 40), known("c", 30, 60), known("d", 61, 90))
    assert agenda.free_again(found, NOW) == NOW + timedelta(minutes=60)
    assert agenda.free_again(found, NOW + timedelta(minutes=60)) is None
    assert agenda.taken_next(found, NOW + timedelta(minutes=60)) == NOW + timedelta(minutes=61)


def test_what_is_free_cancelled_ended_or_given_back_takes_no_room() -> None:
    cancelled = known("c", -10, 20, invitation=Invitation(is_cancelled=True))
    ended = Mark(at=NOW, ended_at=NOW - timedelta(minutes=1))
    found = entries(
        known("f", -10, 20, is_free=True),
        cancelled,
        known("e", -10, 20),
        known("r", -10, 20),
        e=ended,
        r=Mark(at=NOW, released=True),
    )
    assert agenda.free_again(found, NOW) is None
    assert agenda.current(found, NOW) is None
    assert agenda.is_free(found, NOW, NOW + timedelta(hours=1))


def test_the_meeting_that_began_last_is_the_one_that_is_on() -> None:
    found = entries(known("day", -300, 600, is_all_day=True), known("long", -60, 60), known("short", -5, 10))
    current = agenda.current(found, NOW)
    assert current is not None
    assert current.known.event.title == "short"


def test_today_is_the_rooms() -> None:
    # 00:30 in Berlin is still yesterday in UTC
    night = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    found = entries(known("morning", 0, 30), known("tomorrow", 24 * 60, 24 * 60 + 30))
    assert [one.title for one in agenda.today(found, NOW, BERLIN, Rules())] == ["morning"]
    assert [one.title for one in agenda.today(found, night, BERLIN, Rules())] == ["tomorrow"]
    begins, ends = agenda.day_of(datetime(2026, 10, 25, 12, tzinfo=UTC), BERLIN)
    assert ends - begins == timedelta(hours=25)


def test_the_same_meeting_of_two_calendars_is_one() -> None:
    one = known("a", 0, 30)
    assert [entry.calendar for entry in agenda.entries({"x": [one], "y": [one]}, lambda _: None)] == ["x"]


@pytest.mark.parametrize(
    ("fields", "mark", "is_due"),
    [
        ({}, None, True),
        ({}, Mark(at=NOW, checked_in=True), False),
        ({"is_own": True}, None, False),
        ({"is_all_day": True}, None, False),
        ({"is_free": True}, None, False),
    ],
)
def test_who_must_check_in(fields: dict[str, object], mark: Mark | None, is_due: bool) -> None:
    (entry,) = entries(known("a", 0, 30, **fields), **({"a": mark} if mark else {}))
    assert (agenda.must_check_in(entry, Rules(no_show_min=10)) is not None) == is_due
    assert agenda.must_check_in(entry, Rules()) is None
    # a meeting that is over by then is not given back
    assert agenda.must_check_in(entry, Rules(no_show_min=30)) is None


class Clockwork:
    """A calendar that answers what a test says, and how long its poll waits after each."""

    is_writable = False

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: object) -> None:
        self.answers = list(answers)
        self.waits: list[float] = []
        self.read_count = 0
        self.closed = False
        monkeypatch.setattr("appliance.schedule.poll.JITTER", 0.0)

    async def read(self, _window: Window) -> list[Event] | None:
        self.read_count += 1
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer  # pyright: ignore[reportReturnType]

    async def close(self) -> None:
        self.closed = True


def poll(calendar: Clockwork, heard: list[object]) -> Poll:
    async def take(events: list[Event] | None) -> None:
        heard.append(events)

    window = Window(NOW, NOW)
    return Poll("work", calendar, 45, lambda: window, take, lambda trouble: heard.append(trouble.reason))  # pyright: ignore[reportArgumentType]


async def test_failures_wait_longer_and_longer_as_servers_ask_and_no_fault_ends_it(monkeypatch) -> None:
    troubles = [CalendarTrouble("unreachable")] * 3
    calendar = Clockwork(
        monkeypatch,
        [],
        *troubles,
        CalendarTrouble("rate_limited", retry_after_s=300),
        CalendarTrouble("refused"),
        RuntimeError("bug"),
        [],
    )
    heard: list[object] = []
    made = poll(calendar, heard)
    waits = [await made._read() for _ in range(8)]
    assert heard == [[], *["unreachable"] * 3, "rate_limited", "refused", "damaged", []]
    assert waits == [45, 5, 10, 20, 300, 80, 160, 45]


async def test_a_wish_is_read_at_once_and_waited_for(monkeypatch) -> None:
    calendar = Clockwork(monkeypatch)
    made = poll(calendar, [])
    task = asyncio.create_task(made.run())
    await asyncio.sleep(0.01)
    assert calendar.read_count == 1
    await made.read_now(5)
    assert calendar.read_count == 2
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert calendar.closed
