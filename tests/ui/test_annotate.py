"""Ink over a cast, and pictures that are kept on the board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycrdt import Map
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from appliance.api.board import BoardState
from appliance.api.cast import CastState
from appliance.api.errors import Code, Unavailable
from appliance.frames import MailboxWriter
from appliance.ink.element import Stroke
from appliance.ink.packing import pack, unpack
from appliance.ink.record import PAGES
from tests.ui import scenes
from tests.ui.fake_board import FakeBoard
from tests.ui.glass import Glass
from tests.ui.wall import fill, pictures, seen_at

LEFT, RIGHT = QPoint(300, 500), QPoint(1600, 500)
SHA = "ab" * 32


@pytest.fixture
def writer(runtime: Path) -> Iterator[MailboxWriter]:
    writer = MailboxWriter(runtime / "frames" / "cast-1", 1920 * 1080 * 4)
    scenes.paint(writer)
    yield writer
    writer.close()


@pytest.fixture
def fake(runtime: Path) -> Iterator[FakeBoard]:
    """A board with nothing on it."""
    fake = FakeBoard(runtime)
    yield fake
    fake.stop()


@pytest.fixture
def annotating(glass: Glass, qtbot, writer: MailboxWriter, fake: FakeBoard) -> Glass:
    """The page for ink over the cast, with a board that is open."""
    begin(glass, qtbot)
    return glass


def begin(glass: Glass, qtbot) -> None:
    glass.room.results["board.keep_picture"] = SHA
    glass.room.change(board=scenes.board(), cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Annotate"))
    glass.touch("Annotate")
    qtbot.waitUntil(lambda: glass.shows("Keep"))
    qtbot.waitUntil(lambda: not glass.find("Keep").is_disabled)


def is_red(glass: Glass, at: QPoint) -> bool:
    colour = glass.colour_at(at)
    return colour.red() > 180 and colour.green() < 80


def draw(glass: Glass, *points: tuple[int, int]) -> None:
    window = glass.shell.window
    first, *others = [QPoint(*point) for point in points]
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    for point in others:
        QTest.mouseMove(window, point)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, others[-1])


def strokes(fake: FakeBoard, page: str = "first") -> list[Stroke]:
    return [unpack(bytes(value)) for value in fake.elements(page).to_py().values()]


def pages(fake: FakeBoard) -> dict[str, Any]:
    return fake.doc.get(PAGES, type=Map).to_py()


def test_ink_lies_over_the_live_picture(annotating: Glass, qtbot, writer: MailboxWriter, fake: FakeBoard) -> None:
    draw(annotating, (700, 500), (960, 500), (1200, 500))
    qtbot.waitUntil(lambda: len(strokes(fake)) == 1)
    qtbot.waitUntil(lambda: is_red(annotating, QPoint(960, 500)))
    assert annotating.colour_at(QPoint(960, 560)).green() > 150, "the picture's green beside the ink"
    scenes.paint(writer, shift=1)
    qtbot.waitUntil(lambda: is_red(annotating, RIGHT))


def test_kept_ink_and_picture_are_one_page_at_the_same_scale(annotating: Glass, qtbot, fake: FakeBoard) -> None:
    draw(annotating, (640, 300), (960, 540), (1280, 600))
    annotating.touch("Keep")
    qtbot.waitUntil(lambda: "board.keep_picture" in annotating.room.methods())
    name = next(call.params["name"] for call in annotating.room.calls if call.method == "board.keep_picture")
    picture = QImage(str(annotating.room.runtime / "boards" / "inbox" / str(name)))
    assert (picture.width(), picture.height()) == (1280, 720)
    assert picture.pixelColor(100, 500) == QColor(200, 48, 48)
    qtbot.waitUntil(lambda: pages(fake).get("first", {}).get("a") == SHA)
    page = pages(fake)["first"]
    assert (page["t"], page["z"]) == ("image", [1920, 1080])
    begun = strokes(fake)[0].points[0]
    assert begun == pytest.approx([640, 300], abs=2), "a third across the picture, on the glass as on the page"
    qtbot.waitUntil(lambda: annotating.shows("Kept on the whiteboard as page 1"))
    assert annotating.shows("Stop"), "the cast goes on"
    annotating.touch("Show")
    qtbot.waitUntil(lambda: annotating.shows("Rename Roadmap 2027"))


def test_ink_on_a_picture_of_another_shape_keeps_its_place(glass: Glass, qtbot, writer, fake: FakeBoard) -> None:
    scenes.paint(writer, 540, 1080)
    begin(glass, qtbot)
    draw(glass, (960, 540), (1000, 560), (1100, 600))
    qtbot.waitUntil(lambda: len(strokes(fake)) == 1)
    glass.touch("Keep")
    qtbot.waitUntil(lambda: pages(fake).get("first", {}).get("z") == [1920, 3840])
    assert strokes(fake)[0].points[0] == pytest.approx([960, 1920], abs=8), "the middle of the picture"


def test_the_picture_stays_under_the_ink_whatever_the_wheel_does(annotating: Glass, qtbot) -> None:
    before = annotating.canvas.property("viewRect")
    annotating.canvas.zoomIn()
    annotating.canvas.panTo(5000, 5000)
    assert annotating.canvas.property("viewRect") == before


def test_a_frozen_picture_stands_still(annotating: Glass, qtbot, writer: MailboxWriter) -> None:
    annotating.touch("Freeze")
    qtbot.waitUntil(lambda: annotating.shows("Live again"))
    scenes.paint(writer, shift=1)
    qtbot.wait(150)
    assert is_red(annotating, LEFT)
    annotating.touch("Live again")
    qtbot.waitUntil(lambda: is_red(annotating, RIGHT))


def test_what_was_frozen_here_is_live_afterwards(annotating: Glass, qtbot, writer: MailboxWriter) -> None:
    annotating.touch("Freeze")
    qtbot.waitUntil(lambda: annotating.shows("Live again"))
    annotating.touch("Discard")
    qtbot.waitUntil(lambda: annotating.shows("Stop"))
    assert not annotating.shows("Frozen")
    scenes.paint(writer, shift=1)
    qtbot.waitUntil(lambda: is_red(annotating, RIGHT))


def test_a_frozen_one_of_several_is_annotated_as_it_stood(glass: Glass, qtbot, runtime: Path, fake: FakeBoard) -> None:
    glass.room.results["board.keep_picture"] = SHA
    with pictures(runtime) as writers:
        glass.room.change(board=scenes.board(), cast=scenes.casts(3))
        qtbot.waitUntil(lambda: seen_at(glass, (0.95, 0.2)) == ["green"])
        glass.touch("Freeze Jonas")
        qtbot.waitUntil(lambda: glass.shows("Frozen"))
        fill(writers[1], "white")
        glass.touch("Annotate Jonas")
        qtbot.waitUntil(lambda: glass.shows("Keep") and not glass.find("Keep").is_disabled)
        assert glass.shows("Live again")
        qtbot.waitUntil(lambda: seen_at(glass, (0.1, 0.2), (0.9, 0.8)) == ["green", "green"])
        draw(glass, (700, 500), (960, 500), (1200, 500))
        glass.touch("Keep")
        qtbot.waitUntil(lambda: pages(fake).get("first", {}).get("a") == SHA)
        name = next(call.params["name"] for call in glass.room.calls if call.method == "board.keep_picture")
        picture = QImage(str(glass.room.runtime / "boards" / "inbox" / str(name)))
        assert picture.pixelColor(10, 10) == QColor(0, 255, 0)
        qtbot.waitUntil(lambda: glass.shows("Stop all"))
        assert glass.shows("Frozen"), "as it was before"


def test_a_page_with_ink_is_left_alone(glass: Glass, qtbot, writer: MailboxWriter, fake: FakeBoard) -> None:
    old = pack(Stroke(points=np.array([[100, 100], [200, 200]], np.float32), color=0x1A1A1AFF, width=4))
    fake.elements()["old-stroke0"] = old
    begin(glass, qtbot)
    qtbot.waitUntil(lambda: len(pages(fake)) == 2)
    draw(glass, (700, 500), (960, 500), (1200, 500))
    qtbot.waitUntil(lambda: len(strokes(fake, str(glass.canvas.property("pageId")))) == 1)
    assert len(strokes(fake)) == 1
    glass.touch("Discard")
    qtbot.waitUntil(lambda: glass.shows("Stop"))
    assert list(pages(fake)) == ["first"]
    assert bytes(fake.elements()["old-stroke0"]) == old


def test_discarded_nothing_of_it_stays(annotating: Glass, qtbot, fake: FakeBoard) -> None:
    draw(annotating, (700, 500), (960, 500), (1200, 500))
    qtbot.waitUntil(lambda: len(strokes(fake)) == 1)
    annotating.touch("Discard")
    qtbot.waitUntil(lambda: strokes(fake) == [])
    qtbot.waitUntil(lambda: annotating.shows("Stop"))


def test_a_picture_that_cannot_be_kept_is_told_and_the_ink_stays(annotating: Glass, qtbot, fake: FakeBoard) -> None:
    draw(annotating, (700, 500), (960, 500), (1200, 500))
    annotating.room.refusals["board.keep_picture"] = Unavailable(Code.BOARD_NOT_SAVED)
    annotating.touch("Keep")
    qtbot.waitUntil(lambda: annotating.shows("The board could not be saved: the disk is full or locked."))
    assert annotating.shows("Keep")
    assert len(strokes(fake)) == 1


def test_the_cast_may_end_before_the_ink(annotating: Glass, qtbot) -> None:
    annotating.room.change(cast=CastState())
    qtbot.wait(150)
    assert is_red(annotating, LEFT)
    assert annotating.shows("Keep")
    annotating.touch("Discard")
    qtbot.waitUntil(lambda: annotating.shows("09:41"))


def test_without_a_board_one_is_made(glass: Glass, qtbot, writer: MailboxWriter) -> None:
    glass.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Annotate"))
    glass.touch("Annotate")
    qtbot.waitUntil(lambda: "board.create_board" in glass.room.methods())
    glass.room.change(board=BoardState(open=scenes.BOARD))
    qtbot.waitUntil(lambda: glass.canvas.property("boardId") == scenes.BOARD)


def test_a_picture_of_any_cast_goes_onto_the_board(glass: Glass, qtbot, runtime: Path, fake: FakeBoard) -> None:
    glass.room.results["board.keep_picture"] = SHA
    with pictures(runtime):
        glass.room.change(board=scenes.board(), cast=scenes.casts(3, enlarged=1))
        qtbot.waitUntil(lambda: glass.shows("All"))
        glass.touch("Back")
        qtbot.waitUntil(lambda: glass.shows("09:41"))
        glass.touch("Whiteboard")
        qtbot.waitUntil(lambda: glass.shows("Pages: 1 of 1"))
        glass.touch("Insert a picture")
        qtbot.waitUntil(lambda: seen_at(glass, (0.5, 0.6)) == ["green"])
        assert glass.find("Jonas").is_checked, "the big one comes first"
        glass.touch("Guest")
        qtbot.waitUntil(lambda: seen_at(glass, (0.5, 0.6)) == ["blue"])
        glass.touch("As a new page")
        qtbot.waitUntil(lambda: [page["a"] for page in pages(fake).values() if "a" in page] == [SHA])


@pytest.mark.parametrize(("verb", "as_page"), [("As a new page", True), ("Onto this page", False)])
def test_the_cameras_picture_goes_onto_the_board(
    glass: Glass, qtbot, writer: MailboxWriter, fake: FakeBoard, verb: str, as_page: bool
) -> None:
    glass.room.results["board.keep_picture"] = SHA
    glass.room.change(board=scenes.board())
    glass.touch("Whiteboard")
    qtbot.waitUntil(lambda: glass.shows("Pages: 1 of 1"))
    glass.touch("Insert a picture")
    qtbot.waitUntil(lambda: "devices.open_preview" in glass.room.methods())
    assert glass.find(verb).is_disabled
    glass.room.amend("devices", preview="cast-1")
    qtbot.waitUntil(lambda: not glass.find(verb).is_disabled)
    glass.touch(verb)
    if as_page:
        qtbot.waitUntil(lambda: [page["a"] for page in pages(fake).values() if "a" in page] == [SHA])
    else:
        qtbot.waitUntil(lambda: [one["i"] for one in fake.elements().to_py().values()] == [SHA])
    qtbot.waitUntil(lambda: "devices.close_preview" in glass.room.methods())
