"""`python -m tests.bench.meeting.receiver ours|stock|chromium ADDRESS PORT`: receives by WHIP, and notes what comes.

ours is the room's receive path up to loudspeaker and mailbox; stock is plain aiortc; chromium hands offer and answer on
to a page of a browser, which notes for itself. To each line of standard input it tells, as a line of JSON, what came
since: pictures as [RTP timestamp, seconds of the wall clock], samples of sound, and how many of those were made up.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

MAX_OFFER = 1 << 20
PAGE = Path(__file__).with_name("page.html")
Answer = Callable[[str], Awaitable[str]]


class Notes:
    """What came out."""

    def __init__(self) -> None:
        self.pictures: list[tuple[int, float]] = []
        self.samples = 0
        self.made_up = 0

    def take(self) -> dict[str, Any]:
        """Tell and forget."""
        found = {"pictures": self.pictures, "samples": self.samples, "made_up": self.made_up}
        self.pictures, self.samples, self.made_up = [], 0, 0
        return found


async def ours(notes: Notes, address: str, _app: web.Application) -> Answer:
    """The room's own."""
    from appliance.media import opus, webrtc
    from appliance.media.inlet import Inlet

    webrtc.prepare((address,))
    conceal, tasks = opus.OpusDecoder._conceal, set[asyncio.Task[bool]]()

    def counted(decoder: opus.OpusDecoder, *arguments: Any) -> Any:
        frame = conceal(decoder, *arguments)
        notes.made_up += frame.samples
        return frame

    opus.OpusDecoder._conceal = counted  # type: ignore[method-assign]

    def hear(frame: Any, _is_fresh: bool) -> None:
        notes.samples += frame.samples

    async def answer(offer: str) -> str:
        inlet = Inlet(
            picture=lambda frame, _: notes.pictures.append((frame.pts, time.time())),
            sound=hear,
            reachable=lambda _: None,
        )
        session = webrtc.Session(inlet)
        answered = await session.answer(offer)
        tasks.add(asyncio.create_task(session.run()))
        return answered

    return answer


async def stock(notes: Notes, address: str, _app: web.Application) -> Answer:
    """Aiortc as it is installed."""
    import aioice.ice
    from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [address] if use_ipv4 else []  # noqa: ARG005
    kept: list[Any] = []

    async def consume(receiver: Any) -> None:
        while True:
            frame = await receiver.track.recv()
            if receiver.track.kind == "video":
                mapper = receiver._RTCRtpReceiver__timestamp_mapper
                notes.pictures.append(((frame.pts + mapper._origin) % (1 << 32), time.time()))
            else:
                notes.samples += frame.samples

    async def answer(offer: str) -> str:
        connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        kept.append(connection)
        kept.extend(asyncio.create_task(consume(one.receiver)) for one in connection.getTransceivers())
        await connection.setLocalDescription(await connection.createAnswer())
        return connection.localDescription.sdp

    return answer


async def chromium(_notes: Notes, _address: str, app: web.Application) -> Answer:
    """A page of a browser, which asks for the offer."""
    offers: asyncio.Queue[str] = asyncio.Queue()
    answers: asyncio.Queue[str] = asyncio.Queue()

    async def page(_: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE)

    async def give(_: web.Request) -> web.Response:
        return web.Response(text=await offers.get())

    async def take(request: web.Request) -> web.Response:
        answers.put_nowait(await request.text())
        return web.Response()

    app.add_routes([web.get("/receive", page), web.get("/offer", give), web.post("/answer", take)])

    async def answer(offer: str) -> str:
        offers.put_nowait(offer)
        return await answers.get()

    return answer


KINDS = {"ours": ours, "stock": stock, "chromium": chromium}


async def main(kind: str, address: str, port: int) -> None:
    """Serve until killed."""
    notes, app = Notes(), web.Application(client_max_size=MAX_OFFER)
    answer = await KINDS[kind](notes, address, app)

    async def start(request: web.Request) -> web.Response:
        sdp = await answer(await request.text())
        return web.Response(status=201, text=sdp, content_type="application/sdp", headers={"Location": "/whip/1"})

    app.add_routes([web.post("/whip", start)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, address, port).start()
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(notes.take()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
