"""One received screen: its mailbox, its sound and its phase, which outlive the origins that bring them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import structlog
from av import AudioResampler

from appliance.media.camera import Look
from appliance.media.delay import Delay
from appliance.media.engine import CastPhase, EngineCast
from appliance.media.inlet import Inlet, Origin
from appliance.media.picture import PictureForm, PictureWriter
from appliance.media.playout import Playout
from appliance.media.quality import Quality
from appliance.media.source import CHANNELS, RATE, Source
from appliance.media.webrtc import Session

log = structlog.get_logger()

GIVE_UP_S = 30.0
MAX_SKIP_S = 0.1
"""A decoder that is behind skips pictures, but never for longer."""
QUALITY_EVERY_S = 2.0


class ReceivedCast:
    """Stream `cast-<id>`. `on_change` is called in the loop when something in `status` changes."""

    def __init__(
        self, cast_id: str, frames: Path, form: PictureForm, playout: Playout, on_change: Callable[[], None]
    ) -> None:
        self.id = cast_id
        self.label = ""
        self.phase: CastPhase = "connecting"
        self._stream = f"cast-{cast_id}"
        self._writer = PictureWriter(frames / self._stream, form)
        self._delay = Delay(self._draw)
        self._drawing_s = 0.0
        self._playout = playout
        self._source = playout.add_source()
        self._resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
        self._on_change = on_change
        self._loop = asyncio.get_running_loop()
        self._origin: Origin | None = None
        self._inlet: Inlet | None = None
        self._size = (0, 0)
        self._quality = Quality()
        self._ceiling_kbps = 0
        self._shown_s = 0.0
        self._has_sound = False
        self._is_over = False
        self._looks: tuple[Look, ...] = ()
        self._hearings: tuple[Source, ...] = ()

    @property
    def status(self) -> EngineCast:
        """The cast as the room sees it."""
        return EngineCast(
            id=self.id,
            label=self.label,
            stream=self._stream,
            phase=self.phase,
            width=self._size[0],
            height=self._size[1],
            has_sound=self._has_sound,
            **self._quality._asdict(),
        )

    def inlet(self) -> Inlet:
        """Make the ends for an origin; they work once it is begun."""
        inlet = Inlet(
            picture=lambda frame, is_fresh: self._take_picture(inlet, frame, is_fresh),
            sound=lambda frame, _is_fresh: self._take_sound(inlet, frame),
            reachable=lambda is_there: self._turn(inlet, is_there),
        )
        return inlet

    async def begin(self, origin: Origin, inlet: Inlet, label: str) -> None:
        """Receive from an origin that has got this inlet, in the place of the one before."""
        previous, self._origin, self._inlet = self._origin, origin, inlet
        origin.set_ceiling(self._ceiling_kbps)
        self.label = label
        self._shown_s = 0.0
        self._quality = Quality()
        self._has_sound = origin.has_sound
        self._set_phase("connecting")
        if previous is not None:
            await previous.close()

    async def let_go(self) -> None:
        """End the present origin, so that another can have its ports or its camera."""
        origin, self._origin = self._origin, None
        if origin is not None:
            await origin.close()

    async def add_candidates(self, fragment: str, address: str) -> None:
        """See MediaEngine; only a WebRTC session that is not over has a use for them."""
        if isinstance(self._origin, Session):
            await self._origin.add_candidates(fragment, address)

    async def run(self) -> None:
        """Receive from the present origin until it is replaced or over; a lost one may be replaced for 30 s."""
        origin = self._origin
        if origin is None:
            return
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(self._watch_quality(origin))
            has_left = await origin.run()
            watching.cancel()
        await origin.close()
        if origin is not self._origin:
            return
        if not has_left:
            self._set_phase("interrupted")
            await asyncio.sleep(GIVE_UP_S)
        if origin is self._origin:
            self._set_phase("closed")

    async def set_form(self, form: PictureForm) -> None:
        """Draw the picture that is shown, and those that follow, in another form."""
        self._writer.form = form
        await self._loop.run_in_executor(None, self._writer.redraw)

    def set_muted(self, is_muted: bool) -> None:
        """Leave its sound out of what is played."""
        self._source.is_muted = is_muted

    def watch(self, look: Look) -> None:
        """Give its pictures to a call too, the present one at once."""
        self._looks = (*self._looks, look)
        if (newest := self._writer.newest) is not None:
            look(newest, time.monotonic())

    def hear(self, hearing: Source) -> None:
        """Give its sound to a call too, as far as the room hears it."""
        self._hearings = (*self._hearings, hearing)

    def part(self, end: Look | Source) -> None:
        """Give no more to somebody who watched or heard."""
        self._looks = tuple(one for one in self._looks if one != end)
        self._hearings = tuple(one for one in self._hearings if one is not end)

    def set_ceiling(self, kbps: int) -> None:
        """Let this origin and those that follow send so much at most."""
        self._ceiling_kbps = kbps
        if self._origin is not None:
            self._origin.set_ceiling(kbps)

    async def close(self) -> None:
        """End the origin and the stream; once is enough."""
        if self._is_over:
            return
        self._is_over = True
        await self.let_go()
        self._playout.remove_source(self._source)
        self._delay.close()
        self._writer.close()

    async def _watch_quality(self, origin: Origin) -> None:
        while True:
            await asyncio.sleep(QUALITY_EVERY_S)
            quality = origin.quality()
            held_ms = round(1000 * self._inlet.sync.held_s) if self._inlet is not None else 0
            quality = quality._replace(delay_ms=quality.delay_ms + held_ms)
            has_changed = quality.differs(self._quality) or origin.has_sound != self._has_sound
            if self.phase == "live" and has_changed:
                self._quality, self._has_sound = quality, origin.has_sound
                self._on_change()

    def _turn(self, inlet: Inlet, is_there: bool) -> None:
        if inlet is self._inlet and self.phase != "closed":
            if not is_there:
                self._quality = Quality()
            self._set_phase(("live" if self._shown_s else "connecting") if is_there else "interrupted")

    def _set_phase(self, phase: CastPhase) -> None:
        if phase != self.phase:
            self.phase = phase
            log.info("cast.phase", cast_id=self.id, phase=phase)
            self._on_change()

    def _take_picture(self, inlet: Inlet, frame: Any, is_fresh: bool) -> None:
        now_s = time.monotonic()
        if inlet is not self._inlet or (not is_fresh and now_s - self._shown_s < MAX_SKIP_S):
            return
        self._shown_s = now_s
        drawing_s = self._drawing_s
        due_s = inlet.sync.show(frame.pts or 0, now_s + drawing_s)
        self._delay.put(frame, due_s - drawing_s)
        for look in self._looks:
            look(frame, now_s)
        if (frame.width, frame.height) != self._size or self.phase != "live":
            self._loop.call_soon_threadsafe(self._show, frame.width, frame.height)

    def _draw(self, frame: Any) -> None:
        began_s = time.monotonic()
        self._writer.publish(frame)
        self._drawing_s = time.monotonic() - began_s

    def _show(self, width: int, height: int) -> None:
        if self._origin is None:
            return
        is_new = self._size != (width, height)
        self._size = (width, height)
        if self.phase in ("connecting", "interrupted"):
            self._set_phase("live")
        elif is_new:
            self._on_change()

    def _take_sound(self, inlet: Inlet, frame: Any) -> None:
        if inlet is not self._inlet:
            return
        due_s = inlet.sync.due(frame.pts or 0, now_s := time.monotonic())
        for at, piece in enumerate(self._resampler.resample(frame)):
            samples = np.frombuffer(memoryview(piece.planes[0]), np.float32, piece.samples * CHANNELS)
            soonest_s = self._playout.feed(self._source, samples.reshape(-1, CHANNELS), due_s)
            if at == 0 and soonest_s is not None:
                inlet.sync.hear(soonest_s, now_s)
            for hearing in () if self._source.is_muted else self._hearings:
                hearing.push(samples.reshape(-1, CHANNELS))
            due_s = None
