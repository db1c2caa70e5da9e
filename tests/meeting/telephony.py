"""The room's end of a call by SIP, made of stock aiortc."""

from __future__ import annotations

import asyncio
from typing import Any

from aiortc import MediaStreamTrack, RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, VideoStreamTrack

from appliance.api.conference import Track
from appliance.api.errors import Code, NotFound
from appliance.media.engine import CallOffer, EngineCall, EngineTrack
from appliance.media.fake import FakeEngine

CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)


class Peer:
    """The room's end of a call: a voice and a picture, both ways."""

    def __init__(self) -> None:
        self.connection = RTCPeerConnection(CONFIGURATION)
        self.pictures: list[tuple[int, int]] = []
        self.sounds = 0
        self.watching: list[asyncio.Task[None]] = []
        self.connection.on("track", lambda track: self.watching.append(asyncio.create_task(self._watch(track))))

    async def offer(self) -> str:
        for track in (AudioStreamTrack(), VideoStreamTrack()):
            self.connection.addTrack(track)
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return self.connection.localDescription.sdp

    async def take(self, answer: str) -> None:
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def answer(self, offer: str) -> str:
        for track in (AudioStreamTrack(), VideoStreamTrack()):
            self.connection.addTrack(track)
        await self.connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        await self.connection.setLocalDescription(await self.connection.createAnswer())
        return self.connection.localDescription.sdp

    async def close(self) -> None:
        await self.connection.close()
        for task in self.watching:
            task.cancel()
        await asyncio.gather(*self.watching, return_exceptions=True)

    async def _watch(self, track: MediaStreamTrack) -> None:
        try:
            while True:
                frame: Any = await track.recv()
                if track.kind == "video":
                    self.pictures.append((frame.width, frame.height))
                else:
                    self.sounds += 1
        except MediaStreamError:
            return


class TelephoneMedia(FakeEngine):
    """A media worker whose calls go both ways; `peer` is the connection."""

    peer: Peer | None = None
    sent: tuple[bool, bool] = (False, False)

    async def open_call(self, call_id: str, label: str = "", both_ways: bool = False) -> CallOffer:
        assert both_ways
        self.peer = Peer()
        return CallOffer(offer=await self.peer.offer(), sources={"0": "microphone", "1": "camera"})

    async def connect_call(self, call_id: str, answer: str) -> None:
        await self.peer.take(answer)

    async def receive_call(self, call_id: str, offer: str, tracks: list[Track], is_new: bool = False) -> str:
        assert not offer
        received = tuple(EngineTrack(person_id=each.person_id, source=each.source, stream="call-x") for each in tracks)
        self.replace(calls=(EngineCall(id=call_id, sending="live", receiving="live", tracks=received),))
        return ""

    async def set_call_sources(self, call_id: str, microphone: bool, camera: bool, screen: str = "") -> None:
        self.sent = (microphone, camera)

    async def close_call(self, call_id: str) -> None:
        if self.peer is None:
            raise NotFound(Code.MEETING_UNKNOWN)
        await self.peer.close()
        self.replace(calls=())
