"""Network cameras and films through OpenCV and FFmpeg."""

from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from drivers.camera.grabber import Grabber, opened
from drivers.capabilities import CameraMode, DeviceInfo, Frame
from drivers.errors import Rejected

SCHEMES = {"http", "https", "rtsp", "rtsps"}
LOST_AFTER_S = 1.8
OPEN_MS, READ_MS = 4000, 1500


class UrlCamera:
    """`device` is an http or rtsp address, a film, or an image sequence such as `walk_%03d.png`.

    Films repeat, at the speed they were filmed; sequences at that of the mode asked for.
    Passwords in an address appear in no id, name or error.
    """

    def __init__(self, device: str = ""):
        device = device.removeprefix("url:")
        parts = urlsplit(device)
        self._is_remote = "://" in device
        if not device or (self._is_remote and (parts.scheme not in SCHEMES or not parts.hostname)):
            raise Rejected(f"a url camera needs a path or an address of {', '.join(sorted(SCHEMES))}")
        self._is_sequence = "%" in device and not self._is_remote
        self._source = device
        port = f":{parts.port}" if self._is_remote and parts.port else ""
        shown = f"{parts.scheme}://{parts.hostname}{port}{parts.path}" if self._is_remote else device
        self._info = DeviceInfo(f"url:{shown}", "camera", shown, "url")
        self._grabber: Grabber | None = None

    @classmethod
    def discover(cls) -> list[DeviceInfo]:
        """Return nothing: an address has to be given."""
        return []

    @property
    def info(self) -> DeviceInfo:
        """Who it is."""
        return self._info

    @property
    def present(self) -> bool:
        """Whether pictures come if it is open, else whether the film exists; an address that is closed counts."""
        if self._grabber:
            return self._grabber.is_alive
        return self._is_remote or self._is_sequence or Path(self._source).exists()

    @property
    def mode(self) -> CameraMode:
        """What it really delivers."""
        return opened(self._grabber, self._info.id).mode

    def open(self, mode: CameraMode) -> None:
        """Start in the source's own mode; only an image sequence heeds the speed of `mode`."""
        if self._grabber:
            raise Rejected(f"{self._info.id} is open already")
        self._grabber = Grabber(
            self._info.name,
            self._connect,
            lost_after_s=LOST_AFTER_S,
            rewind=_rewind if not self._is_remote else lambda _capture: False,
            pace_fps=mode.fps if self._is_sequence else None,
            is_film=not self._is_remote,
        )

    def read(self, timeout_s: float) -> Frame:
        """Return the newest picture."""
        return opened(self._grabber, self._info.id).read(timeout_s)

    def close(self) -> None:
        """Let go of the source."""
        grabber, self._grabber = self._grabber, None
        if grabber:
            grabber.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self) -> Any:
        import cv2

        if self._is_sequence:
            capture = cv2.VideoCapture(self._source, cv2.CAP_IMAGES)
        else:
            limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_MS]
            capture = cv2.VideoCapture(self._source, cv2.CAP_FFMPEG, limits)
        return capture if capture.isOpened() else None


def _rewind(capture: Any) -> bool:
    import cv2

    return capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
