"""Excalidraw's scenes and libraries: JSON of every version, also inside its PNG and SVG exports."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.board import progress
from appliance.board.importing.gathering import GATHERED, Gathering, Sheet
from appliance.board.importing.hue import css_color, with_opacity
from appliance.board.importing.imagery import BadImage, from_data_url
from appliance.board.importing.json_scene import MALFORMED, decoded, items, mapping, number, pairs, text
from appliance.board.importing.turning import about, curved
from appliance.board.parcel import Imported
from appliance.ink.element import IDENTITY, Affine, Background, Figure, Note, Shape, Text

PEN_SCALE = 4.25
"""Excalidraw's freehand lines are that much wider than their strokeWidth, at a pressure of a half."""
THINNEST, THINNING = 0.4, 1.2
"""Their width is THINNEST + THINNING × pressure of that."""
CUSTOM = "parlor"
"""Key of customData under which an element of ours keeps what Excalidraw has no word for."""
_INK = 0x1E1E1EFF
_FIGURES: dict[str, Figure] = {
    "rectangle": "rectangle", "diamond": "diamond", "ellipse": "ellipse", "triangle": "triangle",
}  # fmt: skip
_TOLD = {"frame": "frame", "magicframe": "frame", "embeddable": "embed", "iframe": "embed"}
DECODED = 0.5
"""Of the work on a scene: its JSON."""
_LIBRARY_WIDTH = 1800.0
_LIBRARY_GAP = 60.0


def read(data: bytes, name: str) -> Imported:
    """A scene or library as a board of one page. Raises BadFile."""
    scene = decoded(data)
    gathering = Gathering(name)
    state = mapping(scene.get("appState"))
    background = Background()
    if state.get("gridModeEnabled") is True or (state.get("gridSize") and "gridModeEnabled" not in state):
        background = Background(template="grid", spacing=min(max(number(state.get("gridSize"), 20.0), 4.0), 1000.0))
    reader = _Reader(gathering, gathering.sheet(background=background), mapping(scene.get("files")))
    with progress.part(DECODED, GATHERED):
        if "libraryItems" in scene or "library" in scene:
            reader.library(scene.get("libraryItems", scene.get("library")))
        else:
            reader.elements(items(scene.get("elements")), IDENTITY)
    ground = css_color(text(state.get("viewBackgroundColor")))
    if ground not in (None, 0, 0xFFFFFFFF):
        gathering.losses.add("background_color")
    return gathering.imported(dark=state.get("theme") == "dark")


