"""The numbers of one InkML trace: explicit values and first and second differences, as the pen's device wrote them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

_TOKEN = re.compile(
    r"[!'\"*?,]|#[0-9A-Fa-f]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[TF]|[-+]?(?:inf|nan)\b", re.IGNORECASE
)
_PLAIN = re.compile(r"[-+0-9.eE,\s]*")
_EXPLICIT, _SPEED, _ACCELERATION = "!", "'", '"'
_FULL_FORCES = (1.0, 255.0, 1023.0, 2047.0, 4095.0, 8191.0, 16383.0, 32767.0, 65535.0)
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


class Trace:
    """Points of one trace, a row each, a column a channel."""

    def __init__(self, numbers: NDArray[np.float64], channels: Channels) -> None:
        self.numbers = numbers
        self._channels = channels

    @property
    def points(self) -> NDArray[np.float64]:
        """x and y, shape (n, 2), in the device's steps."""
        columns = [self._channels.index(name) for name in ("X", "Y")]
        signs = [self._channels.all[column].sign for column in columns]
        return self.numbers[:, columns] * signs

    @property
    def pressures(self) -> NDArray[np.float64] | None:
        """From 0 to 1, if the pen told its force."""
        at = self._channels.index("F")
        if at < 0 or not len(self.numbers):
            return None
        channel, forces = self._channels.all[at], self.numbers[:, at]
        if not np.isfinite(forces).all() or not np.any(forces):
            return None
        least = channel.least or 0.0
        most = channel.most
        if most is None or most <= least:
            most = next((full for full in _FULL_FORCES if full >= forces.max()), float(forces.max()))
        return np.clip((forces - least) / (most - least), 0, 1)

    @property
    def duration_ms(self) -> int:
        """From its first point to its last; 0 if the file does not tell."""
        at = self._channels.index("T")
        if at < 0 or not len(self.numbers):
            return 0
        length = float(self.numbers[-1, at] - self.numbers[0, at])
        length *= 1000 if self._channels.all[at].unit == "s" else 1
        return round(length) if math.isfinite(length) and 0 < length < 2**31 else 0


def values(words: str, channels: Channels, before: Trace | None) -> NDArray[np.float64]:
    """A row of numbers for each point of a trace's text; `before` is what it goes on from. Raises BadTrace."""
    if _PLAIN.fullmatch(words):
        found = _plainly(words, len(channels.all), channels.regular)
        if found is not None:
            return found
    return _token_by_token(words, channels, before)


def _plainly(words: str, columns: int, regular: int) -> NDArray[np.float64] | None:
    """Explicit numbers with spaces between them and as many in each point, as most files are; None for others."""
    rows = words.split(",")
    if not rows[-1].strip():
        rows.pop()
    if not rows:
        return np.empty((0, columns))
    count = len(rows[0].split())
    try:
        numbers = np.array(list(map(float, " ".join(rows).split())), np.float64)
    except ValueError:
        return None
    if count < regular or len(numbers) != count * len(rows) or any(len(row.split()) != count for row in rows):
        return None
    table = numbers.reshape(-1, count)
    if count >= columns:
        return table[:, :columns]
    return np.concatenate((table, np.zeros((len(table), columns - count))), axis=1)


def _token_by_token(words: str, channels: Channels, before: Trace | None) -> NDArray[np.float64]:
    count = len(channels.all)
    start = before.numbers[-1].tolist() if before is not None and len(before.numbers) else []
    states = [
        _State(start[index] if index < len(start) else channel.default) for index, channel in enumerate(channels.all)
    ]
    rows: list[list[float]] = []
    at, is_empty = 0, True
    for word in _TOKEN.findall(words + ","):
        if word == ",":
            if not is_empty:
                if at < min(channels.regular, 2):
                    raise BadTrace("a point lacks numbers")
                rows.append([state.value for state in states[:at]] + [each.default for each in channels.all[at:]])
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
    return np.array(rows, np.float64) if rows else np.empty((0, count))


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
