"""One running helper: its command, its process, its lines.

The pictures are taken out of UxPlay undecoded, as RTP on loopback: its decoder and converter become `identity`, its
sink a payloader and a socket. Sound comes decoded, as L16.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from appliance.child import Child

STOP_S = 2.0
READ_BYTES = 65_536
MAX_LINE_BYTES = 4096
MAX_NAME_BYTES = 50
"""A DNS label has 63 (RFC 1035), and _raop puts `A1B2C3D4E5F6@` before the name."""
MTU_BYTES = 1400

_PARSE = "h264parse config-interval=-1"
_PICTURES = "rtph264pay pt=96 config-interval=-1 mtu={mtu} ! udpsink host=127.0.0.1 port={port}"
_SOUND = (
    "audioresample ! audioconvert ! audio/x-raw,format=S16BE,rate=48000,channels=2"
    " ! rtpL16pay pt=97 mtu={mtu} ! udpsink host=127.0.0.1 port={port}"
)


@dataclass(frozen=True)
class Ports:
    """Where the worker listens for one helper's RTP, on loopback."""

    video: int
    audio: int

    @classmethod
    def free(cls) -> Ports:
        """Two that nobody holds now."""
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as video,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as audio,
        ):
            video.bind(("127.0.0.1", 0))
            audio.bind(("127.0.0.1", 0))
            return cls(video.getsockname()[1], audio.getsockname()[1])


@dataclass(frozen=True)
class Plan:
    """What does not change about one helper."""

    program: Path
    folder: Path
    """Its home, shared with the other helpers; it holds GStreamer's cache."""
    number: int
    """From 0."""
    port: int
    """The first of its three for senders, TCP and UDP."""


def arguments(plan: Plan, name: str, ports: Ports) -> list[str]:
    """UxPlay's arguments. The first keeps the machine's hardware address, as senders know a receiver by it."""
    return [
        *("-n", label(name), "-nh", "-p", str(plan.port), *(["-m"] if plan.number else [])),
        *("-d", "-reset", "5", "-s", "1920x1080@60", "-fps", "30", "-vp", _PARSE, "-vd", "identity", "-vc", "identity"),
        *("-vs", _PICTURES.format(mtu=MTU_BYTES, port=ports.video)),
        *("-as", _SOUND.format(mtu=MTU_BYTES, port=ports.audio)),
    ]


def receiver_name(room: str, number: int) -> str:
    """How the receiver is called in senders' lists."""
    suffix = f" · {number + 1}" if number else ""
    return label(room, MAX_NAME_BYTES - len(suffix.encode())) + suffix


def label(name: str, limit: int = MAX_NAME_BYTES) -> str:
    """A name cut to whole characters within a number of bytes, that no program takes for an option."""
    fit = name.lstrip("-").encode()[:limit].decode(errors="ignore").strip()
    return fit or "Parlor"


class Helper:
    """A process behind walls that ends with this one."""

    def __init__(self, plan: Plan, name: str, ports: Ports) -> None:
        walls = [sys.executable, "-I", "-m", "appliance.cast.airplay.walls", str(os.getpid()), str(plan.folder)]
        self._output, end = os.pipe()
        try:
            command = [*walls, str(plan.program), *arguments(plan, name, ports)]
            self._child = Child(command, {}, _environment(plan.folder), end)
        finally:
            os.close(end)

    @property
    def pid(self) -> int:
        """Its process id and group."""
        return self._child.pid

    @property
    def status(self) -> int | None:
        """Exit status, or minus the signal that ended it."""
        return self._child.status

    async def lines(self) -> AsyncIterator[str]:
        """What it prints until it ends; a line that is too long comes cut."""
        reader = asyncio.StreamReader(limit=READ_BYTES)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(self._output, "rb", 0)
        )
        rest = b""
        try:
            while data := await reader.read(READ_BYTES):
                *whole, rest = (rest + data).split(b"\n")
                rest = rest[:MAX_LINE_BYTES]
                for line in whole:
                    yield line[:MAX_LINE_BYTES].decode(errors="replace")
        finally:
            transport.close()

    def end(self) -> None:
        """End it, within STOP_S; `lines` ends then."""
        self._child.ask_to_end()
        asyncio.get_running_loop().call_later(STOP_S, self._child.ask_to_end, signal.SIGKILL)

    async def close(self) -> None:
        """End it, within STOP_S at most."""
        await self._child.stop(STOP_S)


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        # the unit forbids memory to write and to run; without this GStreamer's converters would compile themselves
        "ORC_CODE": "backup",
    }
