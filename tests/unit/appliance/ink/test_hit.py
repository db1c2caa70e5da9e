"""What a finger meets and what a lasso holds are what one sees there."""

import time

import numpy as np
import pytest

from appliance.ink.element import IDENTITY, Affine, Element, Image, Note, Override, Placed, Shape, Stroke, Text
from appliance.ink.hit import held, hits, touches, within
from tests.ink_strokes import handwriting

ARC = np.linspace(0, 2 * np.pi, 60)


def lying(element: Element, affine: Affine = IDENTITY) -> Placed:
    return Placed(id="a", element=element, override=Override(affine=affine))


def line(*points: tuple[float, float], width: float = 2.0) -> Stroke:
    return Stroke(points=np.array(points, "f4"), color=1, width=width)


def box(figure, fill: int = 0) -> Shape:
    return Shape(figure=figure, x=0, y=0, w=100, h=60, color=1, width=2, fill=fill)


CIRCLE = Stroke(points=np.column_stack((50 * np.cos(ARC), 50 * np.sin(ARC))).astype("f4"), color=1, width=2)
PICTURE = Image(x=0, y=0, w=100, h=60, asset="", mime="")


@pytest.mark.parametrize(
    ("element", "x", "y", "expected"),
    [
        (line((0, 0), (100, 0)), 50, 5.9, True),
        (line((0, 0), (100, 0)), 50, 6.1, False),
        (line((0, 0), (100, 0), width=10), 50, 9.9, True),
        (line((0, 0), (100, 0)), 105.9, 0, True),
        (line((0, 0), (100, 0)), 106.1, 0, False),
        (line((7, 7)), 7, 12, True),
        (line((7, 7)), 7, 14, False),
        (line((7, 7), (7, 7)), 7, 12, True),
        (CIRCLE, 0, 0, False),
        (CIRCLE, 0, 48, True),
        (box("rectangle"), 50, 30, False),
        (box("rectangle"), 0, 30, True),
        (box("rectangle", 0xFF0000FF), 50, 30, True),
        (box("rectangle", 0xFF000000), 50, 30, False),
        (box("ellipse", 0xFF0000FF), 2, 2, False),
        (box("ellipse"), 50, 3, True),
        (box("triangle"), 50, 58, True),
        (Shape(figure="line", points=((0, 0), (100, 100)), color=1, width=2, fill=0xFF), 50, 52, True),
        (Shape(figure="line", points=((0, 0), (100, 100)), color=1, width=2, fill=0xFF), 50, 60, False),
        (Shape(figure="arrow", points=((0, 0), (100, 0)), color=1, width=2), 88, 6, True),
        (Shape(figure="polygon", points=((0, 0), (100, 0), (50, 80)), color=1, width=2), 25, 40, True),
        (PICTURE, 50, 30, True),
        (PICTURE, 50, 66, False),
        (Note(x=0, y=0, w=100, h=60, text="", size=9, fill=1), 50, 30, True),
        (Text(x=0, y=0, text="words", size=20, color=1), 20, 10, True),
        (Text(x=0, y=0, text="words", size=20, color=1), 20, 60, False),
    ],
)
def test_a_contact_of_radius_five_meets_what_is_painted(element: Element, x: float, y: float, expected: bool) -> None:
    assert hits(lying(element), x, y, 5) is expected


def test_elements_are_met_where_they_were_moved() -> None:
    turned = Affine(0, 1, -1, 0, 500, 0)  # a quarter turn, and to the right
    assert hits(lying(line((0, 0), (100, 0)), turned), 500, 50, 5)
    assert not hits(lying(line((0, 0), (100, 0)), turned), 50, 0, 5)
    larger = Affine(a=10, d=10)
    assert hits(lying(line((0, 0), (100, 0)), larger), 500, 14, 5), "its width grew too"
    assert hits(lying(PICTURE, turned), 470, 50, 1)
    assert not hits(lying(PICTURE, turned), 530, 50, 1)


def test_what_is_passed_between_two_samples_is_met() -> None:
    crossing = np.array([(50.0, -100.0), (50.0, 100.0)])
    assert touches(lying(line((0, 0), (100, 0))), crossing, 1)
    assert touches(lying(PICTURE), crossing, 1)
    assert not touches(lying(line((0, 0), (100, 0))), crossing + np.array((60, 0)), 1)
    assert touches(lying(line((50, 20))), crossing, 1)


