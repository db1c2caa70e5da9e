"""Ink on the glass: drawn, seen, kept, taken back."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Map
from pycrdt import Text as SharedText
from PySide6.QtGui import QGuiApplication

from appliance.ink.element import Note, Shape, Stroke, Text
from appliance.ink.message import Wet, WetState
from appliance.ink.packing import pack
from tests.ui.canvas_glass import BOARD, CanvasGlass, at, line, touch_screen
from ui import link
from ui.canvas.inking import InkSession
from ui.canvas.palette import Palette
from ui.canvas.rasters import rasters

WHITE, RED = (255, 255, 255), (255, 0, 0)


def dark(color: tuple[int, ...]) -> bool:
    return max(color) < 100


def test_a_stroke_is_seen_while_it_is_drawn_and_stored_when_it_is_done(canvas: CanvasGlass):
    canvas.touch("press", (100, 100))
    for x in range(100, 300, 5):
        canvas.touch("move", (x, 100))
        canvas.run(0.004)
    canvas.run(0.03)
    assert dark(canvas.color(200, 100))
    assert canvas.elements() == {}
    assert canvas.board.wet[0].state is WetState.DRAWING
    canvas.touch("release", (300, 100))
    assert dark(canvas.color(200, 100))
    canvas.until(lambda: len(canvas.elements()) == 1 and canvas.canvas.isStored)
    (stroke,) = canvas.elements().values()
    assert isinstance(stroke, Stroke)
    assert stroke.points[0].tolist() == pytest.approx([160, 160], abs=1)
    assert stroke.points[-1].tolist() == pytest.approx([480, 160], abs=1)
    canvas.settle()
    assert dark(canvas.color(200, 100))


def test_ink_is_never_gone_between_wet_and_dry(canvas: CanvasGlass):
    canvas.touch("press", (100, 100))
    for x in range(100, 400, 5):
        canvas.touch("move", (x, 100))
    canvas.touch("release", (400, 100))
    for _ in range(20):
        assert dark(canvas.color(250, 100))
        canvas.run(0.005)
    canvas.canvas.zoomIn()
    for _ in range(20):
        # zoomed about the middle of the glass: the stroke is somewhere, whole, at every moment
        pixels = canvas.pixels()
        assert (pixels.max(axis=2) < 100).any()
        canvas.run(0.005)


def test_ten_fingers_at_once_drop_no_sample(canvas: CanvasGlass):
    places = [(100 + 100 * finger, 200.0) for finger in range(10)]
    canvas.touch("press", *places)
    for step in range(1, 101):
        canvas.touch("move", *[(x, 200 + 3 * step) for x, _ in places])
    sessions = [contact.session for contact in canvas.canvas.hands.contacts.values()]
    assert [session.samples for session in sessions if isinstance(session, InkSession)] == [101] * 10
    canvas.touch("release", *[(x, 500.0) for x, _ in places])
    canvas.until(lambda: len(canvas.elements()) == 10)
    for stroke in canvas.elements().values():
        assert stroke.points[-1][1] - stroke.points[0][1] == pytest.approx(300 * 1.6, abs=3)
    assert canvas.board.joined == [BOARD]


def test_undo_is_each_persons_own(canvas: CanvasGlass):
    left: Any = Palette()
    right: Any = Palette()
    left.side, right.side, right.person = "left", "right", 2
    canvas.canvas.palettes = [left, right]
    canvas.draw((100, 100), (300, 100))
    canvas.draw((800, 100), (1000, 100))
    canvas.put("other", line(100, 600, 600, 600))
    canvas.until(lambda: len(canvas.elements()) == 3)
    assert left.canUndo
    assert right.canUndo
    left.undo()
    canvas.settle()
    assert len(canvas.elements()) == 2
    assert canvas.color(200, 100) == WHITE
    assert dark(canvas.color(900, 100))
    assert not left.canUndo
    left.redo()
    canvas.settle()
    assert dark(canvas.color(200, 100))


def test_the_strokes_of_others_appear_wet_and_dry(canvas: CanvasGlass):
    stroke = line(200, 200, 800, 200)
    packed = pack(stroke)
    canvas.board.send(Wet("first", "guest-1", 0, WetState.DRAWING, packed).encode())
    canvas.run(0.1)
    assert canvas.color(*at(500, 200)) == RED
    canvas.put("guest-1", stroke)
    canvas.settle()
    assert canvas.color(*at(500, 200)) == RED
    canvas.board.send(Wet("first", "guest-2", 0, WetState.DRAWING, pack(line(200, 400, 800, 400))).encode())
    canvas.run(0.1)
    canvas.board.send(Wet("first", "guest-2", 0, WetState.CANCELLED, b"").encode())
    canvas.settle()
    assert canvas.color(*at(500, 400)) == WHITE


def test_what_is_drawn_while_the_room_is_away_is_merged(canvas: CanvasGlass):
    canvas.board.go()
    canvas.until(lambda: not canvas.canvas.isConnected)
    canvas.draw((100, 100), (300, 100))
    assert not canvas.canvas.isStored
    canvas.board.come()
    canvas.board.elements()["meanwhile"] = pack(line(100, 600, 600, 600))
    canvas.until(lambda: canvas.canvas.isConnected and len(canvas.elements()) == 2)
    canvas.until(lambda: canvas.canvas.isStored)
    canvas.settle()
    assert canvas.color(*at(400, 600)) == RED


def test_who_leaves_the_board_while_the_room_is_away_leaves_no_ink_behind(canvas: CanvasGlass):
    canvas.board.go()
    canvas.until(lambda: not canvas.canvas.isConnected)
    canvas.draw((100, 100), (400, 300))
    canvas.canvas.boardId = ""
    canvas.run(0.1)
    canvas.board.come()
    canvas.until(lambda: len(canvas.board.elements()) == 1)


def test_not_stored_until_the_room_says_so(canvas: CanvasGlass):
    canvas.board.stores = False
    canvas.draw((100, 100), (300, 100))
    canvas.until(lambda: len(canvas.elements()) == 1)
    canvas.run(0.05)
    assert not canvas.canvas.isStored
    canvas.board.store()
    canvas.until(lambda: canvas.canvas.isStored)


def test_a_highlighter_covers_once_however_it_crosses_itself(canvas: CanvasGlass):
    canvas.palette.tool = "highlighter"
    canvas.palette.color = "#ffeb3b"
    canvas.palette.width = 8
    canvas.draw((100, 100), (400, 100), (400, 140), (200, 140), (200, 60))
    wet_once, wet_crossing = canvas.color(150, 100), canvas.color(200, 100)
    canvas.until(lambda: len(canvas.elements()) == 1)
    canvas.settle()
    canvas.run(0.1)
    assert canvas.color(200, 100) == pytest.approx(canvas.color(150, 100), abs=2)
    assert wet_once == pytest.approx(wet_crossing, abs=2)
    assert wet_once == pytest.approx(canvas.color(150, 100), abs=4)
    assert canvas.color(150, 100) != WHITE


def test_a_highlighter_is_at_no_moment_twice_as_dark_while_it_dries(canvas: CanvasGlass):
    canvas.palette.tool = "highlighter"
    canvas.palette.color = "#ffeb3b"
    canvas.draw((60, 60), (1140, 740), steps=20)
    places = [(x, round(60 + (x - 60) * 680 / 1080)) for x in range(100, 1120, 60)]
    moments = []
    while canvas.canvas.isBusy or not canvas.elements() or len(moments) < 20:
        canvas.run(0.002)
        pixels = canvas.pixels()
        moments.append([pixels[y, x].tolist() for x, y in places])
    for colors in zip(*moments, strict=True):
        assert all(color == pytest.approx(colors[-1], abs=6) for color in colors), colors


def test_holding_still_makes_a_figure_and_undo_gives_the_ink_back(canvas: CanvasGlass):
    canvas.draw((200, 200), (500, 200), (500, 400), (200, 400), (200, 203), steps=25, hold=0.6)
    canvas.until(lambda: any(isinstance(one, Shape) for one in canvas.elements().values()))
    (shape,) = canvas.elements().values()
    assert shape.figure == "rectangle"
    canvas.palette.undo()
    canvas.until(lambda: [type(one) for one in canvas.elements().values()] == [Stroke])
    canvas.palette.undo()
    canvas.until(lambda: canvas.elements() == {})
    canvas.settle()
    assert canvas.color(350, 200) == WHITE


def test_a_glass_that_was_kept_waiting_takes_nothing_for_holding_still(canvas: CanvasGlass):
    canvas.touch("press", (200, 200))
    for x in range(210, 410, 10):
        canvas.touch("move", (x, 200))
        canvas.run(0.004)
    time.sleep(0.7)
    canvas.run(0.05)
    for x in range(410, 810, 10):
        canvas.touch("move", (x, 200))
        canvas.run(0.004)
    canvas.touch("release", (800, 200))
    canvas.until(lambda: len(canvas.elements()) == 1)
    (stroke,) = canvas.elements().values()
    assert isinstance(stroke, Stroke)
    assert stroke.points[-1][0] == pytest.approx(4 * stroke.points[0][0], rel=0.02), "it is drawn to its end"


def test_a_highlighter_that_holds_still_makes_a_straight_line(canvas: CanvasGlass):
    canvas.palette.tool = "highlighter"
    canvas.draw((200, 200), (350, 206), (500, 201), steps=25, hold=0.6)
    canvas.until(lambda: [len(one.points) for one in canvas.elements().values()] == [2])
    (stroke,) = canvas.elements().values()
    assert stroke.tool == "highlighter"
    canvas.palette.undo()
    canvas.until(lambda: [len(one.points) > 2 for one in canvas.elements().values()] == [True])


def test_vanishing_ink_is_never_kept(canvas: CanvasGlass, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.canvas.wet.VANISH_MS", 200)
    monkeypatch.setattr("ui.canvas.wet.FADE_MS", 100)
    canvas.palette.tool = "vanishing"
    canvas.draw((100, 100), (400, 100))
    canvas.run(0.03)
    assert canvas.color(250, 100) != WHITE
    canvas.run(0.6)
    assert canvas.color(250, 100) == WHITE
    assert canvas.elements() == {}
    assert canvas.board.wet[-1].state is WetState.ENDED


def test_a_laser_leaves_no_trace(canvas: CanvasGlass, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.canvas.wet.LASER_MS", 200)
    canvas.palette.tool = "laser"
    canvas.draw((100, 100), (400, 100))
    assert canvas.color(390, 100) != WHITE
    canvas.run(0.5)
    assert canvas.color(390, 100) == WHITE
    assert canvas.elements() == {}


def test_shapes_notes_and_text(canvas: CanvasGlass):
    canvas.palette.tool = "shape"
    canvas.palette.figure = "ellipse"
    canvas.draw((100, 100), (300, 200))
    asked: list[bool] = []
    canvas.canvas.editRequested.connect(lambda: asked.append(True))
    canvas.palette.tool = "note"
    canvas.tap(600, 300)
    assert asked
    assert canvas.canvas.editing
    assert canvas.canvas.editingKind == "note"
    canvas.canvas.commitText("Bread")
    canvas.palette.tool = "text"
    canvas.tap(900, 500)
    canvas.canvas.commitText("Milk")
    canvas.tap(900, 600)
    canvas.canvas.commitText("  ")
    assert not canvas.canvas.editing
    found = list(canvas.elements().values())
    assert {type(one) for one in found} == {Shape, Note, Text}
    assert len(found) == 3
    canvas.settle()
    assert canvas.color(600, 250) != WHITE
    assert dark(canvas.color(200, 100))


def test_a_raster_process_that_dies_is_replaced(canvas: CanvasGlass):
    canvas.put("one", line(200, 200, 800, 200))
    canvas.settle()
    before = rasters().process_ids()
    os.kill(before[0], signal.SIGKILL)
    canvas.until(lambda: rasters().process_ids()[0] not in (0, before[0]))
    canvas.put("two", line(200, 400, 800, 400))
    canvas.canvas.zoomTo(1.5)
    canvas.canvas.zoomTo(1.0)
    canvas.settle()
    assert canvas.color(*at(500, 200)) == RED
    assert canvas.color(*at(500, 400)) == RED


def test_ten_thousand_changes_of_others(canvas: CanvasGlass):
    packed = [
        pack(line(i % 100 * 15 + 10, i // 100 * 10 + 10, i % 100 * 15 + 20, i // 100 * 10 + 10, width=2.0))
        for i in range(10_000)
    ]
    for i, one in enumerate(packed):
        canvas.board.elements()[f"r{i}"] = one
    canvas.until(lambda: len(canvas.canvas.desk.sheet.values) == 10_000)
    canvas.settle()
    assert canvas.color(*at(15, 10)) != WHITE


@pytest.mark.parametrize("is_before", [True, False])
def test_nothing_that_others_put_on_a_board_stops_the_painting(
    qapp: QGuiApplication, runtime: Path, *, is_before: bool
):
    link.install(link.Link(runtime))
    glass = CanvasGlass(runtime, touch_screen())
    if not is_before:
        glass.open()
        glass.settle()
    processes = rasters().process_ids()
    strange = [b"", b"\x01", "words", 5, 0.5, True, [1, 2], {"k": 7}, Map({"k": "rectangle"}), SharedText("shared")]
    for at_, value in enumerate(strange):
        glass.board.elements()[f"strange{at_}"] = value
    overrides = glass.board.overrides()
    for at_, value in enumerate([b"\x00", "words", [1], {"m": "no matrix"}, Map({"z": 1.0})]):
        glass.board.elements()[f"sound{at_}"] = pack(line(200, 200 + 50 * at_, 800, 200 + 50 * at_))
        overrides[f"sound{at_}"] = value
    if is_before:
        glass.open()
    glass.until(lambda: len(glass.canvas.desk.sheet.values) >= 5)
    glass.settle()
    for at_ in range(5):
        assert glass.color(*at(500, 200 + 50 * at_)) == RED, f"the stroke with override {at_}"
    assert rasters().process_ids() == processes
    glass.close()


@pytest.fixture
def canvas(qapp: QGuiApplication, runtime: Path) -> Iterator[CanvasGlass]:
    link.install(link.Link(runtime))
    glass = CanvasGlass(runtime, touch_screen())
    glass.open()
    yield glass
    glass.close()
