"""`python -m tests.bench [NAME]...`: the room's figures beside their targets and beside bare peers, in one run."""

from __future__ import annotations

import asyncio
import functools
import os
import platform
import sys
from collections.abc import Awaitable, Callable

from tests.bench import idle, rpc, start, touch
from tests.bench.board import run as board
from tests.bench.cast import run as cast
from tests.bench.meeting import run as meeting
from tests.bench.table import Table

BENCHES: dict[str, Callable[[], Awaitable[Table | list[Table]]]] = {
    "rpc": rpc.measure,
    "touch": touch.measure,
    "start": start.measure,
    "idle": idle.measure,
    "board": board.measure,
    "cast": cast.measure,
    "meeting": meeting.measure,
}
PARTS = {f"board-{name}": functools.partial(board.measure_part, part) for name, part in board.PARTS.items()} | {
    f"{bench}-{name}": functools.partial(found.measure_part, part)
    for bench, found in (("cast", cast), ("meeting", meeting))
    for name, part in found.PARTS.items()
}


def main() -> int:
    """Run the named benches, all of them where none is named; 1 when a target is missed."""
    names = sys.argv[1:] or list(BENCHES)
    known = BENCHES | PARTS
    if unknown := [name for name in names if name not in known]:
        print(f"{unknown[0]} is no bench; there are {', '.join(known)}", file=sys.stderr)
        return 2
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; load {_load()}\n",
        flush=True,
    )
    tables: list[Table] = []
    for name in names:
        measured = asyncio.run(known[name]())
        for table in measured if isinstance(measured, list) else [measured]:
            print(f"{table}\nload {_load()}\n", flush=True)
            tables.append(table)
    return int(any(table.is_missed for table in tables))


def _load() -> str:
    """What else the machine does; figures taken under load say little."""
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
