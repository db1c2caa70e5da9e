"""Rasters by Skia, for Pythons for which there is no Blend2D."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import skia  # pyright: ignore[reportMissingImports]
from numpy.typing import NDArray

from appliance.ink.element import Affine
from appliance.ink.raster.engine import Contour, Pixels, Rect, channels

_LAYOUT: Any = {"colorType": skia.kBGRA_8888_ColorType, "alphaType": skia.kPremul_AlphaType}
_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)


class SkiaRaster:
    """Pixels painted on by Skia."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._pixels = np.zeros((height, width, 4), np.uint8)
        self._surface: Any = skia.Surface(self._pixels, **_LAYOUT)
        self._canvas: Any = self._surface.getCanvas()
        self._canvas.save()
        self._matrix: Any = skia.Matrix()
        self._fill: Any = skia.Paint(AntiAlias=True)

    def clear(self, color: int) -> None:
        """Every pixel becomes `color`, whatever was there."""
        red, green, blue, alpha = channels(color)
        self._pixels[...] = np.rint(np.array([blue * alpha, green * alpha, red * alpha, alpha]) * 255)

    def load(self, pixels: Pixels) -> None:
        """Every pixel becomes what it is in `pixels`."""
        self._pixels[...] = pixels

    def transform(self, affine: Affine) -> None:
        """How coordinates become pixels from now on."""
        self._matrix = skia.Matrix.MakeAll(affine.a, affine.c, affine.e, affine.b, affine.d, affine.f, 0, 0, 1)
        self._canvas.setMatrix(self._matrix)

    def clip(self, rect: tuple[int, int, int, int] | None) -> None:
        """Paint only within these pixels from now on."""
        self._canvas.restore()
        self._canvas.save()
        self._canvas.resetMatrix()
        if rect is not None:
            self._canvas.clipRect(skia.Rect.MakeLTRB(*rect))
        self._canvas.setMatrix(self._matrix)

    def fill(self, path: skia.Path, color: int) -> None:
        """Paint what the contours wind around."""
        self._fill.setColor(_argb(color))
        self._canvas.drawPath(path, self._fill)

    def fill_rect(self, rect: Rect, color: int) -> None:
        """Paint a rectangle."""
        self._fill.setColor(_argb(color))
        self._canvas.drawRect(skia.Rect.MakeLTRB(*rect), self._fill)

    def blit(self, picture: skia.Image, rect: Rect) -> None:
        """Paint a picture into a rectangle."""
        self._canvas.drawImageRect(picture, skia.Rect.MakeLTRB(*rect), _SMOOTH)

    def pixels(self) -> Pixels:
        """The pixels themselves."""
        return self._pixels


class SkiaEngine:
    """Skia."""

    name = "skia"

    def raster(self, width: int, height: int) -> SkiaRaster:
        """A transparent raster."""
        return SkiaRaster(width, height)

    def path(self, contours: Sequence[Contour]) -> skia.Path:
        """A path of several contours."""
        path: Any = skia.Path()
        for contour in contours:
            path.addPoly([skia.Point(x, y) for x, y in np.asarray(contour, np.float64).tolist()], True)
        return path

    def paths(self, vertices: Contour, counts: NDArray[np.integer]) -> list[skia.Path]:
        """Many paths of one closed contour each."""
        ends = np.cumsum(counts).tolist()
        return [self.path([vertices[end - count : end]]) for end, count in zip(ends, counts.tolist(), strict=True)]

    def picture(self, pixels: Pixels) -> skia.Image:
        """A picture to blit."""
        copied = np.ascontiguousarray(pixels).copy()
        return skia.Image.fromarray(copied, **_LAYOUT, copy=True)


def _argb(color: int) -> int:
    return (color & 255) << 24 | color >> 8
