"""Words in SVG: each run that stands somewhere of its own becomes a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from appliance.board.importing.svg_style import Look, StyleSheets, length
from appliance.ink.element import Align, Text
from appliance.ink.lettering import BASELINE

_LETTER = 0.6
_ALIGNS: dict[str, Align] = {"middle": "centre", "end": "right"}
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}


@dataclass(slots=True)
class Line:
    """Words from one place on."""

    x: float
    y: float
    size: float
    look: Look
    words: str = ""

    def text(self, color: int) -> Text:
        """The line as an element; its y is a baseline, the element's a top."""
        align = _ALIGNS.get(self.look.get("text-anchor", ""), "left")
        words = self.words.strip()
        w = 0.0 if align == "left" else (len(words) + 2) * self.size * _LETTER * 1.5
        x = self.x - {"left": 0.0, "centre": w / 2, "right": w}[align]
        return Text(x=x, y=self.y - BASELINE * self.size, text=words, size=self.size, color=color, w=w, align=align)


def lines_of(element: Element, look: Look, styles: StyleSheets) -> list[Line]:
    """The lines of a text element in their order."""
    size = _size(look, 16.0)
    lines = [Line(_first(element, "x", 0.0, size), _first(element, "y", 0.0, size), size, look)]
    _gather(element, look, styles, lines, size, 0)
    return [line for line in lines if line.words.strip()]


def _gather(element: Element, look: Look, styles: StyleSheets, lines: list[Line], outer: float, depth: int) -> None:
    _add(lines, element.text)
    for child in element:
        if child.tag in ("tspan", "a", "textPath") and depth < 20:
            inner = styles.look(child, look)
            size = _size(inner, outer)
            last = lines[-1]
            x, y = _first(child, "x", last.x, size), _first(child, "y", last.y, size)
            down = _first(child, "dy", 0.0, size)
            if child.get("x") or child.get("y") or down:
                lines.append(Line(x, y + down, size, inner))
            elif not last.words:
                lines[-1] = Line(x, y, size, inner)
            _gather(child, inner, styles, lines, size, depth + 1)
        _add(lines, child.tail)


def _add(lines: list[Line], words: str | None) -> None:
    if words:
        lines[-1].words += re.sub(r"\s+", " ", words)


def _first(element: Element, key: str, default: float, em: float) -> float:
    return length((element.get(key) or "").split(",")[0].split(" ")[0], default, em=em)


def _size(look: Look, outer: float) -> float:
    words = look.get("font-size", "")
    return _SIZES.get(words) or length(words, outer, outer, outer) or outer
