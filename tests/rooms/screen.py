"""A virtual X screen whose pixels a test reads straight from the server's framebuffer, and a hand to touch it."""

from __future__ import annotations

import os
import re
import subprocess
import time
from pathlib import Path
from typing import Self

import numpy as np


class Screen:
    """Xvfb of a size; use as a context. `display` is for DISPLAY."""

    def __init__(self, folder: Path, width: int = 1920, height: int = 1080) -> None:
        self.width = width
        self.height = height
        self._folder = folder
        self._rows: np.ndarray | None = None

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        reading, writing = os.pipe()
        size = f"{self.width}x{self.height}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", str(self._folder), "-nocursor"]
        self._process = subprocess.Popen([*command, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._process.terminate()
        self._process.wait(10)

    def picture(self) -> np.ndarray:
        """What the screen shows now: uint8 RGB, height × width × 3 (XWD of the framebuffer)."""
        data = (self._folder / "Xvfb_screen0").read_bytes()
        header = np.frombuffer(data, ">u4", 25)
        start = int(header[0]) + 12 * int(header[19])
        stride = int(header[12])
        rows = np.frombuffer(data, np.uint8, stride * self.height, start).reshape(self.height, stride)
        return rows[:, : self.width * 4].reshape(self.height, self.width, 4)[:, :, 2::-1]

    def row(self, y: int) -> np.ndarray:
        """The red of one row of pixels now: uint8, one a pixel. Fast: nothing else is read."""
        if self._rows is None:
            path = self._folder / "Xvfb_screen0"
            header = np.fromfile(path, ">u4", 25)
            start, stride = int(header[0]) + 12 * int(header[19]), int(header[12])
            self._rows = np.memmap(path, np.uint8, "r", start, (self.height, stride))
        return self._rows[y, 2 : self.width * 4 : 4].copy()

    def touch(self, x: int, y: int) -> None:
        """Press and release at a pixel."""
        self._xdo("mousemove", str(x), str(y))
        self._xdo("mousedown", "1")
        time.sleep(0.05)
        self._xdo("mouseup", "1")

    def _xdo(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env={**os.environ, "DISPLAY": self.display}, check=True, timeout=10)


def blob(mask: np.ndarray) -> tuple[int, int, int]:
    """The centre (x, y) of the set pixels of a mask, and how many there are."""
    ys, xs = np.nonzero(mask)
    return (int(np.median(xs)), int(np.median(ys)), len(xs)) if len(xs) else (0, 0, 0)


def near(picture: np.ndarray, colour: str, tolerance: int = 40) -> np.ndarray:
    """Where a picture has about the colour "#rrggbb"."""
    assert re.fullmatch("#[0-9a-f]{6}", colour)
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return (np.abs(picture.astype(int) - wanted) <= tolerance).all(axis=2)
