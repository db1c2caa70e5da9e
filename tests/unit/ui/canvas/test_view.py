"""Board units, item pixels and device pixels."""

from __future__ import annotations

import pytest

from ui.canvas.view import LEAST_ZOOM, MOST_ZOOM, View


@pytest.fixture
def view() -> View:
    view = View()
    view.width, view.height, view.ratio = 960.0, 540.0, 2.0
    return view


def test_a_glass_shows_1920_units_at_zoom_1(view: View):
    assert view.rect == (0, 0, 1920, 1080)
    assert view.scale == 1.0
    assert view.to_board(480, 270) == (960, 540)
    assert view.to_item(*view.to_board(123, 45)) == pytest.approx((123, 45))


def test_zooming_keeps_the_point_under_the_hand(view: View):
    before = view.to_board(300, 200)
    view.zoom_about(3.0, 300, 200)
    assert view.to_board(300, 200) == pytest.approx(before, abs=1)


def test_the_corner_lies_on_a_whole_pixel_at_any_zoom(view: View):
    view.zoom_about(1.37, 311, 77)
    view.pan(10.3, -4.7)
    assert view.x * view.scale == pytest.approx(round(view.x * view.scale))
    assert view.y * view.scale == pytest.approx(round(view.y * view.scale))


def test_zoom_has_ends(view: View):
    view.zoom_about(1e9, 0, 0)
    assert view.zoom == MOST_ZOOM
    view.zoom_about(0, 0, 0)
    assert view.zoom == LEAST_ZOOM


def test_showing_a_rectangle_shows_all_of_it(view: View):
    for rect in ((0.0, 0.0, 5000.0, 100.0), (-50.0, 20.0, 10.0, 900.0)):
        view.show(rect)
        x0, y0, x1, y1 = view.rect
        assert x0 <= rect[0]
        assert y0 <= rect[1]
        assert x1 >= rect[2]
        assert y1 >= rect[3]
