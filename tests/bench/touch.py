"""From a touch on the glass, through the daemon, to the change of a property in QML."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.table import Table, percentiles
from tests.rooms.house import House

COUNT = 1000
TARGET_MS = 5.0


async def measure() -> Table:
    """Toggle the mute a thousand times at a finger's irregular pace."""
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        async with House(Path(folder)) as house:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.bench.glass", str(house.runtime), str(COUNT),
                env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
                stdout=asyncio.subprocess.PIPE,
            )  # fmt: skip
            async with asyncio.timeout(90):
                said, _ = await process.communicate()
            assert process.returncode == 0, "the room did not answer the touches"
    p50, p99, worst = percentiles(json.loads(said.splitlines()[-1]))
    table = Table("Touch, daemon, QML property", ["p50", "max", "p99"], "ms")
    table.add(f"{COUNT} touches", p50, worst, p99, target=TARGET_MS)
    return table
