"""Strokes as bytes: some 200 for 60 points with pressure, decoded thousands at a time.

Layout, version 1; every number but the first two bytes is an unsigned LEB128 varint, z(n) is zigzag(n):

    u8   version (1)
    u8   flags: bit 0 highlighter, bit 1 has width factors
    n    precision p: coordinates are in 1/2^p board units, 0 to 12
    n    colour 0xRRGGBBAA
    n    nominal width in 1/64 board units
    n    author, 32 bits
    n    created, Unix time in ms, below 2^53
    n    duration, ms, below 2^53
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
from appliance.ink.message import number
from appliance.ink.varint import Runs, decode, encode, unzigzag, zigzag

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
_AT_ONCE = 1_000
_FRONTS = {
    (is_highlighter, has_factors): bytes((VERSION, _HIGHLIGHTER * is_highlighter | _HAS_FACTORS * has_factors))
    for is_highlighter in (False, True)
    for has_factors in (False, True)
}
"""The first two bytes of strokes."""


class BadStroke(ValueError):
    """Bytes that are no stroke, or a stroke that cannot be packed; the message says why."""


def pack(stroke: Stroke, precision: int | None = None) -> bytes:
    """A stroke's bytes; the thinner it is, the finer, unless a precision is told: it was written close up.

    Raises BadStroke for no or too many points, or numbers that are not finite or too large.
    """
    header = _header(stroke, precision)
    columns = _rounded(stroke.points, 2.0 ** header[0]).T
    # differences of differences from the third number on; the second is a plain one
    columns[:, 1:] = np.diff(columns)
    columns[:, 2:] = np.diff(columns[:, 1:])
    body = columns.ravel()
    if stroke.factors is not None:
        body = np.concatenate((body, np.diff(_steps(stroke.factors), prepend=0)))
    front = _FRONTS[stroke.tool == "highlighter", stroke.factors is not None]
    return front + b"".join(map(number, header)) + encode(zigzag(body))[0].tobytes()


def pack_all(strokes: Sequence[Stroke], precision: int | None = None) -> list[bytes]:
    """Many strokes' bytes, far cheaper than one by one. Raises BadStroke if any of them cannot be packed."""
    if not strokes:
        return []
    headers = np.array([_header(stroke, precision) for stroke in strokes], np.uint64)
    count = headers[:, -1].astype(np.int64)
    runs = Runs(count)
    points = np.concatenate([stroke.points for stroke in strokes])
    whole = _rounded(points, np.repeat(2.0 ** headers[:, 0], count)[:, None])
    pressed = np.fromiter((stroke.factors is not None for stroke in strokes), np.bool_, len(strokes))
    held = _HEADER_NUMBERS + count * np.where(pressed, 3, 2)
    first = np.cumsum(held) - held
    numbers = np.empty(int(held.sum()), np.uint64)
    numbers[first[:, None] + np.arange(_HEADER_NUMBERS)] = headers
    body = first + _HEADER_NUMBERS
    for axis in (0, 1):
        differences = runs.differences(runs.differences(whole[:, axis]), keep_first=True)
        numbers[runs.gather(body + axis * count)] = zigzag(differences)
    factors = [stroke.factors for stroke in strokes if stroke.factors is not None]
    if factors:
        some = Runs(count[pressed])
        steps = some.differences(_steps(np.concatenate(factors)))
        numbers[some.gather((body + 2 * count)[pressed])] = zigzag(steps)
    data, begins = encode(numbers)
    packed = data.tobytes()
    starts = begins[first].tolist()
    return [
        _FRONTS[stroke.tool == "highlighter", stroke.factors is not None] + packed[start:end]
        for stroke, start, end in zip(strokes, starts, [*starts[1:], len(packed)], strict=True)
    ]


def _rounded(points: NDArray[np.float32], scale: float | NDArray[np.floating]) -> NDArray[np.int64]:
    scaled = np.asarray(points, np.float64) * scale
    # one that is no number fails the comparison too
    if not np.abs(scaled).max() <= MAX_COORDINATE:
        raise BadStroke("a stroke's coordinates are not finite or too large")
    return np.rint(scaled).astype(np.int64)


def _steps(factors: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.rint(np.clip(np.nan_to_num(factors), 0, MAX_FACTOR) * _FACTOR_STEPS).astype(np.int64)


def _precision(width_steps: int) -> int:
    finest = math.ceil(math.log2(_STEPS_ACROSS * _WIDTH_STEPS / width_steps))
    return min(max(finest, DEFAULT_PRECISION), MAX_PRECISION)


def _header(stroke: Stroke, precision: int | None) -> tuple[int, ...]:
    count = len(stroke.points)
    if not 1 <= count <= MAX_POINTS:
        raise BadStroke(f"a stroke has 1 to {MAX_POINTS} points, not {count}")
    if stroke.factors is not None and len(stroke.factors) != count:
        raise BadStroke(f"a stroke of {count} points has as many widths, not {len(stroke.factors)}")
    if not 0 <= stroke.width < math.inf:
        raise BadStroke("a stroke's width is not finite or below 0")
    times = (stroke.created_ms, stroke.duration_ms)
    if not (0 <= stroke.author <= MAX_AUTHOR and min(times) >= 0 and max(times) < MAX_TIME):
        raise BadStroke("a stroke's author or times are out of range")
    width_steps = min(max(round(stroke.width * _WIDTH_STEPS), 1), 2**31)
    return (
        _precision(width_steps) if precision is None else precision,
        stroke.color & 0xFFFFFFFF,
        width_steps,
        stroke.author,
        *times,
        count,
    )


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
    try:
        numbers, ending = decode(whole[in_body])
    except ValueError as error:
        raise BadStroke(f"a stroke holds {error}") from error
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
    runs = Runs(count)
    values = unzigzag(numbers)
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
        pressed = Runs(count[has_factors])
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
