"""What is in a board file: pages, and how many of each kind of element."""

from __future__ import annotations

from collections import Counter
from typing import Any

from appliance.board import formats
from appliance.ink.element import Board, Stroke

_KINDS = {"Stroke": "strokes", "Shape": "shapes", "Text": "texts", "Note": "notes", "Image": "images"}


def survey(data: bytes, name: str) -> dict[str, Any]:
    """A file's format, pages and totals, and what of it was dropped. Raises BadFile."""
    found = formats.recognise(data, name).name
    imported = formats.read(data, name)
    dropped = [{"what": each.what, "reason": each.reason, "count": each.count} for each in imported.lost]
    return {"file": name, "format": found} | count(imported.board) | {"dropped": dropped}


def count(board: Board) -> dict[str, Any]:
    """Pages with their sizes, and totals of elements and of strokes' points."""
    totals = Counter(dict.fromkeys([*_KINDS.values(), "points"], 0))
    pages: list[dict[str, Any]] = []
    for page in board.pages:
        here: Counter[str] = Counter()
        for placed in page.elements:
            here[_KINDS[type(placed.element).__name__]] += 1
            if isinstance(placed.element, Stroke):
                here["points"] += len(placed.element.points)
        totals.update(here)
        size = None if page.size is None else [round(length, 2) for length in page.size]
        pages.append({"size": size, "background": page.background.template, **here})
    return {"pages": len(pages), "page_list": pages, **totals}
