"""Rooms announced and found by real multicast on the loopback interface."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from zeroconf.asyncio import AsyncZeroconf

from appliance.api.room import RoomInfoState
from appliance.api.settings import SettingsState
from appliance.api.state import RoomState
from appliance.discovery import Discovery, FoundRoom, HostName, browse
from appliance.discovery.announcement import ROOM_TYPE, Announcement, present_addresses, service_info
from appliance.discovery.hostname import holders_of, numbered
from appliance.store import Store

LOOPBACK, ANOTHER, SEEKER = ("127.0.0.1",), ("127.0.0.2",), ("127.0.0.3",)
"""An address for each, as different machines have: of several sockets at one address and port, the kernel gives what is
sent to them to one that it draws by lot when it boots."""
FINGERPRINT = "AB:" * 31 + "CD"


def a_store(name: str, room_id: str = "0b1f7c52-0000") -> Store:
    return Store(RoomState(room=RoomInfoState(id=room_id), settings=SettingsState(room_name=name)))


class Health:
    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self._news = asyncio.Event()

    def __call__(self, status: str, reason: str) -> None:
        self.told.append((status, reason))
        self._news.set()

    async def next(self) -> tuple[str, str]:
        await asyncio.wait_for(self._news.wait(), 15)
        self._news.clear()
        return self.told[-1]


@asynccontextmanager
async def announcing(
    store: Store, addresses: list[str] | None = None, host: str = "", hosts: list[HostName] | None = None
) -> AsyncIterator[Health]:
    health = Health()
    given = ["127.0.0.1"] if addresses is None else addresses
    heard = [] if hosts is None else hosts
    discovery = Discovery(store, 8443, lambda: given, lambda: FINGERPRINT, LOOPBACK, health, host, heard.append)
    task = asyncio.create_task(discovery.run())
    try:
        await health.next()
        yield health
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def found(name: str) -> list[FoundRoom]:
    return [room for room in await browse(1.0, SEEKER) if room.name == name]


async def test_a_room_is_found_with_all_it_tells_and_says_goodbye() -> None:
    async with announcing(a_store("Birch")) as health:
        [room] = await found("Birch")
        assert health.told == [("ok", "")]
    assert room == FoundRoom(
        instance="Birch",
        name="Birch",
        id="0b1f7c52-0000",
        url="https://127.0.0.1:8443/",
        addresses=("127.0.0.1",),
        port=8443,
        api_version="1",
        fingerprint="ab" * 31 + "cd",
    )
    assert await found("Birch") == []


async def test_the_command_line_lists_it() -> None:
    async with announcing(a_store("Rowan")):
        command = [sys.executable, "-m", "appliance", "discover", "--interface", "127.0.0.3", "--timeout", "1.5"]
        process = await asyncio.create_subprocess_exec(*command, "--json", stdout=asyncio.subprocess.PIPE)
        told, _ = await asyncio.wait_for(process.communicate(), 20)
    assert "https://127.0.0.1:8443/" in [room["url"] for room in json.loads(told) if room["name"] == "Rowan"]


async def test_a_second_room_of_the_same_name_is_numbered() -> None:
    first = Announcement(room_id="11111111-a", name="Oak", port=8443, addresses=("127.0.0.2",), fingerprint=FINGERPRINT)
    async with AsyncZeroconf(interfaces=list(ANOTHER)) as neighbour:
        await (await neighbour.async_register_service(service_info(first, ROOM_TYPE, "Oak")))
        async with announcing(a_store("Oak", "22222222-b")):
            rooms = await found("Oak")
    assert [(room.instance, room.id) for room in rooms] == [("Oak", "11111111-a"), ("Oak (2)", "22222222-b")]


async def test_a_new_name_replaces_the_old_one() -> None:
    store = a_store("Elm")
    async with announcing(store) as health:
        store.replace(settings=SettingsState(room_name="榆树 4.1"))
        assert await health.next() == ("ok", "")
        assert await found("Elm") == []
        [room] = await found("榆树 4.1")
        assert room.instance == "榆树 4․1"


async def test_no_network_is_told_once_and_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.discovery.service.POLL_S", 0.05)
    addresses: list[str] = []
    async with announcing(a_store("Fir"), addresses) as health:
        assert health.told == [("degraded", "discovery.no_network")]
        addresses.append("127.0.0.1")
        assert await health.next() == ("ok", "")
        assert len(await found("Fir")) == 1
        addresses.clear()
        assert await health.next() == ("degraded", "discovery.no_network")
        assert await found("Fir") == []


async def test_an_interface_that_is_gone_is_told_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.discovery.service.RETRY_S", 0.05)
    health = Health()
    discovery = Discovery(a_store("Ash"), 1, lambda: ["192.0.2.77"], lambda: "", (), health)
    task = asyncio.create_task(discovery.run())
    assert await health.next() == ("degraded", "discovery.failed")
    assert await health.next() == ("degraded", "discovery.failed")
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def resolved(name: str) -> list[str]:
    """As another machine's resolver finds it."""
    async with AsyncZeroconf(interfaces=list(SEEKER)) as network:
        return await holders_of(network, name)


