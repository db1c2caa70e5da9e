"""`python -m tests.bench.cast.relay ADDRESS PORT PATTERN`: stands between a sender and a receiver, and loses packets.

It serves /whip and /page like a receiver, hands the offer on to the receiver at the port below, and puts its own UDP
port into the answer. PATTERN is a share of the sender's packets, such as 0.02; burst, which loses all of them for 60 ms
every 2 s; or once, which loses one video packet and the first retransmission after it at every line of standard input.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import threading
import time
from typing import Any

from aiohttp import ClientSession, web

from tests.bench.cast.receiver import PAGE

BURST_S, EVERY_S = 0.06, 2.0
MAX_OFFER = 1 << 20
_CANDIDATE = re.compile(r"a=candidate:(\S+ \d+) UDP (\d+) (\S+) (\d+) typ host.*\r\n", re.IGNORECASE)
_REPAIRS = re.compile(r"a=rtpmap:(\d+) rtx/90000", re.IGNORECASE)
_VIDEO = re.compile(r"a=rtpmap:(\d+) (?:VP8|H264)/90000", re.IGNORECASE)


class Losses:
    """Decides which of the sender's packets are lost."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._random = random.Random(1)
        self._owed_video = 0
        self._owed_repairs = 0
        self.video: set[int] = set()
        self.repairs: set[int] = set()

    def lose_one(self) -> None:
        """Lose the next video packet, and the next retransmission."""
        self._owed_video, self._owed_repairs = 1, 1

    def lost(self, packet: bytes) -> bool:
        """Whether this one goes. STUN, DTLS and RTCP never do."""
        kind = packet[1] & 0x7F if len(packet) > 12 and 128 <= packet[0] < 192 else 0
        if kind not in self.video and kind not in self.repairs:
            return False
        if self._pattern == "burst":
            return time.monotonic() % EVERY_S < BURST_S
        if self._pattern != "once":
            return self._random.random() < float(self._pattern)
        if kind in self.video and self._owed_video:
            self._owed_video = 0
            return True
        if kind in self.repairs and self._owed_repairs and not self._owed_video:
            self._owed_repairs = 0
            return True
        return False


class _End(asyncio.DatagramProtocol):
    """One side of the relay: hands what comes to `take`."""

    def __init__(self) -> None:
        self.take: Any = None
        self.peer: Any = None
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.peer = addr
        self.take(data)


async def stand_between(address: str, port: int, losses: Losses) -> int:
    """Relay between whoever sends to the returned port and the receiver's port."""
    loop = asyncio.get_running_loop()
    _, near = await loop.create_datagram_endpoint(_End, (address, 0))
    _, far = await loop.create_datagram_endpoint(_End, (address, 0))
    near.take = lambda data: None if losses.lost(data) else far.transport.sendto(data, (address, port))
    far.take = lambda data: near.transport.sendto(data, near.peer) if near.peer else None
    return near.transport.get_extra_info("sockname")[1]


async def main(address: str, port: int, pattern: str) -> None:
    """Serve until killed; the receiver's WHIP endpoint is at the next port."""
    losses = Losses(pattern)
    threading.Thread(target=lambda: [losses.lose_one() for _ in sys.stdin], daemon=True).start()

    async def start(request: web.Request) -> web.Response:
        async with ClientSession() as client:
            headers = {"Content-Type": "application/sdp"}
            url = f"http://{address}:{port + 1}/whip"
            async with client.post(url, data=await request.text(), headers=headers) as reply:
                answer = await reply.text()
        losses.video = {int(number) for number in _VIDEO.findall(answer)}
        losses.repairs = {int(number) for number in _REPAIRS.findall(answer)}
        found = next(match for match in _CANDIDATE.finditer(answer) if match[3] == address)
        own = await stand_between(address, int(found[4]), losses)
        line = f"a=candidate:{found[1]} UDP {found[2]} {address} {own} typ host\r\n"
        rest = re.sub(r"a=candidate:.*\r\n", "", answer[found.end() :])
        sdp = re.sub(r"a=candidate:.*\r\n", "", answer[: found.start()]) + line + rest
        return web.Response(status=201, text=sdp, content_type="application/sdp", headers={"Location": "/whip/1"})

    async def stop(_: web.Request) -> web.Response:
        return web.Response()

    async def page(_: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE)

    application = web.Application(client_max_size=MAX_OFFER)
    application.add_routes([web.post("/whip", start), web.delete("/whip/1", stop), web.get("/page", page)])
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, address, port).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
