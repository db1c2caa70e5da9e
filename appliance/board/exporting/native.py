"""Writes `.board` files: the zip that `appliance/board/FORMAT.md` describes."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import Any

from msgspec.structs import replace
from pycrdt import Doc

from appliance.board import document, progress
from appliance.board.exporting import preview
from appliance.board.exporting.sheet import chosen
from appliance.board.importing.native import ASSETS, DOCUMENT, FORMAT, MANIFEST, PREVIEW, VERSION
from appliance.board.parcel import BadFile, Exported
from appliance.ink.element import Board
from appliance.ink.packing import BadStroke

PREVIEW_WIDTH = 640
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Entries carry no time: when a board was made, its manifest says."""


def write(board: Board, page_id: str = "") -> Exported:
    """A board, or one page of it, with its assets. Raises BadFile."""
    if page_id:
        board = replace(board, pages=chosen(board, page_id))
    doc: Doc[Any] = Doc(client_id=1)
    try:
        with progress.part(0.0, 0.5):
            document.fill(doc, board)
    except BadStroke as error:
        raise BadFile("unsupported", str(error)) from error
    made = [one.element.created_ms for page in board.pages for one in page.elements if one.element.created_ms]
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "name": board.name,
        "created": min(made, default=0),
        "program": "Parlor",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        _put(packed, MANIFEST, json.dumps(manifest, ensure_ascii=False).encode())
        _put(packed, DOCUMENT, doc.get_update(), deflate=True)
        with progress.part(0.6, 0.7):
            for asset, data in progress.over(sorted(board.assets.items())):
                _put(packed, ASSETS + asset, data)
        with progress.part(0.7, 1.0):
            _put(packed, PREVIEW, preview.write(board, PREVIEW_WIDTH))
    return Exported(data=file.getvalue())


def _put(packed: zipfile.ZipFile, name: str, data: bytes, *, deflate: bool = False) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.external_attr = 0o644 << 16
    packed.writestr(entry, data, zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED, 6)
