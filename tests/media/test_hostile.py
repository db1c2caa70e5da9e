from __future__ import annotations

import asyncio
import random
import re
import socket
import threading
from pathlib import Path
from typing import Any

import psutil
import pytest
from aiortc.rtp import RtcpSenderInfo, RtcpSrPacket, RtpPacket

from appliance.api.errors import Code, Invalid
from appliance.frames import MailboxReader
from appliance.media import cast, webrtc
from appliance.media.local import LocalEngine
from tests.media.local import engine_here
from tests.media.picture import shows
from tests.media.room import Room, config
from tests.media.sender import BLUE, PATCHES, Laptop, Slides, laptop, patches

CHANCE = random.Random(7)


def transport(sender: Laptop) -> Any:
    return sender.connection.getSenders()[0].transport


async def test_strangers_datagrams_change_nothing(room: Room) -> None:
    slides = Slides(patches(320, 180))
    async with laptop(slides) as sender:
        answer = await room.engine.receive_cast("a1", await sender.offer())
        await sender.take(answer)
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        port = int(re.search(r"a=candidate:\S+ 1 udp \d+ 127\.0\.0\.1 (\d+)", answer)[1])  # type: ignore[index]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.1", 0))
            for first in (b"", b"\x00", b"\x16", b"\x80", b"\x80\xc8", b"\xff"):
                for length in (0, 1, 11, 12, 40, 1400):
                    stranger.sendto(first + CHANCE.randbytes(length), ("127.0.0.1", port))
                    stranger.sendto(b"", ("127.0.0.1", port))
                await asyncio.sleep(0.02)
        slides.picture = patches(320, 180, (BLUE,))
        await room.frame("cast-a1", lambda frame: shows(frame, (BLUE,)))
        assert "closed" not in room.phases("a1")


async def test_garbage_of_a_sender_spoils_at_most_its_own_cast(room: Room) -> None:
    slides = Slides(patches(320, 180))
    async with laptop(slides) as sender:
        await sender.take(await room.engine.receive_cast("a1", await sender.offer()))
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))
        send = transport(sender)._send_rtp
        sequence = 0
        for at in range(400):
            # SRTP itself refuses numbers that run backwards
            sequence += CHANCE.randrange(1, 3000)
            packet = RtpPacket(
                payload_type=CHANCE.choice([97, 98, 99, 100, 101, 35]),
                sequence_number=sequence & 0xFFFF,
                timestamp=CHANCE.randrange(1 << 32),
                ssrc=CHANCE.choice([1, 2, 3, at]),
                marker=CHANCE.randrange(2),
                payload=CHANCE.randbytes(CHANCE.choice([0, 1, 2, 3, 20, 1100])),
            )
            await send(packet.serialize())
            header, payload = packet.serialize()[1:12], packet.serialize()[12:]
            for extension in (b"\x4f\x4f\x4f\x4f", b"\x40\x00\x80\x10", CHANCE.randbytes(4)):
                await send(b"\x90" + header + b"\xbe\xde\x00\x01" + extension + payload)
            await send(
                b"\x80" + bytes([CHANCE.randrange(192, 209)]) + CHANCE.randbytes(2 + 4 * CHANCE.randrange(1, 20))
            )
        assert room.worker.process.poll() is None
    async with laptop(Slides(patches(320, 180, (BLUE,)))) as another:
        await another.take(await room.engine.receive_cast("a2", await another.offer()))
        await room.frame("cast-a2", lambda frame: shows(frame, (BLUE,)))


async def test_garbage_in_every_format_and_reports_of_no_time_leave_other_casts_alone(tmp_path: Path) -> None:
    """With the engine in this process aiortc's own sender offers what the room takes: VP9 and AV1 too."""
    async with engine_here(tmp_path / "frames") as here:
        async with laptop(Slides(patches(64, 64))) as warm:
            await warm.take(await here.engine.receive_cast("warm", await warm.offer()))
        async with laptop(Slides(patches(320, 180))) as sender, laptop(slides := Slides(patches(320, 180))) as other:
            offer = await sender.offer()
            types = [int(found) for found in re.findall(r"a=rtpmap:(\d+) (?:VP8|VP9|H264|AV1)/90000", offer)]
            assert len(types) > 6
            await sender.take(await here.engine.receive_cast("a1", offer))
            await other.take(await here.engine.receive_cast("a2", await other.offer()))
            await here.until(lambda casts: [cast.phase for cast in casts if cast.id != "warm"] == ["live", "live"])
            send = transport(sender)._send_rtp
            heads = (
                b"\x08\x82\x49\x83\x42",
                b"\xab\x01\x00\x00\x82",
                b"\x18\x04\x0a\x03\x00\x00",
                b"\x68\x02\x0a",
                b"\xd0",
                b"",
            )
            sequence = 0
            for _ in range(1500):
                sequence += CHANCE.choice([1, 1, 1, 1, 2, 700])
                packet = RtpPacket(
                    payload_type=CHANCE.choice(types),
                    sequence_number=sequence & 0xFFFF,
                    timestamp=CHANCE.randrange(1 << 32),
                    ssrc=9,
                    marker=CHANCE.randrange(2),
                    payload=CHANCE.choice(heads) + CHANCE.randbytes(CHANCE.choice([0, 1, 3, 40, 1100])),
                )
                await send(packet.serialize())
                time, at = CHANCE.randrange(1 << 64), CHANCE.randrange(1 << 32)
                await send(bytes(RtcpSrPacket(ssrc=9, sender_info=RtcpSenderInfo(time, at, 0, 0))))
            assert len(decoders()) <= 4, "one for each cast, and those that are about to end"
            slides.picture = patches(320, 180, (BLUE,))
            reader = MailboxReader(tmp_path / "frames/cast-a2")
            async with asyncio.timeout(5):
                while not ((frame := reader.read()) and shows(frame, (BLUE,))):  # noqa: ASYNC110  comes from a thread
                    await asyncio.sleep(0.02)
            reader.close()


