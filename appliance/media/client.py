"""The room's end of the media worker: the same MediaEngine, across a socket that comes and goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import structlog

from appliance.api.conference import Track
from appliance.api.devices import Fault
from appliance.api.errors import Code, Unavailable
from appliance.media.engine import CallOffer, EngineConfig, EngineStatus, Lendable, Lent, Tile
from appliance.media.layout import Layout
from appliance.rpc import RemoteError, RpcClient

log = structlog.get_logger()

RECONNECT_S = 0.2
CALL_TIMEOUT_S = 5.0


class RemoteEngine:
    """Fulfils MediaEngine; verbs raise Unavailable(MEDIA_AWAY) while the worker is away.

    `on_status` gets every status, `on_availability` each coming and going of the worker; both in the loop.
    """

    def __init__(
        self, path: Path, on_status: Callable[[EngineStatus], None], on_availability: Callable[[bool], None]
    ) -> None:
        self._path = path
        self._on_status = on_status
        self._on_availability = on_availability
        self._config: EngineConfig | None = None
        self._is_configured = asyncio.Event()
        self._client: RpcClient | None = None
        self._was_available: bool | None = None
        self._status = EngineStatus()
        self._layout = Layout()

    async def run(self) -> None:
        """Connect, and connect again, until cancelled; the configuration is sent first each time."""
        await self._is_configured.wait()
        while True:
            try:
                async with RpcClient.connect(self._path, self._hear, CALL_TIMEOUT_S) as client:
                    await self._follow(client)
            except (OSError, TimeoutError, RemoteError, msgspec.ValidationError) as error:
                self._tell(False, str(error) or type(error).__name__)
            finally:
                self._client = None
            self._tell(False, "closed")
            await asyncio.sleep(RECONNECT_S)

    async def _follow(self, client: RpcClient) -> None:
        sent = None
        while sent is not self._config:
            sent = self._config
            await self._send_configuration(client)
        await self._send_layout(client)
        self._client = client
        self._tell(True)
        self._on_status(self._status)
        await client.closed.wait()

    async def _send_configuration(self, client: RpcClient) -> None:
        answer = await client.call("engine.configure", timeout_s=CALL_TIMEOUT_S, config=self._config)
        self._status = msgspec.convert(answer, EngineStatus)

    async def _send_layout(self, client: RpcClient) -> None:
        """A new worker knows nothing of casts that are about to come back."""
        if self._layout.tiles:
            await client.call("engine.set_tiles", timeout_s=CALL_TIMEOUT_S, tiles=dict(self._layout.tiles))
        for cast_id in tuple(self._layout.muted):
            await client.call("engine.set_cast_muted", timeout_s=CALL_TIMEOUT_S, cast_id=cast_id, muted=True)

    def _hear(self, method: str, params: Any) -> None:
        if method == "engine.status" and self._client is not None:
            self._status = msgspec.convert(params, EngineStatus)
            self._on_status(self._status)

    def _tell(self, is_available: bool, reason: str = "") -> None:
        if is_available == self._was_available:
            return
        self._was_available = is_available
        if is_available:
            log.info("media.available")
        else:
            log.warning("media.away", reason=reason)
        self._on_availability(is_available)

    async def configure(self, config: EngineConfig) -> EngineStatus:
        """See MediaEngine; while the worker is away it is kept for its return, and the last status is the answer."""
        self._config = config
        self._is_configured.set()
        if self._client is not None:
            try:
                await self._send_configuration(self._client)
            except (ConnectionError, TimeoutError, RemoteError, msgspec.ValidationError) as error:
                log.warning("media.not_configured", error=str(error) or type(error).__name__)
            else:
                self._on_status(self._status)
        return self._status

    async def receive_cast(self, cast_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine."""
        return await self._call("receive_cast", cast_id=cast_id, offer=offer, label=label)

    async def receive_rtp(self, cast_id: str, video_port: int, audio_port: int, label: str = "") -> None:
        """See MediaEngine."""
        await self._call("receive_rtp", cast_id=cast_id, video_port=video_port, audio_port=audio_port, label=label)

    async def receive_capture(self, cast_id: str, device: str, label: str = "") -> None:
        """See MediaEngine."""
        await self._call("receive_capture", cast_id=cast_id, device=device, label=label)

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """See MediaEngine; they are kept for a worker that starts anew, or is away now."""
        self._layout.set_tiles(tiles)
        if self._client is not None:
            await self._call("set_tiles", tiles=tiles)

    async def set_cast_muted(self, cast_id: str, muted: bool) -> None:
        """See MediaEngine; it is kept for a worker that starts anew, or is away now."""
        self._layout.set_muted(cast_id, muted)
        if self._client is not None:
            await self._call("set_cast_muted", cast_id=cast_id, muted=muted)

    async def add_candidates(self, cast_id: str, fragment: str, address: str) -> None:
        """See MediaEngine."""
        await self._call("add_candidates", cast_id=cast_id, fragment=fragment, address=address)

    async def answer_probe(self, offer: str) -> str:
        """See MediaEngine."""
        return await self._call("answer_probe", offer=offer)

    async def close_cast(self, cast_id: str) -> None:
        """See MediaEngine."""
        self._layout.forget(cast_id)
        await self._call("close_cast", cast_id=cast_id)

    async def set_label(self, cast_id: str, label: str) -> None:
        """See MediaEngine."""
        await self._call("set_label", cast_id=cast_id, label=label)

    async def send_glass(self, watch_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine."""
        return await self._call("send_glass", watch_id=watch_id, offer=offer, label=label)

    async def add_watcher_candidates(self, watch_id: str, fragment: str, address: str) -> None:
        """See MediaEngine."""
        await self._call("add_watcher_candidates", watch_id=watch_id, fragment=fragment, address=address)

    async def close_watcher(self, watch_id: str) -> None:
        """See MediaEngine."""
        await self._call("close_watcher", watch_id=watch_id)

    async def open_call(self, call_id: str, label: str = "", both_ways: bool = False) -> CallOffer:
        """See MediaEngine."""
        answer = await self._call("open_call", call_id=call_id, label=label, both_ways=both_ways)
        return msgspec.convert(answer, CallOffer)

    async def answer_call(self, call_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine."""
        return await self._call("answer_call", call_id=call_id, offer=offer, label=label)

    async def connect_call(self, call_id: str, answer: str) -> None:
        """See MediaEngine."""
        await self._call("connect_call", call_id=call_id, answer=answer)

    async def receive_call(self, call_id: str, offer: str, tracks: list[Track], is_new: bool = False) -> str:
        """See MediaEngine."""
        return await self._call("receive_call", call_id=call_id, offer=offer, tracks=tracks, is_new=is_new)

    async def set_call_sources(self, call_id: str, microphone: bool, camera: bool, screen: str = "") -> None:
        """See MediaEngine."""
        await self._call("set_call_sources", call_id=call_id, microphone=microphone, camera=camera, screen=screen)

    async def set_call_tiles(self, call_id: str, tiles: dict[str, Tile]) -> None:
        """See MediaEngine."""
        await self._call("set_call_tiles", call_id=call_id, tiles=tiles)

    async def close_call(self, call_id: str) -> None:
        """See MediaEngine."""
        await self._call("close_call", call_id=call_id)

    async def open_recording(self, call_id: str, folder: str, label: str = "") -> None:
        """See MediaEngine."""
        await self._call("open_recording", call_id=call_id, folder=folder, label=label)

    async def lend_devices(self, call_id: str, kinds: list[Lendable]) -> Lent:
        """See MediaEngine."""
        return msgspec.convert(await self._call("lend_devices", call_id=call_id, kinds=kinds), Lent)

    async def open_lent(self, call_id: str, microphone: bool, camera: bool) -> None:
        """See MediaEngine."""
        await self._call("open_lent", call_id=call_id, microphone=microphone, camera=camera)

    async def take_back(self, call_id: str) -> None:
        """See MediaEngine."""
        await self._call("take_back", call_id=call_id)

    async def play_test_tone(self) -> None:
        """See MediaEngine."""
        await self._call("play_test_tone")

    async def set_preview(self, is_open: bool) -> None:
        """See MediaEngine."""
        await self._call("set_preview", is_open=is_open)

    async def inject_fault(self, device_id: str, fault: Fault) -> None:
        """See MediaEngine."""
        await self._call("inject_fault", device_id=device_id, fault=fault)

    async def clear_fault(self, device_id: str) -> None:
        """See MediaEngine."""
        await self._call("clear_fault", device_id=device_id)

    async def _call(self, verb: str, **params: Any) -> Any:
        if self._client is None:
            raise Unavailable(Code.MEDIA_AWAY)
        try:
            return await self._client.call(f"engine.{verb}", timeout_s=CALL_TIMEOUT_S, **params)
        except (ConnectionError, TimeoutError) as error:
            raise Unavailable(Code.MEDIA_AWAY) from error
        except RemoteError as error:
            raise error.as_room_error() from error
