"""Encoded frames to pictures and sound, each stream in a thread of its own that never falls behind."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import structlog
from av.codec import CodecContext
from av.codec.context import Flags
from av.error import FFmpegError
from av.packet import Packet

from appliance.media import opus
from appliance.media.extensions import Colour
from appliance.media.jitter import EncodedFrame
from appliance.media.payload import FORMATS, SOUND, is_key_frame

log = structlog.get_logger()

MAX_PIXELS = 4096 * 2304
MAX_PENDING = 5
MAX_AGE_S = 0.2
MAX_PENDING_WITHOUT_ASKING = 90
BEHIND = 2
"""So many frames that wait are shown instead of the one in hand; a single one came early, and both are shown."""


Decode = Callable[[EncodedFrame], list[Any]]
"""Gives the av frames of an encoded one; raises FFmpegError or ValueError for garbage."""


def open_decoder(codec: str) -> Decode:
    """Make a decoder for one stream, of FORMATS' names."""
    if codec == "OPUS" and opus.is_here():
        return opus.OpusDecoder().decode
    context = open_codec(codec)

    def decode(frame: EncodedFrame) -> list[Any]:
        packet = Packet(frame.data)
        packet.pts = frame.timestamp
        return context.decode(packet)

    return decode


def open_codec(codec: str) -> Any:
    """Make a decoder that gives each frame at once and refuses pictures beyond MAX_PIXELS; of FORMATS' names."""
    context: Any = CodecContext.create(FORMATS[codec].decoder, "r")
    if codec in SOUND:
        context.layout, context.sample_rate = "stereo", 48000
    else:
        context.options = {"max_pixels": str(MAX_PIXELS)}
        # threads that share one picture: threads that take a picture each would hold pictures back
        context.thread_type = "SLICE"
        context.thread_count = 2
        context.flags |= Flags.low_delay
    return context


class Decoder:
    """Decodes in a thread of its own; `deliver` is called there with each av frame and whether to show it.

    put(), retire() and close() belong to one other thread. `measure` gets the time that each picture's frame was put.
    can_ask: key frames can be asked for, so after a loss nothing is shown before one; else damage is shown, as the
    next key frame may be minutes away.
    """

    def __init__(
        self,
        codec: str,
        deliver: Callable[[Any, bool], None],
        measure: Callable[[float], None] = lambda _put_s: None,
        *,
        can_ask: bool = True,
    ) -> None:
        self.codec = codec
        self._deliver = deliver
        self._measure = measure
        self._can_ask = can_ask
        self._pending: deque[tuple[float, EncodedFrame, Colour | None]] = deque()
        self._wake = threading.Condition()
        self._is_open = True
        self._needs_key = True
        self._is_damaged = False
        self._thread = threading.Thread(target=self._run, name=f"decode-{codec.lower()}", daemon=True)
        self._thread.start()

    def put(self, frame: EncodedFrame, colour: Colour | None = None) -> bool:
        """Queue a frame; False where a key frame is needed before anything can be shown again.

        `colour` is what the sender says of its pictures; None leaves it to the codec.
        """
        with self._wake:
            self._needs_key |= frame.after_loss and self._can_ask
            if self._is_late():
                self._pending.clear()
                self._needs_key = True
            if self._needs_key and not is_key_frame(self.codec, frame.data):
                return False
            self._needs_key = False
            self._pending.append((time.monotonic(), frame, colour))
            self._wake.notify()
        return True

    def close(self) -> None:
        """Stop; nothing is delivered after this returns."""
        self.retire()
        self._thread.join()

    def retire(self) -> None:
        """Stop after the frame in hand, without waiting."""
        with self._wake:
            self._is_open = False
            self._wake.notify()

    def _is_late(self) -> bool:
        if not self._can_ask:
            return len(self._pending) > MAX_PENDING_WITHOUT_ASKING
        return len(self._pending) > MAX_PENDING and time.monotonic() - self._pending[0][0] > MAX_AGE_S

    def _run(self) -> None:
        decode = open_decoder(self.codec)
        while (taken := self._take()) is not None:
            put_s, frame, colour = taken
            try:
                decoded = decode(frame)
            except (FFmpegError, ValueError) as error:
                self._report(error)
                continue
            if decoded:
                self._is_damaged = False
            # of the layers of one picture the last is the sharpest
            for picture in decoded if self.codec in SOUND else decoded[-1:]:
                if colour is not None:
                    picture.colorspace, picture.color_range = colour
                self._deliver(picture, len(self._pending) < BEHIND)
                self._measure(put_s)

    def _take(self) -> tuple[float, EncodedFrame, Colour | None] | None:
        with self._wake:
            self._wake.wait_for(lambda: self._pending or not self._is_open)
            return self._pending.popleft() if self._is_open else None

    def _report(self, error: Exception) -> None:
        if not self._is_damaged:
            self._is_damaged = True
            log.warning("cast.undecodable", codec=self.codec, error=str(error))
        with self._wake:
            self._needs_key |= self._can_ask


class Decoding:
    """A Sink whose frames are decoded: a Decoder each codec, in turn."""

    def __init__(
        self, deliver: Callable[[Any, bool], None], measure: Callable[[float], None], *, can_ask: bool
    ) -> None:
        """See Decoder."""
        self._deliver = deliver
        self._measure = measure
        self._can_ask = can_ask
        self._decoder: Decoder | None = None

    def put(self, codec: str, frame: EncodedFrame, colour: Colour | None = None) -> bool:
        """See Sink."""
        if self._decoder is None or self._decoder.codec != codec:
            if self._decoder is not None:
                self._decoder.retire()
            self._decoder = Decoder(codec, self._deliver, self._measure, can_ask=self._can_ask)
        return self._decoder.put(frame, colour)

    def close(self) -> None:
        """See Sink; nothing is delivered after this returns."""
        decoder, self._decoder = self._decoder, None
        if decoder is not None:
            decoder.close()
