"""Pictures every page in every look: `python -m tests.ui.screenshots [DIRECTORY] [WORD …]`; words narrow the choice."""

from __future__ import annotations

import itertools
import math
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ["TZ"] = "UTC"

import msgspec
from msgspec.structs import replace
from pycrdt import Map
from PySide6.QtCore import QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from appliance.api.access import AccessState
from appliance.api.cast import CastPointed
from appliance.api.devices import DevicesState
from appliance.api.schedule import ScheduleState
from appliance.board.document import fill
from appliance.frames import MailboxWriter
from appliance.ink import message
from appliance.ink.message import Permission
from tests.ui import call_scenes, scenes
from tests.ui.call_pictures import CALLS
from tests.ui.fake_board import FakeBoard
from tests.ui.fake_room import FakeRoom
from tests.ui.glass import Glass
from ui import clock
from ui.canvas.selection_face import Selected
from ui.options import Options
from ui.shell import Shell, prepare_environment

LANGUAGES = ("en", "zh_CN")
THEMES = ("light", "dark")
SECTIONS = {
    "en": {
        "room": "Room",
        "calendar": "Calendar",
        "meetings": "Meetings",
        "casting": "Casting",
        "guests": "Guests",
        "sound": "Sound",
        "camera": "Camera",
        "devices": "Devices",
        "about": "About",
    },
    "zh_CN": {
        "room": "会议室",
        "calendar": "日历",
        "meetings": "会议",
        "casting": "投屏",
        "guests": "访客",
        "sound": "声音",
        "camera": "摄像头",
        "devices": "设备",
        "about": "关于",
    },
}
SHAPES = ((1280, 720), (1024, 768), (540, 960), (1280, 640), (960, 720))
"""Of the casts after the first."""
SIZES = ((1920, 1080), (3840, 2160))
CATALOGUE = ET.parse(Path(__file__).parents[2] / "ui" / "i18n" / "parlor_zh_CN.ts").getroot()  # noqa: S314  our own file
SELECTED = Selected(rect=QRectF(600, 400, 420, 200), count=2, kinds=("note", "text"), text_size=44.0)
WRITING = {
    "editing": True,
    "editing_rect": QRectF(700, 300, 320, 320),
    "editing_kind": "note",
    "editing_text": "Ask Maria",
    "editing_color": 0xFFF3A8FF,
    "editing_pixel_size": 44.0,
}


def _nothing() -> None:
    """Most scenes end by themselves."""


