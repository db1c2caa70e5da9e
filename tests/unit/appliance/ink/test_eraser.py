"""The area eraser cuts exactly where its disc was, however the stroke is placed."""

import math
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from appliance.ink.element import IDENTITY, Affine, Stroke
from appliance.ink.eraser import erase
from appliance.ink.packing import pack, unpack
from tests.ink_strokes import handwriting

LINE = Stroke(
    points=np.array([[0, 0], [50, 0], [100, 0]], "f4"),
    factors=np.array([0.5, 1.0, 2.0], "f4"),
    color=0xFF0000FF,
    width=2.0,
    author=7,
    created_ms=1000,
    duration_ms=400,
)


def path(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, np.float64)


def cut(stroke: Stroke, rub: np.ndarray, radius: float) -> list[Stroke]:
    pieces = erase(stroke, IDENTITY, rub, radius)
    assert pieces is not None
    return pieces


def factors_of(stroke: Stroke) -> np.ndarray:
    assert stroke.factors is not None
    return stroke.factors


def distances(points: np.ndarray, along: np.ndarray) -> np.ndarray:
    """From points to a polyline."""
    best = np.full(len(points), np.inf)
    for start, end in zip(along, along[1:] if len(along) > 1 else along, strict=False):
        way = end - start
        share = np.clip((points - start) @ way / max(way @ way, 1e-12), 0, 1)
        best = np.minimum(best, np.hypot(*(points - start - share[:, None] * way).T))
    return best


def dense(points: np.ndarray, per_segment: int = 20) -> np.ndarray:
    at = np.linspace(0, len(points) - 1, per_segment * (len(points) - 1) + 1)
    return np.column_stack([np.interp(at, np.arange(len(points)), column) for column in points.astype("f8").T])


def test_a_line_is_cut_in_two_where_the_disc_was() -> None:
    left, right = cut(LINE, path((40, 0)), 9)
    np.testing.assert_allclose(left.points, [[0, 0], [30, 0]])
    np.testing.assert_allclose(right.points, [[50, 0], [100, 0]])
    np.testing.assert_allclose(factors_of(left), [0.5, 0.8], rtol=1e-6)
    np.testing.assert_allclose(factors_of(right), [1.0, 2.0])
    assert (left.color, left.width, left.author, left.created_ms, left.tool) == (0xFF0000FF, 2.0, 7, 1000, "pen")
    assert (left.duration_ms, right.duration_ms) == (120, 200)


def test_a_cut_within_one_segment_keeps_its_corners_and_factors() -> None:
    left, right = cut(LINE, path((70, -20), (70, 20)), 4)
    np.testing.assert_allclose(left.points, [[0, 0], [50, 0], [65, 0]])
    np.testing.assert_allclose(right.points, [[75, 0], [100, 0]])
    np.testing.assert_allclose(factors_of(left), [0.5, 1.0, 1.3], rtol=1e-6)
    np.testing.assert_allclose(factors_of(right), [1.5, 2.0], rtol=1e-6)


def test_a_stroke_that_is_not_reached_is_untouched() -> None:
    assert erase(LINE, IDENTITY, path((40, 10.5)), 9) is None
    assert erase(LINE, IDENTITY, path((-11, 0), (-11, 5)), 9) is None
    assert erase(LINE, IDENTITY, path((20, 50), (50, 20)), 9) is None, "its box meets the line, its disc does not"


def test_the_ends_can_be_taken_off_and_the_whole() -> None:
    (rest,) = cut(LINE, path((0, 0)), 9)
    np.testing.assert_allclose(rest.points, [[10, 0], [50, 0], [100, 0]])
    (rest,) = cut(LINE, path((100, 3)), 4)
    np.testing.assert_allclose(rest.points, [[0, 0], [50, 0], [96, 0]])
    assert erase(LINE, IDENTITY, path((0, 0), (100, 0)), 9) == []


def test_a_dot_goes_or_stays() -> None:
    dot = Stroke(points=np.array([[5, 5]], "f4"), color=1, width=2)
    assert erase(dot, IDENTITY, path((5, 0), (5, 1)), 4) == []
    assert erase(dot, IDENTITY, path((5, 0), (-50, 0)), 3) is None
    assert erase(dot, Affine(e=100), path((105, 5)), 1) == []


