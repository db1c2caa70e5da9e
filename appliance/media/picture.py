"""Pictures into a mailbox, in the form that the glass can draw."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from appliance.frames import MailboxWriter, PixelFormat
from appliance.media.engine import FrameFormat

_PLANAR = {"yuv420p", "yuvj420p"}
_BT709 = 1
_FULL = 2


class _Meaning(NamedTuple):
    """What the numbers of a YUV picture mean; what a sender leaves open is BT.601 in video range, as VP8 has it."""

    is_bt709: bool
    is_full: bool

    @classmethod
    def of(cls, frame: Any) -> _Meaning:
        is_full = frame.color_range == _FULL or frame.format.name.startswith("yuvj")
        return cls(frame.colorspace == _BT709, is_full)

    @property
    def matrix(self) -> Colorspace:
        return Colorspace.ITU709 if self.is_bt709 else Colorspace.ITU601

    @property
    def range(self) -> ColorRange:
        return ColorRange.JPEG if self.is_full else ColorRange.MPEG


_I420 = {
    _Meaning(is_bt709=False, is_full=False): PixelFormat.I420,
    _Meaning(is_bt709=False, is_full=True): PixelFormat.I420_FULL,
    _Meaning(is_bt709=True, is_full=False): PixelFormat.I420_709,
    _Meaning(is_bt709=True, is_full=True): PixelFormat.I420_709_FULL,
}


class PictureForm(NamedTuple):
    """How pictures are wanted; within 0 x 0 they are not wanted at all."""

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
        self._newest: Any = None
        self._drawn: tuple[Any, PictureForm] | None = None
        self._is_open = True

    @property
    def newest(self) -> Any:
        """The last frame, as large as it came; None before the first."""
        return self._newest

    def publish(self, frame: Any) -> None:
        """Scale a picture down where it must be, convert it and make it the newest."""
        with self._lock:
            self._newest = frame
            self._draw()

    def redraw(self) -> None:
        """Bring the newest picture into today's form: a slide may not change for an hour."""
        with self._lock:
            self._draw()

    def _draw(self) -> None:
        frame, form = self._newest, self.form
        if frame is None or not self._is_open or self._drawn == (frame, form):
            return
        if form.max_width > 0 and form.max_height > 0:
            self._drawn = (frame, form)
            self._publish(frame, form)

    def _publish(self, frame: Any, form: PictureForm) -> None:
        width, height = fit(frame.width, frame.height, form.max_width, form.max_height)
        source = _Meaning.of(frame)
        if form.format == "bgrx":
            picture = self._convert(frame, width, height, "bgr0", source)
            plane = picture.planes[0]
            self._mailbox.publish(width, height, plane.line_size, PixelFormat.BGRX, plane)
            return
        if frame.format.name not in _PLANAR or (frame.width, frame.height) != (width, height):
            frame = self._convert(frame, width, height, "yuv420p", source)
        stride, planes = _i420(frame)
        self._mailbox.publish(width, height, stride, _I420[source], *planes)

    def _convert(self, frame: Any, width: int, height: int, name: str, meaning: _Meaning) -> Any:
        matrix, range_ = meaning.matrix, meaning.range
        return self._reformatter.reformat(
            frame, width, height, name, matrix, matrix, "BILINEAR", src_color_range=range_, dst_color_range=range_
        )

    def close(self) -> None:
        """End the stream."""
        with self._lock:
            self._is_open = False
            self._newest = self._drawn = None
            self._mailbox.close()


def fit(width: int, height: int, max_width: int, max_height: int) -> tuple[int, int]:
    """The largest size of the same shape within the bounds, never enlarged; scaled sizes are even."""
    scale = min(1.0, max_width / width, max_height / height)
    if scale == 1.0:
        return width, height
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def in_bt601(frame: Any, size: tuple[int, int], reformatter: VideoReformatter) -> Any:
    """A picture of this size in I420, BT.601 in video range: what VP8 means, and what every receiver takes it for."""
    meaning = _Meaning.of(frame)
    is_so = frame.format.name == "yuv420p" and not meaning.is_bt709 and not meaning.is_full
    if is_so and (frame.width, frame.height) == size:
        return frame
    if not frame.format.name.startswith("yuv"):
        return reformatter.reformat(frame, *size, "yuv420p", None, Colorspace.ITU601, "AREA")
    return reformatter.reformat(
        frame,
        *size,
        "yuv420p",
        meaning.matrix,
        Colorspace.ITU601,
        "AREA",
        src_color_range=meaning.range,
        dst_color_range=ColorRange.MPEG,
    )


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