def decoders() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("decode-")]


async def test_mutilated_offers_are_refused_and_leave_nothing_behind(room: Room) -> None:
    async with laptop(Slides(patches(320, 180))) as sender:
        good = await sender.offer()
        await room.engine.receive_cast("warm", good)
        await room.engine.close_cast("warm")
        worker = psutil.Process(room.worker.process.pid)
        descriptors, threads = worker.num_fds(), worker.num_threads()
        for number in range(60):
            lines = good.split("\r\n")
            for _ in range(CHANCE.randrange(1, 4)):
                at = CHANCE.randrange(len(lines))
                lines[at] = CHANCE.choice(
                    [
                        "",
                        lines[at][: CHANCE.randrange(len(lines[at]) + 1)],
                        lines[CHANCE.randrange(len(lines))],
                        "a=x:\ud7ff",
                    ]
                )
            try:
                await room.engine.receive_cast(f"b{number}", "\r\n".join(lines))
            except Invalid as refused:
                assert refused.code == Code.CAST_OFFER
            else:
                await room.engine.close_cast(f"b{number}")
        await asyncio.sleep(0.3)
        assert worker.num_fds() <= descriptors + 2
        assert worker.num_threads() <= threads + 4
        await sender.take(await room.engine.receive_cast("a1", good))
        await room.frame("cast-a1", lambda frame: shows(frame, PATCHES))


async def test_an_offer_that_nobody_follows_up_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webrtc, "CONNECT_TIMEOUT_S", 0.5)
    monkeypatch.setattr(cast, "GIVE_UP_S", 0.5)
    phases: list[str] = []
    over = asyncio.Event()

    def note() -> None:
        phases.extend(one.phase for one in engine.take_status().casts)
        if "closed" in phases:
            over.set()

    engine = LocalEngine(tmp_path, tmp_path.parent / "mirror", note, lambda stuck: pytest.fail(str(stuck)))
    running = asyncio.create_task(engine.run())
    await engine.configure(config())
    async with laptop(Slides(patches(320, 180))) as sender:
        await engine.receive_cast("a1", await sender.offer())
        await asyncio.wait_for(over.wait(), 3)
    assert list(dict.fromkeys(phases)) == ["connecting", "interrupted", "closed"]
    running.cancel()
    await asyncio.wait([running])
    assert list(tmp_path.iterdir()) == []


async def test_the_room_sends_nothing_to_whom_it_has_not_heard(room: Room) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as victim:
        victim.bind(("127.0.0.1", 0))
        victim.settimeout(1.5)
        async with laptop(Slides(patches(320, 180))) as sender:
            aimed = re.sub(r"127\.0\.0\.1 \d+ typ", f"127.0.0.1 {victim.getsockname()[1]} typ", await sender.offer())
            await room.engine.receive_cast("a1", aimed)
            with pytest.raises(TimeoutError):
                await asyncio.to_thread(victim.recv, 2000)


async def test_a_flood_of_casts_does_not_grow_the_worker(room: Room) -> None:
    worker = psutil.Process(room.worker.process.pid)
    memory: list[float] = []
    for _ in range(3):
        for number in range(8):
            async with laptop(Slides(patches(320, 180))) as sender:
                await sender.take(await room.engine.receive_cast(f"c{number}", await sender.offer()))
                await room.frame(f"cast-c{number}")
                await room.engine.close_cast(f"c{number}")
        memory.append(worker.memory_info().rss / 1e6)
    assert memory[-1] < memory[0] + 25
    assert list(room.paths.frames.iterdir()) == []