def test_a_pen_that_rested_is_erased_with_its_stroke() -> None:
    rested = Stroke(points=np.array([[5, 5]] * 4, "f4"), color=1, width=2)
    assert erase(rested, IDENTITY, path((5, 6)), 3) == []
    assert erase(rested, IDENTITY, path((5, 26), (8, 26)), 3) is None


def test_crumbs_between_two_cuts_go_too() -> None:
    pieces = cut(LINE, path((30, -30), (30, 30), (38.3, 30), (38.3, -30)), 3)
    assert [piece.points[:, 0].tolist() for piece in pieces] == [[0, 26], [pytest.approx(42.3), 50, 100]]


def test_a_path_doubling_back_and_a_long_one_cut_once() -> None:
    back = path(*[(40 + 3 * math.sin(step), 0) for step in np.linspace(0, 40, 500)])
    left, right = cut(LINE, back, 9)
    assert left.points[-1, 0] == pytest.approx(27, abs=0.01)
    assert right.points[0, 0] == pytest.approx(53, abs=0.01)


def test_the_longest_stroke_under_a_long_path_needs_little_memory() -> None:
    at = np.linspace(0, 100, 100_000)
    longest = Stroke(points=np.column_stack((at, np.zeros_like(at))).astype("f4"), color=1, width=2)
    rub = np.column_stack((np.linspace(40, 60, 41), np.tile([-30, 30], 21)[:41]))
    tracemalloc.start()
    left, right = cut(longest, rub, 1)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100e6
    # the zigzag meets the line at a slant
    assert left.points[-1, 0] == pytest.approx(38.2, abs=0.1)
    assert right.points[0, 0] == pytest.approx(61.8, abs=0.1)


def test_a_cut_is_not_cut_again_for_the_rounding_of_its_ends() -> None:
    rub = path((40, 3), (43, 1))
    for stroke in handwriting(20, width=60, height=40, points=40):
        pieces = erase(stroke, IDENTITY, rub, 6)
        for piece in pieces or []:
            assert erase(unpack(pack(piece)), IDENTITY, rub, 6) is None


@settings(max_examples=150, deadline=None)
@given(
    points=st.lists(st.tuples(st.floats(-60, 60), st.floats(-60, 60)), min_size=2, max_size=12),
    rub=st.lists(st.tuples(st.floats(-60, 60), st.floats(-60, 60)), min_size=1, max_size=5),
    matrix=st.tuples(*[st.floats(-2, 2)] * 4),
    shift=st.tuples(st.floats(-20, 20), st.floats(-20, 20)),
    radius=st.floats(1, 30),
)
def test_what_is_left_is_what_lies_outside(points, rub, matrix, shift, radius: float) -> None:
    affine = Affine(*matrix, *shift)
    assume(affine.scale > 0.2)
    stroke = Stroke(points=np.array(points, "f4"), color=1, width=2.0)
    rub = np.array(rub, np.float64)
    reach = radius + affine.scale
    pieces = erase(stroke, affine, rub, radius)
    before = affine.apply(dense(stroke.points))
    outside = distances(before, rub) > reach + 0.2
    if pieces is None:
        inside = distances(before, rub) < reach - 0.2
        assert not inside.any()
        return
    left = [affine.apply(dense(piece.points)) for piece in pieces]
    for line in left:
        assert (distances(line, rub) > reach - 0.2).all()
    # every point that lies outside is still there, but for crumbs
    lost = before[outside]
    for line in left:
        lost = lost[distances(lost, line) > 0.05]
    assert (distances(lost, rub) < reach + 0.25 * stroke.width * affine.scale + 0.4).all()


def test_a_stroke_that_is_not_touched_costs_little() -> None:
    stroke = next(handwriting(1))
    corner = stroke.points.min(axis=0).astype("f8")
    near, far = path(corner - 9, corner - 7), path((5000, 5000), (5010, 5000))

    def cost(rub: np.ndarray) -> float:
        begin = time.thread_time()
        for _ in range(50):
            erase(stroke, IDENTITY, rub, 8)
        return (time.thread_time() - begin) / 50

    assert min(cost(far) for _ in range(9)) < 40e-6
    assert min(cost(near) for _ in range(9)) < 120e-6
