"""Strokes that were decoded before: who turns back a page finds them, and with them the paths made of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from appliance.ink.element import Stroke
from appliance.ink.packing import unpack_all

MOST = 32_768
"""About 30 MB, without their paths."""


class Decoded:
    """Of all sheets of a process, those that were decoded last."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[bytes, Stroke]] = OrderedDict()

    def strokes(self, ids: Sequence[str], packed: Sequence[bytes]) -> list[Stroke]:
        """Strokes by their ids and bytes: the same object as before where the bytes are the same. Raises BadStroke."""
        get = self._kept.get
        found = [
            kept[1] if (kept := get(one)) is not None and kept[0] == data else None
            for one, data in zip(ids, packed, strict=True)
        ]
        missing = [at for at, stroke in enumerate(found) if stroke is None]
        for at, stroke in zip(missing, unpack_all([packed[at] for at in missing]), strict=True):
            found[at] = stroke
            self._kept[ids[at]] = (packed[at], stroke)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return [stroke for stroke in found if stroke is not None]
