from __future__ import annotations

from collections.abc import Sequence

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from appliance.frames import Frame, PixelFormat

Colour = tuple[int, int, int]


def rgb(frame: Frame) -> np.ndarray:
    """A mailbox's frame as a picture, whichever form it has."""
    pixels = np.frombuffer(frame.pixels, np.uint8)
    if frame.format is PixelFormat.BGRX:
        rows = pixels[: frame.stride * frame.height].reshape(frame.height, frame.stride // 4, 4)
        return rows[:, : frame.width, 2::-1]
    return _from_i420(frame, pixels)


def _from_i420(frame: Frame, pixels: np.ndarray) -> np.ndarray:
    luma_bytes, chroma_height = frame.stride * frame.height, (frame.height + 1) // 2
    chroma_bytes = frame.stride // 2 * chroma_height
    assert len(pixels) == luma_bytes + 2 * chroma_bytes
    picture = av.VideoFrame(frame.width, frame.height, "yuv420p")
    planes = np.split(pixels, [luma_bytes, luma_bytes + chroma_bytes])
    for plane, source, height in zip(picture.planes, planes, (frame.height, chroma_height, chroma_height), strict=True):
        rows = source.reshape(height, -1)
        target = np.zeros((height, plane.line_size), np.uint8)
        width = min(rows.shape[1], plane.line_size)
        target[:, :width] = rows[:, :width]
        plane.update(target.tobytes())
    is_bt709 = frame.format in (PixelFormat.I420_709, PixelFormat.I420_709_FULL)
    is_full = frame.format in (PixelFormat.I420_FULL, PixelFormat.I420_709_FULL)
    shown = picture.reformat(
        format="rgb24",
        src_colorspace=Colorspace.ITU709 if is_bt709 else Colorspace.ITU601,
        src_color_range=ColorRange.JPEG if is_full else ColorRange.MPEG,
    )
    return shown.to_ndarray()


def stripes(frame: Frame, count: int) -> list[Colour]:
    """The colour in the middle of each of `count` vertical stripes."""
    picture = rgb(frame)
    row = picture[frame.height // 2]
    return [tuple(int(part) for part in row[frame.width * (2 * at + 1) // (2 * count)]) for at in range(count)]


def shows(frame: Frame, wanted: Sequence[Colour | None], tolerance: int = 16) -> bool:
    """Whether each stripe has its colour; None may be any."""
    pairs = zip(stripes(frame, len(wanted)), wanted, strict=True)
    return all(np.abs(np.subtract(found, colour)).max() <= tolerance for found, colour in pairs if colour is not None)
