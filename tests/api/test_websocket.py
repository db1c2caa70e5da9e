"""JSON-RPC over WebSocket, as browsers and programs speak it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.api import wire
from appliance.api.role import Role
from appliance.api.state import READERS
from appliance.server import hub, websocket
from tests.web.door import Door


def token(door: Door) -> str:
    return door.access.admit_guest(door.code, "127.0.0.1")


def protocols(door: Door) -> list[str]:
    return ["parlor", f"bearer.{token(door)}"]


async def heard(socket: ClientWebSocketResponse) -> dict[str, Any]:
    message = await socket.receive(timeout=3)
    assert message.type is WSMsgType.TEXT, message
    return json.loads(message.data)


async def close_code(socket: ClientWebSocketResponse) -> int:
    """The code in the close frame that comes next."""
    message = await socket.receive(timeout=3)
    assert message.type is WSMsgType.CLOSE, message
    return message.data


async def ask(socket: ClientWebSocketResponse, message: str) -> dict[str, Any]:
    """Send, and give the next message that is an answer."""
    await socket.send_str(message)
    while "method" in (answer := await heard(socket)):
        pass
    return answer


async def test_a_guest_gets_a_snapshot_then_changes_of_what_guests_may_see(door: Door):
    async with door.client() as client, client.ws_connect("/api/ws", protocols=protocols(door)) as socket:
        assert socket.protocol == "parlor"
        first = await heard(socket)
        assert first["method"] == "state"
        assert first["params"]["full"] is True
        assert set(first["params"]["state"]) == {name for name, roles in READERS.items() if Role.GUEST in roles}
        await door.call("settings.change", room_name="Lantern")
        change = await heard(socket)
        assert change["params"]["full"] is False
        assert change["params"]["state"]["settings"]["room_name"] == "Lantern"
        await door.call("access.renew_code")
        answer = await ask(socket, '{"jsonrpc":"2.0","id":7,"method":"session.describe"}')
        assert (answer["id"], answer["result"]["role"]) == (7, "guest")


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("{", wire.PARSE_ERROR),
        ("[]", wire.INVALID_REQUEST),
        ('{"id":1}', wire.INVALID_REQUEST),
        ('{"jsonrpc":"2.0","id":1,"method":"no.such"}', wire.METHOD_NOT_FOUND),
        ('{"jsonrpc":"2.0","id":1,"method":"cast.stop_cast","params":{"cast_id":7}}', wire.INVALID_PARAMS),
        ('{"jsonrpc":"2.0","id":1,"method":"glass.capture"}', -32001),
    ],
)
async def test_bad_messages_are_answered_and_the_connection_kept(door: Door, message: str, number: int):
    async with door.client() as client, client.ws_connect("/api/ws", protocols=protocols(door)) as socket:
        assert (await ask(socket, message))["error"]["code"] == number
        assert "result" in await ask(socket, '{"jsonrpc":"2.0","id":2,"method":"session.describe"}')


async def test_an_oversized_message_closes_with_1009(door: Door):
    async with door.client() as client, client.ws_connect("/api/ws", protocols=protocols(door)) as socket:
        await heard(socket)
        await socket.send_str("x" * (wire.MAX_MESSAGE_BYTES + 2))
        assert await close_code(socket) == 1009


async def test_the_largest_message_passes(door: Door):
    async with door.client() as client, client.ws_connect("/api/ws", protocols=protocols(door)) as socket:
        padding = " " * (wire.MAX_MESSAGE_BYTES - 60)
        answer = await ask(socket, '{"jsonrpc":"2.0","id":1,"method":"session.describe"}' + padding)
        assert "result" in answer


async def test_a_binary_frame_closes_with_1003(door: Door):
    async with door.client() as client, client.ws_connect("/api/ws", protocols=protocols(door)) as socket:
        await heard(socket)
        await socket.send_bytes(b"{}")
        assert await close_code(socket) == 1003


async def test_an_unknown_token_closes_with_4401_for_browsers_and_gets_401_otherwise(door: Door):
    forged = token(door)[:-4] + "AAAA"
    async with door.client() as client:
        for bad in (forged, "x", "a.b", "prl_nope", "..", "!!!"):
            async with client.ws_connect("/api/ws", protocols=["parlor", f"bearer.{bad}"]) as socket:
                assert await close_code(socket) == websocket.UNKNOWN_TOKEN
            with pytest.raises(WSServerHandshakeError) as refused:
                await client.ws_connect("/api/ws", headers={"Authorization": f"Bearer {bad}"})
            assert refused.value.status == 401
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect("/api/ws")
        assert refused.value.status == 401
        async with client.get("/api/ws") as answer:
            assert answer.status == 426


async def test_a_session_outlives_the_door(door: Door):
    spoken = ["parlor", f"bearer.{token(door)}"]
    async with door.client() as client, client.ws_connect("/api/ws", protocols=spoken) as socket:
        await heard(socket)
        await door.close()
        assert await close_code(socket) == 1001
    await door.open()
    async with door.client() as client, client.ws_connect("/api/ws", protocols=spoken) as socket:
        assert (await heard(socket))["method"] == "state"


async def test_while_a_guest_is_connected_the_code_stays(door: Door, monkeypatch: pytest.MonkeyPatch):
    before = door.code
    monkeypatch.setattr("appliance.access.service.CODE_LIFETIME_S", 0.0)
    async with door.client() as client:
        async with client.ws_connect("/api/ws", protocols=protocols(door)) as socket:
            await heard(socket)
            door.access.renew_when_due()
            assert door.code == before
        async with asyncio.timeout(3):
            while door.code == before:
                door.access.renew_when_due()
                await asyncio.sleep(0.01)


async def test_a_flood_of_messages_is_refused_and_the_connection_kept(door: Door):
    async with door.client() as client, client.ws_connect("/api/ws", protocols=protocols(door)) as socket:
        for _ in range(200):
            await socket.send_str('{"jsonrpc":"2.0","id":1,"method":"session.describe"}')
        answers: list[dict[str, Any]] = []
        while len(answers) < 200:
            answer = await heard(socket)
            if "method" not in answer:
                answers.append(answer)
        refused = [answer["error"]["data"]["code"] for answer in answers if "error" in answer]
        assert 50 < len(refused) < 200
        assert set(refused) == {"session.rate_limited"}
        await asyncio.sleep(0.2)
        assert "result" in await ask(socket, '{"jsonrpc":"2.0","id":2,"method":"session.describe"}')


async def test_any_text_is_answered(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(hub.MESSAGES_PER_S, Role.GUEST, 1e6)
    loop = asyncio.get_running_loop()
    async with door.client() as client, client.ws_connect("/api/ws", protocols=protocols(door)) as socket:

        async def exchange(message: str) -> None:
            answer = await ask(socket, message)
            assert "error" in answer or isinstance(answer, list)

        @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(
            st.text(max_size=80) | st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4).map(json.dumps)
        )
        def fuzz(message: str) -> None:
            asyncio.run_coroutine_threadsafe(exchange(message), loop).result(10)

        await asyncio.to_thread(fuzz)
