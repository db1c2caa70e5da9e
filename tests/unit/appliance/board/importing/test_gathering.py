"""Strokes that are made many at once: each as if it were alone, and in the order in which they were drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from appliance.board.importing.gathering import Gathering
from appliance.board.parcel import Imported
from appliance.ink.element import Affine, Shape
from appliance.ink.packing import MAX_POINTS

LINE = np.array([(0.0, 0.0), (10.0, 20.0), (30.0, 5.0)])


def _elements(found: Imported) -> list[Any]:
    return [placed.element for placed in found.board.pages[0].elements]


def test_each_stroke_has_its_own_transform_width_and_place() -> None:
    gathering = Gathering("x")
    sheet = gathering.sheet()
    sheet.stroke(LINE, color=1, width=2.0)
    sheet.place(Shape(figure="rectangle", w=3, h=4, color=2, width=1))
    sheet.stroke(LINE[:1], color=3, width=1e9)
    sheet.stroke(np.full((2, 2), np.nan), color=4, width=2.0)
    sheet.stroke(LINE, color=5, width=2.0, widths=np.array([2.0, 4.0]), affine=Affine(a=0, b=2, c=-2, d=0, e=7, f=9))
    found = gathering.imported()
    first, shape, dot, turned = _elements(found)
    np.testing.assert_array_equal(first.points, LINE)
    np.testing.assert_array_equal(turned.points, [(7, 9), (-33, 29), (-3, 69)])
    assert (first.width, dot.width, turned.width, first.factors) == (2, 4000, 4, None)
    assert turned.factors.tolist() == [1, 2, 2]
    made = [each.created_ms for each in (first, shape, dot, turned)]
    assert made == sorted(set(made))
    assert [(part.what, part.reason, part.count) for part in found.lost] == [("stroke", "damaged", 1)]


@pytest.mark.parametrize(
    ("width", "widths", "expected"),
    [
        (1.0, [8.0, 2.0, 4.0], [8, 2, 4]),  # wider than a factor may make it
        (2.0, [-1.0, 3.0, 9e9], [0, 3, 4000]),
        (2.0, [1.0, np.nan, 1.0], [2, 2, 2]),
        (np.nan, [1.0, 2.0, 3.0], [1, 2, 3]),
        (2.0, [3.0], [3, 3, 3]),
    ],
)
def test_widths_are_brought_within_bounds(width: float, widths: list[float], expected: list[float]) -> None:
    gathering = Gathering("x")
    sheet = gathering.sheet()
    sheet.stroke(LINE, color=1, width=1.0)
    sheet.stroke(LINE, color=1, width=width, widths=np.array(widths))
    _, stroke = _elements(gathering.imported())
    found = stroke.width * (np.ones(3) if stroke.factors is None else stroke.factors)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_a_stroke_too_long_becomes_several() -> None:
    gathering = Gathering("x")
    sheet = gathering.sheet()
    points = np.stack((np.arange(MAX_POINTS + 5.0), np.zeros(MAX_POINTS + 5)), axis=1)
    sheet.stroke(points, color=1, width=2.0)
    sheet.stroke(LINE, color=1, width=2.0)
    found = gathering.imported()
    strokes = _elements(found)
    assert [len(stroke.points) for stroke in strokes] == [MAX_POINTS, 5, 3]
    assert np.diff([stroke.created_ms for stroke in strokes]).tolist() == [1, 1]
    assert [(part.what, part.reason, part.count) for part in found.lost] == [("stroke", "split", 1)]
