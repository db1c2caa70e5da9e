"""How a board looks: the one painter of the glass, of exported pictures and of previews.

A painter keeps prepared paths, words and pictures, so a process makes one and uses it for every tile. To paint a tile:
`ground`, then `paint` the elements that touch it, in order; to add elements on top of it later, `load` its pixels
into a raster (or keep the raster) and `paint` only those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from appliance.ink import colour
from appliance.ink.element import IDENTITY, Affine, Background, Image, Note, Placed, Shape, Stroke, Text
from appliance.ink.figure import contours, rounded
from appliance.ink.ground import paint_ground
from appliance.ink.lettering import Typefaces
from appliance.ink.prepared import LEAST_WIDTH_PX, Key, PreparedStrokes, level_of
from appliance.ink.raster import Picture, Pixels, Raster, engine
from appliance.ink.raster.engine import Rect
from appliance.ink.shelf import Shelf
from appliance.ink.writing import Writing

PictureSource = Callable[[str, str, int, int], Pixels | None]
"""Asset, MIME type, PDF page and width in pixels at which it will be seen, to pixels of about that width; None while
there are none."""

_AT_ONCE = 1024
"""Elements whose paths are made together."""
_PICTURE_WIDTHS = (64, 8192)
MISSING_COLOR = 0x8A9099FF


class Painter:
    """Paints grounds and elements."""

    def __init__(self, typefaces: Typefaces, pictures: PictureSource, *, max_bytes: int = 256 * 1024 * 1024) -> None:
        self._engine = engine()
        self._source = pictures
        self._strokes = PreparedStrokes(self._engine, max_bytes * 5 // 8)
        self._writing = Writing(self._engine, typefaces, max_bytes // 8)
        self._pictures: Shelf[tuple[Picture, float]] = Shelf(max_bytes // 4)

    @property
    def held_bytes(self) -> int:
        """About how much memory the prepared things take."""
        return self._strokes.held_bytes + self._writing.held_bytes + self._pictures.held_bytes

    def ground(
        self, raster: Raster, background: Background, size: tuple[float, float] | None, affine: Affine, dark: bool
    ) -> None:
        """Paint the raster with what lies under the ink; `affine` takes board units to pixels and turns nothing."""
        paint_ground(raster, background, size, affine, dark, self._picture_at)

    def paint(self, raster: Raster, elements: Sequence[Placed], affine: Affine, dark: bool) -> None:
        """Paint elements over what is there, in the order given."""
        for start in range(0, len(elements), _AT_ONCE):
            self._paint_some(raster, elements[start : start + _AT_ONCE], affine, dark)

    def _paint_some(self, raster: Raster, elements: Sequence[Placed], affine: Affine, dark: bool) -> None:
        scale = affine.scale
        level = level_of(scale)
        wanted: list[tuple[Key, Stroke]] = []
        for placed in elements:
            element = placed.element
            if isinstance(element, Stroke):
                moved = placed.override.affine
                own = level if moved is IDENTITY else level_of(scale * moved.scale)
                wanted.append(((placed.id, own), element))
        paths = iter(self._strokes.paths(wanted))
        for placed in elements:
            element, override = placed.element, placed.override
            whole = affine if override.affine is IDENTITY else affine.after(override.affine)
            raster.transform(whole)
            if isinstance(element, Stroke):
                color = element.color if override.color is None else override.color
                if element.tool == "highlighter":
                    color = colour.highlighted(color, dark)
                elif dark:
                    color = colour.shown(color, dark)
                raster.fill(next(paths), color)
            else:
                self._paint_other(raster, placed, whole, dark)

    def _paint_other(self, raster: Raster, placed: Placed, whole: Affine, dark: bool) -> None:
        element, color = placed.element, placed.override.color
        scale = whole.scale
        if scale <= 0:
            return
        match element:
            case Shape():
                self._paint_shape(raster, element, element.color if color is None else color, scale, dark)
            case Text():
                shown = colour.shown(element.color if color is None else color, dark)
                self._writing.text(raster, placed.id, element, shown, scale, _seen(raster, whole))
            case Note():
                fill = element.fill if color is None else color
                self._writing.note(raster, placed.id, element, fill, scale, _seen(raster, whole))
            case Image():
                self._paint_image(raster, element, scale)
            case Stroke():
                pass

    def _paint_shape(self, raster: Raster, shape: Shape, color: int, scale: float, dark: bool) -> None:
        lines = contours(shape)
        closed = [line for line, is_closed in lines if is_closed]
        if closed and shape.fill & 255:
            raster.fill(self._engine.path(closed), colour.shown(shape.fill, dark))
        if shape.width > 0:
            width = max(shape.width, LEAST_WIDTH_PX / scale)
            path = self._engine.path([line for line, _ in lines], closed=bool(closed))
            raster.stroke(path, width, colour.shown(color, dark))

    def _paint_image(self, raster: Raster, image: Image, scale: float) -> None:
        box = (image.x, image.y, image.x + image.w, image.y + image.h)
        found = self._picture_at(image.asset, image.mime, 0, image.w * scale)
        if found is not None:
            raster.blit(found[0], box)
            return
        width = max(2.0, 1 / scale)
        path = self._engine.path([rounded(*box, min(image.w, image.h) * 0.04)])
        raster.fill(path, MISSING_COLOR & 0xFFFFFF00 | 0x30)
        raster.stroke(path, width, MISSING_COLOR)

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


def _seen(raster: Raster, affine: Affine) -> Rect:
    """The bounds of what the raster shows, in the units of what `affine` places."""
    determinant = affine.a * affine.d - affine.b * affine.c
    corners = []
    for x, y in ((0, 0), (raster.width, 0), (0, raster.height), (raster.width, raster.height)):
        dx, dy = x - affine.e, y - affine.f
        corners.append(((affine.d * dx - affine.c * dy) / determinant, (affine.a * dy - affine.b * dx) / determinant))
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
