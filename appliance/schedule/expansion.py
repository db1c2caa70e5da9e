"""Reading iCalendar in a process of its own, which holds no secret and which a hostile series cannot keep for long."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path

import msgspec

from appliance.schedule.event import Event, Window
from appliance.schedule.trouble import CalendarTrouble

CPU_S = 20
PATIENCE_S = 40.0


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to read: texts with what their server calls them, and how."""

    sources: list[tuple[str, bytes]]
    window: Window
    zone: str
    address: str = ""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The events; or why the texts cannot be read."""

    events: list[Event] = []
    damage: str = ""


async def expand(sources: list[tuple[str, bytes]], window: Window, floating: tzinfo, address: str = "") -> list[Event]:
    """The occurrences that reach into a window. Raises CalendarTrouble(damaged)."""
    if not sources:
        return []
    job = Job(sources=sources, window=window, zone=str(floating), address=address)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "appliance.schedule.expansion",
        str(os.getpid()),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            answer, _ = await process.communicate(msgspec.msgpack.encode(job))
        result = msgspec.msgpack.decode(answer, type=Result)
    except (TimeoutError, msgspec.DecodeError):
        raise CalendarTrouble("damaged", "it takes too long to read") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if result.damage:
        raise CalendarTrouble("damaged", result.damage)
    return result.events


def main(parent: int) -> None:
    """Answer the one job on standard input."""
    # before anything is read: nothing is loaded afterwards that needs more than this
    import tzdata

    from appliance.confinement import limit, shut_in
    from appliance.schedule import ical
    from appliance.schedule.zones import room_zone

    data = sys.stdin.buffer.read()
    limit(CPU_S, parent)
    shut_in(Path("/dev/null"), [*map(Path, filter(None, sys.path)), Path(tzdata.__file__).parent])
    job = msgspec.msgpack.decode(data, type=Job)
    try:
        found = ical.events(job.sources, job.window, room_zone(job.zone), job.address)
        result = Result(events=found)
    except ical.BadCalendar as error:
        result = Result(damage=str(error))
    sys.stdout.buffer.write(msgspec.msgpack.encode(result))


if __name__ == "__main__":
    main(int(sys.argv[1]))
