"""What a board takes on the disk: the same strokes as a Yjs document and in the peers' formats."""

from __future__ import annotations

from pathlib import Path

from pycrdt import Doc, Map

from appliance.ink.element import new_id
from appliance.ink.packing import pack
from appliance.ink.record import elements_of
from tests.bench.board import handwriting
from tests.bench.table import Table

STROKES = 10_000
MOST_BYTES = 260.0


async def measure(folder: Path) -> list[Table]:
    """Bytes a stroke of 60 points with pressure."""
    journal, drawing = folder / "s.xopp", folder / "s.excalidraw"
    handwriting.write_xopp(journal, STROKES)
    handwriting.write_excalidraw(drawing, STROKES)
    table = Table("A stroke of 60 points with pressure", ["size"], "bytes", is_compared=True)
    table.add("Parlor's document", _document_bytes() / STROKES, target=MOST_BYTES)
    table.add(".xopp", journal.stat().st_size / STROKES)
    table.add(".excalidraw", drawing.stat().st_size / STROKES)
    return [table]


def _document_bytes() -> int:
    doc = Doc()
    elements = doc.get(elements_of("first"), type=Map)
    with doc.transaction():
        for stroke in handwriting.strokes(STROKES):
            elements[new_id()] = pack(stroke)
    return len(doc.get_update())