class Studio:
    """One shell and one room, put into one scene after another."""

    def __init__(self, runtime: Path) -> None:
        clock.utc_now = lambda: scenes.NOW
        self.room = FakeRoom(runtime, scenes.room())
        self.shell = Shell(Options(runtime=runtime, headless=True, motion_reduced=True))
        self.writer = MailboxWriter(runtime / "frames" / "cast-1", 1280 * 720 * 4)
        scenes.paint(self.writer)
        self.others = [MailboxWriter(runtime / "frames" / f"cast-{at}", 1280 * 720 * 4) for at in range(2, 7)]
        for at, writer in enumerate(self.others):
            scenes.paint(writer, *SHAPES[at], shift=at + 1)
        self.others += call_scenes.paint_people(runtime, 18)
        self.fake = FakeBoard(runtime)
        self.language = "en"
        self.take_later: Callable[[], object] = _nothing
        """What ends the scene, once it is pictured."""
        QTest.qWait(300)

    def singleton(self, module: str, name: str) -> QObject:
        return self.shell.engine.singletonInstance(module, name)

    def dress(self, language: str, theme: str, size: tuple[int, int]) -> None:
        self.language = language
        self.shell.window.resize(*size)
        fresh = scenes.room(language, theme)
        self.room.change(**{name: getattr(fresh, name) for name in fresh.__struct_fields__})
        # from another page, so that no sheet stays open
        self.open("meet")
        QTest.qWait(20)
        self.open("home")
        self.singleton("Parlor.Flow", "Countdown").setProperty("isShown", False)
        self._rest()

    @property
    def glass(self) -> Glass:
        return Glass(self.shell, self.room)

    def open(self, page: str) -> None:
        self.singleton("Parlor.Flow", "Pages").setProperty("current", page)

    def section(self, name: str) -> None:
        self.open("settings")
        QTest.qWait(50)
        self.glass.touch(SECTIONS[self.language][name])

    def board(self, *names: str, **facts: object) -> None:
        """The whiteboard, with things touched in turn."""
        self.room.results["board.list_boards"] = scenes.boards(self.language)
        self.room.results["board.export_board"] = scenes.take_away()
        with self.fake.doc.transaction():
            for root in ("pages", *(f"{kind}:{page}" for kind in "ox" for page in "abc")):
                self.fake.doc.get(root, type=Map).clear()
        fill(self.fake.doc, scenes.drawing(self.language))
        self.room.change(board=scenes.board(self.language))
        # told before the page opens: a board that closes under it would send the glass home
        boards = self.singleton("Parlor.State", "Boards")
        self._wait(lambda: boards.property("openId") == scenes.BOARD)
        self.open("whiteboard")
        self._wait(lambda: self.glass.canvas.property("isConnected") and not self.glass.canvas.property("isBusy"))
        self.glass.canvas.tell(**facts)
        for name in names:
            QTest.qWait(50)
            self.glass.touch(self.word(name))
        QTest.qWait(50)

    def _rest(self) -> None:
        """Until the glass draws nothing new."""
        drawn: list[None] = []
        watching = self.shell.window.frameSwapped.connect(lambda: drawn.append(None))
        for _ in range(20):
            drawn.clear()
            QTest.qWait(50)
            if not drawn:
                break
        self.shell.window.frameSwapped.disconnect(watching)

    def _wait(self, ready: Callable[[], object]) -> None:
        for _ in range(100):
            QTest.qWait(50)
            if ready():
                return

    def word(self, name: str) -> str:
        """A name in the glass's language."""
        given = {"Pages: %1 of %2": ("1", "3"), "Guests: %1": ("3",)}.get(name, ())
        words = name if self.language == "en" else self._translated(name)
        for at, value in enumerate(given, start=1):
            words = words.replace(f"%{at}", value)
        return words

    def _translated(self, name: str) -> str:
        return next(m.findtext("translation") for m in CATALOGUE.iter("message") if m.findtext("source") == name) or ""

    def casts(self, count: int, **fields: object) -> None:
        """The wall."""
        self.room.change(cast=scenes.casts(count, self.language, **fields))  # type: ignore[arg-type]
        QTest.qWait(250)

    def take(self, path: Path) -> None:
        self._rest()
        # little compressed: that would take longer than all else
        self.shell.window.grabWindow().save(str(path), "PNG", 80)  # pyright: ignore[reportCallIssue, reportArgumentType]
        self.take_later()
        self.take_later = _nothing


def _trouble(studio: Studio) -> None:
    camera, *others = scenes.DEVICES
    lost = type(camera)(**{f: getattr(camera, f) for f in camera.__struct_fields__} | {"availability": "lost"})
    studio.room.change(devices=DevicesState(devices=(lost, *others)))


def _long(studio: Studio) -> None:
    studio.room.amend("settings", room_name="Wolkenkuckucksheim am Ende des Flurs, 3. Stock")
    studio.room.amend(
        "access", join_url="https://wolkenkuckucksheim-am-ende.example.org:8443/#t.q3Kx0bJ2T7mYw9pLz5RfVg"
    )
    studio.room.amend("access", urls=("https://wolkenkuckucksheim-am-ende.example.org:8443",))


