"""SinkFeed: a stream's pictures as video frames, which a GPU converts and scales."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtQml import QmlElement

from appliance.frames import Frame, PixelFormat
from ui.video import VideoStream

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink

# QtMultimedia is imported where it is used: it costs memory that a room without a GPU never needs

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SinkFeed(QObject):
    """Hands a stream's pictures to a VideoOutput's sink."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # a sink that comes from QML is a bare QObject to Python until its module is known
        importlib.import_module("PySide6.QtMultimedia")
        self._sink: QVideoSink | None = None
        self._source: VideoStream | None = None

    @Slot(QObject, QObject)
    def join(self, source: VideoStream, sink: QVideoSink) -> None:
        """Feed a sink from a stream, for as long as this object lives."""
        self._source, self._sink = source, sink
        source.frameRead.connect(self._feed)
        self._feed()

    def _feed(self) -> None:
        from PySide6.QtMultimedia import QVideoFrame

        if self._source is not None and self._sink is not None:
            frame = self._source.frame
            self._sink.setVideoFrame(to_video_frame(frame) if frame else QVideoFrame())


def to_video_frame(frame: Frame) -> QVideoFrame:
    """The picture as QVideoFrame, copied."""
    from PySide6.QtMultimedia import QVideoFrame

    video = QVideoFrame(_layout(frame))
    if video.map(QVideoFrame.MapMode.WriteOnly):
        at = 0
        for plane, (rows, stride) in enumerate(_planes(frame)):
            source = memoryview(frame.pixels)[at : at + rows * stride]
            _copy(source, stride, memoryview(video.bits(plane)).cast("B"), video.bytesPerLine(plane))
            at += rows * stride
        video.unmap()
    return video


def _layout(frame: Frame) -> QVideoFrameFormat:
    from PySide6.QtMultimedia import QVideoFrameFormat

    size = QSize(frame.width, frame.height)
    if frame.format is PixelFormat.BGRX:
        return QVideoFrameFormat(size, QVideoFrameFormat.PixelFormat.Format_BGRX8888)
    layout = QVideoFrameFormat(size, QVideoFrameFormat.PixelFormat.Format_YUV420P)
    spaces, ranges = QVideoFrameFormat.ColorSpace, QVideoFrameFormat.ColorRange
    is_bt709 = frame.format in (PixelFormat.I420_709, PixelFormat.I420_709_FULL)
    is_full = frame.format in (PixelFormat.I420_FULL, PixelFormat.I420_709_FULL)
    layout.setColorSpace(spaces.ColorSpace_BT709 if is_bt709 else spaces.ColorSpace_BT601)
    layout.setColorRange(ranges.ColorRange_Full if is_full else ranges.ColorRange_Video)
    return layout


def _planes(frame: Frame) -> list[tuple[int, int]]:
    """Rows and stride of each plane."""
    if frame.format is PixelFormat.BGRX:
        return [(frame.height, frame.stride)]
    half = ((frame.height + 1) // 2, frame.stride // 2)
    return [(frame.height, frame.stride), half, half]


def _copy(source: memoryview, source_stride: int, target: memoryview, target_stride: int) -> None:
    if source_stride == target_stride:
        size = min(len(source), len(target))
        target[:size] = source[:size]
        return
    width = min(source_stride, target_stride)
    for row in range(min(len(source) // source_stride, len(target) // target_stride)):
        line = source[row * source_stride : row * source_stride + width]
        target[row * target_stride : row * target_stride + width] = line
