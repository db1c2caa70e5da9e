"""Excalidraw: pressures, arrow heads, turned elements, libraries, and scenes inside pictures."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from appliance.board import formats
from appliance.board.parcel import Imported
from appliance.ink.element import Shape, Text
from tests.board.files import EXCALIDRAW, elements, excalidraw, excalidraw_element, png_with, svg_with


def _read(*found: dict[str, object], **more: object) -> Imported:
    return formats.read(excalidraw(*found, **more), "scene.excalidraw")


def _only(found: Imported) -> Any:
    [element] = elements(found)
    return element


def test_freehand_lines() -> None:
    element = excalidraw_element(
        "freedraw", points=[[0, 0], [4, 0], [4, 8]], pressures=[0.5, 0.5, 1], simulatePressure=False, opacity=50
    )
    stroke = _only(_read(element))
    assert stroke.tool == "pen"
    np.testing.assert_allclose(stroke.points, [(10, 20), (14, 20), (14, 28)])
    np.testing.assert_allclose(stroke.width * stroke.factors, [8.5, 8.5, 13.6], rtol=1e-6)
    assert stroke.color == 0xE0313180


def test_freehand_lines_turn_about_their_middle() -> None:
    stroke = _only(_read(excalidraw_element("freedraw", points=[[0, 0], [4, 8]], angle=math.pi / 2)))
    np.testing.assert_allclose(stroke.points, [(16, 22), (8, 26)], atol=1e-4)


def test_boxes_turn_about_their_middle() -> None:
    [placed] = _read(excalidraw_element("rectangle", angle=math.pi / 2)).board.pages[0].elements
    corners = placed.override.affine.apply(np.array([(0, 0), (100, 50)], np.float32))
    np.testing.assert_allclose(corners, [(85, -5), (35, 95)], atol=1e-3)


@pytest.mark.parametrize(
    ("start", "end", "figure", "first", "lost"),
    [
        (None, "arrow", "arrow", (10, 20), 0),
        ("arrow", None, "arrow", (110, 70), 0),
        (None, None, "line", (10, 20), 0),
        ("dot", "bar", "arrow", (10, 20), 3),
    ],
)
def test_arrow_heads(start: str | None, end: str | None, figure: str, first: tuple[float, float], lost: int) -> None:
    points = [[0, 0], [100, 50]]
    found = _read(excalidraw_element("arrow", points=points, startArrowhead=start, endArrowhead=end))
    shape = _only(found)
    assert isinstance(shape, Shape)
    assert (shape.figure, shape.points[0]) == (figure, first)
    assert sum(part.count for part in found.lost if part.what == "arrowhead") == lost


def test_a_line_that_comes_back_is_a_polygon() -> None:
    points = [[0, 0], [10, 0], [10, 10], [0, 0]]
    shape = _only(_read(excalidraw_element("line", points=points, backgroundColor="#ffc9c980")))
    assert (shape.figure, len(shape.points), shape.fill) == ("polygon", 3, 0xFFC9C980)


def test_text_in_the_middle_stays_there() -> None:
    text = _only(_read(excalidraw_element("text", text="hello", fontSize=20, textAlign="center")))
    assert isinstance(text, Text)
    assert text.x + text.w / 2 == pytest.approx(60)
    assert (text.y, text.size, text.align) == (20, 20, "centre")


def test_first_fonts() -> None:
    assert _only(_read(excalidraw_element("text", text="hello", font="28px Virgil"))).size == 28


def test_groups_locks_and_grid() -> None:
    element = excalidraw_element("diamond", groupIds=["inner", "outer"], locked=True)
    [page] = _read(element, appState={"gridModeEnabled": True, "gridSize": 25}).board.pages
    assert (page.elements[0].override.group, page.elements[0].override.locked) == ("outer", True)
    assert (page.background.template, page.background.spacing) == ("grid", 25)


@pytest.mark.parametrize("version", [1, 2])
def test_libraries_lie_beside_each_other(version: int) -> None:
    groups = [[excalidraw_element("rectangle", x=5000)], [excalidraw_element("ellipse", x=-300)]]
    library = {"library": groups} if version == 1 else {"libraryItems": [{"elements": each} for each in groups]}
    data = json.dumps({"type": "excalidrawlib", "version": version} | library).encode()
    assert [element.x for element in elements(formats.read(data, "shapes.excalidrawlib"))] == [0, 160]


def test_scenes_hidden_in_pictures() -> None:
    plain = formats.read(EXCALIDRAW, "scene.excalidraw")
    for name, data in (("scene.png", png_with(EXCALIDRAW)), ("scene.svg", svg_with(EXCALIDRAW))):
        found = formats.read(data, name)
        kinds = [type(placed.element) for placed in found.board.pages[0].elements]
        assert kinds == [type(placed.element) for placed in plain.board.pages[0].elements]
        assert found.lost == plain.lost
