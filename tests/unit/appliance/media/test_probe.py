"""The guest's test of the way to the room, by a real WebRTC peer over real UDP on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription

from appliance.api.errors import Busy, Invalid
from appliance.media import probe
from appliance.media.local import LocalEngine
from tests.web.media_door import SILENT_ROOM


@asynccontextmanager
async def an_engine(tmp_path: Path) -> AsyncIterator[LocalEngine]:
    engine = LocalEngine(tmp_path, tmp_path.parent / "mirror", lambda: None, lambda stuck: pytest.fail(str(stuck)))
    running = asyncio.create_task(engine.run())
    await engine.configure(SILENT_ROOM)
    await engine._stack.wait()
    yield engine
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[LocalEngine]:
    async with an_engine(tmp_path) as engine:
        yield engine


class Guest:
    """A browser's side of it."""

    def __init__(self) -> None:
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.channel: RTCDataChannel = self.connection.createDataChannel("probe", ordered=False, maxRetransmits=0)
        self.open = asyncio.Event()
        self.closed = asyncio.Event()
        self.heard: asyncio.Queue[str | bytes] = asyncio.Queue()
        self.channel.on("open", self.open.set)
        self.channel.on("close", self.closed.set)
        self.channel.on("message", self.heard.put_nowait)

    async def offer(self) -> str:
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return self.connection.localDescription.sdp

    async def connect(self, engine: LocalEngine) -> None:
        answer = await engine.answer_probe(await self.offer())
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        await asyncio.wait_for(self.open.wait(), 5)


@pytest.fixture
async def guest() -> AsyncIterator[Guest]:
    one = Guest()
    yield one
    await one.connection.close()


async def until_free(engine: LocalEngine) -> None:
    async with asyncio.timeout(5):
        while engine._probes.under_way:  # noqa: ASYNC110  nobody else tells
            await asyncio.sleep(0.02)


async def test_messages_come_back(engine: LocalEngine, guest: Guest) -> None:
    await guest.connect(engine)
    for number in range(10):
        guest.channel.send(f"{number}")
    assert [await asyncio.wait_for(guest.heard.get(), 2) for _ in range(10)] == [f"{number}" for number in range(10)]
    await guest.connection.close()
    await until_free(engine)


async def test_it_ends_by_itself(engine: LocalEngine, guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "LIFETIME_S", 0.5)
    await guest.connect(engine)
    await until_free(engine)
    await asyncio.wait_for(guest.closed.wait(), 5)


@pytest.mark.parametrize("messages", [["x" * 65], ["x"] * 300], ids=["long", "many"])
async def test_it_carries_nothing_but_a_test(engine: LocalEngine, guest: Guest, messages: list[str]) -> None:
    await guest.connect(engine)
    for message in messages:
        guest.channel.send(message)
    await until_free(engine)
    assert guest.heard.qsize() <= probe.MAX_MESSAGES


async def test_only_a_few_at_once(engine: LocalEngine, guest: Guest) -> None:
    offer = await guest.offer()
    for _ in range(probe.MAX_PROBES):
        await engine.answer_probe(offer)
    with pytest.raises(Busy):
        await engine.answer_probe(offer)


@pytest.mark.parametrize("offer", ["", "v=0\r\n", "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n", "v=0" + "\n" * 2000])
async def test_other_offers_are_refused_and_leave_nothing(engine: LocalEngine, offer: str) -> None:
    with pytest.raises(Invalid):
        await engine.answer_probe(offer)
    assert not engine._probes.under_way


async def test_the_room_answers_only_whom_it_has_heard(engine: LocalEngine, guest: Guest) -> None:
    await engine.answer_probe(await guest.offer())
    (mine,) = engine._probes.under_way
    assert mine._connection.sctp is not None
    assert not mine._connection.sctp.transport.transport._connection.remote_candidates
