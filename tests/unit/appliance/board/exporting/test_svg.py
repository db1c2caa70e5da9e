from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element as Node

import cv2
import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from appliance.api.board import LostPart
from appliance.board.exporting import svg
from appliance.board.exporting.drawing import Words
from appliance.board.exporting.svg_drawing import Drawing
from appliance.board.parcel import BadFile, Losses
from appliance.ink.element import Board, Image, Page, Placed, Shape, Text
from appliance.ink.lettering import Typefaces, lay_out
from tests.board.everything import everything
from tests.unit.appliance.board.exporting.test_pdf import INK, a_jpeg, a_pdf, board_of, over, sha, stroke

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


def written(board: Board, page_id: str = "") -> Node:
    return fromstring(svg.write(board, page_id).data)


def paths(node: Node) -> list[dict[str, Any]]:
    return [one.attrib for one in node.iter(f"{SVG}path")]


def test_everything_is_well_formed_and_holds_no_script() -> None:
    root = written(everything())
    assert root.find(f"{SVG}title").text == "Everything <&> 全部"
    assert not list(root.iter(f"{SVG}script"))
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on")]
    assert all(link.startswith("data:") for node in root.iter() if (link := node.get(LINK)))


def test_words_are_text_whatever_is_in_them() -> None:
    root = written(board_of(Text(x=10, y=20, text="a <b> & 'c'\x07 \"白\"  x\n]]>", size=40, color=INK)))
    assert "".join(root.find(f"{SVG}text").itertext()) == "a <b> & 'c' \"白\"  x]]>"


def test_the_faces_that_text_needs_come_along_and_no_more() -> None:
    root = written(board_of(Text(x=10, y=20, text="Plan 白板", size=40, color=INK)))
    fonts = re.findall(r"base64,([^)]*)\)", root.find(f"{SVG}style").text or "")
    assert len(fonts) == 2
    held: set[int] = set()
    for font in fonts:
        data = b64decode(font)
        assert len(data) < 10_000
        held |= set(TTFont(BytesIO(data)).getBestCmap())
    assert held >= set(map(ord, "Plan白板"))
    assert written(board_of(stroke((0, 0), (5, 5)))).find(f"{SVG}style") is None


def test_words_stay_where_no_face_is_installed() -> None:
    drawing = Drawing({}.get, (), Typefaces(()), Losses())
    layout = lay_out("Plan 白板", 40, 0, "left", Typefaces(()))
    assert "Plan 白板" in drawing.draw([Words(layout, 0, 0, INK)]).decode()
    assert drawing.fonts() == b""


def test_a_stroke_of_one_width_is_a_line_and_one_with_pressure_an_area() -> None:
    pressed = stroke((100, 100), (200, 100), factors=np.array([1, 3], np.float32))
    even = stroke((0, 0), (10, 0), (10.5, 0.25), color=0xFF000080)
    _, area, line = paths(written(board_of(pressed, even)))
    assert area["fill"] == "#1a1a1a"
    assert "stroke" not in area
    assert line["stroke"] == "#ff0000"
    assert line["stroke-opacity"] == "0.501961"
    assert line["stroke-width"] == "64"
    assert line["d"] == "M0 0l 160 0 8 4"


def test_a_point_is_a_dot() -> None:
    assert paths(written(board_of(stroke((3, 4)))))[1]["d"] == "M48 64l0 0"


def test_figures_are_one_element_each_and_svgs_own_where_it_has_them() -> None:
    shapes = [
        Shape(figure=figure, x=10, y=20, w=-8, h=40, color=INK, width=3, fill=0xFF0000FF)
        for figure in ("rectangle", "ellipse", "star")
    ]
    _title, _ground, *found = list(written(board_of(*shapes)))
    assert [node.tag.removeprefix(SVG) for node in found] == ["rect", "ellipse", "path"]
    assert {node.get("fill") for node in found} == {"#ff0000"}
    assert {node.get("stroke") for node in found} == {"#1a1a1a"}
    assert [found[0].get(name) for name in ("x", "y", "width", "height")] == ["2", "20", "8", "40"]
    assert [found[1].get(name) for name in ("cx", "cy", "rx", "ry")] == ["6", "40", "4", "20"]


def test_an_imported_page_becomes_a_picture_and_that_is_told() -> None:
    exported = svg.write(over(a_pdf()))
    assert exported.lost == (LostPart(what="page_vectors", reason="became_picture"),)
    (image,) = fromstring(exported.data).iter(f"{SVG}image")
    pixels = cv2.imdecode(np.frombuffer(b64decode(image.get(LINK).split(",")[1]), np.uint8), cv2.IMREAD_COLOR)
    assert pixels[-20, 20].tolist() == [0, 0, 255]
    assert pixels.shape[1] == 3840


def test_pictures_are_carried_over_untouched_unless_they_lie_on_their_side() -> None:
    for photo, is_same in ((a_jpeg(), True), (a_jpeg(turned=1), True), (a_jpeg(turned=6), False)):
        image = Image(x=0, y=0, w=80, h=40, asset=sha(photo), mime="image/jpeg")
        (node,) = written(board_of(image, photo=photo)).iter(f"{SVG}image")
        assert (b64decode(node.get(LINK).split(",")[1]) == photo) is is_same


def test_a_missing_picture_leaves_a_mark_and_is_told() -> None:
    exported = svg.write(board_of(Image(x=10, y=10, w=100, h=100, asset="0" * 64, mime="image/png")))
    assert exported.lost == (LostPart(what="image", reason="missing"),)
    assert len(paths(fromstring(exported.data))) == 3


def test_one_page_is_chosen() -> None:
    strokes = (Placed(id="s", element=stroke((0, 0), (5, 5))),)
    board = Board(pages=(Page(id="a"), Page(id="b", size=(300, 200), elements=strokes)))
    assert written(board).get("viewBox") == "0 0 1920 1080"
    assert written(board, "b").get("viewBox") == "0 0 300 200"
    with pytest.raises(BadFile):
        svg.write(board, "c")


def test_dark_boards_are_dark() -> None:
    ground = [paths(written(replace(everything(), dark=dark)))[0]["fill"] for dark in (False, True)]
    assert ground[0] == "#ffffff"
    assert int(ground[1][1:], 16) < 0x303030
