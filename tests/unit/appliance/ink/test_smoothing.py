"""Smoothing: what the eye sees of it while writing, and what it costs."""

import math
import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.ink.smoothing import FRAME_MS, Smoother

SPEED = 300.0
"""Glass units a second: 600 pixels at 4K."""


def straight(smoother: Smoother, hz: float = 125, count: int = 60, speed: float = SPEED) -> float:
    """Feed a straight line; gives the x of its newest sample."""
    x = 0.0
    for index in range(count):
        x = 100 + speed * index / hz
        smoother.feed(x, 200, 1000 * index / hz)
    return x


@pytest.mark.parametrize("hz", [60, 125, 250, 1000])
def test_ink_reaches_the_newest_sample(hz: float) -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    x = straight(smoother, hz)
    tail = smoother.tail(predict=False)
    assert tail[0] == smoother.points[-1]
    assert tail[-1][:2] == (x, 200)


@pytest.mark.parametrize("hz", [60, 125, 250])
def test_settled_ink_trails_by_little_more_than_a_sample(hz: float) -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    x = straight(smoother, hz)
    assert (x - smoother.points[-1][0]) / SPEED <= 1 / hz + 0.008


def test_a_sure_hand_is_followed_one_frame_ahead() -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    x = straight(smoother)
    assert smoother.tail()[-1][0] == pytest.approx(x + SPEED * FRAME_MS / 1000, abs=0.01)
    assert smoother.tail()[-2][0] == x


def test_a_mouse_of_a_thousand_whole_pixels_a_second_is_followed_steadily() -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    ahead = []
    for index in range(400):
        x, y = (math.floor(2 * at) / 2 for at in (SPEED * index / 1000, 100 * index / 1000))
        smoother.feed(x, y, float(index))
        if index > 100:
            ahead.append(smoother.tail()[-1][0] - x)
    assert np.percentile(ahead, 95) < 1.4 * SPEED * FRAME_MS / 1000
    assert np.mean(ahead) > 0.4 * SPEED * FRAME_MS / 1000


@pytest.mark.parametrize(
    ("move", "why"),
    [
        (lambda t: (20 * t, 0), "too slow"),
        (lambda t: (SPEED * t, 0) if t < 0.2 else (SPEED * 0.2, SPEED * (t - 0.2)), "turned"),
        (lambda t: (SPEED * t, 0) if t < 0.2 else (SPEED * (0.4 - t), 0), "turned back"),
        (lambda t: (SPEED * min(t, 0.2), 0), "stopped"),
    ],
)
def test_an_unsure_hand_is_not(move, why: str) -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    for index in range(29 if why == "stopped" else 28):
        x, y = move(index / 125)
        smoother.feed(x, y, 8.0 * index)
    assert len(smoother.tail()) == len(smoother.tail(predict=False)), why


def test_no_prediction_before_there_is_a_direction_or_after_a_pause() -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    for index in range(3):
        smoother.feed(10.0 * index, 0, 8.0 * index)
    assert smoother.tail()[-1][0] == 20.0
    straight(smoother)
    smoother.feed(1000, 200, 10_000)
    assert smoother.tail()[-1][0] == 1000


def test_jitter_is_smoothed_away() -> None:
    noise = random.Random(2)
    smoother = Smoother(zoom=1, has_pressure=False)
    for index in range(600):
        smoother.feed(index * 0.5 + noise.gauss(0, 0.3), noise.gauss(0, 0.3), 8.0 * index)
    _, y = np.array([point[:2] for point in smoother.points]).T
    assert np.sqrt((y**2).mean()) < 0.15


@pytest.mark.parametrize(("speed", "radius"), [(100, 5), (300, 10), (600, 40), (1500, 100)])
def test_curves_keep_their_size(speed: float, radius: float) -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    for index in range(300):
        angle = speed / radius * index / 125
        smoother.feed(radius * math.cos(angle), radius * math.sin(angle), 8.0 * index)
    distances = [math.hypot(x, y) for x, y, _ in smoother.points[20:]]
    assert min(distances) > 0.93 * radius
    assert max(distances) < 1.01 * radius


def test_a_fast_curve_is_round_though_its_samples_are_far_apart() -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    for index in range(60):
        angle = 0.4 * index
        smoother.feed(100 * math.cos(angle), 100 * math.sin(angle), 16.0 * index)
    steps = np.diff(np.array([point[:2] for point in smoother.points[30:]]), axis=0)
    headings = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
    assert np.abs(np.diff(headings)).max() < 0.2


