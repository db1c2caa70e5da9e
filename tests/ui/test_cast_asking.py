"""Somebody wants to show their screen where the room asks first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from appliance.api.cast import CastEnded, CastState
from appliance.api.power import PowerState
from appliance.frames import MailboxWriter
from tests.ui import scenes
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role
from tests.ui.wall import pictures, seen_at

MARIA, JONAS, GUEST = (
    "Maria's laptop wants to show their screen",
    "Jonas wants to show their screen",
    "A guest wants to show their screen",
)


@pytest.fixture
def writers(runtime: Path) -> Iterator[list[MailboxWriter]]:
    with pictures(runtime) as found:
        yield found


@pytest.mark.parametrize("page", ["home", "cast", "settings", "whiteboard", "meet"])
def test_the_question_is_put_on_every_page(glass: Glass, qtbot, writers, page: str) -> None:
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", page)
    glass.room.change(cast=scenes.asking())
    qtbot.waitUntil(lambda: glass.shows(MARIA))
    assert glass.singleton("Parlor.Flow", "Pages").property("current") == page
    glass.touch("Show", Role.Button)
    qtbot.waitUntil(lambda: Call("cast.admit_cast", {"cast_id": "ca0"}) in glass.room.calls)
    glass.room.change(cast=scenes.casts(1))
    qtbot.waitUntil(lambda: glass.shows("Maria's laptop is casting"))
    assert not glass.shows(MARIA)


def test_to_decline_is_to_stop_it(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.asking())
    qtbot.waitUntil(lambda: glass.shows(MARIA))
    glass.touch("Decline")
    qtbot.waitUntil(lambda: Call("cast.stop_cast", {"cast_id": "ca0"}) in glass.room.calls)
    glass.room.change(cast=CastState())
    glass.room.announce(CastEnded(cast_id="ca0", reason="refused"))
    qtbot.waitUntil(lambda: glass.shows("Declined: Maria's laptop"))
    assert not glass.shows(MARIA)


def test_who_gives_up_is_no_longer_asked_about(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.asking())
    qtbot.waitUntil(lambda: glass.shows(MARIA))
    glass.room.announce(CastEnded(cast_id="ca0", reason="sender"))
    glass.room.change(cast=CastState())
    qtbot.waitUntil(lambda: glass.shows("Maria's laptop asks no longer"))
    qtbot.waitUntil(lambda: not glass.shows(MARIA))


def test_several_questions_stand_one_below_the_other_and_above_the_verbs(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.asking(count=5, shown=1))
    qtbot.waitUntil(lambda: glass.shows(JONAS) and glass.shows(GUEST))
    buttons = [thing.rect for thing in glass.things() if thing.name == "Show" and thing.role == Role.Button]
    assert len(buttons) == 5
    assert len({rect.x() for rect in buttons}) == 1
    assert all(below.top() > above.bottom() for above, below in itertools.pairwise(buttons))
    assert buttons[-1].bottom() < glass.find("Stop").rect.top(), "the verbs of what is live stay free"
    glass.touch_at(buttons[1].center())
    qtbot.waitUntil(lambda: Call("cast.admit_cast", {"cast_id": "ca2"}) in glass.room.calls)


def test_nothing_is_seen_of_what_was_not_admitted(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.asking(shown=1))
    qtbot.waitUntil(lambda: glass.shows(JONAS))
    qtbot.waitUntil(lambda: seen_at(glass, (0.05, 0.4), (0.95, 0.4)) == ["red", "red"])
    assert not glass.shows("Cast of Jonas")
    qtbot.waitUntil(lambda: "cast.set_tiles" in glass.room.methods())
    qtbot.wait(150)
    tiles = [call.params["tiles"] for call in glass.room.calls if call.method == "cast.set_tiles"]
    assert all("ca1" not in told for told in tiles)


def test_a_question_wakes_the_glass(glass: Glass, qtbot, writers) -> None:
    glass.room.change(power=scenes.asleep())
    qtbot.waitUntil(lambda: glass.shows("Asleep. Touch to wake."))
    glass.room.change(cast=scenes.asking())
    qtbot.waitUntil(lambda: "power.wake" in glass.room.methods())
    glass.room.change(power=PowerState(asleep=False))
    qtbot.waitUntil(lambda: glass.shows(MARIA))


def test_a_question_does_not_call_away_who_annotates_nor_do_admitted_ones(glass: Glass, qtbot, writers) -> None:
    glass.room.change(board=scenes.board(), cast=scenes.casts(1))
    qtbot.waitUntil(lambda: glass.shows("Annotate"))
    glass.touch("Annotate")
    qtbot.waitUntil(lambda: glass.shows("Discard"))
    glass.room.change(cast=scenes.asking(shown=1))
    qtbot.waitUntil(lambda: glass.shows(JONAS))
    glass.touch("Show")
    glass.room.change(cast=scenes.casts(2))
    qtbot.waitUntil(lambda: glass.shows("Jonas casts too"))
    assert glass.shows("Discard")


def test_while_the_room_is_away_nothing_is_asked(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.asking())
    qtbot.waitUntil(lambda: glass.shows(MARIA))
    glass.room.stop()
    qtbot.waitUntil(lambda: glass.find("Show", Role.Button).is_disabled)
    glass.room.state = msgspec.structs.replace(scenes.room(), cast=scenes.asking())
    glass.room.start()
    qtbot.waitUntil(lambda: glass.shows(MARIA) and not glass.find("Show", Role.Button).is_disabled)
