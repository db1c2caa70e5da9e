"""What somebody sees who comes in."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from appliance.api.access import AccessState
from appliance.api.devices import DevicesState
from appliance.api.errors import Busy, Code
from appliance.api.schedule import ScheduleState
from tests.ui import scenes
from tests.ui.glass import Glass, Role


def test_the_home_page_tells_room_time_and_how_to_cast(glass: Glass) -> None:
    words = glass.words()
    for expected in ("Lighthouse", "09:41", "Tuesday, 24 November", "https://192.168.20.14:8443", "Code 482913"):
        assert expected in words
    assert glass.find("QR code that lets a guest in").role == Role.Graphic
    assert "begins with 3F:64:89:AE" in words


def test_a_trusted_certificate_needs_no_warning(glass: Glass, qtbot) -> None:
    glass.room.amend("access", trusted=True)
    qtbot.waitUntil(lambda: "begins with" not in glass.words())


def test_a_renewed_code_is_shown_at_once(glass: Glass, qtbot) -> None:
    glass.room.amend("access", code="000777")
    qtbot.waitUntil(lambda: glass.shows("Code 000777"))
    assert not glass.shows("Code 482913")


def test_without_network_the_card_says_so(glass: Glass, qtbot) -> None:
    glass.room.change(access=AccessState())
    qtbot.waitUntil(lambda: glass.shows("This room has no network"))
    assert not glass.shows("QR code that lets a guest in")


def test_the_meeting_now_is_marked(glass: Glass) -> None:
    words = glass.words()
    assert "Weekly product review" in words
    assert "09:00 – 10:00" in words
    assert "\nNow" in words


def test_the_next_meeting_tells_how_soon(glass: Glass, qtbot) -> None:
    upcoming = scenes.meetings()[1:2]
    soon = msgspec.structs.replace(upcoming[0], starts_at=scenes.NOW.replace(minute=53))
    glass.room.change(schedule=scenes.free(meetings=(soon,)))
    qtbot.waitUntil(lambda: glass.shows("In 12 min"))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ScheduleState(), "No calendar connected"),
        (ScheduleState(calendar_connected=True), "Nothing booked today"),
        (
            ScheduleState(
                calendar_connected=True,
                meetings=tuple(
                    msgspec.structs.replace(m, starts_at=scenes.NOW.replace(hour=7), ends_at=scenes.NOW.replace(hour=8))
                    for m in scenes.meetings()[:1]
                ),
            ),
            "Free for the rest of the day",
        ),
    ],
)
def test_an_empty_agenda_says_why(glass: Glass, qtbot, state: ScheduleState, words: str) -> None:
    glass.room.change(schedule=state)
    qtbot.waitUntil(lambda: glass.shows(words))


def test_the_room_says_how_long_it_is_taken_or_free(glass: Glass, qtbot) -> None:
    assert glass.shows("In use")
    assert glass.shows("until 10:00 · 19 min")
    glass.room.change(schedule=scenes.free())
    qtbot.waitUntil(lambda: glass.shows("until 10:30 · 49 min"))
    assert glass.shows("Free")
    glass.room.change(schedule=scenes.free(meetings=(), free_until=scenes.NOW + timedelta(days=2)))
    qtbot.waitUntil(lambda: glass.shows("for the rest of the day"))


def test_booking_offers_what_fits_and_says_when_it_is_done(glass: Glass, qtbot) -> None:
    glass.room.results["schedule.book_now"] = {"in_calendar": True}
    glass.room.change(schedule=scenes.free())
    qtbot.waitUntil(lambda: glass.shows("Book now"))
    glass.touch("Book now", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("15 min"))
    assert not glass.shows("1 h")
    glass.touch("30 min", Role.Button)
    qtbot.waitUntil(lambda: "schedule.book_now" in glass.room.methods())
    assert glass.room.calls[-1].params == {"minutes": 30, "title": "Booked at the room"}
    qtbot.waitUntil(lambda: glass.shows("The room is booked."))


def test_a_refused_booking_says_why(glass: Glass, qtbot) -> None:
    glass.room.refusals["schedule.book_now"] = Busy(Code.SCHEDULE_TAKEN)
    glass.room.change(schedule=scenes.free())
    qtbot.waitUntil(lambda: glass.shows("Book now"))
    glass.touch("Book now", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("15 min"))
    glass.touch("15 min", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("The room is taken by then."))


def test_no_button_where_nothing_can_be_booked(glass: Glass, qtbot) -> None:
    glass.room.change(schedule=scenes.free(can_book=False))
    qtbot.waitUntil(lambda: glass.shows("Free"))
    assert not glass.shows("Book now")


def test_the_meeting_that_is_on_is_extended_and_ended(glass: Glass, qtbot) -> None:
    for verb in ("extend", "end"):
        glass.room.results[f"schedule.{verb}"] = {"in_calendar": verb == "extend"}
    glass.touch("Extend or end", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Online meeting on Microsoft Teams"))
    glass.touch("15 min more", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("The meeting ends later."))
    assert glass.room.calls[-1].params == {"meeting_id": "m0", "minutes": 15}
    glass.touch("Extend or end", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("End now"))
    glass.touch("End now", Role.Button)
    qtbot.waitUntil(lambda: "only here: this calendar cannot be changed" in glass.words())


def test_who_must_check_in_is_told_until_when(glass: Glass, qtbot) -> None:
    first, *others = scenes.meetings()
    first = msgspec.structs.replace(first, check_in_until=scenes.NOW.replace(minute=50))
    glass.room.change(schedule=scenes.schedule(meetings=(first, *others)))
    qtbot.waitUntil(lambda: glass.shows("check in by 09:50"))
    glass.touch("Check in", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("You are checked in."))
    assert glass.room.calls[-1] == ("schedule.check_in", {"meeting_id": "m0"})


@pytest.mark.parametrize(
    ("reason", "detail", "why", "remedy"),
    [
        ("body_stripped", "", "the room's mailbox has removed the text", "DeleteComments"),
        ("rewritten", "Mimecast", "was rewritten by Mimecast", "exempt the room's mailbox"),
        ("unknown_service", "vks.example.ru", "a link to vks.example.ru", "links.toml"),
        ("tentative", "", "has not accepted this meeting yet", "Accept it"),
        ("private", "", "its link is kept from the room", "without marking it private"),
        ("cancelled", "", "was cancelled", ""),
        ("no_link", "", "no link of an online meeting", ""),
    ],
)
def test_a_touch_tells_why_a_meeting_cannot_be_joined(
    glass: Glass, qtbot, reason: str, detail: str, why: str, remedy: str
) -> None:
    _, second, *_ = scenes.meetings()
    changed = msgspec.structs.replace(
        second, service="", service_name="", no_join=reason, no_join_detail=detail, is_cancelled=reason == "cancelled"
    )
    glass.room.change(schedule=scenes.free(meetings=(changed,)))
    qtbot.waitUntil(lambda: glass.shows("Free"))
    glass.touch(second.title, Role.Button)
    qtbot.waitUntil(lambda: why in glass.words())
    assert remedy in glass.words()
    assert not glass.shows("Give the room back")
    # it is gone from the calendar while somebody reads
    glass.room.change(schedule=scenes.free(meetings=()))
    qtbot.waitUntil(lambda: why not in glass.words())


def test_hidden_titles_stay_hidden(glass: Glass, qtbot) -> None:
    first, *_ = scenes.meetings()
    hidden = msgspec.structs.replace(first, title="", organizer="", is_hidden=True)
    glass.room.change(schedule=scenes.schedule(meetings=(hidden,)))
    qtbot.waitUntil(lambda: glass.shows("Private meeting"))


def test_calendars_out_of_reach_say_from_when_the_day_is(glass: Glass, qtbot) -> None:
    glass.room.change(schedule=scenes.away())
    qtbot.waitUntil(lambda: glass.shows("As of 08:12: calendar “work”, it cannot be reached"))
    assert glass.shows("Calendar “site”: it refuses the room's password")
    never = scenes.away().calendars[1:]
    glass.room.change(schedule=scenes.schedule(calendars=never, meetings=(), is_busy=False, busy_until=None))
    qtbot.waitUntil(lambda: glass.shows("The calendar is not read yet"))
    # a day that nobody knows is not a free one
    assert not glass.shows("Free")


def test_a_lost_camera_is_told_and_taken_back(glass: Glass, qtbot) -> None:
    camera, *others = scenes.DEVICES
    lost = msgspec.structs.replace(camera, availability="lost")
    glass.room.change(devices=DevicesState(devices=(lost, *others)))
    qtbot.waitUntil(lambda: glass.shows("Camera unplugged"))
    glass.room.change(devices=DevicesState(devices=scenes.DEVICES))
    qtbot.waitUntil(lambda: not glass.shows("Camera unplugged"))


def test_speech_is_shown_while_it_lasts(glass: Glass, qtbot) -> None:
    assert glass.shows("Somebody speaks")
    glass.room.amend("sound", speech=False)
    qtbot.waitUntil(lambda: not glass.shows("Somebody speaks"))


@pytest.mark.parametrize(
    ("way", "title"),
    [
        ("Whiteboard", "Pages: 0 of 0"),
        ("Meet", "Start a meeting"),
        ("Cast", "3. Choose what to show. It appears here at once."),
        ("More", "Room name"),
    ],
)
def test_every_way_leads_somewhere_and_back(glass: Glass, qtbot, way: str, title: str) -> None:
    glass.touch(way, Role.Button)
    qtbot.waitUntil(lambda: glass.shows(title))
    assert not glass.shows("09:41")
    glass.touch("Back", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("09:41"))


def test_who_casts_is_named_and_can_be_returned_to(glass: Glass, qtbot) -> None:
    glass.room.change(cast=scenes.casts(3))
    qtbot.waitUntil(lambda: glass.shows("Stop all"))
    glass.touch("Back")
    qtbot.waitUntil(lambda: glass.shows("Maria's laptop and 2 others are casting"))
    assert glass.find("Cast").description == "Maria's laptop and 2 others"
    assert glass.shows("Code 482913"), "others may still join"
    glass.touch("Show")
    qtbot.waitUntil(lambda: glass.shows("Stop all"))


@pytest.mark.parametrize(
    ("count", "name", "words"),
    [
        (1, "Maria", "Maria is casting"),
        (1, "", "A guest is casting"),
        (2, "", "Guest and Jonas are casting"),
        (6, "Maria", "Maria and 5 others are casting"),
    ],
)
def test_however_many_they_are(glass: Glass, qtbot, count: int, name: str, words: str) -> None:
    glass.room.change(cast=scenes.casts(count, name=name))
    qtbot.waitUntil(lambda: glass.shows(words))
