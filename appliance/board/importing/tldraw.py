"""tldraw's files of all versions: a store's records, whatever wraps them, and the documents of its first version."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from appliance.board import progress
from appliance.board.importing import tldraw_v1
from appliance.board.importing.gathering import GATHERED, Gathering, Sheet
from appliance.board.importing.json_scene import MALFORMED, decoded, items, mapping, number, text
from appliance.board.importing.tldraw_arrow import Arrows
from appliance.board.importing.tldraw_shape import SHAPES, TOLD, Look, box_of
from appliance.board.importing.turning import about
from appliance.board.parcel import MAX_DEPTH, BadFile, Imported
from appliance.ink.element import IDENTITY, Affine

NEWEST_FORMAT = 1


def read(data: bytes, name: str) -> Imported:
    """A file of any version as a board, a page for each of its pages. Raises BadFile."""
    file = decoded(data)
    document = mapping(file.get("document"))
    if "pages" in document and "store" not in document:
        return tldraw_v1.read(document, Gathering(name))
    if number(file.get("tldrawFileFormatVersion"), NEWEST_FORMAT) > NEWEST_FORMAT:
        raise BadFile("unsupported", "it is of a later file format of tldraw")
    records = _records(file)
    if not records:
        raise BadFile("damaged", "it holds no records")
    return _Store(records, Gathering(name)).imported()


def _records(file: dict[str, Any]) -> list[dict[str, Any]]:
    """The records of a file, a snapshot of a store or editor, a room's snapshot, or of what was copied."""
    for held in (file, mapping(file.get("document")), mapping(file.get("snapshot"))):
        for key in ("records", "store"):
            if found := items(held.get(key)):
                return found
        if found := items(held.get("documents")):
            return [mapping(each.get("state")) for each in found]
    if shapes := items(file.get("shapes")):
        copied = [{"typeName": "shape"} | each for each in shapes]
        return copied + [{"typeName": "asset"} | each for each in items(file.get("assets"))]
    return []


class _Store:
    def __init__(self, records: list[dict[str, Any]], gathering: Gathering) -> None:
        self._gathering = gathering
        self._kinds: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in records:
            self._kinds[text(record.get("typeName"))].append(record)
        self._shapes = {text(each.get("id")): each for each in self._kinds["shape"]}
        self._assets = {text(each.get("id")): each for each in self._kinds["asset"]}
        self._children: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for shape in sorted(self._shapes.values(), key=lambda each: text(each.get("index"))):
            self._children[text(shape.get("parentId"))].append(shape)
        self._seen = 0
        self._places: dict[str, tuple[Affine, tuple[float, float, float, float]] | None] = {}
        self._arrows = Arrows(self._kinds["binding"], self._place_of)

    def imported(self) -> Imported:
        """Every page with its shapes; shapes whose parent is nowhere lie on a last page."""
        pages = sorted(self._kinds["page"], key=lambda each: text(each.get("index")))
        known = {text(page.get("id")) for page in pages} | set(self._shapes)
        for page in pages:
            self._walk(text(page.get("id")), self._gathering.sheet())
        homeless = [parent for parent in self._children if parent not in known]
        if homeless:
            sheet = self._gathering.sheet()
            for parent in homeless:
                self._walk(parent, sheet)
        # what is left lies in itself
        self._gathering.losses.add("element", "damaged", count=sum(map(len, self._children.values())))
        self._gathering.losses.add("comment", count=len(self._kinds["comment"]))
        return self._gathering.imported()

    def _walk(self, parent: str, sheet: Sheet) -> None:
        """Shapes in painting order, with what is inside them; a pile, as files may nest without end."""
        pile = [(shape, IDENTITY, 1.0, "", 0) for shape in reversed(self._children.pop(parent, []))]
        while pile:
            shape, outer, opacity, group, depth = pile.pop()
            self._seen += 1
            progress.at(self._seen / len(self._shapes) * GATHERED)
            if depth > MAX_DEPTH:
                raise BadFile("too_large", f"its shapes are nested more than {MAX_DEPTH} deep")
            affine = outer.after(_placement(shape))
            opacity *= _opacity(shape)
            kind = text(shape.get("type"))
            inner = self._children.pop(text(shape.get("id")), [])
            if kind == "group":
                group = group or text(shape.get("id")).removeprefix("shape:")[:32]
            else:
                self._read(shape, kind, Look(shape, affine, opacity, group), sheet)
            pile += [(each, affine, opacity, group, depth + 1) for each in reversed(inner)]

    def _read(self, shape: dict[str, Any], kind: str, look: Look, sheet: Sheet) -> None:
        losses = self._gathering.losses
        try:
            if kind == "arrow":
                self._arrows.read(look, sheet, losses)
            elif kind in SHAPES:
                SHAPES[kind](look, sheet, losses, self._assets)
            else:
                losses.add(TOLD.get(kind, "element"))
        except MALFORMED:
            losses.add(kind, "damaged")
        if text(look.props.get("url")) and kind not in TOLD:
            losses.add("link")
        if shape.get("isLocked") is True and kind == "group":
            losses.add("lock")

    def _place_of(self, shape_id: str) -> tuple[Affine, tuple[float, float, float, float]] | None:
        """A shape's transform to its page, and its box (x, y, width, height) before that."""
        if shape_id not in self._places:
            self._places[shape_id] = self._place(shape_id)
        return self._places[shape_id]

    def _place(self, shape_id: str) -> tuple[Affine, tuple[float, float, float, float]] | None:
        shape = self._shapes.get(shape_id)
        if shape is None:
            return None
        affine, up = IDENTITY, shape
        for _ in range(MAX_DEPTH):
            affine = _placement(up).after(affine)
            parent = self._shapes.get(text(up.get("parentId")))
            if parent is None:
                break
            up = parent
        try:
            box = box_of(shape)
        except MALFORMED:
            return None
        return None if box is None else (affine, box)


def _placement(shape: dict[str, Any]) -> Affine:
    moved = Affine(e=number(shape.get("x")), f=number(shape.get("y")))
    return moved.after(about(0.0, 0.0, number(shape.get("rotation"))))


def _opacity(shape: dict[str, Any]) -> float:
    found = shape.get("opacity", mapping(shape.get("props")).get("opacity", 1.0))
    if isinstance(found, str):
        try:
            found = float(found)
        except ValueError:
            found = 1.0
    return min(max(number(found, 1.0), 0.0), 1.0)
