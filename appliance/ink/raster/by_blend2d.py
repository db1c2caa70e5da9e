"""Rasters by Blend2D, the fastest that Python has."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import IDENTITY, Affine
from appliance.ink.raster import blend2d_memory as memory
from appliance.ink.raster.blend2d_memory import BlImage, BlPath, blend2d
from appliance.ink.raster.engine import Contour, Pixels, Rect, channels

memory.check()


@functools.lru_cache(4096)
def _channels(color: int) -> tuple[float, float, float, float]:
    """As the binding wants them: it takes the first for blue."""
    red, green, blue, alpha = channels(color)
    return blue, green, red, alpha


class Blend2dRaster:
    """Pixels painted on by Blend2D."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._image = blend2d.BLImage(width, height, blend2d.BLFormat.PRGB32)
        self._pixels = memory.pixels(self._image)
        self._pixels[...] = 0
        self._context: Any = blend2d.BLContext(self._image)
        self._affine = IDENTITY
        self._fill_color = -1

    def clear(self, color: int) -> None:
        """Every pixel becomes `color`, whatever was there."""
        red, green, blue, alpha = channels(color)
        premultiplied = np.array([blue * alpha, green * alpha, red * alpha, alpha]) * 255
        self._pixels.view(np.uint32)[...] = np.rint(premultiplied).astype(np.uint8).view(np.uint32)

    def load(self, pixels: Pixels) -> None:
        """Every pixel becomes what it is in `pixels`."""
        self._pixels[...] = pixels

    def transform(self, affine: Affine) -> None:
        """How coordinates become pixels from now on."""
        if affine != self._affine:
            self._affine = affine
            self._context.reset_transform()
            self._context.transform(blend2d.Matrix2D(*affine))

    def clip(self, rect: tuple[int, int, int, int] | None) -> None:
        """Paint only within these pixels from now on."""
        self._context.restore_clipping()
        if rect is not None:
            affine = self._affine
            self.transform(IDENTITY)
            x0, y0, x1, y1 = rect
            self._context.clip_to_rect(blend2d.BLRect(x0, y0, max(x1 - x0, 0), max(y1 - y0, 0)))
            self.transform(affine)

    def fill(self, path: BlPath, color: int) -> None:
        """Paint what the contours wind around."""
        if color != self._fill_color:
            self._fill_color = color
            self._context.set_fill_style(_channels(color))
        self._context.fill_path(path)

    def fill_rect(self, rect: Rect, color: int) -> None:
        """Paint a rectangle."""
        if color != self._fill_color:
            self._fill_color = color
            self._context.set_fill_style(_channels(color))
        x0, y0, x1, y1 = rect
        self._context.fill_rect(blend2d.BLRect(x0, y0, x1 - x0, y1 - y0))

    def blit(self, picture: BlImage, rect: Rect) -> None:
        """Paint a picture into a rectangle."""
        x0, y0, x1, y1 = rect
        self._context.blit_image(blend2d.BLRect(x0, y0, x1 - x0, y1 - y0), picture)

    def pixels(self) -> Pixels:
        """The pixels themselves."""
        self._context.flush()
        return self._pixels


class Blend2dEngine:
    """Blend2D."""

    name = "blend2d"

    def raster(self, width: int, height: int) -> Blend2dRaster:
        """A transparent raster."""
        return Blend2dRaster(width, height)

    def path(self, contours: Sequence[Contour]) -> BlPath:
        """A path of several contours."""
        return memory.figure(contours)

    def paths(self, vertices: Contour, counts: NDArray[np.integer]) -> list[BlPath]:
        """Many paths of one closed contour each."""
        return memory.polygons(np.ascontiguousarray(vertices, np.float64), counts)

    def picture(self, pixels: Pixels) -> BlImage:
        """A picture to blit."""
        height, width = pixels.shape[:2]
        image = blend2d.BLImage(width, height, blend2d.BLFormat.PRGB32)
        memory.pixels(image)[...] = pixels
        return image
