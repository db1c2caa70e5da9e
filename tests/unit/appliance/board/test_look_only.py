"""Boards that may only be looked at: nothing that was begun is lost, and everybody hears of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pycrdt import Map

from appliance.board import connection, limits
from appliance.board.connection import Visitor
from appliance.board.folder import Folder
from appliance.board.paper import Owner
from appliance.board.table import Table
from appliance.ink import message
from appliance.ink.message import Permission
from tests.board.client import BoardClient, stroke


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[Table]:
    owner = Owner()
    table = await Table.open("board-of-tests", Folder(tmp_path), owner)
    running = asyncio.create_task(table.run())
    yield table
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await table.close()
    owner.close()


@asynccontextmanager
async def sitting(table: Table, visitor: Visitor) -> AsyncIterator[BoardClient]:
    """A client at the table."""
    client = BoardClient()
    to_room: asyncio.Queue[bytes | None] = asyncio.Queue()
    to_client: asyncio.Queue[bytes] = asyncio.Queue()
    tasks = [
        asyncio.create_task(table.serve(visitor, Permission.EDIT, to_room.get, to_client.put)),
        asyncio.create_task(client.serve(to_room.put, to_client.get)),
    ]
    await client.until(lambda: client.is_synced and client.permission is not None)
    yield client
    to_room.put_nowait(None)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


GLASS = Visitor("glass", is_guest=False, is_parlor=True)
GUEST = Visitor("guest", is_guest=True, is_parlor=True)
PEER = Visitor("peer", is_guest=False, is_parlor=True, is_peer=True)


async def test_a_full_board_tells_everybody_and_keeps_what_was_begun(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    table.listeners.look_only = lambda: told.append(table.look_only)
    monkeypatch.setattr(limits, "MAX_DOCUMENT_BYTES", 2_000)
    async with sitting(table, GLASS) as glass, sitting(table, GUEST) as guest:
        while glass.permission is Permission.EDIT:
            _, number = await glass.draw(stroke(1))
            await glass.until(lambda number=number: glass.stored >= number)
            await asyncio.sleep(0.02)
        await guest.until(lambda: guest.permission is Permission.VIEW)
        assert told == ["board.full"]
        assert not table.has_room_for(1)
        for one in (glass, guest):
            drawn, number = await one.draw(stroke(2))  # begun before it knew
            await one.until(lambda one=one, number=number: one.stored >= number)
            await glass.until(lambda drawn=drawn: drawn in glass.elements())
        monkeypatch.setattr(connection, "UNDER_WAY_S", 0.0)
        late, _ = await guest.draw(stroke(3))
        await asyncio.sleep(0.1)
        assert late not in glass.elements(), "a guest who goes on all the same is not heard"
        async with sitting(table, Visitor("next", is_guest=True, is_parlor=True)) as latecomer:
            assert latecomer.permission is Permission.VIEW


async def test_beyond_what_is_spared_nothing_is_said_to_be_stored(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_DOCUMENT_BYTES", 0)
    monkeypatch.setattr(limits, "SPARE_BYTES", 400)
    async with sitting(table, GLASS) as glass:
        last = 0
        for seed in range(8):
            _, last = await glass.draw(stroke(seed))
            await asyncio.sleep(0.03)
        assert 0 < glass.stored < last


async def test_a_sum_of_changes_that_left_little_is_not_full(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_DOCUMENT_BYTES", 2_000)
    async with sitting(table, GLASS) as glass:
        for seed in range(20):
            drawn, _ = await glass.draw(stroke(seed))
            before = glass.doc.get_state()
            del glass.doc.get("o:first", type=Map)[drawn]
            number = await glass.change_raw(glass.doc.get_update(before))
            await glass.until(lambda number=number: glass.stored >= number)
        assert glass.permission is Permission.EDIT


async def test_another_room_lets_this_one_only_look_and_then_draw(table: Table) -> None:
    told: list[str] = []
    table.listeners.look_only = lambda: told.append(table.look_only)
    async with sitting(table, GLASS) as glass, sitting(table, PEER) as peer, sitting(table, GUEST) as guest:
        await peer.send_raw(message.permission(Permission.VIEW))
        await glass.until(lambda: glass.permission is Permission.VIEW)
        await guest.until(lambda: guest.permission is Permission.VIEW)
        assert peer.permission is Permission.EDIT, "what comes from there is taken"
        drawn, _ = await peer.draw(stroke(1))
        await glass.until(lambda: drawn in glass.elements())
        await peer.send_raw(message.permission(Permission.EDIT))
        await glass.until(lambda: glass.permission is Permission.EDIT)
        mine, number = await guest.draw(stroke(2))
        await guest.until(lambda: guest.stored >= number)
        await peer.until(lambda: mine in peer.elements())
    assert told == ["board.peer_view_only", ""]


async def test_a_guest_cannot_say_what_the_room_may_do(table: Table) -> None:
    async with sitting(table, GLASS) as glass, sitting(table, GUEST) as guest:
        await guest.send_raw(message.permission(Permission.VIEW))
        _, number = await guest.draw(stroke(1))
        await guest.until(lambda: guest.stored >= number)
        assert (glass.permission, table.look_only) == (Permission.EDIT, "")
