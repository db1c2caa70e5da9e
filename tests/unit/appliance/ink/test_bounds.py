"""Bounds hold all that is painted, and little more."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.ink.bounds import bounds, bounds_all
from appliance.ink.element import IDENTITY, Affine, Image, Note, Shape, Stroke, Text
from appliance.ink.figure import contours
from appliance.ink.outline import outline
from tests.ink_strokes import handwriting

TURNED = Affine(0.6, 0.8, -1.6, 1.2, 30, -40)
_affines = st.builds(Affine, *[st.floats(-3, 3)] * 4, *[st.floats(-500, 500)] * 2)


def around(points: np.ndarray) -> np.ndarray:
    return np.concatenate((points.min(axis=0), points.max(axis=0)))


@settings(deadline=None)
@given(st.integers(0, 1000), _affines)
def test_a_stroke_is_held_with_all_its_width(seed: int, affine: Affine) -> None:
    stroke = next(handwriting(1, seed=seed))
    painted = affine.apply(outline(stroke.points, stroke.factors, stroke.width, 0.01)).astype("f8")
    found = np.array(bounds(stroke, affine))
    slack = 0.02 * max(np.abs(affine[:4]).sum(), 0.01)
    assert (found[:2] <= around(painted)[:2] + slack).all()
    assert (found[2:] >= around(painted)[2:] - slack).all()
    assert np.abs(found - around(painted)).max() <= stroke.width * np.abs(affine[:4]).max() + slack


def test_many_strokes_have_the_bounds_that_each_has() -> None:
    strokes = [
        *handwriting(20),
        *handwriting(20, pressure=False, seed=1),
        Stroke(points=np.ones((1, 2), "f4"), color=1, width=5),
    ]
    affines = [IDENTITY if index % 3 else TURNED for index in range(len(strokes))]
    np.testing.assert_allclose(bounds_all(strokes), [bounds(stroke) for stroke in strokes])
    np.testing.assert_allclose(
        bounds_all(strokes, affines), [bounds(stroke, affine) for stroke, affine in zip(strokes, affines, strict=True)]
    )
    assert bounds_all([]).shape == (0, 4)
    assert bounds_all([], []).shape == (0, 4)


def test_a_dot_is_as_wide_as_its_pen() -> None:
    assert bounds(Stroke(points=np.array([[3, 4]], "f4"), color=1, width=2)) == (2, 3, 4, 5)


@pytest.mark.parametrize("figure", ["rectangle", "diamond", "ellipse", "triangle", "star"])
def test_a_figure_fills_its_box(figure) -> None:
    shape = Shape(figure=figure, x=10, y=20, w=100, h=60, color=1, width=4)
    assert bounds(shape) == pytest.approx((8, 18, 112, 82), abs=0.1)


@pytest.mark.parametrize("width", [1.0, 4.0, 20.0])
@pytest.mark.parametrize("affine", [IDENTITY, TURNED])
def test_an_arrow_is_held_with_its_head(width: float, affine: Affine) -> None:
    arrow = Shape(figure="arrow", points=((0, 0), (200, 0)), color=1, width=width)
    head = affine.apply(contours(arrow)[1][0].astype("f4"))
    x0, y0, x1, y1 = bounds(arrow, affine)
    assert (head >= (x0, y0)).all()
    assert (head <= (x1, y1)).all()


def test_figures_without_points_have_bounds_too() -> None:
    assert bounds(Shape(figure="line", x=5, y=9, w=-5, h=3, color=1, width=2)) == (-1, 8, 6, 13)
    assert bounds(Shape(figure="polygon", x=1, y=2, color=1, width=2)) == (0, 1, 2, 3)


def test_pictures_are_their_box_and_notes_have_a_shadow() -> None:
    picture = Image(x=1, y=2, w=30, h=40, asset="", mime="")
    assert bounds(picture) == (1, 2, 31, 42)
    assert bounds(picture, Affine(a=2, e=10)) == (12, 2, 72, 42)
    x0, y0, x1, y1 = bounds(Note(x=0, y=0, w=100, h=100, text="", size=20, fill=1))
    assert -10 < min(x0, y0) <= max(x0, y0) < 0
    assert 100 < x1 < 110
    assert 107.9 < y1 < 110


def test_text_without_typefaces_is_estimated_generously() -> None:
    x0, y0, x1, y1 = bounds(Text(x=10, y=20, text="two\nlines", size=20, color=1))
    assert (x0, y0) == (10, 20)
    assert x1 > 10 + 5 * 9
    assert y1 >= 20 + 2 * 20


def test_bounds_of_ten_thousand_strokes_are_quick() -> None:
    strokes = [*handwriting(1000)] * 10
    affines = [TURNED] * len(strokes)

    def cost(moved) -> float:
        begin = time.thread_time()
        bounds_all(strokes, moved)
        return time.thread_time() - begin

    assert min(cost(None) for _ in range(4)) < 0.05
    assert min(cost(affines) for _ in range(4)) < 0.15
