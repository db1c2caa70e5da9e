"""Millions of whole numbers as decimal text, by looking them up instead of formatting one by one.

A number becomes a row of bytes with zeros between and behind its characters; rows of several columns lie side by side,
and the zeros are taken out of the whole at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import Affine

Bytes2D = NDArray[np.uint8]

SMALL = 10_000
"""Numbers nearer to zero than this fit into one word of a row."""
MOST = SMALL * SMALL - 1
"""Numbers further from zero than this are written as this."""


def rows(columns: Sequence[NDArray[np.int64]], prefixes: Sequence[tuple[str, str]], suffixes: Sequence[str]) -> Bytes2D:
    """One row for each index: in each column its prefix (before a negative number, before another), number and suffix.

    Prefix and suffix together have at most four characters, of which a minus is one.
    """
    words: list[NDArray[np.uint64]] = []
    for column, prefix, suffix in zip(columns, prefixes, suffixes, strict=True):
        words += _words(column, prefix, suffix)
    return np.stack(words, axis=1).view(np.uint8)


def text(found: Bytes2D) -> bytes:
    """The characters of rows."""
    return found.tobytes().translate(None, b"\0")


def number(value: float, places: int = 6) -> str:
    """One number as PDF and SVG take it: without an exponent, and without needless digits."""
    written = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def matrix(affine: Affine) -> str:
    """The six numbers of an affine map."""
    return " ".join(number(value, 9) for value in affine)


def _words(column: NDArray[np.int64], prefix: tuple[str, str], suffix: str) -> list[NDArray[np.uint64]]:
    if not len(column) or max(-int(column.min()), int(column.max())) < SMALL:
        return [_small(prefix, suffix)[column + SMALL]]
    column = np.clip(column, -MOST, MOST)
    magnitude = np.abs(column)
    high, low = np.divmod(magnitude, SMALL)
    signed = np.where(column < 0, SMALL - high, SMALL + high)
    heads = _small(prefix, "")[signed]
    # a head of nothing but zero is only a prefix
    heads = np.where(high > 0, heads, np.where(column < 0, _word(prefix[0]), _word(prefix[1])))
    tails = np.where(high > 0, _padded(suffix)[low], _small(("", ""), suffix)[low + SMALL])
    return [heads, tails]


def _word(characters: str) -> np.uint64:
    return np.frombuffer(characters.encode().ljust(8, b"\0"), np.uint64)[0]


@cache
def _small(prefix: tuple[str, str], suffix: str) -> NDArray[np.uint64]:
    """Words of all numbers between -SMALL and SMALL, by number + SMALL."""
    negative, other = prefix
    written = [f"{negative}{-number}{suffix}" for number in range(-SMALL, 0)]
    written += [f"{other}{number}{suffix}" for number in range(SMALL)]
    written[0] = ""  # four digits at most: nothing looks this one up
    return _table(written)


@cache
def _padded(suffix: str) -> NDArray[np.uint64]:
    return _table([f"{number:04}{suffix}" for number in range(SMALL)])


def _table(written: list[str]) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(one.encode().ljust(8, b"\0") for one in written), np.uint64)
