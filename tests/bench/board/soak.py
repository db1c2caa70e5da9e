"""Two hours of three people's writing in some minutes: `python -m tests.bench.board.soak [HOURS]`, not part of a run.

Three guests write, erase and turn pages as fast as the room takes it, as much as three people write in the given hours.
At the start and at the end a hand draws on the glass and the delay to changed pixels is taken; memory of every process
is told a quarter at a time. How fast the machine is drifts within the hour: so at the end a second room is started with
a fresh glass on a board with the same on it, and the hand draws on the worn and on the fresh one in turns.
"""

from __future__ import annotations

import asyncio
import shutil
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
"""Of the worn glass's delay in that of the fresh one."""
ROUNDS = 3
TURNS = 8
WORK_S = 120.0
SAME_INK = 0.01
"""Parts of the glass by which what two of them show may differ."""


async def run(hours: float) -> int:
    """Write; 1 where the glass has become slower than a fresh one by more than a tenth."""
    with tempfile.TemporaryDirectory(prefix="parlor-soak-") as folder:
        async with glass(Path(folder)) as shown:
            await _writing(shown, 10)
            await asyncio.sleep(PREVIEWS_S)
            hand = Hand(shown)
            before = statistics.median([delay for _ in range(ROUNDS) for delay in await hand.draw()])
            url = await shown.join_url()
            each = round(hours * STROKES_AN_HOUR)
            begun = time.monotonic()
            for quarter in range(4):
                async with asyncio.TaskGroup() as tasks:
                    for writer in range(WRITERS):
                        tasks.create_task(_write(url, writer + 3 * quarter, each // 4))
                print(f"{(quarter + 1) * hours / 4:g} h, {_memory(shown)}", flush=True)
            await shown.until_still()
            wrote_s = time.monotonic() - begun
            worn, fresh = await _in_turns(shown, hand, Path(folder, "fresh"))
            growth = worn / fresh
            print(
                f"{WRITERS} x {each} strokes in {wrote_s:.0f} s; ink to pixels in turns: worn {worn:.2f} ms, fresh"
                f" {fresh:.2f} ms: {growth:.2f} x, at most {MOST_GROWTH}; at the start {before:.2f} ms, end / start"
                f" {worn / before:.2f} x, in which the machine's own drift is"
            )
            return int(growth > MOST_GROWTH)


class Hand:
    """Draws on one glass, each line on a place of its own: ink over ink of its colour changes nothing."""

    def __init__(self, shown: Glass, lines: int = 0) -> None:
        self.lines = lines
        self._shown = shown

    async def draw(self) -> list[float]:
        """One more line; the delay of each motion in ms."""
        y = 300 + 60 * self.lines
        self.lines += 1
        return await asyncio.to_thread(self._shown.yardstick.stroke, 900, y, 10, 2, 100)


async def _in_turns(worn: Glass, hand: Hand, folder: Path) -> tuple[float, float]:
    """Median delays of a worn glass and of a fresh one that shows the same, in the same minutes."""
    async with worn.house.client() as client:
        made = await client.call("board.export_board", timeout_s=WORK_S, format="board")
    async with glass(folder) as fresh:
        inbox = fresh.house.runtime / "boards" / "inbox"
        shutil.copyfile(made["file"], inbox / "worn.board")
        async with fresh.house.client() as client:
            lost = await client.call("board.import_file", timeout_s=WORK_S, name="worn.board")
        assert not lost, f"the fresh board is not the same: {lost}"
        await fresh.until_still()
        await asyncio.sleep(PREVIEWS_S)
        assert abs(fresh.ink() - worn.ink()) < SAME_INK, "the fresh glass does not show what the worn one does"
        samples: tuple[list[float], list[float]] = ([], [])
        hands = hand, Hand(fresh, hand.lines)
        for turn in range(TURNS):
            for which in (0, 1) if turn % 2 == 0 else (1, 0):
                samples[which].extend(await hands[which].draw())
    return statistics.median(samples[0]), statistics.median(samples[1])


async def _writing(shown: Glass, count: int) -> None:
    async with Guest(await shown.join_url()) as guest:
        await guest.write(PAGE, handwriting.strokes(count, 0.5))


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