def test_a_corner_stays_sharp() -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    for index in range(20):
        smoother.feed(10.0 * index, 0, 8.0 * index)
    for index in range(1, 20):
        smoother.feed(190, 10.0 * index, 8.0 * (19 + index))
    points = np.array([point[:2] for point in smoother.points])
    assert np.hypot(points[:, 0] - 190, points[:, 1]).min() < 3
    assert points[:, 0].max() <= 190.01
    assert points[:, 1].min() >= -0.01


def test_fast_ink_is_gently_thinner_without_pressure() -> None:
    slow, fast = Smoother(zoom=1, has_pressure=False), Smoother(zoom=1, has_pressure=False)
    straight(slow, speed=60)
    straight(fast, speed=1500)
    assert 1.0 < slow.points[-1][2] < 1.2
    assert 0.7 < fast.points[-1][2] < 0.9


def test_zooming_in_does_not_change_what_the_hand_feels() -> None:
    near, far = Smoother(zoom=8, has_pressure=False), Smoother(zoom=1, has_pressure=False)
    for index in range(50):
        x, y = 5.0 * index, 30 * math.sin(index / 5)
        far.feed(x, y, 8.0 * index)
        near.feed(x / 8, y / 8, 8.0 * index)
    np.testing.assert_allclose(np.array(near.points) * (8, 8, 1), far.points, rtol=1e-6, atol=1e-6)


def test_pressure_is_written_as_twice_itself_in_small_steps() -> None:
    smoother = Smoother(zoom=1, has_pressure=True)
    for index in range(100):
        smoother.feed(5.0 * index, 0, 8.0 * index, 0.2 if index < 50 else 0.8)
    factors = np.array([point[2] for point in smoother.points])
    assert factors[0] == pytest.approx(0.4)
    assert factors[-1] == pytest.approx(1.6, abs=0.01)
    assert np.abs(np.diff(factors)).max() <= 0.2 + 1e-9


def test_a_tap_is_a_dot() -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    smoother.feed(5, 6, 0)
    smoother.feed(5.05, 6, 8)
    points, factors = smoother.finish()
    assert points.tolist() == [[5, 6]]
    assert factors.tolist() == [1]


def test_nothing_fed_is_nothing_drawn() -> None:
    smoother = Smoother(zoom=1, has_pressure=False)
    points, factors = smoother.finish()
    assert points.shape == (0, 2)
    assert factors.shape == (0,)
    assert smoother.tail() == []


@given(
    samples=st.lists(
        st.tuples(st.floats(-4000, 4000), st.floats(-4000, 4000), st.floats(-50, 300), st.floats(0, 1)), max_size=60
    ),
    zoom=st.floats(0.05, 32),
    has_pressure=st.booleans(),
)
def test_what_has_settled_never_changes(samples, zoom: float, has_pressure: bool) -> None:
    smoother = Smoother(zoom=zoom, has_pressure=has_pressure)
    t, settled = 0.0, []
    for x, y, step, pressure in samples:
        t += step  # clocks of input devices have been seen to go back
        smoother.feed(x, y, t, pressure)
        assert smoother.points[: len(settled)] == settled
        settled = list(smoother.points)
        tail = np.array(smoother.tail())
        assert np.isfinite(tail).all()
        assert tuple(tail[0]) == settled[-1]
        assert (x, y) in [(a, b) for a, b, _ in tail]
    points, factors = smoother.finish()
    np.testing.assert_array_equal(
        points[: len(settled)], np.array([p[:2] for p in settled]).reshape(-1, 2).astype("f4")
    )
    assert len(points) == len(factors)
    assert len(points) >= bool(samples)
    if samples:
        assert np.hypot(*(points[-1] - np.array(samples[-1][:2]))) < 1 / zoom
        assert (factors > 0).all()
        assert factors.max() <= 2


def test_a_sample_costs_a_few_microseconds() -> None:
    def cost() -> float:
        smoother = Smoother(zoom=1, has_pressure=True)
        samples = [(100 + 2.4 * i, 200 + 30 * math.sin(i / 10), 8.0 * i, 0.5) for i in range(1000)]
        begin = time.thread_time()
        for sample in samples:
            smoother.feed(*sample)
            smoother.tail()
        return (time.thread_time() - begin) / 1000

    assert min(cost() for _ in range(7)) < 16e-6
