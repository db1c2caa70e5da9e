"""Blend2D's own arrays, read and written in place.

The binding adds a path's points one by one (0.25 µs each) and copies a raster to show it; here points are written one
path at a time (2 µs) and pixels are seen where they lie. This leans on how blend2d-python 1.0.0 lays out its objects
on 64-bit machines: a Python object holds the address of Blend2D's object at byte 24; there a path has the addresses of
its commands and its vertices and the number of them; an image has that of its pixels, their stride, width and height.
`check` makes sure before anything is written.
"""

from __future__ import annotations

import ctypes
import functools
import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# its stubs tell nothing of what is in it
blend2d: Any = importlib.import_module("blend2d")
BlImage = BlPath = Any

_OBJECT_OFFSET = 24
_CLOSE = np.full((1, 2), np.nan)
"""What lies among the vertices where a polygon is closed."""
_word = ctypes.c_uint64.from_address


class UnknownLayout(ImportError):
    """Another Blend2D than the one this module knows."""


def check() -> None:
    """Raises UnknownLayout unless objects lie as this module takes them to."""
    image = blend2d.BLImage(3, 2, blend2d.BLFormat.PRGB32)
    pixels_at, stride, size = _words(image, 3)
    path = blend2d.BLPath()
    path.move_to(1.5, -2)
    path.line_to(3, 4)
    commands_at, vertices_at, count = _words(path, 3)
    known = (stride, size, count) == (image.getData()["stride"], 2 << 32 | 3, 2) and min(pixels_at, commands_at) > 4096
    if not known or ctypes.string_at(vertices_at, 32) != np.array([1.5, -2, 3, 4]).tobytes():
        raise UnknownLayout(f"blend2d {blend2d.__version__} lays out its objects in an unknown way")
    pixels(image)[...] = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    if image.getDataAsNumPy().ravel().tolist() != list(range(24)):
        raise UnknownLayout(f"blend2d {blend2d.__version__} lays out its pixels in an unknown way")


def pixels(image: BlImage) -> NDArray[np.uint8]:
    """An image's pixels where they lie; they live as long as this array does."""
    at, stride, _ = _words(image, 3)
    buffer: Any = (ctypes.c_uint8 * (stride * image.height)).from_address(at)
    buffer.owner = image
    return np.frombuffer(buffer, np.uint8).reshape(image.height, stride // 4, 4)[:, : image.width]


def polygons(vertices: NDArray[np.float64], counts: NDArray[np.integer]) -> list[BlPath]:
    """Closed polygons, `counts[i]` vertices each."""
    made = []
    at = vertices.ctypes.data
    for count in counts.tolist():
        path = blend2d.BLPath()
        path.add_path(_blank(count))
        ctypes.memmove(_word(_word(id(path) + _OBJECT_OFFSET).value + 8).value, at, count * 16)
        at += count * 16
        made.append(path)
    return made


def figure(contours: Sequence[NDArray[np.floating]]) -> BlPath:
    """A path of several closed polygons."""
    path = blend2d.BLPath()
    pieces: list[NDArray[np.floating]] = []
    for contour in contours:
        if len(contour):
            path.add_path(_blank(len(contour)))
            pieces += (contour, _CLOSE)
    if pieces:
        vertices = np.concatenate(pieces, dtype=np.float64)
        ctypes.memmove(_words(path, 2)[1], vertices.ctypes.data, vertices.nbytes)
    return path


def _blank(count: int) -> BlPath:
    """Commands to copy; those of common lengths are kept."""
    return _kept_blank(count) if count < 512 else _new_blank(count)


def _new_blank(count: int) -> BlPath:
    path = blend2d.BLPath()
    path.move_to(0, 0)
    for _ in range(count - 1):
        path.line_to(0, 0)
    path.close()
    return path


def _words(thing: object, count: int) -> tuple[int, ...]:
    """The first words of Blend2D's object behind one of Python's."""
    return tuple((ctypes.c_uint64 * count).from_address(_word(id(thing) + _OBJECT_OFFSET).value))


_kept_blank = functools.lru_cache(1024)(_new_blank)
