"""Ink that is being drawn: kept until its element is in the document, so that who vanishes leaves what they drew."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import structlog

from appliance.ink.element import Stroke
from appliance.ink.message import BadMessage, Kind, Reader, Wet, WetState, read_wet
from appliance.ink.packing import BadStroke, pack, unpack_all

log = structlog.get_logger()

ORPHANED_S = 2.0
"""How long the ink of a client that vanished waits for it to come back."""
MAX_STROKES = 256
MAX_OWNERS = 4096
MAX_STROKE_BYTES = 1024 * 1024


@dataclass(slots=True)
class _Drawn:
    page_id: str
    owner: str
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    left_at: float = 0.0


class WetInk:
    """All strokes that are being drawn on a board."""

    def __init__(self) -> None:
        self._drawn: dict[str, _Drawn] = {}
        self._owners: OrderedDict[str, str] = OrderedDict()

    def __len__(self) -> int:
        return len(self._drawn)

    def claim(self, stroke_id: str, owner: str) -> bool:
        """Whether the client may draw this stroke: it began it, or whoever did is gone."""
        drawn = self._drawn.get(stroke_id)
        known = self._owners.get(stroke_id, owner)
        if known != owner and not (drawn is not None and drawn.left_at):
            return False
        self._owners[stroke_id] = owner
        if len(self._owners) > MAX_OWNERS:
            self._owners.popitem(last=False)
        return True

    def take(self, wet: Wet, owner: str) -> bool:
        """Note what a client draws; whether it is to be kept on the disk."""
        if wet.state is WetState.CANCELLED:
            drawn = self._drawn.get(wet.stroke_id)
            return drawn is not None and drawn.owner == owner and self._drawn.pop(wet.stroke_id) is not None
        if wet.state is not WetState.DRAWING or not wet.packed:
            return False
        drawn = self._drawn.get(wet.stroke_id)
        if drawn is None:
            if len(self._drawn) >= MAX_STROKES:
                return False
            drawn = self._drawn[wet.stroke_id] = _Drawn(wet.page_id, owner)
        if drawn.left_at:
            drawn.owner, drawn.left_at = owner, 0.0
        if drawn.owner != owner or drawn.size + len(wet.packed) > MAX_STROKE_BYTES:
            return False
        drawn.chunks.append(wet.packed)
        drawn.size += len(wet.packed)
        return True

    def pending(self) -> list[tuple[str, str]]:
        """Page and id of each stroke."""
        return [(drawn.page_id, stroke_id) for stroke_id, drawn in self._drawn.items()]

    def messages(self) -> list[bytes]:
        """All of it again, for a fresh journal."""
        return [
            Wet(drawn.page_id, stroke_id, 0, WetState.DRAWING, packed).encode()
            for stroke_id, drawn in self._drawn.items()
            if (packed := _joined(drawn.chunks))
        ]

    def over(self, stroke_ids: Iterable[str]) -> None:
        """Their elements are in the document."""
        for stroke_id in stroke_ids:
            self._drawn.pop(stroke_id, None)

    def leave(self, owner: str) -> None:
        """A client vanished."""
        for drawn in self._drawn.values():
            if drawn.owner == owner:
                drawn.left_at = time.monotonic()

    def orphans(self, waited_s: float = ORPHANED_S) -> list[tuple[str, str, bytes]]:
        """Page, id and packed stroke of all whose client has been gone for so long; they are taken out."""
        now = time.monotonic()
        due = [key for key, drawn in self._drawn.items() if drawn.left_at and now - drawn.left_at >= waited_s]
        taken = [(key, self._drawn.pop(key)) for key in due]
        return [(drawn.page_id, key, packed) for key, drawn in taken if (packed := _joined(drawn.chunks))]


def left_over(messages: Iterable[bytes]) -> list[tuple[str, str, bytes]]:
    """Page, id and packed stroke of what a wet journal's messages leave unfinished."""
    ink = WetInk()
    for message in messages:
        try:
            reader = Reader(message)
            if reader.kind() == Kind.WET:
                ink.take(read_wet(reader), "")
        except BadMessage:
            continue
    ink.leave("")
    return ink.orphans(0)


def _joined(chunks: list[bytes]) -> bytes:
    """One stroke of all its parts; empty where they are none."""
    try:
        parts = unpack_all(chunks)
        has_factors = all(part.factors is not None for part in parts)
        last = parts[-1]
        return pack(
            Stroke(
                points=np.concatenate([part.points for part in parts]),
                factors=np.concatenate([part.factors for part in parts if part.factors is not None])
                if has_factors
                else None,
                color=last.color,
                width=last.width,
                tool=last.tool,
                author=last.author,
                created_ms=parts[0].created_ms,
                duration_ms=last.duration_ms,
            )
        )
    except BadStroke as error:
        log.warning("board.bad_wet_ink", reason=str(error))
        return b""