class _Reader:
    def __init__(self, gathering: Gathering, sheet: Sheet, files: dict[str, Any]) -> None:
        self._losses = gathering.losses
        self._sheet = sheet
        self._files = files
        self._kinds: dict[str, Callable[[dict[str, Any], _Look], None]] = {
            "freedraw": self._freedraw,
            "draw": self._freedraw,
            "line": self._line,
            "arrow": self._line,
            "text": self._text,
            "image": self._image,
            "note": self._note,
        } | dict.fromkeys(_FIGURES, self._figure)

    def library(self, found: object) -> None:
        """Items beside each other, in rows."""
        x = y = row = 0.0
        for item in progress.over(found if isinstance(found, list) else []):
            elements = items(item.get("elements") if isinstance(item, dict) else item)
            left, top, right, bottom = _box(elements)
            if x and x + right - left > _LIBRARY_WIDTH:
                x, y, row = 0.0, y + row + _LIBRARY_GAP, 0.0
            self.elements(elements, Affine(e=x - left, f=y - top))
            x, row = x + right - left + _LIBRARY_GAP, max(row, bottom - top)

    def elements(self, found: list[dict[str, Any]], shift: Affine) -> None:
        """Elements in painting order; deleted ones are no part of the scene."""
        shown = [each for each in found if each.get("isDeleted") is not True and each.get("type") != "selection"]
        cards = {text(each.get("id")) for each in shown if isinstance(_custom(each).get("note"), dict)} - {""}
        bound = {text(each.get("containerId")): each for each in shown if text(each.get("containerId")) in cards}
        for each in progress.over(shown):
            element, kind = each, each.get("type")
            if text(element.get("containerId")) in bound:
                continue
            if text(element.get("id")) in cards:
                kind = "note"
                element = element | {"words": bound.get(text(element.get("id")), {})}
            read_one = self._kinds.get(kind) if isinstance(kind, str) else None
            if read_one is None:
                self._losses.add(_TOLD.get(kind, "element") if isinstance(kind, str) else "element")
                continue
            try:
                read_one(element, _Look(element, shift))
            except MALFORMED:
                self._losses.add(str(kind), "damaged")
            self._tell(element, str(kind))

    def _note(self, element: dict[str, Any], look: _Look) -> None:
        """A note of ours, which went out as a card with words on it."""
        kept, words = _custom(element)["note"], element["words"]
        color = number(kept.get("color"), float(_INK))
        note = Note(
            x=0.0,
            y=0.0,
            w=look.w,
            h=look.h,
            text=text(words.get("originalText")) or text(words.get("text")),
            size=number(kept.get("size"), 24.0),
            fill=look.fill,
            color=int(color) if 0 <= color <= 0xFFFFFFFF else _INK,
        )
        self._sheet.place(note, look.affine, group=look.group, locked=look.locked)

    def _tell(self, element: dict[str, Any], kind: str) -> None:
        if element.get("link"):
            self._losses.add("link")
        if kind in ("text", "image", "freedraw", "draw"):
            return
        if element.get("strokeStyle") in ("dashed", "dotted"):
            self._losses.add("dash")
        if kind == "rectangle" and (element.get("roundness") or element.get("strokeSharpness") == "round"):
            self._losses.add("roundness")

    def _freedraw(self, element: dict[str, Any], look: _Look) -> None:
        points = pairs(element.get("points"))
        pressures = element.get("pressures")
        width = look.width * (PEN_SCALE if element["type"] == "freedraw" else 1)
        widths = None
        if isinstance(pressures, list) and pressures and element.get("simulatePressure") is not True:
            widths = (THINNEST + THINNING * np.array(pressures, np.float64)) * width
        kept = _custom(element)
        if isinstance(kept.get("factors"), list) and len(kept["factors"]) == len(points):
            widths = np.array(kept["factors"], np.float64) * width
        is_highlighter = kept.get("tool") == "highlighter"
        if _is_closed(points):
            self._sheet.area(points, look.fill, look.along(points), group=look.group)
        self._sheet.stroke(
            points,
            color=look.color | 0xFF if is_highlighter else look.color,
            width=width,
            widths=widths,
            tool="highlighter" if is_highlighter else "pen",
            affine=look.along(points),
            group=look.group,
            locked=look.locked,
        )

    def _line(self, element: dict[str, Any], look: _Look) -> None:
        raw = element.get("points")
        if not isinstance(raw, list) or len(raw) < 2:
            raw = [[0, 0], [number(element.get("width")), number(element.get("height"))]]
        points = pairs(raw)
        affine = look.along(points)
        is_closed = _is_closed(points)
        if element.get("roundness") or element.get("strokeSharpness") == "round":
            points = curved(points)
        heads = self._heads(element)
        figure: Figure = "line" if not any(heads) else "arrow"
        if not any(heads) and is_closed and len(points) > 3:
            figure, points = "polygon", points[:-1]
        elif look.fill & 0xFF and is_closed:
            self._losses.add("fill")
        if heads == (True, False):
            points = points[::-1]
        elif heads == (True, True):
            self._losses.add("arrowhead")
        shape = Shape(
            figure=figure,
            points=tuple((float(x), float(y)) for x, y in points),
            color=look.color,
            width=look.width,
            fill=look.fill if figure == "polygon" else 0,
        )
        self._sheet.place(shape, affine, group=look.group, locked=look.locked)

    def _heads(self, element: dict[str, Any]) -> tuple[bool, bool]:
        """Whether there is a head at the beginning and at the end; strange ones are told and become plain."""
        default = "arrow" if element["type"] == "arrow" else None
        heads = (element.get("startArrowhead"), element.get("endArrowhead", default))
        self._losses.add("arrowhead", count=sum(head not in (None, "arrow") for head in heads))
        return heads[0] is not None, heads[1] is not None

    def _figure(self, element: dict[str, Any], look: _Look) -> None:
        shape = Shape(
            figure=_FIGURES[element["type"]], w=look.w, h=look.h, color=look.color, width=look.width, fill=look.fill
        )
        self._sheet.place(shape, look.affine, group=look.group, locked=look.locked)
        if look.fill & 0xFF and element.get("fillStyle", "hachure") != "solid":
            self._losses.add("hatching")

    def _text(self, element: dict[str, Any], look: _Look) -> None:
        size = number(element.get("fontSize")) or _size_in(element.get("font")) or 20.0
        align = {"center": "centre", "right": "right"}.get(text(element.get("textAlign")), "left")
        # other fonts are wider or narrower: room for that, so that no line wraps that did not
        spare = 0.0 if align == "left" else look.w * 0.5 + size
        x = {"left": 0.0, "centre": -spare / 2, "right": -spare}[align]
        words = Text(
            x=x,
            y=0.0,
            text=text(element.get("text")),
            size=size,
            color=look.color,
            w=look.w + spare if spare else 0.0,
            align="centre" if align == "centre" else "right" if align == "right" else "left",
        )
        self._sheet.place(words, look.affine, group=look.group, locked=look.locked)

    def _image(self, element: dict[str, Any], look: _Look) -> None:
        file = self._files.get(element.get("fileId") or "")
        if not isinstance(file, dict):
            self._losses.add("image", "missing")
            return
        try:
            data = from_data_url(text(file.get("dataURL")))
        except BadImage as error:
            self._losses.add("image", error.reason)
            return
        flips = element.get("scale")
        if isinstance(flips, list) and any(number(each, 1.0) < 0 for each in flips):
            self._losses.add("mirroring")
        if element.get("crop"):
            self._losses.add("crop")
        self._sheet.picture(data, (0.0, 0.0, look.w, look.h), look.affine, group=look.group, locked=look.locked)


