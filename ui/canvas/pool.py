"""Memory for tiles that the shell and its raster processes see alike."""

from __future__ import annotations

import mmap
import os

from PySide6.QtGui import QImage

from ui.canvas.words import TILE, TILE_BYTES

SLOTS = 1024
"""256 MB, of which only what was ever painted takes memory."""


class Pool:
    """Slots of one tile each."""

    def __init__(self, slots: int = SLOTS) -> None:
        self.size_bytes = slots * TILE_BYTES
        self.descriptor = os.memfd_create("parlor-tiles")
        os.ftruncate(self.descriptor, self.size_bytes)
        # raster processes inherit it
        os.set_inheritable(self.descriptor, True)
        self._memory = mmap.mmap(self.descriptor, self.size_bytes)
        self._view = memoryview(self._memory)
        self._free = list(reversed(range(slots)))

    @property
    def free(self) -> int:
        """How many slots are free."""
        return len(self._free)

    def take(self) -> int:
        """A free slot. Raises IndexError where there is none."""
        return self._free.pop()

    def give(self, slot: int) -> None:
        """A slot is not needed any more."""
        self._free.append(slot)

    def image(self, slot: int, *, has_alpha: bool) -> QImage:
        """A slot as a picture; painting on it changes the slot."""
        at = slot * TILE_BYTES
        kind = QImage.Format.Format_ARGB32_Premultiplied if has_alpha else QImage.Format.Format_RGB32
        return QImage(self._view[at : at + TILE_BYTES], TILE, TILE, TILE * 4, kind)
