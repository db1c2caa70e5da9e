"""Holding an open device, and noticing when it cannot be let go of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from drivers.errors import ProtocolError


class Stuck(ProtocolError):
    """The device hangs in this process: only a new process heals it."""


@contextmanager
def held(device: Any) -> Iterator[Any]:
    """Give the open device, and close it in the end. Raises Stuck where it cannot be closed."""
    try:
        yield device
    finally:
        try:
            device.close()
        except ProtocolError as error:
            raise Stuck(str(error)) from error
