"""What a room costs while nobody is there: processor and memory of every process, at the home page."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import psutil

from tests.bench.table import Table
from tests.rooms.house import House

SETTLE_S, WATCH_S = 15.0, 20.0
TARGET_CPU = {"shell": 3.0, "room": 2.0, "media": 2.0, "sfu": 1.0}
TARGET_MB = 450.0


async def measure() -> Table:
    """Watch a headless room with virtual devices."""
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        async with House(Path(folder)) as house:
            await asyncio.sleep(SETTLE_S)
            processes = {name: psutil.Process(house.pid(name)) for name in TARGET_CPU}
            supervisor = processes["room"].parent()
            assert supervisor
            processes["supervisor"] = supervisor
            before = {name: _spent_s(process) for name, process in processes.items()}
            begun = time.monotonic()
            await asyncio.sleep(WATCH_S)
            watched_s = time.monotonic() - begun
            cpu = {name: (_spent_s(process) - before[name]) / watched_s * 100 for name, process in processes.items()}
            memory = {name: process.memory_full_info() for name, process in processes.items()}
    table = Table(f"Idle for {WATCH_S:g} s at the home page", ["RSS MB", "PSS MB", "CPU %"], "CPU: % of a core")
    for name in processes:
        table.add(name, memory[name].rss / 2**20, memory[name].pss / 2**20, cpu[name], target=TARGET_CPU.get(name))
    table.add("all", *_total(memory, "rss", "pss"), sum(cpu.values()))
    table.add("all: resident", _total(memory, "rss")[0], target=TARGET_MB)
    return table


def _spent_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _total(memory: dict[str, object], *fields: str) -> list[float]:
    return [sum(getattr(each, field) for each in memory.values()) / 2**20 for field in fields]
