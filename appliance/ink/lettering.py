"""Words as glyphs in their places: lines broken for Latin and Chinese alike, in whatever face has the characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from appliance.ink.element import Align, Text
from appliance.ink.typeface import BadTypeface, Typefaces

__all__ = [
    "BASELINE", "FONT_FACES", "FONT_FILES", "LINE_HEIGHT", "BadTypeface", "Glyph", "Layout", "Line", "Typefaces",
    "extent", "fit_size", "lay_out",
]  # fmt: skip

FONT_FILES: tuple[str, ...] = (
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/noto/NotoSansSymbols2-Regular.ttf",
)
"""Where Debian's fonts-noto-core and fonts-noto-cjk put the faces of boards."""
FONT_FACES: tuple[int, ...] = (0, 2, 0)
"""Which face of each file: Noto Sans CJK SC is the third of its collection."""
LINE_HEIGHT = 1.4
"""From one base line to the next, in em."""
BASELINE = 1.09
"""From the top of a line to its base line, in em."""
LEAST_SIZE = 0.01
SMALLEST_SHARE = 0.2
"""Text of a note is never set smaller than this share of its size."""
WHOLE_WORDS_SHARE = 0.5
_SIZE_STEP = 0.93
_WIDE_FROM = "\u1100"
_NOT_FIRST = frozenset("，。、！？；：）》」』】〉〕”’…—·%,.!?;:)]}ーっゃゅょッャュョ々")
_NOT_LAST = frozenset("（《「『【〈〔“‘([{￥$")
_TAB = "    "


class Glyph(NamedTuple):
    """One glyph of a line."""

    character: str
    face: int
    glyph: int
    x: float
    """From the layout's left edge."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line."""

    text: str
    x: float
    y: float
    """Of the base line, from the layout's top."""
    width: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Text in its lines; lengths are those of its size."""

    lines: tuple[Line, ...]
    size: float
    width: float
    height: float


def lay_out(text: str, size: float, width: float, align: Align, typefaces: Typefaces) -> Layout:
    """Break text at `width` (0: only where it says) and set it; aligned within `width`, or else its longest line."""
    size = max(size, LEAST_SIZE)
    broken = _break(text, width / size if width > 0 else 0.0, typefaces)
    widths = [_width(line.rstrip(" "), typefaces) * size for line in broken]
    whole = width if width > 0 else max(widths)
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    lines = []
    for index, (line, line_width) in enumerate(zip(broken, widths, strict=True)):
        x = (whole - line_width) * share
        glyphs = _set(line, x, size, typefaces)
        lines.append(Line(line, x, (index * LINE_HEIGHT + BASELINE) * size, line_width, glyphs))
    return Layout(tuple(lines), size, max(whole, *widths), len(lines) * LINE_HEIGHT * size)


def fit_size(text: str, size: float, width: float, height: float, typefaces: Typefaces) -> float:
    """The largest size up to `size`, and at least a fifth of it, at which text fits into a box.

    No word is broken unless that took less than half of `size`.
    """
    size = max(size, LEAST_SIZE)
    whole_words, shares = 0, [1.0]
    while shares[-1] * _SIZE_STEP > SMALLEST_SHARE:
        shares.append(shares[-1] * _SIZE_STEP)
        whole_words += shares[-1] >= WHOLE_WORDS_SHARE
    longest = max((_width(word, typefaces) for word in text.split() if max(word) < _WIDE_FROM), default=0.0)
    if longest * size * shares[whole_words] > width:
        longest = 0.0
    low, high = 0, len(shares) - 1
    while low < high:
        middle = (low + high) // 2
        em_wide, em_high = width / (size * shares[middle]), height / (size * shares[middle])
        if longest <= em_wide and len(_break(text, em_wide, typefaces)) * LINE_HEIGHT <= em_high:
            high = middle
        else:
            low = middle + 1
    return size * shares[low]


def extent(text: Text, typefaces: Typefaces | None = None) -> tuple[float, float]:
    """Width and height of text; without typefaces a generous estimate."""
    if typefaces is not None:
        layout = lay_out(text.text, text.size, text.w, text.align, typefaces)
        return layout.width, layout.height
    lines, longest = 0, 0.0
    for line in text.text.split("\n"):
        width = sum(1.0 if character >= _WIDE_FROM else 0.7 for character in line) * text.size
        lines += 1 + (int(width / max(text.w - text.size, text.size)) if text.w > 0 else 0)
        longest = max(longest, width)
    width = max(text.w, text.size) if text.w > 0 else longest
    return width, lines * LINE_HEIGHT * text.size


def _width(line: str, typefaces: Typefaces) -> float:
    find = typefaces.find
    return sum(find(character)[2] for character in line)


def _set(line: str, x: float, size: float, typefaces: Typefaces) -> tuple[Glyph, ...]:
    glyphs = []
    for character in line:
        face, glyph, advance = typefaces.find(character)
        if (glyph or advance) and character != " ":
            glyphs.append(Glyph(character, face, glyph, x))
        x += advance * size
    return tuple(glyphs)


def _break(text: str, width: float, typefaces: Typefaces) -> list[str]:
    """Lines no wider than `width` em (0: any), apart from spaces at their ends."""
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", _TAB).split("\n"):
        if width <= 0:
            lines.append(paragraph)
        else:
            _break_paragraph(paragraph, width, typefaces, lines)
    return lines


def _break_paragraph(paragraph: str, width: float, typefaces: Typefaces, lines: list[str]) -> None:
    find = typefaces.find
    start, at = 0, 0.0
    chance, at_chance = 0, 0.0  # where the line may end, and how wide what is up to there
    for index, character in enumerate(paragraph):
        if index > start and _may_break(paragraph[index - 1], character):
            chance, at_chance = index, at
        at += find(character)[2]
        while at > width + 1e-6 and character != " " and index > start:
            if chance <= start:
                chance, at_chance = index, at - find(character)[2]
            lines.append(paragraph[start:chance])
            start, at = chance, at - at_chance
    lines.append(paragraph[start:])


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before >= _WIDE_FROM or after >= _WIDE_FROM or before == "-"
