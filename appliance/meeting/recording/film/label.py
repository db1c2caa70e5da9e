"""Names as they are burnt into the film: white on a dark, half transparent ground."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from appliance.ink.element import Affine, Placed, Text
from appliance.ink.lettering import FONT_FACES, FONT_FILES, LINE_HEIGHT, Typefaces, lay_out
from appliance.ink.painter import Painter
from appliance.ink.raster import new_raster

PADDING_SHARE = 0.4
"""Of the letters' size, on both sides."""
MAX_LETTERS = 48
GROUND_ALPHA = 0.55
WHITE, BLACK = 235, 16
"""Of Y in the limited range (ITU-R BT.709)."""


class Label:
    """A name in pixels: how much of the picture below stays, and what is added to its Y."""

    def __init__(self, name: str, size: float, widest: int) -> None:
        typefaces, painter = _painter()
        text = name[:MAX_LETTERS]
        while len(text) > 1 and lay_out(text, size, 0, "left", typefaces).width > widest:
            text = text.rstrip("…")[:-1].rstrip() + "…"
        padding = size * PADDING_SHARE
        width = int(lay_out(text, size, 0, "left", typefaces).width + 2 * padding + 2) & ~1
        height = int(size * LINE_HEIGHT + 2) & ~1
        raster = new_raster(width, height)
        raster.clear(0)
        element = Text(x=padding, y=0, text=text, size=size, color=0xFFFFFFFF)
        painter.paint(raster, [Placed(id="name", element=element)], Affine(), False)
        ink: Any = raster.pixels()[..., 3].astype(np.float32) / 255
        self.keep = (1 - ink) * (1 - GROUND_ALPHA)
        self.add = ink * WHITE + (1 - ink) * GROUND_ALPHA * BLACK
        self.keep_colour = self.keep[::2, ::2]

    def burn(self, planes: tuple[Any, Any, Any], x: int, y: int) -> None:
        """Paint it with its upper left corner at an even place; what lies outside is cut off."""
        below = planes[0][y : y + self.keep.shape[0], x : x + self.keep.shape[1]]
        rows, columns = below.shape
        below[:] = below * self.keep[:rows, :columns] + self.add[:rows, :columns]
        for plane in planes[1:]:
            under = plane[y // 2 : y // 2 + rows // 2, x // 2 : x // 2 + columns // 2]
            share = self.keep_colour[: under.shape[0], : under.shape[1]]
            under[:] = (under.astype(np.float32) - 128) * share + 128


@cache
def _painter() -> tuple[Typefaces, Painter]:
    files = [(Path(file), face) for file, face in zip(FONT_FILES, FONT_FACES, strict=True)]
    typefaces = Typefaces(tuple((file.read_bytes(), face) for file, face in files if file.exists()))
    return typefaces, Painter(typefaces, lambda *_: None)
