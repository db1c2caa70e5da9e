from __future__ import annotations

import pytest

from appliance.media.jitter import FrameBuffer, Packet
from appliance.media.patience import Patience


def test_it_lies_between_its_bounds_and_follows_what_came_late() -> None:
    patience = Patience(0.03, 0.12)
    assert patience.wait_s == 0.03
    patience.came(0.06, 1.0)
    assert patience.wait_s == pytest.approx(0.075)
    patience.came(0.5, 2.0)
    assert patience.wait_s == 0.12


def test_it_forgets_slowly() -> None:
    patience = Patience(0.03, 0.12)
    patience.came(0.08, 0.0)
    patience.came(0.001, 10.0)
    assert 0.07 < patience.wait_s < 0.1
    patience.came(0.001, 120.0)
    assert patience.wait_s == 0.03


def test_what_comes_after_it_was_given_up_is_waited_for_the_next_time() -> None:
    buffer = FrameBuffer(Patience(0.03, 0.12), is_joining=False)
    assert buffer.add(Packet(1, 0, True, b"a"), 0.0)
    buffer.add(Packet(3, 2, True, b"c"), 0.02)
    assert buffer.give_up(0.04) is None
    assert [frame.data for frame in buffer.give_up(0.06) or []] == [b"c"]
    assert buffer.add(Packet(2, 1, True, b"b"), 0.08) == []
    assert buffer.patience.wait_s == pytest.approx(0.075)
