"""What it costs a room to send itself into a call, and how long it takes."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import aioice.ice
import numpy as np
import psutil

from appliance.media.camera import Camera
from appliance.media.compressor import CAMERA, CAMERA_LOW
from appliance.media.engine import CallOffer, DriverChoice
from appliance.media.feed import PictureFeed
from appliance.media.microphone import Microphone
from appliance.media.parcel import Parcel
from appliance.media.sound.reference import Reference
from appliance.media.sound.webrtc import WebRtcChain
from drivers import registry
from drivers.capabilities import Kind
from tests.bench.table import Table
from tests.media.forwarder import connection
from tests.media.room import Room, config, joined
from tests.media.worker import running_worker

DURATION_S = 10.0
INSIDE_S = 6.0
TWINS = {kind: DriverChoice(driver="twin") for kind in ("camera", "microphone", "speaker")}


class Counter:
    """Takes packets and decodes nothing; stock aiortc otherwise."""

    def __init__(self) -> None:
        self.connection = connection()
        self.first_s: dict[str, float] = {}
        self.packets: dict[str, int] = {}
        self.bytes: dict[str, int] = {}

    async def answer(self, offered: CallOffer) -> str:
        from aiortc import RTCSessionDescription

        await self.connection.setRemoteDescription(RTCSessionDescription(offered.offer, "offer"))
        for transceiver in self.connection.getTransceivers():
            transceiver.receiver._handle_rtp_packet = self._counting(offered.sources[transceiver.mid])
        await self.connection.setLocalDescription()
        return self.connection.localDescription.sdp

    def _counting(self, source: str):
        async def count(packet: object, arrival_time_ms: int) -> None:
            self.first_s.setdefault(source, time.monotonic())
            self.packets[source] = self.packets.get(source, 0) + 1
            self.bytes[source] = self.bytes.get(source, 0) + len(packet.payload)  # type: ignore[attr-defined]

        return count


async def measure(folder: Path) -> list[Table]:
    """A worker of its own sends its virtual room to a peer that counts."""
    aioice.ice.get_host_addresses = lambda **_: ["127.0.0.1"]
    table = Table("A room sends its camera and its voice", ("cpu %", "kbit/s", "packets/s"), "")
    times = Table("From connecting to the first packet", ("ms",), "")
    with running_worker(folder) as worker:
        async with joined(worker) as room:
            await room.engine.configure(config(listening=False, **TWINS))
            process = psutil.Process(worker.process.pid)
            # the virtual room is painted and rendered before anything is measured
            for name, sources in (
                ("warm", (True, True)),
                ("voice", (True, False)),
                ("camera, both sizes", (False, True)),
                ("all", (True, True)),
            ):
                row = await _row(room, process, *sources)
                if name != "warm":
                    table.add(name, *row[:3])
                    times.add(name, row[3])
    return [table, times, await asyncio.to_thread(_inside)]


def _inside() -> Table:
    """The threads themselves, in this process: encoders on the virtual camera's pictures, the voice as it leaves."""
    table = Table("Inside", ("cpu ms, or mean ms", "p95 ms"), "")
    camera = Camera(lambda mode: _opened("camera", mode), lambda _: None)
    for name, codec, grade in (
        ("720p VP8", "VP8", CAMERA), ("720p H.264", "H264", CAMERA), ("180p VP8", "VP8", CAMERA_LOW),
    ):  # fmt: skip
        feed = PictureFeed(codec, grade, lambda _: None)
        camera.add(feed.show, grade.fps)
        time.sleep(INSIDE_S)
        camera.remove(feed.show)
        feed.stop()
        feed.join()
        table.add(f"encode {name}", feed.mean_ms, float("nan"))
    delays: list[float] = []

    def post(parcel: Parcel) -> None:
        delays.append((time.monotonic() - parcel.at_s) * 1000)

    microphone = Microphone(
        lambda block_s: _opened("microphone", block_s), Reference(), WebRtcChain, lambda _: None, lambda _: None
    )
    speaking = microphone.speak(post)
    time.sleep(INSIDE_S)
    speaking.stop()
    settled = delays[len(delays) // 4 :]
    table.add("first sample of 20 ms to its packet", float(np.mean(settled)), float(np.percentile(settled, 95)))
    return table


def _opened(kind: Kind, *arguments: Any) -> Any:
    device: Any = registry.create(kind, "twin")
    device.open(*arguments)
    return device


async def _row(
    room: Room, process: psutil.Process, microphone: bool, camera: bool
) -> tuple[float, float, float, float]:
    counter = Counter()
    offered = await room.engine.open_call("bench")
    answer = await counter.answer(offered)
    await room.engine.set_call_sources("bench", microphone, camera)
    begun_s = time.monotonic()
    await room.engine.connect_call("bench", answer)
    await asyncio.sleep(3)
    process.cpu_percent()
    before = dict(counter.bytes), dict(counter.packets)
    await asyncio.sleep(DURATION_S)
    cpu = process.cpu_percent()
    kbps = (sum(counter.bytes.values()) - sum(before[0].values())) * 8 / DURATION_S / 1000
    packets = (sum(counter.packets.values()) - sum(before[1].values())) / DURATION_S
    first_ms = (min(counter.first_s.values(), default=float("nan")) - begun_s) * 1000
    await room.engine.close_call("bench")
    await counter.connection.close()
    return cpu, kbps, packets, first_ms
