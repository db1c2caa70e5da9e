from __future__ import annotations

import threading
import time

import numpy as np

from appliance.media.sound.reference import LENGTH, MAX_OFF, Follower, Reference, frame_of
from drivers.capabilities import AudioBlock


def block(first: int, value: float = 1.0, frames: int = 480) -> AudioBlock:
    samples = np.full((frames, 2), (value - 0.5, value + 0.5), np.float32)
    return AudioBlock(samples, 0, round(first / 48 * 1e6) + 1, 48_000)


def test_blocks_lie_where_their_time_stamps_say() -> None:
    reference = Reference()
    reference.add(block(48_000, 1))
    reference.add(block(48_480, 2))
    got = reference.at(48_240, 480, 0)
    assert (got[:240] == 1).all()
    assert (got[240:] == 2).all()


def test_what_was_not_played_is_silence() -> None:
    reference = Reference()
    assert not reference.at(0, 480, 0).any()
    reference.add(block(48_000, 1))
    reference.add(block(60_000, 2))
    assert not reference.at(52_000, 480, 0).any(), "a gap"
    assert not reference.at(47_000, 480, 0).any(), "before"
    reference.stop()
    begun_s = time.monotonic()
    assert not reference.at(70_000, 480, 1).any(), "after"
    assert time.monotonic() - begun_s < 0.5, "nothing to wait for"


def test_what_is_about_to_be_told_is_waited_for() -> None:
    reference = Reference()
    reference.add(block(48_000, 1))
    threading.Timer(0.05, lambda: reference.add(block(48_480, 2))).start()
    assert (reference.at(48_480, 480, 2) == 2).all()


def test_a_long_gap_leaves_nothing_of_what_was_before() -> None:
    reference = Reference()
    for at in range(0, LENGTH, 480):
        reference.add(block(48_000 + at, 1))
    reference.add(block(48_000 + 3 * LENGTH, 2))
    assert not reference.at(48_000 + 3 * LENGTH - 960, 960, 0).any()


def test_time_stamps_that_waver_make_no_gaps_and_a_drifting_clock_is_followed() -> None:
    follower = Follower()
    rng = np.random.default_rng(0)
    firsts = []
    for at in range(2000):
        drifted_s = at * 0.01 * (1 + 100e-6)
        firsts.append(follower.place(round((drifted_s + rng.uniform(-0.002, 0.002)) * 1e9) + 10**9, 480))
    steps = np.diff(firsts)
    assert set(steps.tolist()) <= {479, 480, 481}
    assert abs(firsts[-1] - frame_of(round((1999 * 0.01 * (1 + 100e-6) + 1) * 1e9))) <= MAX_OFF / 4 + 96


def test_a_real_gap_is_one() -> None:
    follower = Follower()
    follower.place(10**9, 480)
    assert follower.place(10**9 + 50_000_000, 480) == frame_of(10**9 + 50_000_000)
