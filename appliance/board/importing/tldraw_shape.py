"""tldraw's shapes, one reader a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.board.importing.gathering import Sheet
from appliance.board.importing.hue import with_opacity
from appliance.board.importing.imagery import BadImage, from_data_url
from appliance.board.importing.json_scene import items, mapping, number, text
from appliance.board.importing.tldraw_geo import INEXACT, figure_of
from appliance.board.importing.tldraw_ink import ink
from appliance.board.importing.tldraw_style import (
    HIGHLIGHTER_WIDTH,
    HIGHLIGHTERS,
    LABEL_SIZES,
    LINE_HEIGHT,
    LINE_WIDTHS,
    TEXT_SIZES,
    area,
    size_of,
    tints,
    words_of,
)
from appliance.board.importing.turning import curved
from appliance.board.parcel import Losses
from appliance.ink.element import Affine, Align, Note, Shape, Text

TOLD = {"bookmark": "embed", "embed": "embed", "video": "video", "frame": "frame"}
_NOTE = 200.0
_LETTER = 0.55
"""Width of a letter in its font's size, roughly."""
_ALIGNS: dict[str, Align] = {"middle": "centre", "end": "right", "middle-legacy": "centre", "end-legacy": "right"}
Reader = Callable[["Look", Sheet, Losses, dict[str, dict[str, Any]]], None]


def _align(words: object) -> Align:
    return _ALIGNS.get(text(words), "left")


class Look:
    """What all shapes have in common."""

    def __init__(self, shape: dict[str, Any], affine: Affine, opacity: float, group: str) -> None:
        self.id = text(shape.get("id"))
        self.props = mapping(shape.get("props"))
        self.affine = affine
        self.opacity = opacity
        self.group = group
        self.locked = shape.get("isLocked") is True
        self.line = with_opacity(tints(self.props.get("color")).line, opacity)
        self.width = size_of(self.props, LINE_WIDTHS)

    def words(self, losses: Losses) -> str:
        """The shape's words; styles within them are told."""
        words, is_styled = words_of(self.props)
        losses.add("text_style", count=int(is_styled))
        return words

    def align(self, *keys: str) -> Align:
        """How lines stand, by the first of some keys that is there."""
        found: list[Align] = [_align(self.props[key]) for key in keys if key in self.props]
        return found[0] if found else "centre"


def _draw(look: Look, sheet: Sheet, losses: Losses, _assets: dict[str, dict[str, Any]]) -> None:
    points = ink(look.props.get("segments"))
    widths = 2 * points[:, 2] * look.width if look.props.get("isPen") is True else None
    if look.props.get("isClosed") is True:
        sheet.area(scaled(points, look.props), area(look.props, look.opacity), look.affine, group=look.group)
    sheet.stroke(
        scaled(points, look.props), color=look.line, width=look.width, widths=widths, affine=look.affine,
        group=look.group, locked=look.locked,
    )  # fmt: skip
    _tell_dash(look, losses)


def _highlight(look: Look, sheet: Sheet, _losses: Losses, _assets: dict[str, dict[str, Any]]) -> None:
    color = HIGHLIGHTERS.get(text(look.props.get("color")), HIGHLIGHTERS["black"])
    sheet.stroke(
        scaled(ink(look.props.get("segments")), look.props), color=with_opacity(color, look.opacity),
        width=size_of(look.props, TEXT_SIZES) * HIGHLIGHTER_WIDTH, tool="highlighter", affine=look.affine,
        group=look.group, locked=look.locked,
    )  # fmt: skip


def _geo(look: Look, sheet: Sheet, losses: Losses, _assets: dict[str, dict[str, Any]]) -> None:
    kind = text(look.props.get("geo")) or "rectangle"
    w, h = number(look.props.get("w"), 100.0), number(look.props.get("h"), 100.0) + number(look.props.get("growY"))
    figure, points = figure_of(kind, w, h)
    shape = Shape(
        figure=figure,
        w=0.0 if points else w,
        h=0.0 if points else h,
        points=points,
        color=look.line,
        width=look.width,
        fill=area(look.props, look.opacity),
    )
    sheet.place(shape, look.affine, group=look.group, locked=look.locked)
    if kind in INEXACT:
        losses.add(kind, "approximated")
    if text(look.props.get("fill")) == "pattern":
        losses.add("hatching")
    _tell_dash(look, losses)
    label(look, sheet, losses, (0.0, 0.0, w, h))


