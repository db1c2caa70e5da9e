"""The whiteboard: everything around the canvas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pycrdt import Doc, Map
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from appliance.api.board import BoardState
from appliance.api.errors import Busy, Code, Invalid, Unavailable
from appliance.board.journal import MAGIC, encode
from appliance.ink import message
from appliance.ink.element import Background, Text
from appliance.ink.message import Permission
from appliance.ink.record import PAGES, elements_of, page_to_value, to_value
from tests.ui import scenes
from tests.ui.fake_board import FakeBoard
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role
from ui import sticks as sticks_module
from ui.canvas.canvas import BoardCanvas
from ui.canvas.selection_face import Selected


@pytest.fixture
def fake(runtime: Path) -> Iterator[FakeBoard]:
    """A board of three pages, the second of them in view as soon as somebody goes there."""
    fake = FakeBoard(runtime)
    for at, page in enumerate("abc"):
        fake.doc.get(PAGES, type=Map)[page] = page_to_value(float(at), None, Background())
    yield fake
    fake.stop()


@pytest.fixture
def board(glass: Glass, qtbot, fake: FakeBoard) -> Glass:
    """The page with a named board, three pages and three guests."""
    glass.room.results["board.list_boards"] = scenes.boards()
    glass.room.change(board=scenes.board())
    qtbot.waitUntil(lambda: "Continue: Roadmap 2027" in descriptions(glass))
    glass.touch("Whiteboard")
    qtbot.waitUntil(lambda: glass.shows("Pages: 1 of 3"))
    glass.touch("Next page")
    qtbot.waitUntil(lambda: glass.shows("Pages: 2 of 3"))
    return glass


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the canvas is asked for."""
    asked: list[tuple[Any, ...]] = []
    for name in ("commitText", "panTo"):
        monkeypatch.setattr(BoardCanvas, name, lambda _self, *given, name=name: asked.append((name, *given)))
    return asked


def descriptions(glass: Glass) -> list[str]:
    return [thing.description for thing in glass.things()]


def called(glass: Glass, method: str) -> list[dict[str, object]]:
    return [call.params for call in glass.room.calls if call.method == method]


def type_in(glass: Glass, words: str) -> None:
    for letter in words:
        QTest.keyClick(glass.shell.window, letter)  # pyright: ignore[reportCallIssue, reportArgumentType]


def palette(glass: Glass, at: int = 0):
    return glass.canvas.property("palettes")[at]


def test_one_touch_from_home_makes_a_board_that_can_be_drawn_on(glass: Glass, qtbot) -> None:
    glass.room.results["board.create_board"] = scenes.boards()[0]
    glass.touch("Whiteboard")
    qtbot.waitUntil(lambda: called(glass, "board.create_board") == [{"dark": False}])
    assert glass.shows("Connecting…")
    glass.room.change(board=BoardState(open=scenes.BOARD))
    qtbot.waitUntil(lambda: glass.canvas.property("boardId") == scenes.BOARD)
    assert palette(glass).property("tool") == "pen"


def test_an_open_board_is_gone_on_with(board: Glass) -> None:
    assert called(board, "board.create_board") == []
    assert board.canvas.property("boardId") == scenes.BOARD
    assert board.shows("Rename Roadmap 2027")
    assert board.shows("Saved")


def test_a_board_without_a_name_goes_by_its_day(board: Glass, qtbot) -> None:
    board.room.amend("board", name="", open="board-0002")
    qtbot.waitUntil(lambda: board.shows("Rename Board of 23 Nov, 08:07"))


def test_a_room_that_cannot_make_a_board_says_so_and_shows_home(glass: Glass, qtbot) -> None:
    glass.room.refusals["board.create_board"] = Unavailable(Code.BOARD_NOT_SAVED)
    glass.touch("Whiteboard")
    qtbot.waitUntil(lambda: glass.shows("The board could not be saved: the disk is full or locked."))
    qtbot.waitUntil(lambda: glass.shows("09:41"))


def test_a_board_that_is_closed_elsewhere_leaves_the_glass(board: Glass, qtbot) -> None:
    board.room.change(board=BoardState())
    qtbot.waitUntil(lambda: board.shows("09:41"))


def test_asleep_and_awake_again_the_board_is_still_open(board: Glass, qtbot) -> None:
    board.room.change(power=scenes.asleep())
    qtbot.waitUntil(lambda: board.shows("Asleep. Touch to wake."))
    assert "board.close_board" not in board.room.methods()
    board.room.amend("power", asleep=False)
    qtbot.waitUntil(lambda: "Continue: Roadmap 2027" in descriptions(board))


