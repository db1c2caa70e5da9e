from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.rooms.house import House
from tests.rooms.laptop import Laptop
from tests.rooms.screen import Screen


@pytest.fixture
def glass(tmp_path: Path) -> Iterator[Screen]:
    """The big screen's panel."""
    with Screen(tmp_path / "glass") as screen:
        yield screen


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A headless room."""
    async with House(tmp_path) as house:
        yield house


@pytest.fixture
async def shown_house(tmp_path: Path, glass: Screen) -> AsyncIterator[House]:
    """A room whose shell draws on the panel."""
    async with House(tmp_path, glass) as house:
        yield house


@pytest.fixture
async def laptop(tmp_path: Path) -> AsyncIterator[Laptop]:
    """A guest's laptop beside it."""
    with Screen(tmp_path / "laptop", 1600, 900) as screen:
        async with Laptop(tmp_path / "laptop", screen) as laptop:
            yield laptop
