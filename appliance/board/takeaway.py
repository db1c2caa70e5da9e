"""Files made of boards for people to take away: each under a secret of its own, gone when the session is wiped."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

TOKEN_BYTES = 16
MAX_KEPT = 16


class TakeAways:
    """The folder of files to take away, in memory."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def place(self, name: str) -> tuple[str, Path]:
        """A fresh secret, and where the file for it is to be written. The oldest make room."""
        self._root.mkdir(mode=0o750, parents=True, exist_ok=True)
        kept = sorted(self._root.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(0, len(kept) - MAX_KEPT + 1)]:
            shutil.rmtree(path, ignore_errors=True)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        (self._root / token).mkdir(mode=0o750)
        return token, self._root / token / name

    def find(self, token: str, name: str) -> Path | None:
        """The file that a link leads to. A guessed token finds nothing: there are 2^128."""
        for folder in self._root.iterdir() if self._root.is_dir() else ():
            if secrets.compare_digest(folder.name.encode(), token.encode()):
                return next((path for path in folder.iterdir() if path.name == name and path.is_file()), None)
        return None

    def forget(self, token: str) -> None:
        """Remove one."""
        shutil.rmtree(self._root / token, ignore_errors=True)

    def wipe(self) -> None:
        """Remove all."""
        shutil.rmtree(self._root, ignore_errors=True)


def file_name(board_name: str, date: str, suffix: str) -> str:
    """A name that every file system takes."""
    plain = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else " " for c in board_name)
    stem = " ".join(plain.split()).strip(". ")[:60] or f"whiteboard {date}"
    return f"{stem}.{suffix}"
