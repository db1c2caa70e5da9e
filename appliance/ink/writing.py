"""Text and notes as they are painted: glyphs laid out once, filled line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from appliance.ink.element import Note, Text
from appliance.ink.figure import rounded
from appliance.ink.ground import shadow
from appliance.ink.lettering import BASELINE, LINE_HEIGHT, Layout, Typefaces, fit_size, lay_out
from appliance.ink.prepared import level_of
from appliance.ink.raster import Engine, Path, Raster
from appliance.ink.raster.engine import Rect
from appliance.ink.shelf import Shelf

NOTE_PADDING = 0.075
"""Between a note's edge and its words, in shares of its shorter side."""
NOTE_RADIUS = 0.04
NOTE_SHADOW = 0.06
READABLE_PX = 3.0
"""Words smaller than this are painted as bars: nobody could read them, and they would cost as much as large ones."""
_BAR_OPACITY = 0.35
SMALL_PX = 32.0
"""The largest font for which letters' coarser outlines do."""
_BYTES_PER_VERTEX = 24
_BYTES_PER_LINE = 1500
_BYTES_PER_CARD = 20_000


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of words, ready to be filled."""

    box: Rect
    path: Path
    vertices: int


@dataclass(frozen=True, slots=True)
class _Card:
    """A note without its words, ready to be filled."""

    shades: list[Path]
    shade_color: int
    path: Path


class Writing:
    """Paints words."""

    def __init__(self, engine: Engine, typefaces: Typefaces, shelf: Shelf[Any]) -> None:
        self._engine = engine
        self._typefaces = typefaces
        self._shelf = shelf

    def text(self, raster: Raster, key: str, text: Text, color: int, scale: float, seen: Rect) -> None:
        """Paint text of which `seen` may show, in its own units."""
        is_small = text.size * scale <= SMALL_PX
        rows = self._shelf.get((key, "words", is_small), text)
        if rows is None:
            layout = lay_out(text.text, text.size, text.w, text.align, self._typefaces)
            rows = self._rows(layout, text.x, text.y, is_small)
            self._keep((key, "words", is_small), text, rows)
        self._fill(raster, rows, color, text.size * scale, seen)

    def note(self, raster: Raster, key: str, note: Note, fill: int, scale: float, seen: Rect) -> None:
        """Paint a note: its card with a shadow, and its words in the middle."""
        box = (note.x, note.y, note.x + note.w, note.y + note.h)
        side = min(note.w, note.h)
        level = level_of(scale)
        card = self._shelf.get((key, "card", level), note)
        if card is None:
            shades, shade_color = shadow(box, side * NOTE_RADIUS, side * NOTE_SHADOW, 2.0**level)
            card = _Card(shades, shade_color, self._engine.path([rounded(*box, side * NOTE_RADIUS)]))
            self._shelf.put((key, "card", level), note, card, _BYTES_PER_CARD)
        for path in card.shades:
            raster.fill(path, card.shade_color)
        raster.fill(card.path, fill)
        # its words are at most of the size that it says
        is_small = note.size * scale <= SMALL_PX
        rows = self._shelf.get((key, "words", is_small), note)
        if rows is None:
            rows = self._note_rows(note, side, is_small)
            self._keep((key, "words", is_small), note, rows)
        if rows:
            size = (rows[0].box[3] - rows[0].box[1]) / LINE_HEIGHT
            self._fill(raster, rows, note.color, size * scale, seen)

    def _note_rows(self, note: Note, side: float, is_small: bool) -> tuple[_Row, ...]:
        layout = note_layout(note, self._typefaces)
        padding = side * NOTE_PADDING
        top = note.y + max((note.h - layout.height) / 2, padding)
        rows = self._rows(layout, note.x + padding, top, is_small)
        # words for which there is no room even at the smallest size end with the card
        return tuple(row for row in rows if row.box[3] <= note.y + note.h)

    def _keep(self, key: tuple[str, str, bool], owner: Text | Note, rows: tuple[_Row, ...]) -> None:
        cost = sum(row.vertices * _BYTES_PER_VERTEX + _BYTES_PER_LINE for row in rows)
        self._shelf.put(key, owner, rows, cost)

    def _rows(self, layout: Layout, x: float, y: float, is_small: bool) -> tuple[_Row, ...]:
        rows = []
        for line in layout.lines:
            contours = [
                contour * layout.size + (x + glyph.x, y + line.y)
                for glyph in line.glyphs
                for contour in self._typefaces.contours(glyph.face, glyph.glyph, is_small)
            ]
            top = y + line.y - BASELINE * layout.size
            box = (x + line.x, top, x + line.x + line.width, top + LINE_HEIGHT * layout.size)
            if contours:
                rows.append(_Row(box, self._engine.path(contours), sum(map(len, contours))))
        return tuple(rows)

    def _fill(self, raster: Raster, rows: tuple[_Row, ...], color: int, size_px: float, seen: Rect) -> None:
        bar_color = color & 0xFFFFFF00 | round((color & 255) * _BAR_OPACITY)
        for row in rows:
            x0, y0, x1, y1 = row.box
            height = y1 - y0
            # glyphs may reach out of their line by their slant or accents
            if y1 + height < seen[1] or y0 - height > seen[3] or x1 + height < seen[0] or x0 - height > seen[2]:
                continue
            if size_px >= READABLE_PX:
                raster.fill(row.path, color)
            else:
                raster.fill_rect((x0, y0 + height * 0.35, x1, y0 + height * 0.75), bar_color)


def note_layout(note: Note, typefaces: Typefaces) -> Layout:
    """A note's words at the largest size that fits, centred within its padding."""
    padding = min(note.w, note.h) * NOTE_PADDING
    width, height = max(note.w - 2 * padding, 1.0), max(note.h - 2 * padding, 1.0)
    size = fit_size(note.text, note.size, width, height, typefaces)
    return lay_out(note.text, size, width, "centre", typefaces)
