"""Hands on the board: erasers, selections, palms, two fingers, pages, the past."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Awareness, Doc, Map
from PySide6.QtCore import QPoint, QPointF, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest

from appliance.ink import message
from appliance.ink.element import Affine, Note, Override, Text
from appliance.ink.packing import pack
from appliance.ink.record import elements_of, override_to_value, page_from_value
from tests.ui.canvas_glass import CanvasGlass, at, line, touch_screen
from ui import link
from ui.canvas.contact import Sample
from ui.canvas.moving import ZOOM_FROM
from ui.canvas.palette import Palette

WHITE, RED = (255, 255, 255), (255, 0, 0)


def test_an_object_eraser_takes_whole_strokes_and_one_undo_brings_them_back(canvas: CanvasGlass):
    for number in range(3):
        canvas.put(f"s{number}", line(200, 200 + 100 * number, 800, 200 + 100 * number))
    canvas.put("fixed", line(200, 500, 800, 500))
    canvas.board.overrides()["fixed"] = override_to_value(Override(locked=True))
    canvas.settle()
    canvas.palette.tool = "eraser"
    canvas.touch("press", at(500, 150))
    for y in range(150, 560, 20):
        canvas.touch("move", at(500, y))
    canvas.settle()
    assert canvas.color(*at(300, 200)) == WHITE
    assert len(canvas.elements()) == 4
    canvas.touch("release", at(500, 560))
    canvas.until(lambda: list(canvas.elements()) == ["fixed"])
    canvas.palette.undo()
    canvas.until(lambda: len(canvas.elements()) == 4)
    canvas.settle()
    assert canvas.color(*at(300, 200)) == RED


def test_an_area_eraser_splits_a_stroke(canvas: CanvasGlass):
    canvas.put("one", line(200, 200, 800, 200))
    canvas.settle()
    canvas.palette.tool = "areaEraser"
    canvas.draw(at(500, 100), at(500, 300))
    canvas.until(lambda: len(canvas.elements()) == 2)
    canvas.settle()
    assert canvas.color(*at(500, 200)) == WHITE
    assert canvas.color(*at(300, 200)) == RED
    assert canvas.color(*at(700, 200)) == RED
    canvas.palette.undo()
    canvas.until(lambda: list(canvas.elements()) == ["one"])


def test_a_lasso_selects_and_a_drag_moves(canvas: CanvasGlass):
    canvas.put("in", line(400, 400, 500, 400))
    canvas.put("out", line(1200, 400, 1300, 400))
    canvas.settle()
    canvas.palette.tool = "lasso"
    canvas.draw(at(350, 350), at(550, 350), at(550, 450), at(350, 450), at(350, 360))
    assert canvas.chosen.count == 1
    assert canvas.chosen.kinds == ["stroke"]
    assert not canvas.chosen.rect.isEmpty()
    canvas.draw(at(450, 400), at(450, 700))
    canvas.settle()
    canvas.run(0.2)
    assert canvas.color(*at(450, 400)) == WHITE
    assert canvas.color(*at(450, 700)) == RED
    canvas.chosen.recolour(QColor("#00ff00"))
    canvas.settle()
    canvas.chosen.clear()
    canvas.run(0.05)
    assert canvas.color(*at(450, 700)) == (0, 255, 0)
    canvas.palette.undo()
    canvas.palette.undo()
    canvas.settle()
    assert canvas.color(*at(450, 400)) == RED


def test_a_tap_selects_and_verbs_change_the_selection(canvas: CanvasGlass):
    canvas.put("low", line(400, 400, 600, 400, color=0x0000FFFF))
    time.sleep(0.002)
    canvas.put("high", line(500, 300, 500, 500))
    canvas.settle()
    assert canvas.color(*at(500, 400)) == RED
    canvas.palette.tool = "lasso"
    canvas.tap(*at(420, 400))
    assert canvas.chosen.count == 1
    canvas.chosen.bringToFront()
    canvas.chosen.clear()
    canvas.settle()
    assert canvas.color(*at(500, 400)) == (0, 0, 255)
    canvas.tap(*at(420, 400))
    canvas.chosen.lock(True)
    assert canvas.chosen.locked
    canvas.chosen.remove()
    canvas.run(0.05)
    assert len(canvas.elements()) == 2
    canvas.chosen.lock(False)
    canvas.chosen.duplicate()
    canvas.until(lambda: len(canvas.elements()) == 3)
    canvas.chosen.remove()
    canvas.until(lambda: len(canvas.elements()) == 2)
    assert canvas.chosen.count == 0


def test_groups_are_selected_together(canvas: CanvasGlass):
    canvas.put("one", line(400, 400, 500, 400))
    canvas.put("two", line(400, 500, 500, 500))
    canvas.settle()
    canvas.palette.tool = "lasso"
    canvas.draw(at(350, 350), at(550, 350), at(550, 550), at(350, 550), at(350, 360))
    assert canvas.chosen.count == 2
    canvas.chosen.group()
    canvas.chosen.clear()
    canvas.tap(*at(450, 400))
    assert canvas.chosen.count == 2
    assert canvas.chosen.grouped
    canvas.chosen.ungroup()
    canvas.chosen.clear()
    canvas.tap(*at(450, 400))
    assert canvas.chosen.count == 1


def test_two_people_select_and_move_apart_at_the_same_time(canvas: CanvasGlass):
    """Each palette has a selection of its own; neither hand disturbs the other's."""
    second: Any = Palette()
    canvas.palette.side, second.side, second.person = "left", "right", 2
    canvas.canvas.palettes = [canvas.palette, second]
    canvas.put("mine", line(300, 400, 400, 400))
    canvas.put("yours", line(1400, 400, 1500, 400))
    canvas.settle()
    canvas.palette.tool = second.tool = "lasso"
    mine, yours = canvas.canvas.selectionOf(1), canvas.canvas.selectionOf(2)
    canvas.tap(*at(350, 400))
    canvas.tap(*at(1450, 400))
    assert (mine.count, yours.count) == (1, 1)
    assert mine.rect.right() < yours.rect.left()
    places = [at(350, 400), at(1450, 400)]
    for key, place in enumerate(places):
        # apart in time: two that land together move the view
        canvas.touch("press", place, first=key)
        canvas.run(0.15)
    for step in range(1, 11):
        canvas.touch("move", *(at(x, 400 + 30 * step) for x in (350, 1450)))
        canvas.run(0.02)
    canvas.touch("release", *(at(x, 700) for x in (350, 1450)))
    canvas.settle()
    canvas.run(0.2)
    for x in (350, 1450):
        assert canvas.color(*at(x, 400)) == WHITE
        assert canvas.color(*at(x, 700)) == RED
    second.tool = "pen"
    canvas.draw(at(1700, 900), at(1750, 900))
    assert (mine.count, yours.count) == (1, 0), "another tool of one person's leaves the other's selection"
    second.undo()
    second.undo()
    canvas.settle()
    assert canvas.color(*at(350, 700)) == RED, "each takes back what was their own"
    assert canvas.color(*at(1450, 400)) == RED


