"""The glass and the room's sound, encoded once for all who watch; nothing runs while nobody does."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import structlog
from av.video.reformatter import VideoReformatter

from appliance.frames import Frame, MailboxError, MailboxReader
from appliance.media.encoder import OPUS_FRAME, PictureEncoder, SoundEncoder, picture_of
from appliance.media.outlet import Outlet
from appliance.media.playout import Playout
from appliance.media.source import CHANNELS, RATE, Source

log = structlog.get_logger()

TICK_S = 0.015
LOOK_EVERY_S = 0.2
"""How often it is looked for a mailbox, or for another in its place."""
KEY_EVERY_S = 0.7
"""Key frames are no closer, however many ask: each is as large as a second of other pictures."""
REPEAT_S = 1.0
"""A picture that stands is sent again, so that what was lost of it is missed."""
LATE_S = 0.2

Spread = Callable[[str, av.Packet], None]
"""Hands a packet of a kind to everybody, from any thread."""


class Broadcast:
    """Feeds outlets while there are any. All verbs belong to the loop."""

    def __init__(self, mailbox: Path, playout: Playout) -> None:
        self._mailbox = mailbox
        self._playout = playout
        self._loop = asyncio.get_running_loop()
        self._outlets: set[Outlet] = set()
        self._work: _Work | None = None
        self._ending: set[_Work] = set()

    def join(self, kind: str) -> Outlet:
        """Make one more outlet of a kind."""
        outlet = Outlet(kind, self.want_key)
        self._outlets.add(outlet)
        if self._work is None:
            self._work = _Work(_Pictures(self._mailbox, self._spread), _Sound(self._playout, self._spread))
            log.info("broadcast.begun")
        return outlet

    def want_key(self) -> None:
        """Send a key frame soon."""
        if self._work is not None:
            self._work.pictures.want_key()

    async def leave(self, *outlets: Outlet) -> None:
        """Take outlets away; with the last everything stops."""
        for outlet in outlets:
            outlet.stop()
            self._outlets.discard(outlet)
        if not self._outlets and self._work is not None:
            work, self._work = self._work, None
            self._ending.add(work)
            work.stop()
            await self._loop.run_in_executor(None, work.join)
            self._ending.discard(work)
            log.info("broadcast.ended", pictures=work.pictures.count, mean_ms=work.pictures.mean_ms)

    async def close(self) -> None:
        """Stop for good; nothing is handed out after this returns."""
        await self.leave(*self._outlets)
        # whoever waited for these may have been cancelled
        for work in tuple(self._ending):
            await self._loop.run_in_executor(None, work.join)

    def _spread(self, kind: str, packet: av.Packet) -> None:
        self._loop.call_soon_threadsafe(self._hand_out, kind, packet)

    def _hand_out(self, kind: str, packet: av.Packet) -> None:
        for outlet in self._outlets:
            if outlet.kind == kind:
                outlet.put(packet)


class _Pictures:
    """A thread from the glass's mailbox to packets."""

    def __init__(self, mailbox: Path, spread: Spread) -> None:
        self.count = 0
        self._spent_s = 0.0
        self._glass = Glass(mailbox)
        self._spread = spread
        self._reformatter = VideoReformatter()
        self._encoder: PictureEncoder | None = None
        self._picture: Any = None
        self._is_key_wanted = False
        self._key_s = self._sent_s = -KEY_EVERY_S
        self._is_running = True
        self._thread = threading.Thread(target=self._run, name="broadcast-pictures", daemon=True)
        self._thread.start()

    @property
    def mean_ms(self) -> float:
        """What a picture took, from its mailbox to its packet."""
        return round(self._spent_s / self.count * 1000, 1) if self.count else 0.0

    def want_key(self) -> None:
        """From any thread."""
        self._is_key_wanted = True

    def stop(self) -> None:
        """Begin to end."""
        self._is_running = False

    def join(self) -> None:
        """Wait for the end: a picture may be being encoded."""
        self._thread.join()

    def _run(self) -> None:
        while self._is_running:
            self._look(time.monotonic())
            time.sleep(TICK_S)
        self._glass.close()

    def _look(self, now_s: float) -> None:
        frame = self._glass.newest(now_s)
        if frame is not None:
            self._picture = picture_of(frame, self._reformatter)
        is_key_due = self._is_key_wanted and now_s - self._key_s >= KEY_EVERY_S
        if self._picture is None or not (frame is not None or is_key_due or now_s - self._sent_s >= REPEAT_S):
            return
        size = (self._picture.width, self._picture.height)
        if self._encoder is None or self._encoder.size != size:
            self._encoder = PictureEncoder(*size)
            is_key_due = True
        if is_key_due:
            self._is_key_wanted, self._key_s = False, now_s
        packet = self._encoder.encode(self._picture, now_s, is_key=is_key_due)
        self._sent_s = now_s
        self.count += 1
        self._spent_s += time.monotonic() - now_s
        self._spread("video", packet)


class Glass:
    """The mailbox that the shell writes, which comes and goes with it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: MailboxReader | None = None
        self._inode = 0
        self._sequence = 0
        self._looked_s = -LOOK_EVERY_S

    def newest(self, now_s: float) -> Frame | None:
        """A picture that was not given before."""
        if now_s - self._looked_s >= LOOK_EVERY_S:
            self._looked_s = now_s
            self._look()
        frame = self._reader.read(self._sequence) if self._reader is not None else None
        if frame is not None:
            self._sequence = frame.sequence
        return frame

    def _look(self) -> None:
        try:
            inode = self._path.stat().st_ino
            if self._reader is not None and inode == self._inode:
                return
            reader = MailboxReader(self._path)
        except (OSError, MailboxError):
            return
        self.close()
        self._reader, self._inode, self._sequence = reader, inode, 0

    def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None


class _Sound:
    """A thread from what the room plays to packets; where it plays nothing they are silent."""

    def __init__(self, playout: Playout, spread: Spread) -> None:
        self._playout = playout
        self._spread = spread
        self._source = Source()
        self._encoder = SoundEncoder()
        self._is_running = True
        playout.copy_to(self._source)
        self._thread = threading.Thread(target=self._run, name="broadcast-sound", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Begin to end."""
        self._playout.copy_to(None)
        self._is_running = False

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _run(self) -> None:
        silence = np.zeros((OPUS_FRAME, CHANNELS), np.float32)
        begun_s, at = time.monotonic(), 0
        while self._is_running:
            late_s = time.monotonic() - begun_s - at / RATE
            if late_s > LATE_S:
                at += int(late_s * RATE) // OPUS_FRAME * OPUS_FRAME
            elif late_s < 0:
                time.sleep(-late_s)
            samples = self._source.pull(OPUS_FRAME)
            self._spread("audio", self._encoder.encode(silence if samples is None else samples, at))
            at += OPUS_FRAME


@dataclass(frozen=True, eq=False)
class _Work:
    """Both threads."""

    pictures: _Pictures
    sound: _Sound

    def stop(self) -> None:
        self.pictures.stop()
        self.sound.stop()

    def join(self) -> None:
        self.pictures.join()
        self.sound.join()
