"""The front of a packed stroke, before its points; the layout is told in `packing.py`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import MAX_FACTOR, Stroke
from appliance.ink.varint import MAX_BYTES, decode_firsts, unzigzag

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
FACTOR_STEPS = 64
MAX_STEPS = round(MAX_FACTOR * FACTOR_STEPS)
WIDTH_STEPS = 64
HIGHLIGHTER, HAS_FACTORS = 1, 2
_FRONTS = [bytes((VERSION, flags)) for flags in range(4)]
HEADER_NUMBERS = 12
DESCRIBED = 7
"""Numbers before the box."""
WIDTH, CREATED, COUNT, LEFT_TOP, EXTENT, LARGEST = 2, 4, 6, slice(7, 9), slice(9, 11), 11
_MOST_BYTES = 2 + HEADER_NUMBERS * MAX_BYTES


class BadStroke(ValueError):
    """Bytes that are no stroke, or a stroke that cannot be packed; the message says why."""


def front(stroke: Stroke) -> bytes:
    """The first two bytes."""
    return _FRONTS[HIGHLIGHTER * (stroke.tool == "highlighter") | HAS_FACTORS * (stroke.factors is not None)]


def describe(stroke: Stroke, precision: int | None) -> tuple[int, ...]:
    """The numbers before the box. Raises BadStroke for a stroke that cannot be packed, whatever its points."""
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
    width_steps = min(max(round(stroke.width * WIDTH_STEPS), 1), 2**31)
    return (
        _precision(width_steps) if precision is None else precision,
        stroke.color & 0xFFFFFFFF,
        width_steps,
        stroke.author,
        *times,
        count,
    )


def _precision(width_steps: int) -> int:
    finest = math.ceil(math.log2(_STEPS_ACROSS * WIDTH_STEPS / width_steps))
    return min(max(finest, DEFAULT_PRECISION), MAX_PRECISION)


def join(packed: Sequence[bytes | bytearray]) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """The bytes of strokes, one or more, behind each other, where each begins and how many it has.

    Raises BadStroke for one that is too short or of another version.
    """
    lengths = np.fromiter((len(one) for one in packed), np.int64, len(packed))
    if lengths.min() < 2 + HEADER_NUMBERS:
        raise BadStroke("a stroke is cut off")
    data = np.frombuffer(b"".join(packed), np.uint8)
    starts = np.cumsum(lengths) - lengths
    if (data[starts] != VERSION).any():
        raise BadStroke(f"a stroke is of a version other than {VERSION}")
    return data, starts, lengths


def read(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Headers of shape (n, HEADER_NUMBERS), checked; left and top are no longer zigzag. Raises BadStroke."""
    headers = numbers.astype(np.int64)
    headers[:, LEFT_TOP] = unzigzag(numbers[:, LEFT_TOP])
    precision, color, width, author, created_ms, duration_ms, count = headers[:, :DESCRIBED].T
    if (count < 1).any() or (count > MAX_POINTS).any():
        raise BadStroke(f"a stroke has 1 to {MAX_POINTS} points")
    if (
        precision.max() > MAX_PRECISION
        or max(color.max(), width.max()) > 0xFFFFFFFF
        or author.max() > MAX_AUTHOR
        or max(created_ms.max(), duration_ms.max()) >= MAX_TIME
        or headers[:, LARGEST].max() > MAX_STEPS
    ):
        raise BadStroke("a stroke's header holds impossible numbers")
    left_top = headers[:, LEFT_TOP]
    if left_top.min() < -MAX_COORDINATE or (headers[:, EXTENT] > MAX_COORDINATE - left_top).any():
        raise BadStroke("a stroke's coordinates are too large")
    return headers


def corners(headers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Left, top, right and bottom of the points, in units of the precision, shape (n, 4)."""
    left_top = headers[:, LEFT_TOP]
    return np.hstack((left_top, left_top + headers[:, EXTENT]))


class Glance(NamedTuple):
    """What headers tell of strokes."""

    boxes: NDArray[np.float64]
    """Left, top, right and bottom of what each stroke's ink covers, in board units, shape (n, 4)."""
    created_ms: NDArray[np.int64]
    """When each was begun, in Unix time, shape (n,)."""


def glance(packed: Sequence[bytes | bytearray]) -> Glance:
    """Where strokes lie and how old they are, without a look at their points.

    Headers are believed: that a box is the one of the points is for `unpack_all` to check. Of sound strokes these are
    the bounds that `bounds_all` finds once they are unpacked. Raises BadStroke for a broken header.
    """
    if not packed:
        return Glance(np.empty((0, 4)), np.empty(0, np.int64))
    data, starts, lengths = join([one[:_MOST_BYTES] for one in packed])
    try:
        numbers = decode_firsts(data, starts + 2, starts + lengths, HEADER_NUMBERS)
    except ValueError as error:
        raise BadStroke(f"a stroke holds {error}") from error
    headers = read(numbers)
    box = corners(headers) * 0.5 ** headers[:, :1]
    reach = headers[:, WIDTH] * headers[:, LARGEST] / (2 * WIDTH_STEPS * FACTOR_STEPS)
    # as coarse as the points of an unpacked stroke
    return Glance(box.astype(np.float32) + reach[:, None] * (-1, -1, 1, 1), headers[:, CREATED])