def test_what_one_person_selects_is_no_longer_the_others(canvas: CanvasGlass):
    canvas.put("one", line(300, 400, 400, 400))
    canvas.settle()
    mine, yours = canvas.canvas.selections.of(1), canvas.canvas.selections.of(2)
    mine.select(["one"])
    yours.select(["one"])
    assert (mine.ids, yours.ids) == (set(), {"one"})
    canvas.canvas.palettes = [canvas.palette]
    assert yours.ids == set(), "who left the glass has nothing selected"


def test_a_selection_on_the_other_half_can_be_moved_from_there(canvas: CanvasGlass):
    second: Any = Palette()
    canvas.palette.side, second.side, second.person = "left", "right", 2
    canvas.canvas.palettes = [canvas.palette, second]
    canvas.put("mine", line(300, 400, 400, 400))
    canvas.settle()
    canvas.canvas.selections.of(2).select(["mine"])
    canvas.draw(at(350, 400), at(350, 700))
    canvas.settle()
    canvas.run(0.2)
    assert canvas.color(*at(350, 700)) == RED
    assert canvas.chosen.count == 0


def test_text_and_notes_are_written_in_a_size_and_given_another(canvas: CanvasGlass):
    canvas.palette.tool, canvas.palette.textSize = "text", 64.0
    canvas.tap(*at(300, 300))
    canvas.canvas.commitText("Tea")
    canvas.palette.tool, canvas.palette.textSize = "note", 32.0
    canvas.tap(*at(900, 500))
    canvas.canvas.commitText("Cake")
    canvas.until(lambda: len(canvas.elements()) == 2)
    text, note = (next(one for one in canvas.elements().values() if isinstance(one, kind)) for kind in (Text, Note))
    assert (text.size, note.size, note.w) == (64.0, 32.0, 32.0 * 5.5)
    canvas.palette.tool = "lasso"
    canvas.tap(*at(900, 500))
    assert canvas.chosen.textSize == 32.0
    canvas.chosen.resizeText(96.0)
    assert canvas.chosen.textSize == 96.0
    canvas.until(lambda: any(one.size == 96.0 for one in canvas.elements().values()))
    grown = next(one for one in canvas.elements().values() if isinstance(one, Note))
    assert grown.w == pytest.approx(96.0 * 5.5)
    assert grown.x + grown.w / 2 == pytest.approx(note.x + note.w / 2), "it grows about its middle"
    canvas.palette.undo()
    canvas.until(lambda: sorted(one.size for one in canvas.elements().values()) == [32.0, 64.0])


