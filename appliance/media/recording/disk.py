"""A file that is only ever written on, and survives the machine's end up to its last sync."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MIN_FREE_TO_BEGIN = 500 << 20
"""Bytes; an hour of one person's camera at 1 Mbit/s has 450 MB."""
MIN_FREE = 64 << 20
"""Bytes; below, a recording ends while its files can still be closed well."""


def free_bytes(folder: Path) -> int:
    """What may still be written there. Raises OSError."""
    return shutil.disk_usage(folder).free


class Disk:
    """What FFmpeg writes a file through. All of it raises OSError; a file of that name must not be there."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=0)
        self._is_dirty = False
        self.written = 0
        """Bytes, without those written over."""

    def write(self, data: bytes) -> int:
        """Write all of it."""
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        self.written = max(self.written, self._file.tell())
        self._is_dirty = True
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go on elsewhere."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Where the next byte goes."""
        return self._file.tell()

    def sync(self) -> None:
        """Return when what was written is on the disk."""
        if self._is_dirty:
            self._is_dirty = False
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close it, whatever becomes of what was written last."""
        self._file.close()
