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
from collections.abc import Callable
from typing import Any, Protocol

from aiohttp import ClientSession, web

from tests.bench.cast.receiver import PAGE

BURST_S, EVERY_S = 0.06, 2.0
MAX_OFFER = 1 << 20
_CANDIDATE = re.compile(r"a=candidate:(\S+ \d+) UDP (\d+) (\S+) (\d+) typ host.*\r\n", re.IGNORECASE)
_REPAIRS = re.compile(r"a=rtpmap:(\d+) rtx/90000", re.IGNORECASE)
_VIDEO = re.compile(r"a=rtpmap:(\d+) (?:VP8|H264)/90000", re.IGNORECASE)


class Weather(Protocol):
    """What becomes of packets on their way: seconds that they take, or None where they are lost."""

    def learn(self, answer: str) -> None:
        """What was negotiated (SDP)."""
        ...

    def there_s(self, packet: bytes) -> float | None:
        """Of a packet of the sender."""
        ...

    def back_s(self, packet: bytes) -> float | None:
        """Of one of the receiver."""
        ...


class Losses:
    """A Weather that decides which of the sender's packets are lost."""

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

    def learn(self, answer: str) -> None:
        """See Weather."""
        self.video = {int(number) for number in _VIDEO.findall(answer)}
        self.repairs = {int(number) for number in _REPAIRS.findall(answer)}

    def there_s(self, packet: bytes) -> float | None:
        """See Weather."""
        return None if self.lost(packet) else 0.0

    def back_s(self, packet: bytes) -> float | None:
        """See Weather."""
        del packet
        return 0.0

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


class Between:
    """Two sockets: what comes to `near` goes on from `far` to where it is aimed, and the other way round."""

    def __init__(self, address: str, weather: Weather) -> None:
        self._address = address
        self._weather = weather
        self._aim: Any = None
        self._near, self._far = _End(), _End()

    async def open(self) -> tuple[int, int]:
        """Give the ports of both."""
        loop = asyncio.get_running_loop()
        for end in (self._near, self._far):
            await loop.create_datagram_endpoint(lambda end=end: end, (self._address, 0))
        self._near.take = lambda data: self._pass_on(self._far, data, self._aim, self._weather.there_s(data))
        self._far.take = lambda data: self._pass_on(self._near, data, self._near.peer, self._weather.back_s(data))
        near, far = (end.transport.get_extra_info("sockname")[1] for end in (self._near, self._far))
        return near, far

    def aim(self, port: int) -> None:
        """Where the receiver is."""
        self._aim = (self._address, port)

    def _pass_on(self, end: _End, data: bytes, to: Any, takes_s: float | None) -> None:
        if takes_s is None or not to:
            return
        if takes_s:
            asyncio.get_running_loop().call_later(takes_s, end.transport.sendto, data, to)
        else:
            end.transport.sendto(data, to)


def _through(sdp: str, address: str, port: int) -> str:
    """A description whose only candidate is the relay, so that nobody finds a way around it."""
    found = next(match for match in _CANDIDATE.finditer(sdp) if match[3] == address)
    line = f"a=candidate:{found[1]} UDP {found[2]} {address} {port} typ host\r\n"
    rest = re.sub(r"a=candidate:.*\r\n", "", sdp[found.end() :])
    return re.sub(r"a=candidate:.*\r\n", "", sdp[: found.start()]) + line + rest


async def main(address: str, port: int, pattern: str) -> None:
    """Serve until killed."""
    losses = Losses(pattern)
    await serve(address, port, losses, losses.lose_one)


async def serve(
    address: str, port: int, weather: Weather, obey: Callable[[], None], *, is_two_way: bool = False
) -> None:
    """Serve until killed; the receiver's WHIP endpoint is at the next port. A line on standard input is an order.

    is_two_way: the sender's offer names its candidates, and the receiver shall not find them.
    """
    threading.Thread(target=lambda: [obey() for _ in sys.stdin], daemon=True).start()

    async def start(request: web.Request) -> web.Response:
        between = Between(address, weather)
        near, far = await between.open()
        offer = await request.text()
        async with ClientSession() as client:
            headers = {"Content-Type": "application/sdp"}
            url = f"http://{address}:{port + 1}/whip"
            hidden = _through(offer, address, far) if is_two_way else offer
            async with client.post(url, data=hidden, headers=headers) as reply:
                answer = await reply.text()
        weather.learn(answer)
        found = next(match for match in _CANDIDATE.finditer(answer) if match[3] == address)
        between.aim(int(found[4]))
        sdp = _through(answer, address, near)
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
