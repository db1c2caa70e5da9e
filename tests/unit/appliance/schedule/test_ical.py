"""The traps of calendars: zones, days, summer time, series that were changed, and what programs leave out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from appliance.schedule import ical
from appliance.schedule.event import Event, Window
from appliance.schedule.zones import UnknownZone, room_zone, utc, zone

BERLIN = ZoneInfo("Europe/Berlin")
AUTUMN = Window(datetime(2026, 10, 18, tzinfo=UTC), datetime(2026, 11, 5, tzinfo=UTC))


def events(*lines: str, address: str = "", head: tuple[str, ...] = (), floating: ZoneInfo = BERLIN) -> list[Event]:
    body = ("BEGIN:VEVENT", "UID:a", *lines, "END:VEVENT")
    text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *head, *body, "END:VCALENDAR", ""))
    return ical.events([("ref", text.encode())], AUTUMN, floating, address)


def starts(found: list[Event]) -> list[str]:
    return [f"{event.starts_at:%m-%d %H:%M}" for event in found]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20261020T080000Z", "10-20 08:00"),
        ("DTSTART;TZID=Europe/Berlin:20261020T100000", "10-20 08:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20261020T100000", "10-20 08:00"),
        ('DTSTART;TZID="China Standard Time":20261020T100000', "10-20 02:00"),
        ("DTSTART;TZID=Eastern Standard Time:20261020T100000", "10-20 14:00"),
        ("DTSTART;TZID=America/New_York:20261028T100000", "10-28 14:00"),
        ("DTSTART;TZID=Asia/Kolkata:20261020T100000", "10-20 04:30"),
        # floating, and a zone that nobody knows: the people in the room mean its clock
        ("DTSTART:20261020T100000", "10-20 08:00"),
        ("DTSTART;TZID=Our Office:20261020T100000", "10-20 08:00"),
    ],
)  # fmt: skip
def test_times_in_every_kind_of_zone(start: str, expected: str) -> None:
    (event,) = events(start, "DURATION:PT1H")
    assert starts([event]) == [expected]
    assert event.ends_at - event.starts_at == timedelta(hours=1)


@pytest.mark.parametrize("zone_name", ["Europe/Berlin", "W. Europe Standard Time"])
def test_a_series_keeps_its_hour_on_the_clock_over_the_end_of_summer_time(zone_name: str) -> None:
    found = events(
        f"DTSTART;TZID={zone_name}:20261006T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20261103T090000Z"
    )
    assert starts(found) == ["10-20 08:00", "10-27 09:00", "11-03 09:00"]


def test_an_empty_description_of_a_zone_is_passed_over() -> None:
    # as Outlook publishes calendars now and then
    head = ("BEGIN:VTIMEZONE", "TZID:Romance Standard Time", "END:VTIMEZONE")
    found = events("DTSTART;TZID=Romance Standard Time:20261020T100000", "DURATION:PT1H", head=head)
    assert starts(found) == ["10-20 08:00"]


def test_one_damaged_text_of_several_hides_no_other() -> None:
    good = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:g\r\nDTSTART:20261020T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert [event.uid for event in ical.events([("a", b"nonsense"), ("b", good)], AUTUMN, BERLIN)] == ["g"]
    with pytest.raises(ical.BadCalendar):
        ical.events([("a", b"nonsense")], AUTUMN, BERLIN)


def test_a_floating_series_keeps_the_rooms_hour() -> None:
    found = events("DTSTART:20261020T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert starts(found) == ["10-20 08:00", "10-27 09:00"]


def test_a_series_of_another_continent_changes_on_another_day() -> None:
    # New York changes on 1 November, Berlin on 25 October
    found = events("DTSTART;TZID=America/New_York:20261020T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert starts(found) == ["10-20 14:00", "10-27 14:00", "11-03 15:00"]


def test_days_belong_to_the_room_wherever_it_is() -> None:
    for name, expected in (
        ("Europe/Berlin", "10-19 22:00"),
        ("Asia/Shanghai", "10-19 16:00"),
        ("America/Lima", "10-20 05:00"),
    ):
        (event,) = events("DTSTART;VALUE=DATE:20261020", "DTEND;VALUE=DATE:20261021", floating=ZoneInfo(name))
        assert starts([event]) == [expected]
        assert event.is_all_day


def test_a_day_without_an_end_is_a_day_and_a_moment_is_a_moment() -> None:
    (day,) = events("DTSTART;VALUE=DATE:20261025")
    assert day.ends_at - day.starts_at == timedelta(hours=25)
    (moment,) = events("DTSTART:20261020T080000Z")
    assert moment.ends_at == moment.starts_at


def test_an_end_before_the_start_is_turned_round() -> None:
    (event,) = events("DTSTART:20261020T080000Z", "DTEND:20261020T070000Z")
    assert event.ends_at - event.starts_at == timedelta(hours=1)


def test_left_out_moved_and_added_dates() -> None:
    found = events(
        "DTSTART;TZID=Europe/Berlin:20261019T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE;TZID=Europe/Berlin:20261020T100000", "RDATE;TZID=Europe/Berlin:20261024T150000", "END:VEVENT",
        # told in another zone than the series
        "BEGIN:VEVENT", "UID:a", "RECURRENCE-ID;TZID=Asia/Shanghai:20261021T160000", "DTSTART:20261022T130000Z", "DURATION:PT1H",
    )  # fmt: skip
    assert starts(found) == ["10-19 08:00", "10-22 13:00", "10-24 13:00"]
    # a moved meeting is the same meeting
    assert found[1].id == "a/20261021T080000Z"


def test_the_words_of_invitations_are_kept_to_a_line() -> None:
    (event,) = events(
        "DTSTART:20261020T080000Z", "DURATION:PT1H", "SUMMARY:Two\\nlines\\, and \u202econtrol\x07 " + "x" * 500,
        'ORGANIZER;CN="Maria Oliveira":mailto:maria@example.org',
    )  # fmt: skip
    assert event.title.startswith("Two lines, and control")
    assert len(event.title) == 200
    assert event.organizer == "Maria Oliveira"


@pytest.mark.parametrize(
    ("lines", "fact"),
    [
        (("STATUS:CANCELLED",), "is_cancelled"),
        (("SUMMARY:Canceled: Review",), "is_cancelled"),
        (("STATUS:TENTATIVE",), "is_tentative"),
        (("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",), "is_tentative"),
        (("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:Room@example.org",), "is_tentative"),
        (("CLASS:PRIVATE",), "is_private"),
        (("X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/x/0",), "is_online"),
    ],
)
def test_facts_of_an_invitation(lines: tuple[str, ...], fact: str) -> None:
    (event,) = events("DTSTART:20261020T080000Z", "DURATION:PT1H", *lines, address="room@example.org")
    facts = ("is_cancelled", "is_tentative", "is_private", "is_online")
    assert [name for name in facts if getattr(event.invitation, name)] == [fact]


def test_what_leaves_the_room_free() -> None:
    for line in ("TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"):
        (event,) = events("DTSTART:20261020T080000Z", "DURATION:PT1H", line)
        assert event.is_free


def test_names_of_zones() -> None:
    assert zone("Romance Standard Time") == ZoneInfo("Europe/Paris")
    assert zone("UTC") is UTC
    for name in ("Mars/Base", "../../etc/passwd", "", "\0"):
        with pytest.raises(UnknownZone):
            zone(name)


def test_the_rooms_zone_is_the_given_one_or_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    assert room_zone("Asia/Shanghai") == ZoneInfo("Asia/Shanghai")
    monkeypatch.setenv("TZ", ":Europe/Berlin")
    assert room_zone() == BERLIN
    monkeypatch.setenv("TZ", "nonsense")
    assert room_zone() is not None


def test_a_time_that_the_clock_skips_or_has_twice() -> None:
    assert utc(datetime.fromisoformat("2026-03-29T02:30"), BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert utc(datetime.fromisoformat("2026-10-25T02:30"), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
