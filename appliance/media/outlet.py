"""The end at which a connection takes what was encoded for all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

MAX_WAITING = 12
"""Packets; who is slower misses some, and pictures then go on with a key frame."""


class Outlet(MediaStreamTrack):
    """A track of packets; `on_key_wanted` is called where pictures cannot go on without a key frame. Loop only."""

    def __init__(self, kind: str, on_key_wanted: Callable[[], None]) -> None:
        self.kind = kind
        super().__init__()
        self._on_key_wanted = on_key_wanted
        self._packets: asyncio.Queue[av.Packet | None] = asyncio.Queue()
        self._is_open = False
        self._needs_key = kind == "video"

    def put(self, packet: av.Packet) -> None:
        """Hand a packet on; before anybody takes them they are passed over."""
        if not self._is_open or (self._needs_key and not packet.is_keyframe):
            return
        if self._packets.qsize() >= MAX_WAITING:
            self._start_anew()
            return
        self._needs_key = False
        self._packets.put_nowait(packet)

    def _start_anew(self) -> None:
        while not self._packets.empty():
            self._packets.get_nowait()
        if self.kind == "video":
            self._needs_key = True
            self._on_key_wanted()

    async def recv(self) -> av.Packet:  # pyright: ignore[reportIncompatibleMethodOverride]  aiortc takes packets too
        """The next packet; the connection asks for the first when it stands."""
        if not self._is_open:
            self._is_open = True
            self._start_anew()
        packet = await self._packets.get()
        if packet is None or self.readyState != "live":
            raise MediaStreamError
        return packet

    def stop(self) -> None:
        """End the track."""
        super().stop()
        self._is_open = False
        self._packets.put_nowait(None)
