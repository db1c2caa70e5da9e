"""Compiles the translations (`python -m ui.i18n.compile`); the shell does so by itself when a source is newer."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent

_log = logging.getLogger(__name__)


def outdated() -> list[Path]:
    """Sources without a compiled file as new as they."""
    return [source for source in sorted(FOLDER.glob("*.ts")) if _is_outdated(source)]


def _is_outdated(source: Path) -> bool:
    compiled = source.with_suffix(".qm")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_outdated() -> bool:
    """Compile what is outdated; tells whether all could be."""
    sources = outdated()
    if not sources:
        return True
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    command = [str(tool), "-silent", *map(str, sources)]
    try:
        subprocess.run(command, check=True, timeout=30, capture_output=True, text=True)
    except (OSError, subprocess.SubprocessError) as error:
        _log.error("translations could not be compiled: %s", error)
        return False
    return True


if __name__ == "__main__":
    logging.basicConfig(format="%(message)s")
    sys.exit(0 if compile_outdated() else 1)
