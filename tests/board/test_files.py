"""Files that go into boards and come out of them, in a real daemon with its workshop processes."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import cv2
import numpy as np
import pikepdf
import pytest
from pycrdt import Map

from appliance.rpc import RemoteError
from tests.board.client import board_url, stroke, unverified
from tests.board.room import Room

XOPP = """<?xml version="1.0"?><xournal creator="test" fileversion="4"><page width="595" height="842">
<background type="solid" color="#ffffffff" style="plain"/><layer>
<stroke tool="pen" color="#000000ff" width="1.41">10 10 20 20 30 10</stroke></layer></page></xournal>"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One daemon for all; every test makes a board of its own."""
    room = Room(tmp_path_factory.mktemp("files") / "w")
    asyncio.run(room.start())
    yield room
    asyncio.run(room.__aexit__(None))


async def fetch(url: str, **query: str) -> tuple[int, bytes, dict[str, str]]:
    async with aiohttp.ClientSession() as session, session.get(url, params=query, ssl=unverified()) as answer:
        return answer.status, await answer.read(), dict(answer.headers)


def a_png() -> bytes:
    return cv2.imencode(".png", np.full((40, 60, 3), 200, np.uint8))[1].tobytes()


async def test_a_file_is_taken_away_until_the_session_is_wiped(room: Room) -> None:
    board = await room.call("board.create_board", name="Plan: A/B")
    async with room.shell(board["id"]) as shell:
        await shell.draw(stroke(1))
        await shell.until(lambda: shell.stored >= shell.sent)
    made = await room.call("board.export_board", 60, format="pdf")
    assert Path(made["file"]).name == "Plan A B.pdf"
    status, body, headers = await fetch(made["url"])
    assert (status, body[:5], len(body)) == (200, b"%PDF-", made["size_bytes"])
    assert headers["Content-Disposition"].startswith("attachment;")
    old = (await room.state())["join_url"]
    await room.call("board.wipe_session")
    assert (await room.state())["open"] is None
    assert (await fetch(made["url"]))[0] == 404
    assert not Path(made["file"]).exists()
    await room.call("board.open_board", board_id=board["id"])
    assert (await room.state())["join_url"] not in ("", old)
    assert made["url"].split("/")[-2] not in room.log.read_text()


async def test_the_glass_falling_asleep_wipes_the_session(room: Room) -> None:
    board = await room.call("board.create_board")
    old = (await room.state())["join_url"]
    async with await room.guest() as guest:
        await room.call("power.sleep")
        await guest.closed.wait()
        assert guest.close_code == 4403
    await room.until(lambda s: s["open"] is None)
    await room.call("power.wake")
    await room.call("board.open_board", board_id=board["id"])
    assert (await room.state())["join_url"] != old


async def test_a_files_pages_are_added_behind_those_there_are(room: Room) -> None:
    board = await room.call("board.create_board")
    (room.inbox / "notes.xopp").write_bytes(gzip.compress(XOPP.encode()))
    async with room.shell(board["id"]) as shell:
        await shell.draw(stroke(1), "mine0000001")
        await shell.until(lambda: shell.stored >= shell.sent)
        await room.call("board.import_file", 60, name="notes.xopp")
        pages = shell.doc.get("pages", type=Map)
        await shell.until(lambda: len(pages) == 2)
        order = sorted(pages.to_py().items(), key=lambda page: page[1]["i"])
        assert order[0][0] == "first"
        assert set(shell.elements()) == {"mine0000001"}
        await shell.until(lambda: len(shell.elements(order[1][0])) == 1)
    assert not (room.inbox / "notes.xopp").exists()


async def test_pages_of_a_pdf_lie_under_the_board_and_guests_see_them(room: Room) -> None:
    await room.call("board.create_board")
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page(page_size=(300, 200))
        pdf.save(room.inbox / "slides.pdf")
    document = (room.inbox / "slides.pdf").read_bytes()
    name = hashlib.sha256(document).hexdigest()
    await room.call("board.import_file", 60, name="slides.pdf")
    assert (room.runtime / "boards" / "assets" / name).read_bytes() == document
    url, key = board_url((await room.state())["join_url"])
    assert (await fetch(f"{url}/assets/{name}", key=key))[1] == document
    status, picture, _ = await fetch(f"{url}/pictures/{name}/1", key=key)
    assert status == 200
    drawn = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert drawn.shape[1] / drawn.shape[0] == pytest.approx(1.5, abs=0.01)
    assert (await fetch(f"{url}/pictures/{name}/7", key=key))[0] == 404


async def test_what_is_no_file_for_boards_is_refused_with_its_name(room: Room) -> None:
    await room.call("board.create_board")
    (room.inbox / "rubbish.xopp").write_bytes(b"\x00\x01")
    with pytest.raises(RemoteError) as refused:
        await room.call("board.import_file", 60, name="rubbish.xopp")
    assert "bad_file" in str(refused.value)
    (room.inbox / "passwords.png").symlink_to("/etc/passwd")
    with pytest.raises(RemoteError):
        await room.call("board.import_file", 60, name="passwords.png")
    os.mkfifo(room.inbox / "pipe.png")
    for name in ("pipe.png", "nothing.png"):
        with pytest.raises(RemoteError) as refused:
            await room.call("board.keep_picture", socket="shell.sock", name=name)
        assert "bad_file" in str(refused.value)
    assert Path("/etc/passwd").exists()
    assert (await room.state())["working"] == ""


async def test_an_import_is_cancelled(room: Room) -> None:
    await room.call("board.create_board")
    (room.inbox / "notes.xopp").write_bytes(gzip.compress(XOPP.encode()))
    importing = asyncio.create_task(room.call("board.import_file", 60, name="notes.xopp"))
    await room.until(lambda s: s["working"] == "importing")
    await room.call("board.cancel_work")
    with pytest.raises(RemoteError) as cancelled:
        await importing
    assert "cancelled" in str(cancelled.value)
    assert (await room.state())["working"] == ""


async def test_a_still_becomes_an_asset(room: Room) -> None:
    await room.call("board.create_board")
    png = a_png()
    (room.inbox / "still.png").write_bytes(png)
    sha = await room.call("board.keep_picture", socket="shell.sock", name="still.png")
    assert sha == hashlib.sha256(png).hexdigest()
    assert (room.runtime / "boards" / "assets" / sha).read_bytes() == png
    assert not (room.inbox / "still.png").exists()
    await room.call("board.close_board")
    assert not (room.runtime / "boards" / "assets").exists()


async def test_boards_are_listed_with_pictures_that_outlive_the_room(tmp_path: Path) -> None:
    async with Room(tmp_path / "p") as room:
        board = await room.call("board.create_board")
        async with room.shell(board["id"]) as shell:
            await shell.draw(stroke(1))
            async with asyncio.timeout(30):
                while True:
                    (listed,) = await room.call("board.list_boards")
                    if listed["preview"]:
                        break
                    await asyncio.sleep(0.2)
        assert (room.runtime / "boards" / listed["preview"]).read_bytes().startswith(b"\x89PNG")
    async with Room(tmp_path / "p") as room:
        (listed,) = await room.call("board.list_boards")
        assert (room.runtime / "boards" / listed["preview"]).read_bytes().startswith(b"\x89PNG")
