from __future__ import annotations

import hashlib
import json
import zipfile
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pycrdt import Doc, Map

from appliance.api.board import LostPart
from appliance.board import document
from appliance.board.importing import native
from appliance.board.parcel import BadFile
from appliance.ink.element import Board, Image, Page, Placed, Stroke

PICTURE = b"\x89PNG\r\n\x1a\n and so on"
ASSET = hashlib.sha256(PICTURE).hexdigest()
MANIFEST = json.dumps({"format": "parlor-board", "version": 1, "name": "Plan"}).encode()


def a_board() -> Board:
    stroke = Stroke(points=np.array([[1, 2], [3, 4]], np.float32), color=0xFF, width=3)
    image = Image(x=0, y=0, w=10, h=10, asset=ASSET, mime="image/png")
    return Board(pages=(Page(id="a", elements=(Placed(id="s", element=stroke), Placed(id="i", element=image))),))


def update_of(board: Board) -> bytes:
    doc: Doc[Any] = Doc(client_id=1)
    document.fill(doc, board)
    return doc.get_update()


def zipped(method: int = zipfile.ZIP_DEFLATED, **changes: bytes | None) -> bytes:
    entries: dict[str, bytes | None] = {
        "manifest.json": MANIFEST,
        "document.yjs": update_of(a_board()),
        f"assets/{ASSET}": PICTURE,
    }
    entries |= {name.replace("__", "."): data for name, data in changes.items()}
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, data in entries.items():
            if data is not None:
                packed.writestr(name, data)
    return file.getvalue()


def refused(data: bytes) -> BadFile:
    with pytest.raises(BadFile) as caught:
        native.read(data, "wall.board")
    assert str(caught.value).startswith("wall.board: ")
    return caught.value


def test_a_whole_file_gives_its_board() -> None:
    imported = native.read(zipped(), "wall.board")
    assert imported.lost == ()
    assert imported.board.name == "Plan"
    assert imported.board.assets == {ASSET: PICTURE}
    assert [one.id for one in imported.board.pages[0].elements] == ["i", "s"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_stored_and_deflated_entries_are_read(method: int) -> None:
    assert native.read(zipped(method), "a").board.pages


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method: int) -> None:
    assert refused(zipped(method)).reason == "unsupported"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_a_board_file"),
        (b"%PDF-1.7", "not_a_board_file"),
        (zipped()[:-30], "not_a_board_file"),
        (zipped(manifest__json=None), "not_a_board_file"),
        (zipped(document__yjs=None), "not_a_board_file"),
        (zipped(manifest__json=b"{"), "damaged"),
        (zipped(manifest__json=b"[" * 50_000), "damaged"),
        (zipped(manifest__json=b"[]"), "not_a_board_file"),
        (zipped(manifest__json=b'{"format": "other"}'), "not_a_board_file"),
        (zipped(manifest__json=b'{"format": "parlor-board", "version": 2}'), "unsupported"),
        (zipped(manifest__json=b" " * 70_000), "too_large"),
        (zipped(document__yjs=b"\xff" * 100), "damaged"),
        (zipped(document__yjs=b""), "damaged"),
        (zipped(document__yjs=bytes(50_000_000)), "too_large"),
    ],
)
def test_what_is_no_board_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    assert refused(data).reason == reason


def test_a_file_of_more_entries_than_any_board_has_is_refused_before_they_are_listed() -> None:
    many = {f"assets/{index:064x}": b"" for index in range(native.MAX_ENTRIES * 2)}
    assert refused(zipped(**many)).reason == "too_many"


def test_an_entry_twice_is_refused() -> None:
    file = BytesIO(zipped())
    with zipfile.ZipFile(file, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("document.yjs", update_of(Board()))
    assert refused(file.getvalue()).reason == "damaged"


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(zipped(zipfile.ZIP_STORED))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.index(mark)
        data[at + flags] |= 1
    assert refused(bytes(data)).reason == "encrypted"


def test_broken_and_missing_pictures_are_told_and_the_rest_is_read() -> None:
    swapped = native.read(zipped(**{f"assets/{ASSET}": b"something else"}), "a")
    assert swapped.lost == (LostPart(what="asset", reason="damaged"),)
    assert swapped.board.assets == {}
    assert len(swapped.board.pages[0].elements) == 2
    assert native.read(zipped(**{f"assets/{ASSET}": None}), "a").lost == (LostPart(what="asset", reason="missing"),)


def test_files_that_no_board_holds_are_told_and_never_unpacked() -> None:
    imported = native.read(zipped(**{"../../etc/passwd": b"x", "assets/short": b"y"}), "a")
    assert imported.lost == (LostPart(what="asset", reason="unsupported", count=2),)
    assert set(imported.board.assets) == {ASSET}


def test_pictures_that_nothing_shows_are_left_out() -> None:
    other = hashlib.sha256(b"other").hexdigest()
    assert set(native.read(zipped(**{f"assets/{other}": b"other"}), "a").board.assets) == {ASSET}


def test_a_document_whose_roots_are_of_other_types_is_refused_or_read_without_them() -> None:
    doc: Doc[Any] = Doc()
    from pycrdt import Array, Text

    doc["pages"] = Array([1, 2, 3])
    doc["meta"] = Text("words")
    try:
        native.read(zipped(document__yjs=doc.get_update()), "a")
    except BadFile as bad:
        assert bad.reason == "damaged"


def test_more_pages_than_a_board_may_have_are_refused() -> None:
    doc: Doc[Any] = Doc()
    pages: Map[Any] = doc.get("pages", type=Map)
    with doc.transaction():
        for index in range(501):
            pages[f"p{index}"] = {"i": index}
    assert refused(zipped(document__yjs=doc.get_update())).reason == "too_many"


@given(some.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_with_wrong_bytes_is_read_or_refused_and_nothing_else(data: some.DataObject) -> None:
    whole = bytearray(zipped(zipfile.ZIP_STORED))
    for _ in range(data.draw(some.integers(1, 8))):
        whole[data.draw(some.integers(0, len(whole) - 1))] = data.draw(some.integers(0, 255))
    try:
        native.read(bytes(whole), "a")
    except BadFile as bad:
        assert bad.words


@given(some.data())
@settings(max_examples=300, deadline=None)
def test_a_document_with_wrong_bytes_is_read_or_refused_and_nothing_else(data: some.DataObject) -> None:
    update = bytearray(update_of(a_board()))
    for _ in range(data.draw(some.integers(1, 6))):
        update[data.draw(some.integers(0, len(update) - 1))] = data.draw(some.integers(0, 255))
    try:
        native.read(zipped(document__yjs=bytes(update)), "a")
    except BadFile as bad:
        assert bad.reason in ("damaged", "too_many")
