"""Between a board's Yjs document and the plain `Board` that exports, previews and imports work with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pycrdt import Doc, Map

from appliance.board import progress
from appliance.ink.element import Background, Board, Element, Page, Placed, Stroke
from appliance.ink.packing import BadStroke, pack_all, unpack_all
from appliance.ink.record import (
    META,
    PAGES,
    PEOPLE,
    BadRecord,
    elements_of,
    from_value,
    override_from_value,
    override_to_value,
    overrides_of,
    page_from_value,
    page_to_value,
    to_value,
)

FIRST_PAGE = "first"
"""The page of a document that lists none."""
MAX_PAGES = 2_000
MAX_NAME = 80


class Read(NamedTuple):
    """Elements of one page, and how many records were no elements."""

    elements: tuple[Placed, ...]
    broken: int


def read(doc: Doc[Any]) -> Board:
    """What is on a board, without its assets' bytes. Records that nobody can read are left out and logged once."""
    meta = mapping(doc, META)
    broken = 0
    pages: list[Page] = []
    for page_id, size, background in progress.over(pages_of(doc)):
        found = elements(doc, page_id)
        broken += found.broken
        pages.append(Page(id=page_id, elements=found.elements, size=size, background=background))
    if broken:
        # only then: it would be a third of the time that the workshop's processes take to start
        import structlog

        structlog.get_logger().warning("board.records_skipped", count=broken)
    people = {
        int(key, 16): str(value.get("n", ""))[:MAX_NAME]
        for key, value in mapping(doc, PEOPLE).items()
        if isinstance(value, Mapping) and len(key) <= 8 and _is_hex(key)
    }
    name = meta.get("name", "")
    return Board(
        name=name[:MAX_NAME] if isinstance(name, str) else "",
        dark=meta.get("dark") is True,
        pages=tuple(pages),
        people=people,
    )


def pages_of(doc: Doc[Any]) -> list[tuple[str, tuple[float, float] | None, Background]]:
    """Id, size and background of each page in their order; a document that lists none has one."""
    found: list[tuple[float, str, tuple[float, float] | None, Background]] = []
    for page_id, value in mapping(doc, PAGES).items():
        try:
            index, size, background = page_from_value(value)
        except BadRecord:
            index, size, background = float(len(found)), None, Background()
        found.append((index, page_id, size, background))
    found.sort(key=lambda page: page[:2])
    return [page[1:] for page in found[:MAX_PAGES]] or [(FIRST_PAGE, None, Background())]


def elements(doc: Doc[Any], page_id: str) -> Read:
    """A page's elements in painting order."""
    values = mapping(doc, elements_of(page_id))
    overrides = mapping(doc, overrides_of(page_id))
    made, broken = _elements(values)
    placed: list[Placed] = []
    for element_id, element in made.items():
        try:
            override = override_from_value(overrides.get(element_id))
        except BadRecord:
            broken += 1
            override = override_from_value(None)
        placed.append(Placed(id=element_id, element=element, override=override))
    placed.sort(key=lambda one: one.order)
    return Read(tuple(placed), broken)


def fill(doc: Doc[Any], board: Board) -> None:
    """Write a board's pages behind those that the document has, in one transaction.

    A document with nothing in it takes name and darkness too, and the board's pages instead of its own.
    """
    pages: Map[Any] = doc.get(PAGES, type=Map)
    meta: Map[Any] = doc.get(META, type=Map)
    people: Map[Any] = doc.get(PEOPLE, type=Map)
    with doc.transaction():
        first = keep_first_page(doc, pages)
        if not first:
            for key, value in (("name", board.name[:MAX_NAME]), ("dark", board.dark)):
                if key not in meta:
                    meta[key] = value
        for index, page in enumerate(progress.over(board.pages, [len(page.elements) + 1 for page in board.pages])):
            page_id = free_name(page.id, pages)
            pages[page_id] = page_to_value(first + index, page.size, page.background)
            _write(doc, page_id, page.elements)
        for author, name in board.people.items():
            key = f"{author:08x}"
            if key not in people:
                people[key] = {"n": name[:MAX_NAME], "c": 0}


def mapping(doc: Doc[Any], root: str) -> dict[str, Any]:
    """A root's keys and values as plain Python."""
    return doc.get(root, type=Map).to_py() or {}


def _elements(values: Mapping[str, object]) -> tuple[dict[str, Element], int]:
    packed = {key: bytes(value) for key, value in values.items() if isinstance(value, bytes | bytearray)}
    made: dict[str, Element] = {}
    broken = 0
    try:
        made |= zip(packed, unpack_all(tuple(packed.values())), strict=True)
    except BadStroke:
        strokes, broken = _one_by_one(packed)
        made |= strokes
    others, bad = _one_by_one({key: value for key, value in values.items() if key not in packed})
    return made | others, broken + bad


def _one_by_one(values: Mapping[str, object]) -> tuple[dict[str, Element], int]:
    made: dict[str, Element] = {}
    for key, value in values.items():
        try:
            made[key] = from_value(value)
        except BadRecord:
            continue
    return made, len(values) - len(made)


def keep_first_page(doc: Doc[Any], pages: Map[Any]) -> float:
    """The index for the next page; a page that was only implied so far is listed when something lies on it."""
    if not len(pages):
        if not mapping(doc, elements_of(FIRST_PAGE)):
            return 0.0
        pages[FIRST_PAGE] = page_to_value(0.0, None, Background())
    return max(index_of(value) for value in mapping(doc, PAGES).values()) + 1


def index_of(value: object) -> float:
    """Place of a page among the others, by what is recorded of it."""
    index = value.get("i", 0) if isinstance(value, Mapping) else 0
    return float(index) if isinstance(index, int | float) else 0.0


def free_name(page_id: str, pages: Map[Any]) -> str:
    """A page's own id, or one like it that is not taken."""
    name, count = page_id[:24] or FIRST_PAGE, 1
    while name in pages:
        count += 1
        name = f"{page_id[:24]}-{count}"
    return name


def _write(doc: Doc[Any], page_id: str, placed: Sequence[Placed]) -> None:
    values: Map[Any] = doc.get(elements_of(page_id), type=Map)
    overrides: Map[Any] = doc.get(overrides_of(page_id), type=Map)
    packed = iter(pack_all([one.element for one in placed if isinstance(one.element, Stroke)]))
    for one in progress.over(placed):
        values[one.id] = next(packed) if isinstance(one.element, Stroke) else to_value(one.element)
        if override := override_to_value(one.override):
            overrides[one.id] = override


def _is_hex(text: str) -> bool:
    return bool(text) and not set(text) - set("0123456789abcdef")
