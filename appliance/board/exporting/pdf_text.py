"""Text of a PDF: real characters that can be selected and copied, each where the screen shows it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from appliance.board.exporting.digits import number
from appliance.board.exporting.pdf_content import Content
from appliance.board.exporting.pdf_font import Fonts, font_name
from appliance.ink.lettering import Layout, Line, Typefaces


class _Set(NamedTuple):
    """A character in its place."""

    face: int
    glyph: int
    x: float
    advance: float


def draw_layout(content: Content, layout: Layout, x: float, y: float, typefaces: Typefaces, fonts: Fonts) -> None:
    """Lines of text, their layout's corner at x, y, in the colour of filling."""
    for line in layout.lines:
        characters = list(_characters(line, layout.size, typefaces, fonts))
        has_unknown = any(not one.glyph for one in characters)
        if has_unknown:
            # what no face has is seen as a box, but copied as what it is
            content.write(f"/Span <</ActualText <FEFF{line.text.encode('utf-16-be', 'replace').hex()}>>> BDC\n")
        for face, run in groupby(characters, key=lambda one: one.face):
            content.faces.add(face)
            content.write(_show(list(run), face, layout.size, x, y + line.y))
        if has_unknown:
            content.write("EMC\n")


def _characters(line: Line, size: float, typefaces: Typefaces, fonts: Fonts) -> Iterator[_Set]:
    """A line's characters with the spaces between, which a layout leaves out but who copies text wants."""
    glyphs = iter(line.glyphs)
    pen = line.x
    for character in line.text:
        face, glyph, advance = typefaces.find(character)
        if not advance:
            continue
        if character != " ":
            placed = next(glyphs)
            face, glyph, pen = placed.face, placed.glyph, placed.x
        fonts.use(face, glyph, character)
        yield _Set(face, glyph, pen, advance * size)
        pen += advance * size


def _show(run: list[_Set], face: int, size: float, x: float, y: float) -> str:
    """Characters of one face, moved by thousandths of their size where they do not follow each other by themselves."""
    pen = run[0].x
    parts: list[str] = []
    codes = ""
    for one in run:
        if shift := round((pen - one.x) * 1000 / size):
            parts += [f"<{codes}>", str(shift)] if codes else [str(shift)]
            codes = ""
        codes += f"{one.glyph:04X}"
        pen = one.x + one.advance
    parts.append(f"<{codes}>")
    place = f"1 0 0 -1 {number(x + run[0].x)} {number(y)}"
    return f"BT {font_name(face)} {number(size)} Tf {place} Tm [{' '.join(parts)}] TJ ET\n"
