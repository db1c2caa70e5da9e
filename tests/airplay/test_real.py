"""The real UxPlay, where it is installed, in a network of its own: our arguments, our walls, its words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOOLS = ("uxplay", "avahi-daemon", "avahi-browse", "dbus-daemon", "unshare", "ip")
ROOT = Path(__file__).parents[2]


def visit(folder: Path, how: str) -> dict[str, Any]:
    missing = [tool for tool in TOOLS if not shutil.which(tool, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")]
    if missing:
        pytest.skip(
            f"{', '.join(missing)} not installed: apt-get install uxplay avahi-daemon avahi-utils dbus iproute2"
        )
    alone = ["unshare", "--net", "--mount", "--propagation", "private"]
    if subprocess.run([*alone, "mount", "-t", "tmpfs", "tmpfs", "/run"], capture_output=True, check=False).returncode:
        pytest.skip("a network and mounts of its own need root")
    done = subprocess.run(
        [*alone, sys.executable, "-m", "tests.airplay.island", str(folder), how],
        capture_output=True, text=True, timeout=55, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout.splitlines()[-1])


def test_senders_find_it_and_are_heard(tmp_path: Path) -> None:
    seen = visit(tmp_path / "home", "with")
    assert seen["health"][0] == ["ok", ""]
    assert ["failed", "airplay.no_discovery"] in seen["health"], "while avahi takes another name"
    assert seen["health"][-1] == ["ok", ""]
    for browsed in (seen["found"], seen["found_again"]):
        for service, name in (("AirPlay Remote Video", "_airplay._tcp"), ("AirTunes Remote Audio", "_raop._tcp")):
            found = [
                line.split(";")[3] for line in browsed if line.startswith("+") and (service in line or name in line)
            ]
            assert len(found) == 2, browsed
            assert any(line.endswith(r"\0322") for line in found), found
    assert seen["cast"] == ["Anna's iPad", False]
    assert seen["ended"] == ["sender", "refused"]


def test_without_discovery_it_says_so(tmp_path: Path) -> None:
    seen = visit(tmp_path / "home", "without")
    assert seen["health"] == [["failed", "airplay.no_discovery"]]
