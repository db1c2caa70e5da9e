"""Capture cards: which are, and whether something is plugged into them."""

from __future__ import annotations

import errno
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from drivers import registry, world
from drivers.camera import driver as camera_driver
from drivers.camera.driver import V4l2Camera
from drivers.capabilities import CameraMode, Frame
from drivers.errors import Unavailable
from drivers.input import driver, signal
from drivers.input.cards import is_capture_card
from drivers.input.driver import V4l2Input

MODE = CameraMode(1280, 720, 30)


@pytest.mark.parametrize(
    ("name", "kernel_driver"),
    [
        ("USB Video: USB Video", "uvcvideo"), ("Cam Link 4K: Cam Link 4K", "uvcvideo"), ("USB3.0 Video", "uvcvideo"),
        ("USB Capture HDMI", "uvcvideo"), ("Live Gamer Ultra", "uvcvideo"), ("Game Capture HD60 S+", "uvcvideo"),
        ("00-00 Pro Capture HDMI 4K+", "ProCapture"), ("tuner", "saa7134"),
    ],
)  # fmt: skip
def test_cards(name: str, kernel_driver: str) -> None:
    assert is_capture_card(name, kernel_driver)


@pytest.mark.parametrize(
    "name",
    ["HD Pro Webcam C920", "Logitech Rally Bar", "USB 2.0 Camera", "Integrated Camera", "USB Video Conference Cam"],
)
def test_cameras_are_no_cards(name: str) -> None:
    assert not is_capture_card(name, "uvcvideo")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for number, name in ((0, "Cam Link 4K"), (1, "Desk Camera")):
        entry = tmp_path / f"sys/video{number}"
        entry.mkdir(parents=True)
        entry.joinpath("name").write_text(f"{name}\n")
        entry.joinpath("index").write_text("0\n")
        tmp_path.joinpath("dev").mkdir(exist_ok=True)
        tmp_path.joinpath(f"dev/video{number}").touch()
    monkeypatch.setattr(camera_driver, "SYS", tmp_path / "sys")
    monkeypatch.setattr(camera_driver, "DEV", tmp_path / "dev")
    return tmp_path


def test_a_card_is_an_input_and_no_camera_but_by_name(machine: Path) -> None:
    assert [info.name for info in V4l2Input.discover()] == ["Cam Link 4K"]
    assert [info.name for info in V4l2Camera.discover()] == ["Desk Camera"]
    assert V4l2Camera().info.name == "Desk Camera"
    assert V4l2Camera("Cam Link 4K").info.id == V4l2Input("Cam Link 4K").info.id
    assert V4l2Input("Desk Camera").info.kind == "input"


class Card:
    """What the kernel answers."""

    def __init__(self, timings: int | None, status: int = 0) -> None:
        self.timings, self.status = timings, status

    def ioctl(self, handle: int, request: int, data: bytearray) -> None:
        if request == 0x80845663:
            assert len(data) == 132
            if self.timings is not None:
                raise OSError(self.timings, "no timings")
        elif request == 0xC050561A:
            assert len(data) == 80
            struct.pack_into("=I", data, 56, self.status)


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (Card(None), True),
        (Card(errno.ENOLINK), False),
        (Card(errno.ENOLCK), False),
        (Card(errno.ENOTTY), None),
        (Card(errno.ENOTTY, status=2), False),
        (Card(errno.ENODATA, status=1), False),
    ],
)
def test_what_the_kernel_tells(
    machine: Path, monkeypatch: pytest.MonkeyPatch, card: Card, expected: bool | None
) -> None:
    monkeypatch.setattr(signal.fcntl, "ioctl", card.ioctl)
    assert signal.signal_of(machine / "dev/video0") is expected


class Stick:
    """A UVC stick: a picture, whether something is plugged in or not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.picture: Any = np.zeros((48, 64, 3), np.uint8)
        self.is_busy = False
        self.looks = 0
        monkeypatch.setattr(driver, "signal_of", lambda _node: None)
        monkeypatch.setattr(V4l2Camera, "open", self._open)
        monkeypatch.setattr(V4l2Camera, "read", self._read)

    def _read(self, timeout_s: float) -> Frame:
        return Frame(self.picture, 0, 0)

    def _open(self, mode: CameraMode) -> None:
        self.looks += 1
        if self.is_busy:
            raise Unavailable("somebody films")


def test_a_stick_that_cannot_tell_is_looked_at(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = Stick(monkeypatch)
    card = V4l2Input("Cam Link 4K")
    assert not card.has_signal()
    stick.picture = np.random.default_rng(7).integers(0, 255, (48, 64, 3), np.uint8)
    assert not card.has_signal(), "it is not looked at again so soon"
    assert stick.looks == 1
    monkeypatch.setattr(driver, "LOOK_S", 0.0)
    assert card.has_signal()
    stick.is_busy = True
    assert card.has_signal(), "it is as it was while somebody films"
    (machine / "dev/video0").unlink()
    assert not card.has_signal()


def test_the_virtual_input_is_always_there_and_its_cable_lies_loose() -> None:
    (info,) = registry.discover("input", "twin")
    twin = registry.create("input", "twin", info.id)
    camera = registry.create("camera", "twin-input", info.id)
    world.shared().faults.inject(info.id, "unplugged")
    assert not twin.has_signal()
    with pytest.raises(Unavailable):
        camera.open(MODE)
    twin.clear()
    try:
        assert twin.has_signal()
        with camera:
            camera.open(MODE)
            first, second = camera.read(2.0), camera.read(2.0)
            assert first.image.shape == (1080, 1920, 3)
            assert second.seq > first.seq
            assert float(np.std(first.image)) > 30
            twin.inject("black")
            assert not camera.read(2.0).image.any()
            twin.inject("unplugged")
            with pytest.raises(Unavailable):
                camera.read(2.0)
        assert registry.discover("input", "twin") == [info]
    finally:
        twin.inject("unplugged")


def test_a_virtual_input_is_never_the_first_camera_found() -> None:
    assert "twin-input" not in {info.driver for info in registry.discover("camera", "auto")}
