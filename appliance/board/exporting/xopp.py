"""Writes `.xopp` files of Xournal++: strokes with their widths; shapes become strokes, notes strokes and text."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray

from appliance.board import progress
from appliance.board.exporting.figuration import (
    as_png,
    backdrop_png,
    color_of,
    shape_lines,
    stroke_points,
    turned,
    words_of,
    words_on,
)
from appliance.board.exporting.sheet import chosen, every, sheet
from appliance.board.parcel import UNITS_PER_POINT, Exported, Losses
from appliance.ink.element import Affine, Board, Image, Note, Page, Placed, Shape, Stroke, Text
from appliance.ink.picture import BadPicture

_STYLES = {"plain": "plain", "ruled": "ruled", "grid": "graph", "dots": "dotted", "staff": "staves"}
_HIGHLIGHTER_ALPHA = 0x7F
WRITTEN = 0.45
"""Of the work on a file: what is left packs it."""
PIECE_BYTES = 1 << 18
_DOT = 0.05
"""Points by which the one point of a dot is drawn out, as Xournal++ refuses strokes of one."""


def write(board: Board, page_id: str = "") -> Exported:
    """A board, or one page of it."""
    losses = Losses()
    losses.add("dark_ground", count=int(board.dark))
    with progress.part(0.0, WRITTEN):
        pages = "\n".join(_Paper(page, board, losses).xml() for page in every(chosen(board, page_id)))
    document = (
        '<?xml version="1.0" standalone="no"?>\n<xournal creator="Parlor" fileversion="4">\n'
        f"<title>{escape(board.name)}</title>\n{pages}\n</xournal>\n"
    )
    with progress.part(WRITTEN, 1.0):
        return Exported(data=_packed(document.encode()), lost=losses.parts)


def _packed(document: bytes) -> bytes:
    """As gzip, by which time nobody knows."""
    packer = zlib.compressobj(6, wbits=zlib.MAX_WBITS | 16)
    pieces = [
        packer.compress(document[at : at + PIECE_BYTES]) for at in progress.over(range(0, len(document), PIECE_BYTES))
    ]
    return b"".join((*pieces, packer.flush()))


class _Paper:
    def __init__(self, page: Page, board: Board, losses: Losses) -> None:
        self._page, self._board, self._losses = page, board, losses
        self._left, self._top, right, bottom = sheet(page, board)
        self._size = ((right - self._left) / UNITS_PER_POINT, (bottom - self._top) / UNITS_PER_POINT)

    def xml(self) -> str:
        """The page."""
        width, height = (_number(side) for side in self._size)
        content = "\n".join(self._content())
        return f'<page width="{width}" height="{height}">\n{self._paper()}\n<layer>\n{content}\n</layer>\n</page>'

    def _paper(self) -> str:
        template = self._page.background.template
        if template not in _STYLES and not self._page.background.asset:
            self._losses.add("background_style")
        return f'<background type="solid" color="#ffffffff" style="{_STYLES.get(template, "plain")}"/>'

    def _content(self) -> Iterator[str]:
        if self._page.background.asset:
            yield from self._backdrop()
        for placed in progress.over(self._page.elements):
            match placed.element:
                case Stroke():
                    yield self._stroke(placed, placed.element)
                case Shape():
                    yield from self._shape(placed, placed.element)
                case Text():
                    yield from self._text(placed, placed.element)
                case Note():
                    yield from self._note(placed, placed.element)
                case Image():
                    yield from self._image(placed, placed.element)

    def _backdrop(self) -> Iterator[str]:
        try:
            png = backdrop_png(self._page.background, self._board.assets)
        except BadPicture:
            png = None
        if png is None:
            self._losses.add("background", "damaged")
            return
        self._losses.add("background", "became_picture")
        yield _picture(png, 0.0, 0.0, *self._size)

    def _stroke(self, placed: Placed, stroke: Stroke) -> str:
        points = self._placed(stroke_points(placed, stroke))
        if len(points) == 1:
            points = np.concatenate((points, np.add(points, (_DOT, 0.0))))
        width = stroke.width * placed.override.affine.scale / UNITS_PER_POINT
        widths = _number(width)
        if stroke.factors is not None:
            # the width at a point is that of the line to the next
            factors = stroke.factors[: len(points) - 1].astype(np.float64)
            widths += "".join(f" {_number(each)}" for each in (factors * width).tolist())
        return _line(points, color_of(placed), widths, stroke.tool == "highlighter")

    def _shape(self, placed: Placed, shape: Shape) -> Iterator[str]:
        self._losses.add("shape", "became_stroke")
        width = _number(shape.width * placed.override.affine.scale / UNITS_PER_POINT)
        for points, is_closed in shape_lines(placed, shape):
            fill = shape.fill & 0xFF if is_closed else 0
            color = color_of(placed)
            if fill:
                # a fill has its line's colour: where they differ, the fill lies under the line
                yield _line(self._placed(points), shape.fill | 0xFF, _number(0.1), False, fill)
            if color & 0xFF:
                yield _line(self._placed(points), color, width, False)

    def _text(self, placed: Placed, text: Text) -> Iterator[str]:
        words = words_of(text)
        self._losses.add("align", count=int(text.align != "left" and len(words.lines) > 1))
        yield self._words(words.lines, words.x, words.y, words.size, color_of(placed), placed.override.affine)

    def _note(self, placed: Placed, note: Note) -> Iterator[str]:
        self._losses.add("note", "became_stroke")
        card = Shape(
            figure="rectangle", x=note.x, y=note.y, w=note.w, h=note.h, color=color_of(placed), width=1.0,
            fill=color_of(placed),
        )  # fmt: skip
        for points, _ in shape_lines(placed, card):
            yield _line(self._placed(points), color_of(placed), _number(0.5), False, 255)
        words = words_on(note)
        if note.text:
            yield self._words(words.lines, words.x, words.y, words.size, note.color, placed.override.affine)

    def _words(self, lines: tuple[str, ...], x: float, y: float, size: float, color: int, affine: Affine) -> str:
        self._losses.add("rotation", count=int(abs(affine.b) > 1e-6 or affine.a < 0))
        to_x, to_y = affine.a * x + affine.c * y + affine.e, affine.b * x + affine.d * y + affine.f
        left, top = (to_x - self._left) / UNITS_PER_POINT, (to_y - self._top) / UNITS_PER_POINT
        return (
            f'<text font="Noto Sans" size="{_number(size * affine.scale / UNITS_PER_POINT)}" x="{_number(left)}" '
            f'y="{_number(top)}" color="{_color(color)}">{escape(_plain(chr(10).join(lines)))}</text>'
        )

    def _image(self, placed: Placed, image: Image) -> Iterator[str]:
        try:
            png = as_png(self._board.assets[image.asset])
        except (KeyError, BadPicture):
            self._losses.add("image", "damaged")
            return
        box = turned(image.x, image.y, image.w, image.h, placed.override.affine)
        self._losses.add("rotation", count=int(abs(box.angle) > 1e-6 or box.is_mirrored or box.is_skewed))
        left, top = (box.x - self._left) / UNITS_PER_POINT, (box.y - self._top) / UNITS_PER_POINT
        yield _picture(png, left, top, left + box.w / UNITS_PER_POINT, top + box.h / UNITS_PER_POINT)

    def _placed(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        return (points - (self._left, self._top)) / UNITS_PER_POINT


def _line(points: NDArray[np.float64], color: int, widths: str, is_highlighter: bool, fill: int = 0) -> str:
    tool = "highlighter" if is_highlighter else "pen"
    if is_highlighter:
        color = color & 0xFFFFFF00 | _HIGHLIGHTER_ALPHA
    filled = f' fill="{fill}"' if fill else ""
    numbers = " ".join(map(_number, points.ravel().tolist()))
    return f'<stroke tool="{tool}" color="{_color(color)}" width={quoteattr(widths)}{filled}>{numbers}</stroke>'


def _picture(png: bytes, left: float, top: float, right: float, bottom: float) -> str:
    sides = zip(("left", "top", "right", "bottom"), (left, top, right, bottom), strict=True)
    box = " ".join(f'{name}="{_number(side)}"' for name, side in sides)
    return f"<image {box}>{base64.b64encode(png).decode()}</image>"


def _color(color: int) -> str:
    return f"#{color:08x}"


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def _plain(words: str) -> str:
    """Without the characters that XML forbids."""
    return "".join(each for each in words if each >= " " or each in "\n\t")
