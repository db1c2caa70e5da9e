"""Driver names of the configuration, loaded only when asked for.

A driver is a class with `discover() -> list[DeviceInfo]` and a constructor that takes a device id ("" = the first one
found) and its own options. Adding one is adding its line here.

`discover` is meant to be polled about once a second to notice hot-plug: it costs less than 1 ms while nothing changes.
"""

import inspect
from importlib import import_module
from typing import Any

from drivers.capabilities import DeviceInfo, Kind
from drivers.errors import Rejected, Unavailable

DRIVERS: dict[Kind, dict[str, str]] = {
    "camera": {
        "v4l2": "drivers.camera.driver:V4l2Camera",
        "url": "drivers.camera.url:UrlCamera",
        "twin": "drivers.camera.twin:TwinCamera",
        "twin-input": "drivers.input.twin:TwinInput",
    },
    "microphone": {
        "sounddevice": "drivers.microphone.driver:SoundDeviceMicrophone",
        "twin": "drivers.microphone.twin:TwinMicrophone",
    },
    "speaker": {
        "sounddevice": "drivers.speaker.driver:SoundDeviceSpeaker",
        "twin": "drivers.speaker.twin:TwinSpeaker",
    },
    "display": {"twin": "drivers.display.twin:TwinDisplay"},
    "input": {"v4l2": "drivers.input.driver:V4l2Input", "twin": "drivers.input.twin:TwinInput"},
}


def discover(kind: Kind, driver: str) -> list[DeviceInfo]:
    """Return the devices that `driver` sees now; "auto" asks the real drivers in order until one sees something."""
    if driver != "auto":
        return _load(kind, driver).discover()
    return next((found for name in _real(kind) if (found := discover(kind, name))), [])


def create(kind: Kind, driver: str, device: str = "", **options: Any) -> Any:
    """Return a closed device of that capability; "auto" takes the first device that a real driver sees.

    Raises `Rejected` for an unknown kind, driver or option and `Unavailable` if there is no such device.
    """
    if driver == "auto":
        found = discover(kind, "auto")
        if not found:
            raise Unavailable(f"no real {kind} found")
        driver, device = found[0].driver, device or found[0].id
    cls = _load(kind, driver)
    try:
        inspect.signature(cls).bind(device, **options)
    except TypeError as error:
        raise Rejected(f"{kind} driver {driver!r}: {error}") from error
    return cls(device, **options)


def create_by_id(kind: Kind, device: str) -> Any:
    """Return the closed device with this id, whichever driver's it is: ids begin with their driver's name.

    Raises `Rejected` for an id of no driver and `Unavailable` if there is no such device.
    """
    return create(kind, device.partition(":")[0], device)


def _real(kind: Kind) -> list[str]:
    return [name for name in _names(kind) if not name.startswith("twin")]


def _names(kind: Kind) -> dict[str, str]:
    if kind not in DRIVERS:
        raise Rejected(f"unknown kind of device {kind!r}; known: {', '.join(DRIVERS)}")
    return DRIVERS[kind]


def _load(kind: Kind, driver: str) -> Any:
    names = _names(kind)
    if driver not in names:
        raise Rejected(f"unknown {kind} driver {driver!r}; known: {', '.join(('auto', *names))}")
    module, _, name = names[driver].partition(":")
    return getattr(import_module(module), name)
