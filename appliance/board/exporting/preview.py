"""Small pictures of boards, for lists of them."""

from __future__ import annotations

from appliance.board.exporting.png import encoded, picture
from appliance.board.exporting.sheet import chosen, sheet
from appliance.board.parcel import Losses
from appliance.ink.element import Board

HEIGHT_SHARE = 9 / 16
"""A preview's height in its widths: it is a small glass."""


def write(board: Board, width_px: int) -> bytes:
    """All of a board's first page, as a PNG file."""
    page = chosen(board, "")[0]
    x0, y0, x1, y1 = sheet(page, board)
    width = max(x1 - x0, (y1 - y0) / HEIGHT_SHARE)
    more_x, more_y = (width - (x1 - x0)) / 2, (width * HEIGHT_SHARE - (y1 - y0)) / 2
    shown = (x0 - more_x, y0 - more_y, x1 + more_x, y1 + more_y)
    size = width_px, max(round(width_px * HEIGHT_SHARE), 1)
    return encoded(picture(board, page, shown, size, Losses()))
