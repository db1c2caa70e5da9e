"""What somebody at the glass sees and touches, found as a screen reader finds it: by role and name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtTest import QTest

from tests.ui.fake_room import FakeRoom
from ui.canvas.canvas import BoardCanvas
from ui.shell import Shell

Role = QAccessible.Role


class Thing(NamedTuple):
    """One accessible object that is on the glass now."""

    role: QAccessible.Role
    name: str
    rect: QRect
    is_checked: bool
    is_disabled: bool
    description: str


class Glass:
    """A shell before a fake room."""

    def __init__(self, shell: Shell, room: FakeRoom) -> None:
        self.shell = shell
        self.room = room

    def things(self) -> list[Thing]:
        """Everything visible, in reading order of the scene."""
        root = QAccessible.queryAccessibleInterface(self.shell.window)
        return list(_descend(root, self.shell.window.position())) if root else []

    def words(self) -> str:
        """Everything written on the glass, a line each."""
        return "\n".join(thing.name for thing in self.things() if thing.name)

    def find(self, name: str, role: QAccessible.Role | None = None) -> Thing:
        """The one visible thing of this name."""
        found = [thing for thing in self.things() if thing.name == name and role in (None, thing.role)]
        assert found, f"{name!r} is not on the glass, but:\n{self.words()}"
        return found[0]

    def shows(self, name: str) -> bool:
        return any(thing.name == name for thing in self.things())

    def touch(self, name: str, role: QAccessible.Role | None = None) -> None:
        """Touch the middle of a thing."""
        self.touch_at(self.find(name, role).rect.center())

    def touch_at(self, point: QPoint) -> None:
        window = self.shell.window
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def picture(self) -> QImage:
        return self.shell.window.grabWindow()

    def colour_at(self, point: QPoint) -> QColor:
        return self.picture().pixelColor(point)

    @property
    def canvas(self) -> BoardCanvas:
        """The canvas of the page."""
        found = self.shell.window.findChild(BoardCanvas)
        assert found is not None, "no page with a canvas"
        return found

    def singleton(self, module: str, name: str) -> QObject:
        return self.shell.engine.singletonInstance(module, name)


def _descend(parent: QAccessibleInterface, origin: QPoint) -> Iterator[Thing]:
    for at in range(parent.childCount()):
        child = parent.child(at)
        if child is None or not child.isValid() or child.state().invisible:
            continue
        rect = child.rect().translated(-origin)
        if not rect.isEmpty():
            state = child.state()
            name = child.text(QAccessible.Text.Name)
            description = child.text(QAccessible.Text.Description)
            yield Thing(child.role(), name, rect, bool(state.checked), bool(state.disabled), description)
        yield from _descend(child, origin)
