"""`python -m tests.bench.cast.receiver ours|stock ADDRESS PORT`: receives casts by WHIP, and counts (see probe).

ours is the engine of the media worker with mailboxes as for a glass with a graphics card; stock is plain aiortc whose
pictures are taken from its track and thrown away.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web

from tests.bench.cast.probe import Probe, obey

Answer = Callable[[str], Awaitable[str]]
PAGE = Path(__file__).with_name("page.html")
MAX_OFFER = 1 << 20


async def ours(probe: Probe, address: str, frames: Path) -> Answer:
    """The room's own engine."""
    from appliance.media.engine import DriverChoice, EngineConfig
    from appliance.media.local import LocalEngine
    from appliance.media.picture import PictureWriter

    publish, opened = PictureWriter.publish, PictureWriter.__init__
    names: dict[int, str] = {}

    def named(writer: PictureWriter, path: Path, *arguments: Any) -> None:
        names[id(writer)] = path.name
        opened(writer, path, *arguments)

    def counted(writer: PictureWriter, frame: Any) -> None:
        publish(writer, frame)
        probe.picture(names[id(writer)], frame.pts, frame)

    PictureWriter.__init__ = named  # type: ignore[method-assign]
    PictureWriter.publish = counted  # type: ignore[method-assign]
    engine = LocalEngine(frames, frames.parent / "mirror", lambda: None, lambda stuck: sys.exit(str(stuck)))
    running = asyncio.create_task(engine.run())
    running.add_done_callback(lambda task: task.result())
    nothing = DriverChoice(driver="none")
    await engine.configure(
        EngineConfig(camera=nothing, microphone=nothing, speaker=nothing, listening=False, addresses=(address,))
    )
    ids = (f"{number:032x}" for number in itertools.count())
    return lambda offer: engine.receive_cast(next(ids), offer)


async def stock(probe: Probe, address: str, _frames: Path) -> Answer:
    """Aiortc as it is installed."""
    import aioice.ice
    from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [address] if use_ipv4 else []  # noqa: ARG005
    connections: list[RTCPeerConnection] = []
    tasks: set[asyncio.Task[None]] = set()

    async def consume(name: str, track: Any, receiver: Any) -> None:
        while True:
            frame = await track.recv()
            if track.kind == "video":
                mapper = receiver._RTCRtpReceiver__timestamp_mapper
                probe.picture(name, frame.pts + mapper._origin, frame)

    async def answer(offer: str) -> str:
        connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        connections.append(connection)
        name = str(len(connections))
        await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        for transceiver in connection.getTransceivers():
            receiver = transceiver.receiver
            task = asyncio.create_task(consume(name, receiver.track, receiver))
            tasks.add(task)
            task.add_done_callback(lambda ended: ended.exception())
        await connection.setLocalDescription(await connection.createAnswer())
        return connection.localDescription.sdp

    return answer


KINDS = {"ours": ours, "stock": stock}


def whip(answer: Answer) -> web.Application:
    """Serves /whip and the page that sends there."""

    async def start(request: web.Request) -> web.Response:
        sdp = await answer(await request.text())
        headers = {"Location": "/whip/1"}
        return web.Response(status=201, text=sdp, content_type="application/sdp", headers=headers)

    async def stop(_: web.Request) -> web.Response:
        return web.Response()

    async def page(_: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE)

    application = web.Application(client_max_size=MAX_OFFER)
    application.add_routes([web.post("/whip", start), web.delete("/whip/1", stop), web.get("/page", page)])
    return application


async def main(kind: str, address: str, port: int) -> None:
    """Serve until killed."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    probe = Probe()
    with tempfile.TemporaryDirectory(prefix="parlor-bench-frames-", dir="/dev/shm") as frames:
        runner = web.AppRunner(whip(await KINDS[kind](probe, address, Path(frames))), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, address, port).start()
        probe.watch_transport()
        obey(probe)
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
