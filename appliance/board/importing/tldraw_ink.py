"""The points of tldraw's freehand lines, in the four forms in which its versions wrote them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.board.importing.imagery import BadImage, from_base64
from appliance.board.importing.json_scene import items

_FIRST_BYTES, _POINT_BYTES = 12, 6
_NO_PRESSURE = 0.5


def ink(segments: object) -> NDArray[np.float64]:
    """All points of a line's segments, x, y and pressure, shape (n, 3). Raises ValueError, TypeError or LookupError."""
    parts = [_segment(each) for each in items(segments)]
    return np.concatenate(parts) if parts else np.empty((0, 3))


def _segment(segment: dict[str, Any]) -> NDArray[np.float64]:
    path = segment.get("path")
    if isinstance(path, str):
        return _deltas(_bytes(path))
    points = segment.get("points")
    if isinstance(points, str):
        return _halves(_bytes(points)).astype(np.float64)
    if not isinstance(points, list):
        raise TypeError("a segment without points")
    if not points:
        return np.empty((0, 3))
    return np.array([(point["x"], point["y"], _pressure(point)) for point in points], np.float64)


def _pressure(point: dict[str, Any]) -> float:
    found = point.get("z")
    return _NO_PRESSURE if found is None else found


def _deltas(data: bytes) -> NDArray[np.float64]:
    """The first point in float32, then differences in float16, as version 4 of the shape has it."""
    if not data:
        return np.empty((0, 3))
    first = np.frombuffer(data[:_FIRST_BYTES], "<f4")
    if len(first) != 3:
        raise ValueError("a path is cut off")
    steps = _halves(data[_FIRST_BYTES:]).astype(np.float64)
    return np.cumsum(np.concatenate((first[None, :].astype(np.float64), steps)), axis=0)


def _halves(data: bytes) -> NDArray[np.float16]:
    if len(data) % _POINT_BYTES:
        raise ValueError("points are cut off")
    return np.frombuffer(data, "<f2").reshape(-1, 3)


def _bytes(words: str) -> bytes:
    try:
        return from_base64(words)
    except BadImage as error:
        raise ValueError("points are no Base64") from error
