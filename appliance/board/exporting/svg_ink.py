"""Strokes of an SVG: those with pressure as filled outlines, the others as lines with round ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from appliance.board.exporting import digits
from appliance.board.exporting.digits import matrix, number
from appliance.board.exporting.svg_drawing import paint
from appliance.board.exporting.trace import STEPS, Trace, runs
from appliance.ink.element import IDENTITY, Placed, Stroke

_PREFIX = ("-", " ")
"""A minus parts numbers as well as a space does."""


def strokes(placed: Sequence[tuple[Placed, Stroke]], dark: bool) -> Iterator[bytes]:
    """Strokes in painting order, in the coordinates of the board."""
    yield f'<g transform="scale({number(1 / STEPS)})">\n'.encode()
    for run in runs(placed):
        x, y = run.from_before().T
        rows = digits.rows([x, y], [_PREFIX, _PREFIX], ["", ""])
        for trace in run.traces:
            yield _path(trace, digits.text(rows[trace.begin + 1 : trace.end]), dark)
    yield b"</g>\n"


def _path(trace: Trace, lines: bytes, dark: bool) -> bytes:
    style = paint("fill" if trace.filled else "stroke", trace.color(dark))
    if not trace.filled:
        style += f' stroke-width="{number(trace.width)}"'
    if (affine := trace.affine) != IDENTITY:
        style += f' transform="matrix({matrix(affine)})"'
    x, y = trace.origin
    return f'<path{style} d="M{x} {y}l'.encode() + (lines or b"0 0") + (b'z"/>\n' if trace.filled else b'"/>\n')
