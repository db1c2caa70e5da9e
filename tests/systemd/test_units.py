"""systemd's own judgement of the units."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
OTHERS = sorted(path.name for path in (*UNITS.glob("*.socket"), *UNITS.glob("*.target")))
MAX_EXPOSURE = 2.0
MAX_EXPOSURES = {"parlor-browser.service": 2.5}
"""A browser compiles scripts and makes namespaces: its own sandbox is worth more than what the unit gives up for it."""


def analyze(image: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *arguments, f"--root={image}"], capture_output=True, text=True, timeout=30, check=False
    )


def section(unit: str, name: str) -> dict[str, str]:
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNITS / unit)
    return dict(parser[name])


def test_every_process_has_its_unit() -> None:
    workers = ["parlor-media.service", "parlor-room.service", "parlor-sfu-standby.service", "parlor-sfu.service"]
    assert ["parlor-browser.service", *workers, "parlor-shell.service"] == SERVICES


@pytest.mark.parametrize("unit", [*SERVICES, *OTHERS])
def test_verify_finds_nothing(image: Path, unit: str) -> None:
    found = analyze(image, "verify", "--man=no", unit)
    assert found.returncode == 0
    assert found.stdout + found.stderr == ""  # an unknown key is only a warning to systemd


def test_verify_would_find_a_wrong_key(image: Path) -> None:
    wrong = image / "usr/lib/systemd/system/wrong.service"
    wrong.write_text((UNITS / "parlor-room.service").read_text().replace("WatchdogSec", "WatchdockSec"))
    try:
        assert "WatchdockSec" in analyze(image, "verify", "--man=no", "wrong.service").stderr
    finally:
        wrong.unlink()


@pytest.mark.parametrize("unit", SERVICES)
def test_exposure_is_low(image: Path, unit: str) -> None:
    most = MAX_EXPOSURES.get(unit, MAX_EXPOSURE)
    judged = analyze(image, "security", "--offline=true", "--no-pager", f"--threshold={int(most * 10)}", unit)
    level = re.search(r"exposure level for \S+: ([\d.]+)", judged.stdout)
    assert level, judged.stderr
    assert float(level[1]) <= most
    assert judged.returncode == 0


@pytest.mark.parametrize("unit", SERVICES)
def test_a_service_reports_and_is_watched_and_restarted(unit: str) -> None:
    service = section(unit, "Service")
    assert service["Type"] == "notify"
    assert service["WatchdogSec"] == "20"
    assert service["Restart"] == "always"
    user = unit.removesuffix(".service").removesuffix("-standby")
    assert service["User"] == user.replace("parlor-room", "parlor")


def test_the_glass_reaches_no_network() -> None:
    service = section("parlor-shell.service", "Service")
    assert service["IPAddressDeny"] == "any"
    assert "INET" not in service["RestrictAddressFamilies"]


@pytest.mark.parametrize(
    ("unit", "path", "name", "group"),
    [
        ("parlor-room.socket", "/run/parlor/api.sock", "api", "parlor"),
        ("parlor-glass.socket", "/run/parlor/shell.sock", "shell", "parlor-shell"),
        ("parlor-board.socket", "/run/parlor/board.sock", "board", "parlor-shell"),
        ("parlor-browser.socket", "/run/parlor/browser.sock", "browser", "parlor"),
        ("parlor-media.socket", "/run/parlor/media.sock", "media", "parlor"),
        ("parlor-sfu.socket", "/run/parlor/sfu.sock", "sfu", "parlor"),
        ("parlor-sfu-standby.socket", "/run/parlor/sfu-standby.sock", "sfu", "parlor"),
    ],
)
def test_sockets_admit_only_whom_they_are_for(unit: str, path: str, name: str, group: str) -> None:
    socket = section(unit, "Socket")
    assert socket["ListenStream"] == path
    assert socket["FileDescriptorName"] == name
    assert socket["SocketGroup"] == group
    assert socket["SocketMode"] == "0660"
