"""A media worker for the services of casts: it receives whatever it is told to, and remembers."""

from __future__ import annotations

import msgspec

from appliance.api.errors import Code, NotFound, RoomError, Unavailable
from appliance.media.engine import EngineCast, EngineInput, EngineStatus


class Engine:
    def __init__(self) -> None:
        self.casts: dict[str, EngineCast] = {}
        self.ports: dict[str, tuple[int, int]] = {}
        self.devices: dict[str, str] = {}
        self.silent: frozenset[str] = frozenset()
        self.refusal: RoomError | None = None

    async def receive_rtp(self, cast_id: str, video_port: int, audio_port: int, label: str = "") -> None:
        self._receive(cast_id, label)
        self.ports[cast_id] = (video_port, audio_port)

    async def receive_capture(self, cast_id: str, device: str, label: str = "") -> None:
        self._receive(cast_id, label)
        self.devices[cast_id] = device

    def _receive(self, cast_id: str, label: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.casts[cast_id] = EngineCast(id=cast_id, label=label, stream=f"cast-{cast_id}", phase="live")

    async def close_cast(self, cast_id: str) -> None:
        if self.casts.pop(cast_id, None) is None:
            raise NotFound(Code.CAST_UNKNOWN)

    async def set_label(self, cast_id: str, label: str) -> None:
        self.casts[cast_id] = msgspec.structs.replace(self.casts[cast_id], label=label)

    async def set_cast_muted(self, cast_id: str, muted: bool) -> None:
        if isinstance(self.refusal, Unavailable):
            raise self.refusal
        self.silent = self.silent | {cast_id} if muted else self.silent - {cast_id}

    def status(self, *inputs: EngineInput) -> EngineStatus:
        return EngineStatus(casts=tuple(self.casts.values()), inputs=inputs)
