"""The outlines of SVG's paths as points; curves are flattened, straight lines keep exactly their points."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from svgelements import Arc, Point

from appliance.board.parcel import BadFile

FLATNESS = 0.2
"""Board units by which a flattened curve may be off."""

# possessive, so that no digits make a search go back and forth
_NUMBER = r"[-+]?(?:\d++\.?+\d*+|\.\d++)(?:[eE][-+]?\d++)?+"
_TOKEN = re.compile(rf"[MmZzLlHhVvCcSsQqTtAa]|{_NUMBER}")
_NUMBERS = re.compile(_NUMBER)
_FOREIGN = re.compile(r"[^MmZzLlHhVvCcSsQqTtAaeE\d\s,.+-]")
_POLYLINE = re.compile(r"\s*M[-+0-9.,eE\s]+(?:L[-+0-9.,eE\s]+)*(?:l[-+0-9.,eE\s]+)?[zZ]?\s*")
_GAP = r"[\s,]*+"
_ARC_FLAGS = re.compile(_GAP + _GAP.join([rf"({_NUMBER})"] * 3 + ["([01])"] * 2 + [rf"({_NUMBER})"] * 2))
_ARC = re.compile(r"([Aa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_MAX_STEPS = 200
MAX_CURVE_POINTS = 500_000
Pair = tuple[float, float]


@lru_cache(_MAX_STEPS)
def _weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """What of a cubic curve's four points makes each point between its ends."""
    shares = [(at / steps, 1 - at / steps) for at in range(1, steps)]
    return tuple((u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t) for t, u in shares)


class Outline(NamedTuple):
    """One part of a path, from where the pen was put down."""

    points: NDArray[np.float64]
    is_closed: bool


def outlines(words: str, scale: float) -> list[Outline]:
    """The parts of a path's data, up to what is no data any more; `scale` is how much larger it will be seen."""
    if (foreign := _FOREIGN.search(words)) is not None:
        words = words[: foreign.start()]
    if _POLYLINE.fullmatch(words):
        return _polyline(words)
    return _Pen(FLATNESS / max(scale, 1e-9)).drawn(_tokens(words))


def _polyline(words: str) -> list[Outline]:
    """One move and lines from there, as programs write ink: ten times faster than command by command."""
    start, _, relative = words.partition("l")
    absolute = _NUMBERS.findall(start)
    steps = _NUMBERS.findall(relative)
    points = np.array([*map(float, absolute), *map(float, steps)], np.float64)
    points = points[: len(points) & ~1].reshape(-1, 2)
    if len(steps) > 1:
        first = len(absolute) // 2 - 1
        points[first:] = np.cumsum(points[first:], axis=0)
    is_closed = words.rstrip()[-1:] in ("z", "Z")
    return [Outline(points, is_closed)] if len(points) > 1 or is_closed else []


def _tokens(words: str) -> list[str]:
    if "a" in words or "A" in words:
        # an arc's flags may stand without anything between them
        words = _ARC.sub(lambda arc: arc[1] + _spaced(arc[2]), words)
    return _TOKEN.findall(words)


def _spaced(arguments: str) -> str:
    """Arguments of arcs, as far as they are whole, with spaces between them."""
    found: list[str] = []
    arc = _ARC_FLAGS.match(arguments)
    while arc is not None:
        found += arc.groups()
        arc = _ARC_FLAGS.match(arguments, arc.end())
    return " ".join(found)


def _corners(curve: Any) -> list[Pair]:
    """The four points of one of svgelements' curves, which has no types."""
    return [(float(each.x), float(each.y)) for each in (curve.start, curve.control1, curve.control2, curve.end)]


