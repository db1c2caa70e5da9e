"""Plain RTP, as an AirPlay helper sends it."""

from __future__ import annotations

import asyncio
import random
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest
from aiortc.rtp import RtpPacket

from appliance.api.errors import Busy, Code, Invalid
from appliance.frames import MailboxReader
from appliance.media.engine import DriverChoice
from tests.media.picture import shows
from tests.media.plain_sender import PlainSender, free_ports
from tests.media.room import Room, config
from tests.media.sender import BLUE, PATCHES, RED, patches
from tests.media.test_cast import heard

CHANCE = random.Random(11)


@contextmanager
def sending(ports: tuple[int, int], picture: np.ndarray, key_every: int = 30) -> Iterator[PlainSender]:
    sender = PlainSender(ports, picture, key_every)
    try:
        yield sender
    finally:
        sender.close()


async def test_pictures_and_sound_arrive(room: Room, tmp_path: Path) -> None:
    record, ports = tmp_path / "heard.wav", free_ports()
    speaker = DriverChoice(driver="twin", options={"record": str(record)})
    await room.engine.configure(config(speaker=speaker, volume=100))
    await room.engine.receive_rtp("r1", *ports, label="whose")
    assert [
        (cast.id, cast.label, cast.phase) for cast in (await room.until(lambda status: bool(status.casts))).casts
    ] == [("r1", "whose", "connecting")]
    with sending(ports, patches(1280, 720)) as sender:
        await room.frame("cast-r1", lambda frame: shows(frame, PATCHES))
        sender.picture = patches(1280, 720, (BLUE,))
        changed_s = time.monotonic()
        await room.frame("cast-r1", lambda frame: shows(frame, (BLUE,)))
        assert time.monotonic() - changed_s < 0.5
        status = await room.until(lambda status: status.casts[0].codec == "H264", 5)
        assert status.casts[0].has_sound
        assert (status.casts[0].width, status.casts[0].height, status.casts[0].phase) == (1280, 720, "live")
        reader = MailboxReader(room.paths.frames / "cast-r1")
        before = reader.sequence
        await asyncio.sleep(1)
        assert reader.sequence - before > 20
        reader.close()
        await asyncio.sleep(0.5)
    left, right = heard(record)[-48_000:-9600].T
    for side in (left, right):
        spectrum = np.abs(np.fft.rfft(side * np.hanning(len(side))))
        assert np.argmax(spectrum) * 48_000 / len(side) == pytest.approx(1000, abs=5)
        assert np.sqrt(np.mean(side**2)) == pytest.approx(16_000 / 32_768 / np.sqrt(2), rel=0.15)
    await room.engine.close_cast("r1")
    await room.until(lambda status: not status.casts)


async def test_silence_is_an_interruption_and_what_follows_its_end(room: Room) -> None:
    ports = free_ports()
    await room.engine.receive_rtp("r1", *ports)
    with sending(ports, patches(320, 180)) as sender:
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
        sender.is_paused = True
        await room.until(lambda status: status.casts[0].phase == "interrupted", 5)
        sender.picture, sender.is_paused = patches(320, 180, (RED,)), False
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
        await room.frame("cast-r1", lambda frame: shows(frame, (RED,)))


async def test_losses_do_not_stop_the_picture_where_no_key_frame_can_be_asked_for(room: Room) -> None:
    """The receiver gets what a lossy way leaves of it: every hundredth packet stays away."""
    ports, inner = free_ports(), free_ports()
    await room.engine.receive_rtp("r1", *inner)
    loop = asyncio.get_running_loop()

    class Way(asyncio.DatagramProtocol):
        count = 0

        def datagram_received(self, data: bytes, addr: object) -> None:
            self.count += 1
            if self.count % 100:
                out.sendto(data, ("127.0.0.1", inner[0]))

    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    way, _ = await loop.create_datagram_endpoint(Way, local_addr=("127.0.0.1", ports[0]))
    with sending((ports[0], inner[1]), patches(640, 360), key_every=10_000) as sender:
        await room.frame("cast-r1", lambda frame: shows(frame, PATCHES))
        reader = MailboxReader(room.paths.frames / "cast-r1")
        for at in range(60):
            # noise makes frames of many packets, so that some are lost
            sender.picture = np.random.default_rng(at).integers(0, 256, (360, 640, 3), np.uint8)
            await asyncio.sleep(0.03)
        before = reader.sequence
        await asyncio.sleep(1)
        assert reader.sequence - before > 10
        reader.close()
    way.close()
    out.close()


async def test_the_same_ports_are_taken_again_by_the_same_cast(room: Room) -> None:
    ports = free_ports()
    await room.engine.receive_rtp("r1", *ports)
    await room.engine.receive_rtp("r1", *ports, label="again")
    with sending(ports, patches(320, 180)):
        await room.frame("cast-r1", lambda frame: shows(frame, PATCHES))
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
        assert room.status.casts[0].label == "again"
        with pytest.raises(Busy) as taken:
            await room.engine.receive_rtp("r2", *ports)
        assert (taken.value.code, taken.value.data) == (Code.CAST_PORT_TAKEN, {"port": ports[0]})
        assert [cast.id for cast in room.status.casts] == ["r1"]
        assert not (room.paths.frames / "cast-r2").exists()


@pytest.mark.parametrize("ports", [(80, 5000), (5000, 5000), (5000, 70_000), (-1, 5000)])
async def test_ports_that_are_none_are_refused(room: Room, ports: tuple[int, int]) -> None:
    with pytest.raises(Invalid) as refused:
        await room.engine.receive_rtp("r1", *ports)
    assert refused.value.code == Code.CAST_BAD_PORT
    assert refused.value.data["port"] in ports


async def test_only_this_machine_can_send(room: Room) -> None:
    ports = free_ports()
    await room.engine.receive_rtp("r1", *ports)
    await room.until(lambda status: bool(status.casts))
    bound = {one.laddr for one in psutil.Process(room.worker.process.pid).net_connections("udp")}
    assert {(address.ip, address.port) for address in bound if address.port in ports} == {
        ("127.0.0.1", port) for port in ports
    }


async def test_a_flood_of_garbage_neither_grows_the_worker_nor_ends_the_cast(room: Room) -> None:
    ports = free_ports()
    await room.engine.receive_rtp("r1", *ports)
    worker = psutil.Process(room.worker.process.pid)
    with sending(ports, patches(320, 180)) as sender, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        await room.frame("cast-r1", lambda frame: shows(frame, PATCHES))
        before = worker.memory_info().rss
        for at in range(6000):
            packet = RtpPacket(
                payload_type=CHANCE.choice([96, 97, 35]),
                sequence_number=CHANCE.randrange(1 << 16),
                timestamp=CHANCE.randrange(1 << 32),
                ssrc=CHANCE.randrange(1 << 32),
                marker=CHANCE.randrange(2),
                payload=CHANCE.randbytes(CHANCE.choice([0, 1, 2, 20, 1400, 9000])),
            ).serialize()
            junk = packet if at % 3 else CHANCE.randbytes(CHANCE.randrange(60))
            stranger.sendto(junk, ("127.0.0.1", CHANCE.choice(ports)))
            if at % 200 == 0:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        assert worker.memory_info().rss - before < 80e6
        sender.picture = patches(320, 180, (BLUE,))
        await room.frame("cast-r1", lambda frame: shows(frame, (BLUE,)))
