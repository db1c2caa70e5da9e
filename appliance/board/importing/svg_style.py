"""How SVG's elements look: presentation attributes, style attributes, and simple rules of style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from appliance.board.importing.hue import css_color, with_opacity

_UNITS = {"px": 1.0, "": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([a-zA-Z%]*)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_INHERITED = (
    "fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "stroke-dasharray", "color", "visibility",
    "font-size", "font-family", "text-anchor", "marker-start", "marker-mid", "marker-end",
)  # fmt: skip
OWN = ("opacity", "display", "clip-path", "mask", "filter", "stop-color", "stop-opacity")
PROPERTIES = frozenset(_INHERITED + OWN)
MAX_RULES = 20_000

Look = Mapping[str, str]


class StyleSheets:
    """The rules of all style sheets of a file; `lost` counts those that are not understood."""

    def __init__(self, root: Element) -> None:
        self.lost = 0
        self._rules: dict[str, list[tuple[tuple[int, int], str, frozenset[str], dict[str, str]]]] = {}
        order = 0
        for sheet in root.iter("style"):
            for rule in _COMMENT.sub("", "".join(sheet.itertext())).split("}"):
                before, _, body = rule.rpartition("{")
                for selector in before.rpartition("{")[2].split(","):
                    order += 1
                    if order > MAX_RULES:
                        self.lost += 1
                        return
                    self._take(selector.strip(), _declarations(body), order)

    def look(self, element: Element, outer: Look) -> dict[str, str]:
        """An element's properties: what it inherits, then its attributes, then rules, then its own style."""
        look = {key: value for key, value in outer.items() if key not in OWN}
        look |= {key: value for key, value in element.attrib.items() if key in PROPERTIES}
        if self._rules:
            for _, _, _, declared in sorted(self._matching(element), key=lambda rule: rule[0]):
                look |= declared
        if style := element.get("style"):
            look |= _declarations(style)
        for key in [key for key, value in look.items() if value == "inherit"]:
            look[key] = outer.get(key, "")
        return look

    def _take(self, selector: str, declared: dict[str, str], order: int) -> None:
        found = _SIMPLE.fullmatch(selector)
        if found is None or not selector:
            self.lost += int(bool(declared) and not selector.startswith("@"))
            return
        marks = frozenset(re.findall(r"[.#][\w-]+", found[2]))
        weight = sum(100 if mark.startswith("#") else 10 for mark in marks) + int(found[1] not in (None, "*"))
        key = min(marks) if marks else found[1] or "*"
        self._rules.setdefault(key, []).append(((weight, order), found[1] or "*", marks, declared))

    def _matching(self, element: Element) -> list[tuple[tuple[int, int], str, frozenset[str], dict[str, str]]]:
        marks = {f".{name}" for name in element.get("class", "").split()} | {f"#{element.get('id', '')}"}
        candidates = [rule for key in (*marks, element.tag, "*") for rule in self._rules.get(key, ())]
        return [rule for rule in candidates if rule[1] in ("*", element.tag) and rule[2] <= marks]


def paint(look: Look, kind: str, opacity: float) -> int:
    """The colour of an element's `fill` or `stroke`; alpha 0 for none and for what is painted by reference."""
    words = look.get(kind, "black" if kind == "fill" else "none").strip()
    if words.lower() == "currentcolor":
        words = look.get("color", "black")
    if words.startswith("url("):
        words = words.partition(")")[2].strip() or "none"
    color = css_color(words)
    if color is None:
        return 0
    return with_opacity(color, opacity * fraction(look.get(f"{kind}-opacity")))


def fraction(words: str | None) -> float:
    """An opacity; 1 for none."""
    found = _LENGTH.match(words or "")
    if found is None:
        return 1.0
    return min(max(float(found[1]) / (100 if found[2] == "%" else 1), 0.0), 1.0)


def length(words: str | None, default: float, whole: float = 0.0, em: float = 16.0) -> float:
    """A length in user units; percentages are of `whole`."""
    found = _LENGTH.match(words or "")
    if found is None:
        return default
    number, unit = float(found[1]), found[2].lower()
    if unit == "%":
        return number * whole / 100
    if unit in ("em", "rem", "ex", "ch"):
        return number * em * (1 if unit.endswith("em") else 0.5)
    return number * _UNITS.get(unit, 1.0)


def _declarations(body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in body.split(";"):
        key, colon, value = each.partition(":")
        key = key.strip().lower()
        if colon and key in PROPERTIES:
            found[key] = value.partition("!")[0].strip()
    return found
