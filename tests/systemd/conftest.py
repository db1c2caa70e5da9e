"""A root directory with the units installed as a package would, for systemd's own tools."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "systemd"


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds the host's own units (the targets that ours order after), ours, and a program where ours expect it."""
    for tool in ("systemd-analyze", "systemd-sysusers", "systemd-tmpfiles"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed: ./packaging/test installs systemd")
    root = tmp_path_factory.mktemp("image")
    library = root / "usr/lib"
    shutil.copytree("/usr/lib/systemd/system", library / "systemd/system", symlinks=True)
    (root / "lib").symlink_to("usr/lib")
    for unit in UNITS.glob("parlor*"):
        shutil.copy(unit, library / "systemd/system")
    for folder in ("sysusers.d", "tmpfiles.d", "sysctl.d"):
        shutil.copytree(UNITS / folder, library / folder)
    program = root / "opt/parlor/bin/parlor"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return root
