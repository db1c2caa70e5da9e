"""Documents of tldraw's first version (2021 to 2023)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.board import progress
from appliance.board.importing.gathering import GATHERED, Gathering, Sheet
from appliance.board.importing.hue import with_opacity
from appliance.board.importing.imagery import BadImage, from_data_url
from appliance.board.importing.json_scene import MALFORMED, items, mapping, number, pairs, text
from appliance.board.importing.tldraw_style import LABEL_SIZES, LINE_HEIGHT, LINE_WIDTHS, TEXT_SIZES, Tints, tints
from appliance.board.importing.turning import about, curved
from appliance.board.parcel import Imported, Losses
from appliance.ink.element import Affine, Align, Figure, Note, Shape, Text

_COLORS = {
    "white": "black", "black": "black", "lightgray": "grey", "gray": "grey", "green": "light-green", "cyan": "green",
    "blue": "light-blue", "indigo": "blue", "orange": "orange", "yellow": "yellow", "red": "red",
    "violet": "light-violet",
}  # fmt: skip
_SIZES = {"small": "m", "medium": "l", "large": "xl"}
_TEXT_SIZES = {"small": "s", "medium": "l", "large": "xl"}
_ALIGNS: dict[str, Align] = {"middle": "centre", "end": "right"}
_LETTER = 0.55


def read(document: dict[str, Any], gathering: Gathering) -> Imported:
    """A document as a board."""
    assets = mapping(document.get("assets"))
    pages = sorted(items(document.get("pages")), key=lambda page: number(page.get("childIndex"), 1.0))
    with progress.part(0.0, GATHERED):
        for page in progress.over(pages):
            reader = _Page(gathering.sheet(), gathering.losses, mapping(page.get("shapes")), assets)
            reader.read()
    return gathering.imported()


class _Page:
    def __init__(self, sheet: Sheet, losses: Losses, shapes: dict[str, Any], assets: dict[str, Any]) -> None:
        self._sheet = sheet
        self._losses = losses
        self._shapes = shapes
        self._assets = assets
        self._kinds: dict[str, Callable[[_Look], None]] = {
            "draw": self._draw, "rectangle": self._figure, "ellipse": self._figure, "triangle": self._figure,
            "arrow": self._arrow, "line": self._arrow, "text": self._text, "sticky": self._sticky, "image": self._image,
        }  # fmt: skip

    def read(self) -> None:
        """All shapes in painting order; a group is only a name that its shapes share."""
        for shape in progress.over(sorted(items(self._shapes), key=self._order)):
            kind = text(shape.get("type"))
            if kind == "group":
                continue
            reader = self._kinds.get(kind)
            if reader is None:
                self._losses.add("video" if kind == "video" else "element")
                continue
            try:
                reader(_Look(shape, self._group(shape)))
            except MALFORMED:
                self._losses.add(kind, "damaged")
            style = text(mapping(shape.get("style")).get("dash")).lower()
            self._losses.add("dash", count=int(style in ("dashed", "dotted")))

    def _order(self, shape: dict[str, Any]) -> tuple[float, float]:
        """A grouped shape lies where its group does."""
        own = number(shape.get("childIndex"), 1.0)
        parent = mapping(self._shapes.get(text(shape.get("parentId"))))
        return (number(parent.get("childIndex"), 1.0), own) if parent else (own, 0.0)

    def _group(self, shape: dict[str, Any]) -> str:
        parent = text(shape.get("parentId"))
        return parent[:32] if mapping(self._shapes.get(parent)).get("type") == "group" else ""

    def _draw(self, look: _Look) -> None:
        points = pairs(look.shape.get("points"))
        if not len(points):
            return
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        affine = look.turned(float(left + right), float(top + bottom))
        if look.is_filled:
            self._sheet.area(points, look.tints.area, affine, group=look.group)
        self._sheet.stroke(
            points, color=look.tints.line, width=look.width, affine=affine, group=look.group, locked=look.locked
        )

    def _figure(self, look: _Look) -> None:
        kind = look.shape["type"]
        figures: dict[str, Figure] = {"rectangle": "rectangle", "ellipse": "ellipse", "triangle": "triangle"}
        if kind == "ellipse":
            w, h = (2 * abs(number(each)) for each in look.shape["radius"][:2])
        else:
            w, h = (abs(number(each)) for each in look.shape["size"][:2])
        fill = look.tints.area if look.is_filled else 0
        shape = Shape(figure=figures[kind], w=w, h=h, color=look.tints.line, width=look.width, fill=fill)
        self._sheet.place(shape, look.turned(w, h), group=look.group, locked=look.locked)
        self._label(look, w, h)

    def _label(self, look: _Look, w: float, h: float) -> None:
        words = text(look.shape.get("label")) or text(look.shape.get("text"))
        size = LABEL_SIZES[look.size]
        top = (h - size * LINE_HEIGHT * (words.count("\n") + 1)) / 2
        made = Text(x=0, y=top, w=max(w, size), text=words, size=size, color=look.tints.line, align="centre")
        self._sheet.place(made, look.turned(w, h), group=look.group, locked=look.locked)

    def _arrow(self, look: _Look) -> None:
        handles = mapping(look.shape.get("handles"))
        ends = [pairs([mapping(handles[key]).get("point")]) for key in ("start", "end")]
        middle = mapping(handles.get("bend")).get("point")
        points = np.concatenate([ends[0], pairs([middle]), ends[1]] if middle else ends)
        is_bent = abs(number(look.shape.get("bend"))) > 0.01
        points = curved(points) if is_bent else points[:: len(points) - 1]
        heads = {key: bool(value) for key, value in mapping(look.shape.get("decorations")).items()}
        has_start, has_end = heads.get("start", False), heads.get("end", False)
        self._losses.add("arrowhead", count=int(has_start and has_end))
        if has_start and not has_end:
            points = points[::-1]
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        shape = Shape(
            figure="arrow" if has_start or has_end else "line", points=_tuples(points), color=look.tints.line,
            width=look.width,
        )  # fmt: skip
        affine = look.turned(float(left + right), float(top + bottom))
        self._sheet.place(shape, affine, group=look.group, locked=look.locked)
        self._label(look, float(right - left), float(bottom - top))

    def _text(self, look: _Look) -> None:
        words = text(look.shape.get("text"))
        size = TEXT_SIZES[_TEXT_SIZES.get(look.size_name, "m")] * (number(look.style.get("scale"), 1.0) or 1.0)
        lines = words.split("\n")
        w, h = max(map(len, lines)) * size * _LETTER, len(lines) * size * LINE_HEIGHT
        made = Text(x=0, y=0, text=words, size=size, color=look.tints.line, align=look.align)
        self._sheet.place(made, look.turned(w, h), group=look.group, locked=look.locked)

    def _sticky(self, look: _Look) -> None:
        w, h = (abs(number(each)) for each in look.shape["size"][:2])
        made = Note(
            x=0, y=0, w=w, h=h, text=text(look.shape.get("text")), size=LABEL_SIZES[look.size], fill=look.tints.card
        )
        self._sheet.place(made, look.turned(w, h), group=look.group, locked=look.locked)

    def _image(self, look: _Look) -> None:
        source = text(mapping(self._assets.get(text(look.shape.get("assetId")))).get("src"))
        if not source.startswith("data:"):
            self._losses.add("image", "missing")
            return
        w, h = (abs(number(each)) for each in look.shape["size"][:2])
        try:
            data = from_data_url(source)
        except BadImage as error:
            self._losses.add("image", error.reason)
            return
        self._sheet.picture(data, (0, 0, w, h), look.turned(w, h), group=look.group, locked=look.locked)


class _Look:
    """What all shapes have in common."""

    def __init__(self, shape: dict[str, Any], group: str) -> None:
        self.shape = shape
        self.group = group
        self.locked = shape.get("isLocked") is True
        self.style = mapping(shape.get("style"))
        self.size_name = text(self.style.get("size")).lower()
        self.size = _SIZES.get(self.size_name, "l")
        self.width = LINE_WIDTHS[self.size]
        found = tints(_COLORS.get(text(self.style.get("color")).lower(), "black"))
        opacity = number(self.style.get("opacity"), 1.0)
        self.tints = Tints(*(with_opacity(color, opacity) for color in found))
        self.is_filled = self.style.get("isFilled") is True
        self.align: Align = _ALIGNS.get(text(self.style.get("textAlign")), "left")

    def turned(self, w: float, h: float) -> Affine:
        """The transform of a shape that turns about the middle of a box from the origin, of double that middle."""
        point = self.shape["point"]
        moved = Affine(e=number(point[0]), f=number(point[1]))
        return moved.after(about(w / 2, h / 2, number(self.shape.get("rotation"))))


def _tuples(points: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in points)
