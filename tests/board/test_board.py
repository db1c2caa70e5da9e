"""Boards of a real daemon, through its sockets."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import json
import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from pycrdt import Doc, Map

from appliance.board.awareness import State, encode
from appliance.ink import message
from appliance.ink.message import Permission, WetState
from appliance.rpc import RemoteError
from tests.board.client import board_url, stroke, unverified
from tests.board.room import Room


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One daemon for all that leave it as it was; every test makes a board of its own."""
    room = Room(tmp_path_factory.mktemp("board") / "a")
    asyncio.run(room.start())
    yield room
    asyncio.run(room.__aexit__(None))


@pytest.fixture
async def own_room(tmp_path: Path) -> AsyncIterator[Room]:
    async with Room(tmp_path / "o") as room:
        yield room


async def test_what_is_drawn_is_stored_told_and_there_again(own_room: Room) -> None:
    room = own_room
    assert not (room.data / "boards").exists()
    board = await room.call("board.create_board", name="Plan", dark=True)
    async with room.shell(board["id"]) as shell, await room.guest() as guest:
        drawn, number = await shell.draw(stroke(1))
        await shell.until(lambda: shell.stored >= number)
        await guest.until(lambda: drawn in guest.elements())
        theirs, number = await guest.draw(stroke(2))
        await guest.until(lambda: guest.stored >= number)
        await shell.until(lambda: theirs in shell.elements())
    assert await room.stop() == 0
    await room.start()
    state = await room.until(lambda s: s["open"])
    assert (state["open"], state["name"]) == (board["id"], "Plan")
    async with room.shell(board["id"]) as shell:
        assert set(shell.elements()) == {drawn, theirs}
        assert shell.meta()["dark"] is True


async def test_wet_ink_is_relayed_and_stays_when_its_client_vanishes(room: Room) -> None:
    board = await room.call("board.create_board")
    async with await room.guest() as guest:
        async with room.shell(board["id"]) as shell:
            packed = stroke(3, 20)
            await shell.send_wet("abandoned01", 0, packed)
            await shell.send_wet("palm0000001", 0, packed)
            await shell.send_wet("palm0000001", 20, b"", WetState.CANCELLED)
            await shell.send_wet("laser000001", 0, packed, WetState.LASER)
            await guest.until(lambda: len(guest.wet) >= 4)
            assert guest.wet[0].packed == packed
        await guest.until(lambda: "abandoned01" in guest.elements())
        assert set(guest.elements()) == {"abandoned01"}


async def test_what_was_drawn_and_erased_at_once_does_not_come_back(own_room: Room) -> None:
    room = own_room
    board = await room.call("board.create_board")
    async with room.shell(board["id"]) as shell:
        await shell.send_wet("held0000001", 0, stroke(3, 20))  # somebody else draws all the while
        for number in range(30):
            drawn = f"erased{number:05d}"
            await shell.send_wet(drawn, 0, stroke(3, 20))
            before = shell.doc.get_state()
            elements = shell.doc.get("o:first", type=Map)
            elements[drawn] = stroke(number)
            added = shell.doc.get_update(before)
            before = shell.doc.get_state()
            del elements[drawn]
            await shell.change_raw(added)
            await shell.change_raw(shell.doc.get_update(before))
        await shell.until(lambda: shell.stored >= shell.sent)
        await asyncio.sleep(0.15)
        room.kill()
    await room.start()
    async with room.shell(board["id"]) as shell:
        assert set(shell.elements()) == {"held0000001"}