LASSO = np.array([(-10.0, -10.0), (110.0, -10.0), (110.0, 70.0), (-10.0, 70.0)])


@pytest.mark.parametrize(
    "element",
    [
        line((0, 0), (100, 60)),
        line((50, 30)),
        box("ellipse"),
        box("star", 0xFF),
        PICTURE,
        Text(x=0, y=0, text="words", size=20, color=1),
        Shape(figure="arrow", points=((0, 0), (100, 0)), color=1, width=2),
    ],
)
def test_a_lasso_holds_what_lies_in_it_mostly(element: Element) -> None:
    assert within(lying(element), LASSO)
    assert within(lying(element), LASSO[::-1]), "whichever way it was drawn"
    assert not within(lying(element, Affine(e=300)), LASSO)
    assert within(lying(element, Affine(e=300)), LASSO + np.array((300, 0)))


def test_what_is_mostly_outside_is_not_held() -> None:
    stroke = line((0, 0), (100, 0))
    assert within(lying(stroke), LASSO - (30, 0))
    assert not within(lying(stroke), LASSO - (70, 0))
    assert not within(lying(PICTURE), LASSO - (70, 0))
    assert not within(lying(stroke), LASSO[:2])


def test_a_small_lasso_within_a_large_picture_does_not_hold_it() -> None:
    assert not within(lying(PICTURE), np.array([(40.0, 20.0), (60.0, 20.0), (60.0, 40.0), (40.0, 40.0)]))


def test_samples_bunched_at_one_end_weigh_no_more_than_the_rest() -> None:
    rested = line(*[(0.01 * step, 0) for step in range(100)], (100, 0))
    assert not within(lying(rested), np.array([(-5.0, -5.0), (20.0, -5.0), (20.0, 5.0), (-5.0, 5.0)]))


def test_a_lasso_that_crosses_itself_holds_all_that_it_goes_around() -> None:
    twice = np.column_stack((80 * np.cos(2 * ARC), 80 * np.sin(2 * ARC)))
    assert within(lying(line((-10, 0), (10, 0))), twice)
    eight = np.array([(0.0, 0.0), (100.0, 60.0), (100.0, 0.0), (0.0, 60.0)])
    assert within(lying(line((92, 28), (92, 32))), eight)
    assert not within(lying(line((50, 5), (50, 10))), eight)


def test_many_elements_are_held_as_each_is() -> None:
    around = np.column_stack((960 + 700 * np.cos(ARC), 540 + 300 * np.sin(2 * ARC)))
    strokes = [lying(stroke, Affine(e=5.0 * (index % 2))) for index, stroke in enumerate(handwriting(200))]
    elements = [
        *strokes,
        lying(PICTURE, Affine(e=900, f=600)),
        lying(box("star"), Affine(e=600, f=500)),
        lying(line((960, 560))),
    ]
    found = held(elements, around)
    assert found == [one for one in elements if within(one, around)]
    assert 20 < len(found) < 180
    assert held([], around) == []


def test_a_lasso_of_many_points_holds_what_one_of_few_does() -> None:
    corners = np.linspace(0, 4, 1000)
    fine = np.column_stack([np.interp(corners, range(5), [*column, column[0]]) for column in LASSO.T])
    assert within(lying(PICTURE), fine)
    assert not within(lying(PICTURE, Affine(e=70)), fine)


def test_looking_at_one_stroke_is_cheap() -> None:
    written = next(handwriting(1))
    stroke = lying(written)
    x, y = written.points.mean(axis=0).tolist()
    lasso = np.column_stack((x + 80 * np.cos(ARC), y + 80 * np.sin(ARC)))

    def cost(look) -> float:
        begin = time.thread_time()
        for _ in range(5):
            look()
        return (time.thread_time() - begin) / 5

    assert min(cost(lambda: hits(stroke, x, y, 5)) for _ in range(7)) < 150e-6
    many = [stroke] * 1000
    assert min(cost(lambda: held(many, lasso)) for _ in range(3)) < 0.1
