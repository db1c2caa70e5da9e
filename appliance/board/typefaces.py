"""The typefaces of boards, read from the disk once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import structlog

from appliance.ink.lettering import FONT_FACES, FONT_FILES, Typefaces

log = structlog.get_logger()


@cache
def faces() -> tuple[tuple[bytes, int], ...]:
    """Each typeface's file and its number within it; those that are not installed are left out and told once."""
    found: list[tuple[bytes, int]] = []
    for file, number in zip(FONT_FILES, FONT_FACES, strict=True):
        try:
            found.append((Path(file).read_bytes(), number))
        except OSError as error:
            log.warning("board.typeface_missing", file=file, error=str(error))
    return tuple(found)


@cache
def typefaces() -> Typefaces:
    """The typefaces to lay text out in."""
    return Typefaces(faces())
