"""A door and a browser for each test."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.door import Door
from tests.web.media_door import MediaDoor

WEB = Path(__file__).parents[2] / "ui" / "web"


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    """The pages as their sources are now."""
    newest = max(path.stat().st_mtime for folder in ("src", "public") for path in (WEB / folder).rglob("*"))
    page = WEB / "dist" / "index.html"
    if not page.exists() or page.stat().st_mtime < newest:
        if not (WEB / "node_modules").exists():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=WEB, check=True)
        subprocess.run(["npm", "run", "build"], cwd=WEB, check=True)


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with Door(tmp_path) as door:
        yield door


@pytest.fixture
async def media_door(tmp_path: Path) -> AsyncIterator[MediaDoor]:
    async with MediaDoor(tmp_path) as door:
        yield door
