"""Everything on the glass has a name and a role, and is large enough to touch and to read."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from appliance.api.meeting import MeetingState
from appliance.board.document import fill
from tests.ui import call_scenes as calls
from tests.ui import scenes
from tests.ui.fake_board import FakeBoard
from tests.ui.glass import Glass, Role, Thing
from tests.ui.wall import pictures
from ui.canvas.selection_face import Selected

TOUCHED = {Role.Button, Role.RadioButton, Role.CheckBox, Role.Slider, Role.EditableText}
VERBS = {
    "Mute",
    "Unmute",
    "Leave",
    "Camera off",
    "Admit",
    "Deny",
    "Stop",
    "Stop all",
    "Show",
    "Decline",
    "Whiteboard",
    "Cast",
    "Meet",
    "More",
}

PAGES: dict[str, Callable[[Glass], object]] = {
    "home": lambda _: None,
    "cast": lambda glass: glass.touch("Cast"),
    "cast-live": lambda glass: glass.room.change(cast=scenes.cast()),
    "meet": lambda glass: glass.touch("Meet"),
    "settings": lambda glass: glass.touch("More"),
    "sound": lambda glass: (glass.touch("More"), QTest.qWait(50), glass.touch("Sound")),
    "camera": lambda glass: (glass.touch("More"), QTest.qWait(50), glass.touch("Camera")),
    "devices": lambda glass: (glass.touch("More"), QTest.qWait(50), glass.touch("Devices")),
}

SELECTED = Selected(rect=QRectF(600, 400, 420, 200), count=2, kinds=("note", "text"), text_size=44.0)
OUTSIDE = {"content_rect": QRectF(-900, -300, 2400, 1600)}


def board(*names: str, **facts: object) -> Callable[[Glass], None]:
    """The whiteboard, with things touched in turn, then facts told by the canvas."""

    def open_it(glass: Glass) -> None:
        glass.room.results |= {
            "board.list_boards": scenes.boards(),
            "board.export_board": scenes.take_away(),
            "board.replay_board": scenes.history(),
        }
        glass.room.change(board=scenes.board())
        QTest.qWait(50)
        glass.touch("Whiteboard")
        QTest.qWait(150)
        for name in names:
            glass.touch(name)
            QTest.qWait(60)
        glass.canvas.tell(**facts)

    return open_it


def select(*names: str) -> Callable[[Glass], None]:
    """The whiteboard with something selected, then things touched in turn."""

    def open_it(glass: Glass) -> None:
        board()(glass)
        glass.canvas.selectionOf(1).tell(SELECTED)
        for name in names:
            QTest.qWait(60)
            glass.touch(name)

    return open_it


PAGES |= {
    "board": board(),
    "board-map": board(**OUTSIDE),
    "board-hidden": board("Hide the tools"),
    "board-pen": board("Pen"),
    "board-highlighter": board("Highlighter"),
    "board-eraser": board("Eraser"),
    "board-figures": board("Figures"),
    "board-text": board("Text"),
    "board-note": board("Note"),
    "board-pointer": board("Pointer"),
    "board-more": board("More"),
    "board-two": board("More", "Tools for two people"),
    "board-two-pages": board("More", "Tools for two people", "Pages: 1 of 3"),
    "board-pages": board("Pages: 1 of 3"),
    "board-selection": select(),
    "board-letters": select("Size of the letters"),
    "board-background": board("More", "Background"),
    "board-guests": board("Guests: 3"),
    "board-take-away": board("Take away"),
    "board-parcel": board("Take away", "Xournal++"),
    "board-gallery": board("All boards"),
    "board-import": board("More", "Import a file"),
    "board-finish": board("More", "Finish"),
    "board-picture": board("Insert a picture"),
    "board-replay": board("More", "Replay", replaying=True),
    "board-timer": board("More", "Timer"),
    "casts-6": lambda glass: glass.room.change(cast=msgspec.structs.replace(scenes.casts(6), queue=scenes.queue())),
    "casts-big": lambda glass: glass.room.change(cast=scenes.casts(6, enlarged=2)),
    "casts-touchable": lambda glass: glass.room.change(cast=scenes.casts(2, enlarged=0, touchable=True)),
    "casts-touching": lambda glass: (
        glass.room.change(cast=scenes.casts(1, touchable=True)),
        QTest.qWait(150),
        glass.touch("Draw"),
    ),
    "casts-menu": lambda glass: (
        glass.room.change(cast=scenes.casts(2)),
        QTest.qWait(150),
        glass.touch("More about Jonas"),
    ),
    "casts-asking": lambda glass: glass.room.change(cast=scenes.asking(count=6)),
    "casts-home": lambda glass: (
        glass.room.change(cast=scenes.casts(3)),
        QTest.qWait(150),
        glass.touch("Back"),
    ),
    "casts-still": lambda glass: (
        glass.room.change(cast=scenes.casts(6)),
        QTest.qWait(150),
        glass.touch("Back"),
        QTest.qWait(50),
        board("Insert a picture")(glass),
    ),
    "casting": lambda glass: (glass.touch("More"), QTest.qWait(50), glass.touch("Casting")),
    "annotate": lambda glass: (
        glass.room.change(board=scenes.board(), cast=scenes.cast()),
        QTest.qWait(100),
        glass.singleton("Parlor.Flow", "Pages").setProperty("current", "annotate"),
    ),
}


def in_call(state: MeetingState, *names: str) -> Callable[[Glass], None]:
    """A call, with things touched in turn."""

    def open_it(glass: Glass) -> None:
        glass.room.change(meeting=state)
        QTest.qWait(150)
        for name in names:
            glass.touch(name, Role.Button)
            QTest.qWait(100)

    return open_it


PAGES |= {
    "meet-link": lambda glass: (glass.touch("Meet"), QTest.qWait(80), glass.touch("Join by link or address")),
    "meetings": lambda glass: (glass.touch("More"), QTest.qWait(50), glass.touch("Meetings")),
    "call-joining": in_call(calls.joining()),
    "call-alone": in_call(calls.meeting(0)),
    "call-4": in_call(calls.meeting(4)),
    "call-16": in_call(calls.meeting(18)),
    "call-share": in_call(calls.sharing()),
    "call-people": in_call(calls.with_lobby(calls.meeting(2), "Ben", "Ole"), "People: 3"),
    "call-person": in_call(calls.meeting(2), "People: 3", "Maria Oliveira"),
    "call-chat": in_call(calls.meeting(2), "Chat"),
    "call-more": in_call(calls.meeting(2), "More about the call"),
    "call-invite": in_call(calls.meeting(2), "More about the call", "Invite"),
    "call-layout": in_call(calls.meeting(2), "Layout"),
    "call-leave": in_call(calls.meeting(2), "Leave"),
    "call-knock": in_call(calls.with_lobby(calls.meeting(2), "Ben", "Ole")),
    "call-missed": in_call(calls.missed("Maria Oliveira")),
    "call-failed": in_call(MeetingState(failure="meeting.unknown")),
    "call-web": in_call(calls.joining(step="hand_over", window=True, hint="captcha")),
    "call-home": lambda glass: (in_call(calls.meeting(2))(glass), home(glass)),
    "call-board": lambda glass: (in_call(calls.meeting(2))(glass), home(glass), QTest.qWait(100), board()(glass)),
    "call-settings": lambda glass: (
        in_call(calls.meeting(2))(glass),
        home(glass),
        QTest.qWait(100),
        glass.touch("More"),
    ),
}


def home(glass: Glass) -> None:
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", "home")


@pytest.fixture(params=PAGES)
def page(glass: Glass, request, runtime: Path) -> Iterator[Glass]:
    fake = FakeBoard(runtime)
    fill(fake.doc, scenes.drawing())
    with pictures(runtime):
        PAGES[request.param](glass)
        QTest.qWait(150)
        yield glass
    fake.stop()


def touched(glass: Glass) -> list[Thing]:
    return [thing for thing in glass.things() if thing.role in TOUCHED]


def millimetres(glass: Glass, pixels: float) -> float:
    return pixels / glass.singleton("Parlor.Theme", "Panel").property("pixelsPerMm")


def test_everything_has_a_name_and_is_within_reach(page: Glass) -> None:
    controls = touched(page)
    assert controls
    assert [thing for thing in controls if not thing.name.strip()] == []
    for thing in controls:
        least = 32 if thing.name in VERBS else 24
        assert millimetres(page, min(thing.rect.width(), thing.rect.height())) >= least, thing
    for one, other in itertools.combinations((thing.rect for thing in controls), 2):
        assert millimetres(page, distance(one, other)) >= 8, (one, other)
    glass = QRect(0, 0, page.shell.window.width(), page.shell.window.height())
    assert [thing for thing in page.things() if thing.name and not glass.contains(thing.rect)] == []


def test_who_calls_is_answered_or_turned_away_within_reach(glass: Glass) -> None:
    in_call(calls.ringing())(glass)
    yes, no = (glass.find(name, Role.Button).rect for name in ("Answer", "Decline"))
    assert all(millimetres(glass, min(rect.width(), rect.height())) >= 32 for rect in (yes, no))
    assert millimetres(glass, distance(yes, no)) >= 8


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "ground"), ("text", "surface"), ("text", "inset"), ("quiet", "ground"), ("quiet", "surface"),
        ("quiet", "inset"), ("accent", "surface"), ("accentInk", "accent"), ("accentGroundInk", "accentGround"),
        ("stopInk", "stop"), ("stop", "night"), ("amberInk", "amberGround"), ("greenInk", "greenGround"),
        ("barInk", "night"), ("barQuiet", "night"), ("barWarn", "night"),
    ],
)  # fmt: skip
def test_far_text_has_contrast(glass: Glass, qtbot, theme: str, ink: str, ground: str) -> None:
    glass.room.amend("settings", theme=theme)
    color = glass.singleton("Parlor.Theme", "Color")
    qtbot.waitUntil(lambda: color.property("dark") is (theme == "dark"))
    light, dark = sorted((luminance(color.property(name)) for name in (ink, ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_the_smallest_text_is_readable_at_three_metres(glass: Glass) -> None:
    sizes = glass.singleton("Parlor.Theme", "Type")
    for name in ("caption", "body", "lead", "title", "headline", "code", "clock"):
        cap_mm = millimetres(glass, sizes.property(name) * sizes.property("capHeight"))
        assert math.degrees(math.atan(cap_mm / 3000)) * 60 >= 15.5, name


def test_a_window_shows_the_same_as_the_panel(glass: Glass, qtbot) -> None:
    code = glass.find("Code 482913").rect
    glass.shell.window.resize(960, 540)
    qtbot.waitUntil(lambda: glass.find("Code 482913").rect.width() < code.width() * 0.55)
    smaller = glass.find("Code 482913").rect
    assert abs(smaller.x() - code.x() / 2) < 20


def distance(one: QRect, other: QRect) -> float:
    across = max(one.left() - other.right() - 1, other.left() - one.right() - 1, 0)
    down = max(one.top() - other.bottom() - 1, other.top() - one.bottom() - 1, 0)
    return math.hypot(across, down)


def luminance(color: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
