"""Tiles are parted into blocks that two processes paint."""

from __future__ import annotations

from collections import Counter

import pytest

from ui.canvas.blocks import LEAST_ROWS, SIDE, Blocks
from ui.canvas.grid import Place


def shown(left: int, top: int, columns: int, rows: int) -> list[Place]:
    return [(column, row) for row in range(top, top + rows) for column in range(left, left + columns)]


def dealt(places: list[Place], scale: float) -> list[tuple[int, list[Place]]]:
    """Lane and places of each request until nothing is left."""
    blocks, wanted, found = Blocks(places, scale), list(places), []
    while wanted:
        first = wanted[-1]
        together = blocks.around(first, wanted)
        assert first in together
        found.append((blocks.lane(first), together))
        wanted = [place for place in wanted if place not in together]
    return found


@pytest.mark.parametrize(("left", "top"), [(0, 0), (7, 4), (-9, -3), (1, 1)])
@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (15, 9), (16, 10), (8, 5), (2, 9)])
def test_each_tile_is_asked_for_once_in_blocks_of_a_bounded_size(left: int, top: int, columns: int, rows: int) -> None:
    places = shown(left, top, columns, rows)
    requests = dealt(places, 2.0)
    assert sorted(place for _, some in requests for place in some) == sorted(places)
    for _, some in requests:
        across, down = ({place[axis] for place in some} for axis in (0, 1))
        assert max(len(across), len(down)) <= SIDE


def test_a_view_is_never_cut_into_slivers() -> None:
    requests = dealt(shown(7, 4, 16, 9), 4.0)
    assert min(len({place[0] for place in some}) for _, some in requests) == SIDE
    assert len(requests[0][1]) > len(requests[-1][1])
    assert max(len({place[1] for place in some}) for _, some in requests[-2:]) <= 2 * LEAST_ROWS


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_page_seen_whole_is_shared_evenly(scale: float) -> None:
    columns, rows = round(1920 * scale / 256 + 0.5), round(1080 * scale / 256 + 0.5)
    lanes = Counter({0: 0, 1: 0})
    for lane, some in dealt(shown(0, 0, columns, rows), scale):
        lanes[lane] += len(some)
    assert min(lanes.values()) > 0.4 * columns * rows


def test_a_closer_look_stays_with_the_process_that_painted_it() -> None:
    whole, close = Blocks(shown(0, 0, 15, 9), 2.0), Blocks(shown(7, 4, 16, 9), 4.0)
    # the same places on the board, well within a half
    assert whole.lane((5, 4)) == close.lane((10, 8))
    assert whole.lane((9, 4)) == close.lane((19, 8))
    assert close.lane((10, 8)) != close.lane((19, 8))
