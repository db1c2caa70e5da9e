"""A camera of this machine that shows other programs what is written to it: a device of v4l2loopback.

Only a device with the card label `Parlor camera` is taken; others belong to other programs.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Any, Self

from drivers.errors import Unavailable

LABEL = "Parlor camera"
SYS = Path("/sys/class/video4linux")
DEV = Path("/dev")
_KERNEL_DRIVER = b"v4l2 loopback"
_QUERYCAP = 0x80685600
"""VIDIOC_QUERYCAP of linux/videodev2.h; the answer begins with 16 bytes that name the driver."""
_CAPABILITY_BYTES = 104


def find() -> Path | None:
    """The node of the device; None where the module is not loaded, or loaded under another label."""
    for entry in sorted(SYS.iterdir()) if SYS.is_dir() else ():
        if is_ours(entry) and _driver_of(DEV / entry.name) == _KERNEL_DRIVER:
            return DEV / entry.name
    return None


def is_ours(entry: Path) -> bool:
    """Whether an entry of SYS has the label, so that a room does not film itself."""
    try:
        return (entry / "name").read_text().strip() == LABEL
    except OSError:
        return False


def _driver_of(node: Path) -> bytes:
    answer = bytearray(_CAPABILITY_BYTES)
    try:
        handle = os.open(node, os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return b""
    try:
        fcntl.ioctl(handle, _QUERYCAP, answer)
    except OSError:
        return b""
    finally:
        os.close(handle)
    return bytes(answer[:16]).rstrip(b"\0")


class LoopbackCamera:
    """Shows pictures of one size from the start to close(). Raises Unavailable, as show() does.

    `container` is what FFmpeg calls the way to write: anything but v4l2 writes the same bytes to an ordinary file.
    """

    def __init__(self, node: Path, width: int, height: int, fps: int, container: str = "v4l2") -> None:
        # FFmpeg is imported where pictures are written, so that looking for a device costs nothing
        import av
        from av.error import FFmpegError

        self._node = node
        self._pts = 0
        try:
            self._output: Any = av.open(str(node), "w", format=container)
            self._stream = self._output.add_stream("rawvideo", rate=fps)
            self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
            self._output.start_encoding()
        except (FFmpegError, OSError) as error:
            raise Unavailable(f"{node}: {error}") from error

    def show(self, picture: Any) -> None:
        """Show an av frame in I420 of that size until the next."""
        from av.error import FFmpegError

        picture.pts = self._pts = self._pts + 1
        try:
            for packet in self._stream.encode(picture):
                self._output.mux(packet)
        except (FFmpegError, OSError) as error:
            raise Unavailable(f"{self._node}: {error}") from error

    def close(self) -> None:
        """Let go of the device; who looks sees it end."""
        output, self._output = self._output, None
        if output is not None:
            output.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
