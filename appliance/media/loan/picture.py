"""The camera's picture in a device of v4l2loopback, for other programs of this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import structlog
from av import VideoFrame
from av.video.reformatter import VideoReformatter

from appliance.media.camera import HEIGHT, WIDTH, Camera
from appliance.media.picture import in_bt601
from drivers.errors import Unavailable

log = structlog.get_logger()

FPS = 30
REPEAT_S = 0.2
"""A camera that gives nothing is black or stands still, but it does not end."""
RETRY_S = 1.0
STOP_S = 1.0
Canvas = np.ndarray[Any, np.dtype[np.uint8]]


class LentPicture:
    """Shows black until set_open(); pictures keep their shape between black bars."""

    def __init__(self, camera: Camera, open_device: Callable[[], Any]) -> None:
        """`open_device` raises Unavailable; it is tried again then."""
        self._camera = camera
        self._open_device = open_device
        self._newest: Any = None
        self._is_running = True
        self._is_open = False
        self._lock = threading.Lock()
        self._wake = threading.Condition()
        self._reformatter = VideoReformatter()
        self._thread = threading.Thread(target=self._run, name="lent-picture", daemon=True)
        self._thread.start()

    def set_open(self, is_open: bool) -> None:
        """Show what the camera sees, or black, with the camera closed when this returns; in a thread."""
        with self._lock:
            if is_open == self._is_open:
                return
            self._is_open = is_open
            if is_open:
                self._camera.add(self._show, FPS)
                return
            self._camera.remove(self._show)
            self._show(None, time.monotonic())

    def stop(self) -> None:
        """End; in a thread."""
        self.set_open(False)
        with self._wake:
            self._is_running = False
            self._wake.notify()
        self._thread.join(STOP_S)

    def _show(self, picture: Any, _at_s: float) -> None:
        with self._wake:
            self._newest = (picture,)
            self._wake.notify()

    def _run(self) -> None:
        is_lost = False
        while self._is_running:
            try:
                with self._open_device() as device:
                    if is_lost:
                        is_lost = False
                        log.info("loan.picture_back")
                    self._fill(device)
            except Unavailable as error:
                if not is_lost:
                    log.warning("loan.picture_lost", error=str(error))
                is_lost = True
                with self._wake:
                    self._wake.wait_for(lambda: not self._is_running, RETRY_S)

    def _fill(self, device: Any) -> None:
        canvas = black()
        while self._is_running:
            with self._wake:
                self._wake.wait_for(lambda: self._newest is not None or not self._is_running, REPEAT_S)
                newest, self._newest = self._newest, None
            if newest is not None:
                canvas = black() if newest[0] is None else framed(newest[0], self._reformatter)
            device.show(VideoFrame.from_ndarray(canvas, format="yuv420p"))


def black() -> Canvas:
    """No picture, in I420 of BT.601 in video range."""
    canvas = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    canvas[:HEIGHT] = 16
    return canvas


def framed(picture: Any, reformatter: VideoReformatter) -> Canvas:
    """A picture, as large as fits and in the middle."""
    scale = min(WIDTH / picture.width, HEIGHT / picture.height)
    # multiples of four: the halves of what is left beside it are even, as colours come in pairs
    width, height = (max(4, round(side * scale) // 4 * 4) for side in (picture.width, picture.height))
    scaled = in_bt601(picture, (width, height), reformatter).to_ndarray()
    if (width, height) == (WIDTH, HEIGHT):
        return scaled
    canvas, left, top = black(), (WIDTH - width) // 2, (HEIGHT - height) // 2
    canvas[top : top + height, left : left + width] = scaled[:height]
    for into, part in zip(_colours(canvas, WIDTH, HEIGHT), _colours(scaled, width, height), strict=True):
        into[top // 2 : (top + height) // 2, left // 2 : (left + width) // 2] = part
    return canvas


def _colours(picture: Canvas, width: int, height: int) -> tuple[Canvas, Canvas]:
    """Its two planes of colour, where they lie."""
    both = picture[height:].reshape(2, height // 2, width // 2)
    return both[0], both[1]
