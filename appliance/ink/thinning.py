"""Fewer points for the same look: many strokes at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
_PASSES = 12
_WORTHWHILE = 0.02
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
        inner = np.arange(1 + turn % 2, len(x) - 1, 2)
        inner = inner[(stroke[inner - 1] == stroke[inner + 1])]
        off = _deviation(x, y, r, inner) + np.maximum(error[inner - 1], error[inner])
        small = off <= tolerance
        gone = inner[small]
        idle = idle + 1 if len(gone) < _WORTHWHILE * len(x) else 0
        if len(gone):
            error[gone - 1] = off[small]
            keep = np.ones(len(x), bool)
            keep[gone] = False
            x, y, r, stroke, error = x[keep], y[keep], r[keep], stroke[keep], error[keep]
        if idle == 2:
            break
    return np.stack((x, y), 1), r, np.bincount(stroke, minlength=len(counts))


def _deviation(x: Floats, y: Floats, r: Floats, at: NDArray[np.int64]) -> Floats:
    """How far points lie off the line between their neighbours, with what their radii differ from it."""
    x0, y0, r0 = x[at - 1], y[at - 1], r[at - 1]
    dx, dy, dr = x[at + 1] - x0, y[at + 1] - y0, r[at + 1] - r0
    px, py = x[at] - x0, y[at] - y0
    square = dx * dx + dy * dy
    along = np.clip((px * dx + py * dy) / np.where(square > 0, square, np.float32(1)), 0, 1)
    px -= along * dx
    py -= along * dy
    return np.sqrt(px * px + py * py) + np.abs(r[at] - r0 - along * dr)
