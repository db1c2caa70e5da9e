"""`python -m tests.bench [NAME]...`: the room's figures beside their targets and beside bare peers, in one run."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
from collections.abc import Awaitable, Callable

from tests.bench import idle, rpc, start, touch
from tests.bench.table import Table

BENCHES: dict[str, Callable[[], Awaitable[Table]]] = {
    "rpc": rpc.measure,
    "touch": touch.measure,
    "start": start.measure,
    "idle": idle.measure,
}


def main() -> int:
    """Run the named benches, all of them where none is named; 1 when a target is missed."""
    names = sys.argv[1:] or list(BENCHES)
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"{unknown[0]} is no bench; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; load {_load()}\n",
        flush=True,
    )
    tables = []
    for name in names:
        table = asyncio.run(BENCHES[name]())
        print(f"{table}\nload {_load()}\n", flush=True)
        tables.append(table)
    return int(any(table.is_missed for table in tables))


def _load() -> str:
    """What else the machine does; figures taken under load say little."""
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
