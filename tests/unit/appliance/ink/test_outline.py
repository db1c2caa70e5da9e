"""Outlines cover what a pen covers: compared with circles stamped along the stroke."""

import cv2
import numpy as np
import pytest

from appliance.ink.element import Stroke
from appliance.ink.outline import outline, outlines
from appliance.ink.thinning import thinned

SCALE = 8  # pixels to a unit in which areas are compared


def area(polygon: np.ndarray) -> float:
    x, y = polygon.T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def filled(polygon: np.ndarray, size: int = 800) -> np.ndarray:
    """Where the polygon winds around, by an even-odd-free count of crossings (independent of the raster engines)."""
    winding = np.zeros((size, size), np.int32)
    rows = np.arange(size) + 0.5
    a = polygon.astype(np.float64) * SCALE
    b = np.roll(a, -1, 0)
    for (x0, y0), (x1, y1) in zip(a, b, strict=True):
        if y0 == y1:
            continue
        low, high = sorted((y0, y1))
        touched = np.flatnonzero((rows >= low) & (rows < high))
        xs = np.clip(np.ceil(x0 + (rows[touched] - y0) * (x1 - x0) / (y1 - y0) - 0.5).astype(int), 0, size)
        sign = 1 if y1 > y0 else -1
        for row, x in zip(touched, xs, strict=True):
            winding[row, x:] += sign
    return winding != 0


def stamped(points: np.ndarray, radii: np.ndarray, size: int = 800) -> np.ndarray:
    """Circles all along the stroke."""
    image = np.zeros((size, size), np.uint8)
    for (x0, y0), (x1, y1), r0, r1 in zip(points[:-1], points[1:], radii[:-1], radii[1:], strict=True):
        steps = max(int(np.hypot(x1 - x0, y1 - y0) * SCALE), 1)
        for t in np.linspace(0, 1, steps + 1):
            x, y, r = x0 + t * (x1 - x0), y0 + t * (y1 - y0), r0 + t * (r1 - r0)
            centre = (round((x * SCALE - 0.5) * 16), round((y * SCALE - 0.5) * 16))
            cv2.circle(image, centre, round(r * SCALE * 16), 255, -1, cv2.LINE_8, 4)
    return image > 0


def loops(turns: float, radius: float, count: int = 120) -> np.ndarray:
    t = np.linspace(0, turns * 2 * np.pi, count)
    return np.stack((50 + t * 1.5 + radius * np.cos(t), 50 + radius * np.sin(t)), 1).astype(np.float32)


def differing(got: np.ndarray, want: np.ndarray) -> int:
    """Places of at least 2 by 2 pixels that differ, apart from the edges."""
    edges = cv2.morphologyEx(want.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3))) > 0
    wrong = ((got != want) & ~edges).astype(np.uint8)
    return int(cv2.morphologyEx(wrong, cv2.MORPH_OPEN, np.ones((2, 2))).sum())


def test_a_straight_line_has_the_area_of_its_length_and_round_ends():
    got = outline(np.array([[10, 10], [110, 10]]), None, 8, tolerance=0.01)
    assert area(got) == pytest.approx(100 * 8 + np.pi * 16, rel=0.005)
    assert got.dtype == np.float32
    assert got.min(0) == pytest.approx([6, 6], abs=0.05)
    assert got.max(0) == pytest.approx([114, 14], abs=0.05)


def test_a_dot_is_a_disc():
    got = outline(np.array([[20, 30]]), None, 10, tolerance=0.01)
    assert area(got) == pytest.approx(np.pi * 25, rel=0.01)
    assert got.mean(0) == pytest.approx([20, 30], abs=0.4)


def test_points_on_one_spot_are_a_disc():
    got = outline(np.full((5, 2), 40.0), None, 10, tolerance=0.01)
    assert filled(got).sum() == pytest.approx(np.pi * 25 * SCALE**2, rel=0.02)


