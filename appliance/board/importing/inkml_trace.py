"""The numbers of InkML traces: explicit values and first and second differences, as the pen's device wrote them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile(
    r"[!'\"*?,]|#[0-9A-Fa-f]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[TF]|[-+]?(?:inf|nan)\b", re.IGNORECASE
)
_EXPLICIT, _SPEED, _ACCELERATION = "!", "'", '"'
_FULL_FORCES = np.array((1.0, 255.0, 1023.0, 2047.0, 4095.0, 8191.0, 16383.0, 32767.0, 65535.0))
"""What digitisers call full pressure, for files that do not say."""


class BadTrace(ValueError):
    """A trace that cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One of the numbers of each point."""

    name: str
    unit: str = ""
    least: float | None = None
    most: float | None = None
    default: float = 0.0
    per_unit: float = 1.0
    """Steps in a unit."""
    sign: Literal[1, -1] = 1


@dataclass(frozen=True)
class Channels:
    """The numbers of each point in their order."""

    all: tuple[Channel, ...] = (Channel(name="X"), Channel(name="Y"))
    regular: int = 2
    """How many of them every point has; the others may be left out."""

    def index(self, name: str) -> int:
        """Where a channel is; -1 if there is none."""
        return self._places.get(name, -1)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each.name: index for index, each in reversed(list(enumerate(self.all)))}


class Traces:
    """Traces that share their channels, each with at least one point."""

    def __init__(self, numbers: Sequence[NDArray[np.float64]], channels: Channels) -> None:
        self._channels = channels
        self._counts = np.array([len(each) for each in numbers])
        self._ends = np.cumsum(self._counts)
        self._starts = self._ends - self._counts
        self._numbers = np.concatenate(numbers)

    @property
    def points(self) -> NDArray[np.float64]:
        """x and y of all, shape (n, 2), in the device's steps."""
        columns = [self._channels.index(name) for name in ("X", "Y")]
        signs = [self._channels.all[column].sign for column in columns]
        return self._numbers[:, columns] * signs

    def parted(self, values: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """What was made of the points of all, for each trace."""
        return [values[start:end] for start, end in zip(self._starts.tolist(), self._ends.tolist(), strict=True)]

    @property
    def pressures(self) -> list[NDArray[np.float64] | None]:
        """From 0 to 1, of traces whose pen told its force."""
        at = self._channels.index("F")
        if at < 0:
            return [None] * len(self._counts)
        channel, forces = self._channels.all[at], self._numbers[:, at]
        weakest, strongest = (each.reduceat(forces, self._starts) for each in (np.minimum, np.maximum))
        is_told = np.isfinite(weakest) & np.isfinite(strongest) & ((weakest != 0) | (strongest != 0))
        least, most = channel.least or 0.0, channel.most
        full = np.full(len(self._counts), most) if most is not None and most > least else _full(strongest)
        pressures = np.clip((forces - least) / np.repeat(full - least, self._counts), 0, 1)
        return [some if told else None for some, told in zip(self.parted(pressures), is_told.tolist(), strict=True)]

    @property
    def durations_ms(self) -> list[int]:
        """From the first point to the last of each; 0 if the file does not tell."""
        at = self._channels.index("T")
        if at < 0:
            return [0] * len(self._counts)
        times = self._numbers[:, at]
        lengths = (times[self._ends - 1] - times[self._starts]) * (1000 if self._channels.all[at].unit == "s" else 1)
        return np.rint(np.where((lengths > 0) & (lengths < 2**31), lengths, 0)).astype(np.int64).tolist()


def _full(strongest: NDArray[np.float64]) -> NDArray[np.float64]:
    """What force is full for pens that pressed so hard."""
    at = np.searchsorted(_FULL_FORCES, strongest).clip(max=len(_FULL_FORCES) - 1)
    return np.maximum(_FULL_FORCES[at], strongest)


def rows(table: NDArray[np.float64], channels: Channels) -> NDArray[np.float64] | None:
    """A plain table with a column for each channel; None if it lacks some that every point has."""
    held, wanted = table.shape[1], len(channels.all)
    if held >= wanted or not len(table):
        return table[:, :wanted]
    if held < channels.regular:
        return None
    defaults = [each.default for each in channels.all[held:]]
    return np.concatenate((table, np.tile(defaults, (len(table), 1))), axis=1)


def values(words: str, channels: Channels, before: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """A row of numbers for each point of any trace's text; `before` holds those of the trace it goes on from.

    Raises BadTrace.
    """
    count = len(channels.all)
    start = before[-1].tolist() if before is not None and len(before) else []
    states = [
        _State(start[index] if index < len(start) else channel.default) for index, channel in enumerate(channels.all)
    ]
    points: list[list[float]] = []
    at, is_empty = 0, True
    for word in _TOKEN.findall(words + ","):
        if word == ",":
            if not is_empty:
                if at < min(channels.regular, 2):
                    raise BadTrace("a point lacks numbers")
                points.append([state.value for state in states[:at]] + [each.default for each in channels.all[at:]])
            at, is_empty = 0, True
            continue
        is_empty = False
        if at >= count:
            continue
        if word in (_EXPLICIT, _SPEED, _ACCELERATION):
            states[at].mode = word
        else:
            states[at].take(word)
            at += 1
    return np.array(points, np.float64) if points else np.empty((0, count))


class _State:
    """What a channel was so far."""

    def __init__(self, value: float) -> None:
        self.value = value
        self.mode = _EXPLICIT
        self._speed = 0.0

    def take(self, word: str) -> None:
        if word == "?":
            return
        if word == "*":
            self.value += self._speed if self.mode != _EXPLICIT else 0.0
            return
        number = _number(word)
        last = self.value
        if self.mode == _EXPLICIT:
            self.value = number
        elif self.mode == _SPEED:
            self.value += number
        else:
            self.value += self._speed + number
        self._speed = self.value - last


def _number(word: str) -> float:
    if word in "TtFf":
        return float(word in "Tt")
    if word.startswith("#"):
        return float(int(word[1:16], 16))
    return float(word)
