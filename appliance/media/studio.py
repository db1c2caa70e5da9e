"""What the room sends into calls: each source is opened and encoded once in each codec, while anybody is sent it.

Nothing is captured that nobody is sent: with the last who is, the camera and the microphones are closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import structlog

from appliance.api.conference import Source
from appliance.media.bandwidth import GRADES
from appliance.media.board import BOARD
from appliance.media.camera import Camera
from appliance.media.cast import ReceivedCast
from appliance.media.compressor import Codec
from appliance.media.feed import PictureFeed
from appliance.media.parcel import Parcel, Post
from appliance.media.sender import StreamSender
from appliance.media.work import BoardShare, CastShare, CastSound, Filming, Work

log = structlog.get_logger()

CAST = "cast-"
FindCast = Callable[[str], ReceivedCast]
"""Finds a cast by its id; raises NotFound(CAST_UNKNOWN)."""


class Subject(NamedTuple):
    """What is encoded: a source, in a codec; of a screen, which one."""

    source: Source
    codec: str
    screen: str = ""


class Studio:
    """All verbs belong to the loop. `make_voice` opens the microphones for a call and gives what ends that; in a
    thread.
    """

    def __init__(self, camera: Camera, mirror: Path, find_cast: FindCast, make_voice: Callable[[Post], Work]) -> None:
        self._camera = camera
        self._mirror = mirror
        self._find_cast = find_cast
        self._make_voice = make_voice
        self._loop = asyncio.get_running_loop()
        self._lock = asyncio.Lock()
        self._works: dict[Subject, Work] = {}
        self._senders: dict[Subject, set[StreamSender]] = {}

    def check(self, screen: str) -> None:
        """See whether there is such a screen. Raises NotFound(CAST_UNKNOWN)."""
        if screen not in ("", BOARD):
            self._find_cast(screen.removeprefix(CAST) if screen.startswith(CAST) else "")

    async def join(self, sender: StreamSender, subject: Subject) -> None:
        """Send it to one more, in the place of what that one was sent. Raises NotFound(CAST_UNKNOWN)."""
        async with self._lock:
            if sender in self._senders.get(subject, ()):
                return
            await self._part(sender)
            if subject not in self._works:
                self._works[subject] = await self._begin(subject)
                log.info("studio.begun", source=subject.source, codec=subject.codec, screen=subject.screen)
            self._senders.setdefault(subject, set()).add(sender)
            sender.on_key_wanted = self._works[subject].want_key
            sender.start_anew()

    async def leave(self, sender: StreamSender) -> None:
        """Send nothing more to one; what nobody else is sent has ended when this returns."""
        async with self._lock:
            await self._part(sender)

    def set_rate(self, sender: StreamSender, kbps: int) -> None:
        """Aim at so much in what a sender is sent."""
        for subject, senders in self._senders.items():
            if sender in senders:
                self._works[subject].set_rate(kbps)

    async def close(self) -> None:
        """End all."""
        async with self._lock:
            for subject in tuple(self._works):
                await self._end(subject)

    async def _part(self, sender: StreamSender) -> None:
        for subject, senders in tuple(self._senders.items()):
            if sender in senders:
                senders.discard(sender)
                sender.on_key_wanted = _nothing
                if not senders:
                    await self._end(subject)

    async def _end(self, subject: Subject) -> None:
        self._senders.pop(subject, None)
        await self._loop.run_in_executor(None, self._works.pop(subject).stop)
        log.info("studio.ended", source=subject.source)

    async def _begin(self, subject: Subject) -> Work:
        post = self._post(subject)
        if subject.source == "microphone":
            return await self._loop.run_in_executor(None, self._make_voice, post)
        if subject.source == "screen_sound":
            return CastSound(self._find_cast(subject.screen.removeprefix(CAST)), post)
        codec: Codec = "H264" if subject.codec == "H264" else "VP8"
        if subject.source != "screen":
            grade = GRADES[subject.source]
            return await self._loop.run_in_executor(
                None, lambda: Filming(PictureFeed(codec, grade, post), self._camera)
            )
        if subject.screen == BOARD:
            return BoardShare(PictureFeed(codec, GRADES["screen"], post), self._mirror)
        cast = self._find_cast(subject.screen.removeprefix(CAST))
        return CastShare(PictureFeed(codec, GRADES["screen"], post), cast)

    def _post(self, subject: Subject) -> Post:
        def post(parcel: Parcel) -> None:
            self._loop.call_soon_threadsafe(self._hand_out, subject, parcel)

        return post

    def _hand_out(self, subject: Subject, parcel: Parcel) -> None:
        for sender in self._senders.get(subject, ()):
            sender.put(parcel)


def _nothing() -> None:
    """A key frame of what is not sent."""
