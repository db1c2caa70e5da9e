"""Changes on their way to the disk: told only once they are there, and kept in order where they are not."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path

import pytest

from appliance.board import journal
from appliance.board.folder import Folder
from appliance.board.writer import Writer


class Desk:
    """A writer, and what it told."""

    def __init__(self, path: Path) -> None:
        path.mkdir(exist_ok=True)
        self.folder = Folder(path)
        self.durable = 0
        self.troubles: list[str] = []
        self.told: list[tuple[int, int]] = []
        """How many were said to be safe, and how many were in the file then."""
        self.writer = Writer(self.folder, 0, self._take, self.troubles.append)

    def _take(self, count: int) -> None:
        self.durable = count
        self.told.append((count, len(self.payloads())))

    def payloads(self, path: Path | None = None) -> list[bytes]:
        path = path or self.folder.journal
        return [record.payload for record in journal.read(path.read_bytes()).records] if path.exists() else []

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10):
            while True:
                if self.durable >= count:
                    return
                await asyncio.sleep(0.005)


async def test_nothing_is_told_before_it_was_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fdatasync

    def sync(descriptor: int) -> None:
        real(descriptor)
        synced.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "fdatasync", sync)
    desk = Desk(tmp_path / "b")
    for number in range(200):
        desk.writer.append(b"%d" % number)
    await desk.until(200)
    assert desk.payloads() == [b"%d" % number for number in range(200)]
    assert all(on_disk >= said for said, on_disk in desk.told)
    assert synced[-1] == desk.folder.journal.stat().st_size
    assert len(synced) < 50  # what gathered went out together
    assert await desk.writer.close()


async def test_a_full_disk_is_told_and_tried_again_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.board.writer.RETRY_S", 0.02)
    desk = Desk(tmp_path / "b")
    desk.writer.append(b"before")
    await desk.until(1)
    whole = desk.folder.journal.read_bytes()
    real = os.pwrite
    left = [5]

    def half(descriptor: int, data: memoryview, at: int) -> int:
        if left[0]:
            left[0] -= 1
            real(descriptor, data[: len(data) // 2], at)
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, data, at)

    monkeypatch.setattr(os, "pwrite", half)
    for number in range(5):
        desk.writer.append(b"during %d" % number)
    await desk.until(6)
    await asyncio.sleep(0.05)
    assert desk.troubles == ["board.storage_full", ""]
    assert desk.folder.journal.read_bytes().startswith(whole)
    assert desk.payloads() == [b"before", *(b"during %d" % number for number in range(5))]
    assert await desk.writer.close()


async def test_a_snapshot_replaces_the_journal_which_becomes_history(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "b")
    for round_number in range(3):
        desk.writer.append(b"%d" % round_number)
        desk.writer.rotate(b"state %d" % round_number)
    desk.writer.append(b"after")
    await desk.until(4)
    assert desk.folder.snapshot.read_bytes() == b"state 2"
    assert [path.name for path in sorted(desk.folder.history.iterdir())] == [f"00000{n}.journal" for n in (1, 2, 3)]
    assert desk.payloads() == [b"after"]
    assert [record.payload for record in desk.folder.history_records()] == [b"0", b"1", b"2", b"after"]
    assert await desk.writer.close()


async def test_without_room_for_a_snapshot_the_journal_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("appliance.board.writer.replace", no_room)
    desk = Desk(tmp_path / "b")
    desk.writer.append(b"one")
    desk.writer.rotate(b"state")
    desk.writer.append(b"two")
    await desk.until(2)
    assert desk.payloads() == [b"one", b"two"]
    assert await desk.writer.close()


async def test_wet_ink_is_there_within_a_tenth_of_a_second_and_gone_when_nobody_draws(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "b")
    desk.writer.append_wet(b"wet 1")
    await asyncio.sleep(0.1)
    assert desk.payloads(desk.folder.wet) == [b"wet 1"]
    desk.writer.append_wet(b"wet 2")
    desk.writer.append(b"the stroke")
    desk.writer.restart_wet([b"another's"])
    await desk.until(1)
    assert await desk.writer.close()
    assert desk.payloads() == [b"the stroke"]
    assert desk.payloads(desk.folder.wet) == [b"another's"]


async def test_what_no_disk_takes_is_told_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "fdatasync", broken)
    desk = Desk(tmp_path / "b")
    desk.writer.append(b"lost")
    assert not await desk.writer.close()
    assert desk.troubles == ["board.read_only"]
