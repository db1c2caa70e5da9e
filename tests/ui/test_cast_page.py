"""A laptop's screen on the glass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from appliance.api.cast import CastEnded, CastState
from appliance.frames import MailboxWriter, PixelFormat
from tests.ui import scenes
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role

LEFT, MIDDLE, RIGHT, TOP = QPoint(300, 500), QPoint(960, 500), QPoint(1600, 500), QPoint(960, 60)


@pytest.fixture
def writer(runtime: Path) -> Iterator[MailboxWriter]:
    writer = MailboxWriter(runtime / "frames" / "cast-1", 1920 * 1080 * 4)
    yield writer
    writer.close()


def is_painted(glass: Glass, reds_at: QPoint = LEFT) -> bool:
    picture = glass.picture()
    colour = picture.pixelColor(reds_at)
    return colour.red() > 180 and colour.green() < 80 and picture.pixelColor(TOP).lightness() > 240


def is_red(glass: Glass) -> bool:
    colour = glass.colour_at(MIDDLE)
    return colour.red() > 200 and colour.green() < 60 and colour.blue() < 60


def test_a_cast_opens_by_itself_with_its_picture(glass: Glass, qtbot, writer: MailboxWriter) -> None:
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Waiting for the picture…"))
    scenes.paint(writer)
    qtbot.waitUntil(lambda: is_painted(glass))
    assert not glass.shows("Waiting for the picture…")
    assert glass.shows("Maria's laptop is casting")
    assert glass.shows("12:34 · with sound")
    scenes.paint(writer, shift=1)
    qtbot.waitUntil(lambda: is_painted(glass, reds_at=RIGHT))


def test_stop_asks_the_room_and_the_room_ends_it(glass: Glass, qtbot, writer: MailboxWriter) -> None:
    scenes.paint(writer)
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Stop"))
    glass.touch("Stop", Role.Button)
    qtbot.waitUntil(lambda: Call("cast.stop_cast", {"cast_id": "ca57"}) in glass.room.calls)
    assert glass.shows("Stop"), "the room has not said yet that it is over"
    glass.room.change(cast=CastState())
    glass.room.announce(CastEnded(cast_id="ca57", reason="glass"))
    qtbot.waitUntil(lambda: glass.shows("09:41"))
    assert glass.shows("Stopped: Maria's laptop")


def test_a_room_that_comes_back_without_the_cast_shows_home(glass: Glass, qtbot) -> None:
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Stop"))
    glass.room.stop()
    glass.room.state = scenes.room()
    glass.room.start()
    qtbot.waitUntil(lambda: glass.shows("09:41"))


def test_a_guest_elsewhere_on_the_glass_is_not_called_back_by_every_change(glass: Glass, qtbot) -> None:
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Stop"))
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", "settings")
    glass.room.change(cast=scenes.cast(phase="reconnecting"))
    qtbot.wait(100)
    assert glass.shows("Room name")


@pytest.mark.parametrize(
    ("name", "reason", "words"),
    [
        ("Maria's laptop", "sender", "Maria's laptop stopped casting"),
        ("", "sender", "The guest stopped casting"),
        ("Maria's laptop", "lost", "Maria's laptop's device went out of reach"),
        ("", "lost", "The guest's device went out of reach"),
    ],
)
def test_the_end_is_told_whichever_message_comes_first(glass: Glass, qtbot, name: str, reason, words: str) -> None:
    for event_first in (True, False):
        glass.room.change(cast=scenes.cast(name=name))
        qtbot.waitUntil(lambda: glass.shows("Stop"))
        ended = CastEnded(cast_id="ca57", reason=reason)
        if event_first:
            glass.room.announce(ended)
        glass.room.change(cast=CastState())
        if not event_first:
            glass.room.announce(ended)
        qtbot.waitUntil(lambda: glass.shows("09:41") and glass.shows(words))


def test_a_guest_without_a_name_is_a_guest(glass: Glass, qtbot) -> None:
    glass.room.change(cast=scenes.cast(name="", phase="connecting"))
    qtbot.waitUntil(lambda: glass.shows("A guest is casting"))


def test_a_broken_connection_dims_the_last_picture_and_says_so(glass: Glass, qtbot, writer: MailboxWriter) -> None:
    scenes.paint(writer)
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: is_painted(glass))
    glass.room.change(cast=scenes.cast(phase="reconnecting"))
    qtbot.waitUntil(lambda: glass.shows("The connection broke. Waiting for the picture…"))
    colour = glass.colour_at(LEFT)
    assert colour.red() > 2 * colour.green() + 10, "the last picture is still there"
    assert colour.red() < 120, "and dimmed"
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: is_painted(glass))


def test_a_restarted_writer_is_followed(glass: Glass, qtbot, writer: MailboxWriter, runtime: Path) -> None:
    scenes.paint(writer)
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: is_painted(glass))
    second = MailboxWriter(runtime / "frames" / "cast-1", 1920 * 1080 * 4)
    assert is_painted(glass), "the last picture stays until there is another"
    scenes.paint(second, 1920, 1080, shift=1)
    qtbot.waitUntil(lambda: is_painted(glass, reds_at=RIGHT), timeout=1500)


def test_a_picture_of_another_shape_is_shown_whole(glass: Glass, qtbot, writer: MailboxWriter) -> None:
    writer.publish(540, 1080, 540 * 4, PixelFormat.BGRX, b"\x00\x00\xff\xff" * (540 * 1080))
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: is_red(glass))
    assert glass.colour_at(LEFT).lightness() == 0
    assert glass.colour_at(RIGHT).lightness() == 0


@pytest.mark.qt_may_say("No RHI backend. Using CPU conversion")
def test_i420_is_understood_though_it_costs(glass: Glass, qtbot, writer: MailboxWriter) -> None:
    planes = (bytes([81]) * (640 * 360), bytes([90]) * (320 * 180), bytes([240]) * (320 * 180))
    writer.publish(640, 360, 640, PixelFormat.I420, *planes)
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: is_red(glass))


def test_the_bar_goes_and_comes_back_on_touch(glass: Glass, qtbot, writer: MailboxWriter) -> None:
    scenes.paint(writer)
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Stop"))
    qtbot.waitUntil(lambda: not glass.shows("Stop"), timeout=6000)
    glass.touch_at(MIDDLE)
    qtbot.waitUntil(lambda: glass.shows("Stop"))
    assert "cast.stop_cast" not in glass.room.methods()


def test_nothing_of_the_cast_before_shows_beside_the_next(glass: Glass, qtbot, writer: MailboxWriter, runtime) -> None:
    scenes.paint(writer)
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: is_painted(glass))
    tall = MailboxWriter(runtime / "frames" / "cast-2", 540 * 1080 * 4)
    tall.publish(540, 1080, 540 * 4, PixelFormat.BGRX, b"\x00\x00\xff\xff" * (540 * 1080))
    glass.room.change(cast=scenes.cast(stream="cast-2", id="ca58"))
    qtbot.waitUntil(lambda: is_red(glass))
    assert glass.colour_at(LEFT).lightness() == 0
    assert glass.colour_at(RIGHT).lightness() == 0
    tall.close()