def test_letters_are_as_large_as_they_are_seen(canvas: CanvasGlass):
    """Zoomed in, and scaled by hand: a size means what somebody in front of the glass sees."""
    canvas.put("text", Text(x=300, y=300, text="Tea", size=40, color=0xFF, created_ms=5))
    canvas.canvas.selections.of(1).select(["text"])
    canvas.canvas.selections.of(1).transform(Affine(a=2, d=2))
    assert canvas.chosen.textSize == 80.0
    canvas.canvas.zoomTo(2.0)
    assert canvas.chosen.textSize == 160.0
    canvas.chosen.resizeText(64.0)
    canvas.until(lambda: canvas.elements()["text"].size == pytest.approx(16.0))
    canvas.chosen.lock(True)
    canvas.chosen.resizeText(96.0)
    canvas.run(0.05)
    assert canvas.elements()["text"].size == pytest.approx(16.0)


def test_two_fingers_together_move_the_view_and_apart_in_time_they_write(canvas: CanvasGlass):
    canvas.put("one", line(600, 600, 1000, 600))
    canvas.settle()
    canvas.touch("press", (400, 400), (600, 400))
    for step in range(1, 21):
        canvas.touch("move", (400 - 5 * step, 400), (600 + 5 * step, 400))
    canvas.touch("release", (300, 400), (700, 400))
    assert canvas.canvas.zoom == pytest.approx(2.0 / ZOOM_FROM, rel=0.02)
    canvas.settle()
    assert len(canvas.elements()) == 1
    x, y = canvas.canvas.view.to_item(800, 600)
    assert canvas.color(x, y) == RED
    canvas.canvas.resetView()
    canvas.touch("press", (400, 400))
    canvas.run(0.2)
    second = QTest.touchEvent(canvas.window, canvas.device)
    second.move(0, QPoint(420, 400), canvas.window)
    second.press(1, QPoint(600, 400), canvas.window)
    second.commit()
    for step in range(1, 21):
        canvas.touch("move", (420 + 5 * step, 400), (600 + 5 * step, 400))
    canvas.touch("release", (520, 400), (700, 400))
    canvas.until(lambda: len(canvas.elements()) == 3)
    assert canvas.canvas.zoom == 1.0


