"""USB and built-in cameras through OpenCV and V4L2."""

import os
from pathlib import Path
from typing import Any, NamedTuple, Self

from drivers.camera.grabber import Grabber, opened
from drivers.capabilities import CameraMode, DeviceInfo, Frame
from drivers.errors import Rejected, Unavailable
from drivers.input.cards import is_capture_card
from drivers.loopback import is_ours

SYS = Path("/sys/class/video4linux")
DEV = Path("/dev")
LOST_AFTER_S = 1.0

# OpenCV reads it when it is loaded; 10 s otherwise, for as long as a pulled camera would keep its thread
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1")


class V4l2Camera:
    """`device` is an id, a device node or its name; MJPEG is asked for, since raw pictures do not fit through USB 2."""

    def __init__(self, device: str = ""):
        self._info, self._node = _find(device)
        self._grabber: Grabber | None = None

    @classmethod
    def discover(cls) -> list[DeviceInfo]:
        """Return one device for each camera; nodes that carry its metadata are left out, and so are capture cards.

        Those can be had by name.
        """
        return [found.info for found in cameras() if not found.is_card]

    @property
    def node(self) -> Path:
        """Its device node."""
        return self._node

    @property
    def info(self) -> DeviceInfo:
        """Who it is."""
        return self._info

    @property
    def present(self) -> bool:
        """Whether its node exists and, if it is open, pictures come."""
        return self._node.exists() and (self._grabber is None or self._grabber.is_alive)

    @property
    def mode(self) -> CameraMode:
        """What it really delivers."""
        return opened(self._grabber, self._info.id).mode

    def open(self, mode: CameraMode) -> None:
        """Start in the mode nearest to `mode` that the camera has."""
        if self._grabber:
            raise Rejected(f"{self._info.id} is open already")
        self._info, self._node = _find(self._info.id)
        self._grabber = Grabber(self._info.name, lambda: _connect(self._node, mode), lost_after_s=LOST_AFTER_S)

    def read(self, timeout_s: float) -> Frame:
        """Return the newest picture."""
        grabber = opened(self._grabber, self._info.id)
        if not self._node.exists():
            raise Unavailable(f"{self._info.name} was unplugged")
        return grabber.read(timeout_s)

    def close(self) -> None:
        """Let go of the camera."""
        grabber, self._grabber = self._grabber, None
        if grabber:
            grabber.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _connect(node: Path, mode: CameraMode) -> Any:
    import cv2

    capture = cv2.VideoCapture(str(node), cv2.CAP_V4L2)
    if not capture.isOpened():
        return None
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, mode.width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, mode.height)
    capture.set(cv2.CAP_PROP_FPS, mode.fps)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


class Found(NamedTuple):
    """A camera or a capture card."""

    info: DeviceInfo
    node: Path
    is_card: bool


def _find(device: str) -> tuple[DeviceInfo, Path]:
    # the first of all is a camera wherever there is one
    found = sorted(cameras(), key=lambda each: each.is_card)
    for info, node, _ in found:
        if device in {"", info.id, info.name, str(node)}:
            return info, node
    raise Unavailable(f"no camera {device!r}; there is {', '.join(each.info.name for each in found) or 'none'}")


def cameras() -> list[Found]:
    """Every camera and capture card but the one that shows the room; an id names the socket or serial number where udev
    knows them.
    """
    lasting: dict[str, Path] = {}
    for folder in (DEV / "v4l/by-path", DEV / "v4l/by-id"):
        lasting |= {link.resolve().name: link for link in (folder.iterdir() if folder.is_dir() else ())}
    found = []
    for entry in sorted(SYS.iterdir(), key=_number) if SYS.is_dir() else ():
        node = DEV / entry.name
        if _text(entry / "index") != "0" or not node.exists() or is_ours(entry):
            continue
        name = _text(entry / "name") or entry.name
        info = DeviceInfo(f"v4l2:{lasting.get(entry.name, node)}", "camera", name, "v4l2")
        kernel_driver = (entry / "device/driver").resolve().name
        found.append(Found(info, node, is_capture_card(name, kernel_driver)))
    return found


def _number(entry: Path) -> int:
    return int("".join(c for c in entry.name if c.isdigit()) or 0)


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
