"""Names become drivers, and nothing heavy is loaded before."""

import subprocess
import sys
import time

import pytest

from drivers import registry, world
from drivers.capabilities import CameraMode
from drivers.errors import DriverError, ProtocolError, Rejected, Unavailable, Unsupported


def test_the_registry_loads_nothing_heavy() -> None:
    code = "import sys, drivers.registry; print([m for m in ('numpy', 'cv2', 'sounddevice') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_looking_for_cameras_loads_no_opencv() -> None:
    code = (
        "import sys, drivers.registry as r; r.discover('camera', 'auto'); r.create('camera', 'twin');"
        "print('cv2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("kind", ["camera", "microphone", "speaker", "display"])
def test_twins(kind: registry.Kind) -> None:
    (info,) = registry.discover(kind, "twin")
    assert info.id == f"twin:{kind}"
    assert info.virtual
    device = registry.create(kind, "twin", info.id)
    assert device.info == info
    device.inject("unplugged")
    try:
        assert registry.discover(kind, "twin") == []
        assert not registry.create(kind, "twin").present
    finally:
        device.clear()
    assert registry.discover(kind, "twin") == [info]


def test_looking_for_devices_is_cheap() -> None:
    registry.discover("camera", "auto")
    start = time.perf_counter()
    for _ in range(100):
        registry.discover("camera", "auto")
        registry.discover("camera", "twin")
    assert time.perf_counter() - start < 0.2


def test_names_what_is_wrong() -> None:
    with pytest.raises(Rejected, match="unknown camera driver 'firewire'; known: auto, v4l2, url, twin"):
        registry.create("camera", "firewire")
    with pytest.raises(Rejected, match="unknown kind of device 'toaster'"):
        registry.discover("toaster", "auto")  # type: ignore[arg-type]
    with pytest.raises(Rejected, match="unexpected keyword argument 'color'"):
        registry.create("camera", "twin", color="red")
    with pytest.raises(Unavailable, match="no real display found"):
        registry.create("display", "auto")


def test_options_reach_the_driver() -> None:
    own = world.World(people=0)
    camera = registry.create("camera", "twin", world=own)
    camera.open(CameraMode(1280, 720, 30))
    assert camera.world is own
    camera.close()


def test_codes_of_errors_are_distinct() -> None:
    kinds = (DriverError, Unavailable, Rejected, Unsupported, ProtocolError)
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_a_device_is_made_by_its_id_alone() -> None:
    assert registry.create_by_id("camera", "twin:camera").info.id == "twin:camera"
    assert registry.create_by_id("camera", "url:rtsp://a.example/x").info.driver == "url"
    for unknown, error in (("twin:other", Unavailable), ("martian:1", Rejected), ("", Rejected)):
        with pytest.raises(error):
            registry.create_by_id("camera", unknown)
