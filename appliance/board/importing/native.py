"""Reads `.board` files: the zip that `appliance/board/FORMAT.md` describes."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from io import BytesIO
from typing import Any

from msgspec.structs import replace
from pycrdt import Doc

from appliance.board import document, progress
from appliance.board.parcel import (
    MAX_ELEMENTS,
    MAX_FILE_BYTES,
    MAX_INFLATED_BYTES,
    MAX_PAGES,
    MAX_POINTS,
    BadFile,
    Imported,
    Losses,
)
from appliance.board.screening import BadUpdate, Missing, Screen
from appliance.ink.element import Board, Image, Stroke

FORMAT, VERSION = "parlor-board", 1
MANIFEST, DOCUMENT, PREVIEW, ASSETS = "manifest.json", "document.yjs", "preview.png", "assets/"
MAX_ENTRIES = 2_000
MAX_MANIFEST_BYTES = 64 * 1024
MAX_DOCUMENT_BYTES = 96 * 2**20
MAX_RATIO = 200
"""How far an entry may unpack; drawings deflate to a third, a bomb to a thousandth."""
SMALL_BYTES = 2**20
"""What any entry may unpack to, whatever the ratio."""
_ENTRY_MARK = b"PK\x01\x02"
_ENCRYPTED_FLAG = 1
_ASSET_NAME = re.compile(r"assets/[0-9a-f]{64}")


def read(data: bytes, name: str) -> Imported:
    """The board in a file. Assets that are broken or missing are told as lost. Raises BadFile."""
    losses = Losses()
    try:
        entries = _Entries(data, losses)
        title = _check_manifest(entries.read(MANIFEST, MAX_MANIFEST_BYTES))
        with progress.part(0.1, 0.7):
            board = _board(entries.read(DOCUMENT, MAX_DOCUMENT_BYTES))
        _check_size(board)
        with progress.part(0.7, 1.0):
            assets = _assets(entries, _named(board), losses)
    except BadFile as bad:
        raise bad.of(name) from bad
    return Imported(board=replace(board, name=board.name or title, assets=assets), lost=losses.parts)


class _Entries:
    """The entries of a hostile zip, unpacked one by one and never to more than a file may hold."""

    def __init__(self, data: bytes, losses: Losses) -> None:
        if len(data) > MAX_FILE_BYTES:
            raise BadFile("too_large", f"it has more than {MAX_FILE_BYTES >> 20} MB")
        # counted before zipfile makes an object of each
        if data.count(_ENTRY_MARK) > 2 * MAX_ENTRIES:
            raise BadFile("too_many", f"it holds more than {MAX_ENTRIES} files")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise BadFile("not_a_board_file", f"it is no zip that can be read ({error})") from error
        self._left = MAX_INFLATED_BYTES
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            if info.filename in self._infos:
                raise BadFile("damaged", f"it holds {info.filename[:80]!r} twice")
            self._infos[info.filename] = info
        if len(self._infos) > MAX_ENTRIES:
            raise BadFile("too_many", f"it holds more than {MAX_ENTRIES} files")
        known = {MANIFEST, DOCUMENT, PREVIEW, ASSETS}
        losses.add("asset", count=sum(one not in known and not _ASSET_NAME.fullmatch(one) for one in self._infos))

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str, most: int) -> bytes:
        """One entry's bytes. Raises BadFile."""
        info = self._infos.get(name)
        if info is None:
            raise BadFile("not_a_board_file", f"{name} is missing from it")
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise BadFile("encrypted", f"its {name} is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadFile("unsupported", f"its {name} is compressed by method {info.compress_type}")
        allowed = min(most, self._left, max(info.compress_size * MAX_RATIO, SMALL_BYTES))
        try:
            with self._zip.open(info) as stream:
                data = stream.read(allowed + 1)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error) as error:
            raise BadFile("damaged", f"its {name} is broken ({error})") from error
        if len(data) > allowed:
            raise BadFile("too_large", f"its {name} unpacks to more than {allowed} bytes")
        self._left -= len(data)
        return data


def _check_manifest(data: bytes) -> str:
    """The board's name, once it is sure that the file is one of ours."""
    try:
        manifest = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadFile("damaged", f"its {MANIFEST} is no JSON ({error})") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BadFile("not_a_board_file", f'its {MANIFEST} does not say "format": "{FORMAT}"')
    if manifest.get("version") != VERSION:
        raise BadFile("unsupported", f"it is of version {str(manifest.get('version'))[:20]}; this reads {VERSION}")
    title = manifest.get("name", "")
    return title[: document.MAX_NAME] if isinstance(title, str) else ""


def _board(update: bytes) -> Board:
    doc: Doc[Any] = Doc()
    try:
        Screen(doc.get_state()).check(update)
    except BadUpdate as error:
        raise BadFile("damaged", f"its {DOCUMENT} is no board ({error})") from error
    except Missing as error:
        raise BadFile("damaged", f"its {DOCUMENT} is only a part of a board") from error
    try:
        doc.apply_update(update)
        return document.read(doc)
    except (ValueError, TypeError, RuntimeError) as error:
        raise BadFile("damaged", f"its {DOCUMENT} is no board ({error})") from error


def _check_size(board: Board) -> None:
    elements = [one.element for page in board.pages for one in page.elements]
    points = sum(len(one.points) for one in elements if isinstance(one, Stroke))
    for held, most, what in (
        (len(board.pages), MAX_PAGES, "pages"),
        (len(elements), MAX_ELEMENTS, "elements"),
        (points, MAX_POINTS, "points"),
    ):
        if held > most:
            raise BadFile("too_many", f"it holds {held} {what}, more than {most}")


def _named(board: Board) -> list[str]:
    """The assets that something on the board names, without repeats."""
    found = {page.background.asset: None for page in board.pages if page.background.asset}
    for page in board.pages:
        found |= {one.element.asset: None for one in page.elements if isinstance(one.element, Image)}
    return list(found)


def _assets(entries: _Entries, named: list[str], losses: Losses) -> dict[str, bytes]:
    assets: dict[str, bytes] = {}
    for asset in progress.over(named):
        entry = ASSETS + asset
        if entry not in entries:
            losses.add("asset", "missing")
            continue
        try:
            data = entries.read(entry, MAX_INFLATED_BYTES)
        except BadFile as bad:
            losses.add("asset", bad.reason)
            continue
        if hashlib.sha256(data).hexdigest() == asset:
            assets[asset] = data
        else:
            losses.add("asset", "damaged")
    return assets
