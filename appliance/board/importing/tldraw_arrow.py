"""tldraw's arrows: from point to point or from shape to shape, straight or bent."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from appliance.board.importing.gathering import Sheet
from appliance.board.importing.json_scene import mapping, number, text
from appliance.board.importing.tldraw_shape import Look
from appliance.board.importing.tldraw_style import LABEL_SIZES, LINE_HEIGHT, size_of
from appliance.board.parcel import Losses
from appliance.ink.element import IDENTITY, Affine, Figure, Shape, Text

Point = tuple[float, float]
Box = tuple[float, float, float, float]
_STEPS = 24
_LETTER = 0.55
_PLAIN_HEADS = ("none", "arrow")


class Arrows:
    """Reads arrows; `place_of` gives a shape's transform to the page and its box."""

    def __init__(self, bindings: list[dict[str, Any]], place_of: Callable[[str], tuple[Affine, Box] | None]) -> None:
        self._bindings: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        for binding in bindings:
            props = mapping(binding.get("props"))
            tie = {"boundShapeId": binding.get("toId")} | props
            self._bindings[text(binding.get("fromId"))][text(props.get("terminal"))] = tie
        self._place_of = place_of

    def read(self, look: Look, sheet: Sheet, losses: Losses) -> None:
        """An arrow with its words; its points are the page's, as those of what it is tied to."""
        ends = [self._end(look, terminal) for terminal in ("start", "end")]
        targets = [self._tie(look, terminal) for terminal in ("start", "end")]
        clipped = [
            end if tie is None or tie.get("isExact") is True else self._clipped(end, other, tie)
            for end, other, tie in zip(ends, reversed(ends), targets, strict=True)
        ]
        points = bent(clipped[0], clipped[1], number(look.props.get("bend")) * look.affine.scale)
        if text(look.props.get("kind")) == "elbow":
            losses.add("elbow", "approximated")
        self._place(look, sheet, losses, points)

    def _place(self, look: Look, sheet: Sheet, losses: Losses, points: list[Point]) -> None:
        heads = [text(look.props.get(key)) or default for key, default in _HEADS]
        losses.add("arrowhead", count=sum(head not in _PLAIN_HEADS for head in heads))
        has_start, has_end = (head != "none" for head in heads)
        losses.add("arrowhead", count=int(has_start and has_end))
        figure: Figure = "arrow" if has_start or has_end else "line"
        ordered = tuple(reversed(points)) if has_start and not has_end else tuple(points)
        shape = Shape(figure=figure, points=ordered, color=look.line, width=look.width * look.affine.scale)
        sheet.place(shape, IDENTITY, group=look.group, locked=look.locked)
        losses.add("dash", count=int(text(look.props.get("dash")) in ("dashed", "dotted")))
        words = look.words(losses)
        if not words:
            return
        size = size_of(look.props, LABEL_SIZES)
        lines = words.split("\n")
        w = max(map(len, lines)) * size * _LETTER + size
        x, y = points[len(points) // 2] if len(points) > 2 else _middle(points[0], points[1])
        top = y - len(lines) * size * LINE_HEIGHT / 2
        made = Text(x=x - w / 2, y=top, w=w, text=words, size=size, color=look.line, align="centre")
        sheet.place(made, IDENTITY, group=look.group, locked=look.locked)

    def _tie(self, look: Look, terminal: str) -> dict[str, Any] | None:
        """What ties an end to a shape: a record of its own, or in older versions the end itself."""
        tie = self._bindings[look.id].get(terminal) if look.id in self._bindings else None
        if tie is None:
            end = mapping(look.props.get(terminal))
            tie = end if end.get("type") == "binding" else None
        return tie if tie is not None and self._place_of(text(tie.get("boundShapeId"))) else None

    def _end(self, look: Look, terminal: str) -> Point:
        tie = self._tie(look, terminal)
        if tie is None:
            end = mapping(look.props.get(terminal))
            return _applied(look.affine, (number(end.get("x")), number(end.get("y"))))
        place = self._place_of(text(tie.get("boundShapeId")))
        if place is None:
            raise ValueError("an arrow tied to nothing")
        affine, (x, y, w, h) = place
        anchor = mapping(tie.get("normalizedAnchor"))
        across, down = number(anchor.get("x"), 0.5), number(anchor.get("y"), 0.5)
        if tie.get("isPrecise") is False:
            across = down = 0.5
        return _applied(affine, (x + across * w, y + down * h))

    def _clipped(self, end: Point, other: Point, tie: dict[str, Any]) -> Point:
        """Where the line from the other end meets the edge of the box in which this end lies."""
        place = self._place_of(text(tie.get("boundShapeId")))
        if place is None:
            return end
        affine, (x, y, w, h) = place
        inner, outer = _unapplied(affine, end), _unapplied(affine, other)
        if inner is None or outer is None:
            return end
        reach = 1.0
        for at, towards, low, high in ((inner[0], outer[0], x, x + w), (inner[1], outer[1], y, y + h)):
            step = towards - at
            if step:
                reach = min(reach, ((high if step > 0 else low) - at) / step)
        reach = max(reach, 0.0)
        if reach >= 1:
            return end
        return end[0] + (other[0] - end[0]) * reach, end[1] + (other[1] - end[1]) * reach


_HEADS = (("arrowheadStart", "none"), ("arrowheadEnd", "arrow"))


def bent(start: Point, end: Point, bend: float) -> list[Point]:
    """Points of the arc between two points whose middle lies `bend` beside the straight line."""
    length = math.dist(start, end)
    if abs(bend) < 1 or not length:
        return [start, end]
    # the circle through both ends and the middle of the arc
    radius = (length**2 / 4 + bend**2) / (2 * abs(bend))
    across = ((end[1] - start[1]) / length, -(end[0] - start[0]) / length)
    sign = math.copysign(1.0, bend)
    middle = _middle(start, end)
    centre = tuple(middle[axis] - across[axis] * sign * (radius - abs(bend)) for axis in (0, 1))
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    sweep = 2 * math.acos(max(-1.0, min(1.0, (radius - abs(bend)) / radius))) * sign
    turns = (first + sweep * step / _STEPS for step in range(1, _STEPS))
    return [start, *((centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in turns), end]


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _applied(affine: Affine, point: Point) -> Point:
    x, y = point
    return affine.a * x + affine.c * y + affine.e, affine.b * x + affine.d * y + affine.f


def _unapplied(affine: Affine, point: Point) -> Point | None:
    area = affine.a * affine.d - affine.b * affine.c
    if not area:
        return None
    x, y = point[0] - affine.e, point[1] - affine.f
    return (affine.d * x - affine.c * y) / area, (affine.a * y - affine.b * x) / area
