"""What is lost when processes are killed while somebody writes: `python -m tests.bench.board.kills [ROUNDS]`.

In each round a hand draws strokes on the glass, and at a random moment meanwhile the room, the shell or a raster
process is killed with SIGKILL. Whoever lives goes on, whoever died is started anew by `parlor run`; then the board is
read through its link. A stroke that was finished WET_S before the shell died must be there whole; of one that was being
drawn everything up to WET_S before; when another process dies, all of all strokes. Not part of a run: 200 rounds take a
quarter of an hour. Ends with 1 where anything was lost.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
from pycrdt import Map

from appliance.ink.element import Stroke
from appliance.ink.packing import unpack_all
from appliance.ink.record import elements_of
from tests.bench.board.glass import PAGE, Glass, glass, open_whiteboard
from tests.bench.board.guest import Guest

WIDTH, HEIGHT = 1920, 1080
WET_S = 0.1
STROKES, MOVES, MOVE_S, PAUSE_S, STEP_PX = 4, 14, 0.008, 0.03, 16
NEAR_PX = 6.0
FOUND_S = 15.0
VICTIMS = ("room", "shell", "raster")


@dataclass
class Line:
    """A stroke as the hand drew it: when it was where."""

    x: int
    y: int
    moves: list[float] = field(default_factory=list)
    released: float = float("inf")

    def reached(self, moment: float) -> float:
        """How far to the right it was at a moment."""
        return self.x + STEP_PX * sum(at <= moment for at in self.moves)


async def run(rounds: int) -> int:
    """Write and kill; 1 where anything was lost."""
    chance = random.Random(rounds)
    written, lost, killed = 0, 0, Counter[str]()
    with tempfile.TemporaryDirectory(prefix="parlor-kills-") as folder:
        async with glass(Path(folder), WIDTH, HEIGHT) as shown:
            for at in range(rounds):
                victim = VICTIMS[at % len(VICTIMS)]
                lines, killed_at = await _write_and_kill(shown, chance, victim)
                if victim == "shell":
                    await shown.house.until(lambda state: not state["glass"]["attached"])
                    await shown.house.until(lambda state: state["glass"]["attached"], 20)
                    await open_whiteboard(shown, 0.5)
                killed[victim] += 1
                missing = await _missing(shown, lines, killed_at - WET_S if victim == "shell" else None)
                written += len(lines)
                lost += len(missing)
                for words in missing:
                    print(f"round {at}, {victim} killed: {words}", flush=True)
    counts = ", ".join(f"{name} {count}" for name, count in killed.items())
    print(f"{rounds} kills ({counts}), {written} strokes, {lost} with ink lost")
    return int(lost > 0)


async def _write_and_kill(shown: Glass, chance: random.Random, victim: str) -> tuple[list[Line], float]:
    lines = [Line(chance.randrange(300, 1300), chance.randrange(260, 820)) for _ in range(STROKES)]
    process = _process(shown, victim)
    writing = asyncio.create_task(asyncio.to_thread(_write, shown, lines))
    await asyncio.sleep(chance.uniform(0, STROKES * (MOVES * MOVE_S + PAUSE_S)))
    killed_at = time.monotonic()
    os.kill(process, signal.SIGKILL)
    await writing
    return lines, killed_at


def _write(shown: Glass, lines: list[Line]) -> None:
    hand = shown.yardstick
    for line in lines:
        hand.move(line.x, line.y)
        hand.press()
        time.sleep(MOVE_S)
        for step in range(1, MOVES + 1):
            hand.move(line.x + STEP_PX * step, line.y)
            line.moves.append(time.monotonic())
            time.sleep(MOVE_S)
        hand.release()
        line.released = time.monotonic()
        time.sleep(PAUSE_S)


def _process(shown: Glass, victim: str) -> int:
    if victim != "raster":
        return shown.house.pid(victim)
    children = psutil.Process(shown.house.pid("shell")).children()
    return next(child.pid for child in children if "ui.canvas.raster_process" in child.cmdline())


async def _missing(shown: Glass, lines: list[Line], until: float | None) -> list[str]:
    """What of the lines is not on the board, each in words; `until` is the last moment whose ink must be there."""
    give_up = time.monotonic() + FOUND_S
    while True:
        drawn = await _drawn(shown)
        missing = [words for line in lines if (words := _lack(line, drawn, until))]
        if not missing or time.monotonic() > give_up:
            return missing
        await asyncio.sleep(0.2)


def _lack(line: Line, drawn: list[Stroke], until: float | None) -> str:
    moment = line.released if until is None else min(until, line.released)
    wanted = line.reached(moment)
    if wanted == line.x:
        return ""
    start = np.array((line.x, line.y))
    ours = [stroke for stroke in drawn if np.abs(stroke.points[0] - start).max() < NEAR_PX]
    if not ours:
        return f"nothing of the line at {line.x}, {line.y}"
    ended = max(float(stroke.points[:, 0].max()) for stroke in ours)
    return "" if ended >= wanted - NEAR_PX else f"the line at {line.x}, {line.y} ends at {ended:.0f}, not {wanted:.0f}"


async def _drawn(shown: Glass) -> list[Stroke]:
    async with Guest(await shown.join_url()) as guest:
        values = guest.doc.get(elements_of(PAGE), type=Map).to_py() or {}
    return unpack_all([bytes(value) for value in values.values() if isinstance(value, bytes | bytearray)])


if __name__ == "__main__":
    sys.exit(asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
