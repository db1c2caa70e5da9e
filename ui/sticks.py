"""Sticks: files on memory sticks that a board can take in."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Property, QObject, QRunnable, QStorageInfo, QThreadPool, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from ui.link import WORK_MS, link
from ui.models import KeyedListModel

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

PLACES = ("/media/", "/run/media/", "/mnt/")
SUFFIXES = frozenset((
    ".board", ".xopp", ".xoj", ".excalidraw", ".excalidrawlib", ".tldr", ".inkml", ".svg", ".pdf", ".png", ".jpg",
    ".jpeg",
))  # fmt: skip
MOST_FILES = 200
MOST_LOOKED_AT = 5000
DEPTH = 3
MOST_BYTES = 100 * 2**20
LOOK_MS = 2000

_log = logging.getLogger(__name__)


class StickFile(msgspec.Struct, frozen=True):
    """One file; its path is its id."""

    id: str
    name: str
    size_bytes: int


@QmlElement
@QmlSingleton
class Sticks(QObject):
    """Looks for files while `watching`, beside the GUI thread; brings one onto the open board."""

    changed = Signal()
    found = Signal(object)
    copied = Signal(str, str)
    """A file lies in the inbox (its name there, its own name), or could not be read (empty, its own name)."""
    imported = Signal("QVariantList")  # pyright: ignore[reportArgumentType]
    """A file is on the board: what of it was lost."""
    failed = Signal(str, str, str)
    """A file was refused: error code, its name, a reason's code (may be empty)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = KeyedListModel(StickFile, parent=self)
        self._is_looking = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.found.connect(self._take)
        self.copied.connect(self._import)

    @Property(bool, notify=changed)
    def watching(self) -> bool:  # pyright: ignore[reportRedeclaration]
        """Whether anybody looks."""
        return self._timer.isActive()

    @watching.setter
    def watching(self, watching: bool) -> None:
        if watching == self._timer.isActive():
            return
        if watching:
            self._timer.start()
            self._look()
        else:
            self._timer.stop()
        self.changed.emit()

    @Property(QObject, constant=True)
    def files(self) -> QObject:
        """Model of the files."""
        return self._files

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many files there are."""
        return len(self._files.items)

    @Slot(str)
    def bring(self, path: str) -> None:
        """Add the pages of a file to the open board."""
        self._pool.start(_Copying(Path(path), link().boards / "inbox", self))

    def _look(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self._pool.start(_Looking(self))

    def _take(self, files: list[StickFile]) -> None:
        self._is_looking = False
        if files != self._files.items:
            self._files.replace(files)
            self.changed.emit()

    def _import(self, inbox_name: str, name: str) -> None:
        if not inbox_name:
            self.failed.emit("board.bad_file", name, "")
            return

        def refuse(code: str, data: dict[str, Any]) -> None:
            self.failed.emit(code, name, str(data.get("reason", "")))

        link().call(
            "board.import_file", lambda lost: self.imported.emit(lost or []), refuse, within_ms=WORK_MS, name=inbox_name
        )


class _Looking(QRunnable):
    def __init__(self, sticks: Sticks) -> None:
        super().__init__()
        self._sticks = sticks

    def run(self) -> None:
        found: list[StickFile] = []
        for root in mounted():
            found.extend(files_below(root))
        found.sort(key=lambda file: file.name.lower())
        self._sticks.found.emit(found[:MOST_FILES])


class _Copying(QRunnable):
    def __init__(self, path: Path, inbox: Path, sticks: Sticks) -> None:
        super().__init__()
        self._path = path
        self._inbox = inbox
        self._sticks = sticks

    def run(self) -> None:
        # the room tells formats by content and name; a name of our own cannot clash with another file's
        name = f"{secrets.token_hex(4)}-{self._path.name[-100:]}"
        fresh = self._inbox / f".{name}.new"
        try:
            if self._path.stat().st_size > MOST_BYTES:
                self._sticks.failed.emit("board.too_large", self._path.name, "")
                return
            shutil.copyfile(self._path, fresh)
            fresh.replace(self._inbox / name)
        except OSError as error:
            _log.error("%s could not be read: %s", self._path.name, error)
            fresh.unlink(missing_ok=True)
            name = ""
        self._sticks.copied.emit(name, self._path.name)


def mounted() -> list[Path]:
    """Where memory sticks are mounted."""
    roots = [volume.rootPath() for volume in QStorageInfo.mountedVolumes() if volume.isReady()]
    return [Path(root) for root in roots if f"{root}/".startswith(PLACES)]


def files_below(root: Path) -> Iterator[StickFile]:
    """Files of known suffixes, at most DEPTH folders deep; links are not followed, hidden files not shown."""
    looked_at = 0
    for folder, folders, names in os.walk(root):
        depth = len(Path(folder).relative_to(root).parts)
        folders[:] = [] if depth >= DEPTH else [name for name in folders if not name.startswith(".")]
        for name in names:
            looked_at += 1
            path = Path(folder, name)
            if looked_at > MOST_LOOKED_AT:
                return
            if path.suffix.lower() in SUFFIXES and not name.startswith(".") and not path.is_symlink():
                try:
                    yield StickFile(str(path), name, path.stat().st_size)
                except OSError:
                    continue