@asynccontextmanager
async def a_machine(name: str, address: str) -> AsyncIterator[None]:
    """Somebody on the network who answers to a name in .local."""
    about = Announcement(room_id="33333333-c", name=name, port=1, addresses=(address,), fingerprint="")
    async with AsyncZeroconf(interfaces=list(ANOTHER)) as neighbour:
        await (await neighbour.async_register_service(service_info(about, ROOM_TYPE, name, name)))
        yield


async def test_the_room_answers_to_its_name_and_no_more_when_it_left() -> None:
    hosts: list[HostName] = []
    async with announcing(a_store("Maple"), host="maple-h.local", hosts=hosts):
        assert hosts == [HostName(name="maple-h.local")]
        assert await resolved("maple-h.local") == ["127.0.0.1"]
    assert await resolved("maple-h.local") == []


async def test_a_name_that_another_machine_has_is_left_to_it_and_told() -> None:
    hosts: list[HostName] = []
    room = announcing(a_store("Willow"), host="willow-h.local", hosts=hosts)
    async with a_machine("willow-h.local", "192.0.2.66"), room:
        assert hosts == [HostName(name="willow-h-2.local", taken="willow-h.local", taken_by="192.0.2.66")]
        assert await resolved("willow-h-2.local") == ["127.0.0.1"]
        assert await resolved("willow-h.local") == ["192.0.2.66"]


async def test_a_name_to_which_this_machine_answers_already_is_used_and_not_answered_twice() -> None:
    hosts: list[HostName] = []
    ours = next(iter(present_addresses() - {"127.0.0.1", "::1"}), "127.0.0.1")
    async with a_machine("linden-h.local", ours), announcing(a_store("Linden"), host="linden-h.local", hosts=hosts):
        assert hosts == [HostName(name="linden-h.local", published_elsewhere=True)]
        assert await resolved("linden-h.local") == [ours]


async def test_a_conflict_that_comes_later_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.discovery.service.RECHECK_S", 0.1)
    monkeypatch.setattr("appliance.discovery.service.POLL_S", 0.05)
    hosts: list[HostName] = []
    room = announcing(a_store("Alder"), host="alder-h.local", hosts=hosts)
    async with room as health, a_machine("alder-h.local", "192.0.2.67"):
        assert await health.next() == ("ok", "")
        assert hosts[-1] == HostName(name="alder-h-2.local", taken="alder-h.local", taken_by="192.0.2.67")


def test_numbered_names_fit_a_label() -> None:
    assert numbered("room.local", 1) == "room.local"
    assert numbered(f"{'x' * 70}.local", 12) == f"{'x' * 60}-12.local"
