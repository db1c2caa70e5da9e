"""When the network is called poor."""

from __future__ import annotations

import pytest

from appliance.api.cast import CastQuality
from ui.cast.row import CastRow, is_poor
from ui.models import camel_case


@pytest.mark.parametrize(
    ("poor", "quality"),
    [
        (False, CastQuality()),
        (False, CastQuality(frame_rate=30, bitrate_kbps=2400, loss_percent=0.5)),
        (True, CastQuality(frame_rate=30, bitrate_kbps=2400, loss_percent=2.5)),
        (True, CastQuality(frame_rate=3, bitrate_kbps=800)),
        # a slide that stands still
        (False, CastQuality(frame_rate=1, bitrate_kbps=20)),
        (False, CastQuality(frame_rate=0, bitrate_kbps=400)),
    ],
)
def test_loss_is_poor_and_so_are_few_pictures_of_much_that_moves(poor: bool, quality: CastQuality) -> None:
    assert is_poor(quality) is poor


def test_no_role_takes_the_place_of_an_items_own_property() -> None:
    roles = {camel_case(name) for name in CastRow.__struct_fields__}
    assert not roles & {"x", "y", "z", "width", "height", "visible", "enabled", "opacity", "scale", "state"}
