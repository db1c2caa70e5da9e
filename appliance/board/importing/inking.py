"""Strokes as a file draws them become strokes of a board: thousands at a time, far cheaper than one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from appliance.board.parcel import MAX_COORDINATE
from appliance.ink.element import MAX_FACTOR, Affine, Override, Stroke, Tool
from appliance.ink.packing import MAX_POINTS

MIN_WIDTH = 1 / 64
MAX_WIDTH = 4_000.0


@dataclass(slots=True, kw_only=True)
class Drawn:
    """A stroke of a file."""

    points: NDArray[np.float64]
    """Shape (n, 2), n ≥ 1, before the transform."""
    widths: NDArray[np.float64] | None
    """At the points, in board units before the transform; the last one holds for points that have none."""
    width: float
    color: int
    tool: Tool
    affine: Affine
    override: Override
    created_ms: int
    duration_ms: int

    @property
    def parts(self) -> int:
        """How many strokes of a board it takes."""
        return -(-len(self.points) // MAX_POINTS)


@np.errstate(all="ignore")  # a file's numbers may be anything; what they make is checked
def inked(drawn: Sequence[Drawn]) -> list[list[Stroke]]:
    """Of each its strokes, more than one if it is longer than one may be; none if a point of it is nowhere."""
    if not drawn:
        return []
    counts = np.array([len(each.points) for each in drawn])
    ends = np.cumsum(counts)
    affines = np.array([each.affine for each in drawn], np.float64)
    points = _moved(np.concatenate([each.points for each in drawn]), affines, counts)
    # written so that not-a-number fails as well
    near = np.maximum.reduceat(np.abs(points).max(axis=0), ends - counts) <= MAX_COORDINATE
    settled = points.T.astype(np.float32)
    widths, factors = _pressed(drawn)
    a, b, c, d = affines.T[:4]
    widths = _bounded(widths * np.abs(a * d - b * c) ** 0.5)
    return [
        _strokes(each, settled[end - count : end], width, some) if is_near else []
        for each, count, end, is_near, width, some in zip(
            drawn, counts.tolist(), ends.tolist(), near.tolist(), widths.tolist(), factors, strict=True
        )
    ]


def _bounded(widths: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.clip(np.where(np.isnan(widths), 1.0, widths), MIN_WIDTH, MAX_WIDTH)


def _moved(points: NDArray[np.float64], affines: NDArray[np.float64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Shape (2, n)."""
    is_one = (affines == affines[0]).all()
    a, b, c, d, e, f = affines[0] if is_one else np.repeat(affines, counts, axis=0).T
    x, y = points.T
    return np.array((a * x + c * y + e, b * x + d * y + f))


def _pressed(drawn: Sequence[Drawn]) -> tuple[NDArray[np.float64], list[NDArray[np.float32] | None]]:
    """Nominal widths before the transform, and the factors at the points of those whose widths can be told."""
    nominal = np.array([each.width for each in drawn], np.float64)
    factors: list[NDArray[np.float32] | None] = [None] * len(drawn)
    told = [
        (at, widths)
        for at, each in enumerate(drawn)
        if (widths := each.widths) is not None and widths.ndim == 1 and len(widths)
    ]
    if not told:
        return nominal, factors
    where = np.array([at for at, _ in told])
    counts = np.array([len(widths) for _, widths in told])
    ends = np.cumsum(counts)
    whole = np.concatenate([widths for _, widths in told])
    least, widest = (each.reduceat(whole, ends - counts) for each in (np.minimum, np.maximum))
    is_finite = np.isfinite(least) & np.isfinite(widest)
    widest = np.clip(widest, 0, MAX_WIDTH)
    fits = (widest > 0) & (widest <= nominal[where] * MAX_FACTOR)
    fitting = np.where(fits, nominal[where], np.maximum(widest / 2, MIN_WIDTH * (widest == 0)))
    nominal[where] = np.where(is_finite, fitting, nominal[where])
    whole = (np.clip(whole, 0, MAX_WIDTH) / np.repeat(fitting, counts)).astype(np.float32)
    for (at, _), count, end, is_told in zip(told, counts.tolist(), ends.tolist(), is_finite.tolist(), strict=True):
        if is_told:
            factors[at] = _lengthened(whole[end - count : end], len(drawn[at].points))
    return nominal, factors


def _lengthened(factors: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    if len(factors) < count:
        return np.concatenate((factors, np.full(count - len(factors), factors[-1])))
    return factors[:count]


def _strokes(
    drawn: Drawn, points: NDArray[np.float32], width: float, factors: NDArray[np.float32] | None
) -> list[Stroke]:
    return [
        Stroke(
            points=points[start : start + MAX_POINTS],
            factors=None if factors is None else factors[start : start + MAX_POINTS],
            color=drawn.color,
            width=width,
            tool=drawn.tool,
            created_ms=drawn.created_ms + part,
            duration_ms=drawn.duration_ms,
        )
        for part, start in enumerate(range(0, len(points), MAX_POINTS))
    ]
