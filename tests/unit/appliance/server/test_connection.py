"""A connection over a real Unix socket: snapshot, changes, events, answers, faults."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.api import wire
from appliance.api.cast import CastEnded, CastPointed, CastTouched
from appliance.api.contract import verbs_of
from appliance.api.role import Role
from appliance.api.session import SessionApi
from appliance.api.sound import SoundState
from appliance.caller import Caller
from appliance.rpc import RemoteError, RpcClient
from appliance.server.dispatch import Dispatcher
from appliance.server.hub import Hub
from appliance.server.unix import UnixServer
from appliance.session import SessionService
from appliance.store import Store


@asynccontextmanager
async def a_room(path: Path, role: Role = Role.ADMIN) -> AsyncIterator[tuple[Store, Hub]]:
    store = Store()
    hub = Hub(store, Dispatcher(verbs_of("session", SessionApi), {"session": SessionService(store)}))
    async with UnixServer(path, lambda _uid, _connection: Caller(role, "me"), hub.serve):
        yield store, hub


class Ear:
    """Collects notifications."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[tuple[str, dict]] = asyncio.Queue()

    def __call__(self, method: str, params: dict) -> None:
        self.heard.put_nowait((method, params))

    async def next(self) -> tuple[str, dict]:
        async with asyncio.timeout(2):
            return await self.heard.get()


async def test_a_client_gets_the_snapshot_then_only_changed_domains(tmp_path: Path):
    ear = Ear()
    async with a_room(tmp_path / "s") as (store, _), RpcClient.connect(tmp_path / "s", ear):
        method, params = await ear.next()
        assert (method, params["full"], params["state"]["sound"]["volume"]) == ("state", True, 50)
        store.replace(sound=SoundState(volume=1))
        store.replace(sound=SoundState(volume=2))
        method, params = await ear.next()
        assert (params["full"], params["rev"], list(params["state"])) == (False, 2, ["sound"])
        assert params["state"]["sound"]["volume"] == 2
        store.emit(CastEnded(cast_id="c", reason="glass"))
        assert await ear.next() == ("cast.ended", {"cast_id": "c", "reason": "glass"})


async def test_a_guest_receives_only_what_guests_may_read(tmp_path: Path):
    ear = Ear()
    async with a_room(tmp_path / "s", Role.GUEST) as (store, _), RpcClient.connect(tmp_path / "s", ear):
        _, params = await ear.next()
        assert set(params["state"]) == {"room", "settings", "cast", "watch"}
        store.replace(sound=SoundState(volume=1))
        store.emit(CastEnded(cast_id="c", reason="glass"))
        assert (await ear.next())[0] == "cast.ended"


async def test_an_event_for_one_guest_reaches_that_guest_only(tmp_path: Path):
    ear, touched = Ear(), CastTouched(cast_id="c", contacts=())
    async with a_room(tmp_path / "s", Role.GUEST) as (store, _), RpcClient.connect(tmp_path / "s", ear):
        await ear.next()
        store.emit(touched, to="somebody-else")
        store.emit(touched, to="me")
        store.emit(CastEnded(cast_id="c", reason="glass"))
        assert [(await ear.next())[0] for _ in range(2)] == ["cast.touched", "cast.ended"]


async def test_a_connection_that_lags_misses_fleeting_events_and_is_kept(tmp_path: Path):
    ear = Ear()
    async with a_room(tmp_path / "s", Role.SHELL) as (store, _), RpcClient.connect(tmp_path / "s", ear):
        await ear.next()
        for _ in range(500):
            store.emit(CastPointed(cast_id="c", x=0.5, y=0.5, shown=True))
        store.emit(CastEnded(cast_id="c", reason="glass"))
        names = []
        while (name := (await ear.next())[0]) != "cast.ended":
            names.append(name)
        assert 0 < len(names) < 64


async def test_calls_are_answered_and_errors_carry_their_code(tmp_path: Path):
    async with a_room(tmp_path / "s") as _, RpcClient.connect(tmp_path / "s") as client:
        assert (await client.call("session.describe"))["role"] == "admin"
        with pytest.raises(RemoteError) as refused:
            await client.call("session.absent")
        assert refused.value.number == wire.METHOD_NOT_FOUND


async def test_leaving_is_noticed(tmp_path: Path):
    async with a_room(tmp_path / "s") as (_, hub):
        gone: asyncio.Queue[Caller] = asyncio.Queue()
        hub.on_disconnect(gone.put_nowait)
        async with RpcClient.connect(tmp_path / "s") as client:
            await client.call("session.describe")
        async with asyncio.timeout(2):
            assert (await gone.get()).id == "me"


async def test_a_bad_line_is_answered_and_the_connection_kept(tmp_path: Path):
    async with a_room(tmp_path / "s"):
        reader, writer = await asyncio.open_unix_connection(tmp_path / "s")
        await reader.readline()
        writer.write(b'{"jsonrpc": nonsense\n' + wire.call(9, "session.describe", {}) + b"\n")
        assert json.loads(await reader.readline())["error"]["code"] == wire.PARSE_ERROR
        assert json.loads(await reader.readline())["id"] == 9
        writer.close()


async def test_an_oversized_line_is_answered_and_the_connection_closed(tmp_path: Path):
    async with a_room(tmp_path / "s"):
        reader, writer = await asyncio.open_unix_connection(tmp_path / "s")
        await reader.readline()
        writer.write(b"x" * (wire.MAX_MESSAGE_BYTES + 70_000))
        async with asyncio.timeout(5):
            assert json.loads(await reader.readline())["error"]["code"] == wire.MESSAGE_TOO_LARGE
            assert await reader.read() == b""
        writer.close()


async def test_a_guest_who_floods_is_slowed_not_dropped(tmp_path: Path):
    async with a_room(tmp_path / "s", Role.GUEST):
        reader, writer = await asyncio.open_unix_connection(tmp_path / "s")
        await reader.readline()
        writer.write(b"".join(wire.call(n, "session.describe", {}) + b"\n" for n in range(100)))
        answers = [json.loads(await reader.readline()) for _ in range(100)]
        refused = [answer for answer in answers if "error" in answer]
        assert {answer["error"]["data"]["code"] for answer in refused} == {"session.rate_limited"}
        assert 30 <= len(answers) - len(refused) <= 60
        writer.close()


async def test_a_peer_that_is_not_known_is_turned_away(tmp_path: Path):
    store = Store()
    hub = Hub(store, Dispatcher({}, {}))
    async with UnixServer(
        tmp_path / "s", lambda uid, _: None if uid == os.getuid() else Caller(Role.ADMIN, ""), hub.serve
    ):
        reader, writer = await asyncio.open_unix_connection(tmp_path / "s")
        assert await reader.read() == b""
        writer.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=200), max_size=6))
def test_whatever_is_sent_the_room_answers_the_next_client(tmp_path: Path, junk: list[bytes]):
    async def scene() -> None:
        async with a_room(tmp_path / "s"):
            reader, writer = await asyncio.open_unix_connection(tmp_path / "s")
            writer.write(b"\n".join(junk))
            writer.write_eof()
            async with asyncio.timeout(5):
                while line := await reader.readline():
                    json.loads(line)
            writer.close()
            async with RpcClient.connect(tmp_path / "s") as client:
                assert await client.call("session.describe")

    asyncio.run(scene())
