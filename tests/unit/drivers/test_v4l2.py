"""Finding V4L2 cameras in a made-up /sys and /dev; none is opened here."""

from pathlib import Path

import pytest

from drivers.camera import driver
from drivers.camera.driver import V4l2Camera
from drivers.capabilities import CameraMode
from drivers.errors import Rejected, Unavailable


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for number, name, index in ((0, "Desk Camera", 0), (1, "Desk Camera", 1), (10, "Bar", 0), (2, "Wall", 0)):
        entry = tmp_path / f"sys/video{number}"
        entry.mkdir(parents=True)
        entry.joinpath("name").write_text(f"{name}\n")
        entry.joinpath("index").write_text(f"{index}\n")
        tmp_path.joinpath("dev").mkdir(exist_ok=True)
        tmp_path.joinpath(f"dev/video{number}").touch()
    by_id = tmp_path / "dev/v4l/by-id"
    by_id.mkdir(parents=True)
    by_id.joinpath("usb-Desk_42-video-index0").symlink_to("../../video0")
    monkeypatch.setattr(driver, "SYS", tmp_path / "sys")
    monkeypatch.setattr(driver, "DEV", tmp_path / "dev")
    return tmp_path


def test_finds_cameras_in_order_and_leaves_metadata_out(machine: Path) -> None:
    found = V4l2Camera.discover()
    assert [info.name for info in found] == ["Desk Camera", "Wall", "Bar"]
    assert found[0].id == f"v4l2:{machine}/dev/v4l/by-id/usb-Desk_42-video-index0"
    assert found[1].id == f"v4l2:{machine}/dev/video2"


def test_a_pulled_camera_is_absent_at_once(machine: Path) -> None:
    camera = V4l2Camera("Wall")
    assert camera.present
    (machine / "dev/video2").unlink()
    assert not camera.present
    assert [info.name for info in V4l2Camera.discover()] == ["Desk Camera", "Bar"]
    with pytest.raises(Unavailable, match="video2"):
        camera.open(CameraMode(1280, 720, 30))


def test_a_node_that_is_no_camera_cannot_be_opened(machine: Path) -> None:
    with pytest.raises(Unavailable, match="Desk Camera gives no picture"):
        V4l2Camera().open(CameraMode(1280, 720, 30))


def test_no_camera(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "SYS", tmp_path / "none")
    assert V4l2Camera.discover() == []
    with pytest.raises(Unavailable, match="no camera '7'; there is none"):
        V4l2Camera("7")


def test_closed(machine: Path) -> None:
    with pytest.raises(Rejected, match="not open"):
        V4l2Camera().read(0.1)
