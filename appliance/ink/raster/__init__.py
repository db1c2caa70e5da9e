"""Rasters for ink: Blend2D, or Skia where there is no Blend2D (decisions/0012)."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from appliance.ink.raster.engine import Contour, Engine, Path, Picture, Pixels, Raster, Rect

__all__ = ["Contour", "Engine", "Path", "Picture", "Pixels", "Raster", "Rect", "engine", "new_raster", "prepare"]


@functools.cache
def engine() -> Engine:
    """The engine of this installation."""
    try:
        from appliance.ink.raster.by_blend2d import Blend2dEngine
    except ImportError:
        from appliance.ink.raster.by_skia import SkiaEngine

        return SkiaEngine()
    return Blend2dEngine()


def new_raster(width: int, height: int) -> Raster:
    """A transparent raster of the installation's engine."""
    return engine().raster(width, height)


def prepare(contours: Sequence[Contour]) -> Path:
    """A path of the installation's engine."""
    return engine().path(contours)
