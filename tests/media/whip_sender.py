"""FFmpeg as a WHIP sender: it does not pace, answers no key frame request, and sends High profile."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import imageio_ffmpeg
from aiohttp import web

# High profile and a key frame each second, as OBS is told to send
ENCODER = (
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-profile:v",
    "high",
    "-bf",
    "0",
    "-g",
    "30",
    "-pix_fmt",
    "yuv420p",
)


def make_clip(path: Path, size: str, mbit_s: int, seconds: int = 2) -> Path:
    """A moving picture with a tone, of about that rate."""
    rate = ("-b:v", f"{mbit_s}M", "-maxrate", f"{mbit_s}M", "-bufsize", f"{mbit_s // 2}M")
    source = (
        "-f",
        "lavfi",
        "-i",
        f"testsrc2=size={size}:rate=30,noise=alls=12:allf=t",
        "-f",
        "lavfi",
        "-i",
        "sine=440:r=48000",
    )
    sound = ("-c:a", "libopus", "-ac", "2", "-b:a", "64k", "-t", str(seconds))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, *ENCODER, *rate, *sound, str(path)]
    subprocess.run(command, check=True, timeout=120)
    return path


@asynccontextmanager
async def whip_endpoint(engine: Any) -> AsyncIterator[str]:
    """Hand offers to an engine as casts f0, f1, …; gives the address."""

    async def offered(request: web.Request) -> web.Response:
        cast_id = request.match_info["cast_id"]
        answer = await engine.receive_cast(cast_id, await request.text())
        where = {"Location": f"/{cast_id}"}
        return web.Response(status=201, text=answer, content_type="application/sdp", headers=where)

    async def left(_request: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.router.add_post("/{cast_id}", offered)
    app.router.add_delete("/{cast_id}", left)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def sending(clip: Path, address: str, count: int = 1) -> AsyncIterator[None]:
    """Send a clip again and again, in real time, as so many casts."""
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    loop = ("-v", "error", "-re", "-stream_loop", "-1", "-i", str(clip), "-map", "0", "-c", "copy", "-f", "whip")
    processes = [
        await asyncio.create_subprocess_exec(ffmpeg, *loop, f"{address}/f{at}", stdin=asyncio.subprocess.DEVNULL)
        for at in range(count)
    ]
    try:
        yield
    finally:
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
