"""Where tiles lie."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from appliance.api.cast import MAX_CASTS
from ui.cast.wall import places

WALL = QRectF(0, 0, 1920, 1080)


def shapes(count: int, big: int = -1) -> list[tuple[float, ...]]:
    return [(r.x(), r.y(), r.width(), r.height()) for r in places(count, big, WALL, 4)]


@given(st.integers(1, MAX_CASTS), st.integers(-1, MAX_CASTS), st.integers(300, 4000), st.integers(300, 4000))
def test_tiles_lie_within_the_wall_and_apart(count: int, big: int, width: int, height: int) -> None:
    wall = QRectF(0, 0, width, height)
    tiles = places(count, big, wall, 4)
    assert len(tiles) == count
    for tile in tiles:
        assert wall.contains(tile), tile
        assert tile.width() > 0
        assert tile.height() > 0
    for one, other in itertools.combinations(tiles, 2):
        assert not one.intersects(other), (one, other)


def test_one_has_the_whole_wall_and_two_a_half_each() -> None:
    assert shapes(1) == [(0, 0, 1920, 1080)]
    assert shapes(2) == [(0, 0, 958, 1080), (962, 0, 958, 1080)]


def test_an_even_grid_has_tiles_of_one_size_and_its_last_row_in_the_middle() -> None:
    for count in range(3, MAX_CASTS + 1):
        assert len({(width, height) for _, _, width, height in shapes(count)}) == 1
    assert shapes(3)[2] == (481, 542, 958, 538)
    assert [y for _, y, _, _ in shapes(5)] == [0, 0, 0, 542, 542]


def test_five_beside_a_big_one_have_the_shape_of_the_wall() -> None:
    tiles = shapes(6, big=2)
    assert tiles[2] == (0, 0, 1532, 1080)
    strip = tiles[:2] + tiles[3:]
    assert [y for _, y, _, _ in strip] == sorted(y for _, y, _, _ in strip), "in their order"
    assert all(abs(width / height - 16 / 9) < 0.05 for _, _, width, height in strip)


def test_one_alone_is_not_beside_a_strip() -> None:
    assert shapes(1, big=0) == [(0, 0, 1920, 1080)]
