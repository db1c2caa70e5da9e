"""A real Janus server from Debian, in a network namespace of its own: libnice takes no media on 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from appliance.meeting.engines.janus.configuration import files
from appliance.meeting.engines.janus.keys import JanusKeys

API_SECRET = "kept-by-the-server"
ADMIN_KEY = "kept-by-the-plugin"
WEBSOCKET_PORT = 8188
START_S = 10.0


def is_there() -> bool:
    """Whether this machine can run these tests."""
    return bool(os.geteuid() == 0 and shutil.which("janus") and shutil.which("ip"))


needs_janus = pytest.mark.skipif(not is_there(), reason="needs Debian's janus, and root for a network namespace")


@dataclass(slots=True)
class Janus:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    url: str
    address: str
    log: Path

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def said(self) -> str:
        """Its log so far."""
        return self.log.read_text(errors="replace")


@contextmanager
def janus(folder: Path, address: str, *, string_ids: bool = True, inside: tuple[str, ...] = ()) -> Iterator[Janus]:
    """Start a server on an address, behind the words of `inside`, and wait until it listens."""
    configure(folder, address, string_ids)
    log = folder / "janus.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*inside, "janus", "-F", str(folder), "-C", str(folder / "janus.jcfg")],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    running = Janus(process, f"ws://{address}:{WEBSOCKET_PORT}", address, log)
    try:
        _await_port(process, address, WEBSOCKET_PORT, log)
        yield running
    finally:
        process.kill()
        process.wait()


@contextmanager
def second_network() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Another namespace, joined to the one that the test is in: an address there, and the words to be there."""
    name, inside = f"parlor-far-{os.getpid()}", ("ip", "netns", "exec", f"parlor-far-{os.getpid()}")
    subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        for words in (
            f"ip link add near type veth peer name far netns {name}",
            "ip address add 10.79.0.1/24 dev near",
            "ip link set near up",
            f"ip -n {name} address add 10.79.0.2/24 dev far",
            f"ip -n {name} link set far up",
            f"ip -n {name} link set lo up",
            f"ip -n {name} route add default via 10.79.0.1",
        ):
            subprocess.run(words.split(), check=True)
        yield "10.79.0.2", inside
    finally:
        subprocess.run(["ip", "link", "delete", "near"], check=True)
        subprocess.run(["ip", "netns", "delete", name], check=True)


def configure(folder: Path, address: str, string_ids: bool) -> None:
    """Write the configuration that an administrator is given."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = JanusKeys(api_secret=API_SECRET, admin_key=ADMIN_KEY)
    for name, text in files(address, keys, sip=True).items():
        (folder / name).write_text(text.replace("string_ids = true", f"string_ids = {str(string_ids).lower()}"))


def _await_port(process: subprocess.Popen[bytes], address: str, port: int, log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((address, port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"Janus did not start:\n{log.read_text(errors='replace')[-2000:]}")
