"""The shape of the project itself."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("appliance", "drivers", "ui")
FOLDERS = {".ci", "appliance", "drivers", "packaging", "systemd", "tests", "ui"}
FILES = {".gitignore", "LICENSE", "README.md", "pyproject.toml", "uv.lock"}
VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers", "base", "common", "misc"}
HOME = re.compile(rb"/(?:home|Users)/[a-z]+/|/root/")


@cache
def tracked() -> list[Path]:
    """Every file of the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True, timeout=30)
    return [path for name in listed.stdout.split("\0") if name and (path := Path(name)) and (ROOT / path).is_file()]


def modules() -> dict[Path, int]:
    """Every module of the product with its number of lines."""
    ours = [path for path in tracked() if path.parts[0] in PACKAGES and path.suffix == ".py"]
    return {path: len((ROOT / path).read_text().splitlines()) for path in ours}


def test_top_level_is_fixed() -> None:
    assert {path.parts[0] for path in tracked() if len(path.parts) > 1} <= FOLDERS
    assert {path.name for path in tracked() if len(path.parts) == 1} == FILES


def test_modules_are_small() -> None:
    lines = [count for path, count in modules().items() if path.name != "__init__.py"]
    assert statistics.median(lines) <= 100
    assert statistics.quantiles(lines, n=10)[-1] <= 350


def test_no_module_is_long() -> None:
    assert {path: count for path, count in modules().items() if count > 500} == {}


def test_no_qml_file_is_long() -> None:
    qml = [path for path in tracked() if path.suffix == ".qml"]
    assert [path for path in qml if len((ROOT / path).read_text().splitlines()) > 250] == []


def test_modules_are_named_by_nouns_of_the_field() -> None:
    assert [path for path in tracked() if set(path.with_suffix("").parts) & VAGUE] == []


def test_no_file_names_a_place_of_one_machine() -> None:
    checkout = str(ROOT).encode()
    found = []
    for path in tracked():
        text = (ROOT / path).read_bytes()
        if b"\0" not in text and path != Path(__file__).relative_to(ROOT) and (checkout in text or HOME.search(text)):
            found.append(path)
    assert found == []


def test_lock_is_current() -> None:
    uv = shutil.which("uv", path=ROOT / ".parlor/tools/bin") or shutil.which("uv")
    if not uv:
        pytest.skip("uv is not installed: ./packaging/test installs it")
    checked = subprocess.run([uv, "lock", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stderr
