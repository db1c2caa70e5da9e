"""A WAV file that can be read while it grows."""

import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np

from drivers.ring import Samples

HEADER_BYTES = 44


class Recording:
    """16-bit PCM; appends to a recording that the path already holds."""

    def __init__(self, path: Path, sample_rate: int, channels: int):
        self._format = (sample_rate, channels)
        self._file: BinaryIO = path.open("r+b" if path.exists() and path.stat().st_size >= HEADER_BYTES else "w+b")
        self._bytes = max(0, self._file.seek(0, 2) - HEADER_BYTES)
        self._write_header()

    def append(self, samples: Samples) -> None:
        """Add frames x channels in -1..1."""
        data = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        self._file.seek(HEADER_BYTES + self._bytes)
        self._file.write(data)
        self._bytes += len(data)
        self._write_header()

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def _write_header(self) -> None:
        rate, channels = self._format
        frame_bytes = 2 * channels
        self._file.seek(0)
        self._file.write(
            struct.pack(
                "<4sI4s4sIHHIIHH4sI",
                b"RIFF", 36 + self._bytes, b"WAVE",
                b"fmt ", 16, 1, channels, rate, rate * frame_bytes, frame_bytes, 16,
                b"data", self._bytes,
            )
        )  # fmt: skip
        self._file.flush()
