"""Strokes of a PDF: those with pressure as filled outlines, the others as lines with round ends."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.board.exporting import digits
from appliance.board.exporting.digits import matrix, number
from appliance.board.exporting.pdf_content import Content
from appliance.board.exporting.trace import STEPS, Trace, runs
from appliance.ink.element import IDENTITY, Affine, Placed, Stroke

_PREFIX = (" -", " ")


def draw_strokes(content: Content, placed: Sequence[tuple[Placed, Stroke]], dark: bool) -> None:
    """Strokes in painting order, in the coordinates of the board."""
    # scaled back instead of restored: colours outlive it
    content.write(f"{number(1 / STEPS)} 0 0 {number(1 / STEPS)} 0 0 cm\n")
    for run in runs(placed):
        x, y = run.from_origin().T
        rows = digits.rows([x, y], [_PREFIX, _PREFIX], ["", " l"])
        for trace in run.traces:
            if trace.filled:
                content.fill_color(trace.color(dark))
            else:
                content.line_color(trace.color(dark))
            content.write(_path(trace, digits.text(rows[trace.begin + 1 : trace.end])))
    content.write(f"{STEPS} 0 0 {STEPS} 0 0 cm\n")


def _path(trace: Trace, lines: bytes) -> bytes:
    x, y = trace.origin
    affine = trace.affine
    place = f"1 0 0 1 {x} {y}" if affine == IDENTITY else matrix(affine.after(Affine(e=x, f=y)))
    if trace.filled:
        return f"q {place} cm 0 0 m".encode() + lines + b" f Q\n"
    # a line to where it began makes a dot of a single point
    return f"q {place} cm {number(trace.width)} w 0 0 m".encode() + (lines or b" 0 0 l") + b" S Q\n"
