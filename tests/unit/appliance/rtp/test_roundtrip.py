from __future__ import annotations

import pytest

from appliance.rtp.roundtrip import AT_FIRST_S, MAX_S, MIN_S, RoundTrip


def test_the_pause_follows_the_round_trip_within_bounds() -> None:
    trip = RoundTrip()
    assert trip.pause_s == AT_FIRST_S
    for times, wanted in (([0.001] * 30, MIN_S), ([0.06] * 60, 0.075), ([3.0] * 60, MAX_S)):
        for time_s in times:
            trip.add(time_s)
        assert trip.pause_s == pytest.approx(wanted, rel=0.02)
