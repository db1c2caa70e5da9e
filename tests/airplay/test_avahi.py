"""What is made of avahi's words, told by a stand-in on a D-Bus of its own."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.asyncio import DBusConnection, open_dbus_connection

from appliance.cast.airplay import avahi, receiver
from appliance.cast.airplay.avahi import NAME, RUNNING, SERVER, Avahi, Standing
from tests.airplay.house import a_house

REGISTERING, COLLISION = 1, 3

pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="not installed: dbus-daemon")


@pytest.fixture
async def bus(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The system's bus is one where nobody is."""
    monkeypatch.setattr(avahi, "RETRY_S", 0.1)
    # sockets need a short path
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        address = f"unix:path={folder}/bus"
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        daemon = await asyncio.create_subprocess_exec(
            "dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"
        )
        while not Path(folder, "bus").exists():  # noqa: ASYNC110  the file has no event
            await asyncio.sleep(0.01)
        yield
        daemon.terminate()
        await daemon.wait()


class StandIn:
    """Answers GetState as avahi does."""

    def __init__(self, connection: DBusConnection, state: int) -> None:
        self._connection = connection
        self._state = state

    async def turn(self, state: int) -> None:
        self._state = state
        where = DBusAddress("/", interface=SERVER)
        await self._connection.send(new_signal(where, "StateChanged", "is", (state, "")))

    async def serve(self) -> None:
        while True:
            message: Any = await self._connection.receive()
            fields = message.header.fields
            if message.header.message_type is MessageType.method_call and fields[HeaderFields.member] == "GetState":
                await self._connection.send(new_method_return(message, "i", (self._state,)))


@asynccontextmanager
async def avahi_daemon(state: int) -> AsyncIterator[StandIn]:
    async with await open_dbus_connection("SYSTEM") as connection:
        await connection.send(message_bus.RequestName(NAME))
        one = StandIn(connection, state)
        serving = asyncio.create_task(one.serve())
        try:
            yield one
        finally:
            serving.cancel()
            await asyncio.wait([serving])


@asynccontextmanager
async def watched() -> AsyncIterator[tuple[Avahi, list[Standing]]]:
    turns: list[Standing] = []
    one = Avahi(turns.append)
    running = asyncio.create_task(one.run())
    try:
        yield one, turns
    finally:
        running.cancel()
        await asyncio.wait([running])


async def until(turns: list[Standing], *wanted: Standing) -> None:
    async with asyncio.timeout(5):
        while turns[-len(wanted) :] != list(wanted):  # noqa: ASYNC110  the list has no event
            await asyncio.sleep(0.01)


async def test_where_no_bus_is_nobody_is_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    async with watched() as (one, _):
        assert await one.settle(2)
        assert one.standing == "absent"


@pytest.mark.usefixtures("bus")
async def test_a_bus_without_avahi_is_told_from_one_with_it() -> None:
    async with watched() as (one, turns):
        assert await one.settle(2)
        assert one.standing == "absent"
        async with avahi_daemon(RUNNING):
            await until(turns, "settling", "settled")
        await until(turns, "absent")


@pytest.mark.usefixtures("bus")
async def test_a_name_that_is_not_settled_is_waited_for_within_bounds() -> None:
    async with avahi_daemon(REGISTERING) as daemon, watched() as (one, turns):
        assert not await one.settle(0.3)
        await daemon.turn(COLLISION)
        assert not await one.settle(0.1)
        await daemon.turn(RUNNING)
        assert await one.settle(2)
        assert turns == ["settling", "settled"]


@pytest.mark.usefixtures("bus")
async def test_a_name_that_somebody_else_has_is_seen_to_change() -> None:
    async with avahi_daemon(RUNNING) as daemon, watched() as (one, turns):
        assert await one.settle(2)
        for state in (COLLISION, REGISTERING, RUNNING):
            await daemon.turn(state)
        await until(turns, "settled", "settling", "settled")


@pytest.mark.usefixtures("bus")
async def test_helpers_start_once_avahi_has_its_name_and_again_when_it_has_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "SETTLE_S", 0.1)
    monkeypatch.setattr(receiver, "NAMED_S", 0.3)
    async with avahi_daemon(REGISTERING) as daemon, a_house(tmp_path) as house:
        await house.until(lambda: house.state.airplay == "failed")
        assert house.health == [("failed", "airplay.no_discovery")]
        await daemon.turn(RUNNING)
        first = await house.born()
        await house.until(lambda: house.state.airplay == "ready")
        await daemon.turn(COLLISION)
        await house.until(lambda: house.state.airplay == "failed")
        await daemon.turn(RUNNING)
        assert (await house.born())["pid"] != first["pid"]
        await house.until(lambda: house.state.airplay == "ready")


@pytest.mark.usefixtures("bus")
async def test_who_mirrors_is_not_cut_off_by_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver, "SETTLE_S", 0.1)
    async with avahi_daemon(RUNNING) as daemon, a_house(tmp_path) as house:
        first = await house.born()
        house.order("mirror Anna's iPad")
        await house.until(lambda: house.state.casts)
        await daemon.turn(COLLISION)
        await daemon.turn(RUNNING)
        await asyncio.sleep(0.5)
        assert house.state.casts
        house.order("stop")
        assert (await house.born())["pid"] != first["pid"]
