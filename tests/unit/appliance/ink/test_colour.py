"""Colours on dark boards."""

import pytest

from appliance.ink import colour


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        (0x000000FF, 0xFFFFFFFF),
        (0x1A1A1AFF, 0xE5E5E5FF),
        (0xFFFFFF80, 0x00000080),
        (0x0A0A50FF, 0xAFAFF5FF),  # navy becomes a pale blue
        (0xBBDEFBFF, 0x042744FF),  # and the reverse
        (0xF57C00FF, 0xF57C00FF),  # what is seen on both stays
        (0x7B1FA2FF, 0x9D59BAFF),  # what is too dark is mixed with white
    ],
)
def test_ink_on_a_dark_board(color, expected):
    assert colour.shown(color, dark=True) == expected
    assert colour.shown(color, dark=False) == color


def test_black_and_white_come_back_where_they_were():
    for grey in (0x00, 0x1A, 0x40, 0xC0, 0xFF):
        color = grey << 24 | grey << 16 | grey << 8 | 0xFF
        assert colour.shown(colour.shown(color, dark=True), dark=True) == color


def test_a_highlighter_keeps_its_colour_and_lets_through():
    assert colour.highlighted(0xFFEB3BFF, dark=False) == 0xFFEB3B66
    assert colour.highlighted(0xFFEB3B80, dark=True) == 0xFFEB3B33


def test_what_is_offered_is_opaque_and_told_apart():
    for palette in (colour.PENS, colour.HIGHLIGHTERS, colour.NOTES):
        assert len(set(palette)) == len(palette)
        assert all(color & 255 == 255 for color in palette)


def test_grounds_are_told_apart():
    for dark in (False, True):
        tones = [colour.ground(dark), colour.outside(dark), colour.rule(dark), colour.dot(dark)]
        assert len(set(tones)) == 4
