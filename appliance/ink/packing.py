"""Strokes as bytes: some 210 for 60 points with pressure, decoded thousands at a time.

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
    z(left) z(top)   the least x and y of the points, -2^40 to 2^40
    n n  right - left, bottom - top: right and bottom are the greatest, at most 2^40
    n    the greatest of the factors in 1/64, each clipped to 0 to 255; 64 without factors
    z(x0) z(dx1) z(ddx2) z(ddx3) …   the same of y   then with flag bit 1: z(f0) z(df1) …, factors in 1/64

dx is the difference to the point before, ddx the difference between two differences: a hand moves smoothly, so most
numbers take one byte. The ink covers the points' box, widened on each side by half the nominal width times the greatest
factor: the first twelve numbers tell the place. A stroke whose points or factors belie them is broken.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import MAX_FACTOR, Stroke
from appliance.ink.header import (
    COUNT,
    DESCRIBED,
    EXTENT,
    FACTOR_STEPS,
    HAS_FACTORS,
    HEADER_NUMBERS,
    HIGHLIGHTER,
    LARGEST,
    LEFT_TOP,
    MAX_AUTHOR,
    MAX_COORDINATE,
    MAX_POINTS,
    MAX_STEPS,
    MAX_TIME,
    WIDTH_STEPS,
    BadStroke,
    Glance,
    corners,
    describe,
    front,
    glance,
    join,
    read,
)
from appliance.ink.message import number
from appliance.ink.varint import Runs, decode, encode, unzigzag, zigzag

__all__ = [
    "MAX_AUTHOR", "MAX_POINTS", "MAX_TIME", "BadStroke", "Glance", "glance", "pack", "pack_all", "unpack", "unpack_all",
]  # fmt: skip


def pack(stroke: Stroke, precision: int | None = None) -> bytes:
    """A stroke's bytes; the thinner it is, the finer, unless a precision is told: it was written close up.

    Raises BadStroke for no or too many points, or numbers that are not finite or too large.
    """
    described = describe(stroke, precision)
    columns = _rounded(stroke.points, 2.0 ** described[0]).T
    lowest = columns.min(axis=1)
    extent = columns.max(axis=1) - lowest
    # differences of differences from the third number on; the second is a plain one
    columns[:, 1:] = np.diff(columns)
    columns[:, 2:] = np.diff(columns[:, 1:])
    body, largest = columns.ravel(), FACTOR_STEPS
    if stroke.factors is not None:
        steps = _steps(stroke.factors)
        body, largest = np.concatenate((body, np.diff(steps, prepend=0))), int(steps.max())
    header = (*described, *zigzag(lowest).tolist(), *extent.tolist(), largest)
    return front(stroke) + b"".join(map(number, header)) + encode(zigzag(body))[0].tobytes()


def pack_all(strokes: Sequence[Stroke], precision: int | None = None) -> list[bytes]:
    """Many strokes' bytes, far cheaper than one by one. Raises BadStroke if any of them cannot be packed."""
    if not strokes:
        return []
    headers = np.empty((len(strokes), HEADER_NUMBERS), np.uint64)
    headers[:, :DESCRIBED] = [describe(stroke, precision) for stroke in strokes]
    headers[:, LARGEST] = FACTOR_STEPS
    count = headers[:, COUNT].astype(np.int64)
    runs = Runs(count)
    points = np.concatenate([stroke.points for stroke in strokes])
    whole = _rounded(points, np.repeat(2.0 ** headers[:, 0], count)[:, None])
    pressed = np.fromiter((stroke.factors is not None for stroke in strokes), np.bool_, len(strokes))
    held = HEADER_NUMBERS + count * np.where(pressed, 3, 2)
    first = np.cumsum(held) - held
    numbers = np.empty(int(held.sum()), np.uint64)
    body = first + HEADER_NUMBERS
    for axis in (0, 1):
        column = whole[:, axis]
        lowest = runs.lowest(column)
        headers[:, LEFT_TOP][:, axis] = zigzag(lowest)
        headers[:, EXTENT][:, axis] = runs.highest(column) - lowest
        differences = runs.differences(runs.differences(column), keep_first=True)
        numbers[runs.gather(body + axis * count)] = zigzag(differences)
    factors = [stroke.factors for stroke in strokes if stroke.factors is not None]
    if factors:
        some, steps = Runs(count[pressed]), _steps(np.concatenate(factors))
        headers[pressed, LARGEST] = some.highest(steps)
        numbers[some.gather((body + 2 * count)[pressed])] = zigzag(some.differences(steps))
    numbers[first[:, None] + np.arange(HEADER_NUMBERS)] = headers
    data, begins = encode(numbers)
    packed = data.tobytes()
    starts = begins[first].tolist()
    return [
        front(stroke) + packed[start:end]
        for stroke, start, end in zip(strokes, starts, [*starts[1:], len(packed)], strict=True)
    ]


