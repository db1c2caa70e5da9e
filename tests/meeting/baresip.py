"""A real SIP telephone with a picture: Debian's baresip, driven over its control socket (netstrings of JSON)."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

MODULES = Path("/usr/lib/baresip/modules")
PORT = 5060
CONTROL_PORT = 4444
START_S = 10.0
WAVE_HEADER = 22
"""Words of 16 bits, at the least."""
SECOND = 96_000
"""48 kHz stereo."""

needs_baresip = pytest.mark.skipif(not shutil.which("baresip"), reason="needs Debian's baresip")


@dataclass
class Telephone:
    """One that rings at `address`."""

    address: str
    host: str
    process: subprocess.Popen[bytes]
    log: Path

    def loudness(self) -> float:
        """The root mean square of the last second that it played, of 32768; 0 while it has played nothing."""
        found = sorted(self.log.parent.glob("dump-*-dec.wav"))
        if not found:
            return 0.0
        sound = np.fromfile(found[-1], np.int16)[WAVE_HEADER:][-SECOND:].astype(float)
        return float(np.sqrt((sound**2).mean())) if len(sound) else 0.0

    def said(self) -> str:
        """What it printed so far."""
        return self.log.read_text(errors="replace")

    async def command(self, name: str, parameters: str = "") -> dict[str, Any]:
        """Press a key, so to say; gives its answer."""
        reader, writer = await asyncio.open_connection(self.host, CONTROL_PORT)
        text = json.dumps({"command": name, "params": parameters, "token": "1"})
        writer.write(f"{len(text)}:{text},".encode())
        async with asyncio.timeout(5):
            while True:
                length = int((await reader.readuntil(b":"))[:-1])
                message = json.loads((await reader.readexactly(length + 1))[:-1])
                if message.get("response"):
                    writer.close()
                    return message


@contextmanager
def telephone(folder: Path, host: str, inside: tuple[str, ...]) -> Iterator[Telephone]:
    """Start one on an address, behind the words of `inside`; it takes calls by itself.

    It sends from whatever address the system picks: it wants a network of its own.
    """
    folder.mkdir(parents=True)
    wanted = ("opus", "g711", "vp8", "ausine", "aubridge", "sndfile", "fakevideo", "account", "menu", "ctrl_tcp")
    modules = "".join(
        f"module{'_app' if name in ('account', 'menu', 'ctrl_tcp') else ''} {name}.so\n" for name in wanted
    )
    (folder / "config").write_text(
        f"""poll_method epoll
sip_listen {host}:{PORT}
net_interface {host}
call_max_calls 4
audio_source ausine,440
audio_player aubridge,ear
audio_alert aubridge,bell
snd_path {folder}
video_source fakevideo,nil
video_display fakevideo,nil
video_size 320x240
video_fps 15
video_bitrate 300000
rtp_ports 30000-30999
ctrl_tcp_listen {host}:{CONTROL_PORT}
module_path {MODULES}
{modules}"""
    )
    (folder / "accounts").write_text(f"<sip:phone@{host}>;answermode=auto;regint=0;audio_codecs=opus/48000/2\n")
    (folder / "contacts").write_text("")
    log = folder / "baresip.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*inside, "baresip", "-f", str(folder), "-v"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _await_control(process, host, log)
        yield Telephone(f"sip:phone@{host}:{PORT}", host, process, log)
    finally:
        process.kill()
        process.wait()


def _await_control(process: subprocess.Popen[bytes], host: str, log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((host, CONTROL_PORT)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"baresip did not start:\n{log.read_text(errors='replace')[-2000:]}")
