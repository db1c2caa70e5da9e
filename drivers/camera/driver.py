"""USB and built-in cameras through OpenCV and V4L2."""

import os
from pathlib import Path
from typing import Any, Self

from drivers.camera.grabber import Grabber, opened
from drivers.capabilities import CameraMode, DeviceInfo, Frame
from drivers.errors import Rejected, Unavailable

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
        """Return one device for each camera; the nodes that carry its metadata are left out."""
        return [info for info, _ in _cameras()]

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


def _find(device: str) -> tuple[DeviceInfo, Path]:
    cameras = _cameras()
    for info, node in cameras:
        if device in {"", info.id, info.name, str(node)}:
            return info, node
    raise Unavailable(f"no camera {device!r}; there is {', '.join(info.name for info, _ in cameras) or 'none'}")


def _cameras() -> list[tuple[DeviceInfo, Path]]:
    """Every camera with its node; its id names its socket or serial number where udev knows them."""
    lasting: dict[str, Path] = {}
    for folder in (DEV / "v4l/by-path", DEV / "v4l/by-id"):
        lasting |= {link.resolve().name: link for link in (folder.iterdir() if folder.is_dir() else ())}
    found = []
    for entry in sorted(SYS.iterdir(), key=_number) if SYS.is_dir() else ():
        node = DEV / entry.name
        if _text(entry / "index") != "0" or not node.exists():
            continue
        name = _text(entry / "name") or entry.name
        info = DeviceInfo(f"v4l2:{lasting.get(entry.name, node)}", "camera", name, "v4l2")
        found.append((info, node))
    return found


def _number(entry: Path) -> int:
    return int("".join(c for c in entry.name if c.isdigit()) or 0)


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
