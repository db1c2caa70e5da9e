"""Geometry that readers of several formats share."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import IDENTITY, Affine

_STEPS = 8
_MOST_CURVED = 100
"""A line of more points than that is dense enough as it is."""


def about(x: float, y: float, angle: float) -> Affine:
    """A turn about a point, in radians, clockwise as y grows downwards."""
    if not angle:
        return IDENTITY
    cos, sin = math.cos(angle), math.sin(angle)
    return Affine(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


def curved(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A smooth line through some points (Catmull-Rom), as a denser line."""
    if not 2 < len(points) <= _MOST_CURVED:
        return points
    before = np.concatenate((points[:1], points[:-2]))
    start, end = points[:-1], points[1:]
    after = np.concatenate((points[2:], points[-1:]))
    t = np.linspace(0, 1, _STEPS, endpoint=False)[None, :, None]
    p0, p1, p2, p3 = (each[:, None, :] for each in (before, start, end, after))
    dense = 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
    return np.concatenate((dense.reshape(-1, 2), points[-1:]))
