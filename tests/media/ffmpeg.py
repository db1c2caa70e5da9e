"""FFmpeg as a sender: four coloured quarters and a tone."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np

WIDTH, HEIGHT = 640, 360
FILM = ("-re", "-loop", "1", "-framerate", "15", "-i")
# as told to users: no B-frames, a key frame every two seconds
VIDEO = ("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-bf", "0", "-g", "30")
SOUND = ("-c:a", "libopus", "-ar", "48000", "-ac", "2")


def paint_slides(folder: Path) -> Path:
    """A picture of the four colours that the room's picture is compared with."""
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    colours = ((0, 0, 224), (0, 160, 0), (224, 0, 0), (0, 224, 224))
    for place, colour in enumerate(colours):
        y, x = place // 2 * HEIGHT // 2, place % 2 * WIDTH // 2
        picture[y : y + HEIGHT // 2, x : x + WIDTH // 2] = colour
    cv2.imwrite(str(folder / "slides.png"), picture)
    return folder / "slides.png"


@asynccontextmanager
async def running(*command: str | Path, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process, which is killed at the end if it still runs; its complaints go to standard error."""
    process = await asyncio.create_subprocess_exec(
        *map(str, command),
        env=os.environ | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=sys.__stderr__,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def ffmpeg(slides: Path, *output: str) -> list[str | Path]:
    """The command that sends them."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostats", "-loglevel", "error", *FILM, slides]
    return [*command, "-f", "lavfi", "-i", "sine=1000:r=48000", "-pix_fmt", "yuv420p", *output]
