"""The media engine itself: everything that handles pictures and sound, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from appliance.api.conference import Track
from appliance.api.devices import Fault
from appliance.api.errors import Code, Unavailable
from appliance.frames import GLASS
from appliance.media import stack
from appliance.media.audience import Audience
from appliance.media.camera import Camera
from appliance.media.capture import STREAM, Preview
from appliance.media.devices import DeviceBoard
from appliance.media.engine import CallOffer, EngineConfig, EngineStatus, Lendable, Lent, Tile
from appliance.media.hold import Stuck
from appliance.media.inlet import Inlet
from appliance.media.inputs import InputWatch
from appliance.media.microphone import Microphone
from appliance.media.place import MediaKind
from appliance.media.playout import Playout
from appliance.media.reception import Open, Reception
from appliance.media.sound.chain import MakeChain
from drivers.errors import DriverError

if TYPE_CHECKING:
    from appliance.media.loan.loan import Lender
    from appliance.media.probe import Probes
    from appliance.media.switchboard import Switchboard

log = structlog.get_logger()


class LocalEngine:
    """Fulfils MediaEngine. In the loop `on_change` is called whenever the status may have changed, and `on_stuck` when
    only a new process can go on.
    """

    def __init__(
        self,
        frames: Path,
        mirror: Path,
        on_change: Callable[[], None],
        on_stuck: Callable[[Stuck], None],
        make_chain: MakeChain | None = None,
    ) -> None:
        self._frames = frames
        self._mirror = mirror
        self._on_change = on_change
        self._on_stuck = on_stuck
        self._loop = asyncio.get_running_loop()
        self._config = EngineConfig()
        self._speech = False
        self._stack = asyncio.Event()
        self._board = DeviceBoard(self._devices_changed)
        self._inputs = InputWatch(lambda: self._board.selected("camera"), on_change)
        self._playout = Playout(
            lambda: self._board.open("speaker"), self._in_loop(self._on_change), self._noted("speaker")
        )
        self._reception = Reception(frames, self._playout, on_change)
        self._audience = Audience(mirror / GLASS, self._playout, on_change)
        self._microphone = Microphone(
            lambda block_s: self._board.open("microphone", block_s),
            self._playout.reference,
            make_chain or stack.make_chain,
            self._in_loop(self._hear),
            self._noted("microphone"),
        )
        self._camera = Camera(lambda mode: self._board.open("camera", mode), self._noted("camera"))
        self._preview = Preview(self._camera, frames)
        self._probes: Probes | None = None
        self._calls: Switchboard | None = None
        self._lender: Lender | None = None

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
            if self._calls is not None:
                await self._calls.close()
            if self._lender is not None:
                await self._lender.close()
            await self._reception.close()
            await self._audience.close()
            await self._loop.run_in_executor(None, self._close_devices)

    async def _warm_up(self) -> None:
        """Load the WebRTC stack beside the loop, so that serving starts at once and the first offer does not wait."""
        await self._loop.run_in_executor(None, stack.load)
        from appliance.media.loan.loan import Lender
        from appliance.media.probe import Probes
        from appliance.media.studio import Studio
        from appliance.media.switchboard import Switchboard

        start = self._group.create_task
        self._probes = Probes(start)
        studio = Studio(self._camera, self._mirror, self._reception.find, self._microphone.speak)
        self._calls = Switchboard(self._frames, self._playout, studio, start, self._on_change)
        await self._calls.configure(self._config)
        self._lender = Lender(self._microphone, self._camera, self._playout)
        start(self._lender.run())
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
            calls=self._calls.status if self._calls is not None else (),
            devices=self._board.devices,
            inputs=self._inputs.inputs,
            lent=self._lender.call_id if self._lender is not None else "",
            speech=self._speech,
            test_tone=self._playout.is_test_tone_playing,
            preview=STREAM if self._preview.is_open else "",
        )

    async def configure(self, config: EngineConfig) -> EngineStatus:
        """See MediaEngine."""
        before, self._config = self._config, config
        self._playout.set_volume(config.volume, config.muted)
        self._playout.set_ringing(config.ringing)
        self._preview.set_form(stack.form_of(config))
        await self._reception.configure(config)
        if self._calls is not None:
            await self._calls.configure(config)
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
        assert self._probes is not None  # noqa: S101  the stack is there
        return await self._probes.answer(offer)

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

    async def open_call(self, call_id: str, label: str = "", both_ways: bool = False) -> CallOffer:
        """See MediaEngine."""
        return await (await self._switchboard()).open(call_id, label, both_ways=both_ways)

    async def answer_call(self, call_id: str, offer: str, label: str = "") -> str:
        """See MediaEngine."""
        return await (await self._switchboard()).answer(call_id, offer, label)

    async def connect_call(self, call_id: str, answer: str) -> None:
        """See MediaEngine."""
        await (await self._switchboard()).connect(call_id, answer)

    async def receive_call(self, call_id: str, offer: str, tracks: list[Track], is_new: bool = False) -> str:
        """See MediaEngine."""
        return await (await self._switchboard()).receive(call_id, offer, tracks, is_new=is_new)

    async def set_call_sources(self, call_id: str, microphone: bool, camera: bool, screen: str = "") -> None:
        """See MediaEngine."""
        calls = await self._switchboard()
        await calls.set_sources(call_id, microphone=microphone, camera=camera, screen=screen)

    async def set_call_tiles(self, call_id: str, tiles: dict[str, Tile]) -> None:
        """See MediaEngine."""
        await (await self._switchboard()).set_tiles(call_id, tiles)

    async def close_call(self, call_id: str) -> None:
        """See MediaEngine."""
        await (await self._switchboard()).remove(call_id)

    async def open_recording(self, call_id: str, folder: str, label: str = "") -> None:
        """See MediaEngine."""
        calls = await self._switchboard()
        from appliance.media.recording.recording import Recording

        calls.begin(call_id, label, await Recording.open(folder, self._on_change))

    async def lend_devices(self, call_id: str, kinds: list[Lendable]) -> Lent:
        """See MediaEngine."""
        lent = await (await self._lending()).lend(call_id, kinds)
        self._on_change()
        return lent

    async def open_lent(self, call_id: str, microphone: bool, camera: bool) -> None:
        """See MediaEngine."""
        await (await self._lending()).open(call_id, microphone=microphone, camera=camera)

    async def take_back(self, call_id: str) -> None:
        """See MediaEngine."""
        await (await self._lending()).take_back(call_id)
        self._on_change()

    async def end_loan(self) -> None:
        """Nobody is left who could."""
        if self._lender is not None:
            await self._lender.take_back(self._lender.call_id)
            self._on_change()

    async def _lending(self) -> Lender:
        await self._stack.wait()
        assert self._lender is not None  # noqa: S101  the stack is there
        return self._lender

    async def _switchboard(self) -> Switchboard:
        await self._stack.wait()
        assert self._calls is not None  # noqa: S101  the stack is there
        return self._calls

    async def play_test_tone(self) -> None:
        """See MediaEngine."""
        if not self._board.is_available("speaker"):
            raise Unavailable(Code.DEVICE_AWAY, kind="speaker")
        self._playout.play_test_tone()
        self._on_change()

    async def set_preview(self, is_open: bool) -> None:
        """See MediaEngine."""
        change = partial(self._preview.open, stack.form_of(self._config)) if is_open else self._preview.close
        await self._loop.run_in_executor(None, change)
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
        if not self._config.listening:
            await self._loop.run_in_executor(None, self._microphone.rest)
        if "microphone" in kinds:
            await self._loop.run_in_executor(None, self._microphone.reopen)
        self._listen_if_wanted()
        if "camera" in kinds:
            self._camera.reopen()

    def _listen_if_wanted(self) -> None:
        if self._config.listening and self._board.is_available("microphone"):
            self._loop.run_in_executor(None, self._listen)

    def _listen(self) -> None:
        # it may not be wanted any more when a thread has time for it
        if self._config.listening:
            self._microphone.listen()

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
        self._microphone.close()
        self._preview.close()
        self._camera.close()
        self._playout.close()
