"""Where SVG's coordinates lie: transforms, view boxes, and the page that a file asks for."""

from __future__ import annotations

import math
import re
from xml.etree.ElementTree import Element

from appliance.board.importing.svg_style import length
from appliance.board.importing.turning import about
from appliance.ink.element import GLASS_UNITS, IDENTITY, Affine

_SMALL, _LARGE = 480.0, 20_000.0
_ENLARGED = 960.0
_CALL = re.compile(r"\b([a-zA-Z]{1,10})\s*+\(([^()]{0,400})\)")
_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
Box = tuple[float, float, float, float]


def page_of(root: Element) -> tuple[tuple[float, float] | None, Affine]:
    """A file's page and how its coordinates come there; pages too small or large for a glass are scaled."""
    box = _view_box(root)
    given = [_given(root.get(side)) for side in ("width", "height")]
    w, h = given
    if w is None and h is None and box is None:
        return None, IDENTITY
    if box is not None:
        w = w or (h * box[2] / box[3] if h else box[2])
        h = h or w * box[3] / box[2]
    w, h = w or GLASS_UNITS, h or w or GLASS_UNITS
    side = max(w, h)
    scale = _ENLARGED / side if side < _SMALL else GLASS_UNITS / side if side > _LARGE else 1.0
    return (w * scale, h * scale), Affine(a=scale, d=scale).after(_within(box, (w, h), root.get("preserveAspectRatio")))


def fitted(element: Element, user: Element | None = None) -> Affine:
    """How the coordinates in an inner svg or a symbol come into those around it."""
    box = _view_box(element)
    asking = element if user is None else user
    x, y = (0.0, 0.0) if user is not None else (length(element.get("x"), 0.0), length(element.get("y"), 0.0))
    moved = Affine(e=x, f=y)
    if box is None:
        return moved
    w = length(asking.get("width"), length(element.get("width"), box[2], box[2]), box[2])
    h = length(asking.get("height"), length(element.get("height"), box[3], box[3]), box[3])
    return moved.after(_within(box, (w, h), element.get("preserveAspectRatio")))


def transform_of(words: str | None) -> Affine:
    """The transform that an attribute asks for; what is no transform is none."""
    found = IDENTITY
    for name, arguments in _CALL.findall(words or ""):
        numbers = [float(each) for each in _NUMBERS.findall(arguments)]
        found = found.after(_one(name, numbers))
    return found


def _one(name: str, numbers: list[float]) -> Affine:
    found = IDENTITY
    match name, numbers:
        case "matrix", [a, b, c, d, e, f]:
            found = Affine(a, b, c, d, e, f)
        case "translate", [x, *rest]:
            found = Affine(e=x, f=rest[0] if rest else 0.0)
        case "scale", [x, *rest]:
            found = Affine(a=x, d=rest[0] if rest else x)
        case "rotate", [degrees, *rest]:
            x, y = rest[:2] if len(rest) >= 2 else (0.0, 0.0)
            found = about(x, y, math.radians(degrees))
        case "skewX", [degrees]:
            found = Affine(c=math.tan(math.radians(degrees)))
        case "skewY", [degrees]:
            found = Affine(b=math.tan(math.radians(degrees)))
    return found


def _within(box: Box | None, size: tuple[float, float], ratio: str | None) -> Affine:
    if box is None:
        return IDENTITY
    x, y, w, h = box
    across, down = size[0] / w, size[1] / h
    words = (ratio or "xMidYMid").split()
    if words[0] == "none":
        return Affine(across, 0.0, 0.0, down, -x * across, -y * down)
    scale = max(across, down) if "slice" in words else min(across, down)
    spare = (size[0] - w * scale, size[1] - h * scale)
    shares = [_share(words[0], axis) for axis in "xY"]
    return Affine(scale, 0.0, 0.0, scale, spare[0] * shares[0] - x * scale, spare[1] * shares[1] - y * scale)


def _share(words: str, axis: str) -> float:
    return 0.0 if f"{axis}Min" in words else 1.0 if f"{axis}Max" in words else 0.5


def _view_box(element: Element) -> Box | None:
    numbers = [float(each) for each in _NUMBERS.findall(element.get("viewBox", ""))]
    if len(numbers) != 4 or not (0 < numbers[2] < 1e9 and 0 < numbers[3] < 1e9):
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _given(words: str | None) -> float | None:
    if words is None or "%" in words:
        return None
    found = length(words, 0.0)
    return found if 0 < found < 1e9 else None
