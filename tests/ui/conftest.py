"""The shell before a fake room, drawn off screen by Qt's software renderer."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ["QT_MESSAGE_PATTERN"] = "Qt says %{type}: %{category}: %{message}"
os.environ["TZ"] = "UTC"
time.tzset()

# after the environment, which Qt reads once
# ruff: noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication

from tests.ui import scenes
from tests.ui.fake_room import FakeRoom
from tests.ui.glass import Glass
from ui import clock
from ui.options import Options
from ui.shell import Shell, prepare_environment

WARNING = re.compile("Qt says (warning|critical|fatal)")


@pytest.fixture(autouse=True)
def qt_does_not_warn(request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """A warning of Qt or QML fails the test.

    Read from standard error: a message handler in Python, as pytest-qt has one, deadlocks with QML's loader thread.
    """
    yield
    allowed = [mark.args[0] for mark in request.node.iter_markers("qt_may_say")]
    said = [line for line in capfd.readouterr().err.splitlines() if WARNING.match(line)]
    assert [line for line in said if not any(words in line for words in allowed)] == []


@pytest.fixture(scope="session")
def qapp_cls(tmp_path_factory: pytest.TempPathFactory) -> type[QGuiApplication]:
    prepare_environment(Options(runtime=tmp_path_factory.mktemp("runtime"), headless=True))
    return QGuiApplication


@pytest.fixture
def runtime() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="parlor-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def room(qapp: QGuiApplication, runtime: Path) -> Iterator[FakeRoom]:
    fake = FakeRoom(runtime, scenes.room())
    yield fake
    fake.stop()
    assert fake.violations == []


@pytest.fixture
def new_shell(qapp: QGuiApplication, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Shell]]:
    monkeypatch.setattr(clock, "utc_now", lambda: scenes.NOW)
    shells: list[Shell] = []

    def build() -> Shell:
        shells.append(Shell(Options(runtime=runtime, headless=True, motion_reduced=True)))
        return shells[-1]

    yield build
    for shell in shells:
        shell.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


@pytest.fixture
def glass(qtbot, room: FakeRoom, new_shell: Callable[[], Shell]) -> Glass:
    """The home page, in step with the room."""
    shell = new_shell()
    qtbot.waitUntil(lambda: "glass.attach" in room.methods())
    return Glass(shell, room)
