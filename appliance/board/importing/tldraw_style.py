"""tldraw's colours, sizes and texts, of its light theme."""

from __future__ import annotations

from typing import Any, NamedTuple

from appliance.board.importing.hue import css_color, with_opacity
from appliance.board.importing.json_scene import items, number, text


class Tints(NamedTuple):
    """One colour as a line, as the tint of an area, and as the card of a note."""

    line: int
    area: int
    card: int


_TINTS = {
    "black": Tints(0x1D1D1DFF, 0xE8E8E8FF, 0xFCE19CFF),
    "blue": Tints(0x4465E9FF, 0xDCE1F8FF, 0x8AA3FFFF),
    "green": Tints(0x099268FF, 0xD3E9E3FF, 0x6FC896FF),
    "grey": Tints(0x9FA8B2FF, 0xECEEF0FF, 0xC0CAD3FF),
    "light-blue": Tints(0x4BA1F1FF, 0xDDEDFAFF, 0x9BC4FDFF),
    "light-green": Tints(0x4CB05EFF, 0xDBF0E0FF, 0x98D08AFF),
    "light-red": Tints(0xF87777FF, 0xF4DADBFF, 0xF7A5A1FF),
    "light-violet": Tints(0xE085F4FF, 0xF5EAFAFF, 0xDFB0F9FF),
    "orange": Tints(0xE16919FF, 0xF8E2D4FF, 0xFAA475FF),
    "red": Tints(0xE03131FF, 0xF4DADBFF, 0xFC8282FF),
    "violet": Tints(0xAE3EC9FF, 0xECDCF2FF, 0xDB91FDFF),
    "white": Tints(0xFFFFFFFF, 0xF5F5F5FF, 0xFFFFFFFF),
    "yellow": Tints(0xF1AC4BFF, 0xF9F0E6FF, 0xFED49AFF),
}
HIGHLIGHTERS = {
    "black": 0xFDDD00FF, "blue": 0x10ACFFFF, "green": 0x00FFC8FF, "grey": 0xCBE7F1FF, "light-blue": 0x00F4FFFF,
    "light-green": 0x65F641FF, "light-red": 0xFF7FA3FF, "light-violet": 0xFF88FFFF, "orange": 0xFFA500FF,
    "red": 0xFF636EFF, "violet": 0xC77CFFFF, "white": 0xFFFFFFFF, "yellow": 0xFDDD00FF,
}  # fmt: skip
LINE_WIDTHS = {"s": 2.0, "m": 3.5, "l": 5.0, "xl": 10.0}
TEXT_SIZES = {"s": 18.0, "m": 24.0, "l": 36.0, "xl": 44.0}
LABEL_SIZES = {"s": 18.0, "m": 22.0, "l": 26.0, "xl": 32.0}
HIGHLIGHTER_WIDTH = 1.12
"""Of a highlighter, in the text's size of the same name."""
LINE_HEIGHT = 1.35
_MAX_TEXT_DEPTH = 60


def tints(name: object) -> Tints:
    """The tints of a colour's name; black's for one that nobody knows, or those of a CSS colour."""
    words = text(name)
    if words in _TINTS:
        return _TINTS[words]
    custom = css_color(words) if words.startswith("#") else None
    return _TINTS["black"] if custom is None else Tints(custom, custom, custom)


def area(props: dict[str, Any], opacity: float) -> int:
    """The colour in which an area is filled; alpha 0 for none."""
    fill = text(props.get("fill")) or "none"
    found = tints(props.get("color"))
    if fill == "none":
        return 0
    if fill == "semi":
        return with_opacity(0xFCFFFEFF, opacity)
    return with_opacity(found.line if fill in ("fill", "lined-fill") else found.area, opacity)


def size_of(props: dict[str, Any], sizes: dict[str, float]) -> float:
    """A length by its name s, m, l or xl, with the shape's own scale."""
    return sizes.get(text(props.get("size")), sizes["m"]) * (abs(number(props.get("scale"), 1.0)) or 1.0)


def words_of(props: dict[str, Any]) -> tuple[str, bool]:
    """The words of a shape, from plain or rich text, and whether they had styles that are lost."""
    rich = props.get("richText")
    if not isinstance(rich, dict):
        return text(props.get("text")), False
    parts: list[str] = []
    is_styled = _gather(rich, parts, 0)
    return "".join(parts).strip("\n"), is_styled


def _gather(node: dict[str, Any], parts: list[str], depth: int) -> bool:
    if depth > _MAX_TEXT_DEPTH:
        return True
    kind = node.get("type")
    if kind == "text":
        parts.append(text(node.get("text")))
        return bool(node.get("marks"))
    if kind == "hardBreak":
        parts.append("\n")
    if kind == "listItem":
        parts.append("• ")
    is_styled = kind in ("heading", "codeBlock", "blockquote")
    for child in items(node.get("content")):
        is_styled |= _gather(child, parts, depth + 1)
    if kind in ("paragraph", "heading", "codeBlock"):
        parts.append("\n")
    return is_styled
