from __future__ import annotations

import pytest

from appliance.server import gate
from appliance.server.gate import Pace


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_then_the_pace_holds():
    clock = Clock()
    pace = Pace(per_s=2, burst=3, clock=clock)
    assert [pace.take("a") for _ in range(3)] == [0, 0, 0]
    assert pace.take("a") == pytest.approx(0.5)
    assert pace.take("b") == 0
    clock.now = 0.5
    assert pace.take("a") == 0
    assert pace.take("a") > 0
    clock.now = 100
    assert [pace.take("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_memory_is_bounded():
    pace = Pace(per_s=1, burst=1, clock=Clock())
    for number in range(gate.MAX_ADDRESSES + 10):
        pace.take(str(number))
    assert len(pace._levels) == gate.MAX_ADDRESSES
