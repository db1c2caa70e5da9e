"""The real OpenCV driver on films and on a network camera of this machine."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import pytest

from drivers.camera.url import UrlCamera
from drivers.capabilities import CameraMode
from drivers.contract import CameraContract
from drivers.errors import Rejected, Unavailable
from tests.drivers.films import SIZE, MjpegCamera, picture, write_film

MODE = CameraMode(1280, 720, 30)


@pytest.fixture
def network_camera() -> Iterator[MjpegCamera]:
    camera = MjpegCamera()
    yield camera
    camera.close()


class TestFilm(CameraContract):
    @pytest.fixture
    def device(self, tmp_path: Path) -> Iterator[Any]:
        with UrlCamera(str(write_film(tmp_path / "film.avi"))) as camera:
            yield camera


class TestImageSequence(CameraContract):
    @pytest.fixture
    def device(self, tmp_path: Path) -> Iterator[Any]:
        for number in range(30):
            cv2.imwrite(str(tmp_path / f"walk_{number:03}.png"), picture(number))
        with UrlCamera(str(tmp_path / "walk_%03d.png")) as camera:
            yield camera


class TestNetworkCamera(CameraContract):
    @pytest.fixture
    def device(self, network_camera: MjpegCamera) -> Iterator[Any]:
        with UrlCamera(network_camera.url) as camera:
            yield camera

    def test_comes_at_its_pace(self, device: Any) -> None:
        device.open(MODE)
        first = device.read(2.0)
        while (last := device.read(2.0)).t_ns - first.t_ns < 1e9:
            pass
        assert 20 <= last.seq - first.seq <= 40


def test_a_film_repeats(tmp_path: Path) -> None:
    with UrlCamera(str(write_film(tmp_path / "short.avi", pictures=10))) as camera:
        camera.open(MODE)
        assert camera.mode == CameraMode(*SIZE, 30)
        while camera.read(1.0).seq < 35:
            pass


def test_the_loss_of_a_network_camera_is_noticed_and_it_comes_back(network_camera: MjpegCamera) -> None:
    with UrlCamera(network_camera.url) as camera:
        camera.open(MODE)
        camera.read(1.0)
        network_camera.close()
        assert _seconds_until_lost(camera) < 2
        assert not camera.present
        camera.close()
        with pytest.raises(Unavailable):
            camera.open(MODE)
        revived = MjpegCamera(network_camera.port)
        camera.open(MODE)
        assert camera.present
        camera.read(1.0)
        camera.close()
        revived.close()


def test_a_camera_that_falls_silent_is_lost_within_2_s(network_camera: MjpegCamera) -> None:
    with UrlCamera(network_camera.url) as camera:
        camera.open(MODE)
        camera.read(1.0)
        network_camera.is_frozen = True
        assert _seconds_until_lost(camera) < 2


def test_no_such_film(tmp_path: Path) -> None:
    camera = UrlCamera(str(tmp_path / "none.avi"))
    assert not camera.present
    with pytest.raises(Unavailable, match=r"none\.avi"):
        camera.open(MODE)


@pytest.mark.parametrize("address", ["", "ftp://127.0.0.1/film", "http:///nowhere", "concat://a|b"])
def test_refuses_other_addresses(address: str) -> None:
    with pytest.raises(Rejected):
        UrlCamera(address)


def test_passwords_stay_secret() -> None:
    camera = UrlCamera("rtsp://admin:hush@127.0.0.1:9/live?token=hush")
    assert "hush" not in repr(camera.info)
    with pytest.raises(Unavailable) as caught:
        camera.open(MODE)
    assert "hush" not in str(caught.value)


def _seconds_until_lost(camera: UrlCamera) -> float:
    start = time.monotonic()
    while True:
        try:
            camera.read(0.3)
        except Unavailable as error:
            if "lost" in str(error):
                return time.monotonic() - start
