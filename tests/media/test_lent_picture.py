"""The camera's picture in a file that stands for the device: framed, black when switched off, and never ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from av import VideoFrame
from av.video.reformatter import VideoReformatter

from appliance.media.camera import HEIGHT, WIDTH, Camera
from appliance.media.loan import picture
from appliance.media.loan.picture import LentPicture, black, framed
from drivers import registry
from drivers.capabilities import CameraMode
from drivers.errors import Unavailable
from drivers.loopback import LoopbackCamera

SIZE = WIDTH * HEIGHT * 3 // 2


class Watched:
    """The device, and the last picture that was written to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opened = 0
        self.is_away = False

    def open(self) -> LoopbackCamera:
        if self.is_away:
            raise Unavailable("away")
        self.opened += 1
        return LoopbackCamera(self.path, WIDTH, HEIGHT, picture.FPS, container="rawvideo")

    @property
    def count(self) -> int:
        return self.path.stat().st_size // SIZE if self.path.exists() else 0

    def last(self) -> np.ndarray:
        with self.path.open("rb") as file:
            file.seek((self.count - 1) * SIZE)
            return np.frombuffer(file.read(SIZE), np.uint8).reshape(-1, WIDTH)


def open_twin(mode: CameraMode) -> Any:
    twin = registry.create("camera", "twin")
    twin.open(mode)
    return twin


@pytest.fixture
def camera() -> Iterator[Camera]:
    camera = Camera(open_twin, lambda _: None)
    yield camera
    camera.close()


@pytest.fixture
def device(tmp_path: Path) -> Watched:
    return Watched(tmp_path / "video")


def until(holds: Callable[[], bool], within_s: float = 10.0) -> None:
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_camera_is_seen_while_it_is_open_and_black_after(camera: Camera, device: Watched) -> None:
    lent = LentPicture(camera, device.open)
    try:
        until(lambda: device.count >= 2)
        assert not camera.is_open, "nothing is filmed that nobody opened"
        assert np.array_equal(device.last(), black())
        lent.set_open(True)
        until(lambda: np.std(device.last()[:HEIGHT]) > 10)
        before = device.count
        time.sleep(1)
        print(f"{device.count - before} pictures a second")
        assert device.count - before > 10
        lent.set_open(False)
        assert not camera.is_open
        until(lambda: np.array_equal(device.last(), black()))
        before = device.count
        until(lambda: device.count > before + 2)
    finally:
        lent.stop()
    assert device.opened == 1
    assert not any(thread.name == "lent-picture" for thread in threading.enumerate())


def test_device_that_is_away_is_tried_again(camera: Camera, device: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "RETRY_S", 0.05)
    device.is_away = True
    lent = LentPicture(camera, device.open)
    try:
        time.sleep(0.2)
        assert device.count == 0
        device.is_away = False
        until(lambda: device.count > 1)
    finally:
        lent.stop()


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (720, 1280), (1000, 500)])
def test_picture_keeps_its_shape_in_the_middle(size: tuple[int, int]) -> None:
    width, height = size
    image = np.full((height, width, 3), (0, 0, 255), np.uint8)
    canvas = framed(VideoFrame.from_ndarray(image, format="bgr24"), VideoReformatter())
    seen = VideoFrame.from_ndarray(canvas, format="yuv420p").to_ndarray(format="rgb24")
    assert seen.shape == (HEIGHT, WIDTH, 3)
    red = (seen[:, :, 0] > 200) & (seen[:, :, 2] < 60)
    rows, columns = np.flatnonzero(red.any(1)), np.flatnonzero(red.any(0))
    high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    assert wide / high == pytest.approx(width / height, rel=0.02)
    assert max(wide / WIDTH, high / HEIGHT) == pytest.approx(1, abs=0.01)
    assert abs(rows[0] - (HEIGHT - 1 - rows[-1])) <= 2
    assert abs(columns[0] - (WIDTH - 1 - columns[-1])) <= 2
    assert seen[~red].max(initial=0) < 60
