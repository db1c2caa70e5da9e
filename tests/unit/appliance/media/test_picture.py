from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from av import VideoFrame
from hypothesis import given
from hypothesis import strategies as st

from appliance.frames import MailboxReader, PixelFormat
from appliance.media.engine import FrameFormat
from appliance.media.picture import PictureForm, PictureWriter, fit
from tests.media.picture import shows
from tests.media.sender import PATCHES, patches


@given(*[st.integers(1, 16_384)] * 4)
def test_pictures_fit_keep_their_shape_and_never_grow(width: int, height: int, max_width: int, max_height: int) -> None:
    fitted = fit(width, height, max_width, max_height)
    if width <= max_width and height <= max_height:
        assert fitted == (width, height)
        return
    assert fitted[0] <= max(2, max_width)
    assert fitted[1] <= max(2, max_height)
    if min(fitted) > 100:
        assert fitted[0] / fitted[1] == pytest.approx(width / height, rel=0.03)


@pytest.mark.parametrize("size", [(640, 360), (641, 361), (642, 480), (66, 50), (1000, 562)])
@pytest.mark.parametrize("form", ["bgrx", "i420"])
@pytest.mark.parametrize("source", ["bgr24", "yuv420p", "yuvj420p"])
def test_colours_survive_every_form(tmp_path: Path, size: tuple[int, int], form: FrameFormat, source: str) -> None:
    frame = VideoFrame.from_ndarray(patches(*size), format="rgb24").reformat(format=source)
    writer = PictureWriter(tmp_path / "s", PictureForm(form, 3840, 2160))
    writer.publish(frame)
    shown = MailboxReader(tmp_path / "s").read()
    assert shown is not None
    assert (shown.width, shown.height) == size
    assert shown.stride % 2 == 0
    assert shows(shown, PATCHES)
    writer.close()


@pytest.mark.parametrize("form", ["bgrx", "i420"])
@pytest.mark.parametrize(
    ("matrix", "range_", "pixel_format"),
    [
        (1, 1, PixelFormat.I420_709),
        (1, 2, PixelFormat.I420_709_FULL),
        (5, 1, PixelFormat.I420),
        (6, 2, PixelFormat.I420_FULL),
        (2, 0, PixelFormat.I420),
    ],
)
@pytest.mark.parametrize("bounds", [(3840, 2160), (320, 180)])
def test_the_meaning_of_yuv_is_kept(
    tmp_path: Path, form: FrameFormat, matrix: int, range_: int, pixel_format: PixelFormat, bounds: tuple[int, int]
) -> None:
    frame = _yuv(patches(640, 360), is_bt709=matrix == 1, is_full=range_ == 2)
    frame.colorspace, frame.color_range = matrix, range_
    writer = PictureWriter(tmp_path / "s", PictureForm(form, *bounds))
    writer.publish(frame)
    shown = MailboxReader(tmp_path / "s").read()
    assert shown is not None
    assert shown.format is (PixelFormat.BGRX if form == "bgrx" else pixel_format)
    assert shows(shown, PATCHES, 6)
    writer.close()


def _yuv(picture: np.ndarray, is_bt709: bool, is_full: bool) -> VideoFrame:
    """Written out from ITU-R BT.601 and BT.709, so that the library's own conversion is what is tested."""
    red_part, blue_part = (0.2126, 0.0722) if is_bt709 else (0.299, 0.114)
    rgb = picture.astype(float) / 255
    luma = red_part * rgb[..., 0] + (1 - red_part - blue_part) * rgb[..., 1] + blue_part * rgb[..., 2]
    chroma = [
        (rgb[..., 2] - luma) / (2 * (1 - blue_part)),
        (rgb[..., 0] - luma) / (2 * (1 - red_part)),
    ]
    low, span, chroma_span = (0, 255, 255) if is_full else (16, 219, 224)
    planes = [low + span * luma, *(128 + chroma_span * plane[::2, ::2] for plane in chroma)]
    frame = VideoFrame(picture.shape[1], picture.shape[0], "yuv420p")
    for plane, values in zip(frame.planes, planes, strict=True):
        rows = np.zeros((plane.height, plane.line_size), np.uint8)
        rows[:, : values.shape[1]] = np.rint(values).clip(0, 255)
        plane.update(rows.tobytes())
    return frame


class Counting:
    """A reformatter that counts what is asked of it."""

    def __init__(self, reformatter: Any) -> None:
        self.calls = 0
        self._reformatter = reformatter

    def reformat(self, *arguments: Any, **options: Any) -> Any:
        self.calls += 1
        return self._reformatter.reformat(*arguments, **options)


def test_what_is_not_shown_is_not_drawn_until_it_is(tmp_path: Path) -> None:
    writer = PictureWriter(tmp_path / "s", PictureForm("bgrx", 0, 0))
    counting: Any = Counting(writer._reformatter)
    writer._reformatter = counting
    for _ in range(3):
        writer.publish(VideoFrame.from_ndarray(patches(640, 360), format="rgb24").reformat(format="yuv420p"))
    writer.redraw()
    reader = MailboxReader(tmp_path / "s")
    assert counting.calls == 0
    assert reader.read() is None
    for bounds, size in (((320, 320), (320, 180)), ((160, 90), (160, 90)), ((4000, 4000), (640, 360))):
        writer.form = PictureForm("bgrx", *bounds)
        writer.redraw()
        writer.redraw()
        shown = reader.read()
        assert shown is not None
        assert (shown.width, shown.height) == size
        assert shows(shown, PATCHES)
    assert counting.calls == 3, "once for each form"
    writer.close()
    writer.redraw()
