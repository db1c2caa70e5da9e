"""Paths of strokes and shapes, made when first needed and kept, of as many points as the size shown asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from appliance.ink.element import Shape, Stroke
from appliance.ink.figure import contours
from appliance.ink.outline import outline, outlines
from appliance.ink.raster.engine import Engine, Path
from appliance.ink.shelf import Shelf

ERROR_PX = 0.28
"""By how much a path may miss its stroke, in pixels."""
LEAST_WIDTH_PX = 0.7
"""Nothing is drawn thinner than this, so that a board seen from afar does not fade."""
_BATCH = 512
_LEVELS = (-7, 6)
_BYTES_PER_VERTEX = 24
_LEAST_PATH_BYTES = 1100
_BYTES_TO_KEEP_IT = 350

Key = tuple[str, int]
"""An element's id and a level: level n serves scales above 2^(n - 1) up to 2^n."""


def level_of(scale: float) -> int:
    """The level that serves a scale, in pixels to a board unit."""
    # a little less, so that 1, 2 and ½ are the upper ends of their levels however they were reckoned
    return min(max(math.frexp(scale * 0.995)[1], _LEVELS[0]), _LEVELS[1])


class PreparedStrokes:
    """Paths of strokes; those missing are made together."""

    def __init__(self, engine: Engine, max_bytes: int) -> None:
        self._engine = engine
        self._shelf: Shelf[Path] = Shelf(max_bytes)

    @property
    def held_bytes(self) -> int:
        """About how much memory the paths take."""
        return self._shelf.held_bytes

    def paths(self, wanted: Sequence[tuple[Key, Stroke]]) -> list[Path]:
        """The strokes' paths, in board units."""
        get = self._shelf.get
        found = [get(key, stroke) for key, stroke in wanted]
        missing: dict[int, list[int]] = {}
        for index, path in enumerate(found):
            if path is None:
                missing.setdefault(wanted[index][0][1], []).append(index)
        for level, indices in missing.items():
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
    """Paths of shapes."""

    def __init__(self, engine: Engine, max_bytes: int) -> None:
        self._engine = engine
        self._shelf: Shelf[ShapePaths] = Shelf(max_bytes)

    @property
    def held_bytes(self) -> int:
        """About how much memory the paths take."""
        return self._shelf.held_bytes

    def paths(self, key: Key, shape: Shape) -> ShapePaths:
        """A shape's paths."""
        found = self._shelf.get(key, shape)
        if found is None:
            top = 2.0 ** key[1]
            lines = contours(shape)
            areas = [line for line, is_closed in lines if is_closed]
            width = max(shape.width, LEAST_WIDTH_PX / top)
            # closed lines begin and end in one place, where their round ends are a round corner
            runs = [np.concatenate((line, line[:1])) if is_closed else line for line, is_closed in lines]
            edges = [outline(run, None, width, ERROR_PX / top) for run in runs] if shape.width > 0 else []
            found = ShapePaths(
                self._engine.path(areas) if areas and shape.fill & 255 else None,
                self._engine.path(edges) if edges else None,
            )
            vertices = sum(map(len, areas)) + sum(map(len, edges))
            self._shelf.put(key, shape, found, 2 * _LEAST_PATH_BYTES + vertices * _BYTES_PER_VERTEX)
        return found
