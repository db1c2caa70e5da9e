"""Fewer points for the same look: many strokes at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
_PASSES = 12
_WORTHWHILE = 0.08
"""A pass that removes a smaller share is the last but one."""


def thinned(
    points: Floats, radii: Floats, counts: NDArray[np.integer], tolerance: float
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Points, radii and counts of strokes without the points that matter less than `tolerance`.

    `counts` says how many points each stroke has. Every point removed lies within the tolerance of the line that stays,
    its radius counted in; ends stay.
    """
    x, y, r = points[:, 0], points[:, 1], radii
    counts = np.asarray(counts, np.int64)
    stroke = np.repeat(np.arange(len(counts)), counts)
    error = np.zeros(len(x), np.float32)  # of the line from a point to the next: how far the removed ones lie off
    idle = 0
    for turn in range(_PASSES):
        # every second point of what is left, so that its neighbours stay: places first, first + 2, …
        first = 1 + turn % 2
        inner = max((len(x) - first) // 2, 0)
        before, here, after = (slice(at, at + 2 * inner, 2) for at in (first - 1, first, first + 1))
        off = _deviation(x, y, r, before, here, after) + np.maximum(error[before], error[here])
        gone = (off <= tolerance) & (stroke[before] == stroke[after])
        removed = np.count_nonzero(gone)
        idle = idle + 1 if removed < _WORTHWHILE * len(x) else 0
        if removed:
            error[before] = np.where(gone, off, error[before])
            keep = np.ones(len(x), bool)
            keep[here] = ~gone
            x, y, r, stroke, error = x[keep], y[keep], r[keep], stroke[keep], error[keep]
        if idle == 2:
            break
    return np.stack((x, y), 1), r, np.bincount(stroke, minlength=len(counts))


def _deviation(x: Floats, y: Floats, r: Floats, before: slice, here: slice, after: slice) -> Floats:
    """How far points lie off the line between their neighbours, with what their radii differ from it."""
    x0, y0, r0 = x[before], y[before], r[before]
    dx, dy = x[after] - x0, y[after] - y0
    px, py = x[here] - x0, y[here] - y0
    square = dx * dx + dy * dy
    square[square == 0] = 1
    along = np.clip((px * dx + py * dy) / square, 0, 1)
    px -= along * dx
    py -= along * dy
    return np.sqrt(px * px + py * py) + np.abs(r[here] - r0 - along * (r[after] - r0))
