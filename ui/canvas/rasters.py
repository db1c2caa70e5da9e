"""The raster processes, seen from the shell: what they are asked, and what becomes of it when one dies."""

from __future__ import annotations

import atexit
import itertools
import logging
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

from ui.canvas.pool import Pool
from ui.canvas.words import (
    Clear,
    Frames,
    Look,
    Over,
    Paint,
    Portrait,
    Put,
    frame,
    read_answer,
)

PROCESSES = 2
MOST_IN_FLIGHT = 2
"""Requests that a process has at a time: one is painted, one waits, the rest can still change their order."""
_NAP_MS = 3000

Then = Callable[[], None]
_log = logging.getLogger(__name__)


class _Raster:
    """One process."""

    def __init__(self) -> None:
        self.process = QProcess()
        self.frames = Frames()
        self.is_ready = False
        """Whether it has said that it is up."""
        self.in_flight: dict[int, tuple[Then, Then]] = {}


class Rasters(QObject):
    """Started with the first board, and kept for all that follow."""

    restarted = Signal()
    """A process died and forgot everything: every sheet is to be told again."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = Pool()
        self._numbers = itertools.count(1)
        self._is_closing = False
        self._rasters = [_Raster() for _ in range(PROCESSES)]
        for raster in self._rasters:
            self._start(raster)

    def next_number(self) -> int:
        """A number that no request or sheet has."""
        return next(self._numbers)

    @property
    def lanes_with_room(self) -> set[int]:
        """Numbers of the processes that would begin with one more request soon."""
        working = self._working()
        return {
            lane for lane, one in enumerate(self._rasters) if one in working and len(one.in_flight) < MOST_IN_FLIGHT
        }

    def tell(self, words: Look | Clear | Put) -> None:
        """Tell all processes."""
        if self._is_closing:
            return
        data = frame(words)
        for raster in self._rasters:
            raster.process.write(data)

    def ask(self, request: Paint | Over | Portrait, then: Then, lost: Then, *, lane: int | None = None) -> None:
        """Ask one process, or that which has least to do; `lost` is called where it dies before it has answered."""
        if self._is_closing:
            return
        raster = self._rasters[lane] if lane is not None else min(self._working(), key=lambda one: len(one.in_flight))
        raster.in_flight[request.number] = (then, lost)
        raster.process.write(frame(request))

    def close(self) -> None:
        """End the processes."""
        self._is_closing = True
        for raster in self._rasters:
            raster.process.closeWriteChannel()
        for raster in self._rasters:
            if not raster.process.waitForFinished(_NAP_MS):
                raster.process.kill()
                raster.process.waitForFinished(_NAP_MS)

    def process_ids(self) -> list[int]:
        """Of the processes that run."""
        return [raster.process.processId() for raster in self._rasters]

    def _working(self) -> list[_Raster]:
        """The processes that are up, or all while none is."""
        return [raster for raster in self._rasters if raster.is_ready] or self._rasters

    def _start(self, raster: _Raster) -> None:
        process = raster.process
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.setProgram(sys.executable)
        process.setArguments(["-m", "ui.canvas.raster_process", str(self.pool.descriptor), str(self.pool.size_bytes)])
        process.readyReadStandardOutput.connect(lambda: self._read(raster))
        process.finished.connect(lambda *_: self._lose(raster))
        process.start()

    def _read(self, raster: _Raster) -> None:
        for words in raster.frames.feed(bytes(raster.process.readAllStandardOutput().data())):
            answer = read_answer(words)
            raster.is_ready = True
            waiting = raster.in_flight.pop(answer.number, None)
            if waiting is not None:
                waiting[0]()

    def _lose(self, raster: _Raster) -> None:
        if self._is_closing:
            return
        _log.error("a raster process ended (%s), starting it anew", raster.process.exitCode())
        lost = [waiting[1] for waiting in raster.in_flight.values()]
        raster.in_flight.clear()
        raster.frames = Frames()
        raster.is_ready = False
        raster.process.start()
        self.restarted.emit()
        for tell in lost:
            tell()


_running: list[Rasters] = []


def rasters() -> Rasters:
    """The raster processes of this shell; started when first asked for."""
    if not _running:
        _running.append(Rasters())
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(close)
        # a program that ends without its loop
        atexit.register(close)
    return _running[0]


def close() -> None:
    """End the raster processes."""
    while _running:
        _running.pop().close()
