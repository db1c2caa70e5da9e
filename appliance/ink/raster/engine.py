"""What a raster engine does: paths prepared once, painted often, at any place and size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import Affine

Pixels = NDArray[np.uint8]
"""Shape (height, width, 4): blue, green, red, alpha, premultiplied."""
Contour = NDArray[np.floating]
"""Shape (n, 2)."""
Rect = tuple[float, float, float, float]
"""x0, y0, x1, y1."""


class Path(Protocol):
    """Contours in the engine's own form; good for every raster of that engine."""


class Picture(Protocol):
    """Pixels in the engine's own form; good for every raster of that engine."""


class Raster(Protocol):
    """Pixels that are painted on. Colours are 0xRRGGBBAA; what lies outside is cut off."""

    width: int
    height: int

    def clear(self, color: int) -> None:
        """Every pixel becomes `color`, whatever was there."""
        ...

    def load(self, pixels: Pixels) -> None:
        """Every pixel becomes what it is in `pixels`, of the same size: to paint more on an old tile."""
        ...

    def transform(self, affine: Affine) -> None:
        """How the coordinates of what is painted from now on become pixels; at first they are pixels."""
        ...

    def clip(self, rect: tuple[int, int, int, int] | None) -> None:
        """Paint only within these pixels (x0, y0, x1, y1) from now on; None lifts it."""
        ...

    def fill(self, path: Path, color: int) -> None:
        """Paint what the contours wind around, each point once however often they do."""
        ...

    def fill_rect(self, rect: Rect, color: int) -> None:
        """Paint a rectangle."""
        ...

    def blit(self, picture: Picture, rect: Rect) -> None:
        """Paint a picture into a rectangle, smoothly scaled."""
        ...

    def pixels(self) -> Pixels:
        """The pixels themselves where the engine can show them: copy what must outlast the next painting."""
        ...


class Engine(Protocol):
    """A way to paint."""

    name: str

    def raster(self, width: int, height: int) -> Raster:
        """A transparent raster."""
        ...

    def path(self, contours: Sequence[Contour]) -> Path:
        """A path of several closed contours."""
        ...

    def paths(self, vertices: Contour, counts: NDArray[np.integer]) -> list[Path]:
        """Many paths of one closed contour each: `counts[i]` vertices after those of the paths before."""
        ...

    def picture(self, pixels: Pixels) -> Picture:
        """A picture to blit."""
        ...


def channels(color: int) -> tuple[float, float, float, float]:
    """Red, green, blue and alpha, each 0 to 1."""
    return (
        (color >> 24 & 255) / 255,
        (color >> 16 & 255) / 255,
        (color >> 8 & 255) / 255,
        (color & 255) / 255,
    )
