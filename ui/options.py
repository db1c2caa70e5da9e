"""How the shell is started."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Options:
    """The command line of the shell."""

    runtime: Path
    """The room's runtime folder: shell.sock, frames/ and glass/."""
    windowed: bool = False
    headless: bool = False
    diagonal_inches: float = 65.0
    distance_mm: float = 3000.0
    """How far the farthest reader sits."""
    motion_reduced: bool = False


def read_options(arguments: Sequence[str] | None = None) -> Options:
    """Parse a command line, the process's own by default; PARLOR_DIAGONAL and PARLOR_DISTANCE give defaults."""
    parser = argparse.ArgumentParser(prog="parlor shell", description="The glass of a room.")
    parser.add_argument("--runtime", type=Path, required=True, help="the room's runtime folder")
    parser.add_argument("--windowed", action="store_true", help="a window instead of the whole screen")
    parser.add_argument("--headless", action="store_true", help="no screen at all")
    diagonal = float(os.environ.get("PARLOR_DIAGONAL", "65"))
    distance = float(os.environ.get("PARLOR_DISTANCE", "3"))
    parser.add_argument("--diagonal", type=float, default=diagonal, metavar="INCHES", help="of the screen (65)")
    parser.add_argument("--distance", type=float, default=distance, metavar="METRES", help="of the far seats (3)")
    parser.add_argument("--reduced-motion", action="store_true", help="show changes without animation")
    given = parser.parse_args(arguments)
    if not 5 <= given.diagonal <= 200:
        parser.error(f"--diagonal is between 5 and 200 inches, not {given.diagonal:g}")
    if not 0.3 <= given.distance <= 20:
        parser.error(f"--distance is between 0.3 and 20 metres, not {given.distance:g}")
    return Options(
        runtime=given.runtime,
        windowed=given.windowed,
        headless=given.headless,
        diagonal_inches=given.diagonal,
        distance_mm=given.distance * 1000,
        motion_reduced=given.reduced_motion,
    )
