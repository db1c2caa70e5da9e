"""A board in a whole room as people start it: the supervisor holds board.sock while the daemon is away."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.board.client import shell, stroke
from tests.rooms.house import House


async def test_a_daemon_that_dies_is_back_with_the_board(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        board = await house.call("board.create_board", name="Plan")
        socket = house.runtime / "board.sock"
        async with shell(socket, board["id"]) as client:
            drawn, number = await client.draw(stroke(1))
            await client.until(lambda: client.stored >= number)
            house.kill("room")
            await asyncio.wait_for(client.closed.wait(), 5)
        async with shell(socket, board["id"], client.doc) as again:  # connects before the daemon is back
            later, number = await again.draw(stroke(2))
            await again.until(lambda: again.stored >= number)
            assert set(again.elements()) == {drawn, later}
        state = await house.until(lambda state: state["board"]["open"] == board["id"])
        assert state["board"]["name"] == "Plan"
