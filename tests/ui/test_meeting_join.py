"""The ways into a meeting, and what the glass says on the way."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from appliance.api.errors import Busy, Code, Invalid
from appliance.api.meeting import MeetingState
from tests.ui import call_scenes as calls
from tests.ui import scenes
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role


def page(glass: Glass) -> str:
    return glass.singleton("Parlor.Flow", "Pages").property("current")


def test_the_meeting_that_is_on_is_joined_by_one_touch(glass: Glass, qtbot) -> None:
    glass.touch("Join", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.join_meeting", {"meeting_id": "m0"}) in glass.room.calls)
    glass.room.change(meeting=calls.joining())
    qtbot.waitUntil(lambda: page(glass) == "call")
    qtbot.waitUntil(lambda: glass.shows("Opening the page of Microsoft Teams…"))


def test_every_meeting_with_a_link_has_its_own_touch_and_no_other(glass: Glass) -> None:
    joins = [thing for thing in glass.things() if thing.name == "Join"]
    assert [thing.description for thing in joins] == [one.title for one in scenes.meetings()[:2]]


def test_the_sheet_of_a_meeting_joins_it(glass: Glass, qtbot) -> None:
    glass.touch("Extend or end", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Online meeting on Microsoft Teams"))
    sheet = [thing for thing in glass.things() if thing.name == "Join"][-1]
    glass.touch_at(sheet.rect.center())
    qtbot.waitUntil(lambda: "meeting.join_meeting" in glass.room.methods())


def test_nothing_is_joined_from_within_a_call(glass: Glass, qtbot) -> None:
    glass.room.change(meeting=calls.meeting(2))
    qtbot.waitUntil(lambda: page(glass) == "call")
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", "home")
    qtbot.waitUntil(lambda: glass.shows("In a call"))
    assert not glass.shows("Join")


def test_a_meeting_is_started_by_two_touches(glass: Glass, qtbot) -> None:
    glass.room.results["meeting.start_conference"] = {"number": "482913507"}
    glass.touch("Meet", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Start now"))
    glass.touch("Start now")
    qtbot.waitUntil(lambda: "meeting.start_conference" in glass.room.methods())
    glass.room.change(meeting=calls.meeting(0))
    qtbot.waitUntil(lambda: glass.shows("Nobody else is here yet"))
    assert glass.shows("482 913 507")
    assert glass.shows("7390")
    assert glass.find("QR code that leads into the meeting").role == Role.Graphic


def test_a_number_is_typed_in_groups_and_the_passcode_after_it(glass: Glass, qtbot) -> None:
    glass.touch("Meet", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Join by number"))
    for key in "482913597":
        glass.touch(key, Role.Button)
    assert glass.find("Meeting number", Role.RadioButton).description == "482 913 597"
    for key in ("7", "3", "Erase", "9"):
        glass.touch(key, Role.Button)
    assert glass.find("Passcode, if any", Role.RadioButton).description == "79"
    glass.touch("Join", Role.Button)
    wanted = Call("meeting.join_address", {"address": "482913597", "passcode": "79"})
    qtbot.waitUntil(lambda: wanted in glass.room.calls)


def test_a_number_that_is_too_short_is_not_sent(glass: Glass, qtbot) -> None:
    glass.touch("Meet", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Join by number"))
    glass.touch("4", Role.Button)
    glass.touch("Join", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("A meeting number has nine digits."))
    assert "meeting.join_address" not in glass.room.methods()


def test_a_bad_link_is_named_where_it_was_typed(glass: Glass, qtbot) -> None:
    glass.room.refusals["meeting.join_address"] = Invalid(Code.MEETING_ADDRESS)
    glass.touch("Meet", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Join by link or address"))
    glass.touch("Join by link or address", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Link or address"))
    QTest.qWait(50)
    for key in "hello":
        QTest.keyClick(glass.shell.window, key)  # pyright: ignore[reportCallIssue, reportArgumentType]
    joins = [thing for thing in glass.things() if thing.name == "Join"]
    glass.touch_at(joins[-1].rect.center())
    wanted = Call("meeting.join_address", {"address": "hello", "passcode": ""})
    qtbot.waitUntil(lambda: wanted in glass.room.calls)
    qtbot.waitUntil(lambda: glass.shows("This is no meeting number, no known link and no SIP address."))
    assert glass.shows("Link or address")


def test_a_refused_join_says_why(glass: Glass, qtbot) -> None:
    glass.room.refusals["meeting.join_meeting"] = Busy(Code.MEETING_IN_CALL)
    glass.touch("Join", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("This room is in a call already. Leave it first."))


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("find", "Looking for the meeting…"),
        ("enter", "Going in…"),
        ("media", "Connecting sound and picture…"),
        ("picture", "Waiting for the first picture…"),
        ("name", "Giving this room's name…"),
        ("ask", "Asking to be let in…"),
        ("admission", "Somebody in the meeting must let this room in. They have been told."),
        ("hand_over", "Tap Join on the page yourself."),
    ],
)
def test_each_step_of_joining_is_said(glass: Glass, qtbot, step: str, words: str) -> None:
    glass.room.change(meeting=calls.joining(step=step))
    qtbot.waitUntil(lambda: glass.shows(words))
    assert glass.shows("4 s")


def test_joining_is_given_up_at_once_from_any_page(glass: Glass, qtbot) -> None:
    glass.room.change(meeting=calls.joining())
    qtbot.waitUntil(lambda: glass.shows("Cancel"))
    glass.touch("Cancel", Role.Button)
    qtbot.waitUntil(lambda: glass.room.methods().count("meeting.leave_call") == 1)
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", "settings")
    qtbot.waitUntil(lambda: glass.shows("Back to the call"))
    glass.touch("Cancel", Role.Button)
    qtbot.waitUntil(lambda: glass.room.methods().count("meeting.leave_call") == 2)
    glass.room.change(meeting=MeetingState())
    qtbot.waitUntil(lambda: not glass.shows("Cancel"))


def test_a_failure_is_said_with_what_to_do_and_tried_again(glass: Glass, qtbot) -> None:
    glass.touch("Join", Role.Button)
    glass.room.change(meeting=calls.joining())
    qtbot.waitUntil(lambda: page(glass) == "call")
    glass.room.change(meeting=MeetingState(failure="web.refused", failure_detail="Microsoft Teams"))
    qtbot.waitUntil(lambda: glass.shows("Microsoft Teams did not let this room in."))
    assert glass.shows("Ask whoever holds the meeting, then try again.")
    glass.touch("Try again", Role.Button)
    qtbot.waitUntil(lambda: glass.room.methods().count("meeting.join_meeting") == 2)
    glass.touch("All right", Role.Button)
    qtbot.waitUntil(lambda: "meeting.dismiss_failure" in glass.room.methods())


def test_a_failure_of_somebody_elses_making_offers_no_second_try(glass: Glass, qtbot) -> None:
    glass.room.change(meeting=MeetingState(failure="meeting.removed"))
    qtbot.waitUntil(lambda: glass.shows("The host has removed this room from the meeting."))
    assert glass.shows("The call has ended")
    assert not glass.shows("Try again")


def test_a_call_that_ends_leads_home(glass: Glass, qtbot) -> None:
    glass.room.change(meeting=calls.meeting(2))
    qtbot.waitUntil(lambda: page(glass) == "call")
    glass.room.change(meeting=MeetingState())
    qtbot.waitUntil(lambda: page(glass) == "home")


def test_a_call_that_was_on_is_shown_to_a_glass_that_starts(qtbot, room, new_shell) -> None:
    room.state = msgspec.structs.replace(room.state, meeting=calls.meeting(2))
    shell = new_shell()
    glass = Glass(shell, room)
    qtbot.waitUntil(lambda: glass.shows("Mute"))
    assert page(glass) == "call"


def test_the_settings_of_meetings_are_changed(glass: Glass, qtbot) -> None:
    glass.touch("More", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Meetings"))
    glass.touch("Meetings")
    names = {
        "Join muted": {"join_muted": True},
        "Camera on when joining": {"camera_on_join": False},
        "Newcomers wait to be admitted": {"lobby": False},
        "Meetings may be recorded": {"recording": False},
        "Answer calls automatically": {"auto_answer": True},
    }
    qtbot.waitUntil(lambda: glass.shows("Join muted"))
    for name, change in names.items():
        glass.touch(name, Role.CheckBox)
        qtbot.waitUntil(lambda change=change: Call("settings.change", change) in glass.room.calls)
    glass.room.amend("settings", join_muted=True)
    qtbot.waitUntil(lambda: glass.find("Join muted", Role.CheckBox).is_checked)


def test_who_calls_is_seen_over_every_page_and_answered_or_turned_away(glass: Glass, qtbot) -> None:
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", "settings")
    glass.room.change(meeting=calls.ringing())
    qtbot.waitUntil(lambda: glass.shows("Answer"))
    assert glass.shows("Maria Oliveira calls this room")
    assert glass.shows("calls this room from maria@vc.example.org")
    glass.touch("Answer", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.take_call", {"ringing_id": "r1"}) in glass.room.calls)
    glass.touch("Decline", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.decline_call", {"ringing_id": "r1"}) in glass.room.calls)
    glass.room.change(meeting=MeetingState())
    qtbot.waitUntil(lambda: not glass.shows("Answer"))


def test_a_touch_beside_who_calls_does_nothing(glass: Glass, qtbot) -> None:
    glass.room.change(meeting=calls.ringing(""))
    qtbot.waitUntil(lambda: glass.shows("maria@vc.example.org calls this room"))
    before = len(glass.room.calls)
    glass.touch_at(QPoint(40, 40))
    QTest.qWait(100)
    assert [one.method for one in glass.room.calls[before:] if one.method.startswith("meeting.")] == []


def test_who_called_in_vain_is_told_once_and_called_back(glass: Glass, qtbot) -> None:
    glass.room.change(meeting=calls.missed("Maria Oliveira", "Ben"))
    qtbot.waitUntil(lambda: glass.shows("Call back"))
    assert any(thing.name.startswith("Missed call: Maria Oliveira at ") for thing in glass.things())
    glass.touch("Call back", Role.Button)
    called = {"address": "sip:boardroom@example.org", "passcode": ""}
    qtbot.waitUntil(lambda: Call("meeting.join_address", called) in glass.room.calls)
    assert "meeting.dismiss_missed" in glass.room.methods()


def test_who_called_during_a_call_cannot_be_called_back_from_within(glass: Glass, qtbot) -> None:
    glass.room.change(meeting=calls.missed("Maria Oliveira", state=calls.meeting(2)))
    qtbot.waitUntil(lambda: glass.shows("All right"))
    assert not glass.shows("Call back")
    glass.touch("All right", Role.Button)
    qtbot.waitUntil(lambda: "meeting.dismiss_missed" in glass.room.methods())
