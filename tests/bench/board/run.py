"""The whiteboard's bench as a whole: `./packaging/bench board`, or one part of it, such as `board-latency`."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.board import canvas, exports, latency, size
from tests.bench.table import Table

Part = Callable[[Path], Awaitable[list[Table]]]
PARTS: dict[str, Part] = {
    "latency": latency.measure,
    "canvas": canvas.measure,
    "exports": exports.measure,
    "size": size.measure,
}


async def measure() -> list[Table]:
    """Every part, one after the other."""
    tables: list[Table] = []
    for part in PARTS.values():
        tables += await measure_part(part)
    return tables


async def measure_part(part: Part) -> list[Table]:
    """One part, in a folder that goes with it."""
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        return await part(Path(folder))
