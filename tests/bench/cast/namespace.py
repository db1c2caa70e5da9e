"""A network of our own: a namespace with one address, since libnice takes no media on 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "10.77.0.1"


class NoNamespace(Exception):
    """This machine lets no network namespace be made: only root may, with iproute2."""


@contextmanager
def namespace() -> Iterator[list[str]]:
    """Gives the words before a command that run it in the namespace. Raises NoNamespace."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        raise NoNamespace
    name = f"parlor-bench-{os.getpid()}"
    inside = ["ip", "netns", "exec", name]
    _run("ip", "netns", "add", name)
    try:
        # FFmpeg takes the first candidate it reads, and cannot reach a link-local one
        _run(*inside, "sysctl", "-q", "net.ipv6.conf.all.disable_ipv6=1")
        _run(*inside, "ip", "link", "set", "lo", "up")
        _run(*inside, "ip", "link", "add", "room", "type", "veth", "peer", "name", "laptop")
        _run(*inside, "ip", "address", "add", f"{ADDRESS}/24", "dev", "room")
        for end in ("room", "laptop"):
            _run(*inside, "ip", "link", "set", end, "up")
        # it leads nowhere, but without one Chromium finds no address of its own
        _run(*inside, "ip", "route", "add", "default", "dev", "room")
        yield inside
    finally:
        _run("ip", "netns", "delete", name)


def wrapped(inside: list[str], program: str, folder: Path) -> Path:
    """A program's stand-in that runs it inside, for those who take the path of one program only."""
    script = folder / f"{Path(program).name}-inside"
    script.write_text(f'#!/bin/sh\nexec {" ".join(inside)} {program} "$@"\n')
    script.chmod(0o755)
    return script


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
