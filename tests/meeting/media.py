"""A media worker without media whose calls are live as soon as they are negotiated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from appliance.api.conference import Track
from appliance.api.errors import Code, NotFound, Unavailable
from appliance.media.engine import CallOffer, EngineCall, EngineStatus, EngineTrack, Tile
from appliance.media.fake import FakeEngine

SDP = "v=0\r\n"
SOURCES = {"0": "microphone", "1": "camera", "2": "camera_low", "3": "screen", "4": "screen_sound"}


class CallMedia(FakeEngine):
    """Fulfils MediaEngine; `told` is all that was asked of calls."""

    def __init__(self, folder: Path, on_status: Callable[[EngineStatus], None]) -> None:
        super().__init__(folder, on_status)
        self.is_away = False
        self.sources: dict[str, tuple[bool, bool, str]] = {}
        self.call_tiles: dict[str, dict[str, Tile]] = {}
        self.told: list[str] = []

    async def open_call(self, call_id: str, label: str = "", both_ways: bool = False) -> CallOffer:
        self._note("open_call")
        return CallOffer(offer=SDP, sources=SOURCES)

    async def connect_call(self, call_id: str, answer: str) -> None:
        self._note("connect_call")
        self._turn(call_id, sending="live")

    async def receive_call(self, call_id: str, offer: str, tracks: list[Track], is_new: bool = False) -> str:
        self._note(f"receive_call{' offer' if offer else ''}{' new' if is_new else ''}")
        received = tuple(EngineTrack(person_id=one.person_id, source=one.source) for one in tracks)
        self._turn(call_id, receiving="live", tracks=received)
        return SDP if offer else ""

    async def set_call_sources(self, call_id: str, microphone: bool, camera: bool, screen: str = "") -> None:
        self._note("set_call_sources")
        self.sources[call_id] = (microphone, camera, screen)

    async def set_call_tiles(self, call_id: str, tiles: dict[str, Tile]) -> None:
        self._note("set_call_tiles")
        self.call_tiles[call_id] = tiles

    async def close_call(self, call_id: str) -> None:
        self._note("close_call")
        if call_id not in {call.id for call in self.status.calls}:
            raise NotFound(Code.MEETING_UNKNOWN)
        self.sources.pop(call_id, None)
        self.replace(calls=tuple(call for call in self.status.calls if call.id != call_id))

    async def open_recording(self, call_id: str, folder: str, label: str = "") -> None:
        self._note("open_recording")
        self._turn(call_id)

    def crash(self) -> None:
        """The worker is gone; whoever holds this tells the room by lose_media."""
        self.is_away, self.sources = True, {}
        self.status = EngineStatus()

    def come_back(self) -> None:
        self.is_away = False
        self.replace()

    def turn_call(self, call_id: str, **fields: object) -> None:
        self._turn(call_id, **fields)

    def _note(self, what: str) -> None:
        if self.is_away:
            raise Unavailable(Code.MEDIA_AWAY)
        self.told.append(what)

    def _turn(self, call_id: str, **fields: object) -> None:
        import msgspec

        found = next((one for one in self.status.calls if one.id == call_id), EngineCall(id=call_id))
        others = tuple(one for one in self.status.calls if one.id != call_id)
        self.replace(calls=(*others, msgspec.structs.replace(found, **fields)))
