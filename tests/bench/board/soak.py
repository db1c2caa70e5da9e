"""Two hours of three people's writing in some minutes: `python -m tests.bench.board.soak [HOURS]`, not part of a run.

Three guests write, erase and turn pages as fast as the room takes it, as much as three people write in the given hours.
At the start and at the end a hand draws on an empty place of the glass and the delay to changed pixels is taken; memory
of every process is told a quarter at a time.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from appliance.ink.element import Stroke
from tests.bench.board import handwriting
from tests.bench.board.glass import PAGE, PREVIEWS_S, Glass, glass
from tests.bench.board.guest import Guest

WRITERS = 3
STROKES_AN_HOUR = 1800
"""Of one who writes and talks: one every two seconds."""
BATCH = 12
MOST_GROWTH = 1.1
ROUNDS = 3


async def run(hours: float) -> int:
    """Write; 1 where frames became slower by more than a tenth."""
    with tempfile.TemporaryDirectory(prefix="parlor-soak-") as folder:
        async with glass(Path(folder)) as shown:
            await _writing(shown, 10)
            before = await _delays(shown)
            url = await shown.join_url()
            each = round(hours * STROKES_AN_HOUR)
            begun = time.monotonic()
            for quarter in range(4):
                async with asyncio.TaskGroup() as tasks:
                    for writer in range(WRITERS):
                        tasks.create_task(_write(url, writer + 3 * quarter, each // 4))
                print(f"{(quarter + 1) * hours / 4:g} h, {_memory(shown)}", flush=True)
            await shown.until_still()
            after = await _delays(shown)
            growth = after / before
            print(
                f"{WRITERS} x {each} strokes in {time.monotonic() - begun:.0f} s; ink to pixels {before:.2f} ms at the"
                f" start, {after:.2f} ms at the end: {growth:.2f} x, at most {MOST_GROWTH}"
            )
            return int(growth > MOST_GROWTH)


async def _writing(shown: Glass, count: int) -> None:
    async with Guest(await shown.join_url()) as guest:
        await guest.write(PAGE, handwriting.strokes(count, 0.5))


async def _delays(shown: Glass) -> float:
    await asyncio.sleep(PREVIEWS_S)
    samples: list[float] = []
    for at in range(ROUNDS):
        samples += await asyncio.to_thread(shown.yardstick.stroke, 900, 700 + 160 * at, 10, 2, 100)
    return statistics.median(samples)


async def _write(url: str, seed: int, count: int) -> None:
    """One writer: batches of strokes, every fifth batch one is erased again."""
    strokes = _shuffled(seed, count)
    async with Guest(url) as guest:
        for at in range(0, count, BATCH):
            ids = await guest.write(PAGE, strokes[at : at + BATCH])
            if at // BATCH % 5 == 4:
                await guest.remove(PAGE, ids[: BATCH // 2])


def _shuffled(seed: int, count: int) -> list[Stroke]:
    order = np.random.default_rng(seed).permutation(10_000)[:count]
    strokes = handwriting.strokes(10_000, 0.5)
    return [strokes[at] for at in order]


def _memory(shown: Glass) -> str:
    found = []
    for name in ("room", "shell"):
        process = psutil.Process(shown.house.pid(name))
        family = [process, *process.children(recursive=True)]
        megabytes = sum(one.memory_info().rss for one in family) / 2**20
        found.append(f"{name} {megabytes:.0f} MB, {sum(one.num_fds() for one in family)} files")
    return "; ".join(found)


if __name__ == "__main__":
    sys.exit(asyncio.run(run(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)))
