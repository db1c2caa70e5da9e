"""Typefaces read from bytes: which characters they have, how wide those are, and their outlines. Lengths are in em."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
from fontTools.cffLib import SubrsIndex
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont, TTLibError
from numpy.typing import NDArray

FLATNESS, COARSE_FLATNESS = 0.0006, 0.004
"""How far an outline may miss the true one: a fine one, and one for small letters."""
_MOST_KEPT = 8192
"""Outlines of one face, some 2 kB each."""
_CONTROL, _IGNORED = range(32), {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)}

_Point = tuple[float, float]


class BadTypeface(ValueError):
    """Bytes that are no typeface that we can read."""


class Face:
    """One typeface; only what is asked for is read."""

    def __init__(self, data: bytes, number: int = 0) -> None:
        try:
            self._font: Any = TTFont(BytesIO(data), fontNumber=number, lazy=True)
            self._em: int = self._font["head"].unitsPerEm
            self._starts, self._ends, self._glyphs = _coverage(self._font)
            self._advances = _advances(self._font)
        except (TTLibError, KeyError, struct.error, ValueError, AssertionError) as error:
            raise BadTypeface(f"no typeface that can be read: {error}") from error
        self._outlines: _Outlines | None = None
        self._kept: dict[tuple[int, bool], list[NDArray[np.float64]]] = {}

    def glyph(self, character: str) -> int:
        """The glyph of a character, 0 where the face has none."""
        code = ord(character)
        group = int(np.searchsorted(self._starts, code, "right")) - 1
        if group < 0 or code > self._ends[group]:
            return 0
        return int(self._glyphs[group]) + code - int(self._starts[group])

    def advance(self, glyph: int) -> float:
        """How far it is to the next glyph."""
        return float(self._advances[min(glyph, len(self._advances) - 1)]) / self._em

    def contours(self, glyph: int, coarse: bool = False) -> list[NDArray[np.float64]]:
        """Closed outlines, y downwards from the base line, for filling by the non-zero rule."""
        found = self._kept.get((glyph, coarse))
        if found is None:
            if self._outlines is None:
                self._outlines = _Outlines(self._font)
            pen = _Flattener(self._outlines.named, (COARSE_FLATNESS if coarse else FLATNESS) * self._em)
            self._outlines.draw(glyph, pen)
            found = [np.array(c, np.float64) * (1 / self._em, -1 / self._em) for c in pen.contours if len(c) > 2]
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[glyph, coarse] = found
        return found


class Typefaces:
    """Faces in order of preference; a character is set in the first that has it."""

    def __init__(self, faces: Sequence[tuple[bytes, int]]) -> None:
        self._sources = list(faces)
        self._faces: list[Face | None] = [None] * len(self._sources)
        self._known: dict[str, tuple[int, int, float]] = {}

    def face(self, index: int) -> Face:
        """The face of an index."""
        found = self._faces[index]
        if found is None:
            found = self._faces[index] = Face(*self._sources[index])
        return found

    def find(self, character: str) -> tuple[int, int, float]:
        """Face, glyph and advance of a character; the first face's box where none has it; no width if unseen."""
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = self._look_up(character)
        return known

    def contours(self, face: int, glyph: int, coarse: bool = False) -> list[NDArray[np.float64]]:
        """A glyph's outlines, see Face."""
        return self.face(face).contours(glyph, coarse)

    def _look_up(self, character: str) -> tuple[int, int, float]:
        code = ord(character)
        if not self._sources or code in _CONTROL or code in _IGNORED:
            return (0, 0, 0.0)
        for index in range(len(self._sources)):
            glyph = self.face(index).glyph(character)
            if glyph:
                return (index, glyph, self.face(index).advance(glyph))
        return (0, 0, self.face(0).advance(0))


class _Flattener(BasePen):
    """Collects outlines as polygons."""

    def __init__(self, named: Any, tolerance: float) -> None:
        super().__init__(named)
        self.contours: list[list[tuple[float, float]]] = []
        self._tolerance = tolerance

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.contours.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.contours[-1].append(pt)

    def _curveToOne(self, pt1: _Point, pt2: _Point, pt3: _Point) -> None:  # noqa: N802
        a, b, c, d = (np.array(point, np.float64) for point in (self.contours[-1][-1], pt1, pt2, pt3))
        # a cubic stays within 3/4 of this of its chords' polygon, which goes down by the square of their number
        bend = max(np.hypot(*(a - 2 * b + c)), np.hypot(*(b - 2 * c + d)))
        count = max(int(np.ceil(np.sqrt(0.75 * bend / self._tolerance))), 1)
        t = np.linspace(0, 1, count + 1)[1:, None]
        curve = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
        self.contours[-1].extend(map(tuple, curve.tolist()))


class _Outlines:
    """Glyphs by number."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self._charstrings = _charstrings(font) if "CFF " in font else None
        self.named: Any = {} if self._charstrings is not None else font.getGlyphSet()
        """What parts of glyphs are looked up in."""

    def draw(self, glyph: int, pen: BasePen) -> None:
        """Draw one."""
        if self._charstrings is not None:
            self._charstrings[glyph].draw(pen)
        else:
            self.named[self._font.getGlyphName(glyph)].draw(pen)


def _charstrings(font: Any) -> Any:
    """Glyphs of a PostScript face, by number.

    Not by name as fontTools has them: the names of a Chinese face's 65,000 glyphs take 40 MB and a third of a second.
    """
    top = font["CFF "].cff.topDictIndex[0]
    if "FDArray" in top.rawDict:
        private, select, array = None, top.FDSelect, top.FDArray
    else:
        private, select, array = top.Private, None, None
    top.file.seek(top.rawDict["CharStrings"])
    return SubrsIndex(top.file, top.GlobalSubrs, private, select, array)


def _coverage(font: Any) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Runs of characters: the first, the last, and the first's glyph.

    A table of 4-byte characters is read as it lies: a dictionary of a Chinese face's would take 30 MB.
    """
    table = font.reader["cmap"]
    (count,) = struct.unpack_from(">H", table, 2)
    for index in range(count):
        platform, encoding, at = struct.unpack_from(">HHL", table, 4 + 8 * index)
        if (platform, encoding) in ((3, 10), (0, 4), (0, 6)) and struct.unpack_from(">H", table, at) == (12,):
            (groups,) = struct.unpack_from(">L", table, at + 12)
            runs = np.frombuffer(table, ">u4", groups * 3, at + 16).reshape(groups, 3).astype(np.int64)
            return runs[:, 0].copy(), runs[:, 1].copy(), runs[:, 2].copy()
    names: dict[int, str] = font.getBestCmap() or {}
    codes = np.array(sorted(names), np.int64)
    glyphs = np.array([font.getGlyphID(names[code]) for code in codes.tolist()], np.int64)
    return codes, codes, glyphs


def _advances(font: Any) -> NDArray[np.int64]:
    count: int = font["hhea"].numberOfHMetrics
    return np.frombuffer(font.reader["hmtx"], ">u2", count * 2).reshape(count, 2)[:, 0].astype(np.int64)
