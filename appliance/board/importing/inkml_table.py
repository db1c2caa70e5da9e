"""InkML traces that are plain tables: explicit numbers, as many in each point. Read thousands of traces at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

_PLAIN = re.compile(r"[-+0-9.eE, \t\r\n]*")
_CHARACTERS_AT_ONCE = 1 << 18
_SPACE, _COMMA, _END = b" ,;"
_IS_OF_NUMBER = np.isin(np.arange(256), np.frombuffer(b"-+0123456789.eE", np.uint8))
_as_json = msgspec.json.Decoder(list[float])


def tables(traces: Sequence[str]) -> list[NDArray[np.float64] | None]:
    """Of each trace's text a row of numbers for each point; None for a text that is no plain table."""
    found: list[NDArray[np.float64] | None] = [None] * len(traces)
    for portion in _portions(traces):
        for at, table in zip(portion, _read([traces[at] for at in portion]), strict=True):
            found[at] = table
    return found


def _portions(traces: Sequence[str]) -> Iterator[list[int]]:
    portion: list[int] = []
    length = 0
    for at, words in enumerate(traces):
        if not _PLAIN.fullmatch(words):
            continue
        portion.append(at)
        length += len(words)
        if length > _CHARACTERS_AT_ONCE:
            yield portion
            portion, length = [], 0
    if portion:
        yield portion


class _Layout(NamedTuple):
    """Of each trace: where its numbers end among those of all, and how many each of its points has, -1 if they differ.

    A comma behind its last point begins no further one.
    """

    ends: list[int]
    columns: list[int]


def _read(traces: list[str]) -> list[NDArray[np.float64] | None]:
    text = np.frombuffer((";".join(traces) + ";").encode("ascii"), np.uint8)
    is_of_number = _IS_OF_NUMBER[text]
    firsts = np.flatnonzero(is_of_number[1:] & ~is_of_number[:-1]) + 1
    if is_of_number[0]:
        firsts = np.concatenate(([0], firsts))
    layout = _layout(text, firsts)
    spaced = np.where(is_of_number, text, np.uint8(_SPACE))
    listed = spaced.copy()
    listed[firsts[1:] - 1] = _COMMA
    starts = [0, *layout.ends[:-1]]
    try:
        numbers = np.array(_as_json.decode(b"[" + listed.tobytes() + b"]"), np.float64)
    except msgspec.DecodeError:
        words = spaced.tobytes().split()
        parts = [_floats(words[start:end]) for start, end in zip(starts, layout.ends, strict=True)]
    else:
        parts = [numbers[start:end] for start, end in zip(starts, layout.ends, strict=True)]
    return [
        None if part is None or columns < 0 else part.reshape(-1, columns or 1)
        for part, columns in zip(parts, layout.columns, strict=True)
    ]


def _layout(text: NDArray[np.uint8], firsts: NDArray[np.int64]) -> _Layout:
    ends = np.flatnonzero((text == _COMMA) | (text == _END))
    is_last = text[ends] == _END
    numbers_before = np.searchsorted(firsts, ends)
    held = np.diff(numbers_before, prepend=0)
    lasts = np.flatnonzero(is_last)
    begins = np.concatenate(([0], lasts[:-1] + 1))
    # an empty last point takes after the first, whatever that has
    held = np.where(is_last & (held == 0), np.repeat(held[begins], lasts - begins + 1), held)
    most, least = (each.reduceat(held, begins) for each in (np.maximum, np.minimum))
    return _Layout(numbers_before[lasts].tolist(), np.where(most == least, most, -1).tolist())


def _floats(words: list[bytes]) -> NDArray[np.float64] | None:
    """What JSON does not take may be a number still, such as .5 or +7."""
    try:
        return np.array(list(map(float, words)), np.float64)
    except ValueError:
        return None
