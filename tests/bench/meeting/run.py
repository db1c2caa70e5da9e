"""The meetings' bench as a whole: `./packaging/bench meeting`, or one part of it, such as `meeting-forward`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.cast.namespace import NoNamespace
from tests.bench.meeting import forward, join, loss, send
from tests.bench.table import Table
from tests.meeting.network import NoNetwork

Part = Callable[[Path], Awaitable[list[Table]]]
PARTS: dict[str, Part] = {
    "forward": forward.measure,
    "join": join.measure,
    "send": send.measure,
    "loss": loss.measure,
}


async def measure() -> list[Table]:
    """Every part, one after the other."""
    tables: list[Table] = []
    for part in PARTS.values():
        tables += await measure_part(part)
    return tables


async def measure_part(part: Part) -> list[Table]:
    """One part, in a folder that goes with it; nothing, and a word, where it needs a network and gets none."""
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        try:
            return await part(Path(folder))
        except (NoNetwork, NoNamespace):
            print("Meetings are measured in a network of their own: run this as root, with iproute2", file=sys.stderr)
            return []
