"""A door with the real media engine behind it, whose mailboxes a test can look into."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from appliance.api.cast import Cast
from appliance.frames import Frame, MailboxError, MailboxReader, PixelFormat
from appliance.media.engine import DriverChoice, EngineConfig
from appliance.media.local import LocalEngine
from tests.web.door import Door

NOTHING = DriverChoice(driver="none")
SILENT_ROOM = EngineConfig(
    camera=NOTHING,
    microphone=NOTHING,
    speaker=NOTHING,
    listening=False,
    addresses=("127.0.0.1",),
    frame_format="bgrx",
)


class MediaDoor(Door):
    """A door with the real engine behind it."""

    @property
    def frames(self) -> Path:
        return self.folder / "frames"

    @property
    def mirror(self) -> Path:
        return self.folder / "mirror"

    def _report(self) -> None:
        self._take(self.media.take_status())

    async def __aenter__(self) -> MediaDoor:
        self.frames.mkdir()
        self.mirror.mkdir()
        self.engine = self.media = LocalEngine(
            self.frames, self.mirror, self._report, lambda stuck: pytest.fail(str(stuck))
        )
        await super().__aenter__()
        self._running = self._tasks.create_task(self.media.run())
        await self.media.configure(SILENT_ROOM)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        self._running.cancel()
        await super().__aexit__(*exc_info)

    async def live(self, timeout_s: float = 8) -> Cast:
        """Wait for a live cast."""
        await self._until(lambda casts: bool(casts) and casts[0].phase == "live", timeout_s)
        return self.store.state.cast.casts[0]

    async def idle(self, timeout_s: float = 5) -> None:
        """Wait until nobody casts."""
        await self._until(lambda casts: not casts, timeout_s)

    async def picture(self, stream: str, timeout_s: float = 8) -> np.ndarray:
        """Wait for a picture of the slides in a mailbox; height × width × BGR."""
        async with asyncio.timeout(timeout_s):
            while True:
                with suppress(FileNotFoundError, MailboxError):
                    frame = self._newest(stream)
                    if frame is not None and shows_slides(pixels := picture_of(frame)):
                        return pixels
                await asyncio.sleep(0.05)

    async def _until(self, condition: Callable[[tuple[Cast, ...]], bool], timeout_s: float) -> None:
        changed = asyncio.Event()
        leave = self.store.subscribe(lambda _names: changed.set())
        try:
            async with asyncio.timeout(timeout_s):
                while not condition(self.store.state.cast.casts):
                    changed.clear()
                    await changed.wait()
        finally:
            leave()

    def _newest(self, stream: str) -> Frame | None:
        reader = MailboxReader(self.frames / stream)
        try:
            return reader.read()
        finally:
            reader.close()


def picture_of(frame: Frame) -> np.ndarray:
    assert frame.format is PixelFormat.BGRX
    rows = np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.stride)
    return rows[:, : frame.width * 4].reshape(frame.height, frame.width, 4)[:, :, :3]


def shows_slides(pixels: np.ndarray) -> bool:
    """Whether the four quarters have the colours of the laptop's slides."""
    height, width = pixels.shape[:2]
    colours = ((0, 0, 224), (0, 160, 0), (224, 0, 0), (0, 224, 224))
    centres = [(y, x) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]
    return all(
        np.abs(pixels[y, x].astype(int) - colour).max() < 40 for (y, x), colour in zip(centres, colours, strict=True)
    )
