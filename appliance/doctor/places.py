"""The directories of a room."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from appliance.doctor.finding import Finding
from appliance.paths import Paths, on_tmpfs

ENOUGH_BYTES = 200 * 2**20
"""Of memory for pictures: two 4K streams."""


def data(paths: Paths) -> Finding:
    """Whether settings and secrets can be kept."""
    place = _nearest(paths.data)
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        return Finding("data", "fail", f"{place} cannot be written to", "change its owner, or give another --data")
    if place == paths.data and place.stat().st_mode & 0o077:
        return Finding("data", "warn", f"{place} is open to others", f"chmod 700 {place}")
    return Finding("data", "ok", str(paths.data))


def runtime(paths: Paths) -> Finding:
    """Whether pictures travel through memory."""
    place = _nearest(paths.runtime)
    if not on_tmpfs(place):
        return Finding(
            "runtime", "warn", f"{place} is on a disk, which every picture would wear", "set PARLOR_RUNTIME to a tmpfs"
        )
    free_bytes = shutil.disk_usage(place).free
    if free_bytes < ENOUGH_BYTES:
        return Finding(
            "runtime", "warn", f"only {free_bytes >> 20} MB free in {place}", "free some, or enlarge the tmpfs"
        )
    return Finding("runtime", "ok", str(paths.runtime))


def _nearest(path: Path) -> Path:
    return next(place for place in (path, *path.parents) if place.exists())
