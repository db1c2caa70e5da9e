"""A house for AirPlay: the service over a stand-in for UxPlay, and a worker that takes the packets."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from appliance.api.cast import CastEnded
from appliance.cast.airplay.service import AirPlayService
from appliance.cast.service import CastService
from appliance.config import AirPlayConfig
from appliance.store import Store
from tests.unit.appliance.cast.engine import Engine

PYTHON = "/usr/bin/python3"
"""The system's: a helper behind walls reaches no other."""
UXPLAY = Path(__file__).with_name("uxplay.py")


def free_port(count: int = 6) -> int:
    """The first of so many TCP ports that are free."""
    for base in range(20_000 + os.getpid() % 10_000, 60_000, 37):
        held: list[socket.socket] = []
        try:
            held += (socket.create_server(("127.0.0.1", port)) for port in range(base, base + count))
        except OSError:
            continue
        finally:
            for each in held:
                each.close()
        return base
    raise AssertionError("no free ports")


def stand_in(folder: Path) -> Path:
    """The helper and its films, made in a folder."""
    uxplay = folder / "uxplay"
    uxplay.write_text(f"#!{PYTHON} -SE\n" + UXPLAY.read_text().partition("\n")[2])
    uxplay.chmod(0o755)
    folder.joinpath("news").write_text("9")
    films(folder)
    return uxplay


def films(folder: Path) -> None:
    """Two seconds of pictures and of sound as RTP packets, packed by FFmpeg, in files for the stand-in."""
    sockets = {name: socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for name in ("video", "audio")}
    for each in sockets.values():
        each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        each.bind(("127.0.0.1", 0))
        each.setblocking(False)
    ports = {name: each.getsockname()[1] for name, each in sockets.items()}
    with (
        av.open(f"rtp://127.0.0.1:{ports['video']}?pkt_size=1400", "w", format="rtp") as video,
        av.open(f"rtp://127.0.0.1:{ports['audio']}?pkt_size=1400", "w", "rtp", {"payload_type": "97"}) as audio,
    ):
        pictures: Any = video.add_stream("libx264", rate=30, options={"tune": "zerolatency", "preset": "ultrafast"})
        pictures.width, pictures.height, pictures.pix_fmt = 640, 360, "yuv420p"
        sound: Any = audio.add_stream("pcm_s16be", rate=48_000, layout="stereo")
        for at in range(60):
            frame = av.VideoFrame.from_ndarray(np.full((360, 640, 3), at * 4, np.uint8), format="rgb24")
            frame.pts, frame.time_base = at, Fraction(1, 30)
            video.mux(pictures.encode(frame.reformat(format="yuv420p")))
            piece = av.AudioFrame.from_ndarray(np.zeros((1, 3200), np.int16), format="s16", layout="stereo")
            piece.pts, piece.sample_rate, piece.time_base = at * 1600, 48_000, Fraction(1, 48_000)
            audio.mux(sound.encode(piece))
    for name, each in sockets.items():
        with (folder / f"{name}.rtp").open("wb") as file, each:
            try:
                while True:
                    packet = each.recv(2048)
                    if not 192 <= packet[1] <= 223:  # RTCP goes elsewhere
                        file.write(struct.pack(">H", len(packet)) + packet)
            except BlockingIOError:
                continue


class ListeningEngine(Engine):
    """Takes the RTP of each cast."""

    def __init__(self) -> None:
        super().__init__()
        self.packets: dict[int, list[bytes]] = {}
        self._endpoints: dict[str, list[asyncio.DatagramTransport]] = {}

    async def receive_rtp(self, cast_id: str, video_port: int, audio_port: int, label: str = "") -> None:
        await super().receive_rtp(cast_id, video_port, audio_port, label)
        for port in (video_port, audio_port):
            heard = self.packets.setdefault(port, [])

            class Protocol(asyncio.DatagramProtocol):
                def datagram_received(self, data: bytes, addr: Any, heard: list[bytes] = heard) -> None:
                    heard.append(data)

            loop = asyncio.get_running_loop()
            endpoint, _ = await loop.create_datagram_endpoint(Protocol, local_addr=("127.0.0.1", port))
            self._endpoints.setdefault(cast_id, []).append(endpoint)

    async def close_cast(self, cast_id: str) -> None:
        for endpoint in self._endpoints.pop(cast_id, ()):
            endpoint.close()
        await super().close_cast(cast_id)


class House:
    def __init__(self, folder: Path, nature: str = "", instances: int = 2, command: str = "") -> None:
        self.helpers = folder / "helper"
        self.helpers.mkdir()
        folder.joinpath("secret").write_text("hush")
        uxplay = stand_in(self.helpers)
        self.helpers.joinpath("nature").write_text(nature)
        self._births = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._births.bind(("127.0.0.1", 0))
        self._births.setblocking(False)
        self.helpers.joinpath("news").write_text(str(self._births.getsockname()[1]))
        self.port = free_port()
        self.store = Store()
        self.engine = ListeningEngine()
        self.casts = CastService(self.store, self.engine)  # type: ignore[arg-type]
        self.health: list[tuple[str, str]] = []
        self.ended: list[CastEnded] = []
        self.store.listen(lambda event, _to: self.ended.append(event) if isinstance(event, CastEnded) else None)
        config = AirPlayConfig(command=command or str(uxplay), instances=instances, port=self.port)
        self.service = AirPlayService(
            self.store,
            config,
            self.casts,
            self.engine,
            folder / "home",
            self._report,  # type: ignore[arg-type]
        )

    def _report(self, status: str, reason: str) -> None:
        if [(status, reason)] != self.health[-1:]:
            self.health.append((status, reason))

    @property
    def state(self):
        return self.store.state.cast

    async def born(self) -> dict[str, Any]:
        """What the next helper says of itself."""
        async with asyncio.timeout(20):
            return json.loads(await asyncio.get_running_loop().sock_recv(self._births, 65_536))

    def order(self, *orders: str, receiver: int = 0) -> None:
        with (self.helpers / f"orders-{self.port + 3 * receiver}").open("a") as file:
            file.writelines(f"{order}\n" for order in orders)

    def report(self) -> None:
        self.casts.take(self.engine.status())

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not is_so():  # noqa: ASYNC110  the state has no event
                await asyncio.sleep(0.01)

    def close(self) -> None:
        self._births.close()
        shutil.rmtree(self.helpers)


@asynccontextmanager
async def a_house(folder: Path, nature: str = "", instances: int = 1, command: str = "") -> AsyncIterator[House]:
    house = House(folder, nature, instances, command)
    task = asyncio.create_task(house.service.run())
    try:
        yield house
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        for cast_id in tuple(house.engine.casts):
            await house.engine.close_cast(cast_id)
        house.close()
        await asyncio.sleep(0.01)  # closed endpoints go in the loop's next turn
    assert task.cancelled(), task.exception()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
