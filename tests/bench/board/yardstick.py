"""From a pointer's motion to changed pixels: XTest events in, the memory-mapped framebuffer of Xvfb out.

The screen has no scan-out and the events no digitiser, so this is the software's share of the delay alone.

The eye never rests while it waits. As an ordinary thread it would keep a core, and the kernel lets whoever is woken on
that core wait out a time slice of some 3 ms: on two cores that was most of what was measured. It runs as SCHED_IDLE
instead, so that everyone else goes first; pixels may be seen later than they changed, never earlier.
"""

from __future__ import annotations

import mmap
import os
import random
import time
from pathlib import Path

import numpy as np
from Xlib import X, display
from Xlib.ext import xtest

RADIUS = 14
"""Pixels around the pointer that are watched."""
GIVE_UP_S = 0.5
WARM_UP = 3


class Yardstick:
    """A hand on one X display and an eye on its framebuffer. Raises OSError where either is not there."""

    def __init__(self, name: str, framebuffer: Path) -> None:
        self._display = display.Display(name)
        with framebuffer.open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = np.frombuffer(self._memory, ">u4", 25)
        self.width, self.height, stride = int(header[4]), int(header[5]), int(header[12])
        begin = int(header[0]) + 12 * int(header[19])
        self._pixels = np.frombuffer(self._memory, np.uint8, stride * self.height, begin).reshape(self.height, stride)
        self._random = random.Random(1)

    def stroke(self, x: float, y: float, dx: float, dy: float, count: int, gap_s: float = 0.02) -> list[float]:
        """Draw one stroke; gives each motion's delay in ms. A motion that shows nothing counts as GIVE_UP_S."""
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        self.move(x, y)
        time.sleep(0.3)
        self.press()
        time.sleep(0.15)
        delays = []
        for _ in range(count):
            x, y = x + dx, y + dy
            if not (RADIUS < x < self.width - RADIUS and RADIUS < y < self.height - RADIUS):
                break
            delays.append(self._delay_ms(x, y))
            time.sleep(gap_s * self._random.uniform(0.7, 1.3))
        self.release()
        time.sleep(0.3)
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        return delays[WARM_UP:]

    def click(self, x: float, y: float) -> None:
        """Press and release."""
        self.move(x, y)
        time.sleep(0.1)
        self.press()
        time.sleep(0.05)
        self.release()

    def move(self, x: float, y: float) -> None:
        """To a pixel."""
        xtest.fake_input(self._display, X.MotionNotify, x=int(x), y=int(y))
        self._display.flush()

    def press(self) -> None:
        """The finger lands."""
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.flush()

    def release(self) -> None:
        """The finger leaves."""
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.flush()

    def picture(self) -> np.ndarray:
        """The screen now, BGR."""
        return self._pixels[:, : self.width * 4].reshape(self.height, self.width, 4)[:, :, :3].copy()

    def close(self) -> None:
        """Let the display go."""
        self._display.close()

    def _delay_ms(self, x: float, y: float) -> float:
        left, top = int(x), int(y)
        watched = self._pixels[top - RADIUS : top + RADIUS, (left - RADIUS) * 4 : (left + RADIUS) * 4]
        before = watched.copy()
        begun = time.perf_counter()
        self.move(x, y)
        while np.array_equal(watched, before):
            if time.perf_counter() - begun > GIVE_UP_S:
                break
        return (time.perf_counter() - begun) * 1e3
