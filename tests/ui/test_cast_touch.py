"""Fingers on a picture whose sender wants to see them, and the sender's own pointer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from appliance.api.cast import CastPointed
from appliance.api.errors import Code, NotFound
from appliance.frames import MailboxWriter
from tests.ui import scenes
from tests.ui.canvas_glass import touch_screen
from tests.ui.glass import Glass, Role
from tests.ui.wall import at, carry, fill, pictures, seen_at


@pytest.fixture
def writers(runtime: Path) -> Iterator[list[MailboxWriter]]:
    with pictures(runtime) as found:
        yield found


@pytest.fixture
def touching(glass: Glass, qtbot, writers: list[MailboxWriter]) -> Glass:
    """Maria's picture fills the glass and she wants to see touches."""
    glass.room.change(cast=scenes.casts(1, touchable=True))
    qtbot.waitUntil(lambda: seen_at(glass, (0.5, 0.2)) == ["red"])
    qtbot.waitUntil(lambda: glass.shows("Draw"))
    return glass


def contacts(glass: Glass) -> list[dict[str, Any]]:
    messages = [call.params for call in glass.room.calls if call.method == "cast.touch"]
    return [contact for message in messages for contact in message["contacts"]]


def choose(glass: Glass, qtbot, mode: str) -> None:
    glass.touch(mode, Role.RadioButton)
    qtbot.waitUntil(lambda: glass.shows("Done"))


def is_laser(colour: QColor) -> bool:
    return abs(colour.red() - 229) < 12 and abs(colour.green() - 72) < 40


def test_a_line_goes_to_its_sender_and_vanishes_here(touching: Glass, qtbot) -> None:
    choose(touching, qtbot, "Draw")
    assert touching.shows("Maria's laptop sees your finger")
    carry(touching, at(touching, 0.25, 0.5), at(touching, 0.75, 0.25), release=False)
    qtbot.waitUntil(lambda: is_laser(touching.colour_at(at(touching, 0.5, 0.375))))
    carry(touching, at(touching, 0.75, 0.25), at(touching, 0.75, 0.25), steps=1)
    qtbot.waitUntil(lambda: [c["phase"] for c in contacts(touching)][-1:] == ["up"])
    sent = contacts(touching)
    assert sent[0]["phase"] == "down"
    assert (sent[0]["x"], sent[0]["y"]) == pytest.approx((0.25, 0.5), abs=0.002)
    assert (sent[-1]["x"], sent[-1]["y"]) == pytest.approx((0.75, 0.25), abs=0.002)
    assert not sent[0]["pointing"]
    qtbot.waitUntil(lambda: not is_laser(touching.colour_at(at(touching, 0.5, 0.375))), timeout=2000)
    assert "cast.enlarge_cast" not in touching.room.methods()


def test_pointing_leaves_a_dot_only_while_the_finger_is_there(touching: Glass, qtbot) -> None:
    choose(touching, qtbot, "Point")
    carry(touching, at(touching, 0.25, 0.5), at(touching, 0.5, 0.5), release=False)
    qtbot.waitUntil(lambda: is_laser(touching.colour_at(at(touching, 0.5, 0.5))))
    assert not is_laser(touching.colour_at(at(touching, 0.375, 0.5))), "no line"
    carry(touching, at(touching, 0.5, 0.5), at(touching, 0.5, 0.5), steps=1)
    qtbot.waitUntil(lambda: not is_laser(touching.colour_at(at(touching, 0.5, 0.5))), timeout=2000)
    assert all(contact["pointing"] for contact in contacts(touching))


def test_fingers_count_from_the_pictures_edge_and_beside_it_not_at_all(touching: Glass, qtbot, writers) -> None:
    fill(writers[0], "red", 180, 360)
    qtbot.waitUntil(lambda: seen_at(touching, (0.2, 0.5), (0.5, 0.5)) == ["nothing", "red"])
    choose(touching, qtbot, "Draw")
    touching.touch_at(at(touching, 0.2, 0.5))
    touching.touch_at(QPoint(960 - 270 + 54, 540))
    qtbot.waitUntil(lambda: len(contacts(touching)) == 2)
    assert [(c["phase"], round(c["x"], 2), round(c["y"], 2)) for c in contacts(touching)] == [
        ("down", 0.1, 0.5),
        ("up", 0.1, 0.5),
    ]


