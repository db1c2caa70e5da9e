"""InkML (W3C, 2011): traces of pens, with their formats, contexts, brushes and canvas transforms."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from appliance.board import progress
from appliance.board.importing import markup
from appliance.board.importing.gathering import GATHERED, Gathering, Sheet
from appliance.board.importing.inkml_context import Context, Contexts
from appliance.board.importing.inkml_table import tables
from appliance.board.importing.inkml_trace import BadTrace, Channel, Traces, rows, values
from appliance.board.parcel import MAX_COORDINATE, MAX_ELEMENTS, BadFile, Imported
from appliance.ink.element import GLASS_UNITS, Affine

_MARGIN = 60.0
_UNITS = {
    "m": 96 / 0.0254,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "in": 96.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "himetric": 96 / 2540,
}
"""Board units in a unit of length, an inch being 96."""
_SCALED_SMALLER_THAN, _SCALED_LARGER_THAN = 200.0, 2 * GLASS_UNITS
_FARTHEST = 1e12
_WIDTH_SHARE = 1 / 400
"""Of the drawing's larger side: the width of a line of which none is said."""
_STREAMED = {"context", "brush", "traceFormat", "inkSource", "canvasTransform"}
_PASSED_OVER = _STREAMED | {"annotation", "annotationXML", "canvas", "mapping", "timestamp", "traceView", "traceFormat"}


def read(data: bytes, name: str) -> Imported:
    """A file of InkML as a board of one page. Raises BadFile."""
    with progress.part(0.0, 0.3):
        root = markup.tree(data)
    if root.tag != "ink":
        raise BadFile("not_a_board_file", "it holds no ink element")
    gathering = Gathering(name)
    reader = _Reader(root, gathering)
    reader.walk()
    with progress.part(0.4, 0.7):
        traces = reader.read()
    with progress.part(0.7, GATHERED):
        reader.place(traces, gathering.sheet())
    return gathering.imported()


class _Trace(NamedTuple):
    numbers: NDArray[np.float64]
    context: Context


class _Reader:
    def __init__(self, root: Element, gathering: Gathering) -> None:
        self._root = root
        self._losses = gathering.losses
        self._contexts = Contexts(root)
        self._met: list[tuple[Element, Context]] = []

    def walk(self) -> None:
        """All traces in their order; one pile instead of a recursion, as groups may nest."""
        pile: list[tuple[Element, Context | None]] = [(child, None) for child in reversed(self._root)]
        while pile:
            element, context = pile.pop()
            if element.tag == "trace":
                self._meet(element, context or self._contexts.current)
            elif element.tag in ("traceGroup", "definitions"):
                inner = None if element.tag == "definitions" else context or self._contexts.current
                inner = inner and self._contexts.within(inner, element)
                pile += [(child, inner) for child in reversed(element) if inner or child.tag.startswith("trace")]
            elif context is None and element.tag in _STREAMED:
                self._contexts.take(element)
            elif element.tag not in _PASSED_OVER:
                self._losses.add("element")
        self._losses.add("mapping", count=self._contexts.lost)

    def _meet(self, element: Element, context: Context) -> None:
        if len(self._met) >= MAX_ELEMENTS:
            raise BadFile("too_many", f"it has more than {MAX_ELEMENTS:,} traces")
        context = self._contexts.within(context, element)
        if element.get("type") == "penUp":
            self._losses.add("pen_up")
            return
        self._met.append((element, context))

    def read(self) -> list[_Trace]:
        """All traces that can be read; those that are no plain tables may go on from ones before them."""
        read: list[_Trace] = []
        known: dict[str, NDArray[np.float64]] = {}
        plain = tables([element.text or "" for element, _ in self._met])
        for (element, context), table in zip(progress.over(self._met), plain, strict=True):
            numbers = None if table is None else rows(table, context.channels)
            if numbers is None:
                before = known.get((element.get("priorRef") or "").lstrip("#"))
                try:
                    numbers = values(element.text or "", context.channels, before)
                except BadTrace:
                    self._losses.add("stroke", "damaged")
                    continue
            read.append(_Trace(numbers, context))
            if identifier := element.get("id"):
                known[identifier] = numbers
        return read

    def place(self, traces: list[_Trace], sheet: Sheet) -> None:
        """The traces on a page: in their own units of length, or fitted to a glass if they are far from it."""
        kept = [each for each in traces if len(each.numbers)]
        self._losses.add("stroke", "empty", count=len(traces) - len(kept))
        if not kept:
            return
        lines, points = _lines(kept)
        contexts = {id(each.context): each.context for each in kept}.values()
        is_measured = all(axis.unit in _UNITS for context in contexts for axis in _axes(context))
        shift, scale = _fitted(points, is_measured=is_measured)
        affine = Affine(a=scale, d=scale, e=shift[0] * scale, f=shift[1] * scale)
        default = max(_largest_side(points) * _WIDTH_SHARE, 2.0 / scale) if scale != 1 else 2.0
        for trace, line in zip(progress.over(kept), lines, strict=True):
            brush = trace.context.brush
            width = brush.width * _UNITS.get(brush.width_units, 1.0) if brush.width else default
            sheet.stroke(
                line.points,
                color=brush.color,
                width=width,
                widths=None if line.pressures is None else 2 * line.pressures * width,
                tool="highlighter" if brush.is_highlighter else "pen",
                affine=affine,
                duration_ms=line.duration_ms,
            )


