"""The workshop's processes: what they give, what they refuse, and that nothing of them stays."""

from __future__ import annotations

import asyncio
import gzip
import io
import os
import resource
import time
from pathlib import Path

import pikepdf
import psutil
import pytest
from pycrdt import Doc

from appliance.board import document, workshop
from appliance.board.parcel import BadFile
from appliance.board.survey import count
from tests.board.files import CORPUS, png

MAX_RESIDENT_KB = 1_500_000


@pytest.fixture(autouse=True)
def private_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the jobs' folders, empty again afterwards."""
    folder = tmp_path / "jobs"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def _put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _pdf(pages: int, **encrypted: object) -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    target = io.BytesIO()
    made.save(target, **encrypted)
    return target.getvalue()


async def test_a_file_becomes_a_document_and_a_file_again(tmp_path: Path, private_temp: Path) -> None:
    data, expected = CORPUS["scene.excalidraw"]
    found = await workshop.read_file(_put(tmp_path, "x", data), "scene.excalidraw")
    doc: Doc = Doc()
    doc.apply_update(found.update)
    counted = count(document.read(doc))
    assert {key: counted[key] for key in expected} == expected
    assert ("hatching", "unsupported") in {(part.what, part.reason) for part in found.lost}
    assets = {sha: _put(tmp_path, sha, asset) for sha, asset in found.assets.items()}
    target = tmp_path / "out" / "board.xopp"
    target.parent.mkdir()
    lost = await workshop.write_file(found.update, assets, "xopp", "", target)
    assert ("shape", "became_stroke") in {(part.what, part.reason) for part in lost}
    again = await workshop.survey_file(target, "board.xopp")
    assert again["images"] == 1
    assert list(target.parent.iterdir()) == [target]
    await workshop.picture(found.update, assets, tmp_path / "preview.png", 320)
    assert (tmp_path / "preview.png").read_bytes().startswith(b"\x89PNG")
    assert not list(private_temp.iterdir())


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "notes.xopp", "damaged"),
    "stranger": (b"hello", "notes.txt", "not_a_board_file"),
    "password": (
        _pdf(1, encryption=pikepdf.Encryption(owner="o", user="u")), "slides.pdf", "encrypted",
    ),
    "pages": (_pdf(501), "slides.pdf", "too_many"),
    "pixels": (png(1, 1).replace(b"\0\0\0\1\0\0\0\1\x08", b"\0\0\xff\xff\0\0\xff\xff\x08"), "wide.png", "too_large"),
    "inflated": (gzip.compress(b" " * (401 << 20), 1), "notes.xopp", "too_large"),
    "points": (
        gzip.compress(b'<xournal><page><layer><stroke width="1">' + b"1 2 " * 25_000_000, 1), "notes.xopp", "too_large",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
async def test_refusals_name_the_file(case: str, tmp_path: Path, private_temp: Path) -> None:
    data, name, reason = REFUSED[case]
    with pytest.raises(BadFile) as refusal:
        await workshop.read_file(_put(tmp_path, "x", data), name)
    assert refusal.value.reason == reason
    assert str(refusal.value).startswith(f"{name}: ")
    assert not list(private_temp.iterdir())
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MAX_RESIDENT_KB


async def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.svg"
    with path.open("wb") as file:
        file.truncate(101 << 20)
    with pytest.raises(BadFile, match=r"huge\.svg: it is larger than 100 MB") as refusal:
        await workshop.read_file(path, "huge.svg")
    assert refusal.value.reason == "too_large"


def _children() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [each for each in children if "appliance.board.conversion" in each.cmdline()]


async def _started() -> psutil.Process:
    async with asyncio.timeout(20):
        while not (children := _children()):  # noqa: ASYNC110  another process starts when it starts
            await asyncio.sleep(0.02)
    return children[0]


def _endless() -> bytes:
    # honest ink, more than a second's work
    stroke = '<stroke tool="pen" color="red" width="1">' + "1.5 2.5 " * 60 + "</stroke>"
    return f'<xournal><page width="9" height="9"><layer>{stroke * 150_000}</layer></page></xournal>'.encode()


async def test_cancelling_ends_the_process_at_once(tmp_path: Path, private_temp: Path) -> None:
    work = asyncio.create_task(workshop.read_file(_put(tmp_path, "x", _endless()), "notes.xopp"))
    await _started()
    begun = time.monotonic()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert time.monotonic() - begun < 1
    assert not _children()
    assert not list(private_temp.iterdir())


async def test_the_process_tells_how_much_is_done(tmp_path: Path, private_temp: Path) -> None:
    stroke = '<stroke tool="pen" color="red" width="1">' + "1.5 2.5 " * 60 + "</stroke>"
    notes = f'<xournal><page width="9" height="9"><layer>{stroke * 5_000}</layer></page></xournal>'
    reading: list[float] = []
    found = await workshop.read_file(_put(tmp_path, "x", notes.encode()), "notes.xopp", reading.append)
    writing: list[float] = []
    await workshop.write_file(found.update, {}, "pdf", "", tmp_path / "notes.pdf", writing.append)
    for told in (reading, writing):
        assert len(told) >= 8
        assert told == sorted(set(told))
        assert 0 < told[0] < 0.5
        assert told[-1] > 0.9


async def test_a_process_that_talks_nonsense_says_nothing_of_what_is_done() -> None:
    told: list[float] = []
    reader = asyncio.StreamReader()
    reader.feed_data(b"x\n" * 10_000 + b"-5\n9" + b"9" * 100_000 + b"\n700\n300\n99999\n\xff\n")
    reader.feed_eof()
    await workshop.followed(reader, told.append)
    assert told[-1] == 1.0
    assert all(0 < share <= 1 for share in told)


async def test_time_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "READ_CPU_S", 1)
    monkeypatch.setattr(workshop, "READ_CPU_S_A_MB", 0)
    with pytest.raises(BadFile) as refusal:
        await workshop.read_file(_put(tmp_path, "x", _endless()), "notes.xopp")
    assert refusal.value.reason == "timeout"
    assert not _children()


async def test_a_reader_that_breaks_is_a_refusal(tmp_path: Path) -> None:
    work = asyncio.create_task(workshop.read_file(_put(tmp_path, "x", _endless()), "notes.xopp"))
    (await _started()).send_signal(11)
    with pytest.raises(BadFile, match=r"notes\.xopp") as refusal:
        await work
    assert refusal.value.reason == "damaged"


async def test_a_process_has_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLOR_SECRET", "do not tell")
    secret = os.open(_put(tmp_path, "secret", b"x"), os.O_RDONLY)
    os.set_inheritable(secret, True)
    work = asyncio.create_task(workshop.read_file(_put(tmp_path, "x", _endless()), "notes.xopp"))
    child = await _started()
    try:
        assert not {"PARLOR_SECRET", "XDG_RUNTIME_DIR", "USER"} & set(child.environ())
        assert str(tmp_path / "secret") not in {each.path for each in child.open_files()}
    finally:
        os.close(secret)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work


async def test_a_target_that_cannot_be_written_is_told_and_keeps_what_was_there(tmp_path: Path) -> None:
    doc: Doc = Doc()
    target = tmp_path / "missing" / "board.svg"
    with pytest.raises(FileNotFoundError):
        await workshop.write_file(doc.get_update(), {}, "svg", "", target)
    assert not target.parent.exists()
