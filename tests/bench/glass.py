"""A glass that touches itself: the shell's own link and state in a small window; prints milliseconds as a JSON list.

`python -m tests.bench.glass RUNTIME COUNT`; a sample is the time from a finger's press to the change of a QML property
that is bound to the room's state.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QInputDevice
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtTest import QTest

from ui import link, state

QML = b"""
import QtQuick
import Parlor.State

Window {
    property bool muted: Sound.muted

    width: 400
    height: 300
    visible: true

    Item {
        anchors.fill: parent

        PointHandler {
            onActiveChanged: if (active) Sound.setMuted(!Sound.muted)
        }
    }
}
"""
WARM_UP = 50
GIVE_UP_MS = 60_000


class Finger(QObject):
    """Presses, waits for the property to change, notes the time, and presses again a little later."""

    def __init__(self, window: QObject, count: int) -> None:
        super().__init__()
        self.samples: list[float] = []
        self._window = window
        self._count = count
        self._device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
        self._pressed_at = 0.0
        window.mutedChanged.connect(self._changed)  # type: ignore[attr-defined]

    def press(self) -> None:
        """Touch the glass."""
        self._pressed_at = time.perf_counter()
        QTest.touchEvent(self._window, self._device).press(0, QPoint(200, 150))  # type: ignore[call-overload]

    def _changed(self) -> None:
        if not self._pressed_at:
            return
        self.samples.append((time.perf_counter() - self._pressed_at) * 1e3)
        self._pressed_at = 0.0
        QTimer.singleShot(0, self._release)

    def _release(self) -> None:
        QTest.touchEvent(self._window, self._device).release(0, QPoint(200, 150))  # type: ignore[call-overload]
        if len(self.samples) < self._count + WARM_UP:
            QTimer.singleShot(random.randint(3, 20), self.press)
        else:
            QGuiApplication.quit()


def main() -> int:
    """Take COUNT samples; 1 where the room did not answer in time."""
    application = QGuiApplication(sys.argv[:1])
    room = link.Link(Path(sys.argv[1]))
    link.install(room)
    engine = QQmlApplicationEngine()
    engine.loadData(QML)
    finger = Finger(engine.rootObjects()[0], int(sys.argv[2]))
    room.connected_changed.connect(lambda: QTimer.singleShot(100, finger.press))
    room.open()
    QTimer.singleShot(GIVE_UP_MS, lambda: application.exit(1))
    code = application.exec()
    print(json.dumps(finger.samples[WARM_UP:]))
    room.close()
    return code


if __name__ == "__main__":
    assert state  # imported for its QML types
    sys.exit(main())
