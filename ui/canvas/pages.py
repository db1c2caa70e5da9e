"""Pages of a board's document: which there are, and what changes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pycrdt import Doc, Map

from appliance.ink.element import Background
from appliance.ink.record import PAGES, BadRecord, elements_of, overrides_of, page_from_value, page_to_value

FIRST_PAGE = "first"
"""The page of a document that lists none."""
MAX_PAGES = 2_000


def page_list(doc: Doc[Any]) -> list[tuple[str, dict[str, Any]]]:
    """Ids and values of all pages in their order."""
    found: list[tuple[float, str, dict[str, Any]]] = []
    for page_id, value in (root(doc, PAGES).to_py() or {}).items():
        try:
            index, _, _ = page_from_value(value)
        except BadRecord:
            index = float(len(found))
        found.append((index, page_id, dict(value) if isinstance(value, Mapping) else {}))
    found.sort(key=lambda page: page[:2])
    return [page[1:] for page in found[:MAX_PAGES]] or [(FIRST_PAGE, page_to_value(0.0, None, Background()))]


def add_page(doc: Doc[Any], new_id: str, after: str, value: dict[str, Any]) -> None:
    """Put a page after another."""
    _list_first(doc)
    known = page_list(doc)
    at = next((i for i, page in enumerate(known) if page[0] == after), len(known) - 1)
    here = _index(known[at][1])
    there = _index(known[at + 1][1]) if at + 1 < len(known) else here + 2.0
    root(doc, PAGES)[new_id] = value | {"i": (here + there) / 2}


def move_page(doc: Doc[Any], page_id: str, to: int) -> None:
    """Give a page another place."""
    _list_first(doc)
    known = page_list(doc)
    moved = [page for page in known if page[0] == page_id]
    if not moved:
        return
    others = [page for page in known if page[0] != page_id]
    to = min(max(to, 0), len(others))
    before = _index(others[to - 1][1]) if to > 0 else None
    after = _index(others[to][1]) if to < len(others) else None
    if before is None and after is None:
        return
    index = (before + after) / 2 if before is not None and after is not None else (
        after - 1 if after is not None else (before or 0.0) + 1
    )  # fmt: skip
    root(doc, PAGES)[page_id] = moved[0][1] | {"i": index}


def remove_page(doc: Doc[Any], page_id: str) -> None:
    """Remove a page and what is on it; of the last one only what is on it."""
    if len(page_list(doc)) > 1:
        root(doc, PAGES).pop(page_id, None)
    root(doc, elements_of(page_id)).clear()
    root(doc, overrides_of(page_id)).clear()


def change_page(doc: Doc[Any], page_id: str, **keys: Any) -> None:
    """Change keys of a page's value; None removes one."""
    _list_first(doc)
    value = dict(page_list(doc))[page_id] | keys
    root(doc, PAGES)[page_id] = {key: one for key, one in value.items() if one is not None}


def root(doc: Doc[Any], name: str) -> Map[Any]:
    """A root map."""
    return doc.get(name, type=Map)


def contents(doc: Doc[Any], name: str) -> dict[str, Any]:
    """Records by their keys."""
    found = root(doc, name)
    # to_py opens two transactions for each value, which takes five times as long
    with doc.transaction() as transaction:
        inner, within = found.integrated, transaction._txn  # noqa: SLF001
        return {key: plain(inner.get(within, key)) for key in inner.keys(within)}


def plain(value: Any) -> Any:
    """A record as this process holds it; None for what is none, whatever others put on a board."""
    if isinstance(value, bytearray):
        return bytes(value)
    return value if isinstance(value, bytes | dict) else None


def _list_first(doc: Doc[Any]) -> None:
    if not len(root(doc, PAGES)):
        root(doc, PAGES)[FIRST_PAGE] = page_to_value(0.0, None, Background())


def _index(value: Mapping[str, Any]) -> float:
    index = value.get("i", 0.0)
    return float(index) if isinstance(index, int | float) else 0.0
