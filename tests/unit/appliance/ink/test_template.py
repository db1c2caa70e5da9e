"""What templates print."""

import numpy as np
import pytest

from appliance.ink.element import Background
from appliance.ink.template import ruling


def printed(template, rect=(0, 0, 480, 480), size=None, spacing=48.0, gap=0.0):
    return ruling(Background(template=template, spacing=spacing), size, rect, gap)


@pytest.mark.parametrize("template", ["plain", "pdf", "image"])
def test_some_print_nothing(template):
    got = printed(template)
    assert got.lines == ()
    assert got.dots is None


def test_ruled_lines_cross_the_whole_rectangle_a_spacing_apart():
    lines = printed("ruled", (-100, -50, 300, 200)).lines
    assert [line[1] for line in lines] == [-48, 0, 48, 96, 144, 192]
    assert all((x0, x1) == (-100, 300) and y0 == y1 for x0, y0, x1, y1 in lines)


def test_a_grid_goes_both_ways():
    lines = printed("grid", (10, 10, 106, 106)).lines
    assert sorted(lines) == sorted([(10, 48, 106, 48), (10, 96, 106, 96), (48, 10, 48, 106), (96, 10, 96, 106)])


def test_dots_lie_where_a_grid_would_cross():
    dots = printed("dots", (10, 10, 106, 60)).dots
    assert dots is not None
    assert dots.tolist() == [[48, 48], [96, 48]]


def test_a_page_with_an_end_bounds_it_and_has_no_line_on_its_edge():
    got = printed("grid", (-500, -500, 500, 500), size=(96, 144))
    assert sorted(got.lines) == sorted([(0, 48, 96, 48), (0, 96, 96, 96), (48, 0, 48, 144)])
    assert printed("grid", (200, 200, 300, 300), size=(96, 144)).lines == ()


def test_a_staff_has_five_lines():
    ys = [line[1] for line in printed("staff", (0, 0, 480, 288)).lines]
    assert ys == [48, 60, 72, 84, 96, 192, 204, 216, 228, 240]


def test_parts_of_a_page_show_the_parts_of_what_the_page_shows():
    for template in ("ruled", "grid", "staff"):
        whole = {line[1] for line in printed(template, (0, -1000, 100, 1000)).lines if line[1] == line[3]}
        parts = {
            line[1] for y in range(-1000, 1000, 90) for line in printed(template, (0, y, 100, min(y + 90, 1000))).lines
            if line[1] == line[3]
        }  # fmt: skip
        assert parts == whole


def test_kanban_has_three_columns_with_heads():
    page = printed("kanban", (0, 0, 900, 600), size=(900, 600)).lines
    assert [line for line in page if line[0] == line[2]] == [(300, 0, 300, 600), (600, 0, 600, 600)]
    assert [line for line in page if line[1] == line[3]] == [(0, 96, 900, 96)]
    endless = printed("kanban", (-100, -100, 2000, 5000)).lines
    assert [line[0] for line in endless if line[0] == line[2]] == [0, 640, 1280, 1920]
    assert {line[3] for line in endless if line[0] == line[2]} == {5000}
    assert printed("kanban", (-100, -300, 2000, -200)).lines == ()


def test_from_afar_every_second_line_stays_where_it_was():
    near, far = printed("ruled").lines, printed("ruled", gap=60).lines
    assert {line[1] for line in far} == {line[1] for line in near if line[1] % 96 == 0}


@pytest.mark.parametrize("template", ["ruled", "grid", "dots", "staff", "kanban"])
@pytest.mark.parametrize("spacing", [-5, 0, 1e-9, 4, 1e9])
def test_hostile_spacings_and_vast_views_stay_small(template, spacing):
    got = printed(template, (-1e9, -1e9, 1e9, 1e9), spacing=spacing)
    assert len(got.lines) <= 5000
    assert got.dots is None or len(got.dots) <= 300_000
    numbers = np.array(got.lines if got.dots is None else got.dots)
    assert np.isfinite(numbers).all()
