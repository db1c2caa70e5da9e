"""Capture cards through V4L2. Their pictures come by the camera driver, which knows them by the same ids."""

from __future__ import annotations

import time

import numpy as np

from drivers.camera.driver import V4l2Camera, cameras
from drivers.capabilities import CameraMode, DeviceInfo
from drivers.errors import Unavailable
from drivers.input.signal import signal_of

LOOK_S = 3.0
PROBE_MODE = CameraMode(640, 480, 30)
PROBE_TIMEOUT_S = 1.0
BLANK_LEVELS = 3.0
"""Standard deviation, of 255, below which a picture is one colour: what sticks show that have no signal."""


class V4l2Input:
    """`device` is an id, a device node or its name.

    A card that can tell its signal is asked. Of any other a picture is taken every LOOK_S: one colour is no signal, and
    while somebody films with it, it counts as it did before.
    """

    def __init__(self, device: str = ""):
        self._camera = V4l2Camera(device)
        self._info = DeviceInfo(self._camera.info.id, "input", self._camera.info.name, "v4l2")
        self._was_signal = False
        self._looked_s = -LOOK_S

    @classmethod
    def discover(cls) -> list[DeviceInfo]:
        """Return the capture cards that are known as such."""
        return [DeviceInfo(found.info.id, "input", found.info.name, "v4l2") for found in cameras() if found.is_card]

    @property
    def info(self) -> DeviceInfo:
        """Who it is."""
        return self._info

    @property
    def present(self) -> bool:
        """Whether it is plugged into this machine."""
        return self._camera.present

    def has_signal(self) -> bool:
        """See VideoInput."""
        try:
            told = signal_of(self._camera.node)
        except OSError:
            return self._keep(False)
        if told is not None:
            return self._keep(told)
        if time.monotonic() - self._looked_s >= LOOK_S:
            self._probe()
            self._looked_s = time.monotonic()
        return self._was_signal

    def close(self) -> None:
        """Nothing is held between two looks."""
        self._camera.close()

    def _keep(self, is_signal: bool) -> bool:
        self._was_signal = is_signal
        return is_signal

    def _probe(self) -> None:
        try:
            self._camera.open(PROBE_MODE)
            # the first pictures after opening are often black
            picture = [self._camera.read(PROBE_TIMEOUT_S) for _ in range(3)][-1].image
        except Unavailable:
            # nothing comes, or somebody films with it
            self._was_signal = self._was_signal and self._camera.present
        else:
            self._was_signal = float(np.std(picture)) >= BLANK_LEVELS
        finally:
            self._camera.close()
