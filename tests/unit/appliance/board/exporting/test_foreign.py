"""Out into a foreign format and back: strokes, points, widths and colours stay; what does not is told."""

from __future__ import annotations

import gzip
import json
import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from appliance.board import formats
from appliance.board.importing.turning import about
from appliance.board.parcel import Assets, Exported, Imported
from appliance.ink.element import (
    Affine,
    Background,
    Board,
    Element,
    Image,
    Note,
    Override,
    Page,
    Placed,
    Shape,
    Stroke,
    Text,
)
from tests.board.files import elements, png

FORMATS = ("excalidraw", "xopp", "inkml")
CHANCE = np.random.default_rng(7)


def _line(count: int, *, factors: NDArray[np.float32] | None = None, **look: Any) -> Stroke:
    points = np.cumsum(CHANCE.normal(0, 6, (count, 2)), axis=0) + 500
    return Stroke(points=points.astype(np.float32), factors=factors, **({"color": 0x112233FF, "width": 3.5} | look))


def _pressed(count: int, most: float = 1.9) -> NDArray[np.float32]:
    return CHANCE.uniform(0.1, most, count).astype(np.float32)


def _board(*elements: Element | Placed, **page: Any) -> Board:
    placed = [
        each if isinstance(each, Placed) else Placed(id=f"element-{index:03}", element=each)
        for index, each in enumerate(elements)
    ]
    return Board(name="Round trip", pages=(Page(id="first", elements=tuple(placed), **page),))


def _back(board: Board, kind: str) -> tuple[Exported, Imported]:
    written = formats.write(board, kind)
    return written, formats.read(written.data, f"board.{kind}")


def _strokes(found: Imported) -> list[Stroke]:
    return [element for element in elements(found) if isinstance(element, Stroke)]


def _widths(stroke: Stroke) -> NDArray[np.float64]:
    factors = np.ones(len(stroke.points)) if stroke.factors is None else stroke.factors
    return stroke.width * factors


STROKES = {
    "even": _line(30, color=0xFF000080, width=6),
    "pressed": _line(60, factors=_pressed(60)),
    "very wide": _line(12, factors=np.full(12, 3.5, np.float32)),
    "highlighter": _line(9, color=0xFFEB3BFF, width=24, tool="highlighter"),
    "long": _line(2_000, factors=_pressed(2_000)),
}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", STROKES)
def test_strokes_come_back(name: str, kind: str) -> None:
    stroke = STROKES[name]
    written, read = _back(_board(stroke, size=(1920, 1080)), kind)
    [found] = _strokes(read)
    assert {part.what for part in written.lost} <= {"width", "page_size"}
    assert (found.color, found.tool) == (stroke.color, stroke.tool)
    np.testing.assert_allclose(found.points, stroke.points, atol=1e-3)
    # Xournal++ has a width for every part of a line, one less than there are points
    np.testing.assert_allclose(_widths(found)[:-1], _widths(stroke)[:-1], atol=2e-3)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_was_done_to_a_stroke_since_goes_along(kind: str) -> None:
    affine = Affine(e=100, f=50).after(about(0, 0, 0.3)).after(Affine(a=2, d=2))
    stroke = STROKES["pressed"]
    placed = Placed(id="moved", element=stroke, override=Override(affine=affine, color=0x00FF00FF))
    [found] = _strokes(_back(_board(placed, size=(1920, 1080)), kind)[1])
    np.testing.assert_allclose(found.points, affine.apply(stroke.points), atol=2e-3)
    np.testing.assert_allclose(_widths(found)[:-1], 2 * _widths(stroke)[:-1], atol=4e-3)
    assert found.color == 0x00FF00FF


@pytest.mark.parametrize(("kind", "points"), [("excalidraw", 1), ("inkml", 1), ("xopp", 2)])
def test_a_dot_stays_a_dot(kind: str, points: int) -> None:
    [found] = _strokes(_back(_board(_line(1)), kind)[1])
    assert len(found.points) == points
    assert np.ptp(found.points) < 1_000


SHAPES = [
    Shape(figure="rectangle", x=10, y=20, w=100, h=50, color=0x1A1A1AFF, width=3, fill=0xFF000040),
    Shape(figure="ellipse", x=10, y=20, w=100, h=50, color=0x1A1A1AFF, width=3),
    Shape(figure="arrow", points=((1, 2), (100, 200)), color=0x1976D2FF, width=3),
    Shape(figure="line", points=((1, 2), (50, 60), (100, 200)), color=0x1976D2FF, width=3),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.figure)
