"""Hold-to-snap: figures drawn by an unsteady hand are recognised, handwriting is left alone."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from appliance.ink.element import Shape, Stroke
from appliance.ink.recognition import drag_figure, recognise, straightened
from appliance.ink.smoothing import Smoother
from tests.hand_drawn import LETTERS, drawn, letter
from tests.ink_strokes import handwriting

ROUNDS = 120
COLOR, WIDTH = 0x1976D2FF, 3.0
REGULAR = ("pentagon", "pentagram", "star")


def sized(kind: str, random: np.random.Generator) -> tuple[float, float]:
    size = float(np.exp(random.uniform(np.log(20), np.log(400))))
    if kind in ("line", "arrow"):
        return size, size
    aspect = random.uniform(0.85 if kind in REGULAR else 0.5, 1)
    return (size, size * aspect) if random.random() < 0.5 else (size * aspect, size)


def snapped(points: np.ndarray) -> Shape | None:
    return recognise(points, WIDTH, COLOR)


def box(shape: Shape) -> tuple[float, float, float, float]:
    if shape.points:
        x, y = np.array(shape.points).T
        return x.min(), y.min(), x.max(), y.max()
    return shape.x, shape.y, shape.x + shape.w, shape.y + shape.h


@pytest.mark.parametrize(
    ("kind", "figure", "corners"),
    [
        ("line", "line", 2),
        ("arrow", "arrow", 2),
        ("rectangle", "rectangle", 0),
        ("diamond", "diamond", 0),
        ("ellipse", "ellipse", 0),
        ("triangle", "triangle", 0),
        ("pentagon", "polygon", 5),
        ("pentagram", "star", 0),
        ("star", "star", 0),
    ],
)
def test_wobbly_figures_are_recognised_where_they_were_drawn(kind: str, figure: str, corners: int) -> None:
    random = np.random.default_rng(11)
    right = 0
    for _ in range(ROUNDS):
        turn = random.uniform(0, 2 * np.pi) if kind in ("line", "arrow") else 0.0
        points = drawn(kind, random, size=sized(kind, random), turn=turn)
        shape = snapped(points)
        if shape is None or shape.figure != figure or len(shape.points) != corners:
            continue
        right += 1
        assert (shape.color, shape.width, shape.fill) == (COLOR, WIDTH, 0)
        span = np.hypot(*np.ptp(points, axis=0))
        if figure == "arrow":
            assert np.hypot(*(points[0] - shape.points[0])) < 0.06 * span
            assert np.hypot(*(points - shape.points[1]).T).min() < 0.06 * span
            continue
        ink = (*points.min(axis=0), *points.max(axis=0))
        assert np.abs(np.subtract(box(shape), ink)).max() < 0.13 * span
    assert right >= 0.97 * ROUNDS


@pytest.mark.parametrize(
    ("kind", "degrees", "corners"),
    [("rectangle", 30, 4), ("triangle", 45, 3), ("ellipse", 35, 72), ("pentagram", 36, 10), ("star", 30, 10)],
)
def test_turned_figures_come_back_as_turned_polygons(kind: str, degrees: float, corners: int) -> None:
    random = np.random.default_rng(12)
    size = (100.0, 95.0) if kind in REGULAR else (120.0, 70.0)
    found = [snapped(drawn(kind, random, size=size, turn=np.radians(degrees))) for _ in range(ROUNDS)]
    assert sum(s is not None and s.figure == "polygon" and len(s.points) == corners for s in found) >= 0.95 * ROUNDS


def test_a_turned_rectangle_is_made_right_angled() -> None:
    shape = snapped(drawn("rectangle", np.random.default_rng(1), size=(120, 70), turn=np.radians(30)))
    sides = np.roll(np.array(shape.points), -1, axis=0) - np.array(shape.points)
    for one, next_one in zip(sides, np.roll(sides, -1, axis=0), strict=True):
        assert abs(one @ next_one) < 1e-6 * np.hypot(*one) * np.hypot(*next_one)


@pytest.mark.parametrize("kind", ["rectangle", "ellipse", "triangle", "diamond"])
def test_ends_that_miss_or_pass_each_other_by_a_tenth_are_forgiven(kind: str) -> None:
    random = np.random.default_rng(13)
    found = [snapped(drawn(kind, random, size=(120, 90), slip=0.1)) for _ in range(ROUNDS)]
    assert sum(s is not None and s.figure == kind for s in found) >= 0.9 * ROUNDS


def test_handwriting_stays_handwriting() -> None:
    strokes = [stroke.points for stroke in handwriting(1000, seed=21)]
    assert sum(snapped(points) is None for points in strokes) >= 0.97 * len(strokes)


def test_letters_stay_letters() -> None:
    random = np.random.default_rng(14)
    written = [letter(character, random, size=random.uniform(15, 80)) for character in LETTERS for _ in range(40)]
    assert sum(snapped(points) is None for points in written) >= 0.97 * len(written)


def test_a_figure_is_recognised_in_smoothed_ink_with_its_end_held() -> None:
    random = np.random.default_rng(15)
    smoother = Smoother(zoom=1, has_pressure=False)
    points = drawn("rectangle", random, size=(150, 100), wobble=0.004)
    held = points[-1] + random.normal(0, 0.4, (40, 2))
    for index, (x, y) in enumerate(np.vstack((points, held)).tolist()):
        smoother.feed(x, y, 8.0 * index)
    assert snapped(smoother.finish()[0]).figure == "rectangle"


def test_a_highlighters_line_is_straightened_and_stays_a_highlighters() -> None:
    random = np.random.default_rng(17)
    stroke = Stroke(points=drawn("line", random, size=(200, 200)), color=COLOR, width=20, tool="highlighter", author=5)
    straight = straightened(stroke)
    assert straight is not None
    assert len(straight.points) == 2
    assert straight.factors is None
    assert (straight.tool, straight.color, straight.width, straight.author) == ("highlighter", COLOR, 20, 5)
    assert np.hypot(*(straight.points - stroke.points[[0, -1]]).T).max() < 20
    assert straightened(replace(stroke, points=drawn("rectangle", random))) is None
    assert straightened(replace(stroke, points=letter("s", random))) is None


def test_nearly_level_lines_are_level_and_nearly_square_boxes_square() -> None:
    t = np.linspace(0, 1, 50)[:, None]
    line = snapped(t * (300, 6) + (10, 20))
    assert line.points[0][1] == line.points[1][1] == pytest.approx(23)
    (x0, y0), (x1, y1) = snapped(t * (300, 60)).points
    assert (x0, y0, x1, y1) == pytest.approx((0, 0, 300, 60))
    around = np.linspace(0, 2 * np.pi, 80)
    circle = snapped(np.column_stack((100 * np.cos(around), 97 * np.sin(around))))
    assert circle.figure == "ellipse"
    assert circle.w == circle.h


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(3, 4)],
        [(3, 4)] * 40,
        [(0, 0), (2, 1), (3, 3)],
        [(0, 0), (np.nan, 5), (100, 0)],
        [(0, 0), (np.inf, 5), (100, 0)],
        [(0, 0), (100, 0), (0, 0), (100, 0), (0, 0)],
        [(0, 0), (100, 0), (0, 0.001)],
    ],
)
def test_what_is_no_figure_is_none(points) -> None:
    assert snapped(np.array(points, np.float32).reshape(-1, 2)) is None


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14).map(lambda corners: [*corners, *corners[:1]])
    | st.lists(st.tuples(st.floats(-1e6, 1e6, width=32), st.floats(-1e6, 1e6, width=32)), max_size=30)
)
def test_any_line_is_a_figure_or_none(points) -> None:
    shape = snapped(40 * np.array(points, np.float32).reshape(-1, 2))
    if shape is not None:
        assert np.isfinite(np.array(shape.points)).all()
        assert np.isfinite((shape.x, shape.y, shape.w, shape.h)).all()
        assert shape.w >= 0
        assert shape.h >= 0


def test_it_is_done_within_a_frame() -> None:
    random = np.random.default_rng(16)
    figures = [drawn(kind, random) for kind in ("star", "ellipse", "rectangle", "arrow")]

    def cost() -> float:
        begin = time.thread_time()
        for points in figures:
            snapped(points)
        return (time.thread_time() - begin) / len(figures)

    assert min(cost() for _ in range(5)) < 0.01


@pytest.mark.parametrize("figure", ["rectangle", "diamond", "ellipse", "triangle", "star"])
def test_dragging_makes_a_box_whichever_way(figure) -> None:
    shape = drag_figure(figure, 110, 20, 10, 70, COLOR, WIDTH, 0xFF)
    assert shape == Shape(figure=figure, x=10, y=20, w=100, h=50, color=COLOR, width=WIDTH, fill=0xFF)


@pytest.mark.parametrize("figure", ["line", "arrow"])
def test_dragging_a_line_keeps_its_direction(figure) -> None:
    shape = drag_figure(figure, 110, 20, 10, 70, COLOR, WIDTH, 0xFF)
    assert shape == Shape(figure=figure, points=((110, 20), (10, 70)), color=COLOR, width=WIDTH)


def test_dragging_a_polygon_fills_the_box() -> None:
    shape = drag_figure("polygon", 10, 20, 110, 70, COLOR, WIDTH)
    assert len(shape.points) == 6
    assert box(shape) == (10, 20, 110, 70)
