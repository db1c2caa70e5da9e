"""How much of a page an export shows, and which pages of a board it takes."""

from __future__ import annotations

import numpy as np

from appliance.board.exporting.drawing import Photo, Rect
from appliance.board.parcel import MAX_COORDINATE, BadFile
from appliance.board.typefaces import typefaces
from appliance.ink.bounds import bounds, bounds_all
from appliance.ink.element import GLASS_UNITS, Board, Page, Stroke
from appliance.ink.picture import BadPicture, decode, pdf_sizes

GLASS_HEIGHT = GLASS_UNITS * 9 / 16
MARGIN = 48.0
"""Around what lies on a page that has no end."""
PDF = "application/pdf"
_AT_ONCE = 1_000
_GLASS: Rect = (0.0, 0.0, GLASS_UNITS, GLASS_HEIGHT)


def chosen(board: Board, page_id: str) -> tuple[Page, ...]:
    """The pages to export: all, or the one that is named. Raises BadFile where there is none."""
    if not page_id:
        return board.pages or (Page(id="first"),)
    found = tuple(page for page in board.pages if page.id == page_id)
    if not found:
        raise BadFile("damaged", f"it has no page {page_id[:40]!r}")
    return found


def sheet(page: Page, board: Board) -> Rect:
    """The whole of a page with an end; of one without all that is on it, with a margin, and at least a glass."""
    if page.size is not None:
        width, height = (min(max(side, 1.0), 2 * MAX_COORDINATE) for side in page.size)
        return 0.0, 0.0, width, height
    content = _content(page, board)
    if content is None:
        return _GLASS
    x0, y0, x1, y1 = content
    if x0 >= 0 and y0 >= 0 and x1 <= GLASS_UNITS and y1 <= GLASS_HEIGHT:
        return _GLASS
    more_x = max(MARGIN, (GLASS_UNITS - (x1 - x0)) / 2)
    more_y = max(MARGIN, (GLASS_HEIGHT - (y1 - y0)) / 2)
    return x0 - more_x, y0 - more_y, x1 + more_x, y1 + more_y


def backdrop(page: Page, board: Board) -> Photo | None:
    """The picture or PDF page under the ink."""
    background = page.background
    if not background.asset:
        return None
    if page.size is not None:
        rect = (0.0, 0.0, *page.size)
    else:
        rect = (0.0, 0.0, GLASS_UNITS, GLASS_UNITS * _share(board.assets.get(background.asset), page))
    return Photo(rect, background.asset, background.mime, background.page)


def _share(data: bytes | None, page: Page) -> float:
    """The height of a background in its widths."""
    background = page.background
    if data is None:
        return 0.0
    try:
        if background.mime == PDF:
            width, height = pdf_sizes(data)[background.page]
        else:
            height, width = decode(data, background.mime).shape[:2]
    except (BadPicture, IndexError):
        return 0.0
    return height / width


def _content(page: Page, board: Board) -> Rect | None:
    """The bounds of what lies on a page and within what may be placed."""
    strokes = [(one.element, one.override.affine) for one in page.elements if isinstance(one.element, Stroke)]
    found = [np.empty((0, 4))]
    for at in range(0, len(strokes), _AT_ONCE):
        some = strokes[at : at + _AT_ONCE]
        found.append(bounds_all([stroke for stroke, _ in some], [affine for _, affine in some]))
    found += [
        np.array([bounds(one.element, one.override.affine, typefaces())])
        for one in page.elements
        if not isinstance(one.element, Stroke)
    ]
    if under := backdrop(page, board):
        found.append(np.array([under.rect]))
    boxes = np.concatenate(found)
    boxes = boxes[(np.abs(np.nan_to_num(boxes, nan=np.inf)) <= MAX_COORDINATE).all(axis=1)]
    if not len(boxes):
        return None
    x0, y0 = boxes[:, :2].min(axis=0).tolist()
    x1, y1 = boxes[:, 2:].max(axis=0).tolist()
    return x0, y0, x1, y1
