"""Where the pictures of a call lie."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from appliance.api.conference import MAX_TILES
from ui.meeting.plan import SHAPE, places

AREA = QRectF(0, 0, 1904, 958)
COUNTS = st.integers(0, MAX_TILES + 1)


@given(COUNTS, st.integers(-1, MAX_TILES), st.integers(400, 4000), st.integers(400, 3000))
def test_pictures_lie_within_the_area_and_apart(count: int, big: int, width: int, height: int) -> None:
    area = QRectF(0, 0, width, height)
    found = places(count, big, area, 8)
    assert len(found) == count
    seen = [rect for rect in found if not rect.isEmpty()]
    for rect in seen:
        # a pixel of rounding
        assert area.adjusted(-1, -1, 1, 1).contains(rect), rect
    for one, other in itertools.combinations(seen, 2):
        assert not one.adjusted(0, 0, -1, -1).intersects(other.adjusted(0, 0, -1, -1)), (one, other)


@given(st.integers(2, MAX_TILES + 1))
def test_all_alike_have_a_cameras_shape_and_one_size(count: int) -> None:
    found = places(count, -1, AREA, 8)
    assert len({(rect.width(), rect.height()) for rect in found}) == 1
    assert abs(found[0].width() / found[0].height() - SHAPE) < 0.02


def test_one_alone_has_the_whole_area() -> None:
    assert places(1, -1, AREA, 8) == [AREA]
    assert places(1, 0, AREA, 8) == [AREA]


@given(st.integers(2, MAX_TILES + 1), st.data())
def test_the_large_one_has_most_of_the_area(count: int, data: st.DataObject) -> None:
    big = data.draw(st.integers(0, count - 1))
    found = places(count, big, AREA, 8)
    large = found[big]
    assert large.width() * large.height() > 0.75 * AREA.width() * AREA.height()
    assert sum(not rect.isEmpty() for rect in found) == 1 + min(count - 1, 4)
