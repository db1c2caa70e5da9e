"""The shell with a stopwatch: `python -m tests.bench.board.inside RUNTIME` draws on DISPLAY and prints figures as JSON.

It is the shell's own code in this process, so that handlers and frames can be timed from within. Commands come as lines
on standard input, each is answered by a line of JSON:

    open BOARD      seconds from the page asking for the board to its complete picture
    fingers N       N fingers draw; microseconds of the handler for each input
    pan N, zoom N   two fingers move N times, twice; milliseconds from each move to its frame, of the second time
    sharpen Z       from a view of the whole page zooms in to Z, then seconds until every visible tile is exact
    watch N         draws frames while others put N elements on the board: the gaps between frames in ms, and the
                    seconds that the changes took of the GUI thread
"""

from __future__ import annotations

import itertools
import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, QPointF, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputDevice
from PySide6.QtTest import QTest

from ui.canvas.canvas import BoardCanvas
from ui.canvas.replica import Replica
from ui.options import Options
from ui.shell import Shell, prepare_environment

GIVE_UP_S = 60.0
PAGE_MIDDLE = (960.0, 540.0)

handlers: list[float] = []
applying: list[float] = []


def _timed(
    method: Callable[..., None], samples: list[float], clock: Callable[[], float] = time.perf_counter
) -> Callable[..., None]:
    def timed(*arguments: Any) -> None:
        begun = clock()
        method(*arguments)
        samples.append(clock() - begun)

    return timed


