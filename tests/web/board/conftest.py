"""A door, a browser for each file, and guests who are on the board that is open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.web.board.guest import come_in, open_board
from tests.web.browser import PHONE, chromium, tab
from tests.web.door import Door


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with Door(tmp_path) as door:
        yield door


@pytest_asyncio.fixture(loop_scope="module")
async def page(door: Door, browser: Browser) -> AsyncIterator[Page]:
    url = await open_board(door)
    async with tab(browser) as page:
        await come_in(page, url)
        yield page


@pytest_asyncio.fixture(loop_scope="module")
async def phone(door: Door, browser: Browser) -> AsyncIterator[Page]:
    url = await open_board(door)
    async with tab(browser, **PHONE) as page:
        await come_in(page, url)
        yield page
