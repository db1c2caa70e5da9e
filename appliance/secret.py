"""Secrets on disk: files that only their owner reads, replaced whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Replace a file's content atomically, mode 0600, in a directory of mode 0700. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def keep(path: Path, make: Callable[[], bytes]) -> bytes:
    """The secret in a file, made at the first call."""
    try:
        secret = path.read_bytes()
    except FileNotFoundError:
        secret = b""
    if not secret:
        secret = make()
        write(path, secret)
    return secret