def _meeting(studio: Studio, **fields: object) -> None:
    """The meeting that is on, otherwise."""
    first, *others = scenes.meetings(studio.language)
    studio.room.change(schedule=scenes.schedule(studio.language, meetings=(replace(first, **fields), *others)))


def _meeting_sheet(studio: Studio, at: int, **fields: object) -> None:
    _meeting(studio, **fields)
    QTest.qWait(50)
    studio.singleton("Parlor.State", "Schedule").choose(f"m{at}")  # pyright: ignore[reportAttributeAccessIssue]


def _book(studio: Studio) -> None:
    studio.room.change(schedule=scenes.free(studio.language))
    QTest.qWait(50)
    studio.glass.touch(studio.word("Book now"))


def _preview(studio: Studio) -> None:
    studio.section("camera")
    studio.room.amend("devices", preview="cast-1")


def _doctor(studio: Studio) -> None:
    studio.room.results["doctor.examine_casting"] = scenes.ways(scenes.NAME_TAKEN, scenes.MEDIA_AWAY)
    studio.room.amend(
        "access", urls=(*studio.room.state.access.urls, "https://10.20.0.7:8443", "https://192.168.44.102:8443")
    )
    studio.open("cast")
    QTest.qWait(50)
    studio.glass.touch(studio.word("Trouble?"))


SCENES: dict[str, Callable[[Studio], object]] = {
    "home": lambda _: None,
    "home-empty": lambda studio: studio.room.change(
        schedule=scenes.free(studio.language, meetings=(), free_until=None)
    ),
    "home-free": lambda studio: studio.room.change(schedule=scenes.free(studio.language)),
    "home-offline": lambda studio: studio.room.change(schedule=scenes.away(studio.language)),
    "home-check-in": lambda studio: _meeting(studio, check_in_until=scenes.NOW.replace(minute=50)),
    "home-cancelled": lambda studio: _meeting(studio, is_cancelled=True, no_join="cancelled", service_name=""),
    "home-no-calendar": lambda studio: studio.room.change(schedule=ScheduleState()),
    "home-trouble": _trouble,
    "home-long": _long,
    "home-no-network": lambda studio: studio.room.change(access=AccessState()),
    "cast": lambda studio: studio.open("cast"),
    "cast-doctor": _doctor,
    "cast-live": lambda studio: studio.room.change(cast=scenes.cast(studio.language)),
    "cast-reconnecting": lambda studio: studio.room.change(cast=scenes.cast(studio.language, phase="reconnecting")),
    "input": lambda studio: studio.room.change(cast=scenes.incoming()),
    "input-put-off": lambda studio: studio.room.change(cast=scenes.incoming(dismissed="asked")),
    "board": lambda studio: studio.board(),
    "meet": lambda studio: studio.open("meet"),
    "settings-room": lambda studio: studio.section("room"),
    "settings-casting": lambda studio: studio.section("casting"),
    "settings-guests": lambda studio: studio.section("guests"),
    "settings-calendar": lambda studio: (
        studio.room.change(schedule=scenes.away(studio.language)),
        studio.section("calendar"),
    ),
    "settings-sound": lambda studio: studio.section("sound"),
    "settings-camera": _preview,
    "settings-devices": lambda studio: studio.section("devices"),
    "settings-about": lambda studio: studio.section("about"),
    "asleep": lambda studio: studio.room.change(power=scenes.asleep()),
}


def _watched(studio: Studio, count: int) -> None:
    studio.room.change(watch=scenes.watch(studio.language, count))
    QTest.qWait(100)


def _watchers(studio: Studio) -> None:
    _watched(studio, 3)
    studio.glass.touch(studio.word("%1 watch").replace("%1", "3"))


def _watched_board(studio: Studio) -> None:
    studio.board()
    _watched(studio, 1)


def _watched_cast(studio: Studio) -> None:
    studio.room.change(cast=scenes.cast(studio.language))
    _watched(studio, 2)


