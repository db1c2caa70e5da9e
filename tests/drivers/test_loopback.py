"""A device of v4l2loopback: found by its label and driver, spoken to by FFmpeg; the kernel's side is a double here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from av import VideoFrame

from drivers import loopback
from drivers.camera import driver
from drivers.errors import Unavailable
from drivers.loopback import LoopbackCamera

ROOT = Path(__file__).parents[2]
WIDTH, HEIGHT = 64, 48
SIZE = WIDTH * HEIGHT * 3 // 2
WRITES = f"""
import sys
from pathlib import Path
import numpy as np
from av import VideoFrame
from drivers import loopback
loopback.SYS, loopback.DEV = Path(sys.argv[1]), Path(sys.argv[2])
node = loopback.find()
assert node is not None
with loopback.LoopbackCamera(node, {WIDTH}, {HEIGHT}, 30) as camera:
    for shade in (40, 80, 120):
        picture = np.full(({HEIGHT} * 3 // 2, {WIDTH}), shade, np.uint8)
        camera.show(VideoFrame.from_ndarray(picture, format="yuv420p"))
"""


@pytest.fixture
def system(tmp_path: Path) -> tuple[Path, Path]:
    """Two devices, the second of which is ours by its label."""
    sys_folder, dev = tmp_path / "sys", tmp_path / "dev"
    dev.mkdir()
    for name, label in (("video0", "HD Webcam"), ("video9", loopback.LABEL)):
        (sys_folder / name).mkdir(parents=True)
        (sys_folder / name / "name").write_text(f"{label}\n")
        (sys_folder / name / "index").write_text("0\n")
        (dev / name).touch()
    return sys_folder, dev


def shades(written: bytes) -> list[int]:
    pictures = np.frombuffer(written, np.uint8).reshape(-1, SIZE)
    assert all(np.ptp(picture) == 0 for picture in pictures)
    return [int(picture[0]) for picture in pictures]


def test_pictures_are_written_one_after_the_other(tmp_path: Path) -> None:
    with LoopbackCamera(tmp_path / "video", WIDTH, HEIGHT, 30, container="rawvideo") as camera:
        for shade in (10, 200):
            picture = np.full((HEIGHT * 3 // 2, WIDTH), shade, np.uint8)
            camera.show(VideoFrame.from_ndarray(picture, format="yuv420p"))
    assert shades((tmp_path / "video").read_bytes()) == [10, 200]


def test_what_is_no_such_device_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        LoopbackCamera(tmp_path / "video", WIDTH, HEIGHT, 30)


def test_file_with_the_label_that_is_no_device_is_not_found(
    system: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "SYS", system[0])
    monkeypatch.setattr(loopback, "DEV", system[1])
    assert loopback.find() is None


def test_room_does_not_film_itself(system: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "SYS", system[0])
    monkeypatch.setattr(driver, "DEV", system[1])
    assert [found.info.name for found in driver.cameras()] == ["HD Webcam"]


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler makes the double")
def test_form_is_agreed_on_with_the_device(system: tuple[Path, Path], tmp_path: Path) -> None:
    double, record = tmp_path / "double.so", tmp_path / "asked"
    source = Path(__file__).with_name("v4l2_double.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(double), str(source), "-ldl"], check=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LD_PRELOAD": str(double), "V4L2_DOUBLE": str(record)}
    subprocess.run([sys.executable, "-c", WRITES, *map(str, system)], env=environment, check=True)
    output_buffers = 2
    assert record.read_text().split() == [str(WIDTH), str(HEIGHT), "YU12", str(SIZE), str(output_buffers)]
    assert shades((system[1] / "video9").read_bytes()) == [40, 80, 120]


@pytest.mark.skipif(loopback.find() is None, reason="v4l2loopback is not loaded as a `Parlor camera` here")
def test_real_device_shows_what_is_written() -> None:
    import cv2

    node = loopback.find()
    assert node is not None
    picture = np.full((720 * 3 // 2, 1280), 128, np.uint8)
    picture[:720] = 200
    with LoopbackCamera(node, 1280, 720, 30) as camera:
        for _ in range(5):
            camera.show(VideoFrame.from_ndarray(picture, format="yuv420p"))
        capture = cv2.VideoCapture(str(node), cv2.CAP_V4L2)
        try:
            camera.show(VideoFrame.from_ndarray(picture, format="yuv420p"))
            is_read, seen = capture.read()
        finally:
            capture.release()
    assert is_read
    assert seen.shape == (720, 1280, 3)
    assert seen.mean() > 150
