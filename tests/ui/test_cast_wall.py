"""Several laptops' screens on the glass at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from appliance.api.cast import CastEnded, CastQuality, CastState
from appliance.api.errors import Code, NotFound
from appliance.frames import MailboxWriter
from tests.ui import scenes
from tests.ui.canvas_glass import touch_screen
from tests.ui.fake_room import Call
from tests.ui.glass import Glass
from tests.ui.wall import at, carry, fill, pictures, seen_at

LEFT, RIGHT = (0.05, 0.4), (0.95, 0.4)
GRID = [(0.05, 0.3), (0.4, 0.3), (0.7, 0.3), (0.05, 0.7), (0.4, 0.7), (0.7, 0.7)]
BIG = (0.1, 0.5)


@pytest.fixture
def writers(runtime: Path) -> Iterator[list[MailboxWriter]]:
    with pictures(runtime) as found:
        yield found


def show(glass: Glass, qtbot, state: CastState) -> None:
    """Until each cast, and no other, is on the wall with its picture."""
    glass.room.change(cast=state)
    wanted = {f"Cast of {cast.name or 'Guest'}" for cast in state.casts}
    qtbot.waitUntil(lambda: {t.name for t in glass.things() if t.name.startswith("Cast of ")} == wanted)
    qtbot.waitUntil(lambda: not glass.shows("Waiting for the picture…"))


def asked(glass: Glass, method: str) -> list[dict[str, object]]:
    return [call.params for call in glass.room.calls if call.method == method]


def test_each_cast_has_its_tile_and_its_name(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(1))
    qtbot.waitUntil(lambda: seen_at(glass, LEFT, RIGHT) == ["red", "red"])
    show(glass, qtbot, scenes.casts(2))
    qtbot.waitUntil(lambda: seen_at(glass, LEFT, RIGHT) == ["red", "green"])
    show(glass, qtbot, scenes.casts(6))
    qtbot.waitUntil(lambda: seen_at(glass, *GRID) == ["red", "green", "blue", "yellow", "magenta", "cyan"])
    for name in scenes.MORE_CASTERS["en"]:
        assert glass.shows(name or "Guest")
    assert glass.shows("Maria's laptop and 5 others are casting")
    show(glass, qtbot, scenes.casts(2))
    qtbot.waitUntil(lambda: seen_at(glass, LEFT, RIGHT) == ["red", "green"])


def test_a_touch_enlarges_and_another_shows_all_again(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(3))
    glass.touch_at(at(glass, 0.9, 0.2))
    qtbot.waitUntil(lambda: asked(glass, "cast.enlarge_cast") == [{"cast_id": "ca1"}])
    show(glass, qtbot, scenes.casts(3, enlarged=1))
    qtbot.waitUntil(lambda: seen_at(glass, BIG, (0.98, 0.41), (0.82, 0.6)) == ["green", "red", "blue"])
    glass.touch_at(at(glass, *BIG))
    qtbot.waitUntil(lambda: asked(glass, "cast.enlarge_cast")[1:] == [{"cast_id": ""}])
    glass.touch("All")
    qtbot.waitUntil(lambda: asked(glass, "cast.enlarge_cast")[2:] == [{"cast_id": ""}])


def test_the_first_touch_of_a_big_one_at_rest_only_brings_the_bar(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(3, enlarged=0))
    qtbot.waitUntil(lambda: not glass.shows("All"), timeout=6000)
    glass.touch_at(at(glass, *BIG))
    qtbot.waitUntil(lambda: glass.shows("All"))
    assert asked(glass, "cast.enlarge_cast") == []


def test_the_one_that_is_alone_is_not_enlarged(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(1))
    glass.touch_at(at(glass, 0.5, 0.5))
    qtbot.wait(50)
    assert asked(glass, "cast.enlarge_cast") == []
    assert not glass.shows("All")


def test_a_tile_carried_onto_another_changes_places_with_it(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(4))
    carry(glass, at(glass, 0.1, 0.1), at(glass, 0.9, 0.9), release=False)
    glass.picture()
    assert seen_at(glass, (0.8, 0.8)) != ["yellow"], "the carried one is over its target"
    assert seen_at(glass, (0.1, 0.1)) == ["nothing"]
    QTest.mouseRelease(glass.shell.window, Qt.MouseButton.LeftButton, pos=at(glass, 0.9, 0.9))
    qtbot.waitUntil(lambda: asked(glass, "cast.order_casts") == [{"cast_ids": ["ca3", "ca1", "ca2", "ca0"]}])
    assert asked(glass, "cast.enlarge_cast") == []
    first, second, third, fourth = scenes.casts(4).casts
    glass.room.change(cast=CastState(casts=(fourth, second, third, first)))
    qtbot.waitUntil(lambda: seen_at(glass, (0.05, 0.3), (0.9, 0.7)) == ["yellow", "red"])


def test_a_finger_carries_as_well(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(2))
    window, device = glass.shell.window, touch_screen()
    QTest.touchEvent(window, device).press(0, at(glass, 0.8, 0.3), window).commit()
    for step in range(1, 13):
        QTest.touchEvent(window, device).move(0, at(glass, 0.8 - step * 0.05, 0.3), window).commit()
    QTest.touchEvent(window, device).release(0, at(glass, 0.2, 0.3), window).commit()
    qtbot.waitUntil(lambda: asked(glass, "cast.order_casts") == [{"cast_ids": ["ca1", "ca0"]}])


def test_a_tile_dropped_where_no_other_is_stays(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(3))
    carry(glass, at(glass, 0.1, 0.1), at(glass, 0.1, 0.9))
    qtbot.waitUntil(lambda: seen_at(glass, (0.1, 0.1)) == ["red"])
    assert asked(glass, "cast.order_casts") == []


def test_onto_the_big_one_means_be_big(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(3, enlarged=0))
    carry(glass, at(glass, 0.82, 0.32), at(glass, 0.3, 0.3))
    qtbot.waitUntil(lambda: asked(glass, "cast.enlarge_cast") == [{"cast_id": "ca1"}])
    carry(glass, at(glass, 0.3, 0.3), at(glass, 0.9, 0.6))
    qtbot.waitUntil(lambda: asked(glass, "cast.enlarge_cast")[1:] == [{"cast_id": "ca2"}])
    assert asked(glass, "cast.order_casts") == []


def test_every_tile_has_its_verbs(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(3))
    glass.touch("Mute Maria's laptop")
    qtbot.waitUntil(lambda: asked(glass, "cast.set_muted") == [{"cast_id": "ca0", "muted": True}])
    show(glass, qtbot, scenes.casts(3, muted=True))
    qtbot.waitUntil(lambda: glass.shows("Muted"))
    glass.touch("Unmute Maria's laptop")
    qtbot.waitUntil(lambda: asked(glass, "cast.set_muted")[1:] == [{"cast_id": "ca0", "muted": False}])
    glass.touch("Stop Jonas")
    qtbot.waitUntil(lambda: asked(glass, "cast.stop_cast") == [{"cast_id": "ca1"}])
    glass.touch("Stop all")
    qtbot.waitUntil(lambda: [one["cast_id"] for one in asked(glass, "cast.stop_cast")[1:]] == ["ca0", "ca1", "ca2"])
    assert asked(glass, "cast.enlarge_cast") == []


def test_a_refusal_is_told(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(2))
    glass.room.refusals["cast.stop_cast"] = NotFound(Code.CAST_UNKNOWN)
    glass.touch("Stop Jonas")
    qtbot.waitUntil(lambda: glass.shows("This cast is over already."))


def test_plates_say_what_is_the_matter(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(3, paused=True))
    assert glass.shows("Paused")
    assert glass.shows("With sound")
    assert glass.shows("Poor network"), "of Jonas"
    glass.room.change(cast=scenes.casts(3, phase="reconnecting", has_sound=False))
    qtbot.waitUntil(lambda: glass.shows("The connection broke. Waiting for the picture…"))
    assert not glass.shows("With sound")


def test_one_that_connects_says_so(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(2, phase="connecting", stream="not-there-yet"))
    qtbot.waitUntil(lambda: glass.shows("Connecting…"))
    qtbot.waitUntil(lambda: seen_at(glass, LEFT, RIGHT) == ["nothing", "green"])


def test_how_it_comes_in_is_in_the_menu(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(2))
    glass.touch("More about Jonas")
    qtbot.waitUntil(lambda: glass.shows("Stop casting"))
    for words in ("H264", "1280 × 720, 4 fps", "610 kbit/s, 6.5 % lost", "310 ms"):
        assert glass.shows(words), glass.words()
    glass.touch("Enlarge")
    qtbot.waitUntil(lambda: asked(glass, "cast.enlarge_cast") == [{"cast_id": "ca1"}])
    assert not glass.shows("Stop casting")


def test_a_menu_goes_with_its_cast(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(2))
    glass.touch("More about Jonas")
    qtbot.waitUntil(lambda: glass.shows("Stop casting"))
    show(glass, qtbot, scenes.casts(1))
    qtbot.waitUntil(lambda: not glass.shows("Stop casting"))


def test_the_bar_rests_though_the_network_is_measured_all_the_time(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(2))
    for second in range(11):
        quality = CastQuality(frame_rate=20 + second, bitrate_kbps=2000)
        glass.room.change(cast=scenes.casts(2, quality=quality))
        qtbot.wait(400)
    assert not glass.shows("Stop all")
    assert glass.shows("Jonas"), "names stay"


def test_a_held_picture_stands_still_and_says_so(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(2))
    glass.touch("Freeze Jonas")
    qtbot.waitUntil(lambda: glass.shows("Frozen"))
    for writer in writers[:2]:
        fill(writer, "white")
    qtbot.waitUntil(lambda: seen_at(glass, LEFT, RIGHT) == ["white", "green"])
    glass.touch("Back")
    qtbot.waitUntil(lambda: glass.shows("09:41"))
    glass.touch("Cast")
    qtbot.waitUntil(lambda: glass.shows("Frozen"))
    qtbot.waitUntil(lambda: seen_at(glass, LEFT, RIGHT) == ["white", "green"])
    glass.touch("Jonas live again")
    qtbot.waitUntil(lambda: seen_at(glass, LEFT, RIGHT) == ["white", "white"])
    assert not glass.shows("Frozen")


def test_a_held_picture_is_let_go_when_its_cast_ends(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(2))
    glass.touch("Freeze Jonas")
    qtbot.waitUntil(lambda: glass.shows("Frozen"))
    show(glass, qtbot, scenes.casts(1))
    qtbot.waitUntil(lambda: not glass.shows("Frozen"))
    held = glass.singleton("Parlor.Glass", "Held")
    assert held.property("streams") == []


def test_who_waits_is_named_with_their_number(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=msgspec.structs.replace(scenes.casts(6), queue=scenes.queue(count=3)))
    qtbot.waitUntil(lambda: glass.shows("2 waiting: Jonas Lindqvist, Guest"))
    assert glass.shows("Their turn: Maria")


def test_whose_turn_it_is_stands_alone_where_nobody_else_waits(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=msgspec.structs.replace(scenes.casts(5), queue=scenes.queue(count=1)))
    qtbot.waitUntil(lambda: glass.shows("Their turn: Maria"))
    assert not glass.shows("0 waiting: ")
    glass.room.change(cast=scenes.casts(5))
    qtbot.waitUntil(lambda: not glass.shows("Their turn: Maria"))


def test_one_more_is_told_on_other_pages_and_may_be_seen(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(1))
    glass.touch("Back")
    qtbot.waitUntil(lambda: glass.shows("Maria's laptop is casting"))
    glass.room.change(cast=scenes.casts(2))
    qtbot.waitUntil(lambda: glass.shows("Jonas casts too"))
    assert glass.shows("Maria's laptop and Jonas are casting")
    assert glass.shows("09:41"), "nobody is called away"
    glass.touch("Show")
    qtbot.waitUntil(lambda: glass.shows("Stop all"))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("sender", "Jonas stopped casting"),
        ("glass", "Stopped: Jonas"),
        ("lost", "Jonas's device went out of reach"),
        ("taken_over", "A new cast took the place of Jonas"),
    ],
)
def test_why_one_of_several_ended_is_told_by_name(glass: Glass, qtbot, writers, reason, words: str) -> None:
    show(glass, qtbot, scenes.casts(3))
    first, _, third = scenes.casts(3).casts
    glass.room.change(cast=CastState(casts=(first, third)))
    glass.room.announce(CastEnded(cast_id="ca1", reason=reason))
    qtbot.waitUntil(lambda: glass.shows(words))
    assert glass.shows("Stop all"), "the others go on"


def test_the_room_is_told_nothing_it_was_not_asked(glass: Glass, qtbot, writers) -> None:
    show(glass, qtbot, scenes.casts(3))
    qtbot.wait(200)
    said = {call.method for call in glass.room.calls if call.method.startswith("cast.")}
    assert said == {"cast.set_tiles"}
    assert Call("cast.enlarge_cast", {"cast_id": ""}) not in glass.room.calls
