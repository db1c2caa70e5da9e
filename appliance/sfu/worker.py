"""parlor-sfu: serves the forwarder to the room over its socket, and reports what changes."""

from __future__ import annotations

import asyncio
import os

from appliance.meeting.engine import Forwarded
from appliance.paths import Paths
from appliance.server.worker import Rooms, run_worker
from appliance.sfu.configuration import Forwarder
from appliance.sfu.local import LocalForwarder

STATUS_INTERVAL_S = 0.1
HEARTBEAT_S = 0.5
"""Silence for longer than three of these is the forwarder's death."""
NICENESS = -10
"""A forwarder that waits for the processor delays everybody at once."""


class Worker:
    """Answers engine.* and notifies every connection of `engine.status`: when it changes, and as a sign of life."""

    def __init__(self) -> None:
        self._forwarder = LocalForwarder()
        self.rooms = Rooms("engine", Forwarder, self._forwarder)

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._forwarder.run())
            group.create_task(self._report())

    async def _report(self) -> None:
        reported: tuple[Forwarded, ...] | None = None
        told_s = 0.0
        clock = asyncio.get_running_loop().time
        while True:
            # lines fall silent without an event, so it is looked instead of waited
            status = self._forwarder.status()
            if status != reported or clock() - told_s >= HEARTBEAT_S:
                reported, told_s = status, clock()
                await self.rooms.tell({"conferences": status})
            await asyncio.sleep(STATUS_INTERVAL_S if status else HEARTBEAT_S)


def raise_priority() -> int:
    """Be served before what is less pressing, where that is permitted; gives the niceness that holds."""
    niceness = os.getpriority(os.PRIO_PROCESS, 0)
    if niceness > NICENESS:
        try:
            os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
        except PermissionError:
            return niceness
    return min(niceness, NICENESS)


async def run_sfu(paths: Paths) -> None:
    """Run the forwarder until SIGTERM or SIGINT. Raises OSError where the socket cannot be had."""
    worker = Worker()
    await run_worker("sfu", paths.sfu_socket, worker.rooms.serve, worker.run(), niceness=raise_priority())
