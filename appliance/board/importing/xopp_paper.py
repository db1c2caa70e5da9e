"""Colours and papers of Xournal and Xournal++."""

from __future__ import annotations

from appliance.board.importing.hue import css_color
from appliance.board.parcel import UNITS_PER_POINT, Losses
from appliance.ink.element import Background, Template

_NAMED = {
    "black": 0x000000FF, "blue": 0x3333CCFF, "red": 0xFF0000FF, "green": 0x008000FF, "gray": 0x808080FF,
    "lightblue": 0x00C0FFFF, "lightgreen": 0x00FF00FF, "magenta": 0xFF00FFFF, "orange": 0xFF8000FF,
    "yellow": 0xFFFF00FF, "white": 0xFFFFFFFF,
}  # fmt: skip
_STYLES: dict[str, tuple[Template, float]] = {
    "plain": ("plain", 24.0),
    "lined": ("ruled", 24.0),
    "ruled": ("ruled", 24.0),
    "graph": ("grid", 14.1732283),
    "dotted": ("dots", 14.1732283),
    "isodotted": ("dots", 14.1732283),
    "isograph": ("grid", 14.1732283),
    "staves": ("staff", 10.0),
}
"""Template and spacing in points."""
_INEXACT = ("isodotted", "isograph")


def color_of(words: str) -> int:
    """The colour that a stroke's or text's attribute names; black for what is none."""
    if words in _NAMED:
        return _NAMED[words]
    if words.startswith("#") and len(words) in (7, 9):
        try:
            return int(words[1:].ljust(8, "f"), 16)
        except ValueError:
            return _NAMED["black"]
    found = css_color(words)
    return _NAMED["black"] if found is None else found


def background_of(attributes: dict[str, str], losses: Losses) -> Background:
    """Plain paper or paper with lines; its colour is told, as boards have one ground."""
    style = attributes.get("style", "plain")
    template, spacing = _STYLES.get(style, _STYLES["plain"])
    if style not in _STYLES or style in _INEXACT:
        losses.add("background_style")
    color = attributes.get("color", "white")
    if color not in ("white", "#ffffffff", "#ffffff"):
        losses.add("background_color")
    return Background(template=template, spacing=spacing * UNITS_PER_POINT)
