"""The shell as a process: start, systemd's words, idle cost."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtTest import QTest

from tests.ui.fake_room import FakeRoom


class Started:
    """A running shell with systemd's ear."""

    def __init__(self, runtime: Path, watchdog_s: float) -> None:
        self._ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ear.bind(str(runtime / "notify"))
        self._ear.setblocking(False)
        words = {"NOTIFY_SOCKET": str(runtime / "notify"), "WATCHDOG_USEC": str(int(watchdog_s * 1e6))}
        known = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        command = [sys.executable, "-m", "ui", "--runtime", str(runtime), "--headless"]
        self.begun = time.monotonic()
        self.process = subprocess.Popen(command, env=known | words)

    def heard(self) -> list[str]:
        words: list[str] = []
        while True:
            try:
                words += self._ear.recv(4096).decode().splitlines()
            except BlockingIOError:
                return words

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        self._ear.close()


@pytest.fixture
def started(room: FakeRoom, runtime: Path) -> Iterator[Started]:
    shell = Started(runtime, watchdog_s=0.9)
    yield shell
    shell.close()


def test_it_is_ready_with_its_first_frame_and_stays_alive(started: Started, qtbot) -> None:
    qtbot.waitUntil(lambda: "READY=1" in started.heard(), timeout=10_000)
    assert time.monotonic() - started.begun < 8, "2 s on an idle machine; this one is shared"
    pings = 0
    for _ in range(20):
        QTest.qWait(100)
        pings += started.heard().count("WATCHDOG=1")
    assert 4 <= pings <= 10, "three a watchdog interval"


def test_a_frozen_shell_does_not_ping(started: Started, qtbot) -> None:
    qtbot.waitUntil(lambda: "READY=1" in started.heard(), timeout=10_000)
    process = psutil.Process(started.process.pid)
    process.suspend()
    started.heard()
    QTest.qWait(700)
    assert started.heard() == []
    process.resume()
    qtbot.waitUntil(lambda: "WATCHDOG=1" in started.heard(), timeout=3000)


def test_idle_costs_next_to_nothing(started: Started, room: FakeRoom, qtbot) -> None:
    qtbot.waitUntil(lambda: "glass.attach" in room.methods(), timeout=10_000)
    QTest.qWait(1500)
    process = psutil.Process(started.process.pid)
    before = process.cpu_times()
    QTest.qWait(5000)
    after = process.cpu_times()
    used_s = after.user + after.system - before.user - before.system
    assert used_s / 5 < 0.03
    assert process.memory_info().rss < 200 * 2**20


def test_a_wrong_command_line_is_explained() -> None:
    done = subprocess.run([sys.executable, "-m", "ui"], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert "--runtime" in done.stderr
