"""One media section of a recording's connection, cut into files: whose it is, where they begin, where they end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import structlog

from appliance.api.conference import Track
from appliance.media.extensions import Colour
from appliance.media.jitter import EncodedFrame
from appliance.media.payload import SOUND, is_key_frame
from appliance.media.recording.matroska import RATES, kind_of
from appliance.media.recording.shelf import Shelf
from appliance.media.sync import SenderClock

log = structlog.get_logger()

MAX_JUMP_S = 2.0
"""A timestamp that is further from where the clock on the wall has it begins a new file."""
MAX_GAP_S = 10.0
"""So does a frame after so long a silence."""
CLOCK_EVERY_S = 30.0


class Names:
    """Numbers files: `<person>-<source>-<n>.mkv`."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def next(self, track: Track) -> str:
        """The next free one."""
        stem = f"{track.person_id}-{track.source}"
        self._counts[stem] = self._counts.get(stem, 0) + 1
        return f"{stem}-{self._counts[stem]}.mkv"


class _Piece:
    """The file in hand, as the loop knows it."""

    def __init__(self, name: str, codec: str, kind: bytes, timestamp: int, now_s: float) -> None:
        self.name, self.codec, self.kind = name, codec, kind
        self.rate = RATES[codec]
        self.ticks = 0
        self.clock_told_s = -CLOCK_EVERY_S
        self._timestamp, self._came_s = timestamp, now_s

    def advance(self, timestamp: int, now_s: float) -> bool:
        """Go on to a frame; False where its time does not follow from the one before."""
        step = (timestamp - self._timestamp + (1 << 31)) % (1 << 32) - (1 << 31)
        waited_s = now_s - self._came_s
        if waited_s > MAX_GAP_S or abs(step / self.rate - waited_s) > MAX_JUMP_S:
            return False
        self.ticks += step
        self._timestamp, self._came_s = timestamp, now_s
        return True


class TrackWriter:
    """A Sink. Everything happens in the loop; times are seconds since the recording began."""

    def __init__(
        self,
        shelf: Shelf,
        names: Names,
        clock: SenderClock,
        begun_s: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._shelf = shelf
        self._names = names
        self._clock = clock
        self._begun_s = begun_s
        self._track: Track | None = None
        self._piece: _Piece | None = None
        self._needs_key = True
        self._has_complained = False
        self.has_begun = False
        """Whether anything was kept."""

    @property
    def track(self) -> Track | None:
        """Whose it is."""
        return self._track

    def assign(self, track: Track | None) -> None:
        """What comes from now on is this person's; None: nobody's, and is not kept."""
        before, self._track = self._track, track
        if before is None or track is None or (before.person_id, before.source) != (track.person_id, track.source):
            self._cut()

    def put(self, codec: str, frame: EncodedFrame, colour: Colour | None = None) -> bool:
        """Keep a frame; False where a key frame is needed before anything can be kept again."""
        del colour  # the codec's own header says it, where it says it at all
        if self._track is None or codec not in RATES:
            self._complain(codec)
            return True
        now_s = self._now() - self._begun_s
        is_sound = codec in SOUND
        is_key = is_key_frame(codec, frame.data)
        self._needs_key = not is_sound and (self._needs_key or frame.after_loss)
        if self._needs_key and not is_key:
            return False
        before = self._piece.ticks if self._piece is not None else -1
        is_same = self._piece is not None and self._piece.codec == codec
        if is_same and is_key and not is_sound and self._piece is not None:
            is_same = kind_of(codec, frame.data) == self._piece.kind
        if not is_same or self._piece is None or not self._piece.advance(frame.timestamp, now_s):
            if not is_key:
                self._needs_key = True
                return False
            self._begin(self._track, codec, frame, now_s)
            before = -1
        return self._write(frame, is_key, before, now_s, is_sound)

    def close(self) -> None:
        """End the file in hand."""
        self._cut()

    def _write(self, frame: EncodedFrame, is_key: bool, before: int, now_s: float, is_sound: bool) -> bool:
        piece = self._piece
        if piece is None or piece.ticks <= before:
            # a frame of the past: of a sender that repeats or mixes up its timestamps
            return True
        self._tell_clock(piece, frame.timestamp, now_s)
        is_kept = self._shelf.write(piece.name, frame.data, piece.ticks, is_key)
        self._needs_key = not is_sound and not is_kept
        return not self._needs_key

    def _begin(self, track: Track, codec: str, frame: EncodedFrame, now_s: float) -> None:
        self._cut()
        piece = _Piece(self._names.next(track), codec, kind_of(codec, frame.data), frame.timestamp, now_s)
        about: dict[str, Any] = {
            "at_s": round(now_s, 4),
            "person_id": track.person_id,
            "source": track.source,
            "codec": codec,
        }
        if self._shelf.begin(piece.name, codec, frame.data, about):
            self._piece = piece
            self.has_begun = True

    def _cut(self) -> None:
        piece, self._piece = self._piece, None
        self._needs_key = True
        if piece is not None:
            self._shelf.finish(piece.name)
            length_s = piece.ticks / piece.rate
            self._shelf.note({"event": "track.ended", "file": piece.name, "length_s": length_s})

    def _tell_clock(self, piece: _Piece, timestamp: int, now_s: float) -> None:
        """Write down what the sender's clock said, which puts sound and picture of one sender together."""
        if now_s - piece.clock_told_s < CLOCK_EVERY_S:
            return
        if (sent_s := self._clock.at(timestamp, piece.rate)) is not None:
            piece.clock_told_s = now_s
            line = {"event": "track.clock", "file": piece.name, "in_s": piece.ticks / piece.rate}
            self._shelf.note(line | {"at_s": round(now_s, 4), "sent_s": round(sent_s, 4)})

    def _complain(self, codec: str) -> None:
        if self._track is not None and not self._has_complained:
            self._has_complained = True
            log.warning("recording.codec_unknown", codec=codec, person_id=self._track.person_id)
