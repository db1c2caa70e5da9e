"""Fonts of a PDF: of each face only the glyphs that are used, and which characters they stand for.

Codes in the page's content are glyph numbers of the whole face in two bytes (Identity-H), so that pages can be written
before it is known which glyphs the last of them needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from appliance.board.exporting.font_subset import font_subset

_DROPPED = ["OS/2", "cmap", "name", "post"]
_SYMBOLIC = 4
_MAPS_AT_ONCE = 100
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{maps}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Fonts:
    """The faces that a document uses, by their number."""

    def __init__(self, faces: Sequence[tuple[bytes, int]]) -> None:
        self._faces = faces
        self._used: dict[int, dict[int, str]] = {}

    def use(self, face: int, glyph: int, character: str) -> None:
        """A glyph is needed; it stands for the character that first asked for it."""
        self._used.setdefault(face, {}).setdefault(glyph, character)

    def embed(self, pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
        """Write the fonts into a document; gives each face's font."""
        return {face: _embed(pdf, *self._faces[face], characters) for face, characters in self._used.items()}


def font_name(face: int) -> str:
    """How a page's content calls a face."""
    return f"/F{face}"


def _embed(pdf: pikepdf.Pdf, data: bytes, index: int, characters: dict[int, str]) -> pikepdf.Object:
    whole: Any = TTFont(BytesIO(data), fontNumber=index, lazy=True)
    order = whole.getGlyphOrder()
    scale = 1000 / whole["head"].unitsPerEm
    name = Name("/PARLOR+" + (whole["name"].getDebugName(6) or f"Face{index}"))
    widths = {glyph: round(whole["hmtx"][order[glyph]][0] * scale) for glyph in sorted(characters)}
    small = font_subset(data, index, _DROPPED, glyphs=characters)
    is_cff = "CFF " in small
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0 if is_cff else Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, small, name, scale)),
        DW=1000,
        W=Array([part for glyph, width in widths.items() for part in (glyph, Array([width]))]),
    )
    if not is_cff:
        descendant.CIDToGIDMap = _glyph_map(pdf, [order.index(one) for one in small.getGlyphOrder()])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(characters)),
        )
    )


def _descriptor(pdf: pikepdf.Pdf, font: TTFont, name: Name, scale: float) -> Dictionary:
    head: Any = font["head"]
    hhea: Any = font["hhea"]
    file = BytesIO()
    font.save(file)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=_SYMBOLIC,
        FontBBox=Array([round(one * scale) for one in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        ItalicAngle=0,
        Ascent=round(hhea.ascent * scale),
        Descent=round(hhea.descent * scale),
        CapHeight=round(hhea.ascent * scale * 0.7),
        StemV=80,
    )
    if "CFF " in font:
        program = TTFont(BytesIO(file.getvalue())).getTableData("CFF ")
        descriptor.FontFile3 = pdf.make_stream(program, Subtype=Name("/CIDFontType0C"))
    else:
        descriptor.FontFile2 = pdf.make_stream(file.getvalue(), Length1=len(file.getvalue()))
    return descriptor


def _glyph_map(pdf: pikepdf.Pdf, originals: list[int]) -> pikepdf.Object:
    """From glyph numbers of the whole face to those of the subset, two bytes each."""
    table = bytearray(2 * (max(originals) + 1))
    for new, original in enumerate(originals):
        table[2 * original : 2 * original + 2] = new.to_bytes(2, "big")
    return pdf.make_stream(bytes(table))


def _to_unicode(characters: dict[int, str]) -> bytes:
    lines: list[str] = []
    pairs = sorted(characters.items())
    for at in range(0, len(pairs), _MAPS_AT_ONCE):
        part = pairs[at : at + _MAPS_AT_ONCE]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>" for glyph, character in part]
        lines.append("endbfchar")
    return _TO_UNICODE.format(maps="\n".join(lines)).encode()
