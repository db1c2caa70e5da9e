"""From a contact's raw samples to the line that is drawn, while it is drawn.

What has settled never changes, so wet ink is only ever added to; it trails the contact by a sample and the filter's
few milliseconds. A tail that is thrown away at the next sample bridges that: to the newest raw sample, and at most one
frame beyond it where the hand is sure to go on.
"""

from __future__ import annotations

from math import ceil, hypot, pi, sqrt

import numpy as np
from numpy.typing import NDArray

InkPoint = tuple[float, float, float]
"""x, y, width factor."""

FRAME_MS = 1000 / 60
"""The furthest that a tail looks ahead."""

# the one-euro filter (Casiez, Roussel, Vogel, CHI 2012); speeds in glass units (board units times zoom) a second
_SLOW_CUTOFF_HZ = 2.0
_CUTOFF_PER_SPEED = 0.1
_SPEED_CUTOFF_HZ = 8.0
_SHORTEST_STEP_S, _LONGEST_STEP_S = 0.001, 0.1

_SPACING = 0.6
"""Between the knots of the line, in glass units: closer samples only move the tail."""
_FLATNESS = 0.1
"""How far chords may be from the curve, in glass units."""
_MOST_CHORDS = 8
_CORNER_COSINE = 0.2
"""A sharper turn is a corner, which stays sharp."""

_THICKEST, _THINNING, _HALFWAY_SPEED = 1.15, 0.45, 600.0
_LEAST_FACTOR = 0.12
_SPEED_FACTOR_STEP, _PRESSURE_FACTOR_STEP = 0.03, 0.2

_SURE_SPEED, _UNSURE_SPEED = 160.0, 60.0
_SURE_COSINE, _UNSURE_COSINE = 0.995, 0.93
_SAMPLE_MS = 5.0
"""Directions are told from samples at least so far apart: a mouse's thousand a second are on a grid of pixels."""
_STALE_MS = 50.0
"""Samples that lie further apart tell nothing of where the hand goes."""


