"""From exec to the first picture: the room, and a bare Qt Quick window."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.table import Table
from tests.rooms.house import House

RUNS = 5
TARGET_S = 3.0

BARE = """
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView
application = QGuiApplication([])
view = QQuickView()
view.frameSwapped.connect(application.quit)
view.resize(1920, 1080)
view.show()
application.exec()
"""


async def measure() -> Table:
    """Several starts of each in turn, after one that fills the caches."""
    bare, attached, pictured = [], [], []
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        await _room(Path(folder))
        for _ in range(RUNS):
            bare.append(await _bare())
            at, seen = await _room(Path(folder))
            attached.append(at)
            pictured.append(seen)
    table = Table("Start, once installed", ["fastest", "slowest", "median"], "s", is_compared=True)
    table.add("bare Qt Quick window, first frame", *_figures(bare))
    table.add("parlor run, glass attached", *_figures(attached))
    table.add("parlor run, picture of the home page", *_figures(pictured), target=TARGET_S)
    return table


def _figures(samples: list[float]) -> tuple[float, float, float]:
    return min(samples), max(samples), statistics.median(samples)


async def _bare() -> float:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", BARE, env=environment)
    async with asyncio.timeout(30):
        assert await process.wait() == 0
    return time.perf_counter() - begun


async def _room(folder: Path) -> tuple[float, float]:
    begun = time.perf_counter()
    async with House(folder) as house:
        attached = time.perf_counter() - begun
        capture = await house.call("glass.capture")
        seen = time.perf_counter() - begun
        assert Path(capture["path"]).stat().st_size > 1000
    return attached, seen
