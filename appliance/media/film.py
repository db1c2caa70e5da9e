"""A camera, or what a capture stick makes of an HDMI plug, as a cast."""

from __future__ import annotations

import asyncio
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Self

from av import VideoFrame

from appliance.api.errors import Code, NotFound
from appliance.media.hold import Stuck, held
from appliance.media.inlet import Inlet
from appliance.media.quality import Quality
from drivers import registry
from drivers.capabilities import CameraMode
from drivers.errors import DriverError

MODE = CameraMode(1920, 1080, 30)
READ_TIMEOUT_S = 1.0
RETRY_S = 0.5
DELAYS = 30


class Film:
    """Reads a camera in a thread of its own; an Origin that runs until it is closed.

    A camera that is away is tried again. `on_stuck` is called in the loop where it cannot be let go of.
    """

    has_sound = False

    def __init__(self, inlet: Inlet, camera: Any, on_stuck: Callable[[Stuck], None]) -> None:
        self._inlet = inlet
        self._camera = camera
        self._on_stuck = on_stuck
        self._loop = asyncio.get_running_loop()
        self._is_over = asyncio.Event()
        self._stop = threading.Event()
        self._pictures = 0
        self._read_s = time.monotonic()
        self._delays: deque[float] = deque(maxlen=DELAYS)
        self._is_filming = False
        self._thread = threading.Thread(target=self._run, name="film", daemon=True)

    @classmethod
    async def open(cls, inlet: Inlet, device: str, on_stuck: Callable[[Stuck], None]) -> tuple[Self, None]:
        """Find the camera. Raises NotFound(DEVICE_UNKNOWN)."""
        try:
            loop = asyncio.get_running_loop()
            camera = await loop.run_in_executor(None, registry.create_by_id, "camera", device)
        except DriverError as error:
            raise NotFound(Code.DEVICE_UNKNOWN, device_id=device) from error
        film = cls(inlet, camera, on_stuck)
        film._thread.start()
        return film, None

    async def run(self) -> bool:
        """See Origin."""
        await self._is_over.wait()
        return True

    async def close(self) -> None:
        """See Origin."""
        self._stop.set()
        await self._loop.run_in_executor(None, self._thread.join)
        self._is_over.set()

    def quality(self) -> Quality:
        """See Origin; a cable in the room has neither losses nor a rate that anybody pays for."""
        now_s = time.monotonic()
        pictures, self._pictures = self._pictures, 0
        period_s, self._read_s = max(now_s - self._read_s, 0.001), now_s
        delays = tuple(self._delays)
        return Quality(
            frame_rate=round(pictures / period_s, 1),
            delay_ms=round(1000 * statistics.median(delays)) if delays else 0,
        )

    def set_ceiling(self, kbps: int) -> None:
        """See Origin; nothing is sent."""

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._film()
            except Stuck as error:
                self._tell(self._on_stuck, error)
                return
            except DriverError:
                if self._is_filming:
                    self._is_filming = False
                    self._tell(self._inlet.reachable, False)
                self._stop.wait(RETRY_S)

    def _film(self) -> None:
        with held(self._camera) as camera:
            camera.open(MODE)
            while not self._stop.is_set():
                frame = camera.read(READ_TIMEOUT_S)
                came_s = time.monotonic()
                self._inlet.picture(VideoFrame.from_ndarray(frame.image, format="bgr24"), True)
                self._pictures += 1
                self._delays.append(time.monotonic() - came_s)
                if not self._is_filming:
                    self._is_filming = True
                    self._tell(self._inlet.reachable, True)

    def _tell(self, callback: Callable[[Any], None], value: Any) -> None:
        self._loop.call_soon_threadsafe(callback, value)
