"""The casts' bench as a whole: `./packaging/bench cast`, or one part of it, such as `cast-streams`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.cast import glass, loss, page, streams
from tests.bench.cast.namespace import NoNamespace
from tests.bench.table import Table

Part = Callable[[Path], Awaitable[list[Table]]]
PARTS: dict[str, Part] = {
    "streams": streams.measure,
    "page": page.measure,
    "loss": loss.measure,
    "glass": glass.measure,
}


async def measure() -> list[Table]:
    """Every part, one after the other."""
    tables: list[Table] = []
    for part in PARTS.values():
        tables += await measure_part(part)
    return tables


async def measure_part(part: Part) -> list[Table]:
    """One part, in a folder that goes with it; nothing, and a word, where it needs a namespace and gets none."""
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        try:
            return await part(Path(folder))
        except NoNamespace:
            print("Casts are measured in a network of their own: run this as root, with iproute2", file=sys.stderr)
            return []
