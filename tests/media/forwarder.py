"""What an engine is to a room, made of stock aiortc: it takes what the room sends, and sends it what people make."""

# ruff: noqa: ASYNC110  what is waited for happens in other threads

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import av
import numpy as np
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from appliance.api.conference import Source, Track
from appliance.media.engine import CallOffer


def connection() -> RTCPeerConnection:
    return RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))


class Heard:
    """What came of one source."""

    def __init__(self) -> None:
        self.count = 0
        self.picture: np.ndarray | None = None
        self.sound: list[np.ndarray] = []
        self.first_s = 0.0

    def middle(self) -> np.ndarray:
        assert self.picture is not None
        height, width = self.picture.shape[:2]
        return self.picture[height // 2, width // 2].astype(int)

    def last(self, seconds: float) -> np.ndarray:
        """The newest sound, mono, in -1..1."""
        return np.concatenate(self.sound)[-round(48_000 * seconds) :] if self.sound else np.zeros(1)

    def share(self, pitch_hz: float) -> float:
        """The part of the last second's sound that lies within 3 % of a pitch."""
        last = self.last(1)
        power = np.abs(np.fft.rfft(last * np.hanning(len(last)))) ** 2
        pitches = np.fft.rfftfreq(len(last), 1 / 48_000)
        return float(power[np.abs(pitches - pitch_hz) < 0.03 * pitch_hz].sum() / max(power.sum(), 1e-9))


class Ear:
    """Takes the room's sending connection."""

    def __init__(self) -> None:
        self.connection = connection()
        self.heard: dict[Source, Heard] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def answer(self, offered: CallOffer, only: str = "") -> str:
        """Answer; `only` is the one codec of pictures that is taken."""
        await self.connection.setRemoteDescription(RTCSessionDescription(offered.offer, "offer"))
        for transceiver in self.connection.getTransceivers():
            source = offered.sources[transceiver.mid]
            self.heard[source] = Heard()
            self._tasks.append(asyncio.create_task(self._read(transceiver.receiver.track, self.heard[source])))
            if only and transceiver.kind == "video":
                codecs = [one for one in transceiver._codecs if one.name == only]
                assert codecs
                transceiver._codecs = codecs
        await self.connection.setLocalDescription()
        return self.connection.localDescription.sdp

    async def until(self, source: Source, is_so: Any, timeout_s: float = 15) -> Heard:
        async with asyncio.timeout(timeout_s):
            while not is_so(self.heard[source]):
                await asyncio.sleep(0.02)
        return self.heard[source]

    async def _read(self, track: Any, heard: Heard) -> None:
        with suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                heard.count += 1
                if isinstance(frame, av.VideoFrame):
                    heard.picture = frame.to_ndarray(format="rgb24")
                else:
                    heard.sound.append(frame.to_ndarray().reshape(-1, 2)[:, 0] / 32768)

    async def close(self) -> None:
        await self.connection.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


class Mouth:
    """Sends to the room what people make: a media section each."""

    def __init__(self) -> None:
        self.connection = connection()
        self._whose: list[tuple[str, Source]] = []

    def add(self, person_id: str, source: Source, track: Any) -> None:
        self.connection.addTransceiver(track, direction="sendonly")
        self._whose.append((person_id, source))

    def tracks(self) -> list[Track]:
        return [
            Track(mid=transceiver.mid, person_id=person_id, source=source)
            for transceiver, (person_id, source) in zip(self.connection.getTransceivers(), self._whose, strict=True)
        ]

    async def send_to(self, engine: Any, call_id: str, *, is_new: bool = False) -> None:
        """Negotiate; again after something was added."""
        await self.connection.setLocalDescription(await self.connection.createOffer())
        offer = self.connection.localDescription.sdp
        answer = await engine.receive_call(call_id, offer, self.tracks(), is_new)
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def close(self) -> None:
        await self.connection.close()


@asynccontextmanager
async def ear() -> AsyncIterator[Ear]:
    one = Ear()
    try:
        yield one
    finally:
        await one.close()


@asynccontextmanager
async def mouth() -> AsyncIterator[Mouth]:
    one = Mouth()
    try:
        yield one
    finally:
        await one.close()
