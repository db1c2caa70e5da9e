from __future__ import annotations

from appliance.media.layout import MAX_CASTS, Layout


def test_what_is_said_of_one_cast_leaves_the_others_alone() -> None:
    layout = Layout()
    layout.set_tiles({"a": (640, 360), "b": (0, 0)})
    layout.set_tiles({"a": (320, 180)})
    assert layout.tiles == {"a": (320, 180), "b": (0, 0)}
    layout.set_muted("a", True)
    layout.set_muted("b", True)
    layout.set_muted("b", False)
    assert list(layout.muted) == ["a"]
    layout.forget("a")
    assert (layout.tiles, layout.muted) == ({"b": (0, 0)}, {})


def test_casts_that_nobody_ends_are_forgotten_in_the_end() -> None:
    layout = Layout()
    for number in range(10 * MAX_CASTS):
        layout.set_tiles({str(number): (1, 1)})
        layout.set_muted(str(number), True)
    assert len(layout.tiles) == len(layout.muted) == MAX_CASTS
    assert str(10 * MAX_CASTS - 1) in layout.muted
