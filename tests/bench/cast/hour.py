"""`python -m tests.bench.cast.hour [HOURS]`: one cast with sound from Chromium onto the glass, in real time.

What may not grow: the age of its clock on the panel, and each process's own memory and descriptors. Memory is what a
process has written: pages of libraries come and go as the kernel needs room. The first five minutes are compared with
the last.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.cast.glass import clock, watch
from tests.bench.table import Bound, Table, share
from tests.rooms.house import House
from tests.rooms.screen import Screen

PROCESSES = ("room", "media", "shell")
SETTLED_S = 30.0
EVERY_S = 60.0
COMPARED = 5
MAX_GROWTH = 1.1


@dataclass(frozen=True)
class Reading:
    """One minute's."""

    age_ms: float
    megabytes: dict[str, float]
    descriptors: dict[str, int]

    def __str__(self) -> str:
        memory = ", ".join(f"{name} {size:.0f} MB" for name, size in self.megabytes.items())
        return f"{self.age_ms:.0f} ms, {memory}, descriptors {sum(self.descriptors.values())}"


async def measure(hours: float, folder: Path) -> Table:
    """Cast for so long and compare."""
    readings: list[Reading] = []
    with Screen(folder / "panel") as panel:
        async with House(folder, panel) as house, clock(house, "width=1280&height=720&sound=1"):
            await house.until(lambda state: state["cast"]["casts"][0]["phase"] == "live", 30)
            await asyncio.sleep(SETTLED_S)
            begun_s = time.monotonic()
            while time.monotonic() - begun_s < hours * 3600:
                readings.append(await _read(house, panel))
                print(f"{(time.monotonic() - begun_s) / 60:.0f} min: {readings[-1]}", flush=True)
                await asyncio.sleep(max(0.0, begun_s + len(readings) * EVERY_S - time.monotonic()))
    return _compared(readings)


async def _read(house: House, panel: Screen) -> Reading:
    processes = {name: psutil.Process(house.pid(name)) for name in PROCESSES}
    return Reading(
        share(await asyncio.to_thread(watch, panel), 0.5),
        {name: sum(area.private_dirty for area in process.memory_maps()) / 1e6 for name, process in processes.items()},
        {name: process.num_fds() for name, process in processes.items()},
    )


def _compared(readings: list[Reading]) -> Table:
    table = Table(f"A cast of {len(readings)} minutes", ("first", "last", "growth"), "medians of five minutes")

    def add(name: str, figure: Callable[[Reading], float]) -> None:
        first, last = (
            share([figure(one) for one in some], 0.5) for some in (readings[:COMPARED], readings[-COMPARED:])
        )
        table.add(name, first, last, last / first, bounds={"growth": Bound(most=MAX_GROWTH)})

    add("age on the panel, ms", lambda one: one.age_ms)
    for process in PROCESSES:
        add(f"{process}, MB", lambda one, process=process: one.megabytes[process])
        add(f"{process}, descriptors", lambda one, process=process: one.descriptors[process])
    return table


def main() -> int:
    """1 where something grew."""
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory(prefix="parlor-hour-") as folder:
        table = asyncio.run(measure(hours, Path(folder)))
    print(table)
    return int(table.is_missed)


if __name__ == "__main__":
    sys.exit(main())
