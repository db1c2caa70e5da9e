"""Writes SVG: ink and shapes as paths, text as text in fonts that the file brings along. It holds no script."""

from __future__ import annotations

from collections.abc import Iterator

from appliance.board.exporting.digits import number
from appliance.board.exporting.drawing import box, inked, parts, template
from appliance.board.exporting.sheet import PDF, backdrop, chosen, sheet
from appliance.board.exporting.svg_drawing import Drawing, escaped
from appliance.board.exporting.svg_ink import strokes
from appliance.board.parcel import Exported, Losses
from appliance.board.typefaces import faces, typefaces
from appliance.ink import colour
from appliance.ink.element import Board, Page

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" \
viewBox="{x} {y} {width} {height}" fill="none" stroke-linecap="round" stroke-linejoin="round">
"""


def write(board: Board, page_id: str = "") -> Exported:
    """One page, the first unless told. Raises BadFile."""
    page = chosen(board, page_id)[0]
    losses = Losses()
    drawing = Drawing(board.assets.get, faces(), typefaces(), losses)
    x0, y0, x1, y1 = sheet(page, board)
    head = _HEAD.format(x=number(x0), y=number(y0), width=number(x1 - x0), height=number(y1 - y0))
    title = f"<title>{escaped(board.name)}</title>\n" if board.name else ""
    body = b"".join(_body(board, page, (x0, y0, x1, y1), drawing))
    whole = b"".join((head.encode(), title.encode(), drawing.fonts(), body, b"</svg>\n"))
    return Exported(data=whole, lost=losses.parts)


def _body(board: Board, page: Page, shown: tuple[float, float, float, float], drawing: Drawing) -> Iterator[bytes]:
    dark = board.dark
    yield drawing.draw([box(shown, colour.ground(dark))])
    if under := backdrop(page, board):
        if under.mime == PDF:
            drawing.losses.add("page_vectors", "became_picture")
        yield drawing.draw([under])
    yield drawing.draw(template(page.background, page.size, shown, dark))
    for ink, other in inked(page.elements):
        if ink:
            yield from strokes(ink, dark)
        if other is not None:
            yield drawing.draw(parts(other, dark, typefaces()), other.override.affine)
