"""The board's picture as the shell puts it into its mailbox, for a call that shares it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from av.video.reformatter import Colorspace, VideoReformatter

from appliance.media.broadcast import Glass
from appliance.media.camera import Look
from appliance.media.compressor import SCREEN
from appliance.media.encoder import picture_of

BOARD = "board"
"""The mailbox's name."""


class Board:
    """Looks for a new picture in a thread, as often as a screen is sent, and shows it."""

    def __init__(self, mirror: Path, look: Look) -> None:
        self._glass = Glass(mirror / BOARD)
        self._look = look
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="board", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Show no more; returns when that is so."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        reformatter = VideoReformatter()
        while not self._stop.wait(1 / SCREEN.fps):
            now_s = time.monotonic()
            if (frame := self._glass.newest(now_s)) is not None:
                self._look(picture_of(frame, reformatter, Colorspace.ITU601), now_s)
        self._glass.close()
