"""Colours: what is offered, and how ink of a light board looks on a dark one. 0xRRGGBBAA throughout."""

from __future__ import annotations

PENS: tuple[int, ...] = (
    0x1A1A1AFF, 0x5F6368FF, 0xD32F2FFF, 0xF57C00FF, 0x388E3CFF, 0x00838FFF, 0x1976D2FF, 0x7B1FA2FF, 0xC2185BFF,
    0x795548FF, 0xFFFFFFFF,
)  # fmt: skip
"""For pens, text and lines of shapes."""
HIGHLIGHTERS: tuple[int, ...] = (0xFFEB3BFF, 0x76FF03FF, 0x00E5FFFF, 0xFF80ABFF, 0xFFAB40FF)
NOTES: tuple[int, ...] = (0xFFF3A8FF, 0xFFD9B0FF, 0xFFC9D2FF, 0xE3D1F7FF, 0xC7E3FFFF, 0xCDEFCBFF, 0xF1F1EEFF)
"""For cards of sticky notes."""

HIGHLIGHTER_OPACITY = 0.4

_GROUNDS = {False: 0xFFFFFFFF, True: 0x181C21FF}
_OUTSIDES = {False: 0xE6E3DDFF, True: 0x0B0D10FF}
_RULES = {False: 0xC9D3DEFF, True: 0x353E48FF}
_NEAR_BLACK = 0x60
_NEAR_WHITE = 0xB0


def shown(color: int, dark: bool) -> int:
    """How ink of a colour looks: near black and near white change places on a dark board, with their hue."""
    if not dark:
        return color
    red, green, blue = color >> 24 & 255, color >> 16 & 255, color >> 8 & 255
    most, least = max(red, green, blue), min(red, green, blue)
    if most >= _NEAR_BLACK and least <= _NEAR_WHITE:
        return color
    shift = 255 - most - least
    return red + shift << 24 | green + shift << 16 | blue + shift << 8 | color & 255


def highlighted(color: int, dark: bool) -> int:
    """How a highlighter's ink looks: what lies under it stays readable."""
    seen = shown(color, dark)
    return seen & 0xFFFFFF00 | round((seen & 255) * HIGHLIGHTER_OPACITY)


def ground(dark: bool) -> int:
    """What a board is made of."""
    return _GROUNDS[dark]


def outside(dark: bool) -> int:
    """What lies around a page that has an end."""
    return _OUTSIDES[dark]


def rule(dark: bool) -> int:
    """Lines and dots of templates."""
    return _RULES[dark]
