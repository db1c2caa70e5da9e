"""What devices can do: tiny Protocols that real drivers and twins fulfil alike.

All calls are plain and block for at most the stated time. After `Unavailable` from a lost device the caller closes it
and opens it again once `present` is true; nothing comes back by itself. Closing twice is harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Kind = Literal["camera", "microphone", "speaker", "display", "input"]
Fault = Literal["unplugged", "frozen", "black", "silent", "clipping", "xrun", "drift", "delay_jump"]
Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """Who a device is; `id` is unique and stays the same over restarts and re-plugging."""

    id: str
    kind: Kind
    name: str
    driver: str
    virtual: bool = False


@dataclass(frozen=True, slots=True)
class CameraMode:
    """Picture size in pixels and pictures a second."""

    width: int
    height: int
    fps: int


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: uint8 BGR, height x width x 3; `seq` grows, gaps are skipped pictures; `t_ns` is monotonic."""

    image: npt.NDArray[np.uint8]
    seq: int
    t_ns: int


@dataclass(frozen=True, slots=True, eq=False)
class AudioBlock:
    """Sound: float32 frames x channels in -1..1; `t_ns` is the first sample's monotonic time, a gap in `seq` loss."""

    samples: npt.NDArray[np.float32]
    seq: int
    t_ns: int
    sample_rate: int


class Device(Protocol):
    """What every device has."""

    @property
    def info(self) -> DeviceInfo:
        """Who it is."""
        ...

    @property
    def present(self) -> bool:
        """Whether it is plugged in now, as far as can be told without opening it; costs less than 1 ms."""
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...


class Camera(Device, Protocol):
    """Gives the newest picture."""

    @property
    def mode(self) -> CameraMode:
        """What it really delivers while open (drivers may come nearest to what was asked)."""
        ...

    def open(self, mode: CameraMode) -> None:
        """Start; `Unavailable` if it gives no picture within 5 s."""
        ...

    def read(self, timeout_s: float) -> Frame:
        """Return a picture newer than the last one read; `Unavailable` when lost or none came in time."""
        ...


class MicrophoneArray(Device, Protocol):
    """Gives blocks of all its microphones, in step."""

    @property
    def geometry_m(self) -> tuple[Point, ...]:
        """Places about the array's centre: x right and y into the room as seen from it, z up; empty if unknown."""
        ...

    @property
    def sample_rate(self) -> int:
        """Frames a second."""
        ...

    def open(self, block_s: float = 0.010) -> None:
        """Start; every block is `block_s` long. `Unavailable` if there is no sound within 2 s."""
        ...

    def read(self, timeout_s: float) -> AudioBlock:
        """Return the oldest unread block; at most 1 s is kept. `Unavailable` when lost or none came in time."""
        ...


class Speaker(Device, Protocol):
    """Plays what is written, silence otherwise."""

    volume: float
    """0 to 1, reached within 20 ms without a click."""

    @property
    def sample_rate(self) -> int:
        """Frames a second."""
        ...

    @property
    def channels(self) -> int:
        """Two so far."""
        ...

    def open(self) -> None:
        """Start to play silence."""
        ...

    def write(self, samples: npt.NDArray[np.float32]) -> None:
        """Queue frames x channels and return at once; beyond 200 ms the oldest queued sound is dropped."""
        ...

    def tap(self) -> AudioBlock | None:
        """Return the oldest unread block of what was really played, after volume; at most 1 s is kept."""
        ...


class Display(Device, Protocol):
    """A panel that can be switched."""

    @property
    def power(self) -> bool:
        """Whether it is lit."""
        ...

    def set_power(self, on: bool) -> None:
        """Light it or let it sleep."""
        ...


class VideoInput(Device, Protocol):
    """Knows whether something is plugged into it; its picture comes from the camera with the same id."""

    def has_signal(self) -> bool:
        """Whether a picture comes in.

        Takes milliseconds, but up to 8 s now and then where a picture must be taken to know.
        """
        ...


@runtime_checkable
class Faulty(Protocol):
    """A twin that can be broken on purpose."""

    def inject(self, fault: Fault) -> None:
        """Break it from now on; `Unsupported` if this kind of device cannot fail so."""
        ...

    def clear(self) -> None:
        """Mend it."""
        ...
