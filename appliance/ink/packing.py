"""Strokes as bytes: some 200 for 60 points with pressure, decoded thousands at a time.

Layout, version 1; every number but the first two bytes is an unsigned LEB128 varint, z(n) is zigzag(n):

    u8   version (1)
    u8   flags: bit 0 highlighter, bit 1 has width factors
    n    precision p: coordinates are in 1/2^p board units, 0 to 12
    n    colour 0xRRGGBBAA
    n    nominal width in 1/64 board units
    n    author
    n    created, Unix time in ms
    n    duration, ms
    n    number of points, 1 to 100,000
    z(x0) z(dx1) z(ddx2) z(ddx3) …   the same of y   then with flag bit 1: z(f0) z(df1) …, factors in 1/64

dx is the difference to the point before, ddx the difference between two differences: a hand moves smoothly, so most
numbers take one byte.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import MAX_FACTOR, Stroke

VERSION = 1
MAX_POINTS = 100_000
DEFAULT_PRECISION = 4
MAX_PRECISION = 12
_STEPS_ACROSS = 32
"""Steps of the coordinates in the width of a thin stroke."""
MAX_COORDINATE = 2**40
"""In units of the precision; larger is refused."""
MAX_AUTHOR = 0xFFFFFFFF
MAX_TIME = 2**53
"""Milliseconds; other programs hold times as float64."""
_HEADER_NUMBERS = 7
_HIGHLIGHTER, _HAS_FACTORS = 1, 2
_FACTOR_STEPS = 64
_WIDTH_STEPS = 64


class BadStroke(ValueError):
    """Bytes that are no stroke, or a stroke that cannot be packed; the message says why."""


def pack(stroke: Stroke, precision: int | None = None) -> bytes:
    """A stroke's bytes; the thinner it is, the finer, unless a precision is told: it was written close up.

    Raises BadStroke for no or too many points, or numbers that are not finite or too large.
    """
    count = len(stroke.points)
    if not 1 <= count <= MAX_POINTS:
        raise BadStroke(f"a stroke has 1 to {MAX_POINTS} points, not {count}")
    described = _header(stroke)
    if precision is None:
        precision = _precision(stroke.width)
    points = np.asarray(stroke.points, np.float64).T * (1 << precision)
    # one that is no number fails the comparison too
    if not np.abs(points).max() <= MAX_COORDINATE:
        raise BadStroke("a stroke's coordinates are not finite or too large")
    whole = np.rint(points).astype(np.int64)
    # differences of differences from the third number on; the second is a plain one
    whole[:, 1:] = np.diff(whole)
    whole[:, 2:] = np.diff(whole[:, 1:])
    columns = whole.ravel()
    flags = _HIGHLIGHTER if stroke.tool == "highlighter" else 0
    if stroke.factors is not None:
        if len(stroke.factors) != count:
            raise BadStroke(f"a stroke of {count} points has as many widths, not {len(stroke.factors)}")
        flags |= _HAS_FACTORS
        factors = np.clip(np.nan_to_num(stroke.factors), 0, MAX_FACTOR)
        columns = np.concatenate((columns, np.diff(np.rint(factors * _FACTOR_STEPS).astype(np.int64), prepend=0)))
    header = bytearray((VERSION, flags))
    for number in (precision, *described, count):
        while number > 0x7F:
            header.append(0x80 | number & 0x7F)
            number >>= 7  # noqa: PLW2901
        header.append(number)
    return bytes(header) + _varints(_zigzag(columns))


def _precision(width: float) -> int:
    finest = math.ceil(math.log2(_STEPS_ACROSS / max(width, 1e-3)))
    return min(max(finest, DEFAULT_PRECISION), MAX_PRECISION)


def _header(stroke: Stroke) -> tuple[int, int, int, int, int]:
    if not 0 <= stroke.width < math.inf:
        raise BadStroke("a stroke's width is not finite or below 0")
    if not (
        0 <= stroke.author <= MAX_AUTHOR and 0 <= stroke.created_ms < MAX_TIME and 0 <= stroke.duration_ms < MAX_TIME
    ):
        raise BadStroke("a stroke's author or times are out of range")
    width = min(max(round(stroke.width * _WIDTH_STEPS), 1), 2**31)
    return stroke.color & 0xFFFFFFFF, width, stroke.author, stroke.created_ms, stroke.duration_ms


def unpack(data: bytes) -> Stroke:
    """One stroke. Raises BadStroke."""
    return unpack_all((data,))[0]


def unpack_all(packed: Sequence[bytes | bytearray]) -> list[Stroke]:
    """Many strokes, far cheaper than one by one: their points share memory. Raises BadStroke if any is broken."""
    if not packed:
        return []
    lengths = np.fromiter((len(one) for one in packed), np.int64, len(packed))
    if lengths.min() < 2 + _HEADER_NUMBERS:
        raise BadStroke("a stroke is cut off")
    whole = np.frombuffer(b"".join(packed), np.uint8)
    starts = np.cumsum(lengths) - lengths
    if (whole[starts] != VERSION).any():
        raise BadStroke(f"a stroke is of a version other than {VERSION}")
    if (whole[starts + lengths - 1] & 0x80).any():
        raise BadStroke("a stroke is cut off")
    flags = whole[starts + 1]
    in_body = np.ones(len(whole), np.bool_)
    in_body[starts] = in_body[starts + 1] = False
    numbers, ending = _numbers(whole[in_body])
    ended = np.concatenate(([0], np.cumsum(ending)))
    first = ended[starts - 2 * np.arange(len(packed))]
    held = np.diff(first, append=len(numbers))
    if (held < _HEADER_NUMBERS).any():
        raise BadStroke("a stroke is cut off")
    headers = numbers[first[:, None] + np.arange(_HEADER_NUMBERS)].astype(np.int64)
    _check(headers, held, flags)
    return _strokes(numbers, first + _HEADER_NUMBERS, headers, flags)


def _check(headers: NDArray[np.int64], held: NDArray[np.int64], flags: NDArray[np.uint8]) -> None:
    precision, color, width, author, created_ms, duration_ms, count = headers.T
    if (count < 1).any() or (count > MAX_POINTS).any():
        raise BadStroke(f"a stroke has 1 to {MAX_POINTS} points")
    if (
        precision.max() > MAX_PRECISION
        or max(color.max(), width.max()) > 0xFFFFFFFF
        or author.max() > MAX_AUTHOR
        or max(created_ms.max(), duration_ms.max()) >= MAX_TIME
    ):
        raise BadStroke("a stroke's header holds impossible numbers")
    if (held != _HEADER_NUMBERS + count * np.where(flags & _HAS_FACTORS, 3, 2)).any():
        raise BadStroke("a stroke has fewer or more numbers than its points need")


def _strokes(
    numbers: NDArray[np.uint64], first: NDArray[np.int64], headers: NDArray[np.int64], flags: NDArray[np.uint8]
) -> list[Stroke]:
    count = headers[:, 6]
    runs = _Runs(count)
    values = (numbers >> np.uint64(1)).astype(np.int64) ^ -(numbers & np.uint64(1)).astype(np.int64)
    points = np.empty((runs.total, 2), np.float32)
    finest = np.repeat(0.5 ** headers[:, 0], count)
    for axis in (0, 1):
        column = runs.cumulate(runs.cumulate(values[runs.gather(first + axis * count)], keep_first=True))
        if column.min() < -MAX_COORDINATE or column.max() > MAX_COORDINATE:
            raise BadStroke("a stroke's coordinates are too large")
        points[:, axis] = column * finest
    has_factors = (flags & _HAS_FACTORS) > 0
    factors, factor_ends = None, np.zeros(len(count), np.int64)
    if has_factors.any():
        pressed = _Runs(count[has_factors])
        column = pressed.cumulate(values[pressed.gather((first + 2 * count)[has_factors])])
        factors = np.clip(column * (1.0 / _FACTOR_STEPS), 0, MAX_FACTOR).astype(np.float32)
        factor_ends = np.cumsum(np.where(has_factors, count, 0))
    strokes: list[Stroke] = []
    for header, end, factor_end, flag in zip(
        headers.tolist(), runs.ends.tolist(), factor_ends.tolist(), flags.tolist(), strict=True
    ):
        _, color, width, author, created_ms, duration_ms, n = header
        strokes.append(
            Stroke(
                points=points[end - n : end],
                factors=factors[factor_end - n : factor_end] if factors is not None and flag & _HAS_FACTORS else None,
                color=color,
                width=width / _WIDTH_STEPS,
                tool="highlighter" if flag & _HIGHLIGHTER else "pen",
                author=author,
                created_ms=created_ms,
                duration_ms=duration_ms,
            )
        )
    return strokes


class _Runs:
    """Runs of numbers, one a stroke, that lie behind each other in one array."""

    def __init__(self, lengths: NDArray[np.int64]) -> None:
        self.ends = np.cumsum(lengths)
        self.total = int(self.ends[-1])
        self._lengths = lengths
        self._starts = self.ends - lengths

    def gather(self, first: NDArray[np.int64]) -> NDArray[np.int64]:
        """Indices of runs that begin at `first` in another array."""
        return np.arange(self.total) + np.repeat(first - self._starts, self._lengths)

    def cumulate(self, values: NDArray[np.int64], *, keep_first: bool = False) -> NDArray[np.int64]:
        """Sums within each run; with keep_first each run's first number is left out of the sums that follow it."""
        firsts = values[self._starts]
        if keep_first:
            values = values.copy()
            values[self._starts] = 0
        sums = np.cumsum(values)
        base = sums[self._starts] - values[self._starts]
        sums = sums - np.repeat(base, self._lengths)
        if keep_first:
            sums[self._starts] = firsts
        return sums


