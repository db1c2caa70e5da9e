"""The document and the plain board."""

from __future__ import annotations

import numpy as np
from pycrdt import Doc, Map

from appliance.board import document
from appliance.board.joining import Joining
from appliance.ink.element import Affine, Background, Board, Image, Note, Override, Page, Placed, Shape, Stroke, Text

STROKE = Stroke(
    points=np.array([[0, 0], [10, 5]], np.float32), factors=np.array([1, 0.5], np.float32), color=0xFF0000FF, width=3
)


def a_board() -> Board:
    elements = (
        Placed(id="stroke", element=STROKE, override=Override(affine=Affine(e=5), z=9.0, locked=True)),
        Placed(id="shape", element=Shape(figure="line", points=((0, 0), (4, 4)), color=255, width=2)),
        Placed(id="text", element=Text(x=1, y=2, text="Hello", size=20, color=255)),
        Placed(id="note", element=Note(x=1, y=2, w=50, h=50, text="Note", size=20, fill=0xFFFF00FF)),
        Placed(id="image", element=Image(x=0, y=0, w=10, h=10, asset="ab" * 32, mime="image/png")),
    )
    lined = Page(id="second", size=(100.0, 50.0), background=Background(template="ruled", spacing=24))
    return Board(name="Plan", dark=True, pages=(Page(id="first", elements=elements), lined), people={0xAB: "Ann"})


def plain(board: Board) -> list[tuple[str, set[str], object, Background]]:
    return [(page.id, {one.id for one in page.elements}, page.size, page.background) for page in board.pages]


def test_a_board_comes_back_as_it_was_written() -> None:
    doc: Doc[Map] = Doc()
    document.fill(doc, a_board())
    found = document.read(doc)
    assert (found.name, found.dark, found.people) == ("Plan", True, {0xAB: "Ann"})
    assert plain(found) == plain(a_board())
    stroke = next(one for one in found.pages[0].elements if one.id == "stroke")
    assert stroke.override == Override(affine=Affine(e=5), z=9.0, locked=True)
    assert isinstance(stroke.element, Stroke)
    np.testing.assert_allclose(stroke.element.points, STROKE.points, atol=1 / 16)
    others = {one.id: one.element for one in a_board().pages[0].elements if one.id != "stroke"}
    assert {one.id: one.element for one in found.pages[0].elements if one.id != "stroke"} == others


def test_elements_are_in_painting_order() -> None:
    doc: Doc[Map] = Doc()
    document.fill(doc, a_board())
    assert document.read(doc).pages[0].elements[-1].id == "stroke"  # its z is 9, the others were made at 0


def test_an_empty_document_has_one_page() -> None:
    assert [page.id for page in document.read(Doc()).pages] == ["first"]


def test_filling_twice_appends_and_keeps_the_first_name() -> None:
    doc: Doc[Map] = Doc()
    document.fill(doc, a_board())
    document.fill(doc, Board(name="Other", pages=a_board().pages))
    found = document.read(doc)
    assert [page.id for page in found.pages] == ["first", "second", "first-2", "second-2"]
    assert found.name == "Plan"


def test_a_page_that_was_only_implied_stays_before_what_is_added() -> None:
    doc: Doc[Map] = Doc()
    doc.get("o:first", type=Map)["mine"] = {"k": "text", "x": 0, "y": 0, "n": 10, "c": 255, "t": "mine"}
    source: Doc[Map] = Doc()
    document.fill(source, a_board())
    for piece in Joining(source).pieces:
        piece(doc)
    found = document.read(doc)
    assert [page.id for page in found.pages] == ["first", "first-2", "second"]
    assert [one.id for one in found.pages[0].elements] == ["mine"]
    assert len(found.pages[1].elements) == 5
    assert found.people == {0xAB: "Ann"}


def test_records_that_nobody_can_read_cost_only_themselves() -> None:
    doc: Doc[Map] = Doc()
    document.fill(doc, a_board())
    elements = doc.get("o:first", type=Map)
    elements["broken"] = b"\x01\x02"
    elements["unknown"] = {"k": "hologram"}
    elements["number"] = 7
    doc.get("x:first", type=Map)["shape"] = {"m": [1, 2]}
    doc.get("pages", type=Map)["odd"] = "no page"
    doc.get("people", type=Map)["zz"] = {"n": "nobody"}
    found = document.elements(doc, "first")
    assert len(found.elements) == 5
    assert found.broken == 4
    assert document.read(doc).people == {0xAB: "Ann"}


def test_pages_that_join_can_be_taken_back_half_way() -> None:
    doc: Doc[Map] = Doc()
    document.fill(doc, a_board())
    before = document.read(doc)
    source: Doc[Map] = Doc()
    document.fill(source, a_board())
    joining = Joining(source)
    for piece in joining.pieces[:2]:
        piece(doc)
    assert len(document.read(doc).pages) > len(before.pages)
    joining.undo(doc)
    after = document.read(doc)
    assert [(page.id, len(page.elements)) for page in after.pages] == [
        (page.id, len(page.elements)) for page in before.pages
    ]