def test_each_ink_keeps_its_own_colour_and_width(board: Glass, qtbot) -> None:
    hand = palette(board)
    board.touch("Pen")
    board.touch("Red")
    board.touch("Thick")
    assert (hand.property("color"), hand.property("width")) == (QColor("#d32f2f"), 8)
    board.touch("Highlighter")
    assert (hand.property("tool"), hand.property("width")) == ("highlighter", 24)
    board.touch("Pink")
    assert hand.property("color") == QColor("#ff80ab")
    board.touch("Pen")
    assert (hand.property("color"), hand.property("width")) == (QColor("#d32f2f"), 8)


def test_the_next_stroke_closes_the_choices(board: Glass, qtbot) -> None:
    board.touch("Figures")
    board.touch("Star")
    assert (palette(board).property("tool"), palette(board).property("figure")) == ("shape", "star")
    board.canvas.touched.emit()
    qtbot.waitUntil(lambda: not board.shows("Star"))
    assert palette(board).property("tool") == "shape"


def test_tools_that_are_hidden_come_back(board: Glass, qtbot) -> None:
    board.touch("Hide the tools")
    qtbot.waitUntil(lambda: not board.shows("Pen"))
    board.touch("Show the tools")
    qtbot.waitUntil(lambda: board.shows("Pen"))


def test_two_people_have_tools_and_undo_of_their_own(board: Glass, qtbot) -> None:
    board.touch("More")
    board.touch("Tools for two people")
    qtbot.waitUntil(lambda: len([t for t in board.things() if t.name == "Pen"]) == 2)
    left, right = palette(board), palette(board, 1)
    assert (left.property("side"), right.property("side")) == ("left", "right")
    assert left.property("person") != right.property("person")
    pens = [thing for thing in board.things() if thing.name == "Highlighter"]
    board.touch_at(pens[1].rect.center())
    assert (left.property("tool"), right.property("tool")) == ("pen", "highlighter")
    undone: list[str] = []
    left.undoAsked.connect(lambda: undone.append("left"))
    right.undoAsked.connect(lambda: undone.append("right"))
    right.allow(undo=True, redo=False)
    undos = [thing for thing in board.things() if thing.name == "Undo"]
    assert [thing.is_disabled for thing in undos] == [True, False]
    board.touch_at(undos[1].rect.center())
    assert undone == ["right"]


def draw(glass: Glass, *points: tuple[int, int]) -> None:
    """A stroke with the mouse."""
    window = glass.shell.window
    first, *others = [QPoint(*point) for point in points]
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    for point in others:
        QTest.mouseMove(window, point)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, others[-1])


def test_a_stroke_is_on_the_board_and_can_be_taken_back(board: Glass, qtbot, fake: FakeBoard) -> None:
    assert board.find("Undo").is_disabled
    draw(board, (600, 500), (700, 520), (800, 500))
    qtbot.waitUntil(lambda: len(fake.elements("b")) == 1)
    qtbot.waitUntil(lambda: not board.find("Undo").is_disabled)
    board.touch("Undo")
    qtbot.waitUntil(lambda: len(fake.elements("b")) == 0)
    board.touch("Redo")
    qtbot.waitUntil(lambda: len(fake.elements("b")) == 1)


def test_ink_that_is_not_saved_is_told_only_when_it_takes_long(board: Glass, qtbot, fake: FakeBoard) -> None:
    fake.stores = False
    draw(board, (600, 500), (700, 520), (800, 500))
    qtbot.wait(200)
    assert board.shows("Saved")
    qtbot.waitUntil(lambda: board.shows("Not saved yet"))
    fake.store()
    qtbot.waitUntil(lambda: board.shows("Saved"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("board.storage_full", "The room's disk is full."),
        ("board.read_only", "The room's disk is locked."),
        ("board.damaged", "This board's file is damaged."),
    ],
)
def test_trouble_with_the_disk_stays_in_view(board: Glass, qtbot, code: str, words: str) -> None:
    board.room.amend("board", trouble=code)
    qtbot.waitUntil(lambda: words in board.words())
    assert board.shows("Not saved yet")
    board.room.amend("board", trouble="")
    qtbot.waitUntil(lambda: words not in board.words())


