"""Disks that are full, read-only, or tell something else than was written."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from appliance.rpc import RemoteError
from tests.board.client import stroke
from tests.board.room import Room

needs_mounts = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("nsenter"),
    reason="DISKS NOT TESTED: only root can mount a small disk",
)
SMALL = 'mount -t tmpfs -o size=1500k tmpfs "$0" && exec "$@"'
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


def in_namespace(script: str, folder: Path) -> tuple[str, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    return ("unshare", "-m", "--propagation", "private", "sh", "-c", script, str(folder))


def mount(room: Room, *arguments: str) -> None:
    subprocess.run(["nsenter", "-t", str(room.process.pid), "-m", "mount", *arguments], check=True)


@needs_mounts
async def test_a_full_disk_keeps_everything_in_memory_until_there_is_room(tmp_path: Path) -> None:
    data = tmp_path / "small"
    async with Room(tmp_path / "f", data, in_namespace(SMALL, data)) as room:
        board = await room.call("board.create_board")
        inside = Path(f"/proc/{room.process.pid}/root{data}")
        async with room.shell(board["id"]) as shell:
            await shell.draw(stroke(1), "early000001")
            await shell.until(lambda: shell.stored >= shell.sent)
            ballast = inside / "ballast"
            with ballast.open("wb", 0) as file:
                try:
                    while True:
                        file.write(bytes(4096))
                except OSError:
                    pass
            stored = shell.stored
            for number in range(40):
                await shell.draw(os.urandom(1000), f"full{number:07d}")
            await room.until(lambda s: s["trouble"] == "board.storage_full")
            with pytest.raises(RemoteError):
                await room.call("board.create_board")
            assert shell.stored < stored + 40
            with pytest.raises(RemoteError):
                await room.call("board.duplicate_board", board_id=board["id"])
            ballast.unlink()
            await shell.until(lambda: shell.stored >= shell.sent, 15)
            await room.until(lambda s: s["trouble"] == "")
            kept = shutil.copytree(inside / "boards", tmp_path / "copy")
        room.kill()
    async with Room(tmp_path / "g") as again:
        await again.stop()
        shutil.copytree(kept, again.data / "boards")
        await again.start()
        async with again.shell(board["id"]) as shell:
            assert set(shell.elements()) == {"early000001", *(f"full{number:07d}" for number in range(40))}


@needs_mounts
async def test_a_read_only_disk_is_told_and_written_once_it_can_be(tmp_path: Path) -> None:
    data = tmp_path / "r" / "data"
    async with Room(tmp_path / "r") as room:
        board = await room.call("board.create_board")
        async with room.shell(board["id"]) as shell:
            await shell.draw(stroke(1), "before00001")
            await shell.until(lambda: shell.stored >= shell.sent)
    room = Room(tmp_path / "r", data, in_namespace(READ_ONLY, data / "boards"))
    async with room:
        await room.until(lambda s: s["open"] == board["id"])
        async with room.shell(board["id"]) as shell:
            assert "before00001" in shell.elements()
            await shell.draw(stroke(2), "while000001")
            await room.until(lambda s: s["trouble"] == "board.read_only")
            assert shell.stored < shell.sent
            for method in ("duplicate_board", "delete_board", "duplicate_board"):  # the second closes it
                with pytest.raises(RemoteError):
                    await room.call(f"board.{method}", board_id=board["id"])
        await room.call("board.open_board", board_id=board["id"])
        async with room.shell(board["id"]) as shell:
            assert "while000001" in shell.elements()
        mount(room, "-o", "remount,rw,bind", str(data / "boards"))
        await room.until(lambda s: s["trouble"] == "", 15)
    async with Room(tmp_path / "r") as room, room.shell(board["id"]) as shell:
        assert {"before00001", "while000001"} <= set(shell.elements())


async def _drawn(room: Room, count: int) -> str:
    board = await room.call("board.create_board")
    async with room.shell(board["id"]) as shell:
        for number in range(count):
            await shell.draw(stroke(number), f"stroke{number:05d}")
        await shell.until(lambda: shell.stored >= shell.sent)
    return board["id"]


async def test_torn_tails_and_flipped_bits(tmp_path: Path) -> None:
    random.seed(11)
    async with Room(tmp_path / "t") as room:
        torn, flipped, ruined = [await _drawn(room, 30) for _ in range(3)]
        await room.call("board.close_board")
        boards = room.data / "boards"

        journal = boards / torn / "journal"
        whole = journal.read_bytes()
        journal.write_bytes(whole[:-7])
        await room.call("board.open_board", board_id=torn)
        async with room.shell(torn) as shell:
            assert set(shell.elements()) == {f"stroke{number:05d}" for number in range(29)}
            await shell.draw(stroke(1), "after000001")
            await shell.until(lambda: shell.stored >= shell.sent)
        cut = list((boards / torn).glob("journal.torn-*"))
        assert len(cut) == 1
        assert whole[:-7].endswith(cut[0].read_bytes())

        journal = boards / flipped / "journal"
        data = bytearray(journal.read_bytes())
        data[len(data) // 2] ^= 0x10
        journal.write_bytes(data)
        await room.call("board.open_board", board_id=flipped)
        async with room.shell(flipped) as shell:
            assert len(shell.elements()) == 29  # the one that it hit
        await room.call("board.close_board")
        assert any(path.read_bytes() == bytes(data) for path in (boards / flipped / "history").iterdir())
        await room.call("board.open_board", board_id=flipped)
        async with room.shell(flipped) as shell:
            assert len(shell.elements()) == 29

        await room.call("board.close_board")
        rubbish = os.urandom(5000)
        (boards / ruined / "journal").write_bytes(rubbish)
        with pytest.raises(RemoteError, match="damaged"):
            await room.call("board.open_board", board_id=ruined)
        assert (boards / ruined / "journal").read_bytes() == rubbish
        await room.call("board.open_board", board_id=torn)
        async with room.shell(torn) as shell:
            assert "after000001" in shell.elements()


async def test_a_broken_snapshot_is_made_again_from_history(tmp_path: Path) -> None:
    async with Room(tmp_path / "s") as room:
        board_id = (await room.call("board.create_board"))["id"]
        folder = room.data / "boards" / board_id
        async with room.shell(board_id) as shell:
            for number in range(7):  # more than a journal holds before it is rotated
                await shell.draw(os.urandom(1_000_000), f"large{number:06d}")
            await shell.until(lambda: shell.stored >= shell.sent, 20)
            async with asyncio.timeout(10):
                while True:
                    if (folder / "history" / "000001.journal").exists():
                        break
                    await asyncio.sleep(0.05)
            await shell.draw(stroke(1), "after000001")
            await shell.until(lambda: shell.stored >= shell.sent)
        history = await room.call("board.replay_board")
        assert history["changes"] == 9
        room.kill()
        snapshot = folder / "snapshot.yjs"
        broken = b"\xff" * 50 + snapshot.read_bytes()
        snapshot.write_bytes(broken)
        await room.start()
        async with room.shell(board_id) as shell:
            assert set(shell.elements()) == {"after000001", *(f"large{number:06d}" for number in range(7))}
        assert [path.read_bytes() == broken for path in folder.glob("snapshot.yjs.damaged-*")] == [True]
