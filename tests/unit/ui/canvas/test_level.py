"""Which tiles a part of the board lies on."""

from __future__ import annotations

import pytest

from ui.canvas.level import Level
from ui.canvas.words import TILE


@pytest.mark.parametrize("scale", [1.0, 2.12, 2.2472000000000008, 0.3])
def test_no_tile_is_made_of_which_nothing_is_in_view(scale: float):
    tile = TILE / scale
    places = Level(scale).over((-tile, 0.0, 2 * tile, 1.5 * tile))
    assert places == [(column, row) for row in (0, 1) for column in (-1, 0, 1)]


def test_what_lies_on_a_pixel_of_a_tile_lies_on_it():
    pixel = 1 / 2.0
    tile = TILE / 2.0
    assert Level(2.0).over((tile - pixel, 0.0, tile + pixel, pixel)) == [(0, 0), (1, 0)]


def test_a_point_lies_on_one():
    tile = TILE / 2.0
    assert Level(2.0).over((tile, tile, tile, tile)) == [(1, 1)]
