"""Puts the icon font where the shell looks for it: `python ui/assets/gather.py`, after `npm install` in ui/web.

The font is Lucide's (ISC licence), from the npm package lucide-static.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE.parent / "web" / "node_modules" / "lucide-static"
TARGET = HERE / "generated"
FILES = {"font/lucide.ttf": "lucide.ttf", "font/codepoints.json": "lucide.json", "LICENSE": "lucide.LICENSE"}


def gather() -> None:
    """Copy font, codepoints and licence. Raises FileNotFoundError where the package is not installed."""
    TARGET.mkdir(exist_ok=True)
    for source, target in FILES.items():
        shutil.copyfile(SOURCE / source, TARGET / target)


if __name__ == "__main__":
    try:
        gather()
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is not there: run `npm install` in ui/web first")
