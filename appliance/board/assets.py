"""Pictures and PDFs of the open board: kept beside it, and as files in memory for the shell."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import Literal

import structlog

from appliance.board.folder import replace

log = structlog.get_logger()

Kind = Literal["", "image/png", "image/jpeg", "application/pdf"]

MAX_ASSET_BYTES = 25 * 1024 * 1024
MAX_ALL_BYTES = 256 * 1024 * 1024
SPARED_BYTES = 64 * 1024 * 1024
NAME = re.compile(r"^[0-9a-f]{64}$")
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)


class BadAsset(Exception):
    """A file that a board does not take; `reason` is a code."""

    def __init__(self, reason: Literal["unsupported", "too_large", "damaged"]) -> None:
        super().__init__(reason)
        self.reason = reason


class Assets:
    """The files of one board. Everything blocks and belongs in a thread."""

    def __init__(self, kept: Path, shown: Path) -> None:
        self._kept = kept
        self._shown = shown

    def show(self) -> None:
        """Lay all of them out for the shell; what memory has no room for is not shown."""
        for path in self.paths().values():
            try:
                self._copy(path)
            except OSError as error:
                log.warning("board.asset_not_shown", asset=path.name[:8], reason=error.strerror)

    def hide(self) -> None:
        """The board is closed."""
        shutil.rmtree(self._shown, ignore_errors=True)

    def paths(self) -> dict[str, Path]:
        """SHA-256 to file."""
        if not self._kept.is_dir():
            return {}
        return {path.name: path for path in self._kept.iterdir() if NAME.match(path.name)}

    def find(self, name: str) -> Path | None:
        """The file of that SHA-256."""
        path = self._kept / name
        return path if NAME.match(name) and path.is_file() else None

    def put(self, data: bytes, name: str = "") -> str:
        """Keep a file; returns its SHA-256, which must be `name` where that is given. Raises BadAsset or OSError."""
        digest = hashlib.sha256(data).hexdigest()
        if name and name != digest:
            raise BadAsset("damaged")
        if not kind_of(data):
            raise BadAsset("unsupported")
        known = self.paths()
        if digest not in known:
            if len(data) > MAX_ASSET_BYTES or sum(p.stat().st_size for p in known.values()) + len(data) > MAX_ALL_BYTES:
                raise BadAsset("too_large")
            self._kept.mkdir(mode=0o700, exist_ok=True)
            replace(self._kept / digest, data)
        self._copy(self._kept / digest)
        return digest

    def _copy(self, path: Path) -> None:
        target = self._shown / path.name
        self._shown.mkdir(mode=0o750, parents=True, exist_ok=True)
        if not target.exists():
            # pictures of the cast live in the same memory
            if shutil.disk_usage(self._shown).free < path.stat().st_size + SPARED_BYTES:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            fresh = self._shown / f".{path.name}"
            shutil.copyfile(path, fresh)
            fresh.chmod(0o640)
            fresh.replace(target)


def kind_of(data: bytes) -> Kind:
    """MIME type by the first bytes; empty for anything that a board does not take."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return ""
