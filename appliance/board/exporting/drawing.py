"""What is not ink, as the few things that every vector format can paint: areas, lines, words and pictures.

Ink is by far the most that lies on boards and goes its own, quicker way (see `trace.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from appliance.board import progress
from appliance.ink import colour
from appliance.ink.element import Background, Image, Note, Placed, Shape, Stroke, Text
from appliance.ink.figure import contours, rounded
from appliance.ink.ground import LEAST_DOT_GAP_PX, LEAST_GAP_PX, SHADOW_COLOR, shadow_outlines
from appliance.ink.lettering import BASELINE, LINE_HEIGHT, Layout, Typefaces, lay_out
from appliance.ink.painter import MISSING_COLOR
from appliance.ink.template import DOT_RADIUS, LINE_WIDTH, ruling
from appliance.ink.writing import NOTE_PADDING, NOTE_RADIUS, NOTE_SHADOW, note_layout

Contour = NDArray[np.floating]
Rect = tuple[float, float, float, float]
"""x0, y0, x1, y1."""

SHOWN_PX = 3840.0
"""How wide an export is thought to be seen: templates are as dense as on a glass of so many pixels."""
_MISSING_LINE = 2.0
_MISSING_ALPHA = 0x30


@dataclass(frozen=True, slots=True)
class Area:
    """Contours filled by the non-zero rule."""

    contours: Sequence[Contour]
    color: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A line along contours, with round ends and corners, over what it fills."""

    contours: Sequence[tuple[Contour, bool]]
    """And whether each is closed."""
    width: float
    color: int
    fill: int = 0
    """Of closed contours."""
    shape: Shape | None = None
    """What the contours are of, for formats that have such things themselves."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text, its layout's corner at x, y."""

    layout: Layout
    x: float
    y: float
    color: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture, or a page of a PDF, in a rectangle."""

    rect: Rect
    asset: str
    mime: str
    page: int = 0


Part = Area | Outline | Words | Photo


Inked = tuple[list[tuple[Placed, Stroke]], Placed | None]


def inked(elements: Sequence[Placed]) -> Iterator[Inked]:
    """Elements in painting order: the strokes up to the next of another kind, and that one; None ends them."""
    found = list(_inked(elements))
    return progress.over(found, [len(strokes) + 1 for strokes, _ in found])


def _inked(elements: Sequence[Placed]) -> Iterator[Inked]:
    strokes: list[tuple[Placed, Stroke]] = []
    for placed in elements:
        if isinstance(placed.element, Stroke):
            strokes.append((placed, placed.element))
        else:
            yield strokes, placed
            strokes = []
    yield strokes, None


def parts(placed: Placed, dark: bool, typefaces: Typefaces) -> Iterator[Part]:
    """What an element is painted of, the lowest first, where it lay before anything moved it."""
    element, color = placed.element, placed.override.color
    match element:
        case Shape():
            yield from _figure(element, element.color if color is None else color, dark)
        case Text():
            layout = lay_out(element.text, element.size, element.w, element.align, typefaces)
            yield Words(layout, element.x, element.y, colour.shown(element.color if color is None else color, dark))
        case Note():
            yield from _note(element, element.fill if color is None else color, typefaces)
        case Image():
            rect = (element.x, element.y, element.x + element.w, element.y + element.h)
            yield Photo(rect, element.asset, element.mime)
        case Stroke():
            pass


def box(rect: Rect, color: int) -> Area:
    """A rectangle."""
    x0, y0, x1, y1 = rect
    return Area([np.array(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))], color)


def missing(rect: Rect) -> Iterator[Part]:
    """What stands for a picture that is not there."""
    x0, y0, x1, y1 = rect
    card = rounded(x0, y0, x1, y1, min(x1 - x0, y1 - y0) * 0.04)
    yield Area([card], MISSING_COLOR & 0xFFFFFF00 | _MISSING_ALPHA)
    yield Outline([(card, True)], _MISSING_LINE, MISSING_COLOR)


def template(background: Background, size: tuple[float, float] | None, rect: Rect, dark: bool) -> Iterator[Part]:
    """What is printed on the ground within a rectangle."""
    gap = LEAST_DOT_GAP_PX if background.template == "dots" else LEAST_GAP_PX
    found = ruling(background, size, rect, gap * (rect[2] - rect[0]) / SHOWN_PX)
    color = colour.rule(dark)
    if found.lines:
        lines = [(np.array(((x0, y0), (x1, y1))), False) for x0, y0, x1, y1 in found.lines]
        yield Outline(lines, LINE_WIDTH, color)
    if found.dots is not None and len(found.dots):
        # dots of a round pen: lines from a place to itself
        yield Outline([(np.stack((dot, dot)), False) for dot in found.dots], 2 * DOT_RADIUS, colour.dot(dark))


def _figure(shape: Shape, color: int, dark: bool) -> Iterator[Part]:
    lines = contours(shape)
    fill = colour.shown(shape.fill, dark) if shape.fill & 255 and any(closed for _, closed in lines) else 0
    if lines and shape.width > 0:
        yield Outline(lines, shape.width, colour.shown(color, dark), fill, shape)
    elif fill:
        yield Area([contour for contour, _ in lines], fill)


def _note(note: Note, fill: int, typefaces: Typefaces) -> Iterator[Part]:
    card = (note.x, note.y, note.x + note.w, note.y + note.h)
    side = min(note.w, note.h)
    for outline in shadow_outlines(card, side * NOTE_RADIUS, side * NOTE_SHADOW):
        yield Area([outline], SHADOW_COLOR)
    yield Area([rounded(*card, side * NOTE_RADIUS)], fill)
    layout = note_layout(note, typefaces)
    padding = side * NOTE_PADDING
    top = max((note.h - layout.height) / 2, padding)
    # words for which there is no room even at the smallest size end with the card
    below_line = (LINE_HEIGHT - BASELINE) * layout.size
    lines = tuple(line for line in layout.lines if top + line.y + below_line <= note.h)
    yield Words(replace(layout, lines=lines), note.x + padding, note.y + top, note.color)
