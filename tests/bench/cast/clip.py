"""Films to send: moving patterns with noise, at a bit rate, encoded once and kept in a folder."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

FPS = 30
SECONDS = 10


@dataclass(frozen=True)
class Clip:
    """A film's size and bit rate."""

    width: int
    height: int
    mbit_s: int

    @property
    def name(self) -> str:
        """As a row calls it."""
        return f"{self.height}p{FPS} {self.mbit_s} Mbit/s"

    def file(self, folder: Path) -> Path:
        """The film, encoded at the first call: H.264 Baseline, as stock aiortc takes no other, and Opus."""
        path = folder / f"{self.height}-{self.mbit_s}.mkv"
        if not path.exists():
            size = f"size={self.width}x{self.height}:rate={FPS}:duration={SECONDS}"
            rate = f"{self.mbit_s}M"
            command = [
                *(ffmpeg(), "-v", "error", "-y"),
                *("-f", "lavfi", "-i", f"testsrc2={size},noise=alls=12:allf=t"),
                *("-f", "lavfi", "-i", f"sine=frequency=440:sample_rate=48000:duration={SECONDS}"),
                *(
                    "-pix_fmt",
                    "yuv420p",
                    "-c:v",
                    "libx264",
                    "-preset",
                    "superfast",
                    "-profile:v",
                    "baseline",
                    "-bf",
                    "0",
                ),
                *("-g", str(2 * FPS), "-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate),
                *("-c:a", "libopus", "-ac", "2", "-b:a", "96k", str(path)),
            ]
            subprocess.run(command, check=True)
        return path


def ffmpeg() -> str:
    """FFmpeg 9 with a WHIP muxer, from its wheel."""
    return imageio_ffmpeg.get_ffmpeg_exe()
