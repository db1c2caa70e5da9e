"""Pictures of boards: the very pixels of the glass, at any size."""

from __future__ import annotations

import cv2
import numpy as np

from appliance.board import progress
from appliance.board.exporting.drawing import Rect
from appliance.board.exporting.sheet import chosen, sheet
from appliance.board.parcel import BadFile, Exported, Losses
from appliance.board.typefaces import typefaces
from appliance.ink.element import Affine, Board, Page
from appliance.ink.painter import PAINTED_AT_ONCE, Painter
from appliance.ink.picture import parts_from, pictures_from
from appliance.ink.raster import Pixels, new_raster

DEFAULT_WIDTH = 3840
"""In pixels."""
MOST_PIXELS = 40_000_000
MOST_SIDE = 16_384
_KEPT_BYTES = 64 * 2**20
_QUICK = [cv2.IMWRITE_PNG_COMPRESSION, 2, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP]


def write(board: Board, page_id: str = "", width_px: int = DEFAULT_WIDTH) -> Exported:
    """One page, the first unless told. Raises BadFile."""
    page = chosen(board, page_id)[0]
    shown = sheet(page, board)
    share = (shown[3] - shown[1]) / (shown[2] - shown[0])
    # a page far longer than wide is made smaller than asked for
    width = min(width_px, MOST_SIDE, MOST_SIDE / share, (MOST_PIXELS / share) ** 0.5)
    size = max(round(width), 1), max(round(width * share), 1)
    losses = Losses()
    with progress.part(0.05, 0.9):
        pixels = picture(board, page, shown, size, losses)
    return Exported(data=encoded(pixels), lost=losses.parts)


def picture(board: Board, page: Page, shown: Rect, size: tuple[int, int], losses: Losses) -> Pixels:
    """A rectangle of a page in so many pixels across and down."""
    known = pictures_from(board.assets.get)

    def pictures(asset: str, mime: str, number: int, width_px: int) -> Pixels | None:
        found = known(asset, mime, number, width_px)
        if found is None:
            losses.add("image", "missing")
        return found

    painter = Painter(typefaces(), pictures, parts=parts_from(board.assets.get), max_bytes=_KEPT_BYTES)
    raster = new_raster(*size)
    across, down = size[0] / (shown[2] - shown[0]), size[1] / (shown[3] - shown[1])
    affine = Affine(a=across, d=down, e=-shown[0] * across, f=-shown[1] * down)
    painter.ground(raster, page.background, page.size, affine, board.dark)
    for at in progress.over(range(0, len(page.elements), PAINTED_AT_ONCE)):
        painter.paint(raster, page.elements[at : at + PAINTED_AT_ONCE], affine, board.dark)
    return raster.pixels()


def encoded(pixels: Pixels) -> bytes:
    """An opaque picture as a PNG file."""
    done, data = cv2.imencode(".png", np.ascontiguousarray(pixels[..., :3]), _QUICK)
    if not done:
        raise BadFile("too_large", "its picture cannot be written")
    return data.tobytes()
