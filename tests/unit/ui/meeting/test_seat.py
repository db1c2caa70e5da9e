"""Whom the glass draws, and whom large."""

from __future__ import annotations

import msgspec

from appliance.api.conference import MAX_TILES, Person
from appliance.api.meeting import Call, CallTile
from tests.ui import call_scenes as calls
from tests.ui.scenes import NOW
from ui.meeting.seat import big_index, seats


def call(count: int, **fields: object) -> Call:
    return calls.call(count, **fields)  # type: ignore[arg-type]


def test_people_come_in_their_order_and_the_room_is_none_of_them() -> None:
    assert [seat.person_id for seat in seats(call(3))] == ["b000", "b001", "b002"]


def test_who_waits_and_who_records_is_not_seen() -> None:
    some = call(2)
    assert some.conference is not None
    others = (
        Person(id="f0", name="Ben", phase="lobby", since=NOW),
        Person(id="f1", name="Recorder", kind="recorder", phase="present", since=NOW),
    )
    held = msgspec.structs.replace(some.conference, people=(*some.conference.people, *others))
    assert len(seats(msgspec.structs.replace(some, conference=held))) == 2


def test_a_camera_that_is_off_has_no_stream() -> None:
    with_camera, without = (seats(call(4))[at] for at in (0, 3))
    assert with_camera.stream == "call-b000-camera"
    assert without.stream == ""


def test_of_too_many_those_stay_who_speak_or_stand_out() -> None:
    last = calls.person_id(17)
    shown = seats(call(18, held={"spotlight": (last,)}))
    assert len(shown) == MAX_TILES
    assert shown[-1].person_id == last
    # the order of coming is kept, and who shows nothing goes first
    assert [seat.person_id for seat in shown] == sorted(seat.person_id for seat in shown)
    assert not {calls.person_id(3), calls.person_id(15)} <= {seat.person_id for seat in shown}


def test_a_shared_screen_comes_first_and_is_large_but_in_the_gallery() -> None:
    shared = calls.sharing(4).call
    assert shared is not None
    shown = seats(shared)
    assert (shown[0].picture, shown[0].stream) == ("screen", "call-b001-screen")
    assert big_index(shared, shown) == 0
    for layout, big in (("speaker", 0), ("gallery", -1)):
        assert big_index(msgspec.structs.replace(shared, layout=layout), shown) == big


def test_the_speaker_is_large_and_before_them_who_stands_out() -> None:
    speaking = call(4, layout="speaker", speaking=("b002",), held={"speaker": "b002"})
    assert big_index(speaking, seats(speaking)) == 2
    spotlit = call(4, layout="speaker", speaking=("b002",), held={"speaker": "b002", "spotlight": ("b001",)})
    assert big_index(spotlit, seats(spotlit)) == 1


def test_the_hosts_layout_goes_before_ones_own() -> None:
    ruled = call(4, layout="speaker", held={"layout": "gallery"})
    assert big_index(ruled, seats(ruled)) == -1


def test_one_alone_is_none_among_others() -> None:
    alone = call(1, layout="speaker")
    assert big_index(alone, seats(alone)) == -1


def test_without_a_conference_the_pictures_are_all_there_is() -> None:
    sip = Call(
        id="c", kind="sip", phase="live", since=NOW, tiles=(CallTile(person_id="", picture="camera", stream="call-x"),)
    )
    assert [(seat.stream, seat.name) for seat in seats(sip)] == [("call-x", "")]
