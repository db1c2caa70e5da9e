"""What somebody sees who comes in."""

from __future__ import annotations

import msgspec
import pytest

from appliance.api.access import AccessState
from appliance.api.devices import DevicesState
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
    glass.room.change(schedule=ScheduleState(calendar_connected=True, meetings=(soon,)))
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
        ("Meet", "Meetings are not in this version"),
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
