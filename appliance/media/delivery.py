"""One media section's way from its receiver to a tile or to the loudspeaker."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

import msgspec
import numpy as np
from av import AudioResampler

from appliance.api.conference import Track
from appliance.media.engine import EngineTrack
from appliance.media.inlet import Inlet
from appliance.media.playout import Playout
from appliance.media.quality import Quality
from appliance.media.receiver import StreamReceiver
from appliance.media.source import CHANNELS, RATE
from appliance.media.sync import LipSync
from appliance.media.tile import PersonTile

FROZEN_S = {"camera": 1.0, "screen": 4.0}
"""Cameras never pause; what stands on a screen is sent again about once a second, by some a little later."""
MAX_SKIP_S = 0.1
"""A decoder that is behind skips pictures, but never for longer."""


class Delivery(Protocol):
    """All verbs belong to the loop."""

    track: Track
    sync: LipSync

    @property
    def status(self) -> EngineTrack:
        """The track as the room sees it."""
        ...

    def look(self, now_s: float, *, must_measure: bool) -> bool:
        """See how it comes in; whether `status` has changed."""
        ...

    async def close(self) -> None:
        """End it; nothing is delivered after this returns."""
        ...


class Showing:
    """Pictures to a tile, while it is shown; `is_counting` tells, in any thread, whether this line may fill it."""

    def __init__(
        self, track: Track, receiver: StreamReceiver, sync: LipSync, is_counting: Callable[[], bool], tile: PersonTile
    ) -> None:
        self.track, self.sync = track, sync
        self._receiver = receiver
        self._is_counting = is_counting
        self._tile = tile
        self._is_shown = self._is_open = False
        self._is_frozen = False
        self._quality = Quality()

    @property
    def status(self) -> EngineTrack:
        """See Delivery."""
        width, height = self._tile.size
        return EngineTrack(
            person_id=self.track.person_id,
            source=self.track.source,
            stream=self._tile.stream,
            width=width,
            height=height,
            is_frozen=self._is_frozen,
            frame_rate=self._quality.frame_rate,
            bitrate_kbps=self._quality.bitrate_kbps,
            loss_percent=self._quality.loss_percent,
        )

    def set_shown(self, is_shown: bool) -> None:
        """Begin, at first: decode, or not."""
        self._is_open, self._is_shown = True, is_shown
        if is_shown:
            self._receiver.join(Inlet(self._take, _nothing, lambda _is_there: None, self.sync))

    async def change_shown(self, is_shown: bool) -> None:
        """Decode from now on, or no longer."""
        if is_shown != self._is_shown and self._is_open:
            await self._receiver.part()
            self.set_shown(is_shown)

    def look(self, now_s: float, *, must_measure: bool) -> bool:
        """See Delivery."""
        before = self.status
        came_s = self._tile.shown_s if self._is_shown else self._receiver.last_packet_s
        self._is_frozen = self._tile.shown_s > 0 and now_s - came_s > FROZEN_S[self.track.source]
        if must_measure and (quality := self._receiver.meter.read()).differs(self._quality):
            self._quality = quality
        return self.status != before

    async def close(self) -> None:
        """See Delivery."""
        self._is_open = False
        await self._receiver.part()

    def _take(self, frame: Any, is_fresh: bool) -> None:
        if not self._is_counting() or (not is_fresh and time.monotonic() - self._tile.shown_s < MAX_SKIP_S):
            return
        self._tile.show(frame)
        self.sync.show(frame.pts or 0, time.monotonic())


class Hearing:
    """Sound to the loudspeaker; `is_counting` as of Showing."""

    def __init__(
        self,
        track: Track,
        receiver: StreamReceiver,
        sync: LipSync,
        is_counting: Callable[[], bool],
        playout: Playout,
    ) -> None:
        self.track, self.sync = track, sync
        self.status = EngineTrack(person_id=track.person_id, source=track.source)
        self._receiver = receiver
        self._is_counting = is_counting
        self._playout = playout
        self._source = playout.add_source()
        self._resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
        receiver.join(Inlet(_nothing, self._take, lambda _is_there: None, sync))

    def look(self, now_s: float, *, must_measure: bool) -> bool:  # noqa: ARG002  sound does not freeze
        """See Delivery."""
        before = self.status
        if must_measure:
            quality = self._receiver.meter.read()
            if abs(quality.loss_percent - before.loss_percent) > 0.5:
                self.status = msgspec.structs.replace(before, loss_percent=quality.loss_percent)
        return self.status != before

    async def close(self) -> None:
        """See Delivery."""
        await self._receiver.part()
        self._playout.remove_source(self._source)

    def _take(self, frame: Any, _is_fresh: bool) -> None:
        if not self._is_counting():
            return
        due_s = self.sync.due(frame.pts or 0, time.monotonic())
        for piece in self._resampler.resample(frame):
            samples = np.frombuffer(memoryview(piece.planes[0]), np.float32, piece.samples * CHANNELS)
            self._playout.feed(self._source, samples.reshape(-1, CHANNELS), due_s)
            due_s = None


def _nothing(_frame: Any, _is_fresh: bool) -> None:
    """Sections carry one kind."""
