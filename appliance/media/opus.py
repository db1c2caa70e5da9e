"""Opus by libopus itself, since FFmpeg conceals nothing: what is lost is drawn from the redundancy of the next packet
(RFC 6716 section 2.1.7), or made up from the sound before it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import structlog

from appliance.media.jitter import EncodedFrame

log = structlog.get_logger()

RATE = 48_000
CHANNELS = 2
MAX_PACKET = RATE * 120 // 1000
"""Samples of the longest packet."""
STEP = RATE // 400
"""What is concealed comes in pieces of 2.5 ms."""
MAX_CONCEALED = RATE * 120 // 1000
"""Beyond, libopus makes silence anyway; the loudspeaker fades out by itself."""


class OpusDecoder:
    """Decodes frames in order, 48 kHz stereo. Not for two threads at once."""

    def __init__(self) -> None:
        self._library = _library()
        error = ctypes.c_int(0)
        self._decoder = ctypes.c_void_p(self._library.opus_decoder_create(RATE, CHANNELS, ctypes.byref(error)))
        if error.value or not self._decoder:
            raise MemoryError(f"libopus makes no decoder ({error.value})")
        self._samples = np.zeros((MAX_PACKET, CHANNELS), np.float32)
        self._expected: int | None = None
        self.concealed = 0
        """Samples made up so far."""

    def __del__(self) -> None:
        if decoder := getattr(self, "_decoder", None):
            self._library.opus_decoder_destroy(decoder)

    def decode(self, frame: EncodedFrame) -> list[Any]:
        """Give what a packet holds as av frames, and before it what was lost. Raises ValueError for garbage."""
        frames: list[Any] = []
        if frame.after_loss and self._expected is not None:
            missing = (frame.timestamp - self._expected + (1 << 31)) % (1 << 32) - (1 << 31)
            # a timestamp far from here is another clock; in time that nobody spoke in, nothing was sent or lost
            if 0 < missing <= MAX_CONCEALED:
                frames = [self._conceal(frame, missing, self._expected)]
        frames.append(_frame(self._decode(frame.data, MAX_PACKET, is_lost=False), frame.timestamp))
        self._expected = (frame.timestamp + frames[-1].samples) % (1 << 32)
        return frames

    def _conceal(self, frame: EncodedFrame, missing: int, timestamp: int) -> Any:
        missing -= missing % STEP
        redundant = min(missing, self._length(frame.data))
        pieces: list[Any] = []
        if missing > redundant:
            pieces.append(self._decode(None, missing - redundant, is_lost=True))
        if redundant:
            pieces.append(self._decode(frame.data, redundant, is_lost=True))
        self.concealed += missing
        return _frame(np.concatenate(pieces) if pieces else self._samples[:0], timestamp)

    def _length(self, data: bytes) -> int:
        found = self._library.opus_decoder_get_nb_samples(self._decoder, data, len(data))
        return max(0, int(found))

    def _decode(self, data: bytes | None, most: int, *, is_lost: bool) -> Any:
        into = self._samples.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        size = len(data) if data is not None else 0
        got = self._library.opus_decode_float(self._decoder, data, size, into, most, int(is_lost))
        if got < 0:
            raise ValueError(f"Opus: no packet (libopus {got})")
        return self._samples[:got].copy()


def _frame(samples: Any, timestamp: int) -> Any:
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="stereo")
    frame.sample_rate = RATE
    frame.pts = timestamp
    return frame


def is_here() -> bool:
    """Whether there is a libopus to be had."""
    try:
        _library()
    except OSError as error:
        log.warning("sound.no_concealment", error=str(error))
        return False
    return True


@cache
def _library() -> Any:
    """Load the one that PyAV brings along, else the system's. Raises OSError."""
    wheels = Path(av.__file__).parent.with_name("av.libs")
    found = next((str(path) for path in sorted(wheels.glob("libopus-*.so*"))), ctypes.util.find_library("opus"))
    if found is None:
        raise OSError("libopus is not installed")
    library = ctypes.CDLL(found)
    library.opus_decoder_create.restype = ctypes.c_void_p
    library.opus_decoder_create.argtypes = [ctypes.c_int32, ctypes.c_int, ctypes.POINTER(ctypes.c_int)]
    library.opus_decoder_destroy.argtypes = [ctypes.c_void_p]
    library.opus_decoder_destroy.restype = None
    library.opus_decoder_get_nb_samples.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32]
    library.opus_decode_float.argtypes = [
        ctypes.c_void_p,
        ctypes.c_char_p,
        ctypes.c_int32,
        ctypes.POINTER(ctypes.c_float),
        ctypes.c_int,
        ctypes.c_int,
    ]
    return library