async def test_guests_have_names_may_only_look_and_are_sent_away(room: Room) -> None:
    board = await room.call("board.create_board")
    async with await room.guest() as guest, room.shell(board["id"]) as shell:
        assert guest.permission is Permission.EDIT
        said = json.dumps({"user": {"name": "Ann", "color": "#ff0080"}})
        await guest.send_raw(message.awareness(encode([State(guest.doc.client_id, 1, said, "")])))
        state = await room.until(lambda s: s["guests"] and s["guests"][0]["name"])
        assert (state["guests"][0]["name"], state["guests"][0]["color"]) == ("Ann", 0xFF0080FF)
        await shell.until(lambda: any(b"Ann" in one for one in shell.awareness))

        await room.call("board.set_view_only", view_only=True, guest_id=state["guests"][0]["id"])
        await guest.until(lambda: guest.permission is Permission.VIEW)
        refused, _ = await guest.draw(stroke(4))
        await asyncio.sleep(0.2)
        assert refused not in shell.elements()
        url, key = board_url(state["join_url"])
        async with aiohttp.ClientSession() as session:
            put = session.put(f"{url}/assets/{'0' * 64}", params={"key": key}, data=b"x", ssl=unverified())
            async with put as answer:
                assert answer.status == 403

        await room.call("board.set_view_only", view_only=False)
        await guest.until(lambda: guest.permission is Permission.EDIT)
        await shell.until(lambda: refused in shell.elements())  # asked for what was drawn meanwhile

        await room.call("board.revoke_link")
        await guest.closed.wait()
        assert (guest.permission, guest.close_code) == (Permission.REVOKED, 4403)
        assert not shell.closed.is_set()
        async with await _late(state["join_url"]) as late:
            await late.closed.wait()
            assert late.close_code == 4403
        revoked = await room.state()
        assert (revoked["join_url"], revoked["shared"], revoked["guests"]) == ("", False, [])
        await room.call("board.renew_link")
        async with await room.guest() as again:
            assert refused in again.elements()
    assert key not in room.log.read_text()


async def _late(join_url: str):
    from tests.board.client import guest

    return guest(join_url)


async def test_work_apart_is_merged(room: Room) -> None:
    board = await room.call("board.create_board")
    async with await room.guest() as guest:
        await guest.draw(stroke(1), "before00001")
        await guest.until(lambda: guest.stored >= guest.sent)
    apart = guest.doc
    for number in range(5):
        apart.get("o:first", type=Map)[f"offline{number:04d}"] = stroke(number)
    async with room.shell(board["id"]) as shell:
        for number in range(5):
            await shell.draw(stroke(number), f"onglass{number:04d}")
        async with await room.guest(doc=apart) as guest:
            await shell.until(lambda: len(shell.elements()) == 11)
            await guest.until(lambda: len(guest.elements()) == 11 and guest.stored >= guest.sent)


async def test_an_update_ahead_of_its_past_is_asked_for(room: Room) -> None:
    board = await room.call("board.create_board")
    async with room.shell(board["id"]) as shell:
        other: Doc[Map] = Doc()
        other.get("o:first", type=Map)["first000001"] = stroke(1)
        before = other.get_state()
        shell.doc.apply_update(other.get_update())  # this client knows it, the room does not
        other.get("o:first", type=Map)["second00001"] = stroke(2)
        shell.doc.apply_update(other.get_update())
        number = await shell.change_raw(other.get_update(before))
        await shell.until(lambda: shell.stored >= number)
        async with await room.guest() as guest:
            assert set(guest.elements()) == {"first000001", "second00001"}


async def test_assets(own_room: Room) -> None:
    room = own_room
    await room.call("board.create_board")
    url, key = board_url((await room.state())["join_url"])
    png = b"\x89PNG\r\n\x1a\n" + b"pixels" * 100
    name = hashlib.sha256(png).hexdigest()
    async with aiohttp.ClientSession() as session:

        async def ask(method: str, path: str, key: str, data: bytes | None = None) -> tuple[int, bytes]:
            async with session.request(
                method, f"{url}{path}", params={"key": key}, data=data and io.BytesIO(data), ssl=unverified()
            ) as answer:
                return answer.status, await answer.read()

        assert (await ask("PUT", f"/assets/{name}", key, png))[0] == 204
        assert await ask("GET", f"/assets/{name}", key) == (200, png)
        assert (room.runtime / "boards" / "assets" / name).read_bytes() == png
        assert (await ask("PUT", f"/assets/{'0' * 64}", key, png))[0] == 400
        script = b"<script>alert(1)</script>"
        assert (await ask("PUT", f"/assets/{hashlib.sha256(script).hexdigest()}", key, script))[0] == 400
        assert await _announce(f"{url}/assets/{name}?key={key}", 26 * 2**20) == 413
        assert (await ask("GET", "/assets/..%2Flink.json", key))[0] == 404
        _, info = await ask("GET", "/info", key)
        assert json.loads(info) == {"name": "", "room_name": "Room o", "can_draw": True}
        for _ in range(5):
            assert (await ask("GET", f"/assets/{name}", "guessed"))[0] == 403
        assert (await ask("GET", f"/assets/{name}", key))[0] == 429
    await asyncio.sleep(0.3)  # aiohttp does not wait until its TLS connections are closed