def _rounded(points: NDArray[np.float32], scale: float | NDArray[np.floating]) -> NDArray[np.int64]:
    scaled = np.asarray(points, np.float64) * scale
    # one that is no number fails the comparison too
    if not np.abs(scaled).max() <= MAX_COORDINATE:
        raise BadStroke("a stroke's coordinates are not finite or too large")
    return np.rint(scaled).astype(np.int64)


def _steps(factors: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.rint(np.clip(np.nan_to_num(factors), 0, MAX_FACTOR) * FACTOR_STEPS).astype(np.int64)


def unpack(data: bytes) -> Stroke:
    """One stroke. Raises BadStroke."""
    return unpack_all((data,))[0]


def unpack_all(packed: Sequence[bytes | bytearray]) -> list[Stroke]:
    """Many strokes, far cheaper than one by one: their points share memory. Raises BadStroke if any is broken."""
    if not packed:
        return []
    data, starts, lengths = join(packed)
    if (data[starts + lengths - 1] & 0x80).any():
        raise BadStroke("a stroke is cut off")
    flags = data[starts + 1]
    in_body = np.ones(len(data), np.bool_)
    in_body[starts] = in_body[starts + 1] = False
    try:
        numbers, ending = decode(data[in_body])
    except ValueError as error:
        raise BadStroke(f"a stroke holds {error}") from error
    ended = np.concatenate(([0], np.cumsum(ending)))
    first = ended[starts - 2 * np.arange(len(packed))]
    held = np.diff(first, append=len(numbers))
    if (held < HEADER_NUMBERS).any():
        raise BadStroke("a stroke is cut off")
    headers = read(numbers[first[:, None] + np.arange(HEADER_NUMBERS)])
    if (held != HEADER_NUMBERS + headers[:, COUNT] * np.where(flags & HAS_FACTORS, 3, 2)).any():
        raise BadStroke("a stroke has fewer or more numbers than its points need")
    return _strokes(numbers, first + HEADER_NUMBERS, headers, flags)


def _strokes(
    numbers: NDArray[np.uint64], first: NDArray[np.int64], headers: NDArray[np.int64], flags: NDArray[np.uint8]
) -> list[Stroke]:
    count = headers[:, COUNT]
    runs = Runs(count)
    values = unzigzag(numbers)
    points = np.empty((runs.total, 2), np.float32)
    finest = np.repeat(0.5 ** headers[:, 0], count)
    found = np.empty((len(count), 4), np.int64)
    for axis in (0, 1):
        column = runs.cumulate(runs.cumulate(values[runs.gather(first + axis * count)], keep_first=True))
        found[:, axis], found[:, 2 + axis] = runs.lowest(column), runs.highest(column)
        points[:, axis] = column * finest
    has_factors = (flags & HAS_FACTORS) > 0
    factors, factor_ends = None, np.zeros(len(count), np.int64)
    largest = np.full(len(count), FACTOR_STEPS)
    if has_factors.any():
        pressed = Runs(count[has_factors])
        column = pressed.cumulate(values[pressed.gather((first + 2 * count)[has_factors])])
        steps = np.clip(column, 0, MAX_STEPS)
        largest[has_factors] = pressed.highest(steps)
        factors = (steps * (1.0 / FACTOR_STEPS)).astype(np.float32)
        factor_ends = np.cumsum(np.where(has_factors, count, 0))
    # the header's box is within what coordinates may be, so these are too
    if (found != corners(headers)).any() or (largest != headers[:, LARGEST]).any():
        raise BadStroke("a stroke's box is not that of its points")
    strokes: list[Stroke] = []
    for header, end, factor_end, flag in zip(
        headers[:, :DESCRIBED].tolist(), runs.ends.tolist(), factor_ends.tolist(), flags.tolist(), strict=True
    ):
        _, color, width, author, created_ms, duration_ms, n = header
        strokes.append(
            Stroke(
                points=points[end - n : end],
                factors=factors[factor_end - n : factor_end] if factors is not None and flag & HAS_FACTORS else None,
                color=color,
                width=width / WIDTH_STEPS,
                tool="highlighter" if flag & HIGHLIGHTER else "pen",
                author=author,
                created_ms=created_ms,
                duration_ms=duration_ms,
            )
        )
    return strokes
