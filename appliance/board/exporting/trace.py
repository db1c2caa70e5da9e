"""Strokes as the whole numbers that vector formats write: outlines of those with pressure, else their middle lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from appliance.board import progress
from appliance.ink.colour import highlighted, shown
from appliance.ink.element import IDENTITY, Affine, Placed, Stroke
from appliance.ink.outline import outlines
from appliance.ink.prepared import LEAST_WIDTH_PX

STEPS = 16
"""To a board unit: an eighth of a pixel at 4K."""
STROKES_AT_ONCE = 400
"""Enough for numpy to be quick, few enough for what it works on to stay small."""
TOLERANCE = 0.075
"""Board units by which outlines may miss the true ones: 10,000 strokes take a tenth less than at 0.05."""
LEAST_WIDTH = LEAST_WIDTH_PX / 2
"""What the glass makes of thinner strokes at 4K."""
_FULL_WIDTH = 1.0
"""Strokes of this width or more are fine enough in steps."""
_MOST_FINENESS = 8
_LIMIT = 2.0**40


@dataclass(frozen=True, slots=True)
class Trace:
    """One stroke on its way into a file."""

    placed: Placed
    stroke: Stroke
    origin: tuple[int, int]
    """Its first point, in steps."""
    fineness: int
    """How many steps of its own are in a step: what was written close up is written more finely."""
    begin: int
    end: int
    """Which of its run's points are its."""

    @property
    def filled(self) -> bool:
        """Whether its points are the outline to be filled, and not a line to be drawn."""
        return self.stroke.factors is not None

    @property
    def affine(self) -> Affine:
        """From its points to steps on the page."""
        moved = self.placed.override.affine
        if moved is IDENTITY and self.fineness == 1:
            return IDENTITY
        affine = moved._replace(e=moved.e * STEPS, f=moved.f * STEPS)
        return affine if self.fineness == 1 else affine.after(Affine(a=1 / self.fineness, d=1 / self.fineness))

    @property
    def width(self) -> float:
        """Nominal, in its own steps."""
        return self.stroke.width * self.fineness * STEPS

    def color(self, dark: bool) -> int:
        """As it is seen."""
        override = self.placed.override.color
        color = self.stroke.color if override is None else override
        return highlighted(color, dark) if self.stroke.tool == "highlighter" else shown(color, dark)


@dataclass(frozen=True, slots=True)
class Run:
    """Strokes that lie over each other in this order."""

    traces: list[Trace]
    points: NDArray[np.int64]
    """Shape (n, 2), in steps; each trace's lie together, but not in the order of the traces."""
    starts: NDArray[np.int64]
    """Where a trace's points begin, for each point."""

    def from_origin(self) -> NDArray[np.int64]:
        """Points as seen from their trace's first."""
        return self.points - self.points[self.starts]

    def from_before(self) -> NDArray[np.int64]:
        """Points as seen from the one before; of each trace's first nothing is known."""
        return np.diff(self.points, axis=0, prepend=self.points[:1])


def runs(placed: Sequence[tuple[Placed, Stroke]]) -> Iterator[Run]:
    """Strokes in painting order, some hundreds at a time."""
    for at in progress.over(range(0, len(placed), STROKES_AT_ONCE)):
        yield _run(placed[at : at + STROKES_AT_ONCE])


def _run(placed: Sequence[tuple[Placed, Stroke]]) -> Run:
    finenesses = [_fineness(stroke.width) for _, stroke in placed]
    drawn = [_enlarged(stroke, fineness) for (_, stroke), fineness in zip(placed, finenesses, strict=True)]
    pressed = [stroke for stroke in drawn if stroke.factors is not None]
    even = [stroke.points for stroke in drawn if stroke.factors is None]
    vertices, counts = outlines(pressed, TOLERANCE, LEAST_WIDTH)
    points = np.concatenate([vertices, *even])
    whole = np.rint(np.clip(np.nan_to_num(points * STEPS), -_LIMIT, _LIMIT)).astype(np.int64)
    counts = np.concatenate([counts, [len(line) for line in even]]).astype(np.int64)
    ends = np.cumsum(counts)
    begins = ends - counts
    spans = list(zip(whole[begins].tolist(), begins.tolist(), ends.tolist(), strict=True))
    areas, lines = iter(spans[: len(pressed)]), iter(spans[len(pressed) :])
    traces = [
        Trace(one, stroke, (x, y), fineness, begin, end)
        for (one, stroke), fineness in zip(placed, finenesses, strict=True)
        for (x, y), begin, end in (next(lines if stroke.factors is None else areas),)
    ]
    return Run(traces, whole, np.repeat(begins, counts))


def _fineness(width: float) -> int:
    return 2 ** min(max(math.ceil(math.log2(_FULL_WIDTH / max(width, 1e-3))), 0), _MOST_FINENESS)


def _enlarged(stroke: Stroke, fineness: int) -> Stroke:
    if fineness == 1:
        return stroke
    return replace(stroke, points=stroke.points * fineness, width=stroke.width * fineness)
