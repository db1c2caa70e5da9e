"""How much of a page an export shows, and which pages of a board it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from appliance.board import progress
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


def every(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages in turn, each as much of the job as there lies on it."""
    return progress.over(pages, [len(page.elements) + 1 for page in pages])


def sheet(page: Page, board: Board) -> Rect:
    """The whole of a page with an end; of one without, the glass at zoom 1 and what reaches out of it, with a margin.

    Where everything lies beyond that glass, it is at least as large as one, with all of it in the middle.
    """
    if page.size is not None:
        width, height = (min(max(side, 1.0), 2 * MAX_COORDINATE) for side in page.size)
        return 0.0, 0.0, width, height
    content = _content(page, board)
    if content is None:
        return _GLASS
    x0, y0, x1, y1 = content
    left, top, right, bottom = x0 - MARGIN, y0 - MARGIN, x1 + MARGIN, y1 + MARGIN
    if x0 < GLASS_UNITS and x1 > 0 and y0 < GLASS_HEIGHT and y1 > 0:
        # where it reaches out of the glass there is more; what is on the glass stays where it is
        return (
            left if x0 < 0 else 0.0,
            top if y0 < 0 else 0.0,
            right if x1 > GLASS_UNITS else GLASS_UNITS,
            bottom if y1 > GLASS_HEIGHT else GLASS_HEIGHT,
        )
    more_x, more_y = max((GLASS_UNITS - (right - left)) / 2, 0.0), max((GLASS_HEIGHT - (bottom - top)) / 2, 0.0)
    return left - more_x, top - more_y, right + more_x, bottom + more_y


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
