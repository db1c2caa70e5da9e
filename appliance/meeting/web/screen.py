"""The page's picture: Chromium's screencast, decoded into the mailbox that the shell draws.

Only what changes is sent, at most FRAME_RATE times a second: the browser has two pictures under way and waits for the
word that one was taken.
"""

from __future__ import annotations

import asyncio
import binascii
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, VideoReformatter

from appliance.frames import MailboxError, MailboxWriter, PixelFormat
from appliance.meeting.web.cdp import Connection

FRAME_RATE = 30.0
QUALITY = 75
"""Per cent, of JPEG: about 55 KB a picture of 1920x1080."""
DEFAULT_SIZE = (1920, 1080)
MIN_SIDE = 320
MAX_WIDTH, MAX_HEIGHT = 3840, 2160
MAX_FRAME_BYTES = MAX_WIDTH * MAX_HEIGHT * 3 // 2


class Screen:
    """Shows one page session at a time; the mailbox is there until close."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mailbox: MailboxWriter | None = None
        self._reformatter = VideoReformatter()
        self._decoder = av.CodecContext.create("mjpeg", "r")
        self._next_at = 0.0
        self.size = DEFAULT_SIZE
        """Width and height of the page, even numbers of pixels."""

    def resize(self, width: int, height: int) -> bool:
        """Whether the size is another now; sides that are too small for a page change nothing."""
        if width < MIN_SIDE or height < MIN_SIDE:
            return False
        size = (min(width, MAX_WIDTH) & ~1, min(height, MAX_HEIGHT) & ~1)
        changed, self.size = size != self.size, size
        return changed

    def begin(self, connection: Connection, session: str) -> None:
        """Lay the page out in the size, and have it sent."""
        width, height = self.size
        connection.tell(
            "Emulation.setDeviceMetricsOverride", session, width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        connection.tell("Page.stopScreencast", session)
        connection.tell(
            "Page.startScreencast", session, format="jpeg", quality=QUALITY, maxWidth=width, maxHeight=height
        )

    def take(self, connection: Connection, session: str, params: dict[str, Any]) -> None:
        """Put a picture into the mailbox, and ask for the next when it is time."""
        with suppress(binascii.Error, FFmpegError, MailboxError, KeyError):
            for frame in self._decoder.decode(av.Packet(b64decode(params["data"]))):
                self._publish(frame)
        loop = asyncio.get_running_loop()
        self._next_at = max(self._next_at + 1 / FRAME_RATE, loop.time())
        loop.call_at(
            self._next_at,
            lambda: connection.tell("Page.screencastFrameAck", session, sessionId=params.get("sessionId", 0)),
        )

    def close(self) -> None:
        """Show nothing."""
        if self._mailbox is not None:
            self._mailbox.close()
            self._mailbox = None

    def _publish(self, frame: VideoFrame) -> None:
        width, height = frame.width & ~1, frame.height & ~1
        # video range, as every other picture of a call: the shell draws BT.601 in full range too dark
        video = self._reformatter.reformat(
            frame, width, height, "yuv420p", src_color_range=ColorRange.JPEG, dst_color_range=ColorRange.MPEG
        )
        planes = video.to_ndarray().astype(np.uint8, copy=False)
        if self._mailbox is None:
            self._mailbox = MailboxWriter(self._path, MAX_FRAME_BYTES)
        self._mailbox.publish(width, height, width, PixelFormat.I420, planes.data)
