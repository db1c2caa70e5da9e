"""SVG 1.1: lines become strokes, figures shapes, filled outlines polygons, words text.

Gradients, filters, clips, and whatever runs or lies outside of the file are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

import numpy as np

from appliance.board import progress
from appliance.board.importing import excalidraw, hidden_scene, markup
from appliance.board.importing.gathering import GATHERED, Gathering, Sheet
from appliance.board.importing.imagery import BadImage, from_data_url
from appliance.board.importing.svg_frame import fitted, page_of, transform_of
from appliance.board.importing.svg_path import Outline, outlines
from appliance.board.importing.svg_style import Look, StyleSheets, fraction, length, paint
from appliance.board.importing.svg_text import lines_of
from appliance.board.parcel import BadFile, Imported, inflate
from appliance.ink.element import Affine, Figure, Shape

MAX_VISITED = 250_000
MAX_REPEATED = 50_000
"""Of them within `use`, of which few can stand for many."""
_MAX_DEPTH = 150
_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TOLD = {
    "script": "script", "foreignObject": "foreign_object", "animate": "animation", "animateTransform": "animation",
    "animateMotion": "animation", "set": "animation", "video": "video", "audio": "audio", "iframe": "embed",
    "flowRoot": "text",
}  # fmt: skip
_PASSED_OVER = {
    "defs", "style", "title", "desc", "metadata", "namedview", "clipPath", "mask", "pattern", "marker", "filter",
    "linearGradient", "radialGradient", "symbol", "font", "font-face", "cursor", "view", "color-profile",
}  # fmt: skip
_EFFECTS = ("clip-path", "mask", "filter")


def read(data: bytes, name: str) -> Imported:
    """An SVG, gzipped or not, as a board of one page. Raises BadFile."""
    if data.startswith(b"\x1f\x8b"):
        data = inflate(data)
    if (scene := hidden_scene.in_svg(data)) is not None:
        return excalidraw.read(scene, name)
    with progress.part(0.0, 0.3):
        root = markup.tree(data)
    if root.tag != "svg":
        raise BadFile("not_a_board_file", "it holds no svg element")
    gathering = Gathering(name)
    size, affine = page_of(root)
    with progress.part(0.3, GATHERED):
        _Reader(root, gathering, gathering.sheet(size)).all_of(root, affine)
    return gathering.imported()


class _Reader:
    def __init__(self, root: Element, gathering: Gathering, sheet: Sheet) -> None:
        self._losses = gathering.losses
        self._sheet = sheet
        self._styles = StyleSheets(root)
        self._losses.add("css", count=self._styles.lost)
        self._by_id = {identifier: each for each in root.iter() if (identifier := each.get("id"))}
        self._visited = self._repeated = self._uses = 0
        self._makers: dict[str, Callable[[Element, Look, Affine, float], None]] = {
            "path": self._path, "polyline": self._polyline, "polygon": self._polygon, "line": self._line,
            "rect": self._rect, "circle": self._ellipse, "ellipse": self._ellipse, "text": self._text,
            "image": self._image,
        }  # fmt: skip

    def all_of(self, root: Element, affine: Affine) -> None:
        """Everything in the file."""
        look = self._styles.look(root, {})
        self.inside(root, look, affine.after(transform_of(root.get("transform"))), fraction(look.get("opacity")), 0)

    def inside(self, parent: Element, outer: Look, affine: Affine, opacity: float, depth: int) -> None:
        """All that is in an element, whose own look is given."""
        for element in progress.over(_chosen(parent) if parent.tag == "switch" else list(parent)):
            self._visit(element, outer, affine, opacity, depth + 1)

    def _visit(self, element: Element, outer: Look, affine: Affine, opacity: float, depth: int) -> None:
        self._visited += 1
        self._repeated += int(self._uses > 0)
        if self._visited > MAX_VISITED or self._repeated > MAX_REPEATED or depth > _MAX_DEPTH:
            raise BadFile("too_many", "it shows too many elements, or elements that hold themselves")
        tag = element.tag
        if tag in _PASSED_OVER:
            return
        if tag in _TOLD:
            self._losses.add(_TOLD[tag])
            return
        look = self._styles.look(element, outer)
        if look.get("display") == "none":
            self._losses.add("hidden")
            return
        affine = affine.after(transform_of(element.get("transform")))
        opacity *= fraction(look.get("opacity"))
        for effect in _EFFECTS:
            if look.get(effect, "none") not in ("none", ""):
                self._losses.add(effect.replace("-", "_"))
        if tag in ("g", "a", "switch"):
            self.inside(element, look, affine, opacity, depth)
        elif tag == "svg":
            self.inside(element, look, affine.after(fitted(element)), opacity, depth)
        elif tag == "use":
            self._use(element, look, affine, opacity, depth)
        elif tag in self._makers:
            self._make(element, look, affine, opacity)
        else:
            self._losses.add("element")

    def _make(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        if look.get("visibility") in ("hidden", "collapse"):
            self._losses.add("hidden")
            return
        for kind in ("fill", "stroke"):
            if look.get(kind, "").startswith("url("):
                look = dict(look) | {kind: self._stood_for(look[kind])}
        self._losses.add("dash", count=int(look.get("stroke-dasharray", "none") not in ("none", "0", "")))
        if any(look.get(f"marker-{where}", "none") not in ("none", "") for where in ("start", "mid", "end")):
            self._losses.add("marker")
        self._makers[element.tag](element, look, affine, opacity)

    def _stood_for(self, words: str) -> str:
        """The first colour of a gradient; nothing for a pattern and for what is not there."""
        identifier = words[4:].partition(")")[0].strip("\"' #")
        found = self._by_id.get(identifier)
        self._losses.add("pattern" if found is None or found.tag == "pattern" else "gradient")
        for _ in range(8):
            if found is None or found.tag not in ("linearGradient", "radialGradient"):
                break
            stop = found.find("stop")
            if stop is not None:
                return self._styles.look(stop, {}).get("stop-color", "black")
            found = self._by_id.get(found.get("href", "").lstrip("#"))
        return words.partition(")")[2].strip() or "none"

    def _use(self, element: Element, look: Look, affine: Affine, opacity: float, depth: int) -> None:
        href = element.get("href", "")
        target = self._by_id.get(href[1:]) if href.startswith("#") else None
        if target is None:
            self._losses.add("link" if href and not href.startswith("#") else "use")
            return
        moved = affine.after(Affine(e=length(element.get("x"), 0.0), f=length(element.get("y"), 0.0)))
        self._uses += 1
        if target.tag in ("symbol", "svg"):
            inner = self._styles.look(target, look)
            self.inside(target, inner, moved.after(fitted(target, element)), opacity, depth + 1)
        else:
            self._visit(target, look, moved, opacity, depth + 1)
        self._uses -= 1

    def _path(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        parts = outlines(element.get("d", ""), affine.scale)
        self._drawn(parts, look, affine, opacity)

    def _polyline(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        if points := _pairs(element.get("points", "")):
            self._drawn([Outline(np.array(points, np.float64), False)], look, affine, opacity)

    def _drawn(self, parts: list[Outline], look: Look, affine: Affine, opacity: float) -> None:
        """Filled parts as polygons, lines as strokes; a closed part with both is one polygon."""
        fill, line = paint(look, "fill", opacity), paint(look, "stroke", opacity)
        width = length(look.get("stroke-width"), 1.0)
        self._losses.add("hole", "approximated", count=int(bool(fill & 255) and len(parts) > 1))
        for points, is_closed in parts:
            is_filled = bool(fill & 255) and len(points) > 2
            if is_filled:
                is_both = is_closed and bool(line & 255)
                corners = tuple((float(x), float(y)) for x, y in points)
                shape = Shape(figure="polygon", points=corners, color=line if is_both else 0, width=width, fill=fill)
                self._sheet.place(shape, affine)
                if is_both:
                    continue
            if line & 255 and width > 0:
                if is_closed and (points[0] != points[-1]).any():
                    points = np.concatenate((points, points[:1]))  # noqa: PLW2901  the line comes back
                self._sheet.stroke(points, color=line, width=width, affine=affine)

    def _polygon(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        points = _pairs(element.get("points", ""))
        if len(points) > 2:
            self._figure("polygon", look, affine, opacity, points=tuple(points))

    def _line(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        x1, y1, x2, y2 = (length(element.get(key), 0.0) for key in ("x1", "y1", "x2", "y2"))
        self._figure("line", look, affine, opacity, points=((x1, y1), (x2, y2)))

    def _rect(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        x, y, w, h = (length(element.get(key), 0.0) for key in ("x", "y", "width", "height"))
        if w > 0 and h > 0:
            self._losses.add("roundness", count=int(length(element.get("rx", element.get("ry")), 0.0) > 0))
            self._figure("rectangle", look, affine, opacity, box=(x, y, w, h))

    def _ellipse(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        cx, cy = length(element.get("cx"), 0.0), length(element.get("cy"), 0.0)
        rx, ry = (length(element.get(key, element.get("r")), 0.0) for key in ("rx", "ry"))
        if rx > 0 and ry > 0:
            self._figure("ellipse", look, affine, opacity, box=(cx - rx, cy - ry, 2 * rx, 2 * ry))

    def _figure(
        self,
        figure: Figure,
        look: Look,
        affine: Affine,
        opacity: float,
        *,
        box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0),
        points: tuple[tuple[float, float], ...] = (),
    ) -> None:
        fill, line = paint(look, "fill", opacity), paint(look, "stroke", opacity)
        fill = 0 if figure == "line" else fill
        if not (fill & 255 or line & 255):
            self._losses.add("invisible")
            return
        x, y, w, h = box
        width = length(look.get("stroke-width"), 1.0)
        shape = Shape(figure=figure, x=x, y=y, w=w, h=h, points=points, color=line, width=width, fill=fill)
        self._sheet.place(shape, affine)

    def _text(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        for line in lines_of(element, look, self._styles):
            color = paint(line.look, "fill", opacity)
            self._sheet.place(line.text(color), affine)
        if look.get("font-family"):
            self._losses.add("font")

    def _image(self, element: Element, look: Look, affine: Affine, opacity: float) -> None:
        del look, opacity
        href = element.get("href", "")
        if not href.startswith("data:"):
            self._losses.add("image", "missing")
            return
        try:
            data = from_data_url(href)
        except BadImage as error:
            self._losses.add("image", error.reason)
            return
        x, y, w, h = (length(element.get(key), 0.0) for key in ("x", "y", "width", "height"))
        self._sheet.picture(data, (x, y, w, h), affine)


def _chosen(switch: Element) -> list[Element]:
    """The first of some alternatives that wants nothing which we lack."""
    plain = (each for each in switch if each.tag != "foreignObject" and not each.get("requiredExtensions"))
    return list(plain)[:1] or list(switch)[:1]


def _pairs(words: str) -> list[tuple[float, float]]:
    numbers = list(map(float, _NUMBERS.findall(words)))
    return list(zip(numbers[::2], numbers[1::2], strict=False))
