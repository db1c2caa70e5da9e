"""The developer commands, as far as they can be tried without installing anything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
COMMANDS = ("run", "test", "bench")


def call(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PACKAGING / command, *arguments], capture_output=True, text=True, timeout=30, check=False, cwd="/"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_and_installs_nothing(command: str) -> None:
    told = call(command, "--help")
    assert told.returncode == 0
    assert told.stdout.startswith(f"Usage: ./packaging/{command}")


def test_every_system_package_says_when_how_and_what_for() -> None:
    for line in (PACKAGING / "system-packages").read_text().splitlines():
        if line.startswith("#"):
            continue
        when, need, package, *reason = line.split()
        assert when in ("run", "test", "bench"), line
        assert need in ("required", "optional"), line
        assert package == package.lower(), line
        assert reason, line


def test_ci_runs_what_developers_run() -> None:
    script = (PACKAGING.parent / ".ci/run").read_text()
    assert script.splitlines()[-1].endswith('/../packaging/test"')
