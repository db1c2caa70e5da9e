"""Pictures out of mailboxes: formats, strides, fitting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSizeF

from appliance.frames import Frame, PixelFormat
from ui.picture import fitted, to_image
from ui.sink import to_video_frame


@pytest.mark.parametrize(
    ("size", "box", "expected"),
    [
        ((1920, 1080), (1920, 1080), (0, 0, 1920, 1080)),
        ((1280, 720), (1920, 1080), (0, 0, 1920, 1080)),
        ((100, 200), (1000, 1000), (250, 0, 500, 1000)),
        ((400, 100), (1000, 1000), (0, 375, 1000, 250)),
        # made for this box, with even sides
        ((956, 536), (957, 1080), (0, 272, 956, 536)),
        ((954, 536), (957, 1080), (0, 271, 957, 538)),
    ],
)
def test_a_picture_fits_whole_and_centred(size, box, expected) -> None:
    assert fitted(QSizeF(*size), QRectF(0, 0, *box)) == QRectF(*expected)


def test_bgrx_with_a_wider_stride() -> None:
    row = b"\x00\x00\xff\x00" * 3 + b"\x77" * 8
    image = to_image(Frame(1, 0, 3, 2, 20, PixelFormat.BGRX, row * 2))
    assert (image.width(), image.height()) == (3, 2)
    assert all(image.pixelColor(x, y).getRgb() == (255, 0, 0, 255) for x in range(3) for y in range(2))


@pytest.mark.parametrize(("width", "height", "stride"), [(640, 360, 640), (640, 360, 704), (642, 361, 642), (6, 5, 6)])
def test_i420_planes_keep_their_rows(width: int, height: int, stride: int) -> None:
    half = (height + 1) // 2
    luma = b"".join(bytes([row % 200 + 20]) * stride for row in range(height))
    chroma = bytes([128]) * (stride // 2 * half)
    video = to_video_frame(Frame(1, 0, width, height, stride, PixelFormat.I420, luma + chroma + chroma))
    assert (video.width(), video.height()) == (width, height)
    assert video.map(type(video).MapMode.ReadOnly)
    got, line = bytes(video.bits(0)), video.bytesPerLine(0)
    for row in range(height):
        assert got[row * line : row * line + width] == bytes([row % 200 + 20]) * width
    assert bytes(video.bits(2))[: width // 2] == bytes([128]) * (width // 2)
    video.unmap()
