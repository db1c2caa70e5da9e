"""A raster process: paints tiles beside the shell. `python -m ui.canvas.raster_process FD BYTES`.

Words come on standard input and go out on standard output; pixels lie in memory that both processes see.
"""

from __future__ import annotations

import fcntl
import gc
import mmap
import os
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np

from appliance.ink.lettering import FONT_FACES, FONT_FILES, Typefaces
from appliance.ink.painter import Painter
from appliance.ink.picture import encode, parts_from, pictures_from
from appliance.ink.raster.engine import Pixels
from ui.canvas.decoded import Decoded
from ui.canvas.raster_sheet import RasterSheet
from ui.canvas.words import (
    TILE,
    Clear,
    Done,
    Frames,
    Look,
    Over,
    Paint,
    Portrait,
    Put,
    Request,
    frame,
    read_request,
)  # fmt: skip

_READ_BYTES = 1 << 20
NICENESS = 5
PAINTER_BYTES = 512 * 1024 * 1024


class Workshop:
    """All sheets of one process, and the memory of the tiles."""

    def __init__(self, memory: mmap.mmap) -> None:
        self._slots = np.frombuffer(memory, np.uint8).reshape(-1, TILE, TILE, 4)
        self._typefaces = Typefaces(_faces())
        self._assets = ""
        pictures, parts = pictures_from(self._asset), parts_from(self._asset)
        self._painter = Painter(self._typefaces, pictures, parts=parts, max_bytes=PAINTER_BYTES)
        self._decoded = Decoded()
        self._sheets: dict[int, RasterSheet] = {}

    def take(self, request: Request) -> Done | None:
        """Do what is asked."""
        match request:
            case Look():
                self._assets = request.assets
                self._sheet(request.sheet).look(request)
            case Clear():
                self._sheets.pop(request.sheet, None)
            case Put():
                self._sheet(request.sheet).put(request.changes)
            case Paint():
                self._paint(request)
                return Done(request.number)
            case Over():
                column, row, slot = request.spot
                sheet = self._sheet(request.sheet)
                base = self._slots[request.base]
                self._slots[slot] = sheet.over(base, request.scale, column * TILE, row * TILE, request.ids)
                return Done(request.number)
            case Portrait():
                self._portray(request)
                return Done(request.number)
        return None

    def _sheet(self, number: int) -> RasterSheet:
        if number not in self._sheets:
            self._sheets[number] = RasterSheet(self._painter, self._typefaces, self._decoded)
        return self._sheets[number]

    def _paint(self, request: Paint) -> None:
        columns, rows = [spot[0] for spot in request.spots], [spot[1] for spot in request.spots]
        left, top = min(columns), min(rows)
        width, height = max(columns) - left + 1, max(rows) - top + 1
        pixels = self._sheet(request.sheet).block(
            request.scale, left * TILE, top * TILE, width * TILE, height * TILE, request.without
        )
        for column, row, slot in request.spots:
            x, y = (column - left) * TILE, (row - top) * TILE
            self._slots[slot] = pixels[y : y + TILE, x : x + TILE]

    def _portray(self, request: Portrait) -> None:
        sheet = self._sheet(request.sheet)
        if request.ids is None:
            write_png(request.file, sheet.fitted(*request.rect[2:]))
        else:
            Path(request.file).write_bytes(sheet.portrait(request.scale, request.rect, request.ids).tobytes())

    def _asset(self, sha: str) -> bytes | None:
        try:
            return Path(self._assets, sha).read_bytes() if self._assets else None
        except OSError:
            return None


def write_png(file: str, pixels: Pixels) -> None:
    """Write an opaque picture, whole or not at all."""
    partial = Path(f"{file}.{os.getpid()}")
    partial.write_bytes(encode(pixels))
    partial.replace(file)


def _faces() -> list[tuple[bytes, int]]:
    found = []
    for file, number in zip(FONT_FILES, FONT_FACES, strict=True):
        try:
            found.append((Path(file).read_bytes(), number))
        except OSError:
            continue
    return found


def main() -> None:
    """Work until the shell closes its end."""
    # ink goes before tiles, where a process may say so: its unit may forbid it
    with suppress(OSError):
        os.nice(NICENESS)
    # elements make no cycles, and looking for some among ten thousand new ones doubles the time of opening a board
    gc.set_threshold(100_000, 50, 100)
    # a board comes in a few pieces instead of forty, and the shell may be slow to send the next
    with suppress(OSError):
        fcntl.fcntl(0, fcntl.F_SETPIPE_SZ, _READ_BYTES)
    memory = mmap.mmap(int(sys.argv[1]), int(sys.argv[2]))
    workshop = Workshop(memory)
    frames = Frames()
    with suppress(BrokenPipeError):  # a shell that was killed hears no answer
        os.write(1, frame(Done(0)))
        while data := os.read(0, _READ_BYTES):
            for words in frames.feed(data):
                answer = workshop.take(read_request(words))
                if answer is not None:
                    os.write(1, frame(answer))


if __name__ == "__main__":
    main()
