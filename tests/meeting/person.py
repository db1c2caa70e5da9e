"""Somebody in a conference, made of stock aiortc: sends what tells who they are, and sees who is seen and heard."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import av
import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError

from appliance.api.conference import Source, Track, Want
from appliance.meeting.engine import MeetingEngine
from tests.meeting import film
from tests.meeting.film import Codec, Reel

# in its default policy aiortc leaves the second section of a kind out of the bundle
CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
SIZES = {"camera": film.HIGH, "camera_low": film.LOW, "screen": film.SCREEN}
ALL: tuple[Source, ...] = ("microphone", "camera", "camera_low")


class Seen(NamedTuple):
    """A picture that was decoded."""

    at_s: float
    number: int
    size: film.Size


class Heard(NamedTuple):
    """20 ms of sound that was decoded."""

    at_s: float
    pitch_hz: float
    loudness: float


class Person:
    """Somebody of a number; `tracks` are what the engine said comes in which media section."""

    def __init__(self, engine: MeetingEngine, conference: str, number: int) -> None:
        self.engine = engine
        self.conference = conference
        self.number = number
        self.id = f"{number:x}a"
        self.reels: dict[str, Reel] = {}
        self.senders: dict[str, RTCRtpSender] = {}
        self.sending: RTCPeerConnection | None = None
        self.receiving: RTCPeerConnection | None = None
        self.tracks: dict[str, Track] = {}
        self.seen: dict[str, list[Seen]] = {}
        self.heard: dict[str, list[Heard]] = {}
        self.level_dbov = -30
        self._watching: list[asyncio.Task[None]] = []

    # Sending

    async def publish(
        self, *sources: Source, codec: Codec = "VP8", forwarded: Sequence[Source] | None = None
    ) -> RTCPeerConnection:
        """Send these; all of it is passed on, unless `forwarded` says less."""
        sources = sources or ALL
        before, connection = self.sending, RTCPeerConnection(CONFIGURATION)
        self.sending = connection
        self.reels = {source: self._reel(source, codec) for source in sources}
        for source, reel in self.reels.items():
            transceiver = connection.addTransceiver(reel, direction="sendonly")
            self.senders[source] = self._adjust(transceiver.sender, reel)
            if reel.kind == "video":
                known = RTCRtpSender.getCapabilities("video").codecs
                transceiver.setCodecPreferences([one for one in known if one.name in (codec, "rtx")])
        await connection.setLocalDescription(await connection.createOffer())
        names = {one.mid: source for one, source in zip(connection.getTransceivers(), sources, strict=True)}
        await self.engine.set_forwarded(self.conference, self.id, list(sources if forwarded is None else forwarded))
        answer = await self.engine.publish(self.conference, self.id, connection.localDescription.sdp, names)
        await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        if before is not None:
            await before.close()
        return connection

    def _reel(self, source: str, codec: Codec) -> Reel:
        if source in SIZES:
            return Reel("video", film.film(self.number, SIZES[source], codec), 1 / film.FRAMES_PER_S)
        return Reel("audio", film.tone(self.number), 0.02)

    def _adjust(self, sender: Any, reel: Reel) -> RTCRtpSender:
        """Key frames when they are asked for, and the level of a voice, which aiortc tells of raw sound only."""
        sender._send_keyframe = reel.rewind
        encode = sender._next_encoded_frame

        async def next_frame(codec: Any) -> Any:
            frame = await encode(codec)
            if frame is not None and reel.kind == "audio":
                frame.audio_level = self.level_dbov
            return frame

        sender._next_encoded_frame = next_frame
        return sender

    # Receiving

    async def receive(self, *wants: Want) -> bool:
        """Want these from now on, and answer what is offered; gives whether something was."""
        offered = await self.engine.receive(self.conference, self.id, list(wants))
        self.tracks = {track.mid: track for track in offered.tracks}
        if not offered.offer:
            return False
        if self.receiving is None:
            self.receiving = RTCPeerConnection(CONFIGURATION)
            self.receiving.on("track", self._watch)
        await self.receiving.setRemoteDescription(RTCSessionDescription(offered.offer, "offer"))
        await self.receiving.setLocalDescription(await self.receiving.createAnswer())
        await self.engine.answer(self.conference, self.id, self.receiving.localDescription.sdp)
        return True

    async def restart(self) -> None:
        """Lose the receiving connection, and say so."""
        if self.receiving is not None:
            await self.receiving.close()
        self.receiving = None
        await self.engine.restart(self.conference, self.id)

    def _watch(self, track: MediaStreamTrack) -> None:
        assert self.receiving is not None
        mid = next(one.mid for one in self.receiving.getTransceivers() if one.receiver.track is track)
        task = self._look(track, mid) if track.kind == "video" else self._listen(track, mid)
        self._watching.append(asyncio.create_task(task))

    async def _look(self, track: MediaStreamTrack, mid: str) -> None:
        seen = self.seen[mid] = []
        try:
            while True:
                frame: Any = await track.recv()
                luma = np.frombuffer(frame.planes[0], np.uint8).reshape(-1, frame.planes[0].line_size)
                mean = float(luma[: frame.height, : frame.width].mean())
                seen.append(Seen(time.monotonic(), film.number_of(mean), (frame.width, frame.height)))
        except MediaStreamError:
            return

    async def _listen(self, track: MediaStreamTrack, mid: str) -> None:
        heard = self.heard[mid] = []
        try:
            while True:
                frame: Any = await track.recv()
                heard.append(_hear(frame))
        except MediaStreamError:
            return

    # What was seen and heard

    def mid(self, of: Person, source: str) -> str:
        """The media section that brings something of somebody; KeyError where none does."""
        found = (mid for mid, track in self.tracks.items() if (track.person_id, track.source) == (of.id, source))
        mid = next(found, None)
        if mid is None:
            raise KeyError(f"{of.id} {source}")
        return mid

    def sees(self, of: Person, size: film.Size | None = None, source: str = "camera", since_s: float = 0.0) -> int:
        """How many pictures of somebody came where they shall, of a size if one is given."""
        pictures = self.seen.get(self.mid(of, source), [])
        return sum(one.number == of.number and size in (None, one.size) and one.at_s >= since_s for one in pictures)

    def hears(self, of: Person, since_s: float = 0.0) -> int:
        """How many blocks of somebody's tone came."""
        blocks = self.heard.get(self.mid(of, "microphone"), [])
        wanted = film.pitch_hz(of.number)
        return sum(abs(one.pitch_hz - wanted) < 60 and one.loudness > 1000 and one.at_s >= since_s for one in blocks)

    async def close(self) -> None:
        """Hang up."""
        for connection in (self.sending, self.receiving):
            if connection is not None:
                await connection.close()
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)


def _hear(frame: av.AudioFrame) -> Heard:
    samples = frame.to_ndarray().reshape(-1, len(frame.layout.channels))[:, 0].astype(float)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    pitch = float(spectrum.argmax()) * frame.sample_rate / (8 * len(samples))
    return Heard(time.monotonic(), pitch, float(np.abs(samples).mean()))
