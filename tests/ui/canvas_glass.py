"""A canvas in a bare window before a fake board, and hands for it."""

from __future__ import annotations

import functools
import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSizeF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPointingDevice
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from appliance.ink.element import Element, Stroke
from appliance.ink.record import from_value, to_value
from tests.ui.fake_board import FakeBoard
from ui.canvas.canvas import BoardCanvas
from ui.canvas.palette import Palette

WIDTH, HEIGHT = 1200, 800
BOARD = "board-of-tests"


@functools.cache
def touch_screen() -> QPointingDevice:
    """One for all tests: Qt keeps every one that was ever made."""
    return QTest.createTouchDevice()


class CanvasGlass:
    """One unit of the board is WIDTH / 1920 pixels."""

    def __init__(self, runtime: Path, device: QPointingDevice) -> None:
        self.board = FakeBoard(runtime)
        self.window = QQuickWindow()
        self.window.setColor(QColor("#808080"))
        self.window.resize(WIDTH, HEIGHT)
        self.palette: Any = Palette()
        self.canvas: Any = BoardCanvas()
        self.canvas.setParentItem(self.window.contentItem())
        self.canvas.setSize(QSizeF(WIDTH, HEIGHT))
        self.canvas.palettes = [self.palette]
        self.canvas.pixelsPerMm = 1.0
        self.window.show()
        self.device = device

    @property
    def chosen(self) -> Any:
        """What the first person has selected."""
        return self.canvas.selectionOf(1)

    def open(self) -> None:
        self.canvas.boardId = BOARD
        self.until(lambda: self.canvas.isConnected and not self.canvas.isBusy)

    def close(self) -> None:
        self.canvas.boardId = ""
        self.canvas.setParentItem(None)
        self.run(0.02)
        self.board.stop()
        self.window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def run(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            QGuiApplication.processEvents()
            time.sleep(0.001)

    def until(self, condition: Callable[[], object], seconds: float = 15) -> None:
        end = time.perf_counter() + seconds
        while not condition():
            QGuiApplication.processEvents()
            time.sleep(0.001)
            assert time.perf_counter() < end, "the canvas did not get there"

    def touch(self, what: str, *places: tuple[float, float], first: int = 0) -> None:
        sequence = QTest.touchEvent(self.window, self.device)
        for key, place in enumerate(places, first):
            getattr(sequence, what)(key, QPoint(*map(round, place)), self.window)
        sequence.commit()

    def draw(self, *places: tuple[float, float], steps: int = 12, hold: float = 0.0) -> None:
        """One finger along a line."""
        self.touch("press", places[0])
        for start, end in itertools.pairwise(places):
            for step in range(1, steps + 1):
                part = step / steps
                here = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
                self.touch("move", here)
                self.run(0.004)
        if hold:
            self.run(hold)
        self.touch("release", places[-1])
        self.run(0.01)

    def tap(self, x: float, y: float) -> None:
        self.touch("press", (x, y))
        self.touch("release", (x, y))
        self.run(0.01)

    def pixels(self) -> np.ndarray:
        """What is on the glass, (height, width, 3) in RGB."""
        image = self.window.grabWindow().convertToFormat(QImage.Format.Format_RGB888)
        lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return lines[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

    def color(self, x: float, y: float) -> tuple[int, int, int]:
        return tuple(self.pixels()[round(y), round(x)].tolist())

    def settle(self) -> None:
        """Until the tiles are whole and newest, with all that others did before now."""
        self.run(0.03)
        self.until(self._has_all)
        self.until(lambda: not self.canvas.isBusy)
        self.run(0.03)

    def _has_all(self) -> bool:
        replica = self.canvas.replica
        return replica is None or not replica.is_synced or replica.doc.get_state() == self.board.doc.get_state()

    def elements(self, page: str = "first") -> dict[str, Any]:
        """What the room has."""
        return {
            key: from_value(bytes(v) if isinstance(v, bytearray) else v)
            for key, v in self.board.elements(page).to_py().items()
        }

    def put(self, element_id: str, element: Element, page: str = "first") -> None:
        """Somebody else adds an element."""
        self.board.elements(page)[element_id] = to_value(element)
        self.until(lambda: element_id in self.canvas.desk.sheet.values)


def line(x0: float, y0: float, x1: float, y1: float, color: int = 0xFF0000FF, width: float = 16.0, **more) -> Stroke:
    points = np.linspace((x0, y0), (x1, y1), 20).astype(np.float32)
    return Stroke(points=points, color=color, width=width, created_ms=int(time.time() * 1000), **more)


def at(x: float, y: float) -> tuple[float, float]:
    """Where a point of the board is on the glass at first."""
    return x * WIDTH / 1920, y * WIDTH / 1920
