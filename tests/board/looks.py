"""How boards look: on the screen, in exports, and how much that differs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from appliance.board.typefaces import typefaces
from appliance.ink.bounds import bounds
from appliance.ink.element import IDENTITY, Affine, Board, Image, Placed
from appliance.ink.painter import Painter
from appliance.ink.picture import pictures_from
from appliance.ink.raster import new_raster
from tests.web.browser import chromium, tab

Pixels = NDArray[np.uint8]
"""Shape (height, width, 3): blue, green, red."""

SCALE = 2
"""Pixels to a board unit: those of a glass with 4K."""
WIDTH, HEIGHT = 1920 * SCALE, 1080 * SCALE
BLOCK = 24
MOST_DIFFERENT_BLOCK = 10.0
"""Of 255, after a blur of about a pixel: how engines smooth edges is no difference."""
MOST_DIFFERENT_ANYWHERE = 12.0
"""Somewhat more, for blocks that were not laid to measure an element."""
MOST_DIFFERENT_ROUGH_BLOCK = 18.0
"""Where a turned picture lies: pdfium leaves its edges jagged."""
MOST_DIFFERENT = 0.3
"""Of 255, on average."""
_MARGIN = 2 * BLOCK


Where = tuple[slice, slice]
"""Rows and columns of the screen."""

WHOLE: Where = (slice(0, HEIGHT), slice(0, WIDTH))


def screen(board: Board, elements: Sequence[Placed] | None = None, where: Where = WHOLE) -> Pixels:
    """What a glass shows of a board's first page."""
    page = board.pages[0]
    painter = Painter(typefaces(), pictures_from(board.assets.get))
    rows, columns = where
    raster = new_raster(columns.stop - columns.start, rows.stop - rows.start)
    affine = Affine(a=SCALE, d=SCALE, e=-columns.start, f=-rows.start)
    painter.ground(raster, page.background, page.size, affine, board.dark)
    painter.paint(raster, page.elements if elements is None else elements, affine, board.dark)
    return np.ascontiguousarray(raster.pixels()[..., :3])


def rendered_pdf(data: bytes, page: int = 0) -> Pixels:
    """A page of a PDF as a viewer shows it, at the size of the screen."""
    document = pypdfium2.PdfDocument(data)
    pixels = document[page].render(scale=2 * SCALE).to_numpy()[..., :3].copy()
    document.close()
    return pixels


async def rendered_svg(data: bytes, folder: Path) -> Pixels:
    """An SVG as a browser shows it."""
    file = folder / "board.svg"
    file.write_bytes(data)
    options = {"viewport": {"width": 1920, "height": 1080}, "device_scale_factor": SCALE}
    async with chromium() as browser, tab(browser, **options) as page:
        await page.goto(file.as_uri())
        shot = await page.screenshot()
    return cv2.imdecode(np.frombuffer(shot, np.uint8), cv2.IMREAD_COLOR)


def difference(one: Pixels, other: Pixels) -> tuple[float, float]:
    """How much two pictures differ on average, and in the block where they differ most."""
    blurred = [cv2.GaussianBlur(each, (5, 5), 1.2) for each in (one, other)]
    apart = cv2.absdiff(*blurred).max(axis=2).astype(np.float32)
    blocks = cv2.resize(apart, (apart.shape[1] // BLOCK, apart.shape[0] // BLOCK), interpolation=cv2.INTER_AREA)
    return float(apart.mean()), float(blocks.max())


def limit(placed: Placed) -> float:
    """How much the worst block about an element may differ."""
    is_rough = isinstance(placed.element, Image) and placed.override.affine != IDENTITY
    return MOST_DIFFERENT_ROUGH_BLOCK if is_rough else MOST_DIFFERENT_BLOCK


def complaints(exported: Pixels, shown: Pixels, elements: Sequence[Placed]) -> list[str]:
    """What of a page looks otherwise than on the screen."""
    if exported.shape != shown.shape:
        return [f"{exported.shape} instead of {shown.shape}"]
    found: list[str] = []
    smooth = exported.copy()
    for placed in elements:
        where = around(placed)
        if (worst := difference(exported[where], shown[where])[1]) > limit(placed):
            found.append(f"{placed.element} differs by {worst:.1f}")
        if limit(placed) > MOST_DIFFERENT_BLOCK:
            smooth[where] = shown[where]
    mean, worst = difference(smooth, shown)
    return found + ([f"{mean:.2f}, {worst:.1f}"] if mean > MOST_DIFFERENT or worst > MOST_DIFFERENT_ANYWHERE else [])


def around(placed: Placed) -> Where:
    """Where an element lies, and somewhat more."""
    x0, y0, x1, y1 = (round(side * SCALE) for side in bounds(placed.element, placed.override.affine, typefaces()))
    rows = slice(max(y0 - _MARGIN, 0), min(y1 + _MARGIN, HEIGHT))
    return rows, slice(max(x0 - _MARGIN, 0), min(x1 + _MARGIN, WIDTH))
