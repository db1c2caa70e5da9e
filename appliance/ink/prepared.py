"""Paths of strokes and shapes, made when first needed and kept, of as many points as the size shown asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from appliance.ink.element import Shape, Stroke
from appliance.ink.figure import Contour, contours
from appliance.ink.outline import outlines
from appliance.ink.raster.engine import Engine, Path
from appliance.ink.shelf import Shelf

ERROR_PX = 0.28
"""By how much a path may miss its stroke, in pixels."""
LEAST_WIDTH_PX = 0.7
"""Nothing is drawn thinner than this, so that a board seen from afar does not fade."""
_BATCH = 512
_LEVELS = (-7, 6)
_WIDE_LEVELS = (-6, -2, 4, 6)
"""Levels whose paths serve those in between too: zooming about a page makes no path anew, and filling one takes hardly
longer for all its points; only far from the page, and very near to it, others are made.
"""
_FINE_PX = 1.0
"""A narrower line is made for each level, since nothing is drawn too thin."""
_BYTES_PER_VERTEX = 24
_LEAST_PATH_BYTES = 1100
_BYTES_TO_KEEP_IT = 350

Key = tuple[str, int]
"""An element's id and a level: what is made for level n is exact at scales up to 2^n."""


def level_of(scale: float) -> int:
    """The level of a scale, in pixels to a board unit: of those above 2^(n - 1) up to 2^n it is n."""
    # a little less, so that 1, 2 and ½ are the upper ends of their levels however they were reckoned
    return min(max(math.frexp(scale * 0.995)[1], _LEVELS[0]), _LEVELS[1])


class Levels(NamedTuple):
    """The levels that serve a scale, by the width of the line."""

    scale: float
    fine: int
    wide: int

    @classmethod
    def at(cls, scale: float) -> Levels:
        """Those of a scale, in pixels to a board unit."""
        fine = level_of(scale)
        return cls(scale, fine, next(level for level in _WIDE_LEVELS if level >= fine))

    def of(self, width: float) -> int:
        """That of a line of a width in board units."""
        return self.wide if width * self.scale >= _FINE_PX else self.fine


class PreparedStrokes:
    """Paths of strokes; those missing are made together."""

    def __init__(self, engine: Engine, shelf: Shelf[Any]) -> None:
        self._engine = engine
        self._shelf = shelf

    def paths(self, wanted: Sequence[tuple[Key, Stroke]]) -> list[Path]:
        """The strokes' paths, in board units."""
        get = self._shelf.get
        found: list[Path | None] = [get(key, stroke) for key, stroke in wanted]
        for level, indices in _missing(wanted, found).items():
            for start in range(0, len(indices), _BATCH):
                self._make(level, wanted, indices[start : start + _BATCH], found)
        return [path for path in found if path is not None]

    def _make(
        self, level: int, wanted: Sequence[tuple[Key, Stroke]], indices: list[int], found: list[Path | None]
    ) -> None:
        top = 2.0**level
        vertices, counts = outlines([wanted[i][1] for i in indices], ERROR_PX / top, LEAST_WIDTH_PX / top)
        made = self._engine.paths(vertices, counts)
        for index, path, count in zip(indices, made, counts.tolist(), strict=True):
            found[index] = path
            key, stroke = wanted[index]
            cost = _BYTES_TO_KEEP_IT + max(count * _BYTES_PER_VERTEX, _LEAST_PATH_BYTES)
            self._shelf.put(key, stroke, path, cost)


class ShapePaths(NamedTuple):
    """What is filled to paint a shape, in board units."""

    area: Path | None
    line: Path | None


class PreparedShapes:
    """Paths of shapes; those missing are made together."""

    def __init__(self, engine: Engine, shelf: Shelf[Any]) -> None:
        self._engine = engine
        self._shelf = shelf

    def paths(self, wanted: Sequence[tuple[Key, Shape]]) -> list[ShapePaths]:
        """The shapes' paths."""
        found: list[ShapePaths | None] = [self._shelf.get(key, shape) for key, shape in wanted]
        for level, indices in _missing(wanted, found).items():
            for start in range(0, len(indices), _BATCH):
                self._make(level, wanted, indices[start : start + _BATCH], found)
        return [paths for paths in found if paths is not None]

    def _make(
        self, level: int, wanted: Sequence[tuple[Key, Shape]], indices: list[int], found: list[ShapePaths | None]
    ) -> None:
        top = 2.0**level
        lines = [contours(wanted[i][1]) for i in indices]
        runs = [
            _run(line, is_closed, wanted[i][1].width)
            for i, of_shape in zip(indices, lines, strict=True)
            for line, is_closed in of_shape
        ]
        vertices, counts = outlines(runs, ERROR_PX / top, LEAST_WIDTH_PX / top)
        edges = iter(np.split(vertices, np.cumsum(counts)[:-1]))
        for index, of_shape in zip(indices, lines, strict=True):
            key, shape = wanted[index]
            around = [next(edges) for _ in of_shape]
            areas = [line for line, is_closed in of_shape if is_closed]
            found[index] = made = ShapePaths(
                self._engine.path(areas) if areas and shape.fill & 255 else None,
                self._engine.path(around) if around and shape.width > 0 else None,
            )
            cost = 2 * _LEAST_PATH_BYTES + _BYTES_PER_VERTEX * (sum(map(len, areas)) + sum(map(len, around)))
            self._shelf.put(key, shape, made, cost)


def _run(line: Contour, is_closed: bool, width: float) -> Stroke:
    """A shape's line as a stroke; a closed one ends where it began, so that its round ends make a round corner."""
    points = np.concatenate((line, line[:1])) if is_closed else line
    return Stroke(points=points.astype(np.float32), color=0, width=max(width, 0.0))


def _missing(wanted: Sequence[tuple[Key, object]], found: Sequence[object]) -> dict[int, list[int]]:
    """Places of what is not there, by level."""
    missing: dict[int, list[int]] = {}
    for index, thing in enumerate(found):
        if thing is None:
            missing.setdefault(wanted[index][0][1], []).append(index)
    return missing
