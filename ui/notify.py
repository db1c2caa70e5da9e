"""Words to systemd (sd_notify(3)): ready, and alive as long as the scene is really drawn."""

from __future__ import annotations

import os
import socket

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow


def notify(words: str) -> None:
    """Tell systemd, where it listens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.sendto(words.encode(), "\0" + address[1:] if address.startswith("@") else address)


class Heartbeat(QObject):
    """Pings the watchdog from the GUI thread, and only when the picture that it asked for was drawn."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked = True
        self._started = False
        window.frameSwapped.connect(self._drawn)
        interval_ms = int(os.environ.get("WATCHDOG_USEC", "0")) // 3000
        self._timer = QTimer(self, interval=interval_ms)
        self._timer.timeout.connect(self._ask)
        if interval_ms:
            self._timer.start()

    def _ask(self) -> None:
        self._asked = True
        self._window.update()

    def _drawn(self) -> None:
        if not self._asked:
            return
        self._asked = False
        notify("WATCHDOG=1" if self._started else "READY=1\nWATCHDOG=1")
        self._started = True
