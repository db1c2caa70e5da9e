"""10,000 strokes with pressure to PDF, PNG (3840 pixels wide) and SVG: ours, Xournal++ and Excalidraw.

Ours are told twice: as a whole command from a `.board` file, as Xournal++ is, and from a board in memory to bytes, as
Excalidraw is.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.board import handwriting, whiteboards
from tests.bench.table import Table
from tests.rooms.screen import Screen

STROKES = 10_000
RUNS = 3
BARS = {"pdf": 1.5, "png": 1.5, "svg": 0.5}
PDF_MEGABYTES = 200.0
PARLOR = str(Path(sys.executable).with_name("parlor"))
XOURNALPP = {
    "pdf": ["--create-pdf={out}"],
    "png": ["--create-img={out}", "--export-png-width=3840"],
    "svg": ["--create-img={out}"],
}


async def measure(folder: Path) -> list[Table]:
    """One table a format, and one of memory."""
    drawing, journal, board = folder / "s.excalidraw", folder / "s.xopp", folder / "s.board"
    handwriting.write_xopp(journal, STROKES)
    handwriting.write_excalidraw(drawing, STROKES)
    await _timed([sys.executable, "-m", "tests.bench.board.exports", str(board), "board"])
    browser = await asyncio.to_thread(_excalidraw, folder, drawing)
    memory = Table(f"Peak memory of a PDF of {STROKES} strokes", ["median"], "MB", is_compared=True)
    tables = []
    for kind, bar in BARS.items():
        out = folder / f"out.{kind}"
        table = Table(
            f"Export of {STROKES} strokes with pressure: {kind.upper()}", ["fastest", "median"], "s", is_compared=True
        )
        arguments = [argument.format(out=out) for argument in XOURNALPP[kind]]
        peer = await _several(lambda arguments=arguments: _timed(["xournalpp", *arguments, str(journal)]))
        command = await _several(lambda out=out: _timed([PARLOR, "board", "convert", str(board), str(out)]))
        inside = await _several(lambda kind=kind: _inside(kind))
        table.add("Xournal++, whole command", *_figures(peer))
        table.add("Parlor, whole command", *_figures(command))
        table.add("Parlor, from memory", *_figures(inside), target=bar)
        if kind in browser:
            table.add("Excalidraw, from memory", *browser[kind])
        tables.append(table)
        if kind == "pdf":
            memory.add("Xournal++", statistics.median(one[1] for one in peer))
            memory.add("Parlor, whole command", statistics.median(one[1] for one in command), target=PDF_MEGABYTES)
    return [*tables, memory]


Sample = tuple[float, float]
"""Seconds and megabytes."""


async def _several(run: Callable[[], Awaitable[Sample]]) -> list[Sample]:
    return [await run() for _ in range(RUNS)]


def _figures(samples: list[Sample]) -> tuple[float, float]:
    seconds = [one[0] for one in samples]
    return min(seconds), statistics.median(seconds)


async def _timed(command: list[str]) -> Sample:
    timed = ["/usr/bin/time", "-f", "\n%e %M", *command]
    process = await asyncio.create_subprocess_exec(
        *timed, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == 0, said.decode()
    seconds, kilobytes = said.decode().split()[-2:]
    return float(seconds), float(kilobytes) / 1024


async def _inside(kind: str) -> Sample:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.board.exports", "-", kind, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(said), 0.0


def _excalidraw(folder: Path, drawing: Path) -> dict[str, tuple[float, float]]:
    with (
        Screen(folder / "screen", 1920, 1080) as screen,
        whiteboards.in_browser("excalidraw", screen, folder / "excalidraw", drawing) as page,
    ):
        page.wait_for_function(f"window.bench.strokes() === {STROKES}", timeout=60_000)
        found = {}
        for kind in ("png", "svg"):
            seconds = [page.evaluate(f"window.bench.{kind}()") for _ in range(RUNS)]
            found[kind] = (min(seconds), statistics.median(seconds))
        return found


def main() -> None:
    """In a process of its own: make the board's file, or print how long an export from memory takes."""
    import time

    from appliance.board.exporting import native, pdf, png, svg
    from appliance.ink.element import Board, Page, Placed

    out, kind = sys.argv[1:]
    placed = tuple(Placed(id=f"s{at:07}", element=one) for at, one in enumerate(handwriting.strokes(STROKES)))
    page = Page(id="first", elements=placed, size=(handwriting.WIDTH, handwriting.HEIGHT))
    board = Board(name="Bench", pages=(page,))
    if kind == "board":
        Path(out).write_bytes(native.write(board).data)
        return
    writer = {"pdf": pdf, "png": png, "svg": svg}[kind]
    begun = time.perf_counter()
    writer.write(board)
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
