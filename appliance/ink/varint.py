"""Arrays of whole numbers as LEB128 varints, thousands at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MAX_BYTES = 9
"""Of one number: 63 bits."""


def zigzag(whole: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Small numbers of either sign as small ones without: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return ((whole << 1) ^ (whole >> 63)).astype(np.uint64)


def unzigzag(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The other way."""
    return (numbers >> np.uint64(1)).astype(np.int64) ^ -(numbers & np.uint64(1)).astype(np.int64)


def encode(numbers: NDArray[np.uint64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of all numbers behind each other, and where each begins."""
    most = int(numbers.max())
    if most < 0x80:
        return numbers.astype(np.uint8), np.arange(len(numbers))
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
    return out, starts


def decode(data: NDArray[np.uint8]) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """All numbers of some bytes, the last of which ends one, and for each byte whether it ends one.

    Raises ValueError for a number of more than 63 bits.
    """
    ending = data < 0x80
    ends = np.flatnonzero(ending)
    starts = np.concatenate(([0], ends[:-1] + 1))
    return _numbers(data, starts, ends), ending


def decode_firsts(
    data: NDArray[np.uint8], starts: NDArray[np.int64], stops: NDArray[np.int64], count: int
) -> NDArray[np.uint64]:
    """The first numbers of each of some stretches that lie behind each other, shape (n, count).

    Raises ValueError for a stretch of fewer, or a number of more than 63 bits.
    """
    ends = np.flatnonzero(data < 0x80)
    at = np.searchsorted(ends, starts)[:, None] + np.arange(count)
    if at[-1, -1] >= len(ends) or (ends[at[:, -1]] >= stops).any():
        raise ValueError("too few numbers")
    lasts = ends[at]
    firsts = np.column_stack((starts, lasts[:, :-1] + 1))
    return _numbers(data, firsts.ravel(), lasts.ravel()).reshape(-1, count)


def _numbers(data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    groups = ends - starts + 1
    if int(groups.max()) > MAX_BYTES:
        raise ValueError("a number of more than 63 bits")
    numbers = (data[starts] & 0x7F).astype(np.uint64)
    for at in range(1, int(groups.max())):
        holders = np.flatnonzero(groups > at)
        numbers[holders] |= (data[starts[holders] + at] & 0x7F).astype(np.uint64) << np.uint64(7 * at)
    return numbers


class Runs:
    """Runs of numbers that lie behind each other in one array."""

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

    def lowest(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """The least number of each run."""
        return np.minimum.reduceat(values, self._starts)

    def highest(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """The greatest number of each run."""
        return np.maximum.reduceat(values, self._starts)

    def differences(self, values: NDArray[np.int64], *, keep_first: bool = False) -> NDArray[np.int64]:
        """The other way: differences within each run; each run's first number stays."""
        found = np.diff(values, prepend=0)
        found[self._starts] = values[self._starts]
        if keep_first:
            seconds = self._starts[self._lengths > 1] + 1
            found[seconds] = values[seconds]
        return found