def _replay(studio: Studio) -> None:
    studio.room.results["board.replay_board"] = scenes.history()
    studio.board("More", "Replay")
    studio.glass.canvas.tell(replaying=True)


def _timer(studio: Studio) -> None:
    studio.singleton("Parlor.Flow", "Countdown").setProperty("isShown", True)
    studio.board()


def _picture(studio: Studio) -> None:
    studio.board("Insert a picture")
    studio.room.amend("devices", preview="cast-1")


def _select(studio: Studio, *names: str) -> None:
    studio.board()
    studio.glass.canvas.selectionOf(1).tell(SELECTED)
    for name in names:
        QTest.qWait(50)
        studio.glass.touch(studio.word(name))


def _select_two(studio: Studio) -> None:
    studio.board("More", "Tools for two people")
    canvas = studio.glass.canvas
    ids = sorted(canvas.desk.sheet.values)
    for person, some in ((1, ids[:1]), (2, ids[-1:])):
        canvas.selections.of(person).select(some)


def _look_only(studio: Studio, reason: str, **fields: str) -> None:
    studio.board()
    studio.fake.send(message.permission(Permission.VIEW))
    studio.room.amend("board", look_only=reason, **fields)
    QTest.qWait(100)


def _work(studio: Studio) -> None:
    """A file is being made, and the room takes its time."""
    studio.board("Take away")
    take_away = studio.singleton("Parlor.State", "TakeAway")
    take_away._become(None, busy=True)  # pyright: ignore[reportAttributeAccessIssue]
    studio.room.amend("board", working="exporting", percent=43)


def _annotate(studio: Studio) -> None:
    studio.room.change(board=scenes.board(studio.language), cast=scenes.cast(studio.language))
    QTest.qWait(100)
    studio.open("annotate")


def _frozen(studio: Studio) -> None:
    studio.casts(2)
    for verb in ("Freeze %1", "More about %1"):
        studio.glass.touch(studio.word(verb).replace("%1", scenes.CASTERS[studio.language]))
        QTest.qWait(50)


