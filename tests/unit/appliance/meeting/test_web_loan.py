"""What the room lends a page follows both switches: the bar's and the page's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from appliance.api.errors import Code, Unavailable
from appliance.media.engine import EngineStatus, Lendable, Lent
from appliance.media.fake import FakeEngine
from appliance.meeting.web.loan import PageLoan

BOTH: list[Lendable] = ["microphone", "camera"]


class Media(FakeEngine):
    """Lends both, unless it is away; its status goes to the loan."""

    def __init__(self, frames: Path) -> None:
        super().__init__(frames, self._tell)
        self.lent = {"microphone": "Parlor microphone", "camera": "Parlor camera"}
        self.loan = PageLoan(self, "c1")
        self.is_away = False
        self.opened: list[tuple[bool, bool]] = []

    async def lend_devices(self, call_id: str, kinds: list[Lendable]) -> Lent:
        if self.is_away:
            raise Unavailable(Code.MEDIA_AWAY)
        return await super().lend_devices(call_id, kinds)

    async def open_lent(self, call_id: str, microphone: bool, camera: bool) -> None:
        await super().open_lent(call_id, microphone, camera)
        self.opened.append(self.lent_open)

    def _tell(self, status: EngineStatus) -> None:
        self.loan.take(status)


@pytest.fixture
async def media(tmp_path: Path) -> AsyncIterator[Media]:
    media = Media(tmp_path)
    keeping = asyncio.create_task(media.loan.keep())
    yield media
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_nothing_is_open_before_the_page_is(media: Media) -> None:
    lent = await media.loan.begin(BOTH)
    assert (lent.microphone, lent.camera) == ("Parlor microphone", "Parlor camera")
    assert media.lent_open == (False, False)
    media.loan.follow(muted=False, camera_on=False)
    await settled()
    assert media.lent_open == (True, False)
    await media.loan.end()
    assert (media.lent_open, media.status.lent) == ((False, False), "")


async def test_the_bar_mutes_at_once_and_what_the_page_said_before_does_not_unmute(media: Media) -> None:
    await media.loan.begin(BOTH)
    media.loan.follow(muted=False, camera_on=True)
    await settled()
    await media.loan.mute()
    assert media.lent_open == (False, True)
    media.loan.follow(muted=False, camera_on=True)
    media.loan.follow(muted=False, camera_on=False)
    await settled()
    assert media.lent_open == (False, False)
    assert not any(microphone for microphone, _ in media.opened[1:])


async def test_the_page_unmutes_once_it_has_followed(media: Media) -> None:
    await media.loan.begin(BOTH)
    await media.loan.mute()
    media.loan.follow(muted=True, camera_on=True)
    await settled()
    assert media.lent_open == (False, True)
    media.loan.follow(muted=False, camera_on=True)
    await settled()
    assert media.lent_open == (True, True)


async def test_the_bar_unmutes(media: Media) -> None:
    await media.loan.begin(BOTH)
    media.loan.follow(muted=True, camera_on=True)
    await settled()
    media.loan.unmute()
    await settled()
    assert media.lent_open == (True, True)


async def test_new_worker_is_asked_again_and_opens_no_more_than_before(media: Media) -> None:
    await media.loan.begin(BOTH)
    media.loan.follow(muted=True, camera_on=True)
    await settled()
    media.replace(lent="")
    await settled()
    assert (media.status.lent, media.lent_open) == ("c1", (False, True))


async def test_without_a_worker_nothing_is_lent(media: Media) -> None:
    media.is_away = True
    assert await media.loan.begin(BOTH) == Lent()
    media.loan.follow(muted=False, camera_on=True)
    await media.loan.mute()
    await settled()
    assert media.opened == []
    await media.loan.end()
