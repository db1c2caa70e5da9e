"""Pictures into a mailbox, in the form that the glass can draw."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from av.video.reformatter import VideoReformatter

from appliance.frames import MailboxWriter, PixelFormat
from appliance.media.engine import FrameFormat

_AV_FORMATS = {"bgrx": "bgr0", "i420": "yuv420p"}


class PictureForm(NamedTuple):
    """How pictures are wanted."""

    format: FrameFormat
    max_width: int
    max_height: int


class PictureWriter:
    """Writes av frames to one stream, from any thread; the form may be replaced at any time."""

    def __init__(self, path: Path, form: PictureForm) -> None:
        self.form = form
        self._mailbox = MailboxWriter(path)
        self._reformatter = VideoReformatter()
        self._lock = threading.Lock()

    def publish(self, frame: Any) -> None:
        """Scale a picture down where it must be, convert it and make it the newest."""
        with self._lock:
            self._publish(frame)

    def _publish(self, frame: Any) -> None:
        form = self.form
        width, height = fit(frame.width, frame.height, form.max_width, form.max_height)
        wanted = _AV_FORMATS[form.format]
        if (frame.width, frame.height, frame.format.name) != (width, height, wanted):
            frame = self._reformatter.reformat(frame, width, height, wanted, interpolation="BILINEAR")
        if form.format == "bgrx":
            plane = frame.planes[0]
            self._mailbox.publish(width, height, plane.line_size, PixelFormat.BGRX, plane)
        else:
            stride, planes = _i420(frame)
            self._mailbox.publish(width, height, stride, PixelFormat.I420, *planes)

    def close(self) -> None:
        """End the stream."""
        self._mailbox.close()


def fit(width: int, height: int, max_width: int, max_height: int) -> tuple[int, int]:
    """The largest size of the same shape within the bounds, never enlarged; scaled sizes are even."""
    scale = min(1.0, max_width / width, max_height / height)
    if scale == 1.0:
        return width, height
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def _i420(frame: Any) -> tuple[int, list[Any]]:
    """Y's stride and the planes, as they are where the strides fit together, else packed tightly."""
    luma, *chroma = frame.planes
    chroma_height = (frame.height + 1) // 2
    if all(plane.line_size * 2 == luma.line_size for plane in chroma):
        sizes = (luma.line_size * frame.height, *(plane.line_size * chroma_height for plane in chroma))
        return luma.line_size, [memoryview(plane)[:size] for plane, size in zip(frame.planes, sizes, strict=True)]
    stride = (frame.width + 1) // 2 * 2
    rows = [(luma, stride, frame.height), *((plane, stride // 2, chroma_height) for plane in chroma)]
    return stride, [_packed(plane, width, height) for plane, width, height in rows]


def _packed(plane: Any, width: int, height: int) -> np.ndarray:
    pixels = np.frombuffer(plane, np.uint8)[: plane.line_size * height].reshape(height, plane.line_size)
    return np.ascontiguousarray(pixels[:, :width])
