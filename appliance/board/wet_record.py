"""The record of ink that is being drawn on a board: in memory, and in a journal of its own that is kept short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from appliance.board.wet import WetInk
from appliance.board.writer import Writer
from appliance.ink.message import Wet, WetState

MAX_JOURNAL_BYTES = 1024 * 1024
MAX_SEARCHED_BYTES = 64 * 1024


class WetRecord:
    """Nobody finds strokes in its journal that were finished and then erased."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._ink = WetInk()

    def take(self, wet: Wet, raw: bytes, owner: str) -> bool:
        """Note what a client draws; False where it is not the one that draws this stroke."""
        if not self._ink.claim(wet.stroke_id, owner):
            return False  # rooms that share a board in a ring would send it round and round
        if self._ink.take(wet, owner):
            self._writer.append_wet(raw)
            if wet.state is WetState.CANCELLED:
                self.settle()
        return True

    def leave(self, owner: str) -> None:
        """A client vanished."""
        self._ink.leave(owner)

    def pending(self) -> list[tuple[str, str]]:
        """Page and id of each stroke."""
        return self._ink.pending()

    def finish(self, pending: Sequence[tuple[str, str]], present: set[str]) -> None:
        """Of strokes that were pending these are in the document now."""
        self._ink.over(present)
        self.settle([stroke for stroke in pending if stroke[1] in present])

    def orphans(self) -> list[tuple[str, str, bytes]]:
        """Page, id and packed stroke of all whose client has been gone for long; they are taken out."""
        return self._ink.orphans()

    def settle(self, over: Iterable[tuple[str, str]] = ()) -> None:
        """Keep the journal short; these strokes are no longer in it."""
        if not self._ink:
            self._writer.restart_wet()
        elif self._writer.wet_bytes > MAX_JOURNAL_BYTES:
            self._writer.restart_wet(self._ink.messages())
        else:
            for page_id, stroke_id in over:
                self._writer.append_wet(Wet(page_id, stroke_id, 0, WetState.CANCELLED, b"").encode())


def named(update: bytes, strokes: Sequence[tuple[str, str]]) -> set[str]:
    """Strokes that an update sets, even where it, or one behind it, erases them again: nobody will miss their ink."""
    if len(update) > MAX_SEARCHED_BYTES:
        return set()
    return {stroke_id for _, stroke_id in strokes if stroke_id.encode() in update}
