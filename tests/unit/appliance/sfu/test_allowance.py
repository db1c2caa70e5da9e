from __future__ import annotations

from appliance.sfu.allowance import FIRST_PAUSE_S, LONGEST_PAUSE_S, Allowance


def test_an_estimate_that_follows_what_is_sent_limits_nothing() -> None:
    allowance = Allowance()
    for at in range(5, 20):
        allowance.estimated(900_000, at)
        allowance.tend(1_000_000, at)
    assert allowance.bits_per_s is None


def test_an_estimate_far_below_limits_and_is_tried_again_later_each_time() -> None:
    allowance = Allowance()
    now_s, pauses = 10.0, []
    for _ in range(6):
        while allowance.bits_per_s is None:
            now_s += 1
            allowance.estimated(300_000, now_s)
            allowance.tend(1_000_000, now_s)
        assert allowance.bits_per_s == 300_000
        began_s = now_s
        while allowance.bits_per_s is not None:
            now_s += 1
            allowance.estimated(300_000, now_s)
            allowance.tend(200_000, now_s)
        pauses.append(now_s - began_s)
    assert pauses[0] <= FIRST_PAUSE_S + 2
    assert pauses == sorted(pauses)
    assert pauses[-1] <= LONGEST_PAUSE_S + 2


def test_two_lossy_reports_limit_one_does_not() -> None:
    allowance = Allowance()
    allowance.lost(0.3)
    allowance.tend(1_000_000, 10)
    assert allowance.bits_per_s is None
    allowance.lost(0.3)
    allowance.tend(1_000_000, 12)
    assert allowance.bits_per_s == 700_000
    calm = Allowance()
    for at in range(10):
        calm.lost(0.3 if at % 2 else 0.0)
        calm.tend(1_000_000, 10 + at)
    assert calm.bits_per_s is None


def test_an_old_estimate_tells_nothing() -> None:
    allowance = Allowance()
    allowance.estimated(100_000, 10)
    allowance.tend(1_000_000, 20)
    assert allowance.bits_per_s is None
