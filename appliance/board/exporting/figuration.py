"""What formats that know only some of our elements make of the others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from appliance.board.exporting.png import encoded
from appliance.board.typefaces import typefaces
from appliance.ink.element import IDENTITY, Affine, Background, Note, Placed, Shape, Stroke, Text
from appliance.ink.figure import contours
from appliance.ink.lettering import LINE_HEIGHT, fit_size, lay_out
from appliance.ink.picture import decode, pdf_page
from appliance.ink.writing import NOTE_PADDING

BACKGROUND_WIDTH_PX = 1920


class Line(NamedTuple):
    """A line of a shape, as it lies on the page."""

    points: NDArray[np.float64]
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Text broken into lines as the screen breaks it."""

    x: float
    y: float
    w: float
    h: float
    size: float
    lines: tuple[str, ...]


class Turned(NamedTuple):
    """A box that was scaled, then turned about its middle."""

    x: float
    y: float
    w: float
    h: float
    angle: float
    is_mirrored: bool
    is_skewed: bool


def color_of(placed: Placed) -> int:
    """The colour that an element has now (a note's: of its card)."""
    if placed.override.color is not None:
        return placed.override.color
    return placed.element.fill if isinstance(placed.element, Note) else getattr(placed.element, "color", 0)


def moved(points: NDArray[np.float64], affine: Affine) -> NDArray[np.float64]:
    """Points of shape (n, 2) by a transform, in double precision."""
    if affine == IDENTITY:
        return points
    a, b, c, d, e, f = affine
    return points @ np.array([[a, b], [c, d]]) + np.array([e, f])


def stroke_points(placed: Placed, stroke: Stroke) -> NDArray[np.float64]:
    """A stroke's points as they lie on the page."""
    return moved(stroke.points.astype(np.float64), placed.override.affine)


def shape_lines(placed: Placed, shape: Shape) -> list[Line]:
    """A shape's lines as they lie on the page; closed ones come back to their first point."""
    found: list[Line] = []
    for points, is_closed in contours(shape):
        if len(points):
            ring = np.concatenate((points, points[:1])) if is_closed else points
            found.append(Line(moved(ring, placed.override.affine), is_closed))
    return found


def turned(x: float, y: float, w: float, h: float, affine: Affine) -> Turned:
    """A box after a transform, as far as a box can say it."""
    a, b, c, d, e, f = affine
    across, area = math.hypot(a, b), a * d - b * c
    down = abs(area) / across if across else math.hypot(c, d)
    middle_x, middle_y = x + w / 2, y + h / 2
    to_x, to_y = a * middle_x + c * middle_y + e, b * middle_x + d * middle_y + f
    is_skewed = abs(a * c + b * d) > 1e-3 * max(across * math.hypot(c, d), 1e-12)
    return Turned(
        to_x - w * across / 2, to_y - h * down / 2, w * across, h * down, math.atan2(b, a), area < 0, is_skewed
    )


def words_of(text: Text) -> Words:
    """Text in its lines."""
    layout = lay_out(text.text, text.size, text.w, text.align, typefaces())
    lines = tuple(line.text.rstrip() for line in layout.lines)
    return Words(x=text.x, y=text.y, w=layout.width, h=layout.height, size=text.size, lines=lines)


def words_on(note: Note) -> Words:
    """A note's text in its lines, as large as it fits."""
    padding = min(note.w, note.h) * NOTE_PADDING
    w, h = max(note.w - 2 * padding, 1.0), max(note.h - 2 * padding, 1.0)
    size = fit_size(note.text, note.size, w, h, typefaces())
    lines = tuple(line.text.rstrip() for line in lay_out(note.text, size, w, "centre", typefaces()).lines)
    height = len(lines) * LINE_HEIGHT * size
    return Words(x=note.x + padding, y=note.y + (note.h - height) / 2, w=w, h=height, size=size, lines=lines)


def as_png(data: bytes) -> bytes:
    """A picture as PNG. Raises BadPicture."""
    return data if data.startswith(b"\x89PNG") else encoded(decode(data))


def backdrop_png(background: Background, assets: dict[str, bytes]) -> bytes | None:
    """The picture or PDF page under a page, as PNG; None where there is none. Raises BadPicture."""
    data = assets.get(background.asset)
    if data is None:
        return None
    if background.mime == "application/pdf":
        return encoded(pdf_page(data, background.page, BACKGROUND_WIDTH_PX))
    return as_png(data)
