"""A network of the tests' own: the whole test, and what it starts, is in a namespace with one address.

libnice and aioice take no media on 127.0.0.1, and a conference must not depend on what this machine's network is.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_NEW_NETWORK = 0x40000000
"""CLONE_NEWNET of setns(2)."""


class NoNetwork(Exception):
    """This machine lets no network namespace be made: only root may, with iproute2."""


@dataclass(frozen=True)
class Network:
    """Where engines and people are."""

    engine: str = "10.78.0.1"
    people: str = "10.78.0.2"


@contextmanager
def network() -> Iterator[Network]:
    """Be in a network of one's own; threads that ran before stay where they were. Raises NoNetwork."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        raise NoNetwork
    name, found = f"parlor-meeting-{os.getpid()}", Network()
    _run("ip", "netns", "add", name)
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    try:
        _enter(os.open(f"/run/netns/{name}", os.O_RDONLY))
        _run("sysctl", "-q", "net.ipv6.conf.all.disable_ipv6=1")
        _run("ip", "link", "set", "lo", "up")
        _run("ip", "link", "add", "room", "type", "veth", "peer", "name", "laptop")
        for address in (found.engine, found.people):
            _run("ip", "address", "add", f"{address}/24", "dev", "room")
        for end in ("room", "laptop"):
            _run("ip", "link", "set", end, "up")
        # it leads nowhere, but without one Chromium finds no address of its own
        _run("ip", "route", "add", "default", "dev", "room")
        yield found
    finally:
        _enter(home)
        _run("ip", "netns", "delete", name)
        Path(f"/run/netns/{name}").unlink(missing_ok=True)


def _enter(descriptor: int) -> None:
    try:
        if ctypes.CDLL(None, use_errno=True).setns(descriptor, _NEW_NETWORK):
            raise OSError(ctypes.get_errno(), "setns")
    finally:
        os.close(descriptor)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
