"""All boards on the disk, and the bin. Nothing here loads a document; everything blocks and belongs in a thread."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

import structlog

from appliance.api.errors import Code, NotFound
from appliance.board.folder import Folder, Summary, sync_folder

log = structlog.get_logger()

MAX_LISTED = 500
BIN_S = 24 * 3600.0
_OPEN = "open"
_BIN = ".bin"


class Shelf:
    """The folder of boards; it is made when the first board is."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._bin = root / _BIN

    def list(self) -> list[tuple[str, Summary]]:
        """Boards with their summaries, the last changed first."""
        found = [(path.name, Folder(path).read_summary()) for path in self._boards()]
        return sorted(found, key=lambda one: (-one[1].changed, one[0]))[:MAX_LISTED]

    def folder(self, board_id: str) -> Folder:
        """A board's folder. Raises NotFound(board.unknown)."""
        path = self._root / board_id
        if board_id.startswith(".") or not path.is_dir():
            raise NotFound(Code.BOARD_UNKNOWN, board_id=board_id)
        return Folder(path)

    def create(self, update: bytes, summary: Summary) -> str:
        """Write a new board; returns its id. Raises OSError."""
        self._make(self._root)
        board_id = new_board_id()
        Folder(self._root / board_id).create(update, summary)
        return board_id

    def copy_files(self, source: str, target: str) -> None:
        """Give a board the assets and the picture of another. Raises OSError."""
        old, new = self.folder(source), self.folder(target)
        if old.assets.is_dir():
            shutil.copytree(old.assets, new.assets, copy_function=_link)
            sync_folder(new.path)
        if old.preview.exists():
            shutil.copyfile(old.preview, new.preview)

    def show_previews(self, boards: Iterable[tuple[str, Summary]], files: Path) -> None:
        """Lay pictures out for the shell, where they are not yet."""
        for board_id, summary in boards:
            shown = files / summary.preview
            kept = Folder(self._root / board_id).preview
            if summary.preview and not shown.exists() and kept.exists():
                shown.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
                shutil.copyfile(kept, shown)

    def throw_away(self, board_id: str) -> None:
        """Put a board into the bin. Raises NotFound or OSError."""
        folder = self.folder(board_id)
        self._make(self._bin)
        folder.path.rename(self._bin / board_id)
        os.utime(self._bin / board_id)
        self._sync()

    def restore(self, board_id: str) -> None:
        """Take a board out of the bin. Raises NotFound or OSError."""
        binned = self._bin / board_id
        if not binned.is_dir():
            raise NotFound(Code.BOARD_UNKNOWN, board_id=board_id)
        binned.rename(self._root / board_id)
        self._sync()

    def empty_bin(self, older_s: float = BIN_S) -> None:
        """Remove for good what has been in the bin for so long."""
        for path in self._bin.iterdir() if self._bin.is_dir() else ():
            if time.time() - path.stat().st_mtime >= older_s:
                log.info("board.removed", board=path.name)
                shutil.rmtree(path, ignore_errors=True)

    def remember_open(self, board_id: str) -> None:
        """Note which board is on the glass, so that a room that comes back shows it again."""
        mark = self._root / _OPEN
        try:
            if board_id:
                mark.write_text(board_id)
            else:
                mark.unlink(missing_ok=True)
        except OSError as error:
            log.warning("board.open_not_noted", reason=error.strerror)

    def last_open(self) -> str:
        """The board that was on the glass; empty for none."""
        try:
            board_id = (self._root / _OPEN).read_text()[:32]
        except (OSError, UnicodeDecodeError):
            return ""
        return board_id if board_id in {path.name for path in self._boards()} else ""

    def _boards(self) -> list[Path]:
        if not self._root.is_dir():
            return []
        return [path for path in self._root.iterdir() if path.is_dir() and not path.name.startswith(".")]

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            sync_folder(folder.parent)

    def _sync(self) -> None:
        sync_folder(self._root)
        sync_folder(self._bin)


def _link(source: str, target: str) -> None:
    """Assets are named by their content and never written to again."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def new_board_id() -> str:
    """64 random bits; never one that looks like a hidden file or an option."""
    while True:
        board_id = secrets.token_urlsafe(8)
        if board_id[0] not in "-_.":
            return board_id