def _zigzag(whole: NDArray[np.int64]) -> NDArray[np.uint64]:
    return ((whole << 1) ^ (whole >> 63)).astype(np.uint64)


def _varints(numbers: NDArray[np.uint64]) -> bytes:
    most = int(numbers.max())
    if most < 0x80:
        return numbers.astype(np.uint8).tobytes()
    groups = np.ones(len(numbers), np.int64)
    for at in range(1, (most.bit_length() + 6) // 7):
        groups += numbers >= np.uint64(1 << 7 * at)
    ends = np.cumsum(groups)
    starts = ends - groups
    out = np.empty(int(ends[-1]), np.uint8)
    out[starts] = (numbers & np.uint64(0x7F)) | ((groups > 1).astype(np.uint64) << np.uint64(7))
    for at in range(1, int(groups.max())):
        holders = np.flatnonzero(groups > at)
        byte = (numbers[holders] >> np.uint64(7 * at)) & np.uint64(0x7F)
        out[starts[holders] + at] = byte | ((groups[holders] > at + 1).astype(np.uint64) << np.uint64(7))
    return out.tobytes()


def _numbers(data: NDArray[np.uint8]) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """All varints of some bytes, and for each byte whether it ends one."""
    ending = data < 0x80
    ends = np.flatnonzero(ending)
    starts = np.concatenate(([0], ends[:-1] + 1))
    groups = ends - starts + 1
    if int(groups.max()) > 9:
        raise BadStroke("a stroke holds a number of more than 63 bits")
    numbers = (data[starts] & 0x7F).astype(np.uint64)
    for at in range(1, int(groups.max())):
        holders = np.flatnonzero(groups > at)
        numbers[holders] |= (data[starts[holders] + at] & 0x7F).astype(np.uint64) << np.uint64(7 * at)
    return numbers, ending
