"""The whiteboard before a real room: the daemon as its own process, the glass in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from tests.ui.fake_room import FakeRoom
from tests.ui.glass import Glass, Thing
from ui.shell import Shell

pytestmark = pytest.mark.timeout(120)

AWAY = "The room does not answer. Go on: what is drawn is kept and saved when it is back."

CONFIG = """
[network]
addresses = ["127.0.0.1"]
https_port = 0
http_port = 0
[discovery]
enabled = false
"""


class Daemon:
    """A room with virtual devices, on the loopback only."""

    def __init__(self, runtime: Path, folder: Path) -> None:
        (folder / "parlor.toml").write_text(CONFIG)
        plain = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        self._environment = plain | {"PARLOR_RUNTIME": str(runtime)}
        self._arguments = ["--virtual", "--data", str(folder / "data"), "--config", str(folder / "parlor.toml")]
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "appliance", "room", *self._arguments]
        self._process = subprocess.Popen(command, env=self._environment, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture
def daemon(runtime: Path, tmp_path: Path) -> Iterator[Daemon]:
    daemon = Daemon(runtime, tmp_path)
    yield daemon
    daemon.stop()


@pytest.fixture
def board(qapp, qtbot, daemon: Daemon, runtime: Path, new_shell: Callable[[], Shell]) -> Glass:
    """A fresh board, one touch from home."""
    qtbot.waitUntil((runtime / "shell.sock").exists, timeout=20_000)
    glass = Glass(new_shell(), cast(FakeRoom, None))
    qtbot.waitUntil(lambda: glass.shell.link.connected and glass.shows("Whiteboard"), timeout=10_000)
    glass.touch("Whiteboard")
    qtbot.waitUntil(lambda: glass.shows("Pages: 1 of 1"), timeout=10_000)
    return glass


def draw(glass: Glass, *points: tuple[int, int]) -> None:
    window = glass.shell.window
    first, *others = [QPoint(*point) for point in points]
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    for point in others:
        QTest.mouseMove(window, point)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, others[-1])


def cards(glass: Glass) -> list[Thing]:
    return [thing for thing in glass.things() if thing.name.startswith("Open ")]


def is_inked(glass: Glass, at: QPoint) -> bool:
    return glass.colour_at(at) != QColor("white")


def leave_and_come_back(board: Glass, qtbot) -> None:
    """Open a new board, then the first again."""
    board.touch("All boards")
    board.touch("New board")
    qtbot.waitUntil(lambda: board.shows("Pages: 1 of 1") and not is_inked(board, QPoint(700, 500)), timeout=10_000)
    board.touch("All boards")
    qtbot.waitUntil(lambda: len(cards(board)) == 2)
    board.touch_at(next(card for card in cards(board) if card.description == "").rect.center())


def test_a_board_is_drawn_on_taken_away_replayed_and_found_again(board: Glass, qtbot, runtime: Path) -> None:
    board.touch("Pen")
    board.touch("Very thick")
    draw(board, (500, 500), (700, 500), (900, 500))
    qtbot.waitUntil(lambda: is_inked(board, QPoint(700, 500)))
    qtbot.waitUntil(lambda: board.canvas.property("isStored"))

    board.touch("Take away")
    board.touch("Parlor board")
    qtbot.waitUntil(lambda: board.shows("QR code that downloads the file"), timeout=30_000)
    board.touch("Close")

    board.touch("More")
    board.touch("Replay")
    qtbot.waitUntil(lambda: board.shows("End the replay"), timeout=10_000)
    board.touch("End the replay")
    qtbot.waitUntil(lambda: is_inked(board, QPoint(700, 500)))

    leave_and_come_back(board, qtbot)
    qtbot.waitUntil(lambda: board.shows("Pages: 1 of 1") and is_inked(board, QPoint(700, 500)), timeout=10_000)


def test_a_daemon_that_is_killed_costs_no_stroke(board: Glass, qtbot, daemon: Daemon) -> None:
    draw(board, (500, 500), (700, 500), (900, 500))
    qtbot.waitUntil(lambda: board.canvas.property("isStored"))
    daemon.kill()
    qtbot.waitUntil(lambda: board.shows(AWAY))
    draw(board, (500, 700), (700, 700), (900, 700))
    assert is_inked(board, QPoint(700, 700)), "the glass draws while the room is away"
    daemon.start()
    qtbot.waitUntil(lambda: not board.shows(AWAY), timeout=20_000)
    qtbot.waitUntil(lambda: board.canvas.property("isStored"), timeout=10_000)
    leave_and_come_back(board, qtbot)
    qtbot.waitUntil(lambda: is_inked(board, QPoint(700, 500)) and is_inked(board, QPoint(700, 700)), timeout=10_000)
