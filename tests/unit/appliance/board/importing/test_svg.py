"""SVG: lines keep their points, curves are close, styles and frames hold."""

from __future__ import annotations

import math

import numpy as np
import pytest

from appliance.board import formats
from appliance.board.importing.svg_path import FLATNESS, outlines
from appliance.board.parcel import Imported
from appliance.ink.element import Shape, Stroke, Text
from appliance.ink.lettering import BASELINE
from tests.board.files import elements


def _read(inner: str, frame: str = 'width="1920" height="1080"') -> Imported:
    return formats.read(f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{inner}</svg>'.encode(), "drawing.svg")


@pytest.mark.parametrize(
    ("path", "points"),
    [
        ("M1 2L3 4 5 6", [(1, 2), (3, 4), (5, 6)]),
        ("m1,2 3-4.5.5.5", [(1, 2), (4, -2.5), (4.5, -2)]),
        ("M10,20l1 2-3,4", [(10, 20), (11, 22), (8, 26)]),
        ("M0 0H5V5h-2v-2", [(0, 0), (5, 0), (5, 5), (3, 5), (3, 3)]),
        ("M1 2 3 4zL9 9", [(1, 2), (3, 4)]),
        ("M1 2L3 4X5 6", [(1, 2), (3, 4)]),
        ("M1e1 2E-1L3 4", [(10, 0.2), (3, 4)]),
    ],
)
def test_straight_lines_keep_exactly_their_points(path: str, points: list[tuple[float, float]]) -> None:
    np.testing.assert_allclose(outlines(path, 1.0)[0].points, points)


@pytest.mark.parametrize(
    "path", ["M200 100A100 100 0 0 1 0 100", "M200 100A100 100 0 0 0 0 100", "M200 100a100 100 0 01-200 0"]
)
def test_arcs_are_close(path: str) -> None:
    [(points, _)] = outlines(path, 1.0)
    middles = (points[1:] + points[:-1]) / 2
    for place in (points, middles):
        assert np.abs(np.hypot(*(place - (100, 100)).T) - 100).max() < FLATNESS
    assert len(points) < 60
    assert np.allclose(points[-1], (0, 100))


def test_curves_mirror_the_control_before() -> None:
    smooth = outlines("M0 0C0 10 10 10 10 0S20-10 20 0", 1.0)[0].points
    plain = outlines("M0 0C0 10 10 10 10 0C10-10 20-10 20 0", 1.0)[0].points
    np.testing.assert_allclose(smooth, plain)
    smooth = outlines("M0 0Q5 10 10 0T20 0", 1.0)[0].points
    np.testing.assert_allclose(smooth, outlines("M0 0Q5 10 10 0Q15-10 20 0", 1.0)[0].points)


def test_a_line_is_a_stroke_and_a_filled_outline_a_polygon() -> None:
    line, area, both, open_area, open_line = elements(
        _read(
            '<path fill="none" stroke="#123456" stroke-width="3" d="M1 2L3 4"/><path d="M0 0L9 0 9 9z"/>'
            '<path stroke="red" d="M0 0L9 0 9 9z"/><path stroke="red" d="M0 0L9 0 9 9"/>'
        )
    )
    assert isinstance(line, Stroke)
    assert (line.color, line.width) == (0x123456FF, 3)
    assert isinstance(area, Shape)
    assert (area.figure, area.fill, area.color) == ("polygon", 0x000000FF, 0)
    assert (both.color, both.fill) == (0xFF0000FF, 0x000000FF)
    assert isinstance(open_area, Shape)
    assert isinstance(open_line, Stroke)
    assert len(open_line.points) == 3


def test_style_sheets_attributes_and_inheritance() -> None:
    rect = '<rect width="1" height="1"'
    found = elements(
        _read(
            "<style>rect{fill:#010101}.a{fill:#020202}#i{fill:#030303}</style>"
            f'{rect} fill="red"/>{rect} class="a"/>{rect} class="a" id="i"/>{rect} id="i" style="fill:#040404"/>'
            '<g fill="#050505" opacity=".5"><circle r="1" fill-opacity="50%"/></g>'
        )
    )
    assert [element.fill for element in found] == [0x010101FF, 0x020202FF, 0x030303FF, 0x040404FF, 0x05050540]


def test_frames_and_transforms() -> None:
    line = '<path fill="none" stroke="red" stroke-width="2" d="M10 10L20 20"/>'
    found = _read(
        f'<g transform="translate(5) scale(2)">{line}</g>', 'width="800" height="600" viewBox="-10 0 400 300"'
    )
    [stroke] = elements(found)
    np.testing.assert_allclose(stroke.points, [(70, 40), (110, 80)])
    assert stroke.width == 8
    assert found.board.pages[0].size == (800, 600)


def test_small_drawings_are_enlarged() -> None:
    found = _read('<path fill="none" stroke="red" d="M0 0L24 12"/>', 'viewBox="0 0 24 12"')
    assert found.board.pages[0].size == (960, 480)
    np.testing.assert_allclose(elements(found)[0].points, [(0, 0), (960, 480)])


def test_words_stand_on_their_base_line() -> None:
    first, second = elements(_read('<text x="10" y="100" font-size="20">a <tspan x="10" dy="1.5em">b</tspan></text>'))
    assert isinstance(first, Text)
    assert (first.text, first.x, first.size) == ("a", 10, 20)
    assert first.y == pytest.approx(100 - BASELINE * 20)
    assert second.y == pytest.approx(130 - BASELINE * 20)


def test_use_and_symbols() -> None:
    symbol = '<symbol id="s" viewBox="0 0 10 10"><rect width="10" height="10"/></symbol>'
    [box] = elements(_read(f'<defs>{symbol}</defs><use href="#s" x="100" y="50" width="20" height="20"/>'))
    assert (box.x, box.y, box.w, box.h) == (100, 50, 20, 20)


def test_of_alternatives_the_first_that_we_know() -> None:
    frame = '<foreignObject width="1" height="1"/><g requiredExtensions="http://x.org"><circle r="1"/></g>'
    [box] = elements(_read(f'<switch>{frame}<rect width="1" height="1"/><circle r="1"/></switch>'))
    assert box.figure == "rectangle"


def test_a_turned_figure_keeps_its_turn() -> None:
    found = _read('<rect width="10" height="20" transform="rotate(90)"/>')
    [box] = elements(found)
    assert found.board.pages[0].elements[0].override.affine.b == pytest.approx(math.sin(math.radians(90)))
    assert (box.w, box.h) == (10, 20)