class _Look:
    """What all elements have in common."""

    def __init__(self, element: dict[str, Any], shift: Affine) -> None:
        self.w, self.h = number(element.get("width")), number(element.get("height"))
        self._angle = number(element.get("angle"))
        x = number(element.get("x")) + min(self.w, 0.0)
        y = number(element.get("y")) + min(self.h, 0.0)
        self._shift = shift.after(Affine(e=number(element.get("x")), f=number(element.get("y"))))
        self.w, self.h = abs(self.w), abs(self.h)
        self.affine = shift.after(Affine(e=x, f=y)).after(about(self.w / 2, self.h / 2, self._angle))
        opacity = number(element.get("opacity"), 100.0) / 100
        stroke = css_color(text(element.get("strokeColor")))
        self.color = with_opacity(_INK if stroke is None else stroke, opacity)
        self.fill = with_opacity(css_color(text(element.get("backgroundColor"))) or 0, opacity)
        self.width = number(element.get("strokeWidth"), 2.0) or 2.0
        groups = element.get("groupIds")
        self.group = text(groups[-1])[:32] if isinstance(groups, list) and groups else ""
        self.locked = element.get("locked") is True

    def along(self, points: NDArray[np.float64]) -> Affine:
        """The transform of an element of points, which turns about the middle of them."""
        if not len(points) or not self._angle:
            return self._shift
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return self._shift.after(about(float(left + right) / 2, float(top + bottom) / 2, self._angle))


def _custom(element: dict[str, Any]) -> dict[str, Any]:
    """What an element of ours kept on its way through Excalidraw."""
    return mapping(mapping(element.get("customData")).get(CUSTOM))


def _size_in(font: object) -> float:
    """The size in a font such as `20px Virgil`, as the first versions wrote it; 0 if there is none."""
    digits = text(font).partition("px")[0].strip()
    return number(float(digits)) if digits.replace(".", "", 1).isdigit() else 0.0


def _is_closed(points: NDArray[np.float64]) -> bool:
    return len(points) > 2 and math.dist(points[0], points[-1]) < 8.0


def _box(elements: list[dict[str, Any]]) -> tuple[float, float, float, float]:
    if not elements:
        return 0.0, 0.0, 0.0, 0.0
    lefts, tops = [number(each.get("x")) for each in elements], [number(each.get("y")) for each in elements]
    rights = [x + number(each.get("width")) for x, each in zip(lefts, elements, strict=True)]
    bottoms = [y + number(each.get("height")) for y, each in zip(tops, elements, strict=True)]
    return min(lefts), min(tops), max(rights), max(bottoms)
