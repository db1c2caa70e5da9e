"""JSON from strangers: parsed with bounds, and read without trust in its types."""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from appliance.board.parcel import BadFile

MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading one element of a wrong shape may raise; the element is counted as damaged then."""


def decoded(data: bytes) -> dict[str, Any]:
    """A JSON object. Raises BadFile."""
    text = data.removeprefix(b"\xef\xbb\xbf")
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError):
        found = _tolerantly(text)
    except RecursionError as error:
        raise BadFile("too_large", "its JSON is nested too deeply") from error
    if not isinstance(found, dict):
        raise BadFile("damaged", "its JSON is no object")
    return found


def _tolerantly(text: bytes) -> object:
    """Half surrogates and NaN, which programs in JavaScript have been seen to write, are let through."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise BadFile("too_large", "its JSON is nested too deeply") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise BadFile("damaged", f"it is no well-formed JSON ({str(error)[:80]})") from error


def number(value: object, default: float = 0.0) -> float:
    """A finite number, or the default for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    try:
        found = float(value)
    except OverflowError:
        return default
    return found if math.isfinite(found) else default


def text(value: object) -> str:
    """A text without half surrogates; empty for anything else."""
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def items(value: object) -> list[dict[str, Any]]:
    """The objects of a list or of an object's values."""
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for each in found if isinstance(each, dict)]


def mapping(value: object) -> dict[str, Any]:
    """An object; empty for anything else."""
    return value if isinstance(value, dict) else {}


def pairs(points: object) -> NDArray[np.float64]:
    """Points [x, y] or [x, y, pressure], of shape (n, 2). Raises one of MALFORMED."""
    if not isinstance(points, list):
        raise TypeError("no list of points")
    if not points:
        return np.empty((0, 2))
    return np.array([(point[0], point[1]) for point in points], np.float64)