async def _announce(url: str, size: int) -> int:
    """The status that an upload of so many bytes meets before any of them is sent."""
    origin, _, path = url.removeprefix("https://").partition("/")
    host, _, port = origin.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port), ssl=unverified())
    writer.write(f"PUT /{path} HTTP/1.1\r\nHost: {origin}\r\nContent-Length: {size}\r\n\r\n".encode())
    status = int((await reader.readline()).split()[1])
    writer.close()
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        await writer.wait_closed()
    return status


async def test_boards_are_listed_renamed_duplicated_and_deleted_with_undo(room: Room) -> None:
    first = await room.call("board.create_board", name="One")
    async with room.shell(first["id"]) as shell:
        await shell.draw(stroke(1), "stroke00001")
        await shell.until(lambda: shell.stored >= shell.sent)
    second = await room.call("board.create_board", name="Two")
    await room.call("board.rename_board", board_id=first["id"], name="Uno")
    copy = await room.call("board.duplicate_board", board_id=first["id"])
    names = {board["id"]: board["name"] for board in await room.call("board.list_boards")}
    assert names.items() >= {first["id"]: "Uno", second["id"]: "Two", copy["id"]: "Uno"}.items()
    await room.call("board.open_board", board_id=copy["id"])
    async with room.shell(copy["id"]) as shell:
        assert set(shell.elements()) == {"stroke00001"}
        assert shell.meta()["name"] == "Uno"
    await room.call("board.delete_board", board_id=copy["id"])
    assert (await room.state())["open"] is None
    with pytest.raises(RemoteError):
        await room.call("board.open_board", board_id=copy["id"])
    await room.call("board.restore_board", board_id=copy["id"])
    await room.call("board.open_board", board_id=copy["id"])
    history = await room.call("board.replay_board")
    assert history["changes"] == 1
    assert Path(history["file"]).read_bytes().startswith(b"PLJOURN1")


async def test_two_rooms_share_a_board(room: Room, tmp_path: Path) -> None:
    async with Room(tmp_path / "b") as other:
        here = await room.call("board.create_board")
        there = await other.call("board.create_board")
        async with room.shell(here["id"]) as ours, other.shell(there["id"]) as theirs:
            mine, _ = await ours.draw(stroke(1))
            yours, _ = await theirs.draw(stroke(2))
            await room.call("board.join_peer", url=(await other.state())["join_url"])
            await room.until(lambda s: s["peer"] == "joined")
            await ours.until(lambda: set(ours.elements()) == {mine, yours})
            await theirs.until(lambda: set(theirs.elements()) == {mine, yours})
            assert (await other.until(lambda s: s["guests"] and s["guests"][0]["name"]))["guests"][0][
                "name"
            ] == "Room a"
            await other.call("board.set_view_only", view_only=True)
            await room.until(lambda s: s["look_only"] == "board.peer_view_only")
            await ours.until(lambda: ours.permission is Permission.VIEW)
            assert (await other.state())["look_only"] == ""
            (room.inbox / "more.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
            with pytest.raises(RemoteError) as refused:
                await room.call("board.import_file", 20, name="more.svg")
            assert "peer_view_only" in str(refused.value)
            await other.call("board.set_view_only", view_only=False)
            await room.until(lambda s: s["look_only"] == "")
            await ours.until(lambda: ours.permission is Permission.EDIT)
            await other.call("board.join_peer", url=(await room.state())["join_url"])  # a ring: nothing goes round
            await ours.send_wet("ring0000001", 0, stroke(5, 10))
            await theirs.until(lambda: bool(theirs.wet))
            await asyncio.sleep(0.3)
            assert len(theirs.wet) <= 2
            assert not ours.wet
            other.kill()
            await room.until(lambda s: s["peer"] == "lost")
            alone, _ = await ours.draw(stroke(3))
            await other.start()
            async with other.shell(there["id"]) as again:
                await again.until(lambda: alone in again.elements())
        await room.call("board.leave_peer")
        with pytest.raises(RemoteError):
            await room.call("board.join_peer", url="https://example.org/elsewhere")