def _touching(studio: Studio) -> None:
    studio.casts(3, enlarged=0, touchable=True)
    studio.glass.touch(studio.word("Draw"))
    QTest.qWait(50)
    window = studio.shell.window
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(window.width() // 5, window.height() // 2))
    for step in range(60):
        across, down = 0.2 + step * 0.006, 0.5 + 0.1 * math.sin(step / 6)
        QTest.mouseMove(window, QPoint(int(window.width() * across), int(window.height() * down)))
    studio.room.announce(CastPointed(cast_id="ca0", x=0.3, y=0.3, shown=True))
    studio.take_later = lambda: QTest.mouseRelease(window, Qt.MouseButton.LeftButton)


def _carried(studio: Studio) -> None:
    studio.casts(4)
    window = studio.shell.window
    size = window.size()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(size.width() // 8, size.height() // 8))
    for step in range(1, 21):
        at = QPoint(size.width() // 8 + size.width() * step // 50, size.height() // 8 + size.height() * step // 60)
        QTest.mouseMove(window, at)
    studio.take_later = lambda: QTest.mouseRelease(window, Qt.MouseButton.LeftButton)


def _asking(studio: Studio) -> None:
    studio.room.change(cast=scenes.asking(studio.language, count=3))


def _still(studio: Studio) -> None:
    studio.casts(4)
    studio.board("Insert a picture")


DETAILS: dict[str, Callable[[Studio], object]] = {
    "home-meeting": lambda studio: _meeting_sheet(studio, 0, check_in_until=scenes.NOW.replace(minute=50)),
    "home-meeting-stripped": lambda studio: _meeting_sheet(studio, 3),
    "home-meeting-plain": lambda studio: _meeting_sheet(studio, 2),
    "home-book": _book,
    "board-pen": lambda studio: studio.board("Pen"),
    "board-eraser": lambda studio: studio.board("Eraser"),
    "board-figures": lambda studio: studio.board("Figures"),
    "board-note": lambda studio: studio.board("Note"),
    "board-pointer": lambda studio: studio.board("Pointer"),
    "board-more": lambda studio: studio.board("More"),
    "board-two": lambda studio: studio.board("More", "Tools for two people"),
    "board-pages": lambda studio: studio.board("Pages: %1 of %2"),
    "board-map": lambda studio: studio.board(content_rect=QRectF(-900, -300, 2400, 1600)),
    "board-text": lambda studio: studio.board("Text"),
    "board-selection": _select,
    "board-letters": lambda studio: _select(studio, "Size of the letters"),
    "board-two-selections": _select_two,
    "board-writing": lambda studio: studio.board(**WRITING),
    "board-background": lambda studio: studio.board("More", "Background"),
    "board-guests": lambda studio: studio.board("Guests: %1"),
    "board-take-away": lambda studio: studio.board("Take away"),
    "board-parcel": lambda studio: studio.board("Take away", "Xournal++"),
    "board-gallery": lambda studio: studio.board("All boards"),
    "board-import": lambda studio: studio.board("More", "Import a file"),
    "board-peer": lambda studio: studio.board("More", "Share with another room"),
    "board-finish": lambda studio: studio.board("More", "Finish"),
    "board-picture": _picture,
    "board-replay": _replay,
    "board-timer": _timer,
    "board-trouble": lambda studio: (
        studio.board(is_stored=False),
        studio.room.amend("board", trouble="board.storage_full", working="importing", percent=64, peer="lost"),
    ),
    "board-full": lambda studio: _look_only(studio, "board.full"),
    "board-peer-view": lambda studio: _look_only(studio, "board.peer_view_only", peer="joined"),
    "board-work": _work,
    "annotate": _annotate,
    "casts-2": lambda studio: studio.casts(2),
    "casts-3": lambda studio: studio.casts(3),
    "casts-6": lambda studio: studio.room.change(
        cast=msgspec.structs.replace(scenes.casts(6, studio.language), queue=scenes.queue(studio.language))
    ),
    "casts-6-resting": lambda studio: (studio.casts(6, paused=True), QTest.qWait(4400)),
    "casts-big": lambda studio: studio.casts(6, enlarged=0),
    "casts-big-touchable": lambda studio: studio.casts(3, enlarged=0, touchable=True),
    "casts-connecting": lambda studio: studio.casts(3, phase="reconnecting", stream="none"),
    "casts-frozen": _frozen,
    "casts-touching": _touching,
    "casts-carried": _carried,
    "casts-asking-home": _asking,
    "casts-asking-wall": lambda studio: (
        studio.casts(3),
        studio.room.change(cast=scenes.asking(studio.language, count=1, shown=3)),
    ),
    "casts-home": lambda studio: (studio.casts(3), QTest.qWait(50), studio.open("home")),
    "casts-still": _still,
    "watched-home": lambda studio: _watched(studio, 1),
    "watched-board": _watched_board,
    "watched-cast": _watched_cast,
    "watched-names": _watchers,
}
"""States of the board; pictured light in English and dark in Chinese."""


def take_all(directory: Path, runtime: Path, words: tuple[str, ...] = ()) -> list[Path]:
    """Write SCENE-LANGUAGE-THEME-HEIGHT.png for each; returns the files."""
    studio = Studio(runtime)
    directory.mkdir(parents=True, exist_ok=True)
    taken = []
    for size, language, theme, scene in itertools.product(SIZES, LANGUAGES, THEMES, SCENES | DETAILS | CALLS):
        if scene not in SCENES and (language == "en") != (theme == "light"):
            continue
        name = f"{scene}-{language}-{theme}-{size[1]}"
        if all(word in name for word in words):
            studio.dress(language, theme, size)
            (SCENES | DETAILS | CALLS)[scene](studio)
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