class _Pen:
    def __init__(self, tolerance: float) -> None:
        self._tolerance = tolerance
        self._done: list[Outline] = []
        self._points: list[Pair] = []
        self._at: Pair = (0.0, 0.0)
        self._start: Pair = (0.0, 0.0)
        self._control: Pair | None = None
        self._before = ""
        self._count = 0

    def drawn(self, tokens: list[str]) -> list[Outline]:
        """Follow the commands as far as they are whole."""
        command, index, last = "", 0, len(tokens)
        while index < last:
            if tokens[index].isalpha() and len(tokens[index]) == 1:
                command, index = tokens[index], index + 1
            elif not command or command in "Zz":
                break
            wanted = _COUNTS[command.upper()]
            try:
                numbers = list(map(float, tokens[index : index + wanted]))
            except ValueError:  # a further command instead
                break
            if len(numbers) < wanted:
                break
            self._follow(command, numbers)
            index += wanted
            # further pairs after a move are lines
            command = {"M": "L", "m": "l"}.get(command, command)
        self._lift(is_closed=False)
        return self._done

    def _follow(self, command: str, numbers: list[float]) -> None:
        kind = command.upper()
        if command.islower() and kind != "Z":
            numbers = self._absolute(kind, numbers)
        control = None
        if kind == "M":
            self._lift(is_closed=False)
            self._start = self._at = (numbers[0], numbers[1])
        elif kind == "Z":
            self._lift(is_closed=True)
            self._at = self._start
        elif kind in "LHV":
            x = self._at[0] if kind == "V" else numbers[0]
            y = self._at[1] if kind == "H" else numbers[-1]
            self._line((x, y))
        elif kind in "CSQT":
            control = self._curve(kind, numbers)
        else:
            self._arc(numbers)
        self._control, self._before = control, kind

    def _absolute(self, kind: str, numbers: list[float]) -> list[float]:
        x, y = self._at
        if kind == "H":
            return [numbers[0] + x]
        if kind == "V":
            return [numbers[0] + y]
        if kind == "A":
            return [*numbers[:5], numbers[5] + x, numbers[6] + y]
        return [number + (y if index % 2 else x) for index, number in enumerate(numbers)]

    def _line(self, to: Pair) -> None:
        if not self._points:
            self._points.append(self._at)
        self._points.append(to)
        self._at = to

    def _curve(self, kind: str, numbers: list[float]) -> Pair:
        """A cubic or quadratic curve, also one that mirrors the control point before it; gives its last control."""
        start, end = self._at, (numbers[-2], numbers[-1])
        mirrors = (kind == "S" and self._before in "CS") or (kind == "T" and self._before in "QT")
        first = start
        if mirrors and self._control is not None:
            first = (2 * start[0] - self._control[0], 2 * start[1] - self._control[1])
        if kind in "CS":
            first = (numbers[0], numbers[1]) if kind == "C" else first
            control = (numbers[-4], numbers[-3])
            self._bend(start, first, control, end)
            return control
        control = (numbers[0], numbers[1]) if kind == "Q" else first
        thirds = [
            (each[0] + 2 * (control[0] - each[0]) / 3, each[1] + 2 * (control[1] - each[1]) / 3)
            for each in (start, end)
        ]
        self._bend(start, thirds[0], thirds[1], end)
        return control

    def _bend(self, start: Pair, one: Pair, two: Pair, end: Pair) -> None:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, one, two, end
        off = max(math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2), math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3))
        wanted = math.sqrt(0.75 * off / self._tolerance) if math.isfinite(off) else 0.0
        steps = max(min(math.ceil(wanted), _MAX_STEPS), 1)
        self._count += steps
        if self._count > MAX_CURVE_POINTS:
            raise BadFile("too_many", f"the curves of a path need more than {MAX_CURVE_POINTS:,} points")
        if not self._points:
            self._points.append(start)
        # an array for so few points would cost more than it saves
        self._points += [
            (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in _weights(steps)
        ]
        self._points.append(end)
        self._at = end

    def _arc(self, numbers: list[float]) -> None:
        rx, ry, turn, is_large, is_positive, x, y = numbers
        rx, ry = abs(rx), abs(ry)
        if not (rx and ry) or (x, y) == self._at:
            self._line((x, y))
            return
        try:
            arc = Arc(Point(*self._at), rx, ry, turn, int(is_large), int(is_positive), Point(x, y))
            curves = [_corners(each) for each in arc.as_cubic_curves()]
        except (ArithmeticError, ValueError, TypeError):
            self._line((x, y))
            return
        for start, one, two, end in curves:
            self._bend(start, one, two, end)
        self._points[-1] = self._at = (x, y)

    def _lift(self, *, is_closed: bool) -> None:
        if self._points:
            self._done.append(Outline(np.array(self._points, np.float64), is_closed))
        self._points = []
