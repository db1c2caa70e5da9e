"""The glass while somebody watches it: a sign, who they are, and its pictures."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from appliance.api.watch import WatchState
from appliance.frames import GLASS, Frame, MailboxReader, PixelFormat
from tests.ui import scenes
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role
from ui import mirror


def newest(glass: Glass) -> Frame:
    reader = MailboxReader(glass.room.runtime / "mirror" / GLASS)
    frame = reader.read()
    reader.close()
    assert frame is not None
    return frame


def corner(frame: Frame) -> int:
    """The blue of a pixel near the corner."""
    return frame.pixels[5 * frame.stride + 5 * 4]


@pytest.fixture
def watched(glass: Glass, qtbot) -> Glass:
    glass.room.change(watch=scenes.watch(count=3))
    qtbot.waitUntil(lambda: glass.shows("3 watch"))
    return glass


def test_one_who_watches_is_named(glass: Glass, qtbot) -> None:
    assert not any("watch" in thing.name for thing in glass.things())
    glass.room.change(watch=scenes.watch())
    qtbot.waitUntil(lambda: glass.shows("Jonas Lindqvist watches"))
    sign = glass.find("Jonas Lindqvist watches", Role.Button)
    # 24 mm of a panel of 65 inches, 1920 pixels wide
    assert sign.rect.height() >= 24 * 1920 / 1439
    glass.room.change(watch=WatchState())
    qtbot.waitUntil(lambda: not glass.shows("Jonas Lindqvist watches"))


@pytest.mark.parametrize("page", ["whiteboard", "cast", "settings", "meet"])
def test_the_sign_lies_over_every_page(watched: Glass, qtbot, page: str) -> None:
    watched.singleton("Parlor.Flow", "Pages").setProperty("current", page)
    qtbot.waitUntil(lambda: watched.shows("3 watch"))


def test_names_are_shown_and_one_is_stopped(watched: Glass, qtbot) -> None:
    watched.touch("3 watch")
    qtbot.waitUntil(lambda: watched.shows("Who watches this screen"))
    for words in ("Jonas Lindqvist", "Second display", "Somebody without a name", "since 09:38"):
        assert watched.shows(words)
    watched.touch("Stop Second display")
    qtbot.waitUntil(lambda: Call("watch.stop_watching", {"watch_id": "1"}) in watched.room.calls)


def test_all_are_stopped_and_the_sheet_closes(watched: Glass, qtbot) -> None:
    watched.touch("3 watch")
    qtbot.waitUntil(lambda: watched.shows("Stop all"))
    watched.touch("Stop all")
    qtbot.waitUntil(lambda: watched.room.methods().count("watch.stop_watching") == 3)
    watched.room.change(watch=WatchState())
    qtbot.waitUntil(lambda: not watched.shows("Who watches this screen"))
    watched.room.change(watch=scenes.watch())
    qtbot.waitUntil(lambda: watched.shows("Jonas Lindqvist watches"))


def test_guests_are_let_watch_in_the_settings(glass: Glass, qtbot) -> None:
    glass.touch("More")
    qtbot.waitUntil(lambda: glass.shows("Guests"))
    glass.touch("Guests")
    name = "Guests may watch this screen"
    qtbot.waitUntil(lambda: glass.shows(name))
    assert "https://192.168.20.14:8443/watch" in glass.words()
    glass.touch(name, Role.CheckBox)
    qtbot.waitUntil(lambda: Call("settings.change", {"watching": True}) in glass.room.calls)
    glass.room.amend("settings", watching=True)
    qtbot.waitUntil(lambda: glass.find(name, Role.CheckBox).is_checked)


def test_without_watchers_nothing_is_pictured(glass: Glass, qtbot) -> None:
    for theme in ("dark", "light"):
        glass.room.amend("settings", theme=theme)
        QTest.qWait(150)
    assert glass.shell.mirror.count == 0
    assert not (glass.room.runtime / "mirror" / GLASS).exists()
    glass.room.change(watch=scenes.watch())
    qtbot.waitUntil(lambda: glass.shell.mirror.count > 0)
    glass.room.change(watch=WatchState())
    qtbot.waitUntil(lambda: not (glass.room.runtime / "mirror" / GLASS).exists())
    taken = glass.shell.mirror.count
    glass.room.amend("settings", theme="dark")
    QTest.qWait(300)
    assert glass.shell.mirror.count == taken


def test_what_changes_is_pictured_and_what_stands_is_not(watched: Glass, qtbot) -> None:
    qtbot.waitUntil(lambda: watched.shell.mirror.count > 0)
    QTest.qWait(400)
    frame = newest(watched)
    assert (frame.width, frame.height, frame.format) == (1920, 1080, PixelFormat.BGRX)
    assert corner(frame) > 200
    taken = watched.shell.mirror.count
    QTest.qWait(500)
    assert watched.shell.mirror.count == taken, "nothing was drawn meanwhile"
    watched.room.amend("settings", theme="dark")
    qtbot.waitUntil(lambda: corner(newest(watched)) < 40)


def test_pictures_are_few_and_fewer_while_somebody_draws(watched: Glass, qtbot) -> None:
    def taken_in(wait_ms: int) -> int:
        before = watched.shell.mirror.count
        end_s = time.monotonic() + wait_ms / 1000
        while time.monotonic() < end_s:
            watched.shell.window.update()
            QTest.qWait(20)
        return watched.shell.mirror.count - before

    QTest.qWait(200)
    free = taken_in(1500)
    assert 3 <= free <= 1500 / mirror.AT_ONCE_MS + 2
    left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(watched.shell.window, left, nothing, QPoint(960, 240))
    touched = taken_in(1500)
    QTest.mouseRelease(watched.shell.window, left, nothing, QPoint(960, 240))
    assert 1 <= touched <= 1500 / mirror.TOUCHED_MS + 2
    assert touched < free
