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
_RULES = {False: 0xD3DBE3FF, True: 0x323A44FF}
_DOTS = {False: 0xAEBAC6FF, True: 0x566270FF}
_NEAR_BLACK = 0x60
_NEAR_WHITE = 0xB0
_VISIBLE = 120
"""The least luma of ink on a dark board."""


def shown(color: int, dark: bool) -> int:
    """How ink of a colour looks: near black and near white change places on a dark board, with their hue.

    What is too dark to be seen there is mixed with white.
    """
    if not dark:
        return color
    red, green, blue = color >> 24 & 255, color >> 16 & 255, color >> 8 & 255
    most, least = max(red, green, blue), min(red, green, blue)
    if most >= _NEAR_BLACK and least <= _NEAR_WHITE:
        luma = (299 * red + 587 * green + 114 * blue) // 1000
        if luma >= _VISIBLE:
            return color
        share = (_VISIBLE - luma) / (255 - luma)
        red, green, blue = (int(c + (255 - c) * share + 0.5) for c in (red, green, blue))
        return red << 24 | green << 16 | blue << 8 | color & 255
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
    """Lines of templates."""
    return _RULES[dark]


def dot(dark: bool) -> int:
    """Dots of templates."""
    return _DOTS[dark]