class _Line(NamedTuple):
    """A trace on the canvas, in board units."""

    points: NDArray[np.float64]
    pressures: NDArray[np.float64] | None
    duration_ms: int


def _lines(kept: list[_Trace]) -> tuple[list[_Line], NDArray[np.float64]]:
    """Each trace on the canvas, and the points of all."""
    alike: dict[tuple[int, Affine], list[int]] = {}
    for at, trace in enumerate(kept):
        alike.setdefault((id(trace.context.channels), trace.context.transform), []).append(at)
    lines: dict[int, _Line] = {}
    whole: list[NDArray[np.float64]] = []
    for some in alike.values():
        context = kept[some[0]].context
        traces = Traces([kept[at].numbers for at in some], context.channels)
        points = _in_units(context.moved(traces.points), context)
        whole.append(points)
        made = map(_Line, traces.parted(points), traces.pressures, traces.durations_ms)
        lines.update(zip(some, made, strict=True))
    return [lines[at] for at in range(len(kept))], np.concatenate(whole)


def _in_units(points: NDArray[np.float64], context: Context) -> NDArray[np.float64]:
    """In board units; of devices, whose units nobody knows, a step is one."""
    return points * [_UNITS.get(each.unit, 1.0) / each.per_unit for each in _axes(context)]


def _axes(context: Context) -> list[Channel]:
    return [context.channels.all[context.channels.index(name)] for name in ("X", "Y")]


def _largest_side(points: NDArray[np.float64]) -> float:
    left, top, right, bottom = _box(points)
    return max(right - left, bottom - top)


def _fitted(points: NDArray[np.float64], *, is_measured: bool) -> tuple[tuple[float, float], float]:
    """Shift and scale that bring ink onto a glass.

    None for ink that is about as large as a glass and near it, and for ink of which it is known how large it is.
    """
    left, top, right, bottom = _box(points)
    side = max(right - left, bottom - top)
    is_near = -GLASS_UNITS < left < 2 * GLASS_UNITS and -GLASS_UNITS < top < 2 * GLASS_UNITS
    if (_SCALED_SMALLER_THAN <= side <= _SCALED_LARGER_THAN and is_near) or (is_measured and right < MAX_COORDINATE):
        return (0.0, 0.0), 1.0
    wanted = GLASS_UNITS - 2 * _MARGIN
    scale = wanted / side if side and not _SCALED_SMALLER_THAN <= side <= _SCALED_LARGER_THAN else 1.0
    return (_MARGIN / scale - left, _MARGIN / scale - top), scale


def _box(points: NDArray[np.float64]) -> tuple[float, float, float, float]:
    x, y = points.T
    is_near = (np.abs(x) < _FARTHEST) & (np.abs(y) < _FARTHEST)
    if not is_near.any():
        return 0.0, 0.0, 0.0, 0.0
    (left, top), (right, bottom) = points[is_near].min(axis=0), points[is_near].max(axis=0)
    return float(left), float(top), float(right), float(bottom)
