"""The picture of a board in the list: drawn by the workshop when nobody draws, kept beside the board and in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import msgspec
import structlog

from appliance.board import workshop
from appliance.board.folder import Folder, replace
from appliance.board.parcel import BadFile

log = structlog.get_logger()

WIDTH = 480
FOLDER = "previews"


class Preview:
    """One board's picture."""

    def __init__(self, board_id: str, folder: Folder, files: Path) -> None:
        self._board_id = board_id
        self._folder = folder
        self._files = files

    async def draw(self, update: bytes, assets: Mapping[str, Path], version: int) -> str:
        """Draw it anew and note it in the summary; its name below `files`, empty where it could not be drawn."""
        name = f"{FOLDER}/{self._board_id}-{version}.png"
        target = self._files / name
        try:
            await asyncio.to_thread(target.parent.mkdir, 0o750, True, True)
            await workshop.picture(update, assets, target, WIDTH)
            await asyncio.to_thread(self._keep, target, name)
        except (BadFile, OSError) as error:
            log.warning("board.no_preview", board=self._board_id, reason=str(error))
            return ""
        return name

    def _keep(self, target: Path, name: str) -> None:
        target.chmod(0o640)
        if not self._folder.path.is_dir():
            return  # it was deleted meanwhile
        replace(self._folder.preview, target.read_bytes())
        summary = msgspec.structs.replace(self._folder.read_summary(), preview=name)
        replace(self._folder.summary, msgspec.json.encode(summary))
        for old in target.parent.glob(f"{self._board_id}-*.png"):
            if old != target:
                old.unlink()