@pytest.mark.parametrize(
    ("points", "width"),
    [
        (np.array([[20, 20], [80, 20], [20, 24], [80, 60]], np.float32), 8),  # sharp turns
        (np.array([[20, 50], [60, 50], [20, 50], [70, 50]], np.float32), 10),  # straight back
        (loops(2.5, 12), 6),
        (loops(3, 4), 16),  # loops tighter than the pen is wide: no holes in them
        (loops(1, 2, 400), 24),
        (np.array([[30, 30], [30, 30], [60, 60], [60, 60.001], [30, 70]], np.float32), 7),
    ],
)
def test_covers_what_circles_along_the_stroke_cover(points, width):
    got = filled(outline(points, None, width, tolerance=0.03))
    want = stamped(points, np.full(len(points), width / 2))
    assert differing(got, want) == 0


def test_width_follows_the_factors():
    points = np.stack((np.linspace(10, 90, 41), np.full(41, 50)), 1).astype(np.float32)
    factors = np.linspace(0.2, 2, 41).astype(np.float32)
    got = filled(outline(points, factors, 10, tolerance=0.03))
    want = stamped(points, factors * 5)
    assert differing(got, want) == 0
    thickness = got[:, [20 * SCALE, 50 * SCALE, 80 * SCALE]].sum(0) / SCALE
    assert thickness == pytest.approx([4.25, 11, 17.75], abs=0.3)


def test_many_at_once_are_what_each_is_alone():
    rng = np.random.default_rng(3)
    strokes = [
        Stroke(
            points=np.cumsum(rng.normal(0, 3, (n, 2)), 0).astype(np.float32),
            factors=rng.uniform(0.3, 2, n).astype(np.float32) if n % 2 else None,
            color=255,
            width=float(rng.uniform(0.5, 20)),
        )
        for n in (1, 2, 3, 60, 1, 200, 5)
    ]
    vertices, counts = outlines(strokes, 0.1)
    assert counts.sum() == len(vertices)
    for stroke, piece in zip(strokes, np.split(vertices, np.cumsum(counts)[:-1]), strict=True):
        alone = outline(stroke.points, stroke.factors, stroke.width, 0.1)
        np.testing.assert_allclose(piece, alone, atol=1e-3)


def test_no_strokes_have_no_outlines():
    vertices, counts = outlines([])
    assert vertices.shape == (0, 2)
    assert len(counts) == 0


def test_nothing_is_narrower_than_told():
    stroke = Stroke(points=np.array([[0, 0], [100, 0]], np.float32), color=255, width=0.1)
    vertices, _ = outlines([stroke], least_width=2)
    assert np.ptp(vertices[:, 1]) == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("tolerance", [0.05, 0.5, 3])
def test_thinning_keeps_every_point_within_the_tolerance(tolerance):
    rng = np.random.default_rng(5)
    counts = np.array([1, 2, 300, 60])
    points = np.cumsum(rng.normal(0, 1, (counts.sum(), 2)), 0).astype(np.float32)
    radii = rng.uniform(1, 1.3, counts.sum()).astype(np.float32)
    got, got_radii, got_counts = thinned(points, radii, counts, tolerance)
    assert got_counts.tolist()[:2] == [1, 2]
    assert got_counts.sum() == len(got) == len(got_radii)
    before, after = np.split(points, np.cumsum(counts)[:-1]), np.split(got, np.cumsum(got_counts)[:-1])
    for old, new in zip(before, after, strict=True):
        assert (new[0] == old[0]).all()
        assert (new[-1] == old[-1]).all()
        assert max(distance(point, new) for point in old) <= tolerance + 1e-3
    if tolerance == 3:
        assert got_counts[2] < 150


def distance(point: np.ndarray, line: np.ndarray) -> float:
    if len(line) == 1:
        return float(np.hypot(*(point - line[0])))
    a, d = line[:-1], np.diff(line, axis=0)
    t = np.clip(((point - a) * d).sum(1) / np.maximum((d * d).sum(1), 1e-12), 0, 1)
    return float(np.hypot(*(a + d * t[:, None] - point).T).min())
