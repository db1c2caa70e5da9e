"""Pages of PDFs as pictures, for guests whose browsers draw no PDF: made when first asked for, gone with the board."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog
from pycrdt import Doc

from appliance.board import document, workshop
from appliance.board.parcel import BadFile
from appliance.ink.element import Background, Board, Page

log = structlog.get_logger()

_PAGE = "page"


class Underlays:
    """The pictures of the open board's PDF pages, as files in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._making = asyncio.Lock()
        self._failed: set[str] = set()

    async def make(self, background: Background, size: tuple[float, float], assets: Mapping[str, Path]) -> Path | None:
        """The picture of a page, one at a time; None where there is none to be had."""
        name = f"{background.asset}-{background.page}.png"
        target = self._folder / name
        async with self._making:
            if name in self._failed:
                return None
            try:
                if await asyncio.to_thread(self._is_there, target):
                    return target
                await workshop.write_file(_sheet(background, size), assets, "png", _PAGE, target)
            except (BadFile, OSError) as error:
                log.warning("board.no_underlay", reason=str(error))
                self._failed.add(name)
                return None
            return target

    def _is_there(self, target: Path) -> bool:
        self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        return target.exists()

    def hide(self) -> None:
        """The board is closed."""
        shutil.rmtree(self._folder, ignore_errors=True)


def find(doc: Doc[Any], asset: str, page: int) -> tuple[Background, tuple[float, float]] | None:
    """The background that shows this page of a PDF, and how large its page is; only what a board shows is drawn."""
    for _, size, background in document.pages_of(doc):
        if size and background.asset == asset and background.page == page and background.mime == "application/pdf":
            return background, size
    return None


def _sheet(background: Background, size: tuple[float, float]) -> bytes:
    doc: Doc[Any] = Doc()
    document.fill(doc, Board(pages=(Page(id=_PAGE, size=size, background=background),)))
    return doc.get_update()
