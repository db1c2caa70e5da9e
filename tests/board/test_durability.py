"""kill -9 at random moments: no stroke that was acknowledged is lost, and of ink being drawn at most 100 ms."""

from __future__ import annotations

import asyncio
import os
import random
import time
from pathlib import Path

from appliance.ink.element import new_id
from appliance.ink.packing import unpack
from tests.board.client import BoardClient, stroke
from tests.board.room import Room

ROUNDS = int(os.environ.get("PARLOR_KILL_ROUNDS", "20"))
WET_EVERY_S = 0.02
WET_POINTS = 4
WET_LOSS_S = 0.1


class Writer:
    """Somebody who draws until the room dies, and knows what the room promised to keep."""

    def __init__(self) -> None:
        self.promised: set[str] = set()
        self.wet_id = ""
        self.wet_sent: list[float] = []
        self.lag_s = 0.0
        """How long the room took to acknowledge, at worst: a busy machine is late with everything."""
        self._numbers: dict[int, tuple[str, float]] = {}

    async def draw(self, client: BoardClient) -> None:
        self._numbers, self.lag_s = {}, 0.0
        self.wet_id, self.wet_sent = new_id(), []
        try:
            while True:
                drawn, number = await client.draw(stroke(random.randrange(2**16), 20))
                self._numbers[number] = (drawn, time.monotonic())
                await client.send_wet(self.wet_id, WET_POINTS * len(self.wet_sent), stroke(1, WET_POINTS))
                self.wet_sent.append(time.monotonic())
                self.note(client)
                await asyncio.sleep(random.uniform(0, 2 * WET_EVERY_S))
        except (ConnectionError, OSError):
            pass

    def note(self, client: BoardClient) -> None:
        now = time.monotonic()
        for number, (drawn, sent) in tuple(self._numbers.items()):
            if number <= client.stored:
                self.promised.add(drawn)
                del self._numbers[number]
            self.lag_s = max(self.lag_s, now - sent)


async def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    writer = Writer()
    room = Room(tmp_path / "k")
    async with room:
        board_id = (await room.call("board.create_board"))["id"]
        wet_kept = 0
        for _ in range(ROUNDS):
            async with room.shell(board_id) as client:
                drawing = asyncio.create_task(writer.draw(client))
                await asyncio.sleep(random.uniform(0.1, 0.6))
                killed = time.monotonic()
                room.kill()
                await client.closed.wait()
                writer.note(client)
                drawing.cancel()
                await asyncio.gather(drawing, return_exceptions=True)
            await room.start()
            async with room.shell(board_id) as client:  # with no document of its own
                assert client.is_synced
                found = client.elements()
            assert not writer.promised - set(found)
            due = killed - WET_LOSS_S - writer.lag_s
            owed = WET_POINTS * sum(sent < due for sent in writer.wet_sent)
            kept = len(unpack(bytes(found[writer.wet_id])).points) if writer.wet_id in found else 0
            assert kept >= owed
            wet_kept += kept
    assert len(writer.promised) > 2 * ROUNDS
    assert wet_kept
    print(f"{ROUNDS} rounds: {len(writer.promised)} acknowledged strokes, 0 lost; {wet_kept} points of wet ink kept")
