"""Candidates that come after the offer, through the worker's socket."""

from __future__ import annotations

import asyncio
import re
import socket

import pytest

from appliance.api.errors import Code, Invalid, NotFound
from appliance.media.trickle import MAX_PLACES
from tests.media.room import Room
from tests.media.sender import Slides, laptop, patches


def fragment(offer: str, *ports: int) -> str:
    user, password = (re.search(f"a=ice-{name}:(.*?)\r?\n", offer)[1] for name in ("ufrag", "pwd"))
    lines = [f"a=ice-ufrag:{user}", f"a=ice-pwd:{password}", "m=video 9 RTP/AVP 0", "a=mid:0"]
    lines += [f"a=candidate:1 1 udp 2122260223 127.0.0.1 {port} typ host" for port in ports]
    return "\r\n".join(lines)


async def test_a_sender_that_only_waits_is_found(room: Room) -> None:
    """It sends no checks of its own before it hears one: the way in through a room's firewall."""
    with socket.socket(type=socket.SOCK_DGRAM) as waiting:
        waiting.bind(("127.0.0.1", 0))
        waiting.setblocking(False)
        async with laptop(Slides(patches(320, 180))) as sender:
            offer = await sender.offer()
            await room.engine.receive_cast("t1", offer)
            loop = asyncio.get_running_loop()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await loop.sock_recv(waiting, 1500)
            await room.engine.add_candidates("t1", fragment(offer, waiting.getsockname()[1]), "127.0.0.1")
            async with asyncio.timeout(5):
                assert await loop.sock_recv(waiting, 1500)


async def test_candidates_that_lead_nowhere_do_no_harm(room: Room) -> None:
    async with laptop(Slides(patches(320, 180))) as sender:
        offer = await sender.offer()
        answer = await room.engine.receive_cast("t2", offer)
        for first in range(1, 5 * MAX_PLACES, MAX_PLACES):
            places = fragment(offer, *range(first, first + MAX_PLACES))
            await room.engine.add_candidates("t2", places + "\r\na=end-of-candidates", "127.0.0.1")
        await sender.take(answer)
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
        await room.engine.add_candidates("t2", fragment(offer, 9), "127.0.0.1")


async def test_what_cannot_be_done_is_refused(room: Room) -> None:
    async with laptop(Slides(patches(320, 180))) as sender:
        offer = await sender.offer()
        with pytest.raises(NotFound) as unknown:
            await room.engine.add_candidates("t3", fragment(offer), "127.0.0.1")
        assert unknown.value.code == Code.CAST_UNKNOWN
        await sender.take(await room.engine.receive_cast("t3", offer))
        for text, code in (
            ("hello", Code.CAST_FRAGMENT),
            (fragment(offer).replace("a=ice-pwd:", "a=ice-pwd:x"), Code.CAST_RESTART),
        ):
            with pytest.raises(Invalid) as refused:
                await room.engine.add_candidates("t3", text, "127.0.0.1")
            assert refused.value.code == code
        await room.until(lambda status: bool(status.casts) and status.casts[0].phase == "live")
