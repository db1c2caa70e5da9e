"""One track in a Matroska file (RFC 9559), its packets as they were sent.

A cluster lasts a second at most and is written whole, so a file that nobody closed lacks its last second only.
"""

from __future__ import annotations

import io
import re
import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from appliance.media.recording.disk import Disk

RATES = {"VP8": 90_000, "H264": 90_000, "OPUS": 48_000}
"""What can be recorded, with the ticks of its RTP timestamps a second."""
CLUSTER_MS = 1000
MAX_FRAME_RATE = 30
"""What the header says; the packets' own times are what counts."""
_OPTIONS = {"cluster_time_limit": str(CLUSTER_MS), "flush_packets": "1"}
_H264_PARAMETERS = re.compile(rb"\x00\x00\x01([\x67\x47\x27].*?)(?=\x00\x00\x01|\x00\x00\x00\x01|$)", re.DOTALL)


class Unrecordable(Exception):
    """A key frame tells no header: a stranger's garbage."""


def kind_of(codec: str, key_frame: bytes) -> bytes:
    """What must stay the same within a file: the size of VP8's pictures, H.264's sequence parameters.

    Sources: RFC 6386 section 9.1, H.264 table 7-1.
    """
    if codec == "VP8":
        return key_frame[6:10]
    if codec == "H264":
        found = _H264_PARAMETERS.search(key_frame)
        return found[1] if found else b""
    return b""


class MatroskaFile:
    """A file to be. Opening and writing raise OSError where the disk is full or away, opening Unrecordable too."""

    def __init__(self, path: Path, codec: str, first: bytes) -> None:
        self._time_base = Fraction(1, RATES[codec])
        header = _HEADERS[codec](first)
        self._disk = Disk(path)
        self._container: Any = av.open(self._disk, "w", format="matroska", options=_OPTIONS)
        self._stream = header.add_to(self._container)
        self.size = header.size

    @property
    def written(self) -> int:
        """Bytes."""
        return self._disk.written

    def write(self, frame: bytes, ticks: int, is_key: bool) -> None:
        """Add a frame; ticks grow."""
        packet = av.Packet(frame)
        packet.stream = self._stream
        packet.time_base = self._time_base
        packet.pts = packet.dts = ticks
        packet.is_keyframe = is_key
        self._container.mux(packet)

    def sync(self) -> None:
        """Return when the clusters that are whole are on the disk."""
        self._disk.sync()

    def close(self) -> None:
        """Write its end: length and index."""
        try:
            self._container.close()
            self._disk.sync()
        finally:
            self._disk.close()


class _Header:
    """How a stream of a codec is described in a file."""

    size = (0, 0)

    def __init__(self, first: bytes) -> None:
        del first

    def add_to(self, container: Any) -> Any:
        """Give the new stream."""
        return container.add_stream("libopus", RATES["OPUS"], layout="stereo")


class _Vp8Header(_Header):
    def __init__(self, first: bytes) -> None:
        width, height = struct.unpack_from("<HH", first, 6)
        self.size = (width & 0x3FFF, height & 0x3FFF)
        if not all(self.size):
            raise Unrecordable("VP8: a picture without size")

    def add_to(self, container: Any) -> Any:
        width, height = self.size
        return container.add_mux_stream("vp8", MAX_FRAME_RATE, width=width, height=height)


class _H264Header(_Header):
    def __init__(self, first: bytes) -> None:
        try:
            self._source: Any = av.open(io.BytesIO(first), format="h264")
        except FFmpegError as error:
            raise Unrecordable(f"H.264: {error}") from error
        if not self._source.streams.video or not self._source.streams.video[0].width:
            raise Unrecordable("H.264: a picture without size")
        stream = self._source.streams.video[0]
        self.size = (stream.width, stream.height)

    def add_to(self, container: Any) -> Any:
        stream = container.add_stream_from_template(self._source.streams.video[0])
        self._source.close()
        return stream


_HEADERS: dict[str, type[_Header]] = {"VP8": _Vp8Header, "H264": _H264Header, "OPUS": _Header}