class Stopwatch(QObject):
    """Plays the commands on one shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._window = shell.window
        self._device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
        self._begun = 0.0
        self._known: BoardCanvas | None = None
        self.frames: list[tuple[float, float]] = []
        self._window.afterAnimating.connect(self._begin)
        self._window.frameSwapped.connect(self._end)

    def _begin(self) -> None:
        self._begun = time.perf_counter()

    def _end(self) -> None:
        self.frames.append((self._begun, time.perf_counter()))

    def canvas(self) -> BoardCanvas | None:
        """The canvas on the page, if any; looked for once, as a walk over all items takes its time."""
        if self._known is not None and shiboken6.isValid(self._known):
            return self._known
        items = [self._window.contentItem()]
        while items:
            item = items.pop()
            if isinstance(item, BoardCanvas):
                self._known = item
                return item
            items += item.childItems()
        return None

    def play(self, command: str, argument: str) -> Any:
        """Answer one command."""
        return getattr(self, f"_{command}")(argument)

    def _open(self, board_id: str) -> float:
        pages = self._shell.engine.singletonInstance("Parlor.Flow", "Pages")
        begun = time.perf_counter()
        self._shell.link.call("board.open_board", board_id=board_id)
        if pages.property("current") != "whiteboard":
            pages.setProperty("current", "whiteboard")
        self._until(lambda: (found := self.canvas()) and found.property("boardId") == board_id)
        canvas = self._canvas()
        self._until(lambda: canvas.property("isConnected") and not canvas.property("isBusy"))
        shown = len(self.frames)
        self._window.update()
        self._until(lambda: len(self.frames) > shown)
        return time.perf_counter() - begun

    def _fingers(self, count: str) -> list[float]:
        fingers = int(count)
        width, height = self._window.width(), self._window.height()
        places = [QPointF(width * (at + 1) / (fingers + 1), height * 0.4) for at in range(fingers)]
        self._touch("press", places)
        handlers.clear()
        for step in range(120):
            moved = [place + QPointF(step * 3, 40 * math.sin(step / 7 + at)) for at, place in enumerate(places)]
            self._touch("move", moved)
            self._run(0.004)
        # an event of ten fingers is ten inputs
        samples = [1e6 * one / fingers for one in handlers]
        self._touch("release", places)
        self._run(0.3)
        return samples

    def _pan(self, count: str) -> list[float]:
        return self._gesture(
            int(count), lambda at: (400.0 + 300 * math.sin(at / 9), 400.0 + 200 * math.sin(at / 7), 300.0)
        )

    def _zoom(self, count: str) -> list[float]:
        return self._gesture(int(count), lambda at: (500.0, 400.0, 300 + 140 * math.sin(at / 12)))

    def _gesture(self, count: int, place: Callable[[int], tuple[float, float, float]]) -> list[float]:
        """Twice the same way: the second time what comes into view has been there before."""
        self._move(count, place)
        canvas = self._canvas()
        self._until(lambda: not canvas.property("isBusy"))
        return self._move(count, place)

    def _move(self, count: int, place: Callable[[int], tuple[float, float, float]]) -> list[float]:
        def fingers(at: int) -> list[QPointF]:
            x, y, apart = place(at)
            return [QPointF(x - apart / 2 + 400, y + 200), QPointF(x + apart / 2 + 400, y + 200)]

        self._touch("press", fingers(0))
        self._run(0.2)
        samples = []
        for at in range(1, count + 1):
            shown = len(self.frames)
            begun = time.perf_counter()
            self._touch("move", fingers(at))
            self._until(lambda shown=shown: len(self.frames) > shown)
            samples.append(1e3 * (self.frames[-1][1] - begun))
        self._touch("release", fingers(count))
        self._run(0.3)
        return samples

    def _canvas(self) -> BoardCanvas:
        canvas = self.canvas()
        assert canvas is not None, "there is no canvas on the glass"
        return canvas

    def _sharpen(self, zoom: str) -> float:
        canvas = self._canvas()
        canvas.zoomTo(1.0)  # pyright: ignore[reportCallIssue]
        canvas.panTo(*PAGE_MIDDLE)  # pyright: ignore[reportCallIssue]
        self._run(0.2)
        self._until(lambda: not canvas.property("isBusy"))
        begun = time.perf_counter()
        canvas.zoomTo(float(zoom))  # pyright: ignore[reportCallIssue]
        self._run(0.0)
        self._until(lambda: not canvas.property("isBusy"))
        return time.perf_counter() - begun

    def _watch(self, count: str) -> dict[str, Any]:
        first = len(self.frames)
        elements = self._canvas().desk.sheet.values
        all_there = len(elements) + int(count)
        applying.clear()
        ticking = QTimer(self, interval=8)
        ticking.timeout.connect(self._window.update)
        ticking.start()
        self._until(lambda: len(elements) >= all_there)
        ticking.stop()
        ends = [ended for _, ended in self.frames[first:]]
        gaps = [1e3 * (after - before) for before, after in itertools.pairwise(ends)]
        return {"gaps": gaps, "applying": sum(applying)}

    def _touch(self, what: str, places: list[QPointF]) -> None:
        sequence = QTest.touchEvent(self._window, self._device)
        for at, place in enumerate(places):
            getattr(sequence, what)(at, place.toPoint(), self._window)
        sequence.commit()

    def _run(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def _until(self, condition: Callable[[], Any]) -> None:
        # asleep in between: a loop that spins would take a core from those who paint
        loop = QEventLoop()
        looking = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        looking.timeout.connect(lambda: loop.quit() if condition() or time.perf_counter() > give_up else None)
        give_up = time.perf_counter() + GIVE_UP_S
        looking.start()
        if not condition():
            loop.exec()
        looking.stop()
        looking.deleteLater()
        if time.perf_counter() > give_up:
            canvas = self.canvas()
            raise TimeoutError(f"the glass did not get there: {canvas.facts if canvas else 'no canvas'}")


def main() -> None:
    """Answer commands until standard input ends."""
    options = Options(runtime=Path(sys.argv[1]))
    prepare_environment(options)
    application = QGuiApplication(sys.argv[:1])
    for name in ("touchEvent", "mouseMoveEvent"):
        if name in vars(BoardCanvas):
            setattr(BoardCanvas, name, _timed(vars(BoardCanvas)[name], handlers))
    # its own time: in between others paint and write on the same cores
    Replica._apply = _timed(Replica._apply, applying, time.thread_time)
    shell = Shell(options)
    stopwatch = Stopwatch(shell)
    stopwatch._until(lambda: shell.link.connected)
    print(json.dumps("ready"), flush=True)

    def answer() -> None:
        line = sys.stdin.readline()
        if not line:
            application.quit()
            return
        command, _, argument = line.strip().partition(" ")
        print(json.dumps(stopwatch.play(command, argument)), flush=True)

    # the shell's own loop runs on while nothing is asked
    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    asked.activated.connect(answer)
    application.exec()
    shell.close()


if __name__ == "__main__":
    main()