class Smoother:
    """One stroke's filter; `points` is what has settled so far: it is only ever appended to."""

    __slots__ = (
        "_factor", "_flatness", "_has_pressure", "_knot", "_knot_before", "_raw", "_samples", "_spacing", "_speed_x",
        "_speed_y", "_tangent", "_x", "_y", "_zoom", "points",
    )  # fmt: skip

    def __init__(self, *, zoom: float, has_pressure: bool) -> None:
        self.points: list[InkPoint] = []
        self._zoom = zoom
        self._has_pressure = has_pressure
        self._spacing = _SPACING / zoom
        self._flatness = _FLATNESS / zoom
        self._x = self._y = 0.0
        self._speed_x = self._speed_y = 0.0
        self._factor = 1.0
        self._raw = (0.0, 0.0, 0.0)
        self._samples: tuple[tuple[float, float, float], ...] = ()
        """Some of the newest raw samples, x, y, t, from which it looks ahead; the newest is the last."""
        self._knot: InkPoint | None = None
        """The newest knot; it settles with the next, which tells its direction."""
        self._knot_before: InkPoint = (0.0, 0.0, 1.0)
        self._tangent: tuple[float, float] | None = None
        """Direction of the curve at the last settled knot; None at a corner or the beginning."""

    def feed(self, x: float, y: float, t_ms: float, pressure: float = 0.5) -> None:
        """Take a raw sample; pressure (0 to 1) counts only for a device that has it."""
        if not self.points:
            self._begin(x, y, t_ms, pressure)
            return
        last_x, last_y, last_t = self._raw
        step = (t_ms - last_t) * 0.001
        step = _SHORTEST_STEP_S if step < _SHORTEST_STEP_S else min(step, _LONGEST_STEP_S)
        share = step / (step + 1 / (2 * pi * _SPEED_CUTOFF_HZ))
        self._speed_x += share * ((x - last_x) / step - self._speed_x)
        self._speed_y += share * ((y - last_y) / step - self._speed_y)
        speed = hypot(self._speed_x, self._speed_y) * self._zoom
        share = step / (step + 1 / (2 * pi * (_SLOW_CUTOFF_HZ + _CUTOFF_PER_SPEED * speed)))
        self._x += share * (x - self._x)
        self._y += share * (y - self._y)
        if self._has_pressure:
            wanted, most = 2 * pressure, _PRESSURE_FACTOR_STEP
        else:
            wanted, most = _THICKEST - _THINNING * speed / (speed + _HALFWAY_SPEED), _SPEED_FACTOR_STEP
        change = 0.5 * (wanted - self._factor)
        self._factor = max(self._factor + (most if change > most else max(change, -most)), _LEAST_FACTOR)
        self._raw = sample = (x, y, t_ms)
        samples = self._samples
        is_close = len(samples) > 1 and t_ms - samples[-2][2] < _SAMPLE_MS
        self._samples = (*samples[:-1], sample) if is_close else (*samples[-3:], sample)
        from_x, from_y, _ = self._knot or self.points[0]
        if hypot(self._x - from_x, self._y - from_y) >= self._spacing:
            self._settle((self._x, self._y, self._factor))

    def tail(self, *, predict: bool = True) -> list[InkPoint]:
        """What to draw for now beyond the settled points: from the last of them to the newest raw sample, and ahead.

        Ask again without prediction once a frame has passed without a sample: the hand has stopped.
        """
        if not self.points:
            return []
        x, y, _ = self._raw
        line = [self.points[-1]]
        if self._knot is not None:
            line.append(self._knot)
        line.append((x, y, self._factor))
        if predict and (ahead_ms := self._sure_ms()) > 0:
            (x0, y0, t0), _, (x2, y2, t2) = self._samples[-3:]
            ahead = ahead_ms / (t2 - t0)
            line.append((x + (x2 - x0) * ahead, y + (y2 - y0) * ahead, self._factor))
        return line

    def finish(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The whole line up to the newest raw sample: `points`, then what was still tail."""
        rest = self.tail(predict=False)[1:]
        last = self.points[-1:]
        for point in rest:
            if hypot(point[0] - last[-1][0], point[1] - last[-1][1]) >= self._spacing / 4:
                last.append(point)
        line = np.array(self.points + last[1:], np.float32).reshape(-1, 3)
        return np.ascontiguousarray(line[:, :2]), np.ascontiguousarray(line[:, 2])

    def _begin(self, x: float, y: float, t_ms: float, pressure: float) -> None:
        self._x, self._y = x, y
        self._factor = max(2 * pressure, _LEAST_FACTOR) if self._has_pressure else 1.0
        self._raw = (x, y, t_ms)
        self._samples = (self._raw,)
        self.points.append((x, y, self._factor))

    def _settle(self, knot: InkPoint) -> None:
        """Take a new knot; the one before it now has a direction, so that the curve up to it can settle."""
        middle, self._knot = self._knot, knot
        if middle is None:
            return
        start = self.points[-1]
        chord_x, chord_y = middle[0] - start[0], middle[1] - start[1]
        next_x, next_y = knot[0] - middle[0], knot[1] - middle[1]
        length, next_length = hypot(chord_x, chord_y), hypot(next_x, next_y)
        chord_x, chord_y, next_x, next_y = (
            chord_x / length,
            chord_y / length,
            next_x / next_length,
            next_y / next_length,
        )
        before, self._tangent = self._tangent, None
        if chord_x * next_x + chord_y * next_y > _CORNER_COSINE:
            # the nearer neighbour tells more of the direction
            x, y = chord_x * next_length + next_x * length, chord_y * next_length + next_y * length
            norm = hypot(x, y)
            self._tangent = (x / norm, y / norm)
        before_x, before_y = before or (chord_x, chord_y)
        after_x, after_y = self._tangent or (chord_x, chord_y)
        turn = max(abs(before_x * chord_y - before_y * chord_x), abs(after_x * chord_y - after_y * chord_x))
        deviation = 0.15 * length * turn
        if deviation > self._flatness:
            chords = min(ceil(sqrt(deviation / self._flatness)), _MOST_CHORDS)
            self._curve(
                start, middle, (before_x * length, before_y * length, after_x * length, after_y * length), chords
            )
        self.points.append(middle)

    def _curve(self, start: InkPoint, end: InkPoint, tangents: tuple[float, float, float, float], chords: int) -> None:
        """Points of the Hermite curve between two knots, both left out."""
        x0, y0, f0 = start
        x1, y1, f1 = end
        out_x, out_y, in_x, in_y = tangents
        for at in range(1, chords):
            t = at / chords
            rest = 1 - t
            into = t * t * (3 - 2 * t)
            leaving, arriving = t * rest * rest, -t * t * rest
            self.points.append(
                (
                    x0 + into * (x1 - x0) + leaving * out_x + arriving * in_x,
                    y0 + into * (y1 - y0) + leaving * out_y + arriving * in_y,
                    f0 + t * (f1 - f0),
                )
            )

    def _sure_ms(self) -> float:
        """How far ahead the hand is sure to go on as it does: less where it is slow, turns, slows down or stutters."""
        if len(self._samples) < 4:
            return 0.0
        (x0, y0, t0), (x1, y1, t1), (x2, y2, t2), (x3, y3, t3) = self._samples
        now, before = t3 - t1, t2 - t0
        if now <= 0 or before <= 0 or now > _STALE_MS:
            return 0.0
        now_x, now_y, before_x, before_y = (x3 - x1) / now, (y3 - y1) / now, (x2 - x0) / before, (y2 - y0) / before
        speed, speed_before = hypot(now_x, now_y), hypot(before_x, before_y)
        if not speed or not speed_before:
            return 0.0
        straight = (now_x * before_x + now_y * before_y) / (speed * speed_before)
        confidence = (
            _between(speed * 1000 * self._zoom, _UNSURE_SPEED, _SURE_SPEED)
            * _between(straight, _UNSURE_COSINE, _SURE_COSINE)
            * min(1.0, speed / speed_before) ** 2
        )
        return FRAME_MS * confidence


def _between(value: float, low: float, high: float) -> float:
    """0 up to low, 1 from high on, and a straight line between."""
    return min(max((value - low) / (high - low), 0.0), 1.0)
