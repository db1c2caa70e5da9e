"""Shapes as lines."""

import numpy as np
import pytest

from appliance.ink.element import Shape
from appliance.ink.figure import arrow_head, contours, rounded

BOXED = ("rectangle", "diamond", "ellipse", "triangle", "star")


def shape(figure, **more) -> Shape:
    return Shape(figure=figure, color=0xFF, width=more.pop("width", 4.0), **more)


def area(points: np.ndarray) -> float:
    x, y = points.T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


@pytest.mark.parametrize("figure", BOXED)
def test_figures_fill_their_box(figure):
    ((points, closed),) = contours(shape(figure, x=10, y=20, w=100, h=60))
    assert closed
    np.testing.assert_allclose(points.min(0), (10, 20), atol=0.05)
    np.testing.assert_allclose(points.max(0), (110, 80), atol=0.05)


@pytest.mark.parametrize(
    ("figure", "share"), [("rectangle", 1), ("diamond", 0.5), ("triangle", 0.5), ("ellipse", np.pi / 4)]
)
def test_areas_are_those_of_geometry(figure, share):
    ((points, _),) = contours(shape(figure, w=300, h=200))
    assert area(points) == pytest.approx(share * 60_000, rel=0.002)


def test_a_star_has_five_points_the_first_at_the_top():
    ((points, _),) = contours(shape("star", w=100, h=95))
    assert len(points) == 10
    assert points[0] == pytest.approx([50, 0])
    distances = np.hypot(*(points - points.mean(0)).T)
    assert (distances[::2] > 1.8 * distances[1::2]).all()


def test_lines_and_polygons_run_through_their_points():
    ((line, closed),) = contours(shape("line", points=((1, 2), (3, 4))))
    assert (line.tolist(), closed) == ([[1, 2], [3, 4]], False)
    ((polygon, closed),) = contours(shape("polygon", points=((0, 0), (9, 0), (5, 7))))
    assert (polygon.tolist(), closed) == ([[0, 0], [9, 0], [5, 7]], True)
    assert contours(shape("polygon")) == []
    ((line, _),) = contours(shape("line", x=1, y=2, w=10, h=0))
    assert line.tolist() == [[1, 2], [11, 2]]


def test_an_arrow_has_its_head_at_the_last_point():
    (shaft, _), (head, closed) = contours(shape("arrow", points=((0, 0), (200, 0))))
    assert not closed
    assert shaft[-1].tolist() == head[1].tolist() == [200, 0]
    assert (head[[0, 2], 0] < 190).all()
    assert head[0, 1] == pytest.approx(-head[2, 1])
    assert 5 < abs(head[0, 1]) < 20


def test_a_trembling_end_does_not_turn_the_head():
    shaft = np.array([[0, 0], [195, 0], [199, 3], [200, 0]])
    head = arrow_head(shaft, 4)
    middle = (head[0] + head[2]) / 2 - head[1]
    assert abs(np.degrees(np.arctan2(middle[1], -middle[0]))) < 5


def test_a_short_arrow_has_a_short_head():
    head = arrow_head(np.array([[0.0, 0], [10, 0]]), 20)
    assert head[:, 0].min() > 4
    still = arrow_head(np.array([[5.0, 5]]), 4)
    assert np.isfinite(still).all()


def test_round_corners():
    card = rounded(0, 0, 100, 50, 10)
    assert area(card) == pytest.approx(5000 - (4 - np.pi) * 100, rel=0.002)
    assert area(rounded(0, 0, 100, 50, 400)) == pytest.approx(50 * 50 + np.pi * 625, rel=0.01)
    assert area(rounded(0, 0, 100, 50, 0)) == pytest.approx(5000)


def test_a_huge_ellipse_is_bounded():
    ((points, _),) = contours(shape("ellipse", w=1e9, h=1e9))
    assert len(points) <= 512
