"""Ink over a cast, and pictures that are kept on the board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage

from appliance.api.board import BoardState
from appliance.api.cast import CastState
from appliance.api.errors import Code, Unavailable
from appliance.frames import MailboxWriter
from tests.ui import scenes
from tests.ui.glass import Glass
from ui.canvas.canvas import BoardCanvas

LEFT, RIGHT = QPoint(300, 500), QPoint(1600, 500)
SHA = "ab" * 32
FACTS = {"is_connected": True, "page_id": "first", "page_ids": ["first"], "view_rect": QRectF(0, 0, 1920, 1080)}


@pytest.fixture
def writer(runtime: Path) -> Iterator[MailboxWriter]:
    writer = MailboxWriter(runtime / "frames" / "cast-1", 1920 * 1080 * 4)
    scenes.paint(writer)
    yield writer
    writer.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the canvas is asked for."""
    asked: list[tuple[Any, ...]] = []
    for name in ("addPage", "removePage", "setPicture", "addPicturePage", "insertImage", "zoomTo", "panTo"):
        monkeypatch.setattr(BoardCanvas, name, lambda _self, *given, name=name: asked.append((name, *given)))
    return asked


@pytest.fixture
def annotating(glass: Glass, qtbot, writer: MailboxWriter, asked) -> Glass:
    """The page for ink over the cast, with a board that is open."""
    glass.room.results["board.keep_picture"] = SHA
    glass.room.change(board=scenes.board(), cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Annotate"))
    glass.touch("Annotate")
    qtbot.waitUntil(lambda: glass.shows("Keep"))
    qtbot.waitUntil(lambda: is_red(glass, LEFT))
    glass.canvas.tell(**FACTS)
    return glass


def is_red(glass: Glass, at: QPoint) -> bool:
    colour = glass.colour_at(at)
    return colour.red() > 180 and colour.green() < 80


def test_ink_lies_over_the_live_picture(annotating: Glass, qtbot, writer: MailboxWriter) -> None:
    assert annotating.canvas.property("transparentGround")
    scenes.paint(writer, shift=1)
    qtbot.waitUntil(lambda: is_red(annotating, RIGHT))


def test_the_picture_lies_on_the_glass_as_it_will_on_the_page(annotating: Glass, qtbot, asked) -> None:
    qtbot.waitUntil(lambda: ("panTo", 960.0, 540.0) in asked)
    assert ("zoomTo", 1.0) in asked


def test_a_tall_picture_lies_smaller(annotating: Glass, qtbot, asked, writer: MailboxWriter) -> None:
    asked.clear()
    scenes.paint(writer, 540, 1080)
    qtbot.waitUntil(lambda: ("panTo", 960.0, 1920.0) in asked)
    assert ("zoomTo", pytest.approx(540 / 1920)) in asked


def test_a_frozen_picture_stands_still(annotating: Glass, qtbot, writer: MailboxWriter) -> None:
    annotating.touch("Freeze")
    qtbot.waitUntil(lambda: annotating.shows("Live again"))
    scenes.paint(writer, shift=1)
    qtbot.wait(150)
    assert is_red(annotating, LEFT)
    annotating.touch("Live again")
    qtbot.waitUntil(lambda: is_red(annotating, RIGHT))


def test_kept_it_is_the_pages_picture(annotating: Glass, qtbot, asked) -> None:
    annotating.touch("Keep")
    qtbot.waitUntil(lambda: "board.keep_picture" in annotating.room.methods())
    name = next(call.params["name"] for call in annotating.room.calls if call.method == "board.keep_picture")
    picture = QImage(str(annotating.room.runtime / "boards" / "inbox" / name))
    assert (picture.width(), picture.height()) == (1280, 720)
    assert picture.pixelColor(100, 500).getRgb()[:3] == (200, 48, 48)
    qtbot.waitUntil(lambda: ("setPicture", SHA, "image/png", 1280, 720) in asked)
    qtbot.waitUntil(lambda: annotating.shows("Kept on the whiteboard as page 1"))
    assert annotating.shows("Stop"), "the cast goes on"
    annotating.touch("Show")
    qtbot.waitUntil(lambda: annotating.shows("Rename Roadmap 2027"))


def test_a_page_with_ink_is_left_alone(glass: Glass, qtbot, writer: MailboxWriter, asked) -> None:
    glass.room.change(board=scenes.board(), cast=scenes.cast())
    qtbot.waitUntil(lambda: glass.shows("Annotate"))
    glass.touch("Annotate")
    qtbot.waitUntil(lambda: glass.shows("Keep"))
    glass.canvas.tell(content_rect=QRectF(0, 0, 100, 100))
    glass.canvas.tell(**FACTS)
    qtbot.waitUntil(lambda: ("addPage",) in asked)


def test_discarded_nothing_of_it_stays(annotating: Glass, qtbot, asked) -> None:
    annotating.touch("Discard")
    qtbot.waitUntil(lambda: annotating.shows("Stop"))
    assert ("removePage", "first") in asked


def test_a_picture_that_cannot_be_kept_is_told_and_the_ink_stays(annotating: Glass, qtbot) -> None:
    annotating.room.refusals["board.keep_picture"] = Unavailable(Code.BOARD_NOT_SAVED)
    annotating.touch("Keep")
    qtbot.waitUntil(lambda: annotating.shows("The board could not be saved: the disk is full or locked."))
    assert annotating.shows("Keep")


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


def test_the_cameras_picture_goes_onto_the_board(glass: Glass, qtbot, writer: MailboxWriter, asked) -> None:
    glass.room.results["board.keep_picture"] = SHA
    glass.room.change(board=scenes.board())
    glass.touch("Whiteboard")
    qtbot.waitUntil(lambda: glass.shows("Insert a picture"))
    glass.touch("Insert a picture")
    qtbot.waitUntil(lambda: "devices.open_preview" in glass.room.methods())
    assert glass.find("As a new page").is_disabled
    glass.room.amend("devices", preview="cast-1")
    qtbot.waitUntil(lambda: not glass.find("As a new page").is_disabled)
    glass.touch("As a new page")
    qtbot.waitUntil(lambda: ("addPicturePage", SHA, "image/png", 1280, 720) in asked)
    qtbot.waitUntil(lambda: "devices.close_preview" in glass.room.methods())
