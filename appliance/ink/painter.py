"""How a board looks: the one painter of the glass, of exported pictures and of previews.

A painter keeps prepared paths, words and pictures, so a process makes one and uses it for every tile. To paint a tile:
`ground`, then `paint` the elements that touch it, in order; to add elements on top of it later, `load` its pixels
into a raster (or keep the raster) and `paint` only those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from appliance.ink import colour
from appliance.ink.element import AS_MADE, IDENTITY, Affine, Background, Image, Note, Placed, Shape, Stroke, Text
from appliance.ink.figure import rounded
from appliance.ink.ground import paint_ground
from appliance.ink.lettering import Typefaces
from appliance.ink.outline import outline
from appliance.ink.picture import PartSource
from appliance.ink.prepared import Key, Levels, PreparedShapes, PreparedStrokes, ShapePaths
from appliance.ink.raster import Picture, Pixels, Raster, engine
from appliance.ink.raster.engine import Rect
from appliance.ink.shelf import Shelf
from appliance.ink.writing import Writing

PictureSource = Callable[[str, str, int, int], Pixels | None]
"""Asset, MIME type, PDF page and width in pixels at which it will be seen, to pixels of about that width; None while
there are none."""

PAINTED_AT_ONCE = 1024
"""Elements whose paths are made together."""
_PICTURE_WIDTHS = (64, 8192)
_LEAST_SCALE, _MOST_SCALE = 1e-6, 1e6
"""In pixels to a unit: what is flattened to nothing or blown up beyond measure is not painted."""
MISSING_COLOR = 0x8A9099FF


class Painter:
    """Paints grounds and elements; without `parts` a PDF's page is blurred when it is shown very large."""

    def __init__(
        self,
        typefaces: Typefaces,
        pictures: PictureSource,
        *,
        parts: PartSource | None = None,
        max_bytes: int = 256 * 1024 * 1024,
    ) -> None:
        self._engine = engine()
        self._source = pictures
        self._parts = parts
        self._prepared: Shelf[Any] = Shelf(max_bytes * 3 // 4)
        self._strokes = PreparedStrokes(self._engine, self._prepared)
        self._shapes = PreparedShapes(self._engine, self._prepared)
        self._writing = Writing(self._engine, typefaces, self._prepared)
        self._pictures: Shelf[tuple[Picture, float]] = Shelf(max_bytes // 4)

    @property
    def held_bytes(self) -> int:
        """About how much memory the prepared things take."""
        return self._prepared.held_bytes + self._pictures.held_bytes

    def ground(
        self, raster: Raster, background: Background, size: tuple[float, float] | None, affine: Affine, dark: bool
    ) -> None:
        """Paint the raster with what lies under the ink; `affine` takes board units to pixels and turns nothing."""
        part_at = self._part_at if self._parts is not None else None
        paint_ground(raster, background, size, affine, dark, self._picture_at, part_at)

    def paint(self, raster: Raster, elements: Sequence[Placed], affine: Affine, dark: bool) -> None:
        """Paint elements over what is there, in the order given."""
        for start in range(0, len(elements), PAINTED_AT_ONCE):
            self._paint_some(raster, elements[start : start + PAINTED_AT_ONCE], affine, dark)

    def _paint_some(self, raster: Raster, elements: Sequence[Placed], affine: Affine, dark: bool) -> None:
        levels = Levels.at(affine.scale)
        if all(isinstance(one.element, Stroke) and one.override is AS_MADE for one in elements):
            self._paint_strokes(raster, elements, affine, levels, dark)
            return
        seen: list[tuple[Placed, Affine]] = []
        strokes: list[tuple[Key, Stroke]] = []
        shapes: list[tuple[Key, Shape]] = []
        for placed in elements:
            whole, own = affine, levels
            if placed.override.affine is not IDENTITY:
                whole = affine.after(placed.override.affine)
                if not _LEAST_SCALE < whole.scale < _MOST_SCALE:
                    continue
                own = Levels.at(whole.scale)
            seen.append((placed, whole))
            element = placed.element
            if isinstance(element, Stroke):
                strokes.append(((placed.id, own.of(element.width)), element))
            elif isinstance(element, Shape):
                shapes.append(((placed.id, own.of(element.width)), element))
        paths, shape_paths = iter(self._strokes.paths(strokes)), iter(self._shapes.paths(shapes))
        for placed, whole in seen:
            raster.transform(whole)
            element = placed.element
            if isinstance(element, Stroke):
                color = element.color if placed.override.color is None else placed.override.color
                raster.fill(next(paths), _inked(element, color, dark))
            elif isinstance(element, Shape):
                self._paint_shape(raster, next(shape_paths), element, placed.override.color, dark)
            else:
                self._paint_other(raster, placed, whole, dark)

    def _paint_strokes(
        self, raster: Raster, elements: Sequence[Placed], affine: Affine, levels: Levels, dark: bool
    ) -> None:
        """Paint strokes that lie where they were drawn: most of what boards hold, so with no step too many."""
        strokes: list[Any] = [placed.element for placed in elements]
        level = levels.of
        keys = [(placed.id, level(stroke.width)) for placed, stroke in zip(elements, strokes, strict=True)]
        raster.transform(affine)
        fill = raster.fill
        for path, stroke in zip(self._strokes.paths(list(zip(keys, strokes, strict=True))), strokes, strict=True):
            fill(path, _inked(stroke, stroke.color, dark))

    def _paint_other(self, raster: Raster, placed: Placed, whole: Affine, dark: bool) -> None:
        element, color = placed.element, placed.override.color
        scale = whole.scale
        match element:
            case Text():
                shown = colour.shown(element.color if color is None else color, dark)
                self._writing.text(raster, placed.id, element, shown, scale, _seen(raster, whole))
            case Note():
                fill = element.fill if color is None else color
                self._writing.note(raster, placed.id, element, fill, scale, _seen(raster, whole))
            case Image():
                self._paint_image(raster, element, scale)
            case Stroke() | Shape():
                pass

    def _paint_shape(self, raster: Raster, paths: ShapePaths, shape: Shape, recoloured: int | None, dark: bool) -> None:
        if paths.area is not None:
            raster.fill(paths.area, colour.shown(shape.fill, dark))
        if paths.line is not None:
            raster.fill(paths.line, colour.shown(shape.color if recoloured is None else recoloured, dark))

    def _paint_image(self, raster: Raster, image: Image, scale: float) -> None:
        box = (image.x, image.y, image.x + image.w, image.y + image.h)
        found = self._picture_at(image.asset, image.mime, 0, image.w * scale)
        if found is not None:
            raster.blit(found[0], box)
            return
        card = rounded(*box, min(image.w, image.h) * 0.04)
        edge = outline(np.concatenate((card, card[:1])), None, max(2.0, 1 / scale))
        raster.fill(self._engine.path([card]), MISSING_COLOR & 0xFFFFFF00 | 0x30)
        raster.fill(self._engine.path([edge]), MISSING_COLOR)

    def _part_at(
        self, asset: str, page: int, whole: tuple[int, int], part: tuple[int, int, int, int]
    ) -> Picture | None:
        pixels = self._parts(asset, page, whole, part) if self._parts is not None else None
        return None if pixels is None else self._engine.picture(pixels)

    def _picture_at(self, asset: str, mime: str, page: int, width_px: float) -> tuple[Picture, float] | None:
        width = _PICTURE_WIDTHS[0]
        while width < min(width_px, _PICTURE_WIDTHS[1]):
            width *= 2
        key = (asset, page, width)
        found = self._pictures.get(key, None)
        if found is None:
            pixels = self._source(asset, mime, page, width)
            if pixels is None:
                return None
            found = (self._engine.picture(pixels), pixels.shape[0] / pixels.shape[1])
            self._pictures.put(key, None, found, pixels.nbytes)
        return found


def _inked(stroke: Stroke, color: int, dark: bool) -> int:
    """As what a stroke of a colour is painted."""
    if stroke.tool == "highlighter":
        return colour.highlighted(color, dark)
    return colour.shown(color, dark) if dark else color


def _seen(raster: Raster, affine: Affine) -> Rect:
    """The bounds of what the raster shows, in the units of what `affine` places."""
    determinant = affine.a * affine.d - affine.b * affine.c
    corners = []
    for x, y in ((0, 0), (raster.width, 0), (0, raster.height), (raster.width, raster.height)):
        dx, dy = x - affine.e, y - affine.f
        corners.append(((affine.d * dx - affine.c * dy) / determinant, (affine.a * dy - affine.b * dx) / determinant))
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
