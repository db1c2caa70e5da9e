"""Calls by one connection both ways, as SIP has them: offered by the room, or answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aiortc import RTCPeerConnection, RTCSessionDescription

from appliance.api.conference import Track
from appliance.media.engine import DriverChoice
from tests.media.forwarder import Heard, connection
from tests.media.local import Here, engine_here
from tests.media.sender import RED, Slides, Tone, patches
from tests.media.test_call_receive import frame, until

TWINS = {kind: DriverChoice(driver="twin") for kind in ("camera", "microphone")}


async def talk(here: Here, tmp_path: Path, peer: RTCPeerConnection, mids: dict[str, str]) -> None:
    """Both are seen by the other."""
    tracks = [
        Track(mid=mids["audio"], person_id="d1", source="microphone"),
        Track(mid=mids["video"], person_id="d1", source="camera"),
    ]
    assert await here.engine.receive_call("sip", "", tracks) == ""
    await here.engine.set_call_sources("sip", True, True)
    await frame(tmp_path / "frames", "call-d1-camera", RED)
    seen = Heard()
    track = next(one.receiver.track for one in peer.getTransceivers() if one.kind == "video")
    picture: Any = await track.recv()
    seen.picture = picture.to_ndarray(format="rgb24")
    assert seen.picture.shape == (720, 1280, 3)
    (call,) = here.engine.take_status().calls
    await until(lambda: here.engine.take_status().calls[0].sending == "live")
    assert {one.source for one in call.tracks} == {"microphone", "camera"}
    await here.engine.close_call("sip")


async def test_the_room_calls(tmp_path: Path) -> None:
    peer = connection()
    async with engine_here(tmp_path / "frames", listening=False, **TWINS) as here:
        offered = await here.engine.open_call("sip", both_ways=True)
        assert sorted(offered.sources.values()) == ["camera", "microphone"]
        peer.addTrack(Tone())
        peer.addTrack(Slides(patches(320, 180, (RED,))))
        await peer.setRemoteDescription(RTCSessionDescription(offered.offer, "offer"))
        await peer.setLocalDescription()
        await here.engine.connect_call("sip", peer.localDescription.sdp)
        await talk(here, tmp_path, peer, {one.kind: one.mid for one in peer.getTransceivers()})
        await peer.close()


async def test_the_room_is_called(tmp_path: Path) -> None:
    peer = connection()
    async with engine_here(tmp_path / "frames", listening=False, **TWINS) as here:
        peer.addTrack(Tone())
        peer.addTrack(Slides(patches(320, 180, (RED,))))
        await peer.setLocalDescription(await peer.createOffer())
        answer = await here.engine.answer_call("sip", peer.localDescription.sdp, "who")
        await peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        assert here.engine.take_status().calls[0].label == "who"
        await talk(here, tmp_path, peer, {one.kind: one.mid for one in peer.getTransceivers()})
        await peer.close()