def test_two_fingers_at_once_have_two_ids(touching: Glass, qtbot) -> None:
    choose(touching, qtbot, "Draw")
    window, device = touching.shell.window, touch_screen()
    left, right = at(touching, 0.3, 0.3), at(touching, 0.7, 0.3)
    QTest.touchEvent(window, device).press(0, left, window).press(1, right, window).commit()
    for step in range(1, 6):
        down = QPoint(0, 10 * step)
        QTest.touchEvent(window, device).move(0, left + down, window).move(1, right + down, window).commit()
    end = QPoint(0, 50)
    QTest.touchEvent(window, device).release(0, left + end, window).release(1, right + end, window).commit()
    qtbot.waitUntil(lambda: sum(c["phase"] == "up" for c in contacts(touching)) == 2)
    ways = {c["id"]: [round(d["x"], 1) for d in contacts(touching) if d["id"] == c["id"]] for c in contacts(touching)}
    assert sorted({x for way in ways.values() for x in way}) == [0.3, 0.7]
    assert len(ways) == 2
    assert all(len(set(way)) == 1 for way in ways.values())


def test_done_gives_touches_back_to_the_wall(touching: Glass, qtbot) -> None:
    choose(touching, qtbot, "Draw")
    assert not touching.shows("Stop")
    touching.touch("Done")
    qtbot.waitUntil(lambda: touching.shows("Stop"))
    touching.touch_at(at(touching, 0.5, 0.3))
    qtbot.wait(80)
    assert contacts(touching) == []


def test_the_sender_may_want_it_no_longer(touching: Glass, qtbot) -> None:
    choose(touching, qtbot, "Draw")
    carry(touching, at(touching, 0.25, 0.5), at(touching, 0.5, 0.25), release=False)
    touching.room.change(cast=scenes.casts(1))
    qtbot.waitUntil(lambda: not touching.shows("Done"))
    qtbot.waitUntil(lambda: [c["phase"] for c in contacts(touching)][-1:] == ["up"])
    assert not touching.shows("Draw")


def test_a_picture_that_stands_still_is_not_pointed_at(touching: Glass, qtbot) -> None:
    touching.touch("Freeze")
    qtbot.waitUntil(lambda: touching.shows("Frozen"))
    assert not touching.shows("Draw")
    touching.room.announce(CastPointed(cast_id="ca0", x=0.5, y=0.5, shown=True))
    qtbot.wait(80)
    assert not touching.shows("Pointer")


def test_touches_that_are_refused_are_not_told(touching: Glass, qtbot) -> None:
    touching.room.refusals["cast.touch"] = NotFound(Code.CAST_UNKNOWN)
    choose(touching, qtbot, "Draw")
    touching.touch_at(at(touching, 0.5, 0.3))
    qtbot.waitUntil(lambda: len(contacts(touching)) == 2)
    qtbot.wait(80)
    assert not touching.shows("This cast is over already.")


def test_only_one_that_is_big_or_alone_can_be_touched(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(2, touchable=True))
    qtbot.waitUntil(lambda: glass.shows("Stop all"))
    assert not glass.shows("Draw")
    glass.room.change(cast=scenes.casts(2, enlarged=0, touchable=True))
    qtbot.waitUntil(lambda: glass.shows("Draw"))
    glass.room.change(cast=scenes.casts(2, enlarged=1, touchable=True))
    qtbot.waitUntil(lambda: not glass.shows("Draw"))


def test_a_sender_points_at_their_own_tile_and_it_goes_a_second_later(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(2))
    qtbot.waitUntil(lambda: seen_at(glass, (0.95, 0.4)) == ["green"])
    glass.room.announce(CastPointed(cast_id="ca1", x=0.9, y=0.1, shown=True))
    where = QPoint(963 + round(0.9 * 957), 270 + 54)
    qtbot.waitUntil(lambda: is_laser(glass.colour_at(where)))
    glass.room.announce(CastPointed(cast_id="ca1", x=0.8, y=0.1, shown=True))
    qtbot.waitUntil(lambda: is_laser(glass.colour_at(where - QPoint(96, 0))))
    assert sum(thing.name == "Pointer" for thing in glass.things()) == 1
    qtbot.wait(500)
    assert glass.shows("Pointer")
    qtbot.waitUntil(lambda: not glass.shows("Pointer"), timeout=1500)


def test_a_pointer_that_is_put_away_goes_at_once(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(1))
    qtbot.waitUntil(lambda: seen_at(glass, (0.5, 0.2)) == ["red"])
    glass.room.announce(CastPointed(cast_id="ca0", x=0.5, y=0.2, shown=True))
    qtbot.waitUntil(lambda: glass.shows("Pointer"))
    glass.room.announce(CastPointed(cast_id="ca0", x=0.5, y=0.2, shown=False))
    qtbot.waitUntil(lambda: not glass.shows("Pointer"), timeout=500)
