"""The media engine itself: everything that handles pictures and sound, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from appliance.api.devices import Fault
from appliance.api.errors import Busy, Code, Unavailable
from appliance.frames import GLASS
from appliance.media.audience import Audience
from appliance.media.capture import STREAM, Preview
from appliance.media.devices import DeviceBoard
from appliance.media.engine import EngineConfig, EngineStatus, Tile
from appliance.media.hold import Stuck
from appliance.media.inlet import Inlet
from appliance.media.inputs import InputWatch
from appliance.media.place import MediaKind
from appliance.media.playout import Playout
from appliance.media.reception import Open, Reception
from appliance.media.speech import SpeechMonitor
from drivers.errors import DriverError

if TYPE_CHECKING:
    from appliance.media.probe import Probe

log = structlog.get_logger()

MAX_PROBES = 4
"""UDP tests of guests at once: each costs a handshake."""
PROBE_RETRY_S = 5.0


class LocalEngine:
    """Fulfils MediaEngine. In the loop `on_change` is called whenever the status may have changed, and `on_stuck` when
    only a new process can go on.
    """

    def __init__(
        self, frames: Path, mirror: Path, on_change: Callable[[], None], on_stuck: Callable[[Stuck], None]
    ) -> None:
        self._frames = frames
        self._on_change = on_change
        self._on_stuck = on_stuck
        self._loop = asyncio.get_running_loop()
        self._config = EngineConfig()
        self._probes: set[Probe] = set()
        self._speech = False
        self._stack = asyncio.Event()
        self._board = DeviceBoard(self._devices_changed)
        self._inputs = InputWatch(lambda: self._board.selected("camera"), on_change)
        self._playout = Playout(
            lambda: self._board.open("speaker"), self._in_loop(self._on_change), self._noted("speaker")
        )
        self._reception = Reception(frames, self._playout, on_change)
        self._audience = Audience(mirror / GLASS, self._playout, on_change)
        self._monitor = SpeechMonitor(
            lambda block_s: self._board.open("microphone", block_s),
            self._in_loop(self._hear),
            self._noted("microphone"),
        )
        self._preview = Preview(lambda mode: self._board.open("camera", mode), frames, self._noted("camera"))

    async def run(self) -> None:
        """Work until cancelled."""
        for leftover in self._frames.iterdir():
            leftover.unlink()
        try:
            async with asyncio.TaskGroup() as self._group:
                self._group.create_task(self._board.run())
                self._group.create_task(self._inputs.run())
                await self._warm_up()
                self._stack.set()
                await asyncio.Future()
        finally:
            await self._reception.close()
            await self._audience.close()
            await self._loop.run_in_executor(None, self._close_devices)

    async def _warm_up(self) -> None:
        """Load the WebRTC stack beside the loop, so that serving starts at once and the first offer does not wait."""
        await self._loop.run_in_executor(None, _load_stack)
        self._prepare_stack()

    def _prepare_stack(self) -> None:
        from appliance.media.webrtc import prepare

        prepare(self._config.addresses)

    def take_status(self) -> EngineStatus:
        """The whole status; casts that are over are in it for the last time."""
        status = self._status()
        self._reception.forget_closed()
        self._audience.forget_closed()
        return status

    def _status(self) -> EngineStatus:
        return EngineStatus(
            casts=self._reception.status,
            watchers=self._audience.status,
            devices=self._board.devices,
            inputs=self._inputs.inputs,
            speech=self._speech,
            test_tone=self._playout.is_test_tone_playing,
            preview=STREAM if self._preview.is_open else "",
        )

    async def configure(self, config: EngineConfig) -> EngineStatus:
        """See MediaEngine."""
        before, self._config = self._config, config
        self._playout.set_volume(config.volume, config.muted)
        self._preview.set_form(_form(config))
        await self._reception.configure(config)
        if self._stack.is_set() and config.addresses != before.addresses:
            self._prepare_stack()
        await self._board.configure(config)
        self._inputs.configure(config.input)
        kinds: tuple[MediaKind, ...] = ("camera", "microphone", "speaker")
        await self._reopen({kind for kind in kinds if getattr(config, kind) != getattr(before, kind)})
        return self._status()

    async def receive_cast(self, cast_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine."""
        from appliance.media.webrtc import Session

        async def make(inlet: Inlet) -> tuple[Session, str]:
            session = Session(inlet)
            try:
                return session, await session.answer(offer)
            except BaseException:
                await session.close()
                raise

        return await self._receive(cast_id, label, make)

    async def receive_rtp(self, cast_id: str, video_port: int, audio_port: int, label: str = "") -> None:
        """See MediaEngine."""
        from appliance.media.plain import PlainSession

        await self._receive(cast_id, label, lambda inlet: PlainSession.open(inlet, video_port, audio_port), True)

    async def receive_capture(self, cast_id: str, device: str, label: str = "") -> None:
        """See MediaEngine."""
        from appliance.media.film import Film

        await self._receive(cast_id, label, lambda inlet: Film.open(inlet, device, self._on_stuck), True)

    async def _receive(self, cast_id: str, label: str, make: Open, is_exclusive: bool = False) -> Any:
        await self._stack.wait()
        start = self._group.create_task
        return await self._reception.receive(cast_id, label, make, start, is_exclusive=is_exclusive)

    async def answer_probe(self, offer: str) -> str:
        """See MediaEngine."""
        await self._stack.wait()
        from appliance.media.probe import Probe

        if len(self._probes) >= MAX_PROBES:
            raise Busy(Code.RATE_LIMITED, retry_after_s=PROBE_RETRY_S)
        probe = Probe()
        self._probes.add(probe)
        try:
            answer = await probe.answer(offer)
        except BaseException:
            await self._end_probe(probe)
            raise
        self._group.create_task(self._echo(probe))
        return answer

    async def _echo(self, probe: Probe) -> None:
        try:
            await probe.run()
        finally:
            await self._end_probe(probe)

    async def _end_probe(self, probe: Probe) -> None:
        self._probes.discard(probe)
        await probe.close()

    async def add_candidates(self, cast_id: str, fragment: str, address: str) -> None:
        """See MediaEngine."""
        await self._reception.add_candidates(cast_id, fragment, address)

    async def set_tiles(self, tiles: dict[str, Tile]) -> None:
        """See MediaEngine."""
        await self._reception.set_tiles(tiles)

    async def set_cast_muted(self, cast_id: str, muted: bool) -> None:
        """See MediaEngine."""
        self._reception.set_muted(cast_id, muted)

    async def set_label(self, cast_id: str, label: str) -> None:
        """See MediaEngine."""
        self._reception.set_label(cast_id, label)

    async def close_cast(self, cast_id: str) -> None:
        """See MediaEngine."""
        await self._reception.remove(cast_id)

    async def send_glass(self, watch_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine."""
        await self._stack.wait()
        return await self._audience.admit(watch_id, offer, label, self._group.create_task)

    async def add_watcher_candidates(self, watch_id: str, fragment: str, address: str) -> None:
        """See MediaEngine."""
        await self._audience.add_candidates(watch_id, fragment, address)

    async def close_watcher(self, watch_id: str) -> None:
        """See MediaEngine."""
        await self._audience.remove(watch_id)

    async def play_test_tone(self) -> None:
        """See MediaEngine."""
        if not self._board.is_available("speaker"):
            raise Unavailable(Code.DEVICE_AWAY, kind="speaker")
        self._playout.play_test_tone()
        self._on_change()

    async def set_preview(self, is_open: bool) -> None:
        """See MediaEngine."""
        if is_open:
            self._preview.open(_form(self._config))
        else:
            await self._loop.run_in_executor(None, self._preview.close)
        self._on_change()

    async def inject_fault(self, device_id: str, fault: Fault) -> None:
        """See MediaEngine."""
        if not self._inputs.inject_fault(device_id, fault):
            await self._board.inject_fault(device_id, fault)

    async def clear_fault(self, device_id: str) -> None:
        """See MediaEngine."""
        if not self._inputs.clear_fault(device_id):
            await self._board.clear_fault(device_id)

    def _devices_changed(self, turned: set[MediaKind]) -> None:
        if "speaker" in turned and self._board.is_available("speaker"):
            self._playout.reopen()
        if "microphone" in turned:
            self._listen_if_wanted()
        self._on_change()

    async def _reopen(self, kinds: set[MediaKind]) -> None:
        """Other devices serve now: whoever holds the old ones takes the new."""
        if "speaker" in kinds:
            self._playout.reopen()
        if "microphone" in kinds or not self._config.listening:
            await self._loop.run_in_executor(None, self._monitor.stop)
        self._listen_if_wanted()
        if "camera" in kinds and self._preview.is_open:
            await self._loop.run_in_executor(None, self._preview.close)
            self._preview.open(_form(self._config))

    def _listen_if_wanted(self) -> None:
        if self._config.listening and self._board.is_available("microphone"):
            self._monitor.start()

    def _hear(self, is_speech: bool) -> None:
        if is_speech != self._speech:
            self._speech = is_speech
            self._on_change()

    def _noted(self, kind: MediaKind) -> Callable[[DriverError | None], None]:
        return self._in_loop(lambda error: self._note(kind, error))

    def _note(self, kind: MediaKind, error: DriverError | None) -> None:
        self._board.note(kind, error)
        if isinstance(error, Stuck):
            self._on_stuck(error)

    def _in_loop(self, callback: Callable[..., None]) -> Callable[..., None]:
        """The callback for threads."""

        def call(*arguments: Any) -> None:
            self._loop.call_soon_threadsafe(callback, *arguments)

        return call

    def _close_devices(self) -> None:
        self._monitor.stop()
        self._preview.close()
        self._playout.close()


def _form(config: EngineConfig) -> Any:
    from appliance.media.picture import PictureForm

    return PictureForm(config.frame_format, config.max_width, config.max_height)


def _load_stack() -> None:
    import appliance.media.cast
    import appliance.media.spectator  # noqa: F401
