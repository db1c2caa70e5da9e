"""Writes InkML: strokes as traces with brushes and force; shapes become traces, the rest is told."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from appliance.board import progress
from appliance.board.exporting.figuration import color_of, shape_lines, stroke_points
from appliance.board.exporting.sheet import chosen, every, sheet
from appliance.board.parcel import Exported, Losses
from appliance.ink.element import Board, Page, Shape, Stroke

_GAP = 96.0
"""Between pages, which lie below each other."""
_RESOLUTION = 96
_HEAD = f"""<inkSource xml:id="s{{kind}}">
<traceFormat><channel name="X" type="decimal" units="in"/>\
<channel name="Y" type="decimal" units="in"/>{{force}}</traceFormat>
<channelProperties><channelProperty channel="X" name="resolution" value="{_RESOLUTION}" units="1/in"/>\
<channelProperty channel="Y" name="resolution" value="{_RESOLUTION}" units="1/in"/></channelProperties>
</inkSource>
<context xml:id="c{{kind}}" inkSourceRef="#s{{kind}}"/>"""
_FORCE = '<channel name="F" type="decimal" min="0" max="1"/>'

Brush = tuple[int, float, bool]


def write(board: Board, page_id: str = "") -> Exported:
    """A board, or one page of it."""
    losses = Losses()
    losses.add("dark_ground", count=int(board.dark))
    pages = chosen(board, page_id)
    losses.add("page", "joined", count=len(pages) - 1)
    losses.add("page_size", count=sum(page.size is not None for page in pages))
    brushes: dict[Brush, str] = {}
    groups: list[str] = []
    down = 0.0
    for page in every(pages):
        traces = "\n".join(_traces(page, down, brushes, losses))
        groups.append(f"<traceGroup>\n{traces}\n</traceGroup>")
        _, top, _, bottom = sheet(page, board)
        down += bottom - top + _GAP
        losses.add("background", count=int(page.background.template != "plain"))
    heads = [_HEAD.format(kind=0, force=""), _HEAD.format(kind=1, force=_FORCE)]
    definitions = "\n".join(heads + [_brush(brush, name) for brush, name in brushes.items()])
    title = f'<annotation type="title">{escape(board.name)}</annotation>\n' if board.name else ""
    body = "\n".join(groups)
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ink xmlns="http://www.w3.org/2003/InkML">\n'
        f"{title}<definitions>\n{definitions}\n</definitions>\n{body}\n</ink>\n"
    )
    return Exported(data=document.encode(), lost=losses.parts)


def _traces(page: Page, down: float, brushes: dict[Brush, str], losses: Losses) -> Iterator[str]:
    for placed in progress.over(page.elements):
        element = placed.element
        scale = placed.override.affine.scale
        if isinstance(element, Stroke):
            width, forces = _forces(element, element.width * scale)
            brush = (color_of(placed), round(width, 4), element.tool == "highlighter")
            yield _trace(np.add(stroke_points(placed, element), (0.0, down)), forces, brush, brushes)
        elif isinstance(element, Shape):
            losses.add("shape", "became_stroke")
            losses.add("fill", count=int(bool(element.fill & 0xFF)))
            brush = (color_of(placed), round(element.width * scale, 4), False)
            for points, _ in shape_lines(placed, element):
                yield _trace(np.add(points, (0.0, down)), None, brush, brushes)
        else:
            losses.add(type(element).__name__.lower())


def _forces(stroke: Stroke, width: float) -> tuple[float, NDArray[np.float64] | None]:
    """Brush width and force at each point: a line is twice as wide as its brush at full force."""
    if stroke.factors is None:
        return width, None
    factors = stroke.factors.astype(np.float64)
    widest = max(float(factors.max()) / 2, 1.0)
    return width * widest, factors / (2 * widest)


def _trace(
    points: NDArray[np.float64], forces: NDArray[np.float64] | None, brush: Brush, brushes: dict[Brush, str]
) -> str:
    name = brushes.setdefault(brush, f"b{len(brushes)}")
    if forces is None:
        rows = ",".join(f"{x:.4f} {y:.4f}" for x, y in points.tolist())
        return f'<trace contextRef="#c0" brushRef="#{name}">{rows}</trace>'
    rows = ",".join(f"{x:.4f} {y:.4f} {f:.4f}" for (x, y), f in zip(points.tolist(), forces.tolist(), strict=True))
    return f'<trace contextRef="#c1" brushRef="#{name}">{rows}</trace>'


def _brush(brush: Brush, name: str) -> str:
    color, width, is_highlighter = brush
    properties = [
        ("width", f"{width / _RESOLUTION:.6g}", ' units="in"'),
        ("color", f"#{color >> 8:06x}", ""),
        ("transparency", str(255 - (color & 0xFF)), ""),
        ("tip", "ellipse", ""),
        ("rasterOp", "maskPen" if is_highlighter else "copyPen", ""),
    ]
    inner = "".join(f'<brushProperty name="{key}" value="{value}"{more}/>' for key, value, more in properties)
    return f'<brush xml:id="{name}">{inner}</brush>'
