"""One received screen: its mailbox, its sound and its phase, which outlive the sessions that bring them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import structlog
from av import AudioResampler

from appliance.media.engine import CastPhase, EngineCast
from appliance.media.picture import PictureForm, PictureWriter
from appliance.media.playout import Playout
from appliance.media.source import CHANNELS, RATE
from appliance.media.webrtc import Session

log = structlog.get_logger()

GIVE_UP_S = 30.0
MAX_SKIP_S = 0.1
"""A decoder that is behind skips pictures, but never for longer."""


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
        self._playout = playout
        self._source = playout.add_source()
        self._resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
        self.is_muted = False
        self._form = form
        self._tile: tuple[int, int] | None = None
        self._on_change = on_change
        self._loop = asyncio.get_running_loop()
        self._session: Session | None = None
        self._size = (0, 0)
        self._shown_s = 0.0
        self._is_over = False

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
            has_sound=self._session is not None and self._session.has_sound,
        )

    async def answer(self, offer: str, label: str) -> str:
        """Negotiate a session in the place of the one before. Raises Invalid(CAST_OFFER); that one then stays."""
        session = Session(self._take_picture, self._take_sound, lambda is_there: self._turn(session, is_there))
        try:
            answer = await session.answer(offer)
        except BaseException:
            await session.close()
            raise
        previous, self._session = self._session, session
        self.label = label
        self._shown_s = 0.0
        self._set_phase("connecting")
        if previous is not None:
            await previous.close()
        return answer

    async def run(self) -> None:
        """Receive the present session until it is replaced or over; a lost one may be replaced for 30 s."""
        session = self._session
        if session is None:
            return
        has_left = await session.run()
        await session.close()
        if session is not self._session:
            return
        if not has_left:
            self._set_phase("interrupted")
            await asyncio.sleep(GIVE_UP_S)
        if session is self._session:
            self._set_phase("closed")

    def set_form(self, form: PictureForm) -> None:
        """Draw the following pictures in another form."""
        self._form = form
        self._draw()

    def set_tile(self, tile: tuple[int, int]) -> None:
        """Draw the following pictures no larger than this many pixels; none: draw nothing."""
        self._tile = tile
        self._draw()

    def _draw(self) -> None:
        width, height = self._tile or (self._form.max_width, self._form.max_height)
        self._writer.form = self._form._replace(
            max_width=min(width, self._form.max_width), max_height=min(height, self._form.max_height)
        )

    async def close(self) -> None:
        """End the session and the stream; once is enough."""
        if self._is_over:
            return
        self._is_over = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()
        self._playout.remove_source(self._source)
        self._writer.close()

    def _turn(self, session: Session, is_there: bool) -> None:
        if session is self._session and self.phase != "closed":
            self._set_phase(("live" if self._shown_s else "connecting") if is_there else "interrupted")

    def _set_phase(self, phase: CastPhase) -> None:
        if phase != self.phase:
            self.phase = phase
            log.info("cast.phase", cast_id=self.id, phase=phase)
            self._on_change()

    def _take_picture(self, frame: Any, is_newest: bool) -> None:
        now_s = time.monotonic()
        if not is_newest and now_s - self._shown_s < MAX_SKIP_S:
            return
        self._shown_s = now_s
        self._writer.publish(frame)
        if (frame.width, frame.height) != self._size or self.phase != "live":
            self._loop.call_soon_threadsafe(self._show, frame.width, frame.height)

    def _show(self, width: int, height: int) -> None:
        if self._session is None:
            return
        is_new = self._size != (width, height)
        self._size = (width, height)
        if self.phase in ("connecting", "interrupted"):
            self._set_phase("live")
        elif is_new:
            self._on_change()

    def _take_sound(self, frame: Any, is_newest: bool) -> None:  # noqa: ARG002  all sound is played
        if self.is_muted:
            return
        for piece in self._resampler.resample(frame):
            samples = np.frombuffer(memoryview(piece.planes[0]), np.float32, piece.samples * CHANNELS)
            self._playout.feed(self._source, samples.reshape(-1, CHANNELS))
