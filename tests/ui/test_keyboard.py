"""Typing on the glass with the on-screen keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role
from ui import shell as shell_module
from ui.keyboard import has_keyboard
from ui.shell import Shell

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
FIRST_KEY = (0.5, 1.0, 2.0)
"""Middle of each row's first letter, in key widths from the left; a row has ten."""


class Keyboard:
    """The panel's keys by their place."""

    def __init__(self, glass: Glass) -> None:
        self.glass = glass
        self.panel = next(item for item in _items(glass) if item.metaObject().className().startswith("Keyboard_QML"))

    def is_up(self) -> bool:
        return self.panel.isVisible() and self.panel.height() > 100

    def letters(self, letters: str) -> None:
        for letter in letters:
            row = next(at for at, keys in enumerate(ROWS) if letter in keys)
            self._press(FIRST_KEY[row] + ROWS[row].index(letter), row)

    def space(self) -> None:
        self._press(5, 3)

    def enter(self) -> None:
        self._press(9.2, 3)

    def erase(self) -> None:
        self._press(9.2, 2)

    def _press(self, column: float, row: int) -> None:
        corner = self.panel.mapToScene(QPoint(0, 0))
        key = QPoint(round(self.panel.width() * column / 10), round(self.panel.height() * (row + 0.5) / 4))
        self.glass.touch_at(corner.toPoint() + key)
        QTest.qWait(60)


def _items(glass: Glass) -> list[QQuickItem]:
    found = [glass.shell.window.contentItem()]
    for item in found:
        found += item.childItems()
    return found


def open_field(glass: Glass, qtbot) -> Keyboard:
    more, name = ("More", "Room name") if glass.room.state.settings.language == "en" else ("更多", "会议室名称")
    glass.touch(more, Role.Button)
    qtbot.waitUntil(lambda: glass.shows(name))
    glass.touch(name, Role.EditableText)
    qtbot.waitUntil(lambda: Keyboard(glass).is_up())
    QTest.qWait(300)
    return Keyboard(glass)


def test_the_room_is_renamed_by_touch_alone(glass: Glass, qtbot) -> None:
    keyboard = open_field(glass, qtbot)
    keyboard.space()
    keyboard.letters("bay")
    keyboard.erase()
    keyboard.enter()
    qtbot.waitUntil(lambda: Call("settings.change", {"room_name": "Lighthouse ba"}) in glass.room.calls)
    qtbot.waitUntil(lambda: not keyboard.panel.isVisible())


@pytest.mark.qt_may_say("creating directory for user dictionary")
def test_pinyin_gives_chinese(glass: Glass, qtbot) -> None:
    glass.room.amend("settings", language="zh_CN")
    qtbot.waitUntil(lambda: glass.shows("更多"))
    keyboard = open_field(glass, qtbot)
    keyboard.letters("nihao")
    keyboard.space()
    keyboard.enter()
    qtbot.waitUntil(lambda: Call("settings.change", {"room_name": "Lighthouse你好"}) in glass.room.calls)


def test_a_name_of_blanks_is_not_sent(glass: Glass, qtbot) -> None:
    keyboard = open_field(glass, qtbot)
    for _ in "Lighthouse":
        keyboard.erase()
    keyboard.space()
    keyboard.enter()
    QTest.qWait(100)
    assert "settings.change" not in glass.room.methods()


def test_without_the_keyboard_the_shell_works(qtbot, new_shell, room, monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_keyboard(), "the wheel has it; this test takes it away"
    monkeypatch.setattr(shell_module, "has_keyboard", lambda: False)
    shell: Shell = new_shell()
    glass = Glass(shell, room)
    qtbot.waitUntil(lambda: shell.link.connected)
    glass.touch("More", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Room name"))
    glass.touch("Room name", Role.EditableText)
    QTest.qWait(200)
    assert not any(item.metaObject().className().startswith("Keyboard_QML") for item in _items(glass))