def test_a_view_that_comes_back_shows_what_it_showed(canvas: CanvasGlass):
    canvas.put("one", line(600, 600, 1000, 600))
    canvas.settle()
    canvas.touch("press", (400, 400), (600, 400))
    for apart in (20, 0):
        canvas.touch("move", (400 - apart, 400), (600 + apart, 400))
    canvas.run(0.2)
    assert canvas.color(*canvas.canvas.view.to_item(800, 600)) == RED
    canvas.touch("move", (380, 400), (620, 400))
    canvas.run(0.2)
    assert canvas.color(*canvas.canvas.view.to_item(800, 600)) == RED
    canvas.touch("move", (400, 400), (600, 400))
    assert canvas.color(*canvas.canvas.view.to_item(800, 600)) == RED
    canvas.touch("release", (400, 400), (600, 400))
    canvas.settle()
    assert canvas.color(*canvas.canvas.view.to_item(800, 600)) == RED


def test_a_palm_leaves_no_ink_and_a_fist_erases(canvas: CanvasGlass):
    hands = canvas.canvas.hands
    hands.press(1, Sample(300, 300, 1000.0), is_touch=True, width_mm=30)
    hands.move(1, Sample(400, 300, 1050.0), 30)
    hands.release(1)
    hands.press(2, Sample(300, 300, 2000.0), is_touch=True, width_mm=8)
    for step in range(8):
        hands.move(2, Sample(300 + 10 * step, 300, 2010.0 + 8 * step), 8)
    assert canvas.canvas.desk.wet.strokes
    hands.move(2, Sample(400, 300, 2090.0), 28)
    hands.move(2, Sample(500, 300, 2190.0), 28)
    hands.release(2)
    canvas.settle()
    assert canvas.elements() == {}
    assert canvas.color(350, 300) == WHITE
    canvas.put("one", line(200, 200, 800, 200))
    canvas.settle()
    x, y = at(500, 200)
    hands.press(3, Sample(x, y - 100, 3000.0), is_touch=True, width_mm=60)
    hands.move(3, Sample(x, y + 100, 3050.0), 60)
    hands.release(3)
    canvas.until(lambda: len(canvas.elements()) == 2)


def test_pages_templates_and_dark_boards(canvas: CanvasGlass):
    canvas.draw((100, 100), (300, 100))
    canvas.canvas.addPage()
    assert canvas.canvas.pageIndex == 1
    assert len(canvas.canvas.pageIds) == 2
    canvas.settle()
    assert canvas.color(200, 100) == WHITE
    canvas.canvas.setTemplate("grid")
    assert canvas.canvas.template == "grid"
    canvas.settle()
    assert (canvas.pixels() != 255).any()
    canvas.canvas.setDark(True)
    canvas.settle()
    assert max(canvas.color(10, 10)) < 100
    canvas.canvas.previousPage()
    canvas.settle()
    assert canvas.canvas.pageIndex == 0
    assert min(canvas.color(200, 100)) > 180, "black ink is light on a dark board"
    canvas.canvas.movePage(canvas.canvas.pageId, 1)
    assert canvas.canvas.pageIndex == 1
    canvas.canvas.removePage(canvas.canvas.pageId)
    assert canvas.canvas.pageIds == [canvas.canvas.pageId]
    canvas.palette.undo()
    assert len(canvas.canvas.pageIds) == 2


def test_a_page_with_a_picture_has_its_size(canvas: CanvasGlass):
    canvas.canvas.addPicturePage("a" * 64, "image/png", 1600, 900)
    canvas.until(lambda: canvas.canvas.pageId in canvas.board.doc.get("pages", type=Map))
    value = canvas.board.doc.get("pages", type=Map).to_py()[canvas.canvas.pageId]
    assert page_from_value(value)[1] == (1920, 1080)
    assert canvas.canvas.viewRect.contains(QPointF(1900, 1060))


def test_what_lies_behind_shows_through(canvas: CanvasGlass):
    canvas.canvas.transparentGround = True
    canvas.put("one", line(200, 200, 800, 200))
    canvas.settle()
    assert canvas.color(600, 600) == (128, 128, 128)
    assert canvas.color(*at(500, 200)) == RED
    canvas.draw((100, 400), (300, 400))
    assert max(canvas.color(200, 400)) < 100
    assert canvas.color(600, 600) == (128, 128, 128)