def test_excalidraw_has_shapes(shape: Shape) -> None:
    locked = Placed(id="x", element=shape, override=Override(group="g", locked=True))
    written, read = _back(_board(locked), "excalidraw")
    [placed] = read.board.pages[0].elements
    found = placed.element
    assert isinstance(found, Shape)
    assert not written.lost
    assert (found.figure, found.color, found.fill, found.width) == (shape.figure, shape.color, shape.fill, shape.width)
    assert (found.x, found.y, found.w, found.h, found.points) == (shape.x, shape.y, shape.w, shape.h, shape.points)
    assert (placed.override.group, placed.override.locked) == ("g", True)


def test_excalidraw_has_turned_boxes_text_and_notes() -> None:
    affine = about(60, 45, math.pi / 6)
    words = Text(x=5, y=6, text="hé <&> 你好\nworld", size=30, color=0x1A1A1AFF)
    note = Note(x=300, y=300, w=200, h=220, text="remember", size=40, fill=0xFFF3A8FF)
    board = _board(Placed(id="a", element=SHAPES[0], override=Override(affine=affine)), words, note)
    written, read = _back(board, "excalidraw")
    box = read.board.pages[0].elements[0]
    _, text, card = elements(read)
    assert not written.lost
    corner = np.array([(0, 0)], np.float32)
    np.testing.assert_allclose(
        box.override.affine.apply(corner), affine.apply(np.array([(10, 20)], np.float32)), atol=1e-3
    )
    assert (text.text, text.size, text.x, text.y) == (words.text, 30, 5, 6)
    assert (card.text, card.size, card.fill, card.w, card.h) == ("remember", 40, 0xFFF3A8FF, 200, 220)


def test_what_xournal_and_inkml_lack_is_told() -> None:
    words = Text(x=5, y=6, text="words & more", size=30, color=0x1A1A1AFF)
    note = Note(x=300, y=300, w=200, h=220, text="remember", size=40, fill=0xFFF3A8FF)
    written, read = _back(_board(SHAPES[0], SHAPES[2], words, note), "xopp")
    assert [(part.what, part.reason, part.count) for part in written.lost] == [
        ("shape", "became_stroke", 2),
        ("note", "became_stroke", 1),
    ]
    texts = [element.text for element in elements(read) if isinstance(element, Text)]
    assert texts == ["words & more", "remember"]
    written, read = _back(_board(SHAPES[0], words, note), "inkml")
    assert [(part.what, part.reason, part.count) for part in written.lost] == [
        ("shape", "became_stroke", 1),
        ("fill", "unsupported", 1),
        ("text", "unsupported", 1),
        ("note", "unsupported", 1),
    ]
    assert len(_strokes(read)) == 1


@pytest.mark.parametrize("kind", ["excalidraw", "xopp"])
def test_pictures_go_along_also_under_a_page(kind: str) -> None:
    assets = Assets()
    ground, picture = assets.keep(png(40, 30)), assets.keep(png(4, 3))
    image = Placed(id="i", element=Image(x=10, y=20, w=40, h=30, asset=picture, mime="image/png"))
    background = Background(template="image", asset=ground, mime="image/png")
    page = Page(id="first", elements=(image,), size=(400, 300), background=background)
    written, read = _back(Board(pages=(page,), assets=assets.held), kind)
    assert ("background", "became_picture") in {(part.what, part.reason) for part in written.lost}
    under, over = elements(read)
    assert (under.x, under.y, under.w, under.h) == pytest.approx((0, 0, 400, 300))
    assert (over.x, over.y, over.w, over.h) == pytest.approx((10, 20, 40, 30))
    assert over.asset == picture


def test_pages() -> None:
    pages = tuple(
        Page(id=f"page{n}", size=(800, 600), elements=(Placed(id=f"e{n}", element=STROKES["even"]),)) for n in range(3)
    )
    board = Board(pages=pages)
    _, read = _back(board, "xopp")
    assert [page.size for page in read.board.pages] == [(800, 600)] * 3
    for kind in ("excalidraw", "inkml"):
        written, read = _back(board, kind)
        assert [(part.what, part.reason, part.count) for part in written.lost] == [
            ("page", "joined", 2),
            ("page_size", "unsupported", 3),
        ]
        starts = {tuple(stroke.points[0]) for stroke in _strokes(read)}
        assert len(starts) == 3
        assert len(_strokes(formats.read(formats.write(board, kind, "page1").data, f"x.{kind}"))) == 1


def test_what_is_written_is_what_the_formats_say() -> None:
    board = _board(STROKES["pressed"], Text(x=1, y=2, text="a\x0bb", size=9, color=0xFF))
    scene = json.loads(formats.write(board, "excalidraw").data)
    assert (scene["type"], scene["version"]) == ("excalidraw", 2)
    assert len({element["id"] for element in scene["elements"]}) == 2
    paper = gzip.decompress(formats.write(board, "xopp").data).decode()
    assert 'fileversion="4"' in paper
    assert "\x0b" not in paper
