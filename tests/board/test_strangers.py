"""Clients that are not Parlor's: the stock one from npm, and those that mean harm or do not read."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from pycrdt import Doc, Map

from appliance.board.awareness import State, encode
from appliance.ink import message
from appliance.ink.message import Kind, SyncStep
from tests.board.client import board_url, stroke, unverified
from tests.board.room import Room

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "ui" / "web" / "node_modules"
DEEP = b"\x01\x01\x05\x00\x28\x01\x07o:first\x01k\x01" + b"\x75\x01" * 200_000 + b"\x7e\x00"
"""A list in a list, 200,000 deep: Yjs's native code runs out of stack on it."""
CYCLE = bytes.fromhex("0101d1aeffc0cba09a040184d1aec7c0cba09a0407027a7a00")
"""Found by mutation: kills pycrdt 0.14.13."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One daemon for all; every test makes a board of its own."""
    room = Room(tmp_path_factory.mktemp("strangers") / "s")
    asyncio.run(room.start())
    yield room
    asyncio.run(room.__aexit__(None))


async def test_a_stock_client_joins_and_draws(room: Room) -> None:
    if not shutil.which("node") or not (MODULES / "y-websocket").is_dir():
        pytest.skip("needs node and `npm ci` in ui/web")
    board = await room.call("board.create_board")
    url, key = board_url((await room.state())["join_url"])
    server = url.rpartition("/")[0].replace("https", "wss")
    async with room.shell(board["id"]) as shell, await room.guest() as guest:
        await shell.draw(stroke(1), "glass000001")
        said = json.dumps({"user": {"name": "Ann"}})
        await guest.send_raw(message.awareness(encode([State(guest.doc.client_id, 1, said, "")])))
        packed = stroke(2)
        node = await asyncio.create_subprocess_exec(
            "node", str(HERE / "stock_client.mjs"), str(MODULES), server, board["id"], key, "stock000001", packed.hex(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert node.stdin
        assert node.stdout
        told: list[dict[str, object]] = []

        async def until(condition) -> None:
            async with asyncio.timeout(20):
                while not any(condition(one) for one in told):
                    told.append(json.loads(await node.stdout.readline()))

        await until(lambda one: one.get("synced") is True)
        await shell.until(lambda: "stock000001" in shell.elements())
        assert bytes(shell.elements()["stock000001"]) == packed
        await until(lambda one: one.get("elements") == ["glass000001", "stock000001"])
        await until(lambda one: "Ann" in one.get("names", []))
        await shell.draw(stroke(3), "glass000002")
        await until(lambda one: "glass000002" in one.get("elements", []))
        await room.until(lambda s: any(guest["name"] == "Stock" for guest in s["guests"]))
        node.stdin.close()
        await node.wait()
        await room.until(lambda s: len(s["guests"]) == 1)


@pytest.mark.parametrize(
    "harm",
    [
        message.sync(SyncStep.UPDATE, DEEP),
        message.sync(SyncStep.UPDATE, b"\xff" * 100),
        message.sync(SyncStep.STATE_VECTOR, b"\xff" * 100),
        message.sync(SyncStep.UPDATE, b"\x01\x01\x05\x00\x28\x01\x07o:first\x02\xff\xfe\x01\x7e\x00"),
        b"\x00",
        b"\x00\x09\x00",
        message.awareness(b"\x01\x01\x01\x02{x"),
        message.number(Kind.WET) + b"\x01",
    ],
    ids=["deep", "garbage", "state-vector", "utf-8", "cut", "step", "awareness", "wet"],
)
async def test_what_breaks_the_rules_ends_that_connection_only(room: Room, harm: bytes) -> None:
    board = await room.call("board.create_board")
    async with room.shell(board["id"]) as shell, await room.guest() as guest:
        await shell.draw(stroke(1), "safe0000001")
        await guest.send_raw(harm)
        async with asyncio.timeout(5):
            await guest.closed.wait()
        _, number = await shell.draw(stroke(2), "safe0000002")
        await shell.until(lambda: shell.stored >= number)
    assert room.process.poll() is None


async def test_crafted_updates_never_kill_the_room(room: Room) -> None:
    random.seed(5)
    board = await room.call("board.create_board")
    source: Doc[Map] = Doc()
    updates: list[bytes] = []
    heard = source.observe(lambda event: updates.append(event.update))
    for number in range(30):
        source.get("o:first", type=Map)[f"k{number % 7}"] = [b"123", {"k": "text", "p": [1, 2.5]}, "x", None][
            number % 4
        ]
    source.unobserve(heard)
    async with room.shell(board["id"]) as shell:
        for _ in range(12):
            async with await room.guest() as guest:
                for _ in range(60):
                    crafted = bytearray(random.choice(updates))
                    for _ in range(random.randint(0, 2)):
                        crafted[random.randrange(len(crafted))] = random.choice([0, 1, 5, 0x7F, 0x80, 0xA8, 0xFF])
                    try:
                        await guest.send_raw(message.sync(SyncStep.UPDATE, bytes(crafted)))
                    except ConnectionError:
                        break
            async with await room.guest() as guest:
                await guest.send_raw(message.sync(SyncStep.UPDATE, CYCLE))
        _, number = await shell.draw(stroke(1))
        await shell.until(lambda: shell.stored >= number)
    assert room.process.poll() is None


async def test_a_message_that_is_too_large_ends_the_connection(room: Room) -> None:
    await room.call("board.create_board")
    async with await room.guest() as guest:
        await guest.send_raw(message.sync(SyncStep.UPDATE, os.urandom(1_100_000)))
        await guest.closed.wait()
    assert guest.close_code in (1009, 1006)  # what it had not read yet may cut the answer short


async def test_a_client_that_does_not_read_is_let_go(room: Room) -> None:
    board = await room.call("board.create_board")
    url, key = board_url((await room.state())["join_url"])
    host, port = url.split("/")[2].split(":")
    lazy = unverified().wrap_socket(socket.create_connection((host, int(port))))
    lazy.sendall(
        f"GET /boards/{board['id']}?key={key}&parlor=1 HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    with lazy:
        await room.until(lambda s: len(s["guests"]) == 1)
        async with room.shell(board["id"]) as shell:
            shell.doc.get("o:first", type=Map)
            for number in range(28):
                await shell.draw(os.urandom(1_000_000), f"large{number:06d}")
            await room.until(lambda s: not s["guests"], 20)
            _, number = await shell.draw(stroke(1))
            await shell.until(lambda: shell.stored >= number, 20)


async def test_ten_thousand_updates_are_taken_in_little_time(room: Room) -> None:
    board = await room.call("board.create_board")
    source: Doc[Map] = Doc()
    updates: list[bytes] = []
    heard = source.observe(lambda event: updates.append(event.update))
    strokes = [stroke(number) for number in range(20)]
    for number in range(10_000):
        source.get("o:first", type=Map)[f"many{number:07d}"] = strokes[number % 20]
    source.unobserve(heard)
    cpu = _cpu_s(room.process.pid)
    async with room.shell(board["id"]) as shell:
        began = time.monotonic()
        for update in updates:
            await shell.change_raw(update)
        await shell.until(lambda: shell.stored >= shell.sent, 20)
        took = time.monotonic() - began
    async with room.shell(board["id"]) as shell:
        assert len(shell.elements()) == 10_000
    used = _cpu_s(room.process.pid) - cpu
    print(f"10,000 updates stored in {took:.2f} s, {used:.2f} s of the room's CPU")
    assert used < 3


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def test_a_page_of_another_site_may_not_ask(room: Room) -> None:
    await room.call("board.create_board")
    url, key = board_url((await room.state())["join_url"])
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(url, params={"key": key}, ssl=unverified(), origin="https://evil.example")
        assert refused.value.status == 403
