"""Faces with only those of their glyphs that a file uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from fontTools.ttLib import TTFont

_SHAPING = [
    "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "HVAR", "MVAR", "STAT", "VDMX", "VORG", "hdmx", "kern", "vhea", "vmtx",
]  # fmt: skip


def font_subset(
    data: bytes, index: int, dropped: Sequence[str], *, glyphs: Iterable[int] = (), characters: Iterable[str] = ()
) -> TTFont:
    """A face with these glyphs and those of these characters, without some tables and without what shapes text."""
    # takes 40 ms to load, and most boards hold no text
    from fontTools import subset

    font = TTFont(BytesIO(data), fontNumber=index, lazy=True, recalcTimestamp=False)
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, desubroutinize=True,
        ignore_missing_glyphs=True, ignore_missing_unicodes=True,
    )  # fmt: skip
    options.drop_tables += [*_SHAPING, *dropped]
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=sorted(glyphs), unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    return font


def font_bytes(font: TTFont) -> bytes:
    """A face's file."""
    file = BytesIO()
    font.save(file)
    return file.getvalue()
