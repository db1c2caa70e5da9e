"""Strokes' paths, made when first needed and kept while memory allows, at as many points as the size shown asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from appliance.ink.element import Stroke
from appliance.ink.outline import outlines
from appliance.ink.raster.engine import Engine, Path

ERROR_PX = 0.2
"""By how much a path may miss its stroke, in pixels (with what outlines add: 0.3)."""
LEAST_WIDTH_PX = 0.7
"""Nothing is drawn thinner than this, so that a board seen from afar does not fade."""
_BATCH = 512
_LEVELS = (-7, 6)
_BYTES_PER_VERTEX = 17
_BYTES_PER_PATH = 400

Key = tuple[str, int]
"""An element's id and a level: level n serves scales from 2^(n - 1) to 2^n."""


def level_of(scale: float) -> int:
    """The level that serves a scale, in pixels to a board unit."""
    return min(max(math.frexp(scale)[1], _LEVELS[0]), _LEVELS[1])


class PreparedStrokes:
    """A bounded store of paths; the first made are the first to go."""

    def __init__(self, engine: Engine, max_bytes: int) -> None:
        self._engine = engine
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: dict[Key, tuple[Stroke, Path, int]] = {}

    @property
    def held_bytes(self) -> int:
        """About how much memory the paths take."""
        return self._bytes

    def paths(self, wanted: Sequence[tuple[Key, Stroke]]) -> list[Path]:
        """The strokes' paths, in board units."""
        found: list[Path] = []
        missing: list[int] = []
        kept = self._kept
        for index, (key, stroke) in enumerate(wanted):
            entry = kept.get(key)
            if entry is not None and entry[0] is stroke:
                found.append(entry[1])
            else:
                found.append(None)
                missing.append(index)
        if missing:
            self._make(wanted, missing, found)
        return found

    def _make(self, wanted: Sequence[tuple[Key, Stroke]], missing: list[int], found: list[Path]) -> None:
        by_level: dict[int, list[int]] = {}
        for index in missing:
            by_level.setdefault(wanted[index][0][1], []).append(index)
        for level, indices in by_level.items():
            top = 2.0**level
            for start in range(0, len(indices), _BATCH):
                batch = indices[start : start + _BATCH]
                vertices, counts = outlines([wanted[i][1] for i in batch], ERROR_PX / top, LEAST_WIDTH_PX / top)
                made = self._engine.paths(vertices, counts)
                for index, path, count in zip(batch, made, counts.tolist(), strict=True):
                    found[index] = path
                    self._keep(*wanted[index], path, _BYTES_PER_PATH + count * _BYTES_PER_VERTEX)

    def _keep(self, key: Key, stroke: Stroke, path: Path, cost: int) -> None:
        before = self._kept.pop(key, None)
        self._bytes += cost - (before[2] if before else 0)
        self._kept[key] = (stroke, path, cost)
        while self._bytes > self._max_bytes and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            self._bytes -= self._kept.pop(oldest)[2]
