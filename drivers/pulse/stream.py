"""Sound to and from a device of the sound server, by libpulse's simple API (pulse/simple.h)."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from drivers.errors import Unavailable

RATE = 48_000
QUEUED_S = 0.02
"""Of what is played: as much waits in the server, and write() takes its time by that."""
PIECE_S = 0.01
"""Of what is recorded."""
_PLAYBACK, _RECORD = 1, 2
_FLOAT32LE = 5
_DEFAULT = 2**32 - 1
_SAMPLE_BYTES = 4


class _Form(ctypes.Structure):
    _fields_ = [("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8)]


class _Buffer(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize")]


class _Stream:
    """Open from the start to close(), and used by one thread."""

    def __init__(self, direction: int, device: str, channels: int) -> None:
        error = ctypes.c_int(0)
        frame = channels * _SAMPLE_BYTES
        queued, piece = (round(each * RATE) * frame for each in (QUEUED_S, PIECE_S))
        most = queued * 2 if direction == _PLAYBACK else _DEFAULT
        self._device = device
        self._channels = channels
        self._handle = _library().pa_simple_new(
            None, b"parlor", direction, device.encode(), b"room",
            ctypes.byref(_Form(_FLOAT32LE, RATE, channels)), None,
            ctypes.byref(_Buffer(most, queued, _DEFAULT, _DEFAULT, piece)), ctypes.byref(error),
        )  # fmt: skip
        self._check(0 if self._handle else -1, error)

    def close(self) -> None:
        """Let go of the device; what waits is lost."""
        handle, self._handle = self._handle, None
        if handle:
            _library().pa_simple_free(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check(self, status: int, error: ctypes.c_int) -> None:
        if status < 0:
            raise Unavailable(f"{self._device}: {_errors().pa_strerror(error).decode()}")


class Playing(_Stream):
    """Into a sink. Raises Unavailable, as write() does, where it is gone."""

    def __init__(self, device: str, channels: int) -> None:
        super().__init__(_PLAYBACK, device, channels)

    def write(self, samples: npt.NDArray[np.float32]) -> None:
        """Play frames x channels; returns once no more than QUEUED_S waits."""
        data, error = np.ascontiguousarray(samples, np.float32), ctypes.c_int(0)
        self._check(_library().pa_simple_write(self._handle, data.ctypes.data, data.nbytes, ctypes.byref(error)), error)


class Recording(_Stream):
    """From a source. Raises Unavailable, as read() does, where it is gone."""

    def __init__(self, device: str, channels: int) -> None:
        super().__init__(_RECORD, device, channels)

    def read(self, frames: int) -> npt.NDArray[np.float32]:
        """The next frames x channels; waits for them."""
        data, error = np.empty((frames, self._channels), np.float32), ctypes.c_int(0)
        self._check(_library().pa_simple_read(self._handle, data.ctypes.data, data.nbytes, ctypes.byref(error)), error)
        return data


@cache
def _library() -> Any:
    try:
        library = ctypes.CDLL("libpulse-simple.so.0")
    except OSError as error:
        raise Unavailable(f"no sound server: {error}") from error
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    library.pa_simple_new.restype = pointer
    library.pa_simple_new.argtypes = [text, text, number, text, text, pointer, pointer, pointer, pointer]
    for function in (library.pa_simple_write, library.pa_simple_read):
        function.argtypes = [pointer, pointer, ctypes.c_size_t, pointer]
    library.pa_simple_free.argtypes = [pointer]
    library.pa_simple_free.restype = None
    return library


@cache
def _errors() -> Any:
    library = ctypes.CDLL("libpulse.so.0")
    library.pa_strerror.restype = ctypes.c_char_p
    library.pa_strerror.argtypes = [ctypes.c_int]
    return library
