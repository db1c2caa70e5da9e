"""What InkML says around its traces: which numbers a point has, which brush draws, how ink comes onto the canvas."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from appliance.board.importing.hue import css_color, with_opacity
from appliance.board.importing.inkml_trace import Channel, Channels
from appliance.ink.element import IDENTITY, Affine

_MAX_REFERENCES = 20
_MAX_CHANNELS = 32
_RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True)
class Brush:
    """What draws a trace; width 0 if the file does not say."""

    color: int = 0x000000FF
    width: float = 0.0
    width_units: str = ""
    is_highlighter: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a trace."""

    channels: Channels = field(default_factory=Channels)
    brush: Brush = field(default_factory=Brush)
    transform: Affine = IDENTITY

    def moved(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points as the canvas has them."""
        if self.transform == IDENTITY:
            return points
        a, b, c, d, e, f = self.transform
        return points @ np.array([[a, b], [c, d]]) + np.array([e, f])


class Contexts:
    """The contexts of a file; `lost` counts the transforms that are not read."""

    def __init__(self, root: Element) -> None:
        self._by_id = {identifier: each for each in root.iter() if (identifier := each.get("id"))}
        self.lost = 0
        self._within: dict[tuple[int, str | None, str | None], tuple[Context, Context]] = {}
        self.current = Context()

    def within(self, outer: Context, element: Element) -> Context:
        """The context of a group or trace inside another."""
        key = (id(outer), element.get("contextRef"), element.get("brushRef"))
        if key not in self._within:
            # the outer one is kept as well, so that its id stays its own
            self._within[key] = (outer, self._found(outer, element))
        return self._within[key][1]

    def _found(self, outer: Context, element: Element) -> Context:
        context = outer
        if (reference := self._referred(element, "contextRef")) is not None:
            context = self.of(reference, context)
        if (reference := self._referred(element, "brushRef")) is not None:
            context = replace(context, brush=_brush(reference, context.brush))
        return context

    def take(self, element: Element) -> None:
        """What stands at the top of a file holds for all traces after it."""
        if element.tag == "context":
            self.current = self.of(element, self.current)
        else:
            self.current = self._changed(self.current, element)

    def of(self, element: Element, outer: Context, depth: int = 0) -> Context:
        """The context that an element describes, by itself and by what it refers to."""
        context = outer
        if depth > _MAX_REFERENCES:
            return context
        if (reference := self._referred(element, "contextRef")) is not None:
            context = self.of(reference, context, depth + 1)
        for name in ("inkSourceRef", "traceFormatRef", "brushRef", "canvasTransformRef"):
            if (reference := self._referred(element, name)) is not None:
                context = self._changed(context, reference)
        for child in element:
            context = self._changed(context, child)
        return context

    def _changed(self, context: Context, element: Element) -> Context:
        match element.tag:
            case "traceFormat":
                return replace(context, channels=_channels(element, None))
            case "inkSource":
                inner = element.find("traceFormat")
                return context if inner is None else replace(context, channels=_channels(inner, element))
            case "brush":
                return replace(context, brush=_brush(element, context.brush))
            case "canvasTransform" | "mapping":
                return replace(context, transform=self._transform(element))
            case _:
                return context

    def _transform(self, element: Element) -> Affine:
        mapping = element if element.tag == "mapping" else element.find("mapping")
        if mapping is None:
            return IDENTITY
        reference = self._referred(mapping, "mappingRef")
        mapping = mapping if reference is None else reference
        kind = mapping.get("type", "unknown")
        words = mapping.findtext("matrix") or mapping.findtext("affine")
        if kind == "identity":
            return IDENTITY
        try:
            rows = [[float(each) for each in row.split()] for row in (words or "").replace(";", ",").split(",")]
            (a, c, *e), (b, d, *f) = [row for row in rows if row][:2]
            return Affine(a, b, c, d, e[0] if e else 0.0, f[0] if f else 0.0)
        except ValueError:
            self.lost += 1
            return IDENTITY

    def _referred(self, element: Element, attribute: str) -> Element | None:
        return self._by_id.get((element.get(attribute) or "").lstrip("#"))


def _channels(element: Element, source: Element | None) -> Channels:
    resolutions = {} if source is None else _resolutions(source)
    regular = [_channel(each, resolutions) for each in element.findall("channel")]
    others = [_channel(each, resolutions) for each in element.findall("intermittentChannels/channel")]
    found = tuple(regular + others)[:_MAX_CHANNELS]
    if not {"X", "Y"} <= {each.name for each in found}:
        return Channels()
    return Channels(found, min(len(regular), len(found)))


def _channel(element: Element, resolutions: dict[str, tuple[float, str]]) -> Channel:
    name = element.get("name", "")
    unit = element.get("units", "")
    per_unit = 1.0
    if name in resolutions:
        per_unit, unit = resolutions[name]
    sign: Literal[1, -1] = -1 if element.get("orientation") == "-ve" and name in ("X", "Y") else 1
    return Channel(
        name=name, unit=unit, least=_maybe(element.get("min")), most=_maybe(element.get("max")),
        default=_maybe(element.get("default")) or 0.0, per_unit=per_unit, sign=sign,
    )  # fmt: skip


def _resolutions(source: Element) -> dict[str, tuple[float, str]]:
    """Of each channel: how many steps there are in which unit (1/cm)."""
    found: dict[str, tuple[float, str]] = {}
    for each in source.iter("channelProperty"):
        steps, unit = _maybe(each.get("value")), each.get("units", "")
        if each.get("name") == _RESOLUTION and steps and steps > 0 and unit.startswith("1/"):
            found[each.get("channel", "")] = (steps, unit[2:])
    return found


def _brush(element: Element, outer: Brush) -> Brush:
    color, width, unit = outer.color, outer.width, outer.width_units
    opacity, is_highlighter = 1.0, False
    for each in element.iter("brushProperty"):
        name, value = each.get("name", ""), each.get("value", "").strip()
        if name == "color":
            found = css_color(value)
            color = color if found is None else found
        elif name == "width":
            width, unit = abs(_maybe(value) or 0.0), each.get("units", "")
        elif name == "transparency":
            opacity = 1 - min(max((_maybe(value) or 0.0) / 255, 0.0), 1.0)
        elif name == "rasterOp":
            is_highlighter = value == "maskPen"
        elif name == "tip" and value == "highlighter":
            is_highlighter = True
    return Brush(color | 0xFF if is_highlighter else with_opacity(color, opacity), width, unit, is_highlighter)


def _maybe(words: str | None) -> float | None:
    try:
        found = float(words or "")
    except ValueError:
        return None
    return found if abs(found) < 1e30 else None
