"""Pictures every page in every look: `python -m tests.ui.screenshots [DIRECTORY] [WORD …]`; words narrow the choice."""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ["TZ"] = "UTC"

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from appliance.api.access import AccessState
from appliance.api.devices import DevicesState
from appliance.api.schedule import ScheduleState
from appliance.frames import MailboxWriter
from tests.ui import scenes
from tests.ui.fake_room import FakeRoom
from tests.ui.glass import Glass
from ui import clock
from ui.options import Options
from ui.shell import Shell, prepare_environment

LANGUAGES = ("en", "zh_CN")
THEMES = ("light", "dark")
SECTIONS = {
    "en": {"room": "Room", "sound": "Sound", "camera": "Camera", "devices": "Devices", "about": "About"},
    "zh_CN": {"room": "会议室", "sound": "声音", "camera": "摄像头", "devices": "设备", "about": "关于"},
}
SIZES = ((1920, 1080), (3840, 2160))


class Studio:
    """One shell and one room, put into one scene after another."""

    def __init__(self, runtime: Path) -> None:
        clock.utc_now = lambda: scenes.NOW
        self.room = FakeRoom(runtime, scenes.room())
        self.shell = Shell(Options(runtime=runtime, headless=True, motion_reduced=True))
        self.writer = MailboxWriter(runtime / "frames" / "cast-1", 1280 * 720 * 4)
        scenes.paint(self.writer)
        self.language = "en"
        QTest.qWait(300)

    def singleton(self, module: str, name: str) -> QObject:
        return self.shell.engine.singletonInstance(module, name)

    def dress(self, language: str, theme: str, size: tuple[int, int]) -> None:
        self.language = language
        self.shell.window.resize(*size)
        fresh = scenes.room(language, theme)
        self.room.change(**{name: getattr(fresh, name) for name in fresh.__struct_fields__})
        self.open("home")
        QTest.qWait(100)

    def open(self, page: str) -> None:
        self.singleton("Parlor.Flow", "Pages").setProperty("current", page)

    def section(self, name: str) -> None:
        self.open("settings")
        QTest.qWait(50)
        Glass(self.shell, self.room).touch(SECTIONS[self.language][name])

    def take(self, path: Path) -> None:
        QTest.qWait(250)
        self.shell.window.grabWindow().save(str(path))


def _trouble(studio: Studio) -> None:
    camera, *others = scenes.DEVICES
    lost = type(camera)(**{f: getattr(camera, f) for f in camera.__struct_fields__} | {"availability": "lost"})
    studio.room.change(devices=DevicesState(devices=(lost, *others)))


def _long(studio: Studio) -> None:
    studio.room.amend("settings", room_name="Wolkenkuckucksheim am Ende des Flurs, 3. Stock")
    studio.room.amend("access", join_url="https://wolkenkuckucksheim-am-ende.example.org:8443/#482913")
    studio.room.amend("access", urls=("https://wolkenkuckucksheim-am-ende.example.org:8443",))


def _preview(studio: Studio) -> None:
    studio.section("camera")
    studio.room.amend("devices", preview="cast-1")


SCENES: dict[str, Callable[[Studio], object]] = {
    "home": lambda _: None,
    "home-empty": lambda studio: studio.room.change(schedule=ScheduleState(calendar_connected=True)),
    "home-no-calendar": lambda studio: studio.room.change(schedule=ScheduleState()),
    "home-trouble": _trouble,
    "home-long": _long,
    "home-no-network": lambda studio: studio.room.change(access=AccessState()),
    "cast": lambda studio: studio.open("cast"),
    "cast-live": lambda studio: studio.room.change(cast=scenes.cast(studio.language)),
    "cast-reconnecting": lambda studio: studio.room.change(cast=scenes.cast(studio.language, phase="reconnecting")),
    "whiteboard": lambda studio: studio.open("whiteboard"),
    "meet": lambda studio: studio.open("meet"),
    "settings-room": lambda studio: studio.section("room"),
    "settings-sound": lambda studio: studio.section("sound"),
    "settings-camera": _preview,
    "settings-devices": lambda studio: studio.section("devices"),
    "settings-about": lambda studio: studio.section("about"),
    "asleep": lambda studio: studio.room.change(power=scenes.asleep()),
}


def take_all(directory: Path, runtime: Path, words: tuple[str, ...] = ()) -> list[Path]:
    """Write SCENE-LANGUAGE-THEME-HEIGHT.png for each; returns the files."""
    studio = Studio(runtime)
    directory.mkdir(parents=True, exist_ok=True)
    taken = []
    for size, language, theme, scene in itertools.product(SIZES, LANGUAGES, THEMES, SCENES):
        name = f"{scene}-{language}-{theme}-{size[1]}"
        if all(word in name for word in words):
            studio.dress(language, theme, size)
            SCENES[scene](studio)
            taken.append(directory / f"{name}.png")
            studio.take(taken[-1])
    studio.room.stop()
    QTest.qWait(600)
    taken.append(directory / "veil.png")
    studio.take(taken[-1])
    studio.shell.close()
    return taken


def main() -> None:
    directory = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots")
    with tempfile.TemporaryDirectory(prefix="parlor-") as runtime:
        prepare_environment(Options(runtime=Path(runtime), headless=True))
        application = QGuiApplication([])
        taken = take_all(directory, Path(runtime), tuple(sys.argv[2:]))
        print(f"{len(taken)} pictures in {directory}")
        application.quit()


if __name__ == "__main__":
    main()
