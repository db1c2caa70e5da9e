"""What is printed on a page: lines and dots of its template within a rectangle."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import GLASS_UNITS, Background

Rect = tuple[float, float, float, float]

LINE_WIDTH = 1.0
DOT_RADIUS = 1.6
_LEAST_SPACING = 4.0
_MOST_LINES = 2000
_MOST_DOTS = 250_000
_COLUMNS = 3
_HEADER_SPACINGS = 2
_STAFF_LINES, _STAFF_PERIOD = 5, 3
"""A staff is one spacing high and begins every third spacing."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Lines and dots, in board units."""

    lines: tuple[Rect, ...] = ()
    """From x0, y0 to x1, y1; all upright or level."""
    dots: NDArray[np.float64] | None = None
    """Centres, shape (n, 2)."""


def ruling(background: Background, size: tuple[float, float] | None, rect: Rect, least_gap: float = 0.0) -> Ruling:
    """What a template prints within `rect`; on a page with an end, within its size too.

    Where lines would lie closer than `least_gap`, only every second, fourth, … is there.
    """
    x0, y0, x1, y1 = _within(rect, size)
    if x1 <= x0 or y1 <= y0:
        return Ruling()
    spacing = max(background.spacing, _LEAST_SPACING)
    lines: tuple[Rect, ...] = ()
    dots = None
    match background.template:
        case "ruled":
            lines = _level(y0, y1, x0, x1, _coarser(spacing, least_gap, y1 - y0), size)
        case "grid":
            step = _coarser(spacing, least_gap, max(x1 - x0, y1 - y0))
            lines = _level(y0, y1, x0, x1, step, size) + _upright(x0, x1, y0, y1, step, size)
        case "dots":
            step = _coarser(spacing, least_gap, math.sqrt((x1 - x0) * (y1 - y0)), math.isqrt(_MOST_DOTS))
            xs, ys = _multiples(x0, x1, step, size and size[0]), _multiples(y0, y1, step, size and size[1])
            dots = np.stack(np.meshgrid(xs, ys), -1).reshape(-1, 2)
        case "staff":
            lines = _staves(x0, y0, x1, y1, spacing, least_gap)
        case "kanban":
            lines = _kanban(x0, y0, x1, y1, spacing, size)
        case _:
            pass
    return Ruling(lines, dots)


def _within(rect: Rect, size: tuple[float, float] | None) -> Rect:
    if size is None:
        return rect
    return max(rect[0], 0.0), max(rect[1], 0.0), min(rect[2], size[0]), min(rect[3], size[1])


def _coarser(spacing: float, least_gap: float, span: float, most: int = _MOST_LINES) -> float:
    while spacing < least_gap or span / spacing > most:
        spacing *= 2
    return spacing


def _multiples(low: float, high: float, step: float, end: float | None) -> NDArray[np.float64]:
    """Multiples of a step from low to high; those on the edges of a page are not printed."""
    found = np.arange(math.ceil(low / step), math.floor(high / step) + 1, dtype=np.float64) * step
    return found if end is None else found[(found > 0) & (found < end)]


def _level(
    y0: float, y1: float, x0: float, x1: float, step: float, size: tuple[float, float] | None
) -> tuple[Rect, ...]:
    return tuple((x0, y, x1, y) for y in _multiples(y0, y1, step, size and size[1]).tolist())


def _upright(
    x0: float, x1: float, y0: float, y1: float, step: float, size: tuple[float, float] | None
) -> tuple[Rect, ...]:
    return tuple((x, y0, x, y1) for x in _multiples(x0, x1, step, size and size[0]).tolist())


def _staves(x0: float, y0: float, x1: float, y1: float, spacing: float, least_gap: float) -> tuple[Rect, ...]:
    gap, period = spacing / (_STAFF_LINES - 1), spacing * _STAFF_PERIOD
    if gap < least_gap / 4 or (y1 - y0) / period > _MOST_LINES / _STAFF_LINES:
        return ()
    first, last = math.floor(y0 / period) - 1, math.ceil(y1 / period)
    tops = [number * period + spacing for number in range(first, last + 1)]
    ys = [top + line * gap for top in tops for line in range(_STAFF_LINES)]
    return tuple((x0, y, x1, y) for y in ys if y0 <= y <= y1)


def _kanban(
    x0: float, y0: float, x1: float, y1: float, spacing: float, size: tuple[float, float] | None
) -> tuple[Rect, ...]:
    """Columns over the page, or over the glass at zoom 1, going on downwards; a line under their heads."""
    width, height = size or (GLASS_UNITS, math.inf)
    top, bottom = max(y0, 0.0), min(y1, height)
    left, right = max(x0, 0.0), min(x1, width)
    columns = [width * number / _COLUMNS for number in range(_COLUMNS + 1)]
    if size is not None:
        columns = columns[1:-1]
    lines = [(x, top, x, bottom) for x in columns if x0 <= x <= x1 and top < bottom]
    heads = [spacing * _HEADER_SPACINGS] + ([0.0] if size is None else [])
    lines += [(left, y, right, y) for y in heads if y0 <= y <= y1 and left < right]
    return tuple(lines)
