"""In a call: who is seen, what can be done, and that the bar is always where it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtTest import QTest

from appliance.api.conference import Captioned, Chatted, Message, Reacted, Recording, RollCall
from appliance.api.errors import Code, NotAllowed
from appliance.api.meeting import MeetingState
from tests.ui import call_scenes as calls
from tests.ui import scenes
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role, Thing

VERBS = ("Mute", "Camera off", "Share the board", "Share a cast", "People: 4", "Chat", "More about the call", "Leave")


@pytest.fixture
def call(glass: Glass, qtbot, runtime: Path) -> Iterator[Glass]:
    """A call of this room as host with three others, with their pictures."""
    writers = calls.paint_people(runtime, 6)
    glass.room.change(meeting=calls.meeting(3))
    qtbot.waitUntil(lambda: glass.shows("Maria Oliveira, speaks"))
    yield glass
    for writer in writers:
        writer.close()


def open_page(glass: Glass, page: str) -> None:
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", page)


def held(glass: Glass, **fields: object) -> None:
    """Other facts of the conference."""
    call = glass.room.state.meeting.call
    assert call is not None
    assert call.conference is not None
    conference = msgspec.structs.replace(call.conference, **fields)
    glass.room.amend("meeting", call=msgspec.structs.replace(call, conference=conference))


def changed(glass: Glass, **fields: object) -> None:
    """Other facts of the call."""
    glass.room.amend("meeting", call=msgspec.structs.replace(glass.room.state.meeting.call, **fields))


def amended(glass: Glass, at: int, **fields: object) -> None:
    """Other facts of somebody."""
    call = glass.room.state.meeting.call
    assert call is not None
    assert call.conference is not None
    people = list(call.conference.people)
    people[at] = msgspec.structs.replace(people[at], **fields)
    held(glass, people=tuple(people))


def test_everybody_is_seen_with_what_is_to_be_known_of_them(call: Glass, qtbot) -> None:
    assert call.shows("Jonas Lindqvist, muted")
    assert call.shows("This room, as others see it")
    amended(call, 2, hand_since=scenes.NOW)
    qtbot.waitUntil(lambda: call.shows("Jonas Lindqvist, muted, hand up"))
    seats = [thing.rect for thing in call.things() if thing.role == Role.ListItem]
    assert len(seats) == 3
    assert not any(one.intersects(other) for at, one in enumerate(seats) for other in seats[:at])


def test_the_room_is_told_how_large_each_picture_is(call: Glass, qtbot) -> None:
    def newest() -> dict[str, tuple[int, int]]:
        told = [one.params["tiles"] for one in call.room.calls if one.method == "meeting.set_tiles"]
        return told[-1] if told else {}

    streams = {f"call-{calls.person_id(at)}-camera" for at in range(3)}
    qtbot.waitUntil(lambda: set(newest()) == streams)
    sizes = {tuple(size) for size in newest().values()}
    assert len(sizes) == 1
    width, height = sizes.pop()
    assert 600 < width < 1000
    assert abs(width / height - 16 / 9) < 0.02
    changed(call, layout="speaker")
    large = f"call-{calls.person_id(0)}-camera"
    qtbot.waitUntil(lambda: newest().get(large, (0, 0))[0] > 1400)
    # on another page only who speaks is drawn, and small
    open_page(call, "settings")
    qtbot.waitUntil(lambda: set(newest()) == {large} and newest()[large][0] < 200)


def test_the_bar_is_at_the_same_place_on_every_page(call: Glass, qtbot) -> None:
    def places() -> dict[str, Thing]:
        # a page may have verbs of the same name; the bar lies over it
        things = [thing for thing in call.things() if thing.role == Role.Button]
        return {name: [thing for thing in things if thing.name == name][-1] for name in VERBS}

    before = {name: thing.rect for name, thing in places().items()}
    call.room.change(board=scenes.board(), cast=scenes.cast())
    for page in ("home", "whiteboard", "cast", "settings", "annotate", "call"):
        open_page(call, page)
        QTest.qWait(200)
        assert {name: thing.rect for name, thing in places().items()} == before, page
        top = min(rect.top() for rect in before.values())
        others = [
            thing
            for thing in call.things()
            if thing.role == Role.Button
            and thing not in places().values()
            and thing.name not in ("Layout", "Back to the call")
        ]
        assert all(thing.rect.bottom() < top for thing in others), page


def test_from_another_page_one_touch_leads_back(call: Glass, qtbot) -> None:
    open_page(call, "settings")
    qtbot.waitUntil(lambda: call.shows("Back to the call"))
    call.touch("Back to the call")
    qtbot.waitUntil(lambda: call.shows("Maria Oliveira, speaks"))


def test_microphone_and_camera_follow_the_room(call: Glass, qtbot) -> None:
    call.touch("Mute")
    qtbot.waitUntil(lambda: Call("meeting.set_muted", {"muted": True}) in call.room.calls)
    assert call.shows("Mute"), "nothing changes before the room says so"
    changed(call, muted=True)
    qtbot.waitUntil(lambda: call.shows("Unmute"))
    call.touch("Camera off")
    qtbot.waitUntil(lambda: Call("meeting.set_camera", {"on": False}) in call.room.calls)
    changed(call, camera_on=False)
    qtbot.waitUntil(lambda: call.shows("This room, camera off"))
    amended(call, 0, may_unmute=False)
    qtbot.waitUntil(lambda: call.find("Unmute").is_disabled or not _can(call, "Unmute"))


def _can(glass: Glass, name: str) -> bool:
    count = len(glass.room.calls)
    glass.touch(name)
    QTest.qWait(60)
    return len(glass.room.calls) > count


def test_what_the_meeting_does_not_offer_is_not_there(call: Glass, qtbot) -> None:
    changed(call, capabilities=("mute",))
    qtbot.waitUntil(lambda: not call.shows("Chat"))
    assert call.shows("Mute")
    assert not call.shows("Share the board")


def test_a_host_is_asked_whether_to_end_it_for_all(call: Glass, qtbot) -> None:
    call.touch("Leave", Role.Button)
    qtbot.waitUntil(lambda: call.shows("End for all"))
    assert "meeting.leave_call" not in call.room.methods()
    call.touch("Leave, the others go on")
    qtbot.waitUntil(lambda: "meeting.leave_call" in call.room.methods())
    call.touch("Leave", Role.Button)
    qtbot.waitUntil(lambda: call.shows("End for all"))
    call.touch("End for all", Role.Button)
    qtbot.waitUntil(lambda: "meeting.end_conference" in call.room.methods())


def test_a_guest_room_leaves_at_once(call: Glass, qtbot) -> None:
    amended(call, 0, role="participant")
    QTest.qWait(100)
    call.touch("Leave", Role.Button)
    qtbot.waitUntil(lambda: "meeting.leave_call" in call.room.methods())


def test_who_knocks_is_admitted_or_denied_on_any_page(call: Glass, qtbot) -> None:
    call.room.change(meeting=calls.with_lobby(calls.meeting(3), "Ben", "Ole"))
    open_page(call, "settings")
    qtbot.waitUntil(lambda: call.shows("Ben wants to join"))
    admits = [thing for thing in call.things() if thing.name == "Admit"]
    assert [thing.description for thing in admits] == ["Ben wants to join", "Ole wants to join"]
    call.touch_at(admits[1].rect.center())
    qtbot.waitUntil(lambda: Call("meeting.admit", {"people": ["f001"]}) in call.room.calls)
    call.touch("Deny", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.deny", {"person_id": "f000"}) in call.room.calls)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Let Jonas Lindqvist speak", Call("meeting.allow_unmute", {"people": ["b001"]})),
        ("Jonas Lindqvist large for all", Call("meeting.set_spotlight", {"people": ["b001"]})),
        ("Jonas Lindqvist co-host no more", Call("meeting.set_role", {"person_id": "b001", "role": "participant"})),
        ("Give the chair to Jonas Lindqvist", Call("meeting.give_chair", {"person_id": "b001"})),
        ("Remove Jonas Lindqvist", Call("meeting.remove", {"person_id": "b001"})),
    ],
)
def test_a_host_rules_by_three_touches(call: Glass, qtbot, name: str, wanted: Call) -> None:
    call.touch("People: 4", Role.Button)
    qtbot.waitUntil(lambda: call.shows("Mute all"))
    call.touch("Jonas Lindqvist", Role.Button)
    qtbot.waitUntil(lambda: call.shows(name))
    call.touch(name, Role.Button)
    qtbot.waitUntil(lambda: wanted in call.room.calls)


def test_without_the_rights_nobody_is_ruled_over(call: Glass, qtbot) -> None:
    changed(call, capabilities=tuple(one for one in calls.ALL if one != "moderate"))
    call.touch("People: 4", Role.Button)
    qtbot.waitUntil(lambda: call.shows("Lighthouse (this room)"))
    qtbot.waitUntil(lambda: not call.shows("Mute all"))
    assert not any(thing.name == "Jonas Lindqvist" and thing.role == Role.Button for thing in call.things())


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Mute all", Call("meeting.mute_all", {})),
        ("Record", Call("meeting.start_recording", {})),
        ("Raise the hand", Call("meeting.raise_hand", {"raised": True})),
        ("Lock the meeting", Call("meeting.set_locked", {"locked": True})),
        ("Let all in directly", Call("meeting.set_lobby", {"has_lobby": False})),
        ("Call the roll", Call("meeting.call_roll", {})),
        ("15 min more", Call("meeting.extend", {"minutes": 15})),
        ("Give up the chair", Call("meeting.release_chair", {})),
        ("Applause", Call("meeting.react", {"reaction": "applause"})),
    ],
)
def test_the_rest_is_two_touches_away(call: Glass, qtbot, name: str, wanted: Call) -> None:
    call.touch("More about the call", Role.Button)
    qtbot.waitUntil(lambda: call.shows(name))
    call.touch(name, Role.Button)
    qtbot.waitUntil(lambda: wanted in call.room.calls)


def test_volume_is_in_reach(call: Glass, qtbot) -> None:
    call.touch("More about the call", Role.Button)
    qtbot.waitUntil(lambda: call.shows("Volume"))
    call.touch("Volume", Role.Slider)
    qtbot.waitUntil(lambda: "sound.set_volume" in call.room.methods())


def test_a_layout_is_chosen_and_shared(call: Glass, qtbot) -> None:
    call.touch("Layout", Role.Button)
    qtbot.waitUntil(lambda: call.shows("Speaker"))
    call.touch("Speaker", Role.RadioButton)
    qtbot.waitUntil(lambda: Call("meeting.set_layout", {"layout": "speaker"}) in call.room.calls)
    call.touch("Layout", Role.Button)
    qtbot.waitUntil(lambda: call.shows("Everybody sees this layout"))
    call.touch("Everybody sees this layout", Role.CheckBox)
    qtbot.waitUntil(lambda: Call("meeting.set_shared_layout", {"layout": "gallery"}) in call.room.calls)


def test_a_shared_screen_is_large(call: Glass, qtbot) -> None:
    call.room.change(meeting=calls.sharing(4))
    qtbot.waitUntil(lambda: call.shows("Screen of Jonas Lindqvist"))
    screen = call.find("Screen of Jonas Lindqvist").rect
    seats = [thing.rect for thing in call.things() if thing.role == Role.ListItem]
    assert screen.width() > 3 * min(rect.width() for rect in seats)
    assert call.shows("Jonas Lindqvist shares a screen")


def test_of_several_casts_one_is_chosen(call: Glass, qtbot) -> None:
    call.room.change(cast=scenes.casts(2))
    open_page(call, "call")
    QTest.qWait(100)
    call.touch("Share a cast", Role.Button)
    qtbot.waitUntil(lambda: call.shows("Which cast shall the others see?"))
    call.touch("Jonas", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.share", {"what": "cast", "cast_id": "ca1"}) in call.room.calls)
    changed(call, shared="cast", shared_cast="ca1")
    qtbot.waitUntil(lambda: call.shows("Stop sharing the cast"))
    call.touch("Stop sharing the cast")
    qtbot.waitUntil(lambda: Call("meeting.share", {"what": "", "cast_id": ""}) in call.room.calls)


def test_a_recording_is_always_seen_and_asks(call: Glass, qtbot) -> None:
    since = scenes.NOW - timedelta(seconds=192)
    held(call, recording=Recording(phase="on", since=since, by="Maria Oliveira"))
    for page in ("home", "settings", "call"):
        open_page(call, page)
        qtbot.waitUntil(lambda: call.shows("Recording 3:12 · Maria Oliveira"))
    assert call.shows("Maria Oliveira records this meeting. May this room be on the recording?")
    call.touch("Leave us out", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.consent", {"recorded": False}) in call.room.calls)
    qtbot.waitUntil(lambda: not call.shows("Leave us out"))
    later = Recording(phase="on", since=scenes.NOW, by="Maria Oliveira")
    held(call, recording=later)
    qtbot.waitUntil(lambda: call.shows("Agree"))
    call.touch("Agree", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.consent", {"recorded": True}) in call.room.calls)
    amended(call, 0, consented=True)
    qtbot.waitUntil(lambda: not call.shows("Agree"))


def test_a_recording_that_ended_early_says_why(call: Glass, qtbot) -> None:
    held(call, recording=Recording(failure="recording.disk_full"))
    qtbot.waitUntil(lambda: any("the disk of the room is full" in thing.name for thing in call.things()))


def test_the_roll_is_answered(call: Glass, qtbot) -> None:
    held(call, roll_call=RollCall(since=scenes.NOW, ends_at=scenes.NOW + timedelta(seconds=60)))
    qtbot.waitUntil(lambda: call.shows("The host asks who is here."))
    call.touch("Here", Role.Button)
    qtbot.waitUntil(lambda: "meeting.answer_roll_call" in call.room.methods())
    amended(call, 0, answered=True)
    qtbot.waitUntil(lambda: not call.shows("The host asks who is here."))


def test_chat_is_read_written_and_counted(call: Glass, qtbot) -> None:
    first = Message(number=1, person_id="b000", name="Maria Oliveira", text="The slides are up.", at=scenes.NOW)
    call.room.results["meeting.read_chat"] = [msgspec.to_builtins(first)]
    held(call, chat_count=1)
    qtbot.waitUntil(lambda: Call("meeting.read_chat", {"after": 0}) in call.room.calls)
    second = Message(number=2, person_id="b001", name="Jonas Lindqvist", text="Thank you!", at=scenes.NOW)
    call.room.announce(Chatted(message=second))
    qtbot.waitUntil(lambda: call.shows("Jonas Lindqvist: Thank you!"))
    call.touch("Chat", Role.Button)
    qtbot.waitUntil(lambda: call.shows("The slides are up."))
    assert call.shows("Thank you!")
    field = call.find("Message to all", Role.EditableText)
    call.touch_at(field.rect.center())
    for key in "Hi":
        QTest.keyClick(call.shell.window, key)  # pyright: ignore[reportCallIssue, reportArgumentType]
    call.touch("Send", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.send_chat", {"text": "Hi"}) in call.room.calls)
    # what is in view is read: a message after it is none that somebody has missed
    call.touch("Close", Role.Button)
    qtbot.waitUntil(lambda: not call.shows("The slides are up."))
    chat = call.singleton("Parlor.State", "Chat")
    assert chat.property("unread") == 0
    call.room.announce(Chatted(message=msgspec.structs.replace(second, number=3)))
    qtbot.waitUntil(lambda: chat.property("unread") == 1)


def test_reactions_and_captions_are_shown(call: Glass, qtbot) -> None:
    call.room.announce(Reacted(person_id="b000", reaction="heart"))
    qtbot.waitUntil(lambda: call.shows("Maria Oliveira: Heart"))
    call.room.announce(Captioned(person_id="b001", number=1, text="We ship in May."))
    qtbot.waitUntil(lambda: call.shows("Jonas Lindqvist: We ship in May."))
    call.room.change(meeting=MeetingState())
    qtbot.waitUntil(lambda: not call.shows("Maria Oliveira: Heart"))


def test_a_raised_hand_is_told(call: Glass, qtbot) -> None:
    amended(call, 1, hand_since=scenes.NOW)
    qtbot.waitUntil(lambda: call.shows("Maria Oliveira raises a hand"))


def test_what_the_room_forbids_is_said(call: Glass, qtbot) -> None:
    call.room.refusals["meeting.mute_all"] = NotAllowed(Code.MEETING_FORBIDDEN)
    call.touch("More about the call", Role.Button)
    qtbot.waitUntil(lambda: call.shows("Mute all"))
    call.touch("Mute all", Role.Button)
    qtbot.waitUntil(lambda: call.shows("Only the host of the meeting may do this."))


def test_a_line_that_breaks_is_said(call: Glass, qtbot) -> None:
    changed(call, phase="reconnecting")
    qtbot.waitUntil(lambda: call.shows("Reconnecting…"))
    assert call.shows("Mute")


def test_before_its_end_more_time_is_offered(call: Glass, qtbot) -> None:
    held(call, ends_at=scenes.NOW + timedelta(minutes=5))
    qtbot.waitUntil(lambda: call.shows("The meeting should end in 5 min"))
    call.touch("15 min more", Role.Button)
    qtbot.waitUntil(lambda: Call("meeting.extend", {"minutes": 15}) in call.room.calls)


def test_a_meeting_without_a_title_is_called_a_meeting(call: Glass, qtbot) -> None:
    changed(call, title="")
    held(call, title="")
    qtbot.waitUntil(lambda: call.shows("Meeting"))
    assert not any("Parlor" in thing.name for thing in call.things())


def test_a_board_is_begun_where_none_is_open(call: Glass, qtbot) -> None:
    call.touch("Share the board", Role.Button)
    qtbot.waitUntil(lambda: "board.create_board" in call.room.methods())
    methods = call.room.methods()
    assert methods.index("meeting.share") < methods.index("board.create_board")
