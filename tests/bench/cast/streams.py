"""Films by WHIP from FFmpeg, which does not pace what it sends: pictures a second, delay and processor time."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.cast.clip import Clip, ffmpeg
from tests.bench.cast.namespace import namespace
from tests.bench.cast.peer import PEERS, URL, peer
from tests.bench.table import Bound, Table, share

WARM_UP_S = 5.0
MEASURED_S = 12.0
MIN_FPS = 29.5
MAX_CPU = 1.05


@dataclass(frozen=True)
class Load:
    """So many senders of a film at once."""

    clip: Clip
    senders: int
    max_delay_ms: float

    @property
    def name(self) -> str:
        """As a table calls it."""
        return f"{self.senders} × {self.clip.name}" if self.senders > 1 else self.clip.name


FULL_HD, FULL_HD_HARD, UHD = Clip(1920, 1080, 8), Clip(1920, 1080, 20), Clip(3840, 2160, 20)
LOADS = (
    Load(Clip(1280, 720, 4), 1, 12),
    Load(FULL_HD, 1, 12),
    Load(FULL_HD_HARD, 1, 12),
    Load(UHD, 1, 50),
    Load(FULL_HD, 4, 12),
)


async def measure(folder: Path) -> list[Table]:
    """A table each load, ours beside the peers. Raises NoNamespace."""
    tables = []
    with namespace() as inside:
        for load in LOADS:
            file = load.clip.file(folder)
            tables.append(_table(load, {kind: await _receive(kind, load, file, inside) for kind in PEERS}))
    return tables


async def _receive(kind: str, load: Load, film: Path, inside: list[str]) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        receiver = await stack.enter_async_context(peer(kind, inside))
        for _ in range(load.senders):
            await stack.enter_async_context(sending(film, inside))
        await asyncio.sleep(WARM_UP_S)
        receiver.start()
        await asyncio.sleep(MEASURED_S)
        return await receiver.report()


@asynccontextmanager
async def sending(film: Path, inside: list[str]) -> AsyncIterator[None]:
    """FFmpeg sends a film round and round, as it is."""
    command = [ffmpeg(), "-v", "error", "-re", "-stream_loop", "-1", "-i", str(film), "-c", "copy", "-f", "whip"]
    process = await asyncio.create_subprocess_exec(*inside, *command, f"{URL}/whip", stdin=asyncio.subprocess.DEVNULL)
    try:
        yield
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def _table(load: Load, reports: dict[str, dict[str, Any]]) -> Table:
    columns = ("fps, worst", "PLI", "p50", "p95", "CPU", "CPU ratio")
    table = Table(f"FFmpeg by WHIP, {load.name}", columns, "ms from last packet to picture, % of a core")
    beside = reports["GStreamer"]["cpu_percent"]
    for kind, report in reports.items():
        fps = min(report["fps"]) if len(report["fps"]) == load.senders else 0.0
        delays, cpu = report["received_ms"], report["cpu_percent"]
        # GStreamer's own packets are not seen from Python
        asked = math.nan if kind == "GStreamer" else report["key_frame_requests"]
        bounds = {
            "fps, worst": Bound(least=MIN_FPS),
            "PLI": Bound(most=0),
            "p95": Bound(most=load.max_delay_ms),
            "CPU ratio": Bound(most=MAX_CPU),
        }
        figures = (fps, asked, share(delays, 0.5), share(delays, 0.95), cpu, cpu / beside)
        table.add(kind, *figures, bounds=bounds if kind == "Parlor" else None)
    return table