def test_clearing_a_page_is_one_deed(canvas: CanvasGlass):
    for number in range(5):
        canvas.put(f"s{number}", line(200, 200 + 50 * number, 800, 200 + 50 * number))
    canvas.settle()
    canvas.canvas.clearPage()
    canvas.until(lambda: canvas.elements() == {})
    canvas.settle()
    assert canvas.color(*at(500, 200)) == WHITE
    canvas.palette.undo()
    canvas.until(lambda: len(canvas.elements()) == 5)


def test_editing_a_note_again(canvas: CanvasGlass):
    canvas.put("note", Note(x=400, y=300, w=300, h=300, text="Tea", size=40, fill=0xFFE27AFF, created_ms=5))
    canvas.settle()
    canvas.palette.tool = "lasso"
    canvas.tap(*at(550, 450))
    canvas.chosen.write()
    assert canvas.canvas.editingText == "Tea"
    canvas.canvas.commitText("Coffee")
    canvas.until(lambda: canvas.elements()["note"].text == "Coffee")


def test_guests_are_shown_with_their_cursors(canvas: CanvasGlass):
    doc: Doc = Doc()
    guest = Awareness(doc)
    guest.set_local_state({"user": {"name": "Ada", "color": "#ff0000"}, "page": "first", "cursor": [500, 500]})
    canvas.board.send(message.awareness(guest.encode_awareness_update([doc.client_id])))
    canvas.until(lambda: canvas.canvas.people == [{"name": "Ada", "color": "#ff0000"}])
    canvas.run(0.05)
    x, y = at(500, 500)
    assert (canvas.pixels()[round(y) : round(y) + 40, round(x) : round(x) + 60] != 255).any()


def journal(updates: list[bytes]) -> bytes:
    records = []
    for number, update in enumerate(updates):
        rest = (1_700_000_000_000 + number).to_bytes(8, "little") + update
        records.append(len(update).to_bytes(4, "little") + zlib.crc32(rest).to_bytes(4, "little") + rest)
    return b"PLJOURN1" + b"".join(records) + b"torn"


def test_the_past_is_shown_and_left_again(canvas: CanvasGlass, tmp_path: Path):
    canvas.put("now", line(200, 800, 800, 800))
    canvas.settle()
    past: Doc = Doc()
    updates: list[bytes] = []
    watching = past.observe(lambda event: updates.append(event.update))
    for number in range(100):
        past.get(elements_of("first"), type=Map)[f"p{number}"] = pack(line(10 * number, 200, 10 * number + 10, 200))
    past.unobserve(watching)
    file = tmp_path / "history"
    file.write_bytes(journal(updates))
    canvas.canvas.replay(str(file))
    assert canvas.canvas.replaying
    canvas.canvas.seekReplay(0.5)
    canvas.settle()
    assert canvas.color(*at(400, 200)) == RED
    assert canvas.color(*at(800, 200)) == WHITE
    assert canvas.color(*at(500, 800)) == WHITE
    canvas.canvas.seekReplay(1.0)
    canvas.canvas.seekReplay(0.2)
    canvas.settle()
    assert canvas.color(*at(150, 200)) == RED
    assert canvas.color(*at(400, 200)) == WHITE
    canvas.draw((100, 600), (300, 600))
    canvas.canvas.stopReplay()
    canvas.settle()
    assert canvas.color(*canvas.canvas.view.to_item(500, 800)) == RED
    assert list(canvas.elements()) == ["now"]


def test_a_picture_of_a_page(canvas: CanvasGlass):
    canvas.put("one", line(200, 200, 800, 200))
    canvas.settle()
    assert canvas.canvas.pagePicture("first", 320) == ""
    canvas.until(lambda: canvas.canvas.pagePicture("first", 320))
    image = QImage(QUrl(canvas.canvas.pagePicture("first", 320)).toLocalFile())
    assert image.width() == 320
    assert image.pixelColor(round(500 / 6), round(200 / 6)).red() > 200
    assert image.pixelColor(round(500 / 6), round(200 / 6)).blue() < 120


@pytest.fixture
def canvas(qapp: QGuiApplication, runtime: Path) -> Iterator[CanvasGlass]:
    link.install(link.Link(runtime))
    glass = CanvasGlass(runtime, touch_screen())
    glass.open()
    yield glass
    glass.close()