def test_work_on_files_can_be_cancelled(board: Glass, qtbot) -> None:
    board.room.amend("board", working="importing", percent=7)
    qtbot.waitUntil(lambda: board.shows("A file is being added to the board… 7 %"))
    board.room.amend("board", percent=64)
    qtbot.waitUntil(lambda: board.shows("A file is being added to the board… 64 %"))
    bar = next(thing for thing in board.things() if thing.role == Role.ProgressBar)
    dark, light = (bar.rect.x() + bar.rect.width() * part // 100 for part in (60, 70))
    filled, empty = (board.colour_at(QPoint(x, bar.rect.center().y())) for x in (dark, light))
    assert filled.lightness() < 100 < empty.lightness(), "it is filled as far as it says"
    board.touch("Cancel")
    qtbot.waitUntil(lambda: "board.cancel_work" in board.room.methods())


def test_a_board_that_is_full_can_be_looked_at_and_left(board: Glass, qtbot, fake: FakeBoard) -> None:
    fake.send(message.permission(Permission.VIEW))
    board.room.amend("board", look_only="board.full")
    qtbot.waitUntil(lambda: "This board is full" in board.words())
    qtbot.waitUntil(lambda: board.find("Pen").is_disabled)
    assert board.find("Undo").is_disabled
    assert board.find("Insert a picture").is_disabled
    assert not board.find("Move the board").is_disabled
    assert not board.find("Take away").is_disabled
    draw(board, (700, 500), (800, 500), (900, 500))
    qtbot.wait(100)
    assert dict(fake.elements("b").to_py() or {}) == {}, "hands only move the view"
    board.touch("More")
    qtbot.waitUntil(lambda: board.find("Import a file").is_disabled)
    board.touch("New board")
    qtbot.waitUntil(lambda: called(board, "board.create_board") == [{"dark": False}])


def test_what_another_room_lets_only_look_at_is_drawn_on_again_once_it_may(
    board: Glass, qtbot, fake: FakeBoard
) -> None:
    fake.send(message.permission(Permission.VIEW))
    board.room.amend("board", look_only="board.peer_view_only", peer="joined")
    words = "The other room lets this one only look. Leave it to draw here again."
    qtbot.waitUntil(lambda: board.shows(words))
    assert board.find("Pen").is_disabled
    board.touch("Leave")
    qtbot.waitUntil(lambda: "board.leave_peer" in board.room.methods())
    fake.send(message.permission(Permission.EDIT))
    board.room.amend("board", look_only="", peer="")
    qtbot.waitUntil(lambda: not board.find("Pen").is_disabled)
    assert not board.shows(words)
    draw(board, (700, 500), (800, 500), (900, 500))
    qtbot.waitUntil(lambda: len(fake.elements("b").to_py()) == 1)


def test_a_stroke_that_was_begun_before_is_finished(board: Glass, qtbot, fake: FakeBoard) -> None:
    window, left = board.shell.window, Qt.MouseButton.LeftButton
    QTest.mousePress(window, left, Qt.KeyboardModifier.NoModifier, QPoint(700, 500))
    QTest.mouseMove(window, QPoint(800, 500))
    fake.send(message.permission(Permission.VIEW))
    qtbot.waitUntil(lambda: board.canvas.property("lookOnly"))
    QTest.mouseMove(window, QPoint(900, 500))
    QTest.mouseRelease(window, left, Qt.KeyboardModifier.NoModifier, QPoint(900, 500))
    qtbot.waitUntil(lambda: len(fake.elements("b").to_py()) == 1)


def test_renaming(board: Glass, qtbot) -> None:
    board.touch("Rename Roadmap 2027")
    qtbot.waitUntil(lambda: board.shows("Name of the board"))
    QTest.keyClick(board.shell.window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_in(board, "Plans")
    board.touch("Save")
    qtbot.waitUntil(lambda: called(board, "board.rename_board") == [{"board_id": scenes.BOARD, "name": "Plans"}])


def test_guests_are_listed_and_may_be_kept_from_drawing(board: Glass, qtbot) -> None:
    board.touch("Guests: 3")
    qtbot.waitUntil(lambda: board.shows("QR code that leads to the board"))
    assert board.shows("Maria")
    assert board.shows("A guest")
    board.touch("Maria may draw")
    expected = {"view_only": True, "guest_id": "guest-0"}
    qtbot.waitUntil(lambda: called(board, "board.set_view_only") == [expected])
    board.touch("Guests may draw", Role.CheckBox)
    qtbot.waitUntil(lambda: called(board, "board.set_view_only")[1:] == [{"view_only": True}])
    board.touch("New link")
    qtbot.waitUntil(lambda: "board.renew_link" in board.room.methods())
    board.touch("Withdraw the link")
    qtbot.waitUntil(lambda: "board.revoke_link" in board.room.methods())
    board.room.amend("board", shared=False, join_url="", guests=())
    qtbot.waitUntil(lambda: board.shows("The link was withdrawn: nobody joins with it any more."))
    assert not board.shows("QR code that leads to the board")
    assert not board.shows("Withdraw the link")


def test_a_file_is_made_and_what_it_lost_is_told(board: Glass, qtbot) -> None:
    board.room.results["board.export_board"] = scenes.take_away()
    board.touch("Take away")
    board.touch("Xournal++")
    qtbot.waitUntil(lambda: board.shows("QR code that downloads the file"))
    assert called(board, "board.export_board") == [{"format": "xopp", "page_id": ""}]
    assert "3 × notes: the format knows none" in board.words()
    assert "(2.3 MB)" in board.words()


def test_a_picture_is_of_the_page_in_view(board: Glass, qtbot) -> None:
    board.room.silent.add("board.export_board")
    board.touch("Take away")
    board.touch("Picture (PNG)")
    qtbot.waitUntil(lambda: called(board, "board.export_board") == [{"format": "png", "page_id": "b"}])
    assert board.shows("Making the file… 0 %")
    board.room.amend("board", working="exporting", percent=43)
    qtbot.waitUntil(lambda: board.shows("Making the file… 43 %"))
    board.touch("Cancel")
    qtbot.waitUntil(lambda: "board.cancel_work" in board.room.methods())
    assert board.shows("PDF"), "and another can be chosen"


def test_a_file_that_cannot_be_made_is_told(board: Glass, qtbot) -> None:
    board.room.refusals["board.export_board"] = Invalid(Code.BOARD_EXPORT_FAILED)
    board.touch("Take away")
    board.touch("PDF")
    qtbot.waitUntil(lambda: board.shows("The file could not be made."))


def test_the_gallery_opens_duplicates_deletes_and_takes_back(board: Glass, qtbot) -> None:
    board.touch("All boards")
    qtbot.waitUntil(lambda: board.shows("Open Retrospective"))
    board.touch("Duplicate Retrospective")
    board.touch("Delete Retrospective")
    qtbot.waitUntil(lambda: board.shows("Retrospective is in the bin"))
    assert called(board, "board.duplicate_board") == [{"board_id": "board-0004"}]
    board.touch("Undo", Role.Button)
    qtbot.waitUntil(lambda: called(board, "board.restore_board") == [{"board_id": "board-0004"}])
    board.touch("Open Board of 23 Nov, 08:07")
    qtbot.waitUntil(lambda: called(board, "board.open_board") == [{"board_id": "board-0002"}])
    assert not board.shows("Open Retrospective")


def test_the_list_follows_its_revision(board: Glass, qtbot) -> None:
    board.touch("All boards")
    board.room.results["board.list_boards"] = scenes.boards()[:2]
    board.room.amend("board", revision=2)
    qtbot.waitUntil(lambda: not board.shows("Open Retrospective"))
    assert len(called(board, "board.list_boards")) == 3, "at the connection, and for each revision"


def test_previews_are_pictures_of_the_runtime_folder(board: Glass, qtbot, runtime: Path) -> None:
    folder = runtime / "boards" / "previews"
    folder.mkdir()
    picture = board.picture().scaled(320, 180)
    picture.fill(QColor("#ff00ff"))
    assert picture.save(str(folder / "one.png"))
    infos = scenes.boards()
    board.room.results["board.list_boards"] = [msgspec.structs.replace(infos[0], preview="previews/one.png")]
    board.room.amend("board", revision=2)
    board.touch("All boards")
    qtbot.waitUntil(lambda: board.shows("Open Roadmap 2027"))
    middle = board.find("Open Roadmap 2027").rect.center()
    qtbot.waitUntil(lambda: board.colour_at(middle) == QColor("#ff00ff"))


def test_pages_are_shown_moved_removed_and_taken_back(board: Glass, qtbot, fake: FakeBoard) -> None:
    board.touch("Pages: 2 of 3")
    qtbot.waitUntil(lambda: board.shows("Page 3"))
    assert board.find("Page 2").is_checked
    board.touch("Move the page up")
    qtbot.waitUntil(lambda: board.canvas.property("pageIds") == ["b", "a", "c"])
    board.touch("Page 3")
    qtbot.waitUntil(lambda: board.canvas.property("pageId") == "c")
    board.touch("Remove the page")
    qtbot.waitUntil(lambda: board.shows("Page removed"))
    qtbot.waitUntil(lambda: board.canvas.property("pageIds") == ["b", "a"])
    undo = [thing for thing in board.things() if thing.name == "Undo" and not thing.is_disabled]
    board.touch_at(undo[-1].rect.center())
    qtbot.waitUntil(lambda: board.canvas.property("pageIds") == ["b", "a", "c"])
    board.touch("Add a page")
    qtbot.waitUntil(lambda: len(fake.doc.get(PAGES, type=Map)) == 4)


def test_the_background_and_the_darkness_are_the_boards(board: Glass, qtbot, fake: FakeBoard) -> None:
    board.touch("More")
    board.touch("Background")
    board.touch("Squared")
    qtbot.waitUntil(lambda: board.find("Squared").is_checked)
    board.touch("Dark board")
    qtbot.waitUntil(lambda: board.canvas.property("dark"))
    assert fake.doc.get(PAGES, type=Map)["b"]["t"] == "grid"


def test_the_map_appears_when_something_is_out_of_view(board: Glass, qtbot) -> None:
    board.canvas.tell(content_rect=QRectF(100, 100, 500, 500))
    assert not board.shows("Map of the page")
    board.canvas.tell(content_rect=QRectF(-500, 100, 900, 500))
    qtbot.waitUntil(lambda: board.shows("Map of the page"))


def test_a_selection_brings_its_verbs_beside_it(board: Glass, qtbot) -> None:
    rect = QRectF(600, 400, 300, 200)
    chosen = board.canvas.selectionOf(1)
    chosen.tell(Selected(rect=rect, count=1, kinds=("text",), text_size=64.0))
    qtbot.waitUntil(lambda: board.shows("Duplicate"))
    assert board.shows("Edit the text")
    assert not board.shows("Group")
    assert not rect.toRect().intersects(board.find("Duplicate").rect)
    chosen.tell(Selected(rect=rect, count=3, kinds=("stroke", "note"), locked=True))
    qtbot.waitUntil(lambda: board.shows("Group"))
    assert board.shows("Unlock")
    assert board.find("Delete").is_disabled
    chosen.tell(Selected())
    qtbot.waitUntil(lambda: not board.shows("Duplicate"))


def test_letters_have_four_sizes_in_hand_and_in_a_selection(board: Glass, qtbot, fake: FakeBoard) -> None:
    hand = palette(board)
    board.touch("Text")
    board.touch("Huge letters")
    assert hand.property("textSize") == 96
    board.touch("Note")
    assert board.find("Huge letters").is_checked
    board.touch("Small letters")
    assert hand.property("textSize") == 32
    board.touch("Select")
    fake.elements("b")["word"] = to_value(Text(x=400, y=400, text="Tea", size=44, color=0xFF, created_ms=5))
    qtbot.waitUntil(lambda: "word" in board.canvas.desk.sheet.values)
    board.canvas.selections.of(1).select(["word"])
    qtbot.waitUntil(lambda: board.shows("Size of the letters"))
    qtbot.wait(60)  # buttons find their places with the next frame
    board.touch("Size of the letters")
    assert board.find("Medium letters").is_checked
    board.touch("Large letters")
    qtbot.waitUntil(lambda: fake.elements("b").to_py()["word"]["n"] == 64)
    assert board.find("Large letters").is_checked


def test_each_of_two_people_has_verbs_for_their_own_selection(board: Glass, qtbot, fake: FakeBoard) -> None:
    board.touch("More")
    board.touch("Tools for two people")
    for name, x in (("mine", 400), ("yours", 1300)):
        fake.elements("b")[name] = to_value(Text(x=x, y=500, text=name, size=44, color=0xFF, created_ms=5))
        qtbot.waitUntil(lambda name=name: name in board.canvas.desk.sheet.values)
    for person, name in ((1, "mine"), (2, "yours")):
        board.canvas.selections.of(person).select([name])
    qtbot.waitUntil(lambda: len([thing for thing in board.things() if thing.name == "Delete"]) == 2)
    deletes = sorted((thing for thing in board.things() if thing.name == "Delete"), key=lambda thing: thing.rect.x())
    board.touch_at(deletes[1].rect.center())
    qtbot.waitUntil(lambda: set(fake.elements("b").to_py()) == {"mine"})
    assert board.canvas.selections.of(1).ids == {"mine"}


def write(board: Glass, **facts: object) -> None:
    """A note is being written."""
    known = {"editing_rect": QRectF(700, 300, 320, 320), "editing_kind": "note", "editing_text": "Ask "}
    board.canvas.tell(**known | {"editing": True, "editing_color": 0xFFF3A8FF} | facts)


def test_text_is_written_where_it_lies_and_kept_by_a_touch_elsewhere(board: Glass, qtbot, asked) -> None:
    write(board)
    qtbot.waitUntil(lambda: board.shows("Text of the note"))
    assert board.find("Text of the note").rect == QRect(700, 300, 320, 320)
    type_in(board, "Maria")
    board.touch_at(QPoint(300, 700))
    assert asked == [("commitText", "Ask Maria")]


@pytest.mark.parametrize("away", ["asleep", "page"])
def test_what_was_written_is_kept_when_something_calls_away(board: Glass, qtbot, fake: FakeBoard, away: str) -> None:
    board.touch("Note")
    board.touch_at(QPoint(800, 400))
    qtbot.waitUntil(lambda: board.shows("Text of the note"))
    type_in(board, "Ask Jonas")
    if away == "asleep":
        board.room.change(power=scenes.asleep())
    else:
        board.touch("Next page")
    qtbot.waitUntil(lambda: [note["t"] for note in fake.elements("b").to_py().values()] == ["Ask Jonas"])


def test_the_board_makes_room_for_the_keyboard(board: Glass, qtbot, asked) -> None:
    panel = board.singleton("Parlor.Theme", "Panel")
    write(board, editing_rect=QRectF(700, 700, 320, 320))
    qtbot.waitUntil(lambda: board.shows("Text of the note"))
    qtbot.waitUntil(lambda: panel.property("keyboardHeight") > 200, timeout=8000)
    top = board.shell.window.height() - panel.property("keyboardHeight")
    qtbot.waitUntil(lambda: bool(asked))
    name, x, y = asked[-1]
    assert (name, x) == ("panTo", 960)
    assert 1020 - (y - 540) <= top


def test_the_timer_counts_and_stays_through_other_pages(board: Glass, qtbot) -> None:
    board.touch("More")
    board.touch("Timer")
    qtbot.waitUntil(lambda: board.shows("Timer: 5:00"))
    board.touch("1 min")
    qtbot.waitUntil(lambda: board.shows("Timer: 1:00"))
    board.touch("Start the timer")
    qtbot.waitUntil(lambda: board.shows("Timer: 0:59"), timeout=3000)
    board.touch("Back")
    qtbot.waitUntil(lambda: board.shows("09:41"))
    board.touch("Whiteboard")
    qtbot.waitUntil(lambda: board.shows("Hold the timer"))
    board.touch("Close the timer")
    qtbot.waitUntil(lambda: not board.shows("Hold the timer"))


def test_the_history_plays_and_ends(board: Glass, qtbot, runtime: Path) -> None:
    past: Doc[Any] = Doc()
    changes: list[bytes] = []
    past.observe(lambda event: changes.append(event.update))
    past.get(PAGES, type=Map)["b"] = page_to_value(0.0, None, Background())
    for at in range(4):
        note = {"k": "note", "x": 500, "y": 300, "w": 900, "h": 400, "t": str(at), "n": 30, "c": 0xFF, "f": 0xFF00FFFF}
        past.get(elements_of("b"), type=Map)[f"element-{at:03}"] = note
    file = runtime / "boards" / "history"
    file.write_bytes(MAGIC + b"".join(encode(change, 1000 + at) for at, change in enumerate(changes)))
    board.room.results["board.replay_board"] = scenes.history(str(file))
    board.touch("More")
    board.touch("Replay")
    qtbot.waitUntil(lambda: board.shows("Pause"))
    assert not board.shows("Pen"), "nobody draws on the past"
    assert board.shows("08:54")
    board.touch("Fast")
    board.touch_at(board.find("Point in time").rect.center())
    qtbot.waitUntil(lambda: board.shows("Play"), timeout=3000)
    qtbot.waitUntil(lambda: board.colour_at(QPoint(700, 400)) == QColor("#ff00ff"))
    board.touch("End the replay")
    qtbot.waitUntil(lambda: board.shows("Pen"))
    qtbot.waitUntil(lambda: board.colour_at(QPoint(700, 400)) == QColor("white"))


def test_a_history_that_cannot_be_read_is_told(board: Glass, qtbot, runtime: Path) -> None:
    board.room.results["board.replay_board"] = scenes.history(str(runtime / "gone"))
    board.touch("More")
    board.touch("Replay")
    qtbot.waitUntil(lambda: board.shows("This board's history cannot be shown."))
    assert board.shows("Pen")


def test_a_file_of_a_memory_stick_is_brought_onto_the_board(board: Glass, qtbot, tmp_path, monkeypatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "Floor plan.pdf").write_bytes(b"%PDF-1.7 of the plan")
    (tmp_path / "notes.txt").write_text("not for a board")
    monkeypatch.setattr(sticks_module, "mounted", lambda: [tmp_path])
    board.room.results["board.import_file"] = [scenes.LOST[0]]
    board.touch("More")
    board.touch("Import a file")
    qtbot.waitUntil(lambda: board.shows("Floor plan.pdf"))
    assert not board.shows("notes.txt")
    board.touch("Floor plan.pdf")
    qtbot.waitUntil(lambda: bool(called(board, "board.import_file")))
    name = str(called(board, "board.import_file")[0]["name"])
    assert (board.room.runtime / "boards" / "inbox" / name).read_bytes() == b"%PDF-1.7 of the plan"
    qtbot.waitUntil(lambda: "Added, but not everything: 3 × notes: the format knows none" in board.words())


def test_a_refused_file_is_named_with_the_reason(board: Glass, qtbot, tmp_path, monkeypatch) -> None:
    (tmp_path / "old.xopp").write_bytes(b"garbage")
    monkeypatch.setattr(sticks_module, "mounted", lambda: [tmp_path])
    board.room.refusals["board.import_file"] = Invalid(Code.BOARD_BAD_FILE, file="old.xopp", reason="damaged")
    board.touch("More")
    board.touch("Import a file")
    qtbot.waitUntil(lambda: board.shows("old.xopp"))
    board.touch("old.xopp")
    qtbot.waitUntil(lambda: board.shows("old.xopp: The file is damaged."))


def test_finishing_wipes_the_session(board: Glass, qtbot) -> None:
    board.touch("More")
    board.touch("Finish")
    qtbot.waitUntil(lambda: board.shows("Finish and clear the glass?"))
    assert "board.wipe_session" not in board.room.methods()
    board.touch("Finish", Role.Button)
    qtbot.waitUntil(lambda: "board.wipe_session" in board.room.methods())
    board.room.change(board=BoardState())
    qtbot.waitUntil(lambda: board.shows("09:41"))


def test_another_room_is_joined_by_its_link(board: Glass, qtbot) -> None:
    board.touch("More")
    board.touch("Share with another room")
    qtbot.waitUntil(lambda: board.shows("Link of the other room's board"))
    type_in(board, "https://other/board#k=1")
    board.touch("Join")
    qtbot.waitUntil(lambda: called(board, "board.join_peer") == [{"url": "https://other/board#k=1"}])
    board.room.amend("board", peer="joined")
    qtbot.waitUntil(lambda: board.shows("Another room draws on this board, too"))
    board.touch("Leave")
    qtbot.waitUntil(lambda: "board.leave_peer" in board.room.methods())


def test_a_refusal_of_a_busy_room_is_told(board: Glass, qtbot) -> None:
    board.room.refusals["board.renew_link"] = Busy(Code.RATE_LIMITED)
    board.touch("Guests: 3")
    board.touch("New link")
    qtbot.waitUntil(lambda: board.shows("That was too fast for the room. Try again in a moment."))
    assert Call("board.renew_link", {}) in board.room.calls


def test_a_cast_comes_and_goes_and_the_board_is_back(board: Glass, qtbot) -> None:
    board.room.change(cast=scenes.cast())
    qtbot.waitUntil(lambda: board.shows("Stop"))
    board.room.change(cast=type(scenes.cast())())
    qtbot.waitUntil(lambda: board.shows("Pen"))


def test_escape_of_the_keyboard_does_not_lose_the_board(board: Glass, qtbot) -> None:
    QTest.keyClick(board.shell.window, Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert board.shows("Pen")
