from __future__ import annotations

import pytest

from appliance.access import throttle
from appliance.access.throttle import Throttle
from appliance.api.errors import Busy, Code


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guard(clock: Clock) -> Throttle:
    return Throttle(clock)


def wait_s(guard: Throttle, address: str) -> float:
    try:
        guard.admit(address)
    except Busy as busy:
        assert busy.code is Code.TOO_MANY_TRIES
        return float(busy.data["retry_after_s"])
    return 0.0


def test_five_tries_then_waits_that_double(guard: Throttle, clock: Clock):
    for left in (4, 3, 2, 1, 0):
        assert wait_s(guard, "10.0.0.1") == 0
        assert guard.wrong("10.0.0.1") == left
    waits = []
    for _ in range(9):
        waits.append(round(wait_s(guard, "10.0.0.1")))
        clock.now += waits[-1] + 0.1
        assert wait_s(guard, "10.0.0.1") == 0
        guard.wrong("10.0.0.1")
    assert waits == [5, 10, 20, 40, 80, 160, 320, 600, 600]
    assert wait_s(guard, "10.0.0.2") == 0


def test_a_right_code_clears_the_count(guard: Throttle):
    for _ in range(4):
        guard.wrong("10.0.0.1")
    guard.right("10.0.0.1")
    assert guard.wrong("10.0.0.1") == 4


def test_wrong_tries_are_forgotten(guard: Throttle, clock: Clock):
    for _ in range(4):
        guard.wrong("10.0.0.1")
    clock.now += throttle.FORGET_AFTER_S + 1
    assert guard.wrong("10.0.0.1") == 4


def test_an_ipv6_host_cannot_hop_within_its_network(guard: Throttle):
    for last in range(5):
        guard.wrong(f"2001:db8::{last:x}")
    assert wait_s(guard, "2001:db8::ffff") > 4
    assert wait_s(guard, "2001:db8:0:1::1") == 0
    for _ in range(5):
        guard.wrong("::ffff:10.0.0.9")
    assert wait_s(guard, "10.0.0.9") > 4


def test_guesses_from_everywhere_share_a_limit(guard: Throttle, clock: Clock):
    for number in range(throttle.ALL_BURST):
        assert wait_s(guard, f"10.1.{number}.1") == 0
        guard.wrong(f"10.1.{number}.1")
    assert 0 < wait_s(guard, "10.9.9.9") <= throttle.ALL_REFILL_S + 0.1
    clock.now += throttle.ALL_REFILL_S
    assert wait_s(guard, "10.9.9.9") == 0


def test_memory_is_bounded(guard: Throttle, clock: Clock):
    for number in range(throttle.MAX_ADDRESSES + 50):
        guard.wrong(f"10.{number // 250}.{number % 250}.1")
    assert len(guard._records) == throttle.MAX_ADDRESSES
