"""How a board looks: the one painter of the glass, of exported pictures and of previews.

A painter keeps prepared paths, typefaces' outlines and pictures, so a process makes one and uses it for every tile. To
paint a tile: `ground`, then `paint` the elements that touch it; to add elements on top of it later, `Raster.load` its
pixels (or keep the raster) and `paint` only those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from appliance.ink import colour
from appliance.ink.element import IDENTITY, Affine, Background, Placed, Stroke
from appliance.ink.lettering import Typefaces
from appliance.ink.prepared import Key, PreparedStrokes, level_of
from appliance.ink.raster import Pixels, Raster, engine

PictureSource = Callable[[str, str, int, int], Pixels | None]
"""Asset, MIME type, PDF page and width in pixels at which it will be seen, to pixels of about that width; None while
there are none."""

_AT_ONCE = 1024
"""Elements looked at before they are painted: the paths of so many are made together."""


class Painter:
    """Paints elements, grounds and pages."""

    def __init__(self, typefaces: Typefaces, pictures: PictureSource, *, max_bytes: int = 128 * 1024 * 1024) -> None:
        self._typefaces = typefaces
        self._pictures = pictures
        self._strokes = PreparedStrokes(engine(), max_bytes)

    def paint(self, raster: Raster, elements: Sequence[Placed], affine: Affine, dark: bool) -> None:
        """Paint elements over what is there, in the order given; `affine` takes board units to pixels."""
        for start in range(0, len(elements), _AT_ONCE):
            self._paint_some(raster, list(islice(elements, start, start + _AT_ONCE)), affine, dark)

    def ground(
        self, raster: Raster, background: Background, size: tuple[float, float] | None, affine: Affine, dark: bool
    ) -> None:
        """Paint what lies under the ink over the whole raster; a page with an end lies on a surface of its own."""
        raster.clear(colour.ground(dark))

    def _paint_some(self, raster: Raster, elements: list[Placed], affine: Affine, dark: bool) -> None:
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
            override = placed.override
            element = placed.element
            raster.transform(affine if override.affine is IDENTITY else affine.after(override.affine))
            if isinstance(element, Stroke):
                color = element.color if override.color is None else override.color
                if element.tool == "highlighter":
                    raster.fill(next(paths), colour.highlighted(color, dark))
                else:
                    raster.fill(next(paths), colour.shown(color, dark) if dark else color)
