from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.rtp.sequence import Unwrapper


@given(st.integers(0, 65_535), st.lists(st.integers(-30_000, 30_000), max_size=50))
def test_steps_of_less_than_half_the_circle_are_followed(start: int, steps: list[int]) -> None:
    unwrapper = Unwrapper()
    base = unwrapper.unwrap(start)
    true = highest = base
    for step in steps:
        true = highest + step
        assert unwrapper.unwrap(true % 65_536) == true
        highest = max(highest, true)
    assert unwrapper.highest == highest