def label(look: Look, sheet: Sheet, losses: Losses, box: tuple[float, float, float, float]) -> None:
    """The words inside a shape, if there are any."""
    words = look.words(losses)
    if not words:
        return
    x, y, w, h = box
    size = size_of(look.props, LABEL_SIZES)
    inset = min(16.0, w / 4)
    lines = sum(1 + int(len(line) * size * _LETTER // max(w - 2 * inset, size)) for line in words.split("\n"))
    height = lines * size * LINE_HEIGHT
    vertical = text(look.props.get("verticalAlign")) or "middle"
    top = {"start": y + inset, "end": y + h - height - inset}.get(vertical, y + (h - height) / 2)
    color = with_opacity(tints(look.props.get("labelColor", look.props.get("color"))).line, look.opacity)
    made = Text(
        x=x + inset, y=top, w=max(w - 2 * inset, 1.0), text=words, size=size, color=color, align=look.align("align")
    )
    sheet.place(made, look.affine, group=look.group, locked=look.locked)


def _line(look: Look, sheet: Sheet, losses: Losses, _assets: dict[str, dict[str, Any]]) -> None:
    points = _corners(look.props)
    if text(look.props.get("spline")) == "cubic":
        points = curved(points)
    shape = Shape(
        figure="line", points=tuple((float(x), float(y)) for x, y in points), color=look.line, width=look.width
    )
    sheet.place(shape, look.affine, group=look.group, locked=look.locked)
    _tell_dash(look, losses)


def _corners(props: dict[str, Any]) -> NDArray[np.float64]:
    """Of a line: a list of points, or points or handles by their names, in the order of their indices."""
    held = props.get("points", props.get("handles"))
    found = items(held)
    if isinstance(held, dict):
        found.sort(key=lambda each: text(each.get("index")))
    if len(found) < 2:
        raise ValueError("a line of less than two points")
    return np.array([(each["x"], each["y"]) for each in found], np.float64)


def _text(look: Look, sheet: Sheet, losses: Losses, _assets: dict[str, dict[str, Any]]) -> None:
    w = 0.0 if look.props.get("autoSize", True) is True else number(look.props.get("w"))
    scale = abs(number(look.props.get("scale"), 1.0)) or 1.0
    made = Text(
        x=0.0, y=0.0, w=w * scale, text=look.words(losses), size=size_of(look.props, TEXT_SIZES), color=look.line,
        align=look.align("textAlign", "align"),
    )  # fmt: skip
    sheet.place(made, look.affine, group=look.group, locked=look.locked)


def _note(look: Look, sheet: Sheet, losses: Losses, _assets: dict[str, dict[str, Any]]) -> None:
    scale = abs(number(look.props.get("scale"), 1.0)) or 1.0
    made = Note(
        x=0.0, y=0.0, w=_NOTE * scale, h=(_NOTE + number(look.props.get("growY"))) * scale, text=look.words(losses),
        size=size_of(look.props, LABEL_SIZES), fill=with_opacity(tints(look.props.get("color")).card, look.opacity),
    )  # fmt: skip
    sheet.place(made, look.affine, group=look.group, locked=look.locked)


def _image(look: Look, sheet: Sheet, losses: Losses, assets: dict[str, dict[str, Any]]) -> None:
    asset = mapping(mapping(assets.get(text(look.props.get("assetId")))).get("props"))
    source = text(asset.get("src"))
    if not source.startswith("data:"):
        losses.add("image", "missing")
        return
    try:
        data = from_data_url(source)
    except BadImage as error:
        losses.add("image", error.reason)
        return
    box = (0.0, 0.0, number(look.props.get("w"), 100.0), number(look.props.get("h"), 100.0))
    sheet.picture(data, box, look.affine, group=look.group, locked=look.locked)
    losses.add("crop", count=int(bool(look.props.get("crop"))))
    losses.add("mirroring", count=int(bool(look.props.get("flipX") or look.props.get("flipY"))))


SHAPES: dict[str, Reader] = {
    "draw": _draw, "highlight": _highlight, "geo": _geo, "line": _line, "text": _text, "note": _note, "image": _image,
}  # fmt: skip


def box_of(shape: dict[str, Any]) -> tuple[float, float, float, float] | None:
    """The box of a shape that arrows may be tied to, before its transform; None if it has none that is known."""
    props, kind = mapping(shape.get("props")), text(shape.get("type"))
    if kind in ("draw", "highlight"):
        points = scaled(ink(props.get("segments")), props)
        if not len(points):
            return None
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return float(left), float(top), float(right - left), float(bottom - top)
    if kind == "note":
        scale = abs(number(props.get("scale"), 1.0)) or 1.0
        return 0.0, 0.0, _NOTE * scale, (_NOTE + number(props.get("growY"))) * scale
    if kind == "text":
        lines = words_of(props)[0].split("\n")
        size = size_of(props, TEXT_SIZES)
        w = number(props.get("w")) if props.get("autoSize") is False else max(map(len, lines)) * size * _LETTER
        return 0.0, 0.0, w, len(lines) * size * LINE_HEIGHT
    if "w" in props:
        return 0.0, 0.0, number(props["w"]), number(props.get("h"), 1.0) + number(props.get("growY"))
    return None


def scaled(points: NDArray[np.float64], props: dict[str, Any]) -> NDArray[np.float64]:
    """x and y of a line that was resized since it was drawn."""
    return points[:, :2] * (number(props.get("scaleX"), 1.0) or 1.0, number(props.get("scaleY"), 1.0) or 1.0)


def _tell_dash(look: Look, losses: Losses) -> None:
    losses.add("dash", count=int(text(look.props.get("dash")) in ("dashed", "dotted")))
